"""A name is one name, whichever graph tells it and however many do: no answer changes for it."""

from __future__ import annotations

import pytest

import aikg
from aikg.ground.reading import read
from aikg.questions import Catalogue
from derive.counting.cases import tell
from derive.deals import DEALS
from questions.small import graph_of

AGAIN = """
INSERT { GRAPH <urn:again> { ?thing rdfs:label ?name } }
WHERE { GRAPH ?g { ?thing rdfs:label ?name } FILTER (?g != graph:ontology) }
"""
ELSEWHERE = """
DELETE { GRAPH ?g { ?thing rdfs:label ?name } }
INSERT { GRAPH <urn:again> { ?thing rdfs:label ?name } }
WHERE {
  GRAPH ?g { ?thing rdfs:label ?name } FILTER (?g != graph:ontology)
  # Sources and what they tell are named where they are told: a shape asks for it.
  FILTER NOT EXISTS { GRAPH ?g { ?thing aikg:inSource ?source } }
  FILTER NOT EXISTS { GRAPH ?g { ?told aikg:inSource ?thing } }
}
"""
GIVEN = {
    "dependence": {"customer": "OpenAI"},
    "net-flow": {"a": "Microsoft", "b": "Anthropic"},
    "ties": {"a": "Microsoft", "b": "Anthropic"},
    "paths": {"a": "NVIDIA", "b": "OpenAI"},
}


def graph() -> aikg.Graph:
    opened = aikg.open()
    for case in ("d1", "d3", "d4"):
        for file in sorted((DEALS / case).glob("*.ttl")):
            opened.include(read(file))
    return opened


@pytest.fixture(scope="module")
def once() -> aikg.Graph:
    return graph()


@pytest.fixture(scope="module")
def twice() -> aikg.Graph:
    opened = graph()
    opened.store.update(AGAIN)
    return opened


@pytest.fixture(scope="module")
def elsewhere() -> aikg.Graph:
    opened = graph()
    opened.store.update(ELSEWHERE)
    return opened


@pytest.mark.parametrize("trace", [False, True], ids=["plain", "traced"])
@pytest.mark.parametrize("name", Catalogue.packaged().names)
def test_no_answer_changes_where_another_graph_tells_the_names_too(name, trace, once, twice):
    asked = [
        [(dict(row), row.rests_on) for row in each.ask(name, trace=trace, **GIVEN.get(name, {}))]
        for each in (once, twice)
    ]
    assert asked[0]
    assert asked[1] == asked[0]


@pytest.mark.parametrize("name", Catalogue.packaged().names)
def test_no_answer_changes_where_names_are_told_in_another_graph_alone(name, once, elsewhere):
    given = GIVEN.get(name, {})
    asked = [[dict(row) for row in each.ask(name, **given)] for each in (once, elsewhere)]
    assert asked[1] == asked[0]


def test_an_investor_is_exposed_by_what_its_units_do_not_disclose():
    investment = {"kind": "Investment", "payees": frozenset({"kg:q"})}
    graph = graph_of(
        [
            tell(5e9, "closed", about="kg:one", payers=frozenset({"kg:p"}), **investment),
            tell(None, "closed", about="kg:two", payers=frozenset({"kg:unit-of-p"}), **investment),
        ],
        """INSERT DATA { GRAPH graph:register { kg:unit-of-p aikg:unitOf kg:p } } ;
        INSERT { GRAPH ?g { ?claim aikg:investor ?who } }
        WHERE { GRAPH ?g { ?claim aikg:payer ?who } }""",
    )
    [exposed] = graph.ask("investor-exposure")
    assert (exposed.investor, exposed.paid, exposed.complete) == ("p", 5e9, False)
    [alone] = graph.ask("investor-exposure", rollup=False)
    assert (alone.investor, alone.complete) == ("p", True)
