"""Rule 2: of articles of one voice whose order nobody knows, no amount is its last word."""

from __future__ import annotations

import pytest

from derive.counting.cases import ALWAYS, Money, Span, on, tell, total
from derive.counting.strategies import day

MONTH = Span(day(0), on(27).latest)


def twice(first, then, published=MONTH):
    """What a voice tells on a day in a month, and what it tells at some time in that month."""
    return tell(*first, published=10), tell(*then, published=published)


@pytest.mark.parametrize("published", [MONTH, ALWAYS])
def test_two_amounts_of_two_stages_bound_what_it_says(published):
    assert total(*twice((5, "signed"), (7, "announced"), published)) == Money(0, 5, 7)
    assert total(*twice((7, "signed"), (5, "announced"), published)) == Money(0, 5, 7)


def test_the_later_article_has_the_last_word_where_it_is_known_which_that_is():
    assert total(*twice((5, "signed"), (7, "announced"), 20)) == Money(0, 7, 7)
    assert total(*twice((5, "signed"), (7, "announced"), 5)) == Money(0, 5, 5)


def test_on_one_day_or_in_one_source_a_later_stage_goes_before_an_earlier_one():
    assert total(*twice((5, "signed"), (7, "announced"), 10)) == Money(0, 5, 5)
    first, then = (
        tell(amount, stage, published=MONTH, source="src:one")
        for amount, stage in ((5, "signed"), (7, "announced"))
    )
    assert total(first, then) == Money(0, 5, 5)


def test_an_end_comes_last_where_nobody_knows_which_article_did():
    signed, cancelled = (5, ("signed", 3)), (5, ("cancelled", 3))
    assert total(*twice(signed, cancelled)) == total(*twice(cancelled, signed)) == Money(0, 0, 0)
    assert total(*twice(cancelled, signed, 20)) == Money(0, 5, 5)
