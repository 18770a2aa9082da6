"""A contradiction is told as a minimal set of axioms, in words, with where they were told."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, parse

from aikg.reasoning import Origin, explain
from aikg.reasoning.axioms import read_axioms
from aikg.reasoning.hermit import first_inconsistent

# What is planted, and how it is told. Each has one explanation only.
CONTRADICTIONS = {
    "disjoint classes": (
        ":Agent owl:disjointWith :Platform . :Azure a :Agent , :Platform .",
        {"Azure is an agent", "Azure is a platform", "no agent is a platform"},
    ),
    "three disjoint classes": (
        """[] a owl:AllDisjointClasses ; owl:members ( :Agent :Platform :Investment ) .
        :Azure a :Agent , :Platform .""",
        {"Azure is an agent", "Azure is a platform", "no agent is a platform"},
    ),
    "disjoint union": (
        ":Agent owl:disjointUnionOf ( :Person :Firm ) . :Amazon a :Person , :Firm .",
        {
            "Amazon is a http://example.org/Person",
            "Amazon is a http://example.org/Firm",
            "an agent is just one of: http://example.org/Person and http://example.org/Firm",
        },
    ),
    "domain": (
        """:investor rdfs:domain :Investment . :Investment owl:disjointWith :Agent .
        :Amazon a :Agent ; :investor :Microsoft .""",
        {
            "Amazon is an agent",
            "Amazon has investor Microsoft",
            "investor has domain investment",
            "no investment is an agent",
        },
    ),
    "range, through a subclass": (
        """:investor rdfs:range :Organization . :Agent owl:disjointWith :Platform .
        :deal :investor :Azure . :Azure a :Platform .""",
        {
            "the deal has investor Azure",
            "Azure is a platform",
            "investor has range organization",
            "every organization is an agent",
            "no agent is a platform",
        },
    ),
    "union as a domain": (
        """:amount rdfs:domain [ a owl:Class ; owl:unionOf ( :Investment :Agent ) ] .
        [] a owl:AllDisjointClasses ; owl:members ( :Investment :Agent :Platform ) .
        :Azure a :Platform ; :amount 1.0e9 .""",
        {
            "Azure is a platform",
            "Azure has amount 1.0e9 (xsd:double)",
            "amount has domain investment or agent",
            "nothing is two of investment, agent and platform",
        },
    ),
    "functional property": (
        """:investor a owl:FunctionalProperty . :deal :investor :Amazon , :Microsoft .
        [] a owl:AllDifferent ; owl:distinctMembers ( :Amazon :Azure :Microsoft ) .""",
        {
            "the deal has investor Amazon",
            "the deal has investor Microsoft",
            "Amazon and Microsoft are different",
            "nothing has more than one value of investor",
        },
    ),
    "functional data property": (
        """:ticker a owl:FunctionalProperty . :Amazon :ticker "AMZN" , "AMAZN" .""",
        {
            'Amazon has ticker "AMZN"',
            'Amazon has ticker "AMAZN"',
            "nothing has more than one value of ticker",
        },
    ),
    "inverse functional property": (
        """:investor a owl:InverseFunctionalProperty . :deal :investor :Amazon .
        :deal2 :investor :Amazon . :deal owl:differentFrom :deal2 .""",
        {
            "the deal has investor Amazon",
            "http://example.org/deal2 has investor Amazon",
            "the deal and http://example.org/deal2 are different",
            "nothing is the investor of more than one thing",
        },
    ),
    "asymmetric property": (
        ":pays a owl:AsymmetricProperty . :Amazon :pays :Microsoft . :Microsoft :pays :Amazon .",
        {"Amazon pays Microsoft", "Microsoft pays Amazon", "pays never holds both ways"},
    ),
    "irreflexive property": (
        ":pays a owl:IrreflexiveProperty . :Amazon :pays :Amazon .",
        {"Amazon pays Amazon", "nothing has itself as pays"},
    ),
    "transitive property": (
        """:unitOf a owl:TransitiveProperty . :a :unitOf :b . :b :unitOf :Azure .
        :unitOf rdfs:range :Agent . :Agent owl:disjointWith :Platform . :Amazon a :Platform .
        [] a owl:NegativePropertyAssertion ; owl:sourceIndividual :a ;
            owl:assertionProperty :unitOf ; owl:targetIndividual :Azure .""",
        {
            "http://example.org/a is unit of http://example.org/b",
            "http://example.org/b is unit of Azure",
            "it is not so that http://example.org/a is unit of Azure",
            "unit of is transitive",
        },
    ),
    "property chain": (
        """:pays owl:propertyChainAxiom ( :investor :unitOf ) ; rdfs:range :Agent .
        :deal :investor :Amazon . :Amazon :unitOf :Azure .
        :Azure a :Platform . :Agent owl:disjointWith :Platform .""",
        {
            "the deal has investor Amazon",
            "Amazon is unit of Azure",
            "Azure is a platform",
            "investor, then unit of, implies pays",
            "pays has range agent",
            "no agent is a platform",
        },
    ),
    "inverse property": (
        """:hasPart owl:inverseOf :unitOf ; rdfs:domain :Agent . :Amazon :unitOf :Azure .
        :Azure a :Platform . :Platform owl:disjointWith :Agent .""",
        {
            "Amazon is unit of Azure",
            "Azure is a platform",
            "has part is the inverse of unit of",
            "has part has domain agent",
            "no platform is an agent",
        },
    ),
    "sub-property": (
        """:investor rdfs:subPropertyOf :pays . :pays rdfs:domain :Agent .
        :Azure :investor :Amazon ; a [ a owl:Class ; owl:complementOf :Agent ] .""",
        {
            "Azure has investor Amazon",
            "Azure is something other than an agent",
            "investor implies pays",
            "pays has domain agent",
        },
    ),
    "disjoint properties": (
        ":pays owl:propertyDisjointWith :unitOf . :Amazon :pays :Azure ; :unitOf :Azure .",
        {
            "Amazon pays Azure",
            "Amazon is unit of Azure",
            "no two things are linked in two ways of pays and unit of",
        },
    ),
    "a text where a number belongs": (
        """:amount rdfs:range xsd:double . :deal :amount "ten" .""",
        {'the deal has amount "ten"', "amount has range xsd:double"},
    ),
    "a number out of range": (
        """:amount rdfs:range [ a rdfs:Datatype ; owl:onDatatype xsd:double ;
            owl:withRestrictions ( [ xsd:minInclusive 0.0e0 ] ) ] . :deal :amount -1.0e0 .""",
        {
            "the deal has amount -1.0e0 (xsd:double)",
            "amount has range xsd:double from 0.0e0",
        },
    ),
    "nominals": (
        """:Cloud owl:equivalentClass [ a owl:Class ; owl:oneOf ( :Azure :Foundry ) ] .
        :Amazon a :Cloud . [] a owl:AllDifferent ; owl:members ( :Azure :Foundry :Amazon ) .""",
        {
            "Amazon is a http://example.org/Cloud",
            "Azure, http://example.org/Foundry and Amazon are different",
            "a http://example.org/Cloud is the same as one of Azure or http://example.org/Foundry",
        },
    ),
    "qualified cardinality": (
        """:Investment rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :investor ;
            owl:maxQualifiedCardinality 1 ; owl:onClass :Agent ] .
        :deal a :Investment ; :investor :Amazon , :Microsoft . :Amazon a :Agent .
        :Microsoft a :Agent . :Amazon owl:differentFrom :Microsoft .""",
        {
            "the deal is an investment",
            "the deal has investor Amazon",
            "the deal has investor Microsoft",
            "Amazon is an agent",
            "Microsoft is an agent",
            "Amazon and Microsoft are different",
            "every investment is something with at most 1 investor that is an agent",
        },
    ),
    "a class without a name": (
        """[ a owl:Restriction ; owl:onProperty :investor ; owl:someValuesFrom :Agent ]
            rdfs:subClassOf :Investment . :Investment owl:disjointWith :Platform .
        :Azure a :Platform ; :investor :Amazon . :Amazon a :Agent .""",
        {
            "Azure is a platform",
            "Azure has investor Amazon",
            "Amazon is an agent",
            "every something with some investor that is an agent is an investment",
            "no investment is a platform",
        },
    ),
    "a key": (
        """:Agent owl:hasKey ( :ticker ) . :Amazon a :Agent ; :ticker "A" .
        :Microsoft a :Agent ; :ticker "A" . :Amazon owl:differentFrom :Microsoft .""",
        {
            "Amazon is an agent",
            'Amazon has ticker "A"',
            "Microsoft is an agent",
            'Microsoft has ticker "A"',
            "Amazon and Microsoft are different",
            "no two of kind agent have the same ticker",
        },
    ),
    "one and the same": (
        ":Amazon owl:sameAs :Microsoft ; owl:differentFrom :Microsoft .",
        {"Amazon is the same as Microsoft", "Amazon and Microsoft are different"},
    ),
}


@pytest.mark.parametrize(
    "name",
    [
        name if number % 5 == 0 else pytest.param(name, marks=pytest.mark.thorough)
        for number, name in enumerate(CONTRADICTIONS)
    ],
)
def test_a_contradiction_is_explained_by_a_minimal_set_in_words(graph, name):
    """HermiT finds set and graph consistent without any one axiom, and the whole set not."""
    turtle, expected = CONTRADICTIONS[name]
    whole = graph(turtle + ":Amazon :unitOf :Firm . :Firm :ticker 'FIRM' .")

    axioms = explain(whole).axioms

    assert {axiom.text for axiom in axioms} == expected
    document = read_axioms(whole)
    rests = [[other for other in axioms if other is not axiom] for axiom in axioms]
    mended = [
        [other for other in document.axioms if other.triples != axiom.triples] for axiom in axioms
    ]
    assert all(len(graph) == len(document.axioms) - 1 for graph in mended)
    sets = [*rests, *mended, axioms]
    assert first_inconsistent(sets, document.declarations, timeout=None) == len(sets) - 1


def test_where_two_reasons_clash_one_of_them_is_told(graph):
    """Each set told is minimal by itself, though mending it does not mend the graph."""
    whole = graph(
        """:Agent owl:disjointWith :Platform . :Azure a :Agent , :Platform .
        :pays a owl:IrreflexiveProperty . :Amazon :pays :Amazon ."""
    )
    axioms = explain(whole).axioms
    assert {axiom.text for axiom in axioms} in (
        {"Azure is an agent", "Azure is a platform", "no agent is a platform"},
        {"Amazon pays Amazon", "nothing has itself as pays"},
    )


def test_nothing_is_explained_where_nothing_clashes(graph):
    explanation = explain(graph(":deal :investor :Amazon ."))
    assert not explanation
    assert explanation.axioms == ()


def test_a_class_that_can_have_no_member_is_explained(graph):
    whole = graph(
        ":Agent owl:disjointWith :Platform . :Cloud rdfs:subClassOf :Platform , :Organization ."
    )
    explanation = explain(whole, unsatisfiable="http://example.org/Cloud")
    assert explanation.supposing == "http://example.org/Cloud"
    assert {axiom.text for axiom in explanation.axioms} == {
        "every http://example.org/Cloud is a platform",
        "every http://example.org/Cloud is an organization",
        "every organization is an agent",
        "no agent is a platform",
    }


def test_facts_are_told_before_the_vocabulary(graph):
    whole = graph(":Agent owl:disjointWith :Platform . :Azure a :Agent , :Platform .")
    told = [axiom.is_fact for axiom in explain(whole).axioms]
    assert told == [True, True, False]


def test_things_of_one_label_are_told_apart(graph):
    whole = graph(
        """:AWS rdfs:label "AWS" . :aws rdfs:label "AWS" . :AWS owl:sameAs :aws .
        :AWS owl:differentFrom :aws ."""
    )
    assert {axiom.text for axiom in explain(whole).axioms} == {
        "AWS (http://example.org/AWS) is the same as AWS (http://example.org/aws)",
        "AWS (http://example.org/AWS) and AWS (http://example.org/aws) are different",
    }


def test_each_axiom_names_its_graphs_and_where_it_was_told():
    """The graphs come from the quads, the origins from whoever called, for each triple."""
    text = """
        @prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        :ontology { :Agent owl:disjointWith :Platform . :pays a owl:ObjectProperty . }
        :register { :Azure a :Platform . }
        :article { :Azure a :Agent ; :pays :Amazon . }
        :other { :Azure a :Agent . }
    """
    asked = []

    def origin(triple):
        asked.append(triple)
        if triple.object == NamedNode("http://example.org/Agent"):
            yield Origin("urn:claim", "the agent", "urn:source", 3)

    explanation = explain(parse(text, RdfFormat.TRIG), origin=origin)

    found = {axiom.triples[0].object.value: axiom for axiom in explanation.axioms}
    place = "http://example.org/"
    assert found[place + "Agent"].graphs == (place + "article", place + "other")
    assert found[place + "Agent"].origins == (Origin("urn:claim", "the agent", "urn:source", 3),)
    assert found[place + "Platform"].kind in ("ClassAssertion", "DisjointClasses")
    assert explanation.origins == (Origin("urn:claim", "the agent", "urn:source", 3),)
    assert set(asked) == {triple for axiom in explanation.axioms for triple in axiom.triples}


def test_an_axiom_holds_the_triples_of_its_lists_and_restrictions(graph):
    """What is given up with an axiom is all of it, and nothing of another."""
    whole = graph(
        """:Cloud owl:equivalentClass [ a owl:Class ; owl:oneOf ( :Azure ) ] .
        :Amazon a :Cloud ; owl:differentFrom :Azure ."""
    )
    axioms = {axiom.kind: axiom for axiom in explain(whole).axioms}
    definition = axioms["EquivalentClasses"].triples
    assert len(definition) == 5
    assert {type(triple.subject) for triple in definition[1:]} == {BlankNode}
    assert [len(axioms[kind].triples) for kind in ("ClassAssertion", "DifferentIndividuals")] == [
        1,
        1,
    ]


def test_the_order_of_the_triples_does_not_matter(graph):
    whole = graph(":Agent owl:disjointWith :Platform . :Azure a :Agent , :Platform .")
    there, back = explain(whole), explain(reversed(whole))
    assert {axiom.text for axiom in there.axioms} == {axiom.text for axiom in back.axioms}


def test_quads_of_the_default_graph_name_no_graph(graph):
    whole = graph(":Agent owl:disjointWith :Platform . :Azure a :Agent , :Platform .")
    quads = [Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in whole]
    assert [axiom.graphs for axiom in explain(quads).axioms] == [(), (), ()]
