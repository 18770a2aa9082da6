"""GraphML tells who pays whom as the questions do, and other tools open it."""

from __future__ import annotations

import io
import math

import networkx
import pytest

import aikg
from aikg.ground.terms import AIKG
from derive.deals import opened
from transfer.files.graphs import written

CASES = [(), ("d1",), ("d2",), ("d4",), ("d5",), ("d6",), ("s04", "s05")]


def read(data: bytes) -> networkx.MultiDiGraph:
    return networkx.read_graphml(io.BytesIO(data), force_multigraph=True)


@pytest.fixture(scope="module", params=CASES, ids=lambda cases: "-".join(cases) or "published")
def graph(request: pytest.FixtureRequest) -> aikg.Graph:
    return opened(*request.param)


@pytest.fixture
def network(graph: aikg.Graph) -> networkx.MultiDiGraph:
    return read(written(graph.store, "graphml"))


def test_each_edge_is_the_total_of_payer_payee_and_currency(
    graph: aikg.Graph, network: networkx.MultiDiGraph
) -> None:
    tops = [node for node, told in network.nodes(data=True) if "unit_of" not in told]
    for payer in tops:
        for payee in tops:
            if payer == payee:
                continue
            totals = {
                row.currency: (row.paid, row.committed, row.possible, row.complete)
                for row in graph.ask("totals", payer=payer, payee=payee)
                if row.currency
            }
            edges = {
                told["currency"]: tuple(
                    told[name] for name in ("paid", "committed", "possible", "complete")
                )
                for told in (network.get_edge_data(payer, payee) or {}).values()
            }
            assert edges == totals, (payer, payee)


def test_the_nodes_are_the_organizations_and_persons(
    graph: aikg.Graph, network: networkx.MultiDiGraph
) -> None:
    found = graph.query(
        "SELECT DISTINCT ?agent { ?agent a ?class . "
        "GRAPH graph:ontology { ?class rdfs:subClassOf* aikg:Agent } }"
    )
    assert set(network.nodes) == {str(row["agent"]) for row in found.rows}
    labels = graph.labels()
    kinds = {"organization", "person", "public authority", "agent group"}
    for node, told in network.nodes(data=True):
        assert told["label"] == labels[node]
        # Those whom an open list leaves out may be of any kind.
        assert told["kind"] in ({"agent"} if node == AIKG + "others" else kinds)


def test_units_say_what_they_are_a_unit_of_and_are_counted_there() -> None:
    with aikg.open() as graph:
        edition = str(graph.edition)
        network = read(written(graph.store, "graphml"))
    kg = "https://w3id.org/aikg/id/"
    assert network.nodes[kg + "aws"]["unit_of"] == kg + "amazon"
    assert network.degree(kg + "aws") == 0
    assert network.nodes[kg + "microsoft"]["roles"] == "cloud provider; investor; model host"
    assert network.graph["edition"] == edition


def test_what_has_no_ceiling_is_infinite_and_says_so(readme_claim: aikg.Graph) -> None:
    data = written(readme_claim.store, "graphml")
    assert b">Infinity<" in data  # what Java and C read, too
    network = read(data)
    kg = "https://w3id.org/aikg/id/"
    [edge] = network.get_edge_data(kg + "example-fund", kg + "example-lab").values()
    assert math.isinf(edge["possible"])
    assert edge["ceiling"] is False
    assert edge["agreements"].split() == [kg + "example-fund-lab-investment"]


@pytest.fixture
def readme_claim(tmp_path: object) -> aikg.Graph:
    """The published graph with the claim of the README, which has no upper bound."""
    from docs import pages

    pages.write_files(tmp_path)  # type: ignore[arg-type]
    graph = aikg.open()
    graph.include(tmp_path / "example-press-lab.ttl")  # type: ignore[operator]
    return graph


def test_what_several_pay_together_is_possible_for_each_and_firm_for_none() -> None:
    graph = aikg.open()
    graph.store.update(
        "DELETE { GRAPH graph:derived { ?x ?p ?o } } WHERE { GRAPH graph:derived { ?x ?p ?o "
        "FILTER (STRSTARTS(STR(?x), CONCAT(STR(kg:), 'position-'))) } } ; "
        "INSERT DATA { GRAPH graph:derived { kg:position-x a aikg:CurrentPosition ; "
        "aikg:ofAgreement kg:deal ; aikg:currency 'EUR' ; aikg:complete true ; aikg:paid 1e0 ; "
        "aikg:committed 2e0 ; aikg:possible 3e0 ; aikg:positionPayer kg:amazon , kg:nvidia ; "
        "aikg:positionPayee kg:openai } }"
    )
    network = read(written(graph.store, "graphml"))
    money = [(t["paid"], t["committed"], t["possible"]) for *_, t in network.edges(data=True)]
    assert money == [(0.0, 0.0, 3.0)] * 2
