"""The arithmetic of bounds keeps its laws, whatever it is given."""

from __future__ import annotations

import math

from hypothesis import assume, given
from hypothesis import strategies as st

from aikg.ground.bounds import ALWAYS, INF, NOTHING, Bounds, Money, Span

# Whole amounts: their sums are exact, so that a law need not be told up to rounding.
amounts = st.integers(0, 10**15).map(float)
endless = amounts | st.just(INF)


@st.composite
def all_bounds(draw: st.DrawFn) -> Bounds:
    return Bounds(*sorted((draw(amounts), draw(endless))))


@st.composite
def money(draw: st.DrawFn) -> Money:
    return Money(*sorted((draw(amounts), draw(amounts), draw(endless))))


days = st.dates().map(lambda day: f"{day.isoformat()}T00:00:00Z")


@st.composite
def spans(draw: st.DrawFn) -> Span:
    one, other = sorted((draw(days), draw(days)))
    return Span(draw(st.sampled_from([one, None])), draw(st.sampled_from([other, None])))


def ordered(sum_: Money) -> bool:
    """Money is what it says: nothing below 0, and no answer above the next."""
    return 0 <= sum_.paid <= sum_.committed <= sum_.possible


# --- Bounds -----------------------------------------------------------------------------------


@given(all_bounds(), all_bounds(), all_bounds())
def test_sums_of_bounds_do_not_depend_on_order(a: Bounds, b: Bounds, c: Bounds) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)
    assert a + Bounds(0, 0) == a


@given(all_bounds(), all_bounds())
def test_the_lower_bound_never_passes_the_upper(a: Bounds, b: Bounds) -> None:
    for made in (a + b, a * b, a.hull(b)):
        assert made.lower <= made.upper
        assert not math.isnan(made.lower)
        assert not math.isnan(made.upper)


@given(all_bounds(), all_bounds(), amounts, amounts)
def test_what_lies_within_lies_within_the_sum_and_the_product(
    a: Bounds, b: Bounds, x: float, y: float
) -> None:
    x, y = min(max(x, a.lower), a.upper), min(max(y, b.lower), b.upper)
    assert (a + b).lower <= x + y <= (a + b).upper
    assert (a * b).lower <= x * y <= (a * b).upper


@given(all_bounds())
def test_nothing_times_endless_is_nothing(a: Bounds) -> None:
    assert a * Bounds(0, 0) == Bounds(0, 0)
    assert Bounds(0, INF) * Bounds(0, 0) == Bounds(0, 0)
    assert a * Bounds(1, 1) == a


@given(all_bounds(), all_bounds())
def test_bounds_meet_where_something_lies_in_both(a: Bounds, b: Bounds) -> None:
    assert a.meets(b) == b.meets(a)
    assert a.meets(a)
    common = a.common(b)
    assert a.meets(b) == (common.lower <= common.upper)
    if a.meets(b):
        for part in (a, b):
            assert part.lower <= common.lower
            assert common.upper <= part.upper


@given(all_bounds(), all_bounds())
def test_the_hull_holds_both_and_nothing_narrower_does(a: Bounds, b: Bounds) -> None:
    hull = a.hull(b)
    assert hull == b.hull(a)
    assert hull.common(a) == a
    assert hull.common(b) == b
    assert {hull.lower, hull.upper} <= {*a, *b}


# --- Money ------------------------------------------------------------------------------------


@given(money(), money())
def test_paid_is_at_most_committed_and_committed_at_most_possible(a: Money, b: Money) -> None:
    for made in (a.plus(b), a.less(b), a.at_least(b)):
        assert ordered(made), made


@given(money(), money(), money())
def test_totals_do_not_depend_on_order(a: Money, b: Money, c: Money) -> None:
    assert a.plus(b) == b.plus(a)
    assert a.plus(b).plus(c) == a.plus(b.plus(c))
    assert a.plus(NOTHING) == a


@given(money(), money())
def test_what_is_taken_away_never_makes_more(a: Money, b: Money) -> None:
    left = a.less(b)
    assert all(after <= before for after, before in zip(left, a, strict=True))
    assert a.less(NOTHING) == a


@given(money(), money())
def test_a_whole_without_one_of_two_parts_leaves_the_other(a: Money, b: Money) -> None:
    assume(a.possible < INF)
    assume(b.possible < INF)
    assert a.plus(b).less(b) == a
    assert a.less(a) == NOTHING


@given(money(), money())
def test_endless_less_anything_is_endless(a: Money, b: Money) -> None:
    whole = a._replace(possible=INF)
    assert whole.less(b).possible == INF
    assert whole.plus(b).possible == INF


@given(money(), money())
def test_remainder_and_parts_together_are_at_least_the_whole_and_at_least_the_parts(
    whole: Money, parts: Money
) -> None:
    together = whole.less(parts).plus(parts)
    assert together.possible >= max(whole.possible, parts.possible)
    assert all(got >= part for got, part in zip(together, parts, strict=True))


@given(money(), money(), money())
def test_the_greater_of_both_is_the_least_that_is_at_least_both(
    a: Money, b: Money, c: Money
) -> None:
    greater = a.at_least(b)
    assert greater == b.at_least(a)
    assert greater.at_least(a) == greater
    assert greater.at_least(c) == a.at_least(b.at_least(c))
    assert a.at_least(a) == a


# --- Span -------------------------------------------------------------------------------------


@given(spans(), spans())
def test_one_is_certainly_before_the_other_or_the_other_or_neither(a: Span, b: Span) -> None:
    assert not (a.before(b) and b.before(a))
    assert not a.before(a)
    assert not ALWAYS.before(a)
    assert not a.before(ALWAYS)


@given(spans(), spans(), spans())
def test_before_is_transitive_where_the_middle_is_bounded(a: Span, b: Span, c: Span) -> None:
    if a.before(b) and b.before(c) and b.latest is not None:
        assert a.before(c)


@given(spans(), spans())
def test_spans_have_something_in_common_unless_one_is_before_the_other(a: Span, b: Span) -> None:
    common = a.common(b)
    assert common == b.common(a)
    assert (common is None) == (a.before(b) or b.before(a))
    assert a.common(ALWAYS) == a
    assert a.common(a) == a


@given(st.lists(spans()))
def test_sorting_puts_what_has_no_latest_instant_last(many: list[Span]) -> None:
    sorted_ = sorted(many, key=lambda span: span.order)
    latest = [span.latest for span in sorted_]
    known = [instant for instant in latest if instant is not None]
    assert latest == [*sorted(known), *[None] * (len(latest) - len(known))]
