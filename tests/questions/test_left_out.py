"""What totals leave out is named, with the reason."""

from __future__ import annotations

import pytest

from derive.counting.cases import tell
from questions.small import graph_of

SIDES = {"payers": frozenset({"kg:p"}), "payees": frozenset({"kg:q"})}
REST = "deal (the rest, whose payer is not known)"


@pytest.mark.parametrize("as_of", [{}, {"as_of": "2025-12"}])
@pytest.mark.parametrize(
    ("whole", "left_out"), [(40, [REST]), ((0, 40), [REST]), (10, []), ((0, 10), [])]
)
def test_the_rest_of_a_whole_whose_payers_all_have_a_part_is_named(whole, left_out, as_of):
    deal = tell(whole, ("signed", 1), **SIDES)
    part = tell(10, ("closed", 5), about="kg:part", parts_of=("kg:deal",), **SIDES)
    with graph_of([deal, part]) as graph:
        for asked in ({"payer": "p"}, {"payer": "p", "payee": "q"}):
            [row] = graph.ask("totals", **asked, **as_of)
            assert (row.possible, row.left_out) == (10, left_out)
        [row] = graph.ask("totals", payee="q", **as_of)
        assert (row.possible, row.left_out) == (40 if left_out else 10, [])


def test_a_rest_that_some_payer_owes_is_none_that_is_left_out():
    both = {**SIDES, "payers": frozenset({"kg:p", "kg:r"})}
    deal = tell(40, ("signed", 1), **both)
    part = tell(10, ("closed", 5), about="kg:part", parts_of=("kg:deal",), **SIDES)
    with graph_of([deal, part]) as graph:
        for payer in ("p", "r"):
            [row] = graph.ask("totals", payer=payer)
            assert row.left_out == []
