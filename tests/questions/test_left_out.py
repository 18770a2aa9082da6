"""What totals leave out is named, with the reason, and makes an answer incomplete where it may belong."""

from __future__ import annotations

import pytest

from derive.counting.cases import Bounds, Figure, tell
from questions.small import graph_of

P, Q, R = (frozenset({f"kg:{name}"}) for name in "pqr")
REST = "deal (payer not known)"
NO_AMOUNT = "untold (undisclosed)"
CLOCKS = pytest.mark.parametrize("as_of", [{}, {"as_of": "2025-12"}])


def shared(whole, *more):
    """A deal of two who each have a part of 10, of which one is paid."""
    told = {"kind": "Investment", "payees": Q}
    return graph_of(
        [
            tell(whole, ("signed", 1), payers=P | R, **told),
            tell(10, ("closed", 5), about="kg:part-p", parts_of=("kg:deal",), payers=P, **told),
            tell(10, ("signed", 5), about="kg:part-r", parts_of=("kg:deal",), payers=R, **told),
            *more,
        ]
    )


@CLOCKS
@pytest.mark.parametrize(
    ("whole", "left_out"), [(40, [REST]), ((0, 40), [REST]), (20, []), ((0, 20), [])]
)
def test_the_rest_of_a_whole_whose_payers_all_have_a_part_is_named(whole, left_out, as_of):
    with shared(whole) as graph:
        for asked in ({"payer": "p"}, {"payer": "p", "payee": "q"}):
            [row] = graph.ask("totals", **asked, **as_of)
            assert (row.possible, row.left_out, row.complete) == (10, left_out, not left_out)
        [row] = graph.ask("totals", payee="q", **as_of)
        assert (row.possible, row.left_out, row.complete) == (40 if left_out else 20, [], True)


@CLOCKS
@pytest.mark.parametrize("whole", [40, 20])
def test_what_is_told_of_a_payer_is_not_complete_while_it_may_owe_a_rest(whole, as_of):
    with shared(whole) as graph:
        [between] = graph.ask("net-flow", a="p", b="q", **as_of)
        exposed = graph.ask("investor-exposure", **as_of)
        complete = {row.investor: row.complete for row in exposed}
    assert between.complete is (whole == 20)
    assert complete == dict.fromkeys("pr", whole == 20)


@CLOCKS
def test_a_part_whose_payer_nobody_tells_is_left_out_of_what_the_payer_of_its_whole_pays(as_of):
    lent = tell(26, ("signed", 1), payers=P | R, payees=Q)
    drawn = tell(11, ("closed", 5), about="kg:drawn", parts_of=("kg:deal",), payees=Q)
    with graph_of([lent, drawn]) as graph:
        [row] = graph.ask("totals", payer="p", **as_of)
        [paid] = graph.ask("totals", payee="q", **as_of)
    assert (row.possible, row.left_out, row.complete) == (15, ["drawn (payer not known)"], False)
    assert (paid.paid, paid.possible, paid.complete) == (11, 26, True)


@CLOCKS
def test_a_part_that_names_neither_side_counts_between_the_only_two_of_its_whole(as_of):
    lent = tell(26, ("signed", 1), payers=P, payees=Q)
    drawn = tell(11, ("closed", 5), about="kg:drawn", parts_of=("kg:deal",))
    with graph_of([lent, drawn]) as graph:
        [row] = graph.ask("totals", payer="p", payee="q", **as_of)
    assert (row.paid, row.committed, row.possible, row.complete) == (11, 26, 26, True)


@CLOCKS
def test_a_rest_hides_no_amount_that_is_undisclosed(as_of):
    untold = tell(None, ("signed", 1), about="kg:untold", payers=P, payees=Q)
    with shared(40, untold) as graph:
        [row] = graph.ask("totals", payer="p", **as_of)
    assert (sorted(row.left_out), row.complete) == ([REST, NO_AMOUNT], False)


@CLOCKS
def test_a_rest_that_some_payer_owes_is_none_that_is_left_out(as_of):
    told = {"payees": Q}
    part = tell(10, ("closed", 5), about="kg:part", parts_of=("kg:deal",), payers=P, **told)
    with graph_of([tell(40, ("signed", 1), payers=P | R, **told), part]) as graph:
        for payer in "pr":
            [row] = graph.ask("totals", payer=payer, **as_of)
            assert (row.left_out, row.complete) == ([], True)


@CLOCKS
def test_who_pays_a_whole_by_instalments_owes_all_of_it(as_of):
    told = {"payers": P, "payees": Q}
    part = tell(10, ("closed", 5), about="kg:part", parts_of=("kg:deal",), **told)
    with graph_of([tell(40, ("signed", 1), **told), part]) as graph:
        [row] = graph.ask("totals", payer="p", **as_of)
    assert (row.paid, row.committed, row.possible) == (10, 40, 40)
    assert (row.left_out, row.complete) == ([], True)


@CLOCKS
def test_what_counts_and_is_not_told_in_full_is_named(as_of):
    rate = Figure(Bounds(5, 5), "USD", rate=(None, Bounds(2, 2)))
    deal = tell(None, ("signed", 1), figures=(rate,), payers=P, payees=Q)
    with graph_of([deal]) as graph:
        [row] = graph.ask("totals", payer="p", **as_of)
        [other] = graph.ask("totals", payer="q", **as_of)
    assert (row.possible, row.left_out, row.complete) == (10, ["deal (in part undisclosed)"], False)
    assert (other.left_out, other.complete) == ([], True)


def test_a_rate_of_which_no_time_is_told_adds_no_row():
    """Beside what is disclosed it would be a row of nothing in a currency of its own."""
    rate = Figure(Bounds(5, 5), "EUR", rate=(None, None))
    bare = tell(None, ("signed", 1), figures=(rate,), about="kg:bare", payers=P, payees=Q)
    told = tell(7, ("signed", 1), about="kg:told", payers=P, payees=Q)
    with graph_of([bare, told]) as graph:
        [row] = graph.ask("totals", payer="p")
    assert (row.possible, row.currency, row.complete) == (7, "USD", False)
    assert row.left_out == ["bare (undisclosed)"]
