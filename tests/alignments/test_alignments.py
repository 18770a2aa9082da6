"""Each mapping to a vocabulary of others is confirmed, argued, and leaves the whole consistent."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib.namespace import DCTERMS

from aikg.ground.packaged import folder
from aikg.reasoning import prove

AIKG = "https://w3id.org/aikg/ontology#"
UNIT = "http://qudt.org/vocab/unit/"
QUDT = "http://qudt.org/schema/qudt/"
OURS = (AIKG, "https://w3id.org/aikg/ontology/alignments/", "https://w3id.org/aikg")
GROUND = (
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2004/02/skos/core#",
    "http://www.w3.org/2001/XMLSchema#",
    "http://purl.org/dc/terms/",
)
LOGICAL = {RDFS.subClassOf, RDFS.subPropertyOf}
MATCHES = {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}
KINDS = {
    OWL.Class,
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.NamedIndividual,
}
EXPECTED = {"fibo", "oa", "odrl", "org", "prov", "qudt", "schema-org", "time", "wikidata"}
CONFIRMED = tomllib.loads(Path(__file__).with_name("terms.toml").read_text("utf-8"))["looked_up"]

# A mistake that looks plausible, for each vocabulary that can contradict one.
PLANTS = {
    "prov: a happening taken for a thing": ("prov", "aikg:Event rdfs:subClassOf prov:Entity ."),
    "org: a provider taken for its role": ("org", "aikg:CloudProvider rdfs:subClassOf org:Role ."),
    "time: a date taken for instant and interval": (
        "time",
        "aikg:StatedDate rdfs:subClassOf time:Instant , time:ProperInterval .",
    ),
    "odrl: a right taken for permission and prohibition": (
        "odrl",
        "aikg:Right rdfs:subClassOf odrl:Permission , odrl:Prohibition .",
    ),
    "fibo: an investor taken for the role": (
        "fibo",
        "aikg:Investor rdfs:subClassOf fibo-oacp:Investor .",
    ),
    "qudt: units taken for figures": (
        "qudt",
        "qudt:Unit rdfs:subClassOf aikg:Figure .",
    ),
    "schema-org: a platform taken for its company": (
        "schema-org",
        "aikg:Organization owl:equivalentClass schema:Organization ."
        " aikg:Platform rdfs:subClassOf schema:Organization .",
    ),
    "oa: a passage taken for its source": (
        "oa",
        "oa:SpecificResource rdfs:subClassOf aikg:Source .",
    ),
    "wikidata: a publisher that is a person": (
        "wikidata",
        "aikg:publishedBy rdfs:subPropertyOf wdt:P123 . wdt:P123 rdfs:range aikg:Person ."
        " aikg:Source rdfs:subClassOf"
        " [ a owl:Restriction ; owl:onProperty aikg:publishedBy ; owl:someValuesFrom owl:Thing ] .",
    ),
}


def is_foreign(term: object) -> bool:
    return isinstance(term, URIRef) and not str(term).startswith((*OURS, *GROUND))


def foreign_terms(graph: Graph) -> set[str]:
    """The terms of others in an alignment; what headers point at are no terms."""
    return {
        str(term)
        for subject, predicate, value in graph
        if predicate not in (RDFS.seeAlso, DCTERMS.license)
        for term in (subject, predicate, value)
        if is_foreign(term)
    }


def mappings(graph: Graph) -> set[tuple[URIRef, URIRef, URIRef]]:
    """What is said of terms of ours, and of units, with a term of others."""
    return {
        (subject, predicate, value)
        for subject, predicate, value in graph
        if isinstance(value, URIRef)
        and (
            (predicate in LOGICAL and str(subject).startswith(AIKG))
            or predicate in MATCHES
            or (predicate == RDF.type and str(subject).startswith(AIKG) and is_foreign(value))
        )
    }


def reasons(graph: Graph) -> list[tuple[URIRef, URIRef, URIRef, list[str]]]:
    return [
        (
            graph.value(node, OWL.annotatedSource),
            graph.value(node, OWL.annotatedProperty),
            graph.value(node, OWL.annotatedTarget),
            [str(text) for text in graph.objects(node, RDFS.comment)],
        )
        for node in graph.subjects(RDF.type, OWL.Axiom)
    ]


def test_there_is_one_file_for_each_vocabulary():
    files = folder("ontology").joinpath("alignments").glob("*.ttl")
    assert {file.stem for file in files} == EXPECTED


def test_each_file_has_a_header_of_its_own_and_imports_nothing(alignment, file):
    iri = URIRef(f"https://w3id.org/aikg/ontology/alignments/{file.stem}")
    assert set(alignment.subjects(RDF.type, OWL.Ontology)) == {iri}
    assert (iri, OWL.versionIRI, URIRef(f"{iri}/1.0.0")) in alignment
    for needed in (RDFS.label, DCTERMS.title, DCTERMS.description, DCTERMS.license):
        assert (iri, needed, None) in alignment, needed
    assert (None, OWL.imports, None) not in alignment


def test_each_mapping_says_why_in_one_line(alignment):
    told = reasons(alignment)
    assert Counter(entry[:3] for entry in told) == Counter(mappings(alignment))
    for *_, texts in told:
        assert len(texts) == 1
        assert texts[0].endswith(".")
        assert "\n" not in texts[0]
        assert len(texts[0]) > 15


def test_a_pair_of_terms_is_matched_in_one_way_only(all_alignments):
    pairs = Counter((subject, value) for subject, _, value in mappings(all_alignments))
    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_each_term_of_others_was_found_in_a_stored_copy(all_alignments):
    confirmed = [entry["namespace"] + term for entry in CONFIRMED for term in entry["terms"]]
    assert len(confirmed) == len(set(confirmed))
    assert set(confirmed) == foreign_terms(all_alignments)


def test_each_stored_copy_is_named_so_that_it_can_be_found_again():
    for entry in CONFIRMED:
        if "page" in entry:
            assert entry["page"].startswith(("https://", "http://"))
        else:
            assert entry["repository"].count("/") == 1
            assert entry["path"]
            assert len(entry["commit"]) == 40


def test_each_term_is_declared_and_those_of_others_are_not_defined(alignment, ontology):
    used = {URIRef(term) for term in foreign_terms(alignment)}
    for term in used:
        assert KINDS & set(alignment.objects(term, RDF.type)), term
        for text in (RDFS.comment, SKOS.definition, SKOS.scopeNote):
            assert (term, text, None) not in alignment
    for subject in {subject for subject, *_ in mappings(alignment)}:
        kinds = KINDS & set(ontology.objects(subject, RDF.type))
        assert kinds, f"{subject} is no term of the ontology"
        assert kinds & set(alignment.objects(subject, RDF.type)), subject


def test_each_unit_that_the_vocabulary_takes_from_qudt_is_a_unit_there(ontology):
    qudt = Graph().parse(folder("ontology") / "alignments" / "qudt.ttl")
    taken = {
        unit
        for unit in ontology.subjects(RDF.type, URIRef(AIKG + "Unit"))
        if str(unit).startswith(UNIT)
    }
    units = {
        unit
        for kind in ("Unit", "CountingUnit")
        for unit in qudt.subjects(RDF.type, URIRef(QUDT + kind))
    }
    assert taken
    assert taken <= units


def test_blank_nodes_carry_axioms_and_nothing_else(alignment):
    lists = set(alignment.subjects(RDF.first, None))
    blank = {subject for subject in alignment.subjects() if isinstance(subject, BNode)}
    for node in blank - lists:
        assert set(alignment.objects(node, RDF.type)) & {OWL.Axiom, OWL.Class}


def test_each_file_holds_together_on_its_own(file):
    verdict = prove(parse(file.read_bytes(), RdfFormat.TURTLE))
    assert verdict.consistent
    assert not verdict.unsatisfiable
    assert not verdict.undeclared


def test_ontology_data_and_all_alignments_hold_together(merged):
    verdict = prove(merged)
    assert verdict.consistent
    assert not verdict.unsatisfiable
    assert not verdict.undeclared
    amazon = verdict.types["https://w3id.org/aikg/id/amazon"]
    for expected in (
        "http://www.w3.org/ns/prov#Organization",
        "http://www.w3.org/ns/org#Organization",
        "http://xmlns.com/foaf/0.1/Agent",
        "https://schema.org/Organization",
        "https://www.omg.org/spec/Commons/PartiesAndSituations/Agent",
    ):
        assert expected in amazon


@pytest.mark.parametrize(("name", "text"), PLANTS.values(), ids=PLANTS)
def test_a_planted_wrong_mapping_is_caught(name, text, with_ontology):
    """Without the plant the same graph holds together, as the tests above prove."""
    source = (folder("ontology") / "alignments" / f"{name}.ttl").read_text("utf-8")
    prefixes = "".join(line + "\n" for line in source.splitlines() if line.startswith("@prefix"))
    planted = [quad.triple for quad in parse(prefixes + text, RdfFormat.TURTLE)]
    verdict = prove([*with_ontology(name), *planted])
    assert not verdict.consistent or verdict.unsatisfiable


def test_the_page_on_alignments_names_each_file_and_each_stored_copy():
    page = folder("ontology").parent.joinpath("docs", "alignments.md").read_text("utf-8")
    for name in EXPECTED:
        assert f"alignments/{name}.ttl" in page
    for entry in CONFIRMED:
        assert entry["namespace"] in page
        assert entry.get("repository", entry.get("page")) in page
        assert entry.get("path", "") in page


def test_the_query_on_that_page_lists_each_mapping_with_its_reason(all_alignments):
    page = folder("ontology").parent.joinpath("docs", "alignments.md").read_text("utf-8")
    query = page.split("```sparql\n")[1].split("```")[0]
    rows = {tuple(row)[:3] for row in all_alignments.query(query)}
    assert rows == mappings(all_alignments)
