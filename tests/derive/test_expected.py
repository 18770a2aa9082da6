"""The dev cases come to what is expected of them, read off by plain SPARQL."""

from __future__ import annotations

from typing import Any

import pytest

import aikg
from derive.deals import CASES, expected, opened

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def graphs() -> dict[str, aikg.Graph]:
    """Each case on the published graph, and all of them together."""
    return {**{case: opened(case) for case in CASES}, "all": opened(*CASES)}


def _cases(table: str) -> list[Any]:
    return [
        pytest.param(case, told, where, id=f"{case}-{where}-{told.get('says', index)}")
        for case in CASES
        for index, told in enumerate(expected(case).get(table, []))
        for where in ("alone", "all")
    ]


def _on_clocks(told: dict[str, Any]) -> str:
    """The states that are asked for: the latest of each clock that is not given."""
    if not {"true_on", "known_by"} & told.keys():
        return "?position a aikg:CurrentPosition ."
    lines = ["?position a aikg:CountedPosition ."]
    for key, clock, last in (("true_on", "true", "lastState"), ("known_by", "known", "stillKnown")):
        if key not in told:
            lines.append(f"?position aikg:{last} true .")
            continue
        at = f'"{told[key]}T23:59:59Z"^^<{XSD}dateTime>'
        lines.append(
            f"?position aikg:{clock}FromLatest ?{clock}From . FILTER (?{clock}From <= {at})"
            f"OPTIONAL {{ ?position aikg:{clock}UntilLatest ?{clock}Until }}"
            f"FILTER (!BOUND(?{clock}Until) || ?{clock}Until > {at})"
        )
    return "\n".join(lines)


def _agents(told: dict[str, Any], key: str, property_: str) -> str:
    if key not in told:
        return ""
    values = " ".join(f"<{agent}>" for agent in told[key])
    return f"FILTER EXISTS {{ ?position aikg:{property_} ?{key} VALUES ?{key} {{ {values} }} }}"


def _total(graph: aikg.Graph, told: dict[str, Any]) -> dict[str, object]:
    (row,) = graph.query(
        f"""SELECT (SUM(?p) AS ?paid) (SUM(?c) AS ?committed) (SUM(?m) AS ?possible) {{
          GRAPH graph:derived {{
            {_on_clocks(told)}
            ?position aikg:currency "{told.get("currency", "USD")}" ;
              aikg:paid ?p ; aikg:committed ?c ; aikg:possible ?m .
            {_agents(told, "payers", "positionPayer")}
            {_agents(told, "payees", "positionPayee")}
          }}
        }}"""
    ).rows
    return row


@pytest.mark.parametrize(("case", "told", "where"), _cases("total"))
def test_a_total_is_as_expected(
    graphs: dict[str, aikg.Graph], case: str, told: dict[str, Any], where: str
) -> None:
    row = _total(graphs[case if where == "alone" else "all"], told)
    for column in ("paid", "committed", "possible"):
        if column in told:
            assert row[column] == told[column], column


@pytest.mark.parametrize(("case", "told", "where"), _cases("agreement"))
def test_an_agreement_is_of_its_kind_and_counts_or_says_why_not(
    graphs: dict[str, aikg.Graph], case: str, told: dict[str, Any], where: str
) -> None:
    store = graphs[case if where == "alone" else "all"].store
    agreement = f"<{told['iri']}>"
    if "kind" in told:
        assert store.ask(f"ASK {{ GRAPH graph:derived {{ {agreement} a <{told['kind']}> }} }}")
    if "counted" in told:
        counts = f"?p a aikg:CurrentPosition ; aikg:ofAgreement {agreement} ; aikg:possible ?m"
        counted = store.ask(f"ASK {{ GRAPH graph:derived {{ {counts} FILTER (?m > 0) }} }}")
        why = store.ask(f"ASK {{ GRAPH graph:derived {{ {agreement} aikg:notCountedBecause ?w }} }}")
        assert counted == told["counted"]
        assert why != counted


@pytest.mark.parametrize(("case", "told", "where"), _cases("refused"))
def test_a_kind_that_only_a_deprecated_claim_tells_is_not_derived(
    graphs: dict[str, aikg.Graph], case: str, told: dict[str, Any], where: str
) -> None:
    store = graphs[case if where == "alone" else "all"].store
    assert not store.ask(
        f"ASK {{ GRAPH graph:derived {{ <{told['agreement']}> a <{told['kind']}> }} }}"
    )


@pytest.mark.parametrize(("case", "told", "where"), _cases("dispute"))
def test_a_dispute_has_its_readings_and_the_assessed_one_counts(
    graphs: dict[str, aikg.Graph], case: str, told: dict[str, Any], where: str
) -> None:
    graph = graphs[case if where == "alone" else "all"]
    agreements = " ".join(f"<{iri}>" for iri in told["agreements"])
    rows = graph.query(
        f"""SELECT DISTINCT ?dispute ?reading ?source ?assessed {{ GRAPH graph:derived {{
          ?p aikg:ofAgreement ?a ; aikg:inDispute ?dispute ; aikg:inReading ?reading ;
            aikg:lastState true ; aikg:stillKnown true .
          ?reading aikg:readingOf ?source .
          BIND (EXISTS {{ ?dispute aikg:assessedReading ?reading }} AS ?assessed)
          VALUES ?a {{ {agreements} }} }} }}"""
    ).rows
    assert len({row["dispute"] for row in rows}) == 1
    assert {row["source"] for row in rows} == set(told["readings"])
    assert [row["source"] for row in rows if row["assessed"]] == [told["assessed"]]


@pytest.mark.parametrize(("case", "told", "where"), _cases("warning"))
def test_what_is_odd_is_a_warning_and_not_an_error(
    graphs: dict[str, aikg.Graph], case: str, told: dict[str, Any], where: str
) -> None:
    store = graphs[case if where == "alone" else "all"].store
    assert store.ask(
        f"ASK {{ GRAPH graph:derived {{ ?p aikg:ofAgreement <{told['about']}> ; aikg:warning ?w }} }}"
    )


@pytest.mark.parametrize(("case", "told", "where"), _cases("holdings"))
def test_a_warrant_or_a_cap_is_no_holding(
    graphs: dict[str, aikg.Graph], case: str, told: dict[str, Any], where: str
) -> None:
    graph = graphs[case if where == "alone" else "all"]
    (row,) = graph.query(
        f"""SELECT (COUNT(DISTINCT ?h) AS ?n) {{ ?h a aikg:Holding ;
          aikg:holdingOf <{told["of"]}> ; aikg:holdingIn <{told["in"]}> }}"""
    ).rows
    assert row["n"] == told["count"]


def test_the_article_and_the_register_alone_answer_as_the_model_says() -> None:
    graph = aikg.open()
    into = graph.ask("totals", payee="Anthropic")[0]
    assert (into.paid, into.committed, into.possible, into.complete) == (4e9, 4e9, 19e9, False)
    flow = graph.ask("net-flow", a="Microsoft", b="Anthropic")[0]
    assert (flow.a_to_b_possible, flow.b_to_a_committed) == (10e9, 30e9)
    loops = graph.ask("money-loops")
    assert [loop.organizations for loop in loops] == [["Anthropic", "Microsoft"]]
    assert (loops[0].committed, loops[0].possible) == (0, 10e9)
    assert {row.organization: row.developers for row in graph.ask("rival-ties")} == {
        "Amazon": ["Anthropic", "OpenAI"],
        "Microsoft": ["Anthropic", "OpenAI"],
    }
    ties = {(row.kind, tuple(row.a_roles)) for row in graph.ask("ties", a="Amazon", b="Anthropic")}
    assert ties == {("chip supply", ("supplier",)), ("investment", ("investor",))}
    (counts,) = graph.query(
        """SELECT (COUNT(DISTINCT ?programme) AS ?programmes) (COUNT(DISTINCT ?a) AS ?agreements) {
          GRAPH graph:derived { ?a a aikg:Agreement OPTIONAL { ?a a aikg:Programme BIND (?a AS ?programme) } } }"""
    ).rows
    # One programme, ten agreements, and the earlier investment that is only implied.
    assert (counts["programmes"], counts["agreements"]) == (1, 12)
