"""The shipped context: it has the whole vocabulary, and loses nothing on the way there and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

import jsonld_context
from aikg.ground.errors import InputError
from aikg.ground.packaged import context_file, ontology_files, register_file, source_files
from aikg.ground.reading import Document, read, read_text
from aikg.ground.reading.shipped import CONTEXT, context, shipped
from aikg.ground.terms import AIKG, CLAIM, GRAPH, KG, RDF, RDFS, UNIT, XSD
from aikg.ground.writing import to_jsonld, to_yamlld

FIXTURES = Path(__file__).parents[1] / "fixtures"
FILES = [register_file(), *source_files(), *sorted(FIXTURES.rglob("*.ttl"))]
WRITERS = {"jsonld": to_jsonld, "yaml": to_yamlld}


def vocabulary() -> set[str]:
    """The local names of all terms of the vocabulary."""
    quads = (quad for file in ontology_files() for quad in read(file).quads)
    return {
        quad.subject.value.removeprefix(AIKG)
        for quad in quads
        if quad.predicate.value == RDF + "type"
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(AIKG)
    }


def there_and_back(quads: list[Quad], form: str) -> Document:
    return read_text(WRITERS[form](quads), f"a.{form}", form)


def test_the_context_is_the_one_that_the_vocabulary_gives():
    """Run `.venv/bin/python tools/jsonld_context.py` after a change of the vocabulary."""
    assert context_file().read_text(encoding="utf-8") == jsonld_context.context()


def test_every_term_of_the_vocabulary_is_meant_by_its_name():
    """As a key, as a type and as a value, without a prefix."""
    names = sorted(vocabulary())
    assert len(names) > 300
    keys = dict.fromkeys(names, "a")
    tree = {"@context": CONTEXT, "id": "kg:x", "type": names, "kind": names, "note": "a"}
    stated = read_text(json.dumps(tree), "a", "jsonld").quads
    for predicate in (RDF + "type", AIKG + "kind"):
        found = {q.object.value for q in stated if q.predicate.value == predicate}
        assert found == {AIKG + name for name in names}
    plain = {name: {"@value": "a"} for name in keys if name != "kind"}
    stated = read_text(
        json.dumps({"@context": CONTEXT, "id": "kg:x", **plain}), "a", "jsonld"
    ).quads
    assert {q.predicate.value for q in stated} == {AIKG + name for name in names} - {AIKG + "kind"}


def test_no_prefix_of_the_context_is_also_a_term():
    prefixes = {name for name, iri in context().items() if isinstance(iri, str)}
    assert not prefixes & vocabulary()


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_of_turtle_is_the_same_triples_in_json_ld_and_yaml_ld(file, form):
    quads = read(file).quads
    assert set(there_and_back(quads, form).quads) == set(quads)


def test_another_library_reads_the_same_from_what_is_written():
    """rdflib, with the context put in place of its address, as it may fetch nothing."""
    [file] = source_files()
    tree = json.loads(to_jsonld(read(file).quads))
    tree["@context"] = json.loads(shipped(CONTEXT))["@context"]
    theirs = rdflib.Graph().parse(data=json.dumps(tree), format="json-ld")
    ours = rdflib.Graph().parse(file, format="turtle")

    def triples(graph: rdflib.Graph) -> set[tuple[str, ...]]:
        # A plain literal is one of xsd:string in RDF 1.1, which rdflib tells apart.
        return {tuple(each.n3().removesuffix(f"^^<{XSD}string>") for each in t) for t in graph}

    assert triples(theirs) == triples(ours)


def test_in_yaml_a_claim_is_as_short_as_in_turtle():
    turtle = (
        f"<{CLAIM}wire/a> a <{AIKG}Figure> ; <{AIKG}lower> 10e9 ; <{AIKG}upper> "
        f"'INF'^^<{XSD}double> ; <{AIKG}unit> <{UNIT}GigaW> ; <{AIKG}kind> <{AIKG}Loan> ; "
        f"<{AIKG}paragraph> 3 ; <{AIKG}exhaustive> true ; <{AIKG}currency> 'NO', '10e9' ; "
        f"<{RDFS}label> 'no'@en ."
    )
    assert to_yamlld(read_text(turtle).quads) == (
        "'@context': https://w3id.org/aikg/context.jsonld\n"
        "'@graph':\n"
        "- id: claim:wire/a\n"
        "  type: Figure\n"
        "  lower: 10e9\n"
        "  upper: INF\n"
        "  unit: GigaW\n"
        "  kind: Loan\n"
        "  paragraph: 3\n"
        "  exhaustive: true\n"
        "  currency:\n"
        "  - NO\n"
        '  - "10e9"\n'
        "  label:\n"
        "    '@value': no\n"
        "    '@language': en\n"
    ).replace('"10e9"', "'10e9'")


def test_what_json_ld_cannot_hold_is_said_and_not_written_otherwise():
    subject = NamedNode("kg:x")  # an IRI of its own, and not what the prefix kg: stands for
    with pytest.raises(InputError, match="a prefix and a name"):
        to_jsonld([Quad(subject, NamedNode(AIKG + "alias"), Literal("x"), DefaultGraph())])


PROPERTIES = sorted(
    iri for iri in (AIKG + name for name in vocabulary()) if iri[len(AIKG)].islower()
)
IRIS = st.one_of(
    st.sampled_from(sorted(AIKG + name for name in vocabulary())),
    st.builds(
        lambda space, name: space + name,
        st.sampled_from(
            [KG, CLAIM, AIKG, UNIT, GRAPH, RDFS, "https://e.org/", "urn:x:", "mailto:"]
        ),
        # After two slashes comes a host, of which not everything is one.
        st.text(alphabet="abc-./0é:_", min_size=1, max_size=8).filter(
            lambda name: name[:2] != "//"
        ),
    ),
).map(NamedNode)
NODES = IRIS
DATATYPES = st.sampled_from(
    [XSD + n for n in ("string", "double", "integer", "dateTime", "boolean", "decimal", "anyURI")]
    + ["https://e.org/type", AIKG + "Unit"]
).map(NamedNode)
TEXTS = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
    st.sampled_from(
        ["no", "1", "01", "10e9", ".5", "-0", "0x1F", "INF", "true", "null", "~", "", " "]
    ),
    st.sampled_from(
        ["2025-11-18", "a: b", "- a", "# a", "@id", "kg:x", "a\nb", "\u2028", "\u0085"]
    ),
)
LITERALS = st.one_of(
    st.builds(Literal, TEXTS),
    st.builds(lambda text, kind: Literal(text, datatype=kind), TEXTS, DATATYPES),
    st.builds(
        lambda text, tag: Literal(text, language=tag), TEXTS, st.sampled_from(["en", "de-ch"])
    ),
)
QUADS = st.builds(
    Quad,
    NODES,
    st.one_of(st.sampled_from([*PROPERTIES, RDF + "type", RDFS + "label"]).map(NamedNode), IRIS),
    st.one_of(NODES, LITERALS),
    st.one_of(st.just(DefaultGraph()), st.sampled_from([GRAPH + "a", GRAPH + "b"]).map(NamedNode)),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(QUADS, max_size=8))
def test_any_quads_are_the_same_in_json_ld_and_yaml_ld(quads):
    for form in WRITERS:
        assert set(there_and_back(quads, form).quads) == set(quads)
