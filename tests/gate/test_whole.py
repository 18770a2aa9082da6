"""Checking a whole store in slices finds what validating all of it at once finds."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

import aikg
from aikg.gate.check import packaged_shapes
from aikg.gate.findings import Finding, Severity
from aikg.gate.known import Known
from aikg.gate.reach.overlay import UNTOLD
from aikg.gate.repeated import NO_BLANK_NODE
from aikg.gate.shacl import Shapes
from aikg.gate.whole import batches, check_whole, distinct
from aikg.ground.errors import EngineError, InputError
from aikg.ground.reading import read
from aikg.ground.terms import AIKG, ONTOLOGY_GRAPH, RDF, REGISTER_GRAPH
from aikg.store import EmbeddedStore
from gate import test_reach as random_worlds

FIXTURES = Path(__file__).parents[1] / "fixtures"
GRAPHS = (*random_worlds.GRAPHS, NamedNode(REGISTER_GRAPH))
relaxed = random_worlds.relaxed


def plain(findings: list[Finding] | tuple[Finding, ...]) -> list[Finding]:
    """Findings without their places, each as often as it is there."""
    # The engine's words tell a blank node by all that it is given of it, which a slice leaves out.
    told = ((each, re.sub(r"\[.*\]", "[]", each.problem)) for each in findings)
    return sorted(replace(each, place=None, problem=problem) for each, problem in told)


def told(store: EmbeddedStore) -> set[Triple]:
    return {t for graph in store.graphs() if graph not in UNTOLD for t in store.read(graph)}


def filled(vocabulary: list[Triple], quads: set[Quad]) -> EmbeddedStore:
    store = EmbeddedStore()
    store.add(ONTOLOGY_GRAPH, vocabulary)
    for graph in {quad.graph_name for quad in quads}:
        store.add(graph.value, [quad.triple for quad in quads if quad.graph_name == graph])
    return store


def outcome(
    shapes: Shapes, vocabulary: list[Triple], store: EmbeddedStore, engine: str = "turbo"
) -> tuple[list[Finding], list[Finding]]:
    """What is found in slices, and what at once, by shapes alone."""
    report = check_whole(
        store, tuple(vocabulary), shapes=shapes, engine=engine, beyond=False, kept=100_000
    )
    return plain(report.findings), plain(shapes.validate(told(store), vocabulary, engine))


# -- the same findings ---------------------------------------------------------------------------

blank = st.sampled_from([BlankNode("one"), BlankNode("two")])
facts = st.one_of(
    random_worlds.facts,
    random_worlds.facts,
    random_worlds.facts,
    st.builds(lambda t, b: Triple(b, t.predicate, t.object), random_worlds.facts, blank),
    st.builds(lambda t, b: Triple(t.subject, NamedNode(random_worlds.PREDICATES[0]), b),
              random_worlds.facts, blank),
)  # fmt: skip
worlds = st.frozensets(
    st.builds(lambda t, g: Quad(*t, g), facts, st.sampled_from(GRAPHS)), max_size=14
)


@settings(relaxed, max_examples=100)
@given(random_worlds.shape_texts, worlds)
def test_any_shapes_find_the_same_in_slices_as_at_once(small_batches, texts, quads):
    store = filled(random_worlds.BELOW, set(quads))
    sliced, full = outcome(random_worlds.shapes_of(texts), random_worlds.BELOW, store)
    assert sliced == full


@pytest.fixture(scope="module")
def small_batches():
    """Batches so small that what hangs together is parted."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batches, "SIZE", 2)
        yield


@relaxed
@given(
    st.lists(st.sampled_from(random_worlds.examples.EXAMPLES), min_size=1, max_size=3, unique=True),
    st.data(),
)
def test_the_packaged_shapes_find_the_same_in_slices_as_at_once(small_batches, chosen, data):
    triples = sorted(
        {t for shape, kind in chosen for t in random_worlds.pool(shape, kind)}, key=str
    )
    quads = {Quad(*triple, data.draw(st.sampled_from(GRAPHS))) for triple in triples}
    gone = set(data.draw(st.lists(st.sampled_from(sorted(quads, key=str)), max_size=8)))
    vocabulary = random_worlds.vocabulary()
    sliced, full = outcome(packaged_shapes(), vocabulary, filled(vocabulary, quads - gone))
    assert sliced == full


FAULTS = """
DELETE { GRAPH ?g { ?f aikg:currency ?c } } INSERT { GRAPH ?g { ?f aikg:currency "Dollar" } }
WHERE { GRAPH ?g { ?f aikg:currency ?c } } ;
DELETE { GRAPH ?g { ?e aikg:quotedFrom ?s } }
WHERE { GRAPH ?g { ?e aikg:quotedFrom ?s ; aikg:paragraph 1 } } ;
DELETE { GRAPH graph:register { kg:microsoft a ?c } }
WHERE { GRAPH graph:register { kg:microsoft a ?c } } ;
INSERT DATA {
  GRAPH graph:raw {
    kg:oak aikg:unitOf kg:nobody ; aikg:lower "ten"^^xsd:double ; aikg:investr kg:elm .
    _:nameless a aikg:Figure ; aikg:lower 5e9 . _:other rdfs:label "nothing" .
    claim:raw\\/deal a aikg:Claim ; aikg:about "a text", kg:undescribed ; aikg:hasFigure _:nameless .
  }
  GRAPH graph:raw2 { claim:raw2\\/deal a aikg:Claim ; aikg:about "a text", kg:undescribed . }
}
"""


@cache
def _fixtures() -> tuple[tuple[str, tuple[Triple, ...]], ...]:
    found: dict[str, list[Triple]] = {}
    for file in sorted((FIXTURES / "deals").rglob("*.ttl")):
        name = REGISTER_GRAPH if file.stem == "register" else f"urn:graph:{file.stem}"
        found.setdefault(name, []).extend(quad.triple for quad in read(file).quads)
    return tuple((name, tuple(triples)) for name, triples in found.items())


@pytest.fixture
def faulty() -> EmbeddedStore:
    """The published graph with the fixtures, and faults that no gate would have let in."""
    graph = aikg.open()
    for name, triples in _fixtures():
        graph.store.add(name, triples)
    graph.store.update(FAULTS)
    return graph.store


def vocabulary() -> list[Triple]:
    return list(Known.packaged(register=False).vocabulary)


def test_faults_of_a_raw_update_are_found_as_by_validating_all_at_once(faulty):
    sliced, full = outcome(packaged_shapes(), vocabulary(), faulty)
    # Of a blank node without a type no shape says that it has no name; the gate does.
    more = [each for each in sliced if each not in full]
    assert [each.rule for each in more] == [NO_BLANK_NODE]
    assert [each for each in sliced if each not in more] == full
    assert len({each.rule for each in full}) > 8


def test_pyshacl_is_of_the_same_opinion():
    quads = {
        Quad(*quad.triple, GRAPHS[0]) for quad in read(FIXTURES / "deals/d5/register.ttl").quads
    }
    quads.add(Quad(NamedNode("urn:f"), NamedNode(AIKG + "currency"), Literal("Dollar"), GRAPHS[0]))
    quads.add(
        Quad(NamedNode("urn:f"), NamedNode(RDF + "type"), NamedNode(AIKG + "Figure"), GRAPHS[1])
    )
    store = filled(vocabulary(), quads)
    sliced, full = outcome(packaged_shapes(), vocabulary(), store, "pyshacl")
    assert sliced == full == outcome(packaged_shapes(), vocabulary(), store)[0]
    assert full


def test_what_no_shape_says_is_found_too(faulty):
    report = check_whole(faulty, tuple(vocabulary()))
    assert {"UnknownTerm", "IllTyped", "NoBlankNode", "CurrencyCode"} <= {
        each.name for each in report.findings
    }
    assert all(each.place for each in report.findings)
    places = {each.place.file for each in report.findings if each.focus.endswith("/oak")}
    assert places == {"graph:raw"}


def test_the_same_deal_in_two_sources_is_found_in_a_store():
    """The vocabulary says who pays; looked up without it, no two deals were ever the same."""
    deal = next(triples for name, triples in _fixtures() if name != REGISTER_GRAPH)
    graph = aikg.open()
    for name, triples in _fixtures():
        if name == REGISTER_GRAPH:
            graph.store.add(name, triples)
    graph.store.add("https://w3id.org/aikg/graph/one", deal)
    graph.store.add("https://w3id.org/aikg/graph/two", _renamed(deal))
    assert "SameDeal" in {each.name for each in graph.check_all().findings}


def _renamed(triples: tuple[Triple, ...]) -> list[Triple]:
    """The same claims of another source about agreements of other names."""
    about = {t.object for t in triples if t.predicate.value == AIKG + "about"}
    sources = {t.object for t in triples if t.predicate.value == AIKG + "inSource"}

    def other(term):
        if term in about or term in sources or "/claim/" in str(term):
            return NamedNode(f"{term.value}-again")
        return term

    return [Triple(other(t.subject), t.predicate, other(t.object)) for t in triples]


def test_a_triple_in_the_place_of_a_thing_is_told():
    store = EmbeddedStore()
    store.update("INSERT DATA { GRAPH graph:x { kg:a rdfs:label <<( kg:a kg:b kg:c )>> } }")
    assert "TripleTerm" in {each.name for each in check_whole(store, ()).findings}


# -- bounded memory ------------------------------------------------------------------------------


@settings(relaxed, max_examples=50)
@given(worlds)
def test_each_node_is_in_one_batch_alone_and_no_batch_is_large(small_batches, quads):
    store = filled([], set(quads))
    predicates = random_worlds.PREDICATES
    found = [
        batch
        for graph in batches.graphs_told(store)
        for batch in batches.subjects(store, graph, store.read(graph))
    ]
    found += batches.only_named(store, predicates)
    found += batches.Odd.of(store).batches()
    nodes = [node for batch in found for node in batch]
    assert all(len(batch) <= 2 for batch in found)
    assert len(nodes) == len(set(nodes))
    assert {quad.subject for quad in quads} <= set(nodes)
    assert {q.object for q in quads if q.predicate.value in predicates} <= set(nodes)


@given(st.lists(st.text(st.characters(exclude_characters="\n", codec="utf-8"))), st.integers(0, 9))
def test_terms_that_are_parted_into_files_come_once_each(terms, at_hand):
    assert sorted(distinct.distinct(terms, at_hand)) == sorted(set(terms))


def test_findings_beyond_a_bound_are_counted_and_change_no_verdict():
    store = EmbeddedStore()
    store.update(
        'INSERT DATA { GRAPH graph:x { kg:a aikg:currency "a" . kg:b aikg:currency "b" } }'
    )
    report = check_whole(store, tuple(vocabulary()), kept=1)
    assert len(report.of(Severity.VIOLATION)) == 1
    assert report.count(Severity.VIOLATION) == 2
    none = check_whole(store, tuple(vocabulary()), kept=0)
    assert none.findings == ()
    assert not none.conforms
    assert "2 violations; 2 of them are counted and not listed" in none.summary


def test_too_many_blank_nodes_are_refused_in_words(monkeypatch):
    monkeypatch.setattr(batches, "_BLANK_AT_MOST", 1)
    store = EmbeddedStore()
    store.update("INSERT DATA { GRAPH graph:x { _:a rdfs:label 'a' . _:b rdfs:label 'b' } }")
    with pytest.raises(InputError, match="blank nodes"):
        check_whole(store, ())


def test_a_shape_whose_reach_cannot_be_told_is_named():
    shapes = random_worlds.shapes_of(
        ['a sh:NodeShape ; sh:sparql [ sh:select "SELECT $this { ?a <urn:p> ?b }" ]']
    )
    with pytest.raises(EngineError, match="urn:shape-0"):
        check_whole(EmbeddedStore(), (), shapes=shapes)
