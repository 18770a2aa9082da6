"""Changes of several agreements, on a day that is open: before and after never add up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from aikg.derive.counting import Claim
from aikg.ground.bounds import Span
from derive.counting.cases import part, tell, whole
from derive.counting.strategies import day, on, stage
from questions.small import graph_of
from questions.test_clocks import AFTER, BEFORE, SIDES, SOME_TIME, WITHIN, totals

LETTER = tell(100, ("letter-of-intent", 1), about="kg:letter", **SIDES)


def contract(amount: float, stage_name: str = "signed") -> Claim:
    return tell(
        amount,
        stage(stage_name, SOME_TIME),
        about="kg:contract",
        replaces=frozenset({"kg:letter"}),
        **SIDES,
    )


@pytest.mark.parametrize(
    ("date", "expected"), [(BEFORE, (0, 0, 100)), (WITHIN, (0, 0, 100)), (AFTER, (0, 30, 30))]
)
def test_a_contract_does_not_count_beside_the_letter_whose_place_it_takes(date, expected):
    assert totals([LETTER, contract(30)], as_of=date) == expected


@pytest.mark.parametrize(("reached", "paid"), [("signed", 0), ("closed", 20)])
def test_a_tranche_does_not_count_beside_what_the_programme_had_before_it(reached, paid):
    """And what is paid of it stays committed, on whichever day that was."""
    claims = [
        whole(30, ("signed", 1), **SIDES),
        part("one", 20, stage(reached, SOME_TIME), **SIDES),
    ]
    for date, by_then in ((BEFORE, 0), (WITHIN, 0), (AFTER, paid)):
        assert totals(claims, as_of=date) == (by_then, 30, 30)


@pytest.mark.parametrize(
    ("question", "columns", "given"),
    [
        ("inflows", ("paid", "committed", "possible"), {"organization": "q"}),
        ("outflows", ("paid", "committed", "possible"), {"organization": "p"}),
        ("net-flow", ("a_to_b_paid", "a_to_b_committed", "a_to_b_possible"), {"a": "p", "b": "q"}),
        ("totals", ("paid", "committed", "possible"), {"payer": "p", "payee": "q"}),
        ("investor-exposure", ("paid", "committed", "possible"), {"investor": "p"}),
    ],
)
def test_every_sum_keeps_the_two_sides_of_a_change_apart(question, columns, given):
    claims = [
        whole(40, ("signed", 1), **SIDES),
        part("one", 10, stage("closed", SOME_TIME), **SIDES),
    ]
    of_a_kind = [replace(claim, kind="Investment") for claim in claims]
    with graph_of(of_a_kind) as graph:
        for readings in (False, True):
            [row] = graph.ask(question, as_of=WITHIN, readings=readings, **given)
            assert tuple(row[column] for column in columns) == (0, 40, 40)


def test_what_one_payer_has_of_a_change_is_bounded_by_itself():
    """The tranche of another payer is at least nothing and at most all of it."""
    claims = [
        whole(40, ("signed", 1), payees=frozenset({"kg:q"})),
        part(
            "one",
            10,
            stage("signed", SOME_TIME),
            payers=frozenset({"kg:r"}),
            payees=frozenset({"kg:q"}),
        ),
    ]
    with graph_of(claims) as graph:
        [row] = graph.ask("totals", as_of=WITHIN, payer="r")
        assert (row.committed, row.possible) == (0, 10)
        [row] = graph.ask("totals", as_of=WITHIN)
        assert (row.committed, row.possible) == (40, 40)


@pytest.mark.parametrize(("payer", "most"), [({}, 30), ({"payer": "p"}, 30), ({"payer": "r"}, 20)])
def test_a_whole_may_have_begun_before_a_part_of_the_same_month(payer, most):
    alone = {"payers": frozenset({"kg:r"}), "payees": SIDES["payees"]}
    claims = [
        whole(30, stage("signed", SOME_TIME), **SIDES),
        part("one", 20, stage("signed", SOME_TIME), **alone),
    ]
    assert totals(claims, as_of=WITHIN, **payer) == (0, 0, most)


BY_THEN = Span(None, SOME_TIME.latest)
"""Told without a date by a source of that day."""


@pytest.mark.parametrize(
    ("begun", "changed"),
    [
        (on(1), BY_THEN),
        (Span(None, day(5)), BY_THEN),
        (BY_THEN, BY_THEN),
        (on(12), SOME_TIME),
        (Span(day(1), on(12).latest), BY_THEN),
    ],
    ids=[
        "the later one undated",
        "both undated",
        "both undated, told on one day",
        "within one month, one on a day",
        "begun in a month, changed by a day",
    ],
)
@pytest.mark.parametrize("least", ["paid", "committed"])
def test_what_begins_without_a_date_does_not_count_beside_what_it_is_taken_from(
    begun, changed, least
):
    """Nor beside what it takes the place of: whether it has been yet, or not."""
    name = {"paid": "closed", "committed": "signed"}[least]
    parted = [
        whole(40, stage("signed", begun), **SIDES),
        part("one", 10, stage(name, changed), **SIDES),
    ]
    letter = tell(100, stage("letter-of-intent", begun), about="kg:letter", **SIDES)
    changed_for = tell(
        30, stage(name, changed), about="kg:new", replaces=frozenset({"kg:letter"}), **SIDES
    )
    sure = 40 if begun.latest < on(15).latest else 0
    assert totals(parted, as_of=WITHIN) == (0, sure, 40)
    assert totals([letter, changed_for], as_of=WITHIN) == (0, 0, 100)


def test_two_changes_that_may_be_in_either_order_are_bounded_each_by_itself():
    claims = [
        whole(40, ("signed", 1), **SIDES),
        part("one", 10, stage("signed", SOME_TIME), **SIDES),
        part("two", 5, stage("signed", Span(day(12), on(25).latest)), **SIDES),
    ]
    paid, committed, possible = totals(claims, as_of=WITHIN)
    assert paid == 0
    assert committed <= 40 <= possible


spans = st.builds(
    lambda a, b: Span(day(min(a, b)), on(max(a, b)).latest), st.integers(2, 40), st.integers(2, 40)
)
days = st.integers(2, 40).map(on)
times = st.one_of(spans, days, spans.map(lambda span: Span(None, span.latest)))
"""In a month or the like, on a day, or without a date, by when it was published."""
PAYERS = st.sampled_from([frozenset({"kg:p"}), frozenset({"kg:r"}), frozenset({"kg:p", "kg:r"})])


@st.composite
def hanging_together(draw: st.DrawFn) -> list[Claim]:
    """A letter, a contract in its place, and tranches of it, each begun on a day that may be open."""
    sides = {"payees": frozenset({"kg:q"})}
    begun = draw(st.one_of(st.just(on(1)), spans, days))
    found = [whole(draw(st.integers(20, 40)), stage("signed", begun), payers=draw(PAYERS), **sides)]
    for name in draw(st.sampled_from(["", "a", "ab"])):
        reached = draw(st.sampled_from(["planned", "signed", "closed"]))
        told = stage(reached, draw(times))
        found.append(part(name, draw(st.integers(1, 15)), told, payers=draw(PAYERS), **sides))
    if draw(st.booleans()):
        reached = draw(st.sampled_from(["signed", "closed", "letter-of-intent"]))
        after = stage(reached, draw(times))
        instead = frozenset({draw(st.sampled_from(sorted({claim.about for claim in found})))})
        found.append(
            tell(
                draw(st.integers(1, 50)),
                after,
                about="kg:new",
                replaces=instead,
                payers=draw(PAYERS),
                **sides,
            )
        )
    return found


def on_some_days(draw: st.DrawFn, claims: list[Claim]) -> list[Claim]:
    """The same claims, each date one of the days that it allows."""
    chosen = []
    for claim in claims:
        stages = []
        for entry in claim.stages:
            first, last = entry.when.earliest or "", entry.when.latest
            allowed = [n for n in range(60) if first <= day(n) <= last]
            stages.append(entry._replace(when=on(draw(st.sampled_from(allowed)))))
        chosen.append(replace(claim, stages=tuple(stages)))
    for one in chosen:
        for other in chosen:
            # What has been replaced reaches no further stage, nor does what is part of it.
            if one.replaces & {other.about, *other.wholes}:
                assume(other.stages[0].when.order <= one.stages[0].when.order)
    return chosen


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(hanging_together(), st.integers(0, 45), st.sampled_from([{}, {"payer": "r"}]), st.data())
def test_no_choice_of_days_leaves_the_bounds_of_what_hangs_together(
    claims, asked, given_payer, data
):
    world = on_some_days(data.draw, claims)
    date = on(asked).latest[:10]  # type: ignore[index]
    with graph_of(claims) as told, graph_of(world) as known:
        given_payer = given_payer if any("kg:r" in c.payers for c in claims) else {}
        [bounds] = told.ask("totals", as_of=date, **given_payer) or [None]
        [exact] = known.ask("totals", as_of=date, **given_payer) or [None]
        joint = told.store.ask("ASK { GRAPH graph:derived { ?change a aikg:JointChange } }")
    event(f"a joint change: {joint}")
    assert bounds.paid <= exact.paid
    assert bounds.committed <= exact.committed
    assert exact.possible <= bounds.possible


@pytest.mark.parametrize("readings", [False, True])
def test_rows_of_a_change_stand_in_the_order_of_the_question(readings):
    claims = [
        replace(LETTER, kind="Investment"),
        replace(contract(30), kind="Loan"),
        tell(
            60,
            ("signed", 2),
            about="kg:other",
            kind="Loan",
            payers=frozenset({"kg:r"}),
            payees=frozenset({"kg:q"}),
        ),
        tell(50, ("signed", 2), about="kg:more", kind="Loan", **SIDES),
    ]
    with graph_of(claims) as graph:
        rows = graph.ask("inflows", organization="q", as_of=WITHIN, readings=readings).rows
    amounts = [row["possible"] for row in rows]
    assert amounts == sorted(amounts, reverse=True)
    assert max(amounts) == 100
