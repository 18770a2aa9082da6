"""Every place that a document gives is where the term stands, whatever the layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from aikg.ground.reading import read_text

if TYPE_CHECKING:
    from aikg.ground.errors import Place
    from aikg.ground.reading import Document

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PARTS = ("subject", "predicate", "object")
FIRST, REST, NIL, TYPE = (ox.NamedNode(RDF + name) for name in ("first", "rest", "nil", "type"))


# --- the judge: the parser itself, on the text from the place on -------------------------------


def offset_of(document: Document, place: Place | None) -> int:
    assert place is not None
    assert place.file == document.path
    ends = [0]
    for line in document.text.splitlines(keepends=True):  # the texts here hold no odd line ends
        ends.append(ends[-1] + len(line))
    return ends[place.line - 1] + place.column - 1


def longest_term(text: str, preamble: str, base: str | None, predicate: bool) -> ox.NamedNode:
    """The term of the longest beginning of ``text`` that the parser takes for one term."""
    frame = "<x:s> {} <x:o>\n." if predicate else "<x:s> <x:p> {}\n."
    for end in range(min(len(text), 60), 0, -1):
        try:
            triples = list(
                ox.parse(
                    preamble + frame.format(text[:end]),
                    format=ox.RdfFormat.TURTLE,
                    base_iri=base,
                )
            )
        except SyntaxError:
            continue
        if len(triples) == 1 and triples[0].subject == ox.NamedNode("x:s"):
            return triples[0].predicate if predicate else triples[0].object
    raise AssertionError(f"no term begins here: {text[:40]!r}")


def assert_places_hold(document: Document, base: str | None = None) -> None:
    """Each part of each quad stands where the document says, by the parser's own reading."""
    preamble = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in document.prefixes.items())
    nodes: dict[ox.BlankNode, set[int]] = {}
    for number, quad in enumerate(document.quads):
        cell = quad.predicate in (FIRST, REST)  # implied by the brackets of a collection
        for part, term in zip(PARTS, quad, strict=False):
            rest = document.text[offset_of(document, document.place_of(number, part)) :]
            if cell and (part != "object" or quad.predicate == REST):
                assert rest[0] == ")" or term != NIL
            elif isinstance(term, ox.BlankNode):
                if not rest.startswith(f"{term}"):
                    assert rest[0] in "[("
                    nodes.setdefault(term, set()).add(len(rest))
            else:
                told = longest_term(rest, preamble, base, part == "predicate")
                assert told == term, rest[:40]
    # An anonymous node has one place, and no two nodes share it.
    assert all(len(places) == 1 for places in nodes.values())
    assert len({next(iter(places)) for places in nodes.values()}) == len(nodes)


# --- graphs, as two libraries write them -------------------------------------------------------

NAMES = ["a", "b", "c.d", "e-f", "g_1", "h/i", "j,k", "é", "0", ""]
iris = st.sampled_from(
    [
        ox.NamedNode(begin + name)
        for begin in ("http://e.org/", "http://e.org/ns#", "urn:x:")
        for name in NAMES
    ]
)
texts = st.text(
    st.characters(exclude_characters="\x85\u2028\u2029", exclude_categories=["Cs", "Cc"])
    | st.sampled_from("\"'\\\n\t\r.;,#<>[]()@^"),
    max_size=8,
)
literals = st.one_of(
    st.builds(ox.Literal, texts),
    st.builds(ox.Literal, texts, language=st.sampled_from(["en", "de-at"])),
    st.builds(ox.Literal, texts, datatype=iris),
    st.integers(-99, 99).map(ox.Literal),
    st.booleans().map(ox.Literal),
    st.sampled_from(["1.5", "-.5", "01.50", "abc"]).map(
        lambda form: ox.Literal(form, datatype=ox.NamedNode(XSD + "decimal"))
    ),
)
nodes = st.sampled_from("abc").map(lambda name: ox.BlankNode("n" + name))
predicates = iris | st.just(TYPE)
graphs = st.lists(
    st.builds(ox.Quad, iris | nodes, predicates, iris | nodes | literals), max_size=6, unique=True
)
prefixes = st.sampled_from(
    [{}, {"": "http://e.org/"}, {"e": "http://e.org/", "n": "http://e.org/ns#", "u": "urn:x:"}]
)


@settings(deadline=None)
@given(graphs, prefixes, st.sampled_from(["ttl", "trig", "nt", "nq"]))
def test_places_hold_in_what_pyoxigraph_writes(quads, declared, suffix):
    syntax = ox.RdfFormat.from_extension(suffix)
    told = {} if suffix in ("nt", "nq") else {"prefixes": declared}
    document = read_text(b"\n" + ox.serialize(quads, format=syntax, **told), "g", suffix)
    assert set(document.quads) == set(quads)
    assert_places_hold(document)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:Serializing weird")
@settings(max_examples=40, deadline=None)
@given(graphs, prefixes, st.sampled_from(["turtle", "longturtle", "trig", "nt", "nquads"]))
def test_places_hold_in_what_rdflib_writes(quads, declared, syntax):
    dataset = rdflib.Dataset() if syntax in ("trig", "nquads") else rdflib.Graph()
    for prefix, iri in declared.items():
        dataset.bind(prefix, iri)
    dataset.parse(ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES), format="nt")
    suffix = {"turtle": "ttl", "longturtle": "ttl", "nquads": "nq"}.get(syntax, syntax)
    document = read_text("\n" + dataset.serialize(format=syntax), "g", suffix)
    assert len(set(document.quads)) == len(dataset)
    assert_places_hold(document)


# --- layouts by hand ---------------------------------------------------------------------------

gaps = st.sampled_from([" ", "  ", "\n", "\t", "\r\n", "\r", " # a <b> \"c' [ ( . \n", "#\n"])
subjects_by_hand = st.sampled_from(
    ["<http://e.org/a>", ":a", "e:b.c", ":", "_:n1", "<rel>", "<#x>"]
)
predicates_by_hand = st.sampled_from(
    ["a", ":p", "e:q\\,r", "<http://e.org/p>", "e:%41", "e:a:b", "e:l\\."]
)
objects_by_hand = subjects_by_hand | st.sampled_from(
    ["1", "-1.5", "+.5", "1.e3", "1E-3", "true", "false", "'x'", '"y"', '"z"@en-GB', "'''a\n'b'''",
     '"""c\r\n"d""e\\""""', '"1"^^xsd:int', '"é\\u00e9"', '""', "''''''", '"]"', '"@en"', '"𝄞"',
     '"f"^^<rel>', "()", "[]"]
)  # fmt: skip


@st.composite
def joined(draw, *parts) -> str:
    return "".join(part + draw(gaps) for part in parts)


def pairs(objects):
    """Predicates with objects, with the commas and semicolons that Turtle allows."""
    listed = st.lists(objects, min_size=1, max_size=3).flatmap(
        lambda some: joined(*[part for each in some for part in (",", each)][1:])
    )
    one = st.tuples(predicates_by_hand, listed).flatmap(lambda both: joined(*both))
    return st.lists(one, min_size=1, max_size=3).flatmap(
        lambda some: st.sampled_from([";", ";;", ";\n;"]).map(lambda sign: f" {sign} ".join(some))
    )


def whole(objects):
    bracket = pairs(objects).flatmap(lambda inner: joined("[", inner, "]"))
    items = st.lists(objects, max_size=3).flatmap(lambda some: joined("(", *some, ")"))
    return bracket | items


nested = st.recursive(objects_by_hand, whole, max_leaves=6)
statements = st.one_of(
    st.tuples(subjects_by_hand | whole(nested) | st.just("[]"), pairs(nested)).map(" ".join),
    pairs(nested).map(lambda inner: f"[{inner}]"),
)
directives = st.sampled_from(
    ["@prefix f: <http://f.org/> .", "PREFIX f: <urn:f:>", "base <http://e.org/x/>", "@base <y/> ."]
)
HEAD = (
    "@prefix : <http://e.org/> . prefix e: <http://e.org/ns#>\n"
    f"@prefix xsd: <{XSD}> . @base <http://e.org/base/> .\n"
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(statements, min_size=1, max_size=3).flatmap(
        lambda some: joined(*[s + " ." for s in some])
    )
)
def test_places_hold_in_any_layout_of_turtle(text):
    assert_places_hold(read_text(HEAD + text, "t"), base="http://e.org/base/")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", ":g", "GRAPH :g", "graph _:g", "[]", "GRAPH []", "<rel>"]),
            st.lists(statements, max_size=2),
            st.sampled_from(["", " ."]),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_places_hold_in_any_layout_of_trig(blocks):
    text = HEAD
    for graph, inside, dot in blocks:
        text += f"{graph} {{ {' . '.join(inside)}{dot if inside else ''} }}\n:s :p '}}' .\n"
    assert_places_hold(read_text(text, "t", "trig"), base="http://e.org/base/")
