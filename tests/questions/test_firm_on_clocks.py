"""What is firm on a day on which it is open what stands: only what every choice of days makes firm."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aikg.derive.counting import Claim
from aikg.ground.bounds import Span
from derive.counting.cases import tell
from derive.counting.strategies import day, on, stage
from questions.small import graph_of
from questions.test_clocks import SIDES, SOME_TIME, WITHIN, spans, totals

OTHER = {"payers": frozenset({"kg:r"}), "payees": frozenset({"kg:q"})}


def signed(amount: float, sides=SIDES, **more) -> Claim:
    return tell(amount, ("signed", 1), **sides, **more)


@pytest.mark.parametrize("question", ["totals", "outflows", "net-flow", "investor-exposure"])
def test_what_another_may_be_told_to_have_paid_by_then_is_not_firm_of_the_one(question):
    claims = [
        replace(signed(10, published=2), kind="Investment"),
        replace(
            signed(10, OTHER, published=SOME_TIME, own_voice=True, voice="kg:q"), kind="Investment"
        ),
    ]
    given = {
        "totals": {"payer": "p"},
        "outflows": {"organization": "p"},
        "net-flow": {"a": "p", "b": "q"},
        "investor-exposure": {"investor": "p"},
    }[question]
    with graph_of(claims) as graph:
        for date, firm in ((on(9), 10), (on(15), 0)):
            [row] = graph.ask(question, known_by=date.latest[:10], **given)
            assert (row["a_to_b_committed" if "a" in given else "committed"]) == firm
            assert (row["a_to_b_possible" if "a" in given else "possible"]) == 10
        # Whoever paid it, it was paid to the one.
        [row] = graph.ask("totals", payee="q", known_by=on(15).latest[:10])
        assert (row.committed, row.possible) == (10, 10)


def test_what_may_be_known_to_have_ended_is_not_firm_by_then():
    claims = [
        signed(400, published=2),
        tell(None, stage("cancelled", on(5)), published=SOME_TIME, **SIDES),
    ]
    assert totals(claims, known_by=WITHIN) == (0, 0, 400)


def test_what_may_have_ended_after_it_was_signed_anew_is_not_firm():
    """As long as both may have been, in the one order or in the other."""
    claims = [
        signed(400, published=2),
        tell(300, stage("signed", Span(day(10), on(20).latest)), published=30, **SIDES),
        tell(None, stage("cancelled", Span(day(12), on(40).latest)), published=41, **SIDES),
    ]
    assert totals(claims, as_of=on(15).latest[:10])[1] == 0
    assert totals(claims, as_of=on(9).latest[:10])[1] == 400


NAMES = ("announced", "signed", "closed", "cancelled")


@st.composite
def told_in_turn(draw: st.DrawFn) -> list[Claim]:
    """What one voice tells of a deal, article by article."""
    found = []
    for published in sorted(draw(st.lists(spans, min_size=2, max_size=3)), key=lambda s: s.order):
        sides = draw(st.sampled_from([SIDES, SIDES, OTHER]))
        reached = stage(draw(st.sampled_from(NAMES)), on(draw(st.integers(0, 40))))
        amount = draw(st.sampled_from([5, 7]))
        found.append(tell(amount, reached, published=published, **sides))
    return found


def _end_in_doubt(one: Claim, other: Claim) -> bool:
    """Whether one tells an end and the other none, and nobody knows which came out last."""
    ended = [any(stage.name == "cancelled" for stage in claim.stages) for claim in (one, other)]
    return ended[0] != ended[1] and not one.published.before(other.published)


ASKED = st.sampled_from([{}, {"payer": "p"}, {"payee": "q"}, {"payer": "p", "payee": "q"}])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(told_in_turn(), st.integers(0, 45), ASKED, st.data())
def test_no_choice_of_publication_days_leaves_the_bounds_of_the_answer(
    claims, asked, parties, data
):
    chosen = []
    last = 0
    for claim in claims:
        when = claim.published
        days = [n for n in range(last, 60) if when.earliest <= day(n) <= when.latest]
        if not days:
            return  # in their order alone
        last = data.draw(st.sampled_from(days))
        chosen.append(replace(claim, published=on(last)))
    date = on(asked).latest[:10]  # type: ignore[index]
    if any(_end_in_doubt(*pair) for pair in combinations(claims, 2)):
        return  # an end comes last, and is none where the other article is known to have come later
    if not any("kg:p" in claim.payers for claim in claims):
        parties = {}
    with graph_of(claims) as told, graph_of(chosen) as known:
        for more in ({}, {"as_of": on(20).latest[:10]}):
            [bounds] = told.ask("totals", known_by=date, **more, **parties)
            [exact] = known.ask("totals", known_by=date, **more, **parties)
            assert bounds.paid <= exact.paid
            assert bounds.committed <= exact.committed
            assert exact.possible <= bounds.possible
