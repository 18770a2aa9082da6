"""What a document tells about its own terms: places, ill-typed literals, unknown terms."""

from __future__ import annotations

from datetime import date, datetime

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aikg.ground.errors import Place
from aikg.ground.reading import read_text, unknown_terms

XSD = "http://www.w3.org/2001/XMLSchema#"
HEAD = f"@prefix : <https://e.org/> .\n@prefix xsd: <{XSD}> .\n"
a, b, c = (ox.NamedNode(f"https://e.org/{name}") for name in "abc")


# --- places ------------------------------------------------------------------------------------


def test_a_triple_may_be_asked_for_whole_or_in_part():
    document = read_text(HEAD + ":a\n :b\n  :c .", "a.ttl")
    assert document.place((a, b, c)) == Place("a.ttl", 5, 3)
    assert (
        document.place(ox.Triple(a, b, c))
        == document.place(ox.Quad(a, b, c))
        == (Place("a.ttl", 5, 3))
    )
    assert document.place((a, b, None)) == document.place((a, b, c), "predicate")
    assert document.place((a, b, None)) == Place("a.ttl", 4, 2)
    assert document.place((a, None, None)) == document.place((a, b, c), "subject")
    assert document.place((a, None, None)) == Place("a.ttl", 3, 1)


def test_what_the_file_does_not_say_has_no_place():
    document = read_text(HEAD + ":a :b :c .")
    assert document.place((c, b, a)) is None
    assert document.place(ox.Literal("c")) is None
    assert document.place(ox.NamedNode("https://e.org/d")) is None


def test_a_triple_that_is_said_twice_stands_where_it_is_said_first_and_each_has_its_own_place():
    document = read_text("<e:a> <e:b> 1 .\n<e:a> <e:b> 1 .")
    assert document.place(document.quads[1]).line == 1
    assert [document.place_of(number).line for number in (0, 1)] == [1, 2]


def test_datatypes_and_graph_names_have_places_too():
    document = read_text(HEAD + ":g { :a :b '1'^^xsd:integer }", "a", "trig")
    assert document.place(ox.NamedNode(XSD + "integer"))[1:] == (3, 12)
    assert document.place(ox.NamedNode("https://e.org/g"))[1:] == (3, 1)


@pytest.mark.parametrize(
    "middle", ["@base <http://e.org/x/> .", "BASE <http://e.org/x/>", "PREFIX : <urn:x:>",
               '@version "1.2" .', 'VERSION "1.2"']
)  # fmt: skip
def test_directives_between_statements_shift_no_place(middle):
    document = read_text(f"{HEAD}:a :b 1 .\n{middle}\n:a :b 2 .")
    assert [document.place(quad)[1:] for quad in document.quads] == [(3, 7), (5, 7)]


def test_with_triple_terms_of_rdf_12_places_are_those_of_the_words():
    document = read_text(HEAD + ":a :b 'one' {| :c 'two' |} .\n:a :c <<( :a :b 'three' )>> .")
    assert document.place(ox.Literal("two"))[1:] == (3, 20)
    assert document.place((a, b, ox.Literal("one")))[1:] == (3, 8)


def test_json_ld_tells_the_entry_and_rdf_xml_where_the_words_first_stand():
    jsonld = read_text(
        '{"@context": {"e": "https://e.org/"},\n "@id": "e:a",\n "e:b": {"@id": "e:c"},\n'
        ' "e:d": [12.5, "x \\"y\\""]}',
        "a",
        "jsonld",
    )
    assert jsonld.place((a, b, c))[1:] == (3, 17)
    assert jsonld.place(a)[1:] == (2, 9)
    assert jsonld.place(ox.Literal('x "y"'))[1:] == (4, 16)
    number = ox.Literal("1.25E1", datatype=ox.NamedNode(XSD + "double"))
    assert jsonld.place((a, ox.NamedNode("https://e.org/d"), number))[1:] == (4, 10)
    xml = read_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="https://e.org/">'
        '\n<rdf:Description rdf:about="https://e.org/a">\n <e:b>R &amp; D</e:b>\n'
        "</rdf:Description></rdf:RDF>",
        "a",
        "rdf",
    )
    assert xml.place((a, b, ox.Literal("R & D")))[1:] == (3, 7)
    assert xml.place(b)[1:] == (3, 3)


def test_an_excerpt_shows_the_line_of_a_place():
    document = read_text(HEAD + ":a :b 'ten' .")
    assert document.excerpt(document.place((a, b, ox.Literal("ten"))), 5) == (
        "  3 | :a :b 'ten' .\n    |       ^^^^^"
    )
    assert document.excerpt(Place("a")) == ""


# --- ill-typed literals ------------------------------------------------------------------------

SOUND = {
    "boolean": ["true", "false", "0", "1"],
    "decimal": ["1", "-1.5", "+.5", "5.", "010.00"],
    "integer": ["0", "-12", "+7", "007"],
    "nonNegativeInteger": ["0", "-0", "+12"],
    "positiveInteger": ["1", "+012"],
    "double": ["1", "1.5e9", "-.5E-3", "INF", "-INF", "+INF", "NaN"],
    "date": ["2025-11-18", "2024-02-29", "2000-02-29", "-0044-03-15", "12025-01-01", "2025-01-01Z",
             "2025-01-01+14:00"],
    "dateTime": ["2025-11-18T00:00:00Z", "2025-11-18T24:00:00", "2025-11-18T23:59:59.125-05:00"],
    "anyURI": ["https://e.org/a%20b", "", "é"],
    "string": ["", "tab\there", "𝄞"],
    "gYear": ["any", "thing"],
}  # fmt: skip
ILL = {
    "boolean": ["yes", "True", ""],
    "decimal": ["1e3", ".", "INF", "1,5", "10 billion", ""],
    "integer": ["1.0", "ten", "1_000", "٣"],
    "nonNegativeInteger": ["-1", "1.0"],
    "positiveInteger": ["0", "-1"],
    "double": ["abc", "inf", "Infinity", "1e", " 1"],
    "date": ["2025-11-31", "2025-02-29", "1900-02-29", "2025-13-01", "2025-00-01", "25-01-01",
             "18 November 2025", "2025-01-01+15:00"],
    "dateTime": ["2025-11-18", "2025-11-18T25:00:00", "2025-11-18T24:00:01",
                 "2025-02-30T00:00:00Z"],
    "anyURI": ["a b", "<a>"],
    "string": ["\x07"],
}  # fmt: skip


def ill_typed(name: str, form: str) -> list:
    literal = ox.Literal(form, datatype=ox.NamedNode(XSD + name))
    return read_text(f"<e:a>\n <e:b>\n  {literal} .", "a").ill_typed()


@pytest.mark.parametrize(("name", "form"), [(n, f) for n, forms in SOUND.items() for f in forms])
def test_a_sound_lexical_form_is_not_told(name, form):
    assert ill_typed(name, form) == []


@pytest.mark.parametrize(("name", "form"), [(n, f) for n, forms in ILL.items() for f in forms])
def test_an_ill_typed_literal_is_told_as_written_with_its_place(name, form):
    [found] = ill_typed(name, form)
    assert found.term.value == form
    assert found.place == Place("a", 3, 3)
    assert found.expected


def test_each_statement_of_an_ill_typed_literal_is_told():
    bad = f"'x'^^<{XSD}integer>"
    places = [each.place.line for each in read_text(f"<e:a> <e:b> {bad},\n{bad} .").ill_typed()]
    assert places == [1, 2]


@settings(deadline=None)
@given(
    st.one_of(
        st.tuples(st.just("decimal"), st.decimals(-(10**15), 10**15, places=4)),
        st.tuples(st.just("double"), st.floats(allow_infinity=False, allow_nan=False)),
        st.tuples(st.just("integer"), st.integers()),
        st.tuples(st.just("date"), st.dates().map(date.isoformat)),
        st.tuples(st.just("dateTime"), st.datetimes().map(datetime.isoformat)),
    )
)
def test_what_python_writes_of_a_value_is_never_ill_typed(both):
    name, value = both
    assert ill_typed(name, str(value)) == []


# --- unknown terms -----------------------------------------------------------------------------

KNOWN = ["https://e.org/Investor", "https://e.org/Investment", "https://e.org/lower"]


def test_an_unknown_term_is_told_once_with_place_and_nearest():
    document = read_text(HEAD + "<x:a> a :Invester .\n<x:b> a :Invester ; :lower 1 .", "a.ttl")
    [found] = unknown_terms(document, "https://e.org/", KNOWN)
    assert found.term.value == "https://e.org/Invester"
    assert found.place == Place("a.ttl", 3, 9)
    assert found.nearest == ("https://e.org/Investor", "https://e.org/Investment")
    assert str(found.error()) == (
        "a.ttl:3:9: unknown term :Invester. Did you mean :Investor or :Investment?"
    )


def test_terms_of_other_namespaces_are_left_alone():
    document = read_text(HEAD + "<x:a> <x:b> 1 .")
    assert unknown_terms(document, "https://e.org/", KNOWN) == []


@pytest.mark.parametrize(
    "statement",
    [":x <x:p> 1", "<x:s> :x 1", "<x:s> <x:p> :x", "<x:s> <x:p> 'a'^^:x", "<x:s> <x:p> (:x)",
     "<x:s> <x:p> [ <x:q> :x ]", ":x { <x:s> <x:p> 1 }", "<x:s> <x:p> <<( :x <x:p> 1 )>>"],
)  # fmt: skip
def test_unknown_terms_are_found_wherever_they_stand(statement):
    end = "" if statement.endswith("}") else " ."
    document = read_text(HEAD + statement + end, "a", "trig")
    [found] = unknown_terms(document, "https://e.org/", KNOWN)
    assert found.place.line == 3


def test_an_abbreviation_in_angle_brackets_is_told():
    document = read_text("@prefix v: <https://e.org/> .\n<x:a> a <v:Investor> .")
    [found] = unknown_terms(document, "https://e.org/", KNOWN)
    assert "unknown term <v:Investor>. Did you mean v:Investor" in str(found.error())
