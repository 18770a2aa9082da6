"""Rule 3 within spans of dates: a whole may stand before a part, and leaves nothing before it begins."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from aikg.ground.bounds import Span
from derive.counting.cases import Money, counting, on, part, stage, total, whole
from derive.counting.strategies import day
from derive.counting.tables import may_come_to, may_stand


def within(first: int, last: int) -> Span:
    return Span(day(first), on(last).latest)


def test_a_whole_of_some_day_in_a_month_may_stand_before_a_part_of_a_day_in_it():
    claims = (
        whole(8, stage("signed", within(0, 27))),
        part("a", 4, ("closed", 9)),
    )
    positions = counting(*claims)
    assert [may_come_to(positions, on(n).latest) for n in (0, 8, 9, 26, 27)] == [8, 8, 8, 8, 8]
    firm = [p for p in positions if may_stand(p.true_from, p.true_until, on(5).latest)]
    assert all(p.true_from.latest is None or p.true_from.latest > on(5).latest for p in firm)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted), min_size=2, max_size=3),
    st.data(),
)
def test_what_a_whole_and_its_parts_may_come_to_is_enough_wherever_in_their_spans_they_begin(
    spans, data
):
    own, *others = spans
    amounts = [1 + 2 * n for n in range(len(others))]
    claims = [whole(10, stage("signed", within(*own)))]
    claims += [
        part(f"part-{n}", amount, stage("closed", within(*span)))
        for n, (amount, span) in enumerate(zip(amounts, others, strict=True))
    ]
    begun, *closed = [data.draw(st.integers(*span)) for span in spans]
    today = data.draw(st.integers(0, 31))
    inside = sum(a for a, since in zip(amounts, closed, strict=True) if since <= today)
    actual = max(10 if begun <= today else 0, inside)
    assert may_come_to(counting(*claims), on(today).latest) >= actual


def test_what_a_whole_leaves_is_not_there_before_the_whole_is():
    signed = whole(10, ("signed", 20), published=30)
    undated = part("a", 3, "closed", published=30)
    positions = counting(signed, undated)
    assert may_come_to(positions, on(5).latest) == 3
    assert may_come_to(positions, on(25).latest) >= 10
    assert total(signed, undated) == Money(3, 10, 10)
