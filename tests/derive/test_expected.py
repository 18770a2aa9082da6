"""What the six cases, and the first article, must come to, read off by plain SPARQL."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import aikg
from aikg.graph import Graph
from aikg.ground.reading import read
from aikg.ground.terms import GRAPH, KG, REGISTER_GRAPH

DEALS = Path(__file__).parent.parent / "fixtures" / "deals"
CASES = sorted(path.name for path in DEALS.iterdir() if path.is_dir())
Row = dict[str, Any]


@cache
def expected(case: str) -> Row:
    return tomllib.loads((DEALS / case / "expected.toml").read_text("utf-8"))


def add(graph: Graph, case: str) -> None:
    for file in sorted((DEALS / case).glob("*.ttl")):
        name = REGISTER_GRAPH if file.stem == "register" else GRAPH + file.stem
        graph.store.add(name, [quad.triple for quad in read(file).quads])
    graph.derive()


@pytest.fixture(scope="module")
def alone() -> Any:
    graphs: dict[str, Graph] = {}

    def of(case: str) -> Graph:
        if case not in graphs:
            graphs[case] = aikg.open()
            add(graphs[case], case)
        return graphs[case]

    return of


def admit(graph: Graph, case: str) -> None:
    """Add a case through the gate, which derives no more than what it changes."""
    admission = graph.add(*sorted((DEALS / case).glob("*.ttl")))
    assert admission.admitted, str(admission.report)


def beside(case: str) -> list[str]:
    """The cases that come before one and can stand in one graph with it: real parties recur."""
    return [each for each in CASES if (each[0] == "r") == (case[0] == "r") and each <= case]


@pytest.fixture(scope="module")
def together() -> Any:
    """The graph after each of the cases, admitted one after the other; never an earlier one."""
    graphs: dict[str, tuple[Graph, list[str]]] = {}

    def after(case: str) -> Graph:
        graph, added = graphs.setdefault(beside(case)[0], (aikg.open(), []))
        for each in beside(case)[len(added) :]:
            added.append(each)
            admit(graph, each)
        return graph

    return after


# -- totals -------------------------------------------------------------------------------------------


def iris(names: list[str]) -> str:
    return " ".join(f"<{name}>" for name in names)


def sided(variable: str, property_: str, agents: list[str]) -> str:
    """Positions of some payers or payees; what others share is not firm (rule 4)."""
    if not agents:
        return f"BIND (false AS ?{variable})"
    listed = ", ".join(f"<{agent}>" for agent in agents)
    return f"""
        FILTER EXISTS {{ ?position aikg:{property_} ?in FILTER (?in IN ({listed})) }}
        BIND (EXISTS {{ ?position aikg:{property_} ?out FILTER (?out NOT IN ({listed})) }}
          AS ?{variable})"""


def clock(name: str, day: str | None, flag: str) -> str:
    """States that have certainly begun by the end of a day, and not certainly ended by then."""
    if day is None:
        return f"?position aikg:{flag} true ."
    instant = f'"{day}T23:59:59Z"^^xsd:dateTime'
    return f"""
        ?position aikg:{name}FromLatest ?{name} FILTER (?{name} <= {instant})
        FILTER NOT EXISTS {{ ?position aikg:{name}UntilLatest ?end FILTER (?end <= {instant}) }}"""


def scope(total: Row, kind: str) -> str:
    if "true_on" not in total and "known_by" not in total and kind == "CountedPosition":
        held = "?position a aikg:CurrentPosition ."
    else:
        true = clock("true", total.get("true_on"), "lastState")
        known = clock("known", total.get("known_by"), "stillKnown")
        held = f"?position a aikg:{kind} . {true} {known}"
    return f"""{held}
        {sided("paying", "positionPayer", total.get("payers", []))}
        {sided("paid_to", "positionPayee", total.get("payees", []))}
        BIND (?paying || ?paid_to AS ?shared)"""


AMOUNTS = (
    "?position aikg:paid ?p ; aikg:committed ?c ; aikg:possible ?m ; aikg:currency ?currency ."
)


def summed(graph: Graph, total: Row) -> Row:
    [row] = graph.query(f"""
        SELECT (SUM(IF(?shared, 0e0, ?p)) AS ?paid) (SUM(IF(?shared, 0e0, ?c)) AS ?committed)
          (SUM(?m) AS ?possible) (MAX(?contested) AS ?disputed) (MIN(?whole) AS ?disclosed)
        WHERE {{
          {scope(total, "CountedPosition")}
          {AMOUNTS}
          FILTER (?currency = "{total["currency"]}")
          ?position aikg:complete ?whole .
          BIND (EXISTS {{ ?position aikg:inDispute ?dispute }} AS ?contested)
        }}""").rows
    gaps = graph.query(f"""
        ASK {{ {scope(total, "UncountedPosition")}
          ?position aikg:notCountedBecause aikg:not-counted-undisclosed }}""").rows[0]["answer"]
    return {
        **{name: row[name] or 0.0 for name in ("paid", "committed", "possible")},
        "disputed": bool(row["disputed"]),
        "complete": row["disclosed"] is not False and not gaps,
    }


def over_readings(graph: Graph, total: Row) -> tuple[float, float]:
    """The least and the most that is possible, with one choice for each dispute."""
    rows = graph.query(f"""
        SELECT ?dispute ?reading (SUM(?m) AS ?possible) WHERE {{
          {{ {scope(total, "CountedPosition")} }}
          UNION
          {{ {scope(total, "UncountedPosition")}
             ?position aikg:notCountedBecause aikg:not-counted-reading }}
          {AMOUNTS}
          FILTER (?currency = "{total["currency"]}")
          OPTIONAL {{ ?position aikg:inDispute ?dispute ; aikg:inReading ?reading }}
        }} GROUP BY ?dispute ?reading""").rows
    by_dispute: dict[str | None, list[float]] = {}
    for row in rows:
        by_dispute.setdefault(row["dispute"], []).append(row["possible"])
    sure = sum(by_dispute.pop(None, []))
    chosen = by_dispute.values()
    return sure + sum(map(min, chosen)), sure + sum(map(max, chosen))


def check_totals(graph: Graph, case: str) -> None:
    for total in expected(case)["total"]:
        found = summed(graph, total)
        wanted = {name: total[name] for name in found if name in total}
        assert {name: found[name] for name in wanted} == pytest.approx(wanted), total["says"]
        if "least" in total:
            assert over_readings(graph, total) == (total["least"], total["most"]), total["says"]


@pytest.mark.parametrize("case", CASES)
def test_each_case_comes_to_its_totals(alone, case):
    assert expected(case)["total"]
    check_totals(alone(case), case)


@pytest.mark.parametrize("case", CASES)
def test_the_cases_come_to_their_totals_one_after_the_other(together, case):
    graph = together(case)
    for earlier in beside(case):
        check_totals(graph, earlier)


# -- what else is expected ----------------------------------------------------------------------------


def tables(name: str) -> list[Any]:
    found = [(case, table) for case in CASES for table in expected(case).get(name, [])]
    assert found, name
    return [pytest.param(case, table, id=f"{case}-{i}") for i, (case, table) in enumerate(found)]


@pytest.mark.parametrize(("case", "dispute"), tables("dispute"))
def test_a_dispute_is_one_with_its_readings_by_source_and_the_assessed_one(alone, case, dispute):
    graph = alone(case)
    rows = graph.query(f"""
        SELECT DISTINCT ?dispute ?reading ?source ?assessed WHERE {{
          VALUES ?agreement {{ {iris(dispute["agreements"])} }}
          ?position aikg:ofAgreement ?agreement ; aikg:inDispute ?dispute .
          ?reading aikg:inDispute ?dispute ; aikg:readingOf ?source .
          BIND (EXISTS {{ ?dispute aikg:assessedReading ?reading }} AS ?assessed)
        }}""").rows
    assert len({row["dispute"] for row in rows}) == 1
    assert sorted(row["source"] for row in rows) == sorted(dispute["readings"])
    assert [row["source"] for row in rows if row["assessed"]] == [dispute["assessed"]]
    held = graph.query(f"""
        SELECT DISTINCT ?agreement {{ ?position aikg:inDispute <{rows[0]["dispute"]}> ;
          aikg:ofAgreement ?agreement }}""").rows
    assert sorted(row["agreement"] for row in held) == sorted(dispute["agreements"])


@pytest.mark.parametrize(("case", "agreement"), tables("agreement"))
def test_an_agreement_is_of_its_kind_with_its_claims_and_counted_or_not(alone, case, agreement):
    graph, iri = alone(case), f"<{agreement['iri']}>"
    kind = agreement["kind"]
    assert graph.query(f"ASK {{ GRAPH graph:derived {{ {iri} a <{kind}> }} }}").rows[0]["answer"]
    [row] = graph.query(
        f"SELECT (COUNT(DISTINCT ?c) AS ?n) {{ ?c a aikg:Claim ; aikg:about {iri} }}"
    ).rows
    assert row["n"] == agreement["claims"]
    counted = graph.query(f"ASK {{ ?p a aikg:CurrentPosition ; aikg:ofAgreement {iri} }}").rows
    assert counted[0]["answer"] is agreement.get("counted", counted[0]["answer"])
    said = graph.query(
        f"ASK {{ GRAPH graph:derived {{ {iri} aikg:notCountedBecause ?why }} }}"
    ).rows
    # Each agreement that is not counted says why, in one triple or more.
    assert said[0]["answer"] is not counted[0]["answer"]
    if "stage_effect" in agreement:
        rows = graph.query(f"""
            SELECT ?effect {{ ?c aikg:about {iri} ; aikg:hasStageEntry/aikg:stage ?stage .
              ?stage aikg:effect ?effect ; aikg:rank ?rank }} ORDER BY DESC(?rank) LIMIT 1""").rows
        assert [row["effect"] for row in rows] == [agreement["stage_effect"]]


@pytest.mark.parametrize(("case", "figure"), tables("figure"))
def test_a_figure_is_told_with_its_bounds_and_only_price_and_principal_count(alone, case, figure):
    graph = alone(case)
    rows = graph.query(f"""
        SELECT ?lower ?upper ?currency ?unit (COALESCE(?is, false) AS ?counted) {{
          <{figure["claim"]}> aikg:hasFigure ?figure .
          ?figure aikg:figureRole <{figure["role"]}> ; aikg:lower ?lower ; aikg:upper ?upper .
          OPTIONAL {{ ?figure aikg:currency ?currency }} OPTIONAL {{ ?figure aikg:unit ?unit }}
          OPTIONAL {{ <{figure["role"]}> aikg:isCounted ?is }}
        }}""").rows
    wanted = {"currency": None, "unit": None, **figure}
    # One claim may tell several of one role, as of all the gigawatts and of the first one.
    assert {name: wanted[name] for name in rows[0]} in rows
    assert {row["counted"] for row in rows} == {figure["counted"]}


@pytest.mark.parametrize(("case", "warning"), tables("warning"))
def test_what_is_odd_about_a_whole_and_its_parts_is_a_warning(alone, case, warning):
    rows = (
        alone(case)
        .query(f"SELECT ?text {{ ?p aikg:ofAgreement <{warning['about']}> ; aikg:warning ?text }}")
        .rows
    )
    assert rows
    for row in rows:
        assert f"{warning['stated']:,.0f}" in row["text"]
        assert f"{warning['parts']:,.0f}" in row["text"]


@pytest.mark.parametrize(("case", "holdings"), tables("holdings"))
def test_only_what_is_told_to_be_held_is_held(alone, case, holdings):
    [row] = (
        alone(case)
        .query(f"""
        SELECT (COUNT(?holding) AS ?n) {{
          ?holding aikg:holdingOf <{holdings["of"]}> ; aikg:holdingIn <{holdings["in"]}> }}""")
        .rows
    )
    assert row["n"] == holdings["count"]


@pytest.mark.parametrize(("case", "condition"), tables("condition"))
def test_conditions_are_joined_as_they_are_told(alone, case, condition):
    rows = (
        alone(case)
        .query(f"""
        SELECT (COUNT(?member) AS ?n) {{
          <{condition["claim"]}> aikg:hasCondition/aikg:{condition["form"]} ?member }}""")
        .rows
    )
    assert [row["n"] for row in rows] == [condition["members"]]


@pytest.mark.parametrize(("case", "refused"), tables("refused"))
def test_a_kind_told_by_a_deprecated_claim_alone_is_not_derived(alone, case, refused):
    asked = f"ASK {{ GRAPH graph:derived {{ <{refused['agreement']}> a <{refused['kind']}> }} }}"
    assert alone(case).query(asked).rows == [{"answer": False}]


# -- the article and the register alone ---------------------------------------------------------------


@pytest.fixture(scope="module")
def article() -> Graph:
    return aikg.open()


def between(graph: Graph, payer: str | None, payee: str | None) -> Row:
    sides = {"payers": payer, "payees": payee}
    named = {side: [KG + name] for side, name in sides.items() if name}
    return summed(graph, {"currency": "USD", **named})


def money(row: Row) -> tuple[float, float, float]:
    return row["paid"], row["committed"], row["possible"]


def test_into_anthropic_up_to_fifteen_billion_are_new_and_four_are_paid(article):
    into = between(article, None, "anthropic")
    assert money(into) == (4e9, 4e9, 19e9)
    assert into["complete"] is False
    amazon = between(article, "amazon", "anthropic")
    assert money(amazon) == (4e9, 4e9, 4e9)
    new = tuple(all_ - old for all_, old in zip(money(into), money(amazon), strict=True))
    assert new == (0, 0, 15e9)


def test_between_microsoft_and_anthropic_at_most_ten_billion_can_go_round(article):
    there = between(article, "microsoft", "anthropic")
    back = between(article, "anthropic", "microsoft")
    assert money(there) == (0, 0, 10e9)
    assert money(back) == (0, 30e9, 30e9)
    assert min(there["possible"], back["possible"]) == 10e9


@pytest.mark.parametrize(
    ("payer", "payee"), [("anthropic", "amazon"), ("anthropic", "nvidia"), ("amazon", "openai")]
)
def test_where_no_payment_is_stated_nothing_flows_back(article, payer, payee):
    assert money(between(article, payer, payee)) == (0, 0, 0)
    # It does flow the other way.
    assert between(article, payee, payer)["possible"] > 0


def test_anthropic_uses_chips_of_amazon_without_a_stated_payment(article):
    asked = """ASK { GRAPH graph:derived { kg:anthropic aikg:dependsOn ?supplier }
      GRAPH ?register { ?supplier aikg:unitOf kg:amazon } }"""
    assert article.query(asked).rows == [{"answer": True}]


def test_cloud_contracts_are_microsofts_thirty_and_amazons_thirty_eight_billion(article):
    rows = article.query("""
        SELECT ?provider ?customer ?committed WHERE {
          GRAPH graph:derived { ?deal a aikg:CloudContract
            OPTIONAL { ?deal aikg:provider ?provider } OPTIONAL { ?deal aikg:customer ?customer }
            OPTIONAL { ?p a aikg:CurrentPosition ; aikg:ofAgreement ?deal ;
              aikg:committed ?committed } } }""").rows
    found = {(r["provider"], r["customer"]): r["committed"] for r in rows}
    assert found == {
        (KG + "microsoft", KG + "anthropic"): 30e9,
        (KG + "amazon", KG + "openai"): 38e9,
        (None, KG + "anthropic"): None,
    }


def test_microsoft_and_amazon_are_tied_to_two_rival_developers_and_nvidia_to_one(article):
    rows = article.query("""
        SELECT ?who (COUNT(DISTINCT ?maker) AS ?makers) WHERE {
          GRAPH graph:derived { ?agreement a aikg:Agreement ; aikg:participant ?who , ?maker }
          GRAPH ?typed { ?maker a aikg:ModelDeveloper }
          FILTER (?who != ?maker) } GROUP BY ?who""").rows
    found = {row["who"].removeprefix(KG): row["makers"] for row in rows}
    assert {who: n for who, n in found.items() if who in ("microsoft", "amazon", "nvidia")} == {
        "microsoft": 2,
        "amazon": 2,
        "nvidia": 1,
    }


def test_one_programme_and_ten_agreements_and_one_that_is_implied(article):
    rows = article.query("""
        SELECT ?deal ?programme WHERE {
          GRAPH graph:derived { ?deal a aikg:Agreement
            BIND (EXISTS { ?deal a aikg:Programme } AS ?programme) } }""").rows
    deals = {row["deal"].removeprefix(KG): row["programme"] for row in rows}
    assert sum(deals.values()) == 1
    assert len(deals) == 1 + 10 + 1
    assert "amazon-anthropic-investment-earlier" in deals
    parts = article.query("""SELECT ?deal { GRAPH graph:derived {
      ?deal aikg:inProgramme kg:microsoft-nvidia-anthropic-alliance } }""").rows
    assert {row["deal"].removeprefix(KG) for row in parts} == {
        *("microsoft-anthropic-investment", "nvidia-anthropic-investment"),
        *("anthropic-azure-contract", "claude-in-foundry", "nvidia-anthropic-collaboration"),
    }
