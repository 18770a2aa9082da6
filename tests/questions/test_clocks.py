"""Two clocks: what is certain, possible, or not, where bounds of dates straddle the date asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aikg.derive.counting import Claim
from aikg.ground.bounds import Span
from derive.counting.cases import part, tell, whole
from derive.counting.strategies import day, on, stage
from questions.small import graph_of

SOME_TIME = Span(day(10), on(20).latest)
BEFORE, WITHIN, AFTER = (on(n).latest[:10] for n in (9, 15, 20))  # type: ignore[index]
SIDES = {"payers": frozenset({"kg:p"}), "payees": frozenset({"kg:q"})}


def totals(claims: list[Claim], **clocks: str) -> tuple[float, float, float]:
    with graph_of(claims) as graph:
        [row] = graph.ask("totals", **clocks)
    return row.paid, row.committed, row.possible


@pytest.mark.parametrize(
    ("date", "expected"), [(BEFORE, (0, 0, 0)), (WITHIN, (0, 0, 5)), (AFTER, (0, 5, 5))]
)
def test_what_was_signed_at_some_time_is_possible_until_it_is_certain(date, expected):
    assert totals([tell(5, stage("signed", SOME_TIME), **SIDES)], as_of=date) == expected


@pytest.mark.parametrize(
    ("date", "expected"), [(BEFORE, (0, 0, 0)), (WITHIN, (0, 0, 5)), (AFTER, (0, 5, 5))]
)
def test_what_was_published_at_some_time_is_possibly_known_until_it_is_certain(date, expected):
    claim = tell(5, "signed", published=SOME_TIME, **SIDES)
    assert totals([claim], known_by=date) == expected


@pytest.mark.parametrize(
    ("date", "expected"), [(BEFORE, (0, 5, 5)), (WITHIN, (0, 0, 5)), (AFTER, (0, 0, 0))]
)
def test_what_was_cancelled_at_some_time_is_possible_until_that_is_certain(date, expected):
    claim = tell(5, ("signed", 1), stage("cancelled", SOME_TIME), **SIDES)
    assert totals([claim], as_of=date) == expected


@pytest.mark.parametrize(
    ("date", "expected"), [(BEFORE, (0, 5, 5)), (WITHIN, (0, 5, 5)), (AFTER, (5, 5, 5))]
)
def test_what_was_paid_at_some_time_is_committed_throughout(date, expected):
    """Of the states that it may be in the least is firm, and the most is possible; never the sum."""
    claim = tell(5, ("signed", 1), stage("closed", SOME_TIME), **SIDES)
    assert totals([claim], as_of=date) == expected


@pytest.mark.parametrize(("later", "firm"), [("closed", 5), ("cancelled", 0)])
def test_what_came_later_without_a_date_may_have_come_by_any_date(later, firm):
    """Closed or not, it is committed; cancelled or not, it is possible alone."""
    claim = tell(5, ("signed", 1), later, **SIDES)
    assert totals([claim], as_of=WITHIN) == (0, firm, 5)


@pytest.mark.parametrize("clock", ["as_of", "known_by"])
def test_what_bears_no_date_is_possible_on_every_date_and_firm_at_last(clock):
    claims = [tell(5, "signed", **SIDES)]
    assert totals(claims, **{clock: "1999"}) == (0, 0, 5)
    assert totals(claims) == (0, 5, 5)


NAMES = ("announced", "signed", "closed", "cancelled")
spans = st.builds(
    lambda a, b: Span(day(min(a, b)), on(max(a, b)).latest), st.integers(0, 40), st.integers(0, 40)
)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(spans, min_size=1, max_size=3), st.integers(0, 45), st.data())
def test_no_choice_of_dates_within_their_bounds_leaves_the_bounds_of_the_answer(whens, asked, data):
    whens = sorted(whens, key=lambda when: when.order)
    told = tell(7, *(stage(n, w) for n, w in zip(NAMES, whens, strict=False)), **SIDES)
    chosen = []
    last = 0
    for when in whens:
        days = [n for n in range(last, 60) if when.earliest <= day(n) <= when.latest]
        if not days:
            return  # later stages cannot come before earlier ones
        last = data.draw(st.sampled_from(days))
        chosen.append(on(last))
    world = replace(
        told,
        iri=told.iri + "-world",
        stages=tuple(
            entry._replace(when=when, iri=f"{entry.iri}-world")
            for entry, when in zip(told.stages, chosen, strict=True)
        ),
    )
    date = on(asked).latest[:10]  # type: ignore[index]
    least_paid, least_committed, most = totals([told], as_of=date)
    paid, committed, possible = totals([world], as_of=date)
    assert least_paid <= paid
    assert least_committed <= committed
    assert possible <= most
    assert totals([told], as_of="2030") == totals([world], as_of="2030")


@pytest.mark.parametrize("tie", ["overlaps", "converted_from"])
def test_what_was_announced_and_cancelled_at_some_time_is_possible_beside_what_it_is_tied_to(tie):
    told = tell(
        5,
        stage("announced", SOME_TIME),
        stage("cancelled", SOME_TIME),
        about="kg:one",
        **{tie: frozenset({"kg:other"})},
        **SIDES,
    )
    other = tell(7, ("signed", 30), about="kg:other", **SIDES)
    assert totals([told, other], as_of=WITHIN) == (0, 0, 5)


def test_what_overlaps_others_is_not_possible_before_it_was_signed():
    claims = [
        tell(30, stage("signed", SOME_TIME), about="kg:other", **SIDES),
        tell(20, ("signed", 19), about="kg:one", overlaps=frozenset({"kg:other"}), **SIDES),
    ]
    assert totals(claims, as_of=WITHIN) == (0, 0, 30)
    assert totals(claims, as_of=AFTER) == (0, 30, 50)


def test_a_whole_that_may_stand_before_its_part_is_possible_in_every_reading():
    claims = [
        whole(30, stage("announced", SOME_TIME), **SIDES),
        part("one", 20, ("announced", 19), **SIDES),
        part("one", 17, ("announced", 19), voice="kg:wire", **SIDES),
    ]
    with graph_of(claims) as graph:
        [row] = graph.ask("totals", as_of=WITHIN, readings=True)
    assert (row.possible_least, row.possible, row.possible_most) == (30, 30, 30)
