"""Changes: what differs between two dates, on either clock, and which claims brought it about."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import aikg
from derive.counting.cases import tell
from derive.counting.strategies import clusters, day
from derive.deals import opened
from questions.small import graph_of

FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
BY = pytest.mark.parametrize("by", ["known", "true"])
days = st.integers(0, 100).map(lambda number: day(number)[:10])
LETTER = "NVIDIA investment in OpenAI under the letter of intent"
DEAL = "NVIDIA investment in OpenAI, 2026"


def told(answer: aikg.Answer) -> dict[tuple[str, str, str | None], tuple[object, object]]:
    """What changed, from what to what; no amount is none."""
    return {
        (row.agreement, row.what, row.currency): (row["from"] or None, row.to or None)
        for row in answer
    }


def claims(answer: aikg.Answer, agreement: str, what: str) -> set[str]:
    """The claims that a change is told by."""
    [row] = [row for row in answer if (row.agreement, row.what) == (agreement, what)]
    return {claim.rpartition("/claim/")[2] for claim in row.told_by}


def test_a_letter_that_a_deal_replaces_and_the_claims_that_tell_it() -> None:
    graph = opened("d2")
    dates = {"from": "2025-12-31", "to": "2026-03-31"}
    for by in ("known", "true"):
        answer = graph.ask("changes", organization="OpenAI", by=by, **dates)
        found = told(answer)
        assert found[LETTER, "state", None] == ("counted", "not counted: replaced")
        assert found[LETTER, "possible", "USD"] == (100e9, None)
        assert found[DEAL, "committed", "USD"] == (None, 30e9)
        assert found[DEAL, "state", None] == (None, "counted")
        assert "d2-wire-2026-03-05/investment" in claims(answer, LETTER, "state")
        assert "d2-press-2026-02-27/investment" in claims(answer, DEAL, "committed")


def test_what_is_known_changes_when_it_is_published_and_what_is_true_when_it_happens() -> None:
    graph = graph_of([tell(5, ("signed", 10), published=40)])
    dates = {"from": day(20)[:10], "to": day(50)[:10]}
    assert told(graph.ask("changes", **dates))["deal", "committed", "USD"] == (None, 5)
    assert len(graph.ask("changes", by="true", **dates)) == 0
    assert len(graph.ask("changes", by="true", **{**dates, "from": day(5)[:10]})) > 0


def test_a_figure_that_is_told_anew_is_a_change_by_the_claim_that_tells_it() -> None:
    graph = graph_of([tell(5, published=10), tell(8, published=20)])
    answer = graph.ask("changes", **{"from": day(15)[:10]})
    assert told(answer) == {("deal", "possible", "USD"): (5, 8)}
    assert len(answer[0].told_by) == 1
    assert set(answer[0].told_by) < set(answer[0].rests_on)


@BY
@FEW
@given(cluster=clusters(), dates=st.tuples(days, days).map(sorted))
def test_a_change_is_the_difference_of_what_had_become_by_either_date(
    by: str, cluster, dates: list[str]
) -> None:
    graph = graph_of(cluster.claims)
    since, until = dates
    # From before all that is told, what is there by a date is all there is by then.
    first, last = (
        {key: to for key, (_, to) in told(graph.ask("changes", by=by, to=when)).items()}
        for when in dates
    )
    differ = {
        key: (first.get(key), last.get(key))
        for key in first.keys() | last.keys()
        if first.get(key) != last.get(key)
    }
    found = told(graph.ask("changes", by=by, **{"from": since, "to": until}))
    assert found == differ


@BY
def test_nothing_changes_within_a_day(by: str) -> None:
    graph = opened("d2")
    assert len(graph.ask("changes", by=by, **{"from": "2026-02-27", "to": "2026-02-27"})) == 0


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"from": "2026", "to": "2025"}, "from_ is after to"),
        ({"from": "2025-02-30"}, "from_ is no date"),
        ({"to": "tomorrow"}, "to is no date"),
        ({"by": "both"}, "by is none of the known: expected known or true"),
        ({"known_by": "2025"}, "is on the clock of the changes"),
        ({"by": "true", "as_of": "2025"}, "is on the clock of the changes"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: dict[str, str], words: str) -> None:
    with pytest.raises(aikg.BadParameter, match=words):
        aikg.open().ask("changes", **asked)
