"""Contradictions: what sources tell differently, and the rule by which one of them is assessed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from derive.counting.cases import tell
from derive.counting.strategies import clusters
from derive.deals import opened
from questions.small import graph_of

LOW, HIGH = 10, 20
FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_two_articles_that_swap_two_ceilings_contradict_each_other_twice() -> None:
    rows = {row.agreement: row for row in opened("d1").ask("contradictions", trace=True)}
    assert set(rows) == {"NVIDIA investment in Anthropic", "Microsoft investment in Anthropic"}
    row = rows["NVIDIA investment in Anthropic"]
    assert row.field == "amount"
    assert [reading.rpartition(": ")[2] for reading in row.readings] == [
        "up to $10 billion (normal)",
        "up to $5 billion (normal)",
    ]
    assert (row.assessed, row.rule) == (["up to $10 billion"], ["publication"])
    assert len(row.rests_on) == 2


PREFERRED = {"preferred": True, "voice": "kg:a"}
OWN = {"own_voice": True, "voice": "kg:b"}
LATER = {"voice": "kg:c", "published": 9}
EARLIER = {"voice": "kg:d", "published": 1}
UNDATED = {"voice": "kg:e"}
ALSO_UNDATED = {"voice": "kg:f"}


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        ([PREFERRED], [OWN, LATER], "standing"),
        ([OWN], [LATER, EARLIER], "speaker"),
        ([EARLIER, UNDATED], [LATER], "number of sources"),
        ([LATER], [EARLIER], "publication"),
        ([EARLIER], [UNDATED], "publication"),
        ([ALSO_UNDATED], [UNDATED], "name"),
    ],
)
def test_the_rule_that_decided_is_told(right: list[dict], wrong: list[dict], rule: str) -> None:
    wrongs = [tell(HIGH, **more) for more in wrong]
    rights = [tell(LOW, **more) for more in right]
    [row] = graph_of([*wrongs, *rights]).ask("contradictions")
    assert row.rule == [rule]
    assert [float(value.partition(" to ")[0]) for value in row.assessed] == [LOW]


@pytest.mark.parametrize(
    ("field", "one", "other", "values"),
    [
        ("payers", {"payers": {"kg:x"}}, {"payers": {"kg:y"}}, ("x", "y")),
        ("payees", {"payees": {"kg:x"}}, {"payees": {"kg:y"}}, ("x", "y")),
        ("kind", {"kind": "Loan"}, {"kind": "Lease"}, ("loan", "lease")),
    ],
)
def test_each_field_is_a_row_of_its_own(
    field: str, one: dict, other: dict, values: tuple[str, str]
) -> None:
    def told(more: dict) -> dict:
        return {k: frozenset(v) if isinstance(v, set) else v for k, v in more.items()}

    claims = [tell(LOW, **EARLIER, **told(one)), tell(LOW, **LATER, **told(other))]
    [row] = graph_of(claims).ask("contradictions")
    assert (row.field, row.assessed) == (field, [values[1]])
    assert {reading.split(": ")[1].removesuffix(" (normal)") for reading in row.readings} == {
        *values
    }


def test_what_was_cancelled_for_one_and_is_alive_for_another_is_a_contradiction() -> None:
    ended = tell(LOW, ("cancelled", 30), voice="kg:a", published=30)
    alive = tell(LOW, "signed", voice="kg:b", published=40)
    [row] = graph_of([ended, alive]).ask("contradictions")
    assert (row.field, row.assessed) == ("end", ["signed"])


def test_agreement_is_no_contradiction_nor_is_one_voice_that_tells_it_anew() -> None:
    same = [tell(LOW, **EARLIER), tell(LOW, **LATER)]
    anew = [tell(HIGH, about="kg:other", voice="kg:a", published=n) for n in (1, 2)]
    anew[1] = replace(anew[1], figures=tell(LOW).figures)
    assert len(graph_of([*same, *anew]).ask("contradictions")) == 0


@FEW
@given(clusters())
def test_each_contradiction_has_two_sources_at_least_and_the_assessed_is_one_of_them(
    cluster,
) -> None:
    graph = graph_of(cluster.claims)
    for row in graph.ask("contradictions"):
        told = {tuple(reading.removesuffix(" (normal)").split(": ", 1)) for reading in row.readings}
        assert len({source for source, _ in told}) > 1
        assert len(row.rule) >= 1
        assert set(row.assessed_source) <= {source for source, _ in told}


_DISPUTES = """
SELECT ?dispute (COUNT(DISTINCT ?reading) AS ?readings) (COUNT(DISTINCT ?best) AS ?assessed)
  (COUNT(DISTINCT ?deal) AS ?deals) {
  GRAPH graph:derived {
    ?dispute aikg:assessedBecause ?rule ; aikg:assessedReading ?best ; aikg:disputes ?deal .
    ?reading a aikg:Reading ; aikg:inDispute ?dispute
  }
} GROUP BY ?dispute
"""


@FEW
@given(clusters())
def test_every_dispute_has_readings_one_of_which_is_assessed(cluster) -> None:
    for row in graph_of(cluster.claims).query(_DISPUTES).rows:
        assert row["assessed"] == 1
        assert row["readings"] > 1
