"""A small ontology with every form that is compiled, cycles among them, and graphs over it."""

from __future__ import annotations

from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from aikg.derive.rules import Program, Scope, compile_rules
from aikg.ground.terms import AIKG, DERIVED_GRAPH, GRAPH, KG, RDF
from aikg.store import EmbeddedStore

TEXT = """
@prefix : <https://w3id.org/aikg/ontology#> .
@prefix kg: <https://w3id.org/aikg/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:p a owl:ObjectProperty , owl:TransitiveProperty ; rdfs:domain :A .
:q a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:range :B ; rdfs:subPropertyOf :p .
:r a owl:ObjectProperty ; owl:propertyChainAxiom ( :p :q :s ) ; owl:equivalentProperty :t .
:s a owl:ObjectProperty ; owl:inverseOf :r ; rdfs:domain [ a owl:Class ; owl:unionOf ( :A :B ) ] .
:t a owl:ObjectProperty ; rdfs:range [ a owl:Class ; owl:intersectionOf ( :A :C ) ] .
:n a owl:DatatypeProperty , owl:FunctionalProperty ; rdfs:domain :D ; rdfs:range xsd:double .
:A a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :s ; owl:allValuesFrom :E ] .
:B a owl:Class ; rdfs:subClassOf :C .
:C a owl:Class ; rdfs:subClassOf :B .
:D a owl:Class ; owl:equivalentClass [ a owl:Restriction ; owl:onProperty :p ;
    owl:someValuesFrom [ a owl:Class ; owl:unionOf ( :E [ a owl:Class ;
        owl:intersectionOf ( :B [ a owl:Restriction ; owl:onProperty :t ;
            owl:someValuesFrom :D ] ) ] ) ] ] .
:E a owl:Class ; owl:equivalentClass [ a owl:Restriction ; owl:onProperty :q ; owl:hasValue kg:a ] .
[] a owl:Class ; owl:intersectionOf ( :D :E ) ; rdfs:subClassOf :F .
:G a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:unionOf ( :F :H ) ] .
:H a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty [ owl:inverseOf :s ] ;
    owl:hasValue kg:b ] .
"""
# A restriction on an inverse with a value is not compiled; the last axiom is left out of the rest.
FITTING = TEXT[: TEXT.index(":H a owl:Class")] + ":H a owl:Class .\n"

NAMES = [NamedNode(KG + name) for name in "abcd"]
LINKS = [NamedNode(AIKG + name) for name in "pqrst"]
CLASSES = [NamedNode(AIKG + name) for name in "ABCDEFGH"]
TYPE = NamedNode(RDF + "type")

_links = st.builds(Triple, st.sampled_from(NAMES), st.sampled_from(LINKS), st.sampled_from(NAMES))
_types = st.builds(Triple, st.sampled_from(NAMES), st.just(TYPE), st.sampled_from(CLASSES))
quads = st.tuples(
    st.sampled_from([DERIVED_GRAPH, GRAPH + "one", GRAPH + "two"]), _links | _types | _links
)


def triples(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(text, RdfFormat.TURTLE)]


def program() -> Program:
    return Program(compile_rules(triples(FITTING)), Scope(told=()))


def stored(told: set[tuple[str, Triple]]) -> EmbeddedStore:
    store = EmbeddedStore()
    for graph, triple in told:
        store.add(graph, [triple])
    return store


def by_owlrl(told: set[Triple]) -> set[Triple]:
    import owlrl
    import rdflib

    graph = rdflib.Graph()
    text = serialize([*triples(FITTING), *told], format=RdfFormat.N_TRIPLES)
    graph.parse(text, format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    found = set()
    for told_fact in graph:
        if not all(isinstance(one, rdflib.URIRef) for one in told_fact):
            continue
        fact = [NamedNode(str(one)) for one in told_fact]
        if fact[0] in NAMES and (
            (fact[1] in LINKS and fact[2] in NAMES) or (fact[1] == TYPE and fact[2] in CLASSES)
        ):
            found.add(Triple(*fact))
    return found
