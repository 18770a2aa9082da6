"""Triples are grouped into axioms, and axioms are said in words."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import parse

from aikg.ground import packaged
from aikg.reasoning.axioms import read_axioms
from aikg.reasoning.phrases import read_labels
from aikg.reasoning.words import Words

ONTOLOGY = [quad.triple for file in packaged.ontology_files() for quad in parse(path=file)]


def read(triples):
    """The axioms of a graph as sets of triples, with their kinds."""
    return {(axiom.kind, frozenset(axiom.triples)) for axiom in read_axioms(triples).axioms}


@settings(max_examples=20)
@given(st.integers())
def test_the_axioms_of_a_graph_do_not_depend_on_the_order_of_its_triples(seed):
    shuffled = Random(seed).sample(ONTOLOGY, len(ONTOLOGY))
    assert read(shuffled) == read(ONTOLOGY)


def test_axioms_share_no_triples_but_those_of_their_expressions():
    """No statement is an axiom twice, and none is made up."""
    axioms = read_axioms(ONTOLOGY).axioms
    heads = [axiom.triples[0] for axiom in axioms]
    assert len(set(heads)) == len(heads)
    assert {triple for axiom in axioms for triple in axiom.triples} <= set(ONTOLOGY)


SAID = [
    (":Azure a :Platform .", "Azure is a platform"),
    (":Azure :ticker 'A'@en .", 'Azure has ticker "A"'),
    (":Azure :hasPart :Amazon .", "Azure has part Amazon"),
    (":Azure :hasPart [ a owl:Thing ] .", "Azure has part something unnamed"),
    (":Agent owl:equivalentClass :Firm .", "an agent is the same as a http://example.org/Firm"),
    (":Agent owl:unionOf ( :Organization :Firm ) .", None),
    (
        ":Firm rdfs:subClassOf [ owl:intersectionOf ( :Agent :Platform ) ; a owl:Class ] .",
        "every http://example.org/Firm is an agent that is also a platform",
    ),
    (
        """:Firm rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :investor ;
            owl:allValuesFrom :Agent ] .""",
        "every http://example.org/Firm is something of which every investor is an agent",
    ),
    (
        """:Firm rdfs:subClassOf [ a owl:Restriction ; owl:onProperty [ owl:inverseOf :pays ] ;
            owl:hasValue :Azure ] .""",
        "every http://example.org/Firm is something with the inverse of pays Azure",
    ),
    (
        """:Firm rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :pays ;
            owl:hasSelf true ] .""",
        "every http://example.org/Firm is something with itself as pays",
    ),
    (
        """:Firm rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :pays ;
            owl:cardinality 2 ] .""",
        "every http://example.org/Firm is something with exactly 2 pays",
    ),
    (
        ":amount rdfs:range [ a rdfs:Datatype ; owl:datatypeComplementOf xsd:string ] .",
        "amount has range something other than a xsd:string",
    ),
    (
        """:share a rdfs:Datatype ; owl:equivalentClass [ a rdfs:Datatype ;
            owl:onDatatype xsd:double ; owl:withRestrictions
            ( [ xsd:minExclusive 0.0e0 ] [ xsd:maxInclusive 1.0e0 ] ) ] .""",
        "a http://example.org/share is the same as xsd:double above 0.0e0 and up to 1.0e0",
    ),
    (":Firm rdfs:subClassOf owl:Thing .", "every http://example.org/Firm is a thing"),
    (":pays a owl:SymmetricProperty .", "pays holds both ways"),
    (":pays a owl:ReflexiveProperty .", "everything has itself as pays"),
    (":pays owl:equivalentProperty :investor .", "pays means the same as investor"),
    (
        "[] a owl:AllDisjointProperties ; owl:members ( :pays :investor :unitOf ) .",
        "no two things are linked in two ways of pays, investor and unit of",
    ),
    (
        f"[] a owl:AllDifferent ; owl:members ( {' '.join(f':i{n}' for n in range(9))} ) .",
        ", ".join(f"http://example.org/i{n}" for n in range(6)) + " and 3 more are different",
    ),
    (
        """[] a owl:NegativePropertyAssertion ; owl:sourceIndividual :Azure ;
            owl:assertionProperty :ticker ; owl:targetValue "A" .""",
        'it is not so that Azure has ticker "A"',
    ),
]


@pytest.mark.parametrize(("turtle", "expected"), SAID)
def test_an_axiom_is_said_in_words_with_the_labels_of_the_graph(graph, turtle, expected):
    """English labels are taken where there are several; IRIs where there is none."""
    before = read(graph(""))
    triples = graph(turtle)
    added = [
        axiom
        for axiom in read_axioms(triples).axioms
        if (axiom.kind, frozenset(axiom.triples)) not in before
    ]
    labels = read_labels(triples, frozenset().union(*(axiom.signature for axiom in added)))
    said = {Words(added, labels).say(axiom) for axiom in added}
    expected = expected or "an agent is the same as organization or http://example.org/Firm"
    assert expected in said


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("investor", "A has investor B"),
        ("has figure", "A has figure B"),
        ("pays", "A pays B"),
        ("depends on", "A depends on B"),
        ("unit of", "A is unit of B"),
        ("operated by", "A is operated by B"),
        ("in programme", "A is in programme B"),
        ("status", "A has status B"),
        ("", "A has  B"),
    ],
)
def test_a_propertys_label_is_made_a_verb(graph, label, expected):
    triples = graph(f":p a owl:ObjectProperty ; rdfs:label '{label}' . :A :p :B .")
    labels = {"http://example.org/A": "A", "http://example.org/B": "B"}
    axiom = read_axioms(triples).axioms[-1]
    labels |= read_labels(triples, axiom.signature)
    assert Words([axiom], labels).say(axiom) == expected
