"""What is not well-formed is told with its line shown, and what to do about it."""

from __future__ import annotations

import json

import pytest

from aikg.ground.errors import AikgError, SyntaxFault, UnknownName
from aikg.ground.reading import read_text

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/"'
OURS = "https://w3id.org/aikg/context.jsonld"


def fault(text: str, form: str = "ttl", **options: object) -> str:
    with pytest.raises(AikgError) as caught:
        read_text(text, f"a.{form}", form, **options)
    assert isinstance(caught.value, SyntaxFault | UnknownName)
    return str(caught.value)


# --- Turtle and its kin ------------------------------------------------------------------------


def test_the_offending_line_is_shown_and_underlined():
    assert fault("@prefix : <http://e.org/> .\n:a :b c:d .\n") == (
        "a.ttl:2:7: the prefix c: is not declared. Add @prefix c: <…> .\n"
        "  2 | :a :b c:d .\n"
        "    |       ^^"
    )


def test_carets_stand_below_wide_letters_and_tabs():
    told = fault("\t\"日本\" <e:p> 'x' .").splitlines()
    assert told[1] == "  1 |  \"日本\" <e:p> 'x' ."
    assert told[2] == "    |  ^^^^^^"  # two columns for each of the two letters


def test_a_long_line_is_clipped_around_the_fault():
    told = fault("<e:a> <e:b> '" + "x" * 100_000 + "' ; 'y' 1 .")
    assert ":1:100018: " in told
    assert all(len(line) < 200 for line in told.splitlines())
    where = told.splitlines()[2].index("^")
    assert told.splitlines()[1][where : where + 3] == "'y'"


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("<e:a> <e:b> 1\n<e:c> <e:d> 2 .", "2:1", "End the statement before it with a dot."),
        ("<e:a> <e:b> 'x .", "1:13", "Close the quote."),
        ("<e:a> <e:b> 'x\n' .", "1:15", "Close the quote"),
        ("<e:a> <e:b> (1 2 .", "1:18", "is not a valid RDF object"),
        ("<e:a> <e:b> 1", "1:14", "End the last statement with a dot"),
        ("<e:a> 'b' 1 .", "1:7", "is not a valid predicate"),
        ("'a' <e:b> 1 .", "1:1", "is not a valid subject"),
        ("<e:a> <e:b> <c d> .", "1:13", "invalid IRI code point"),
        ("<e:a> <e:b> <c> .", "1:13", "relative IRI, and no base"),
        ("@prefix : <a#> .", "1:11", "add @base <…> ."),
    ],
)
def test_the_common_faults_of_turtle_say_where_and_what_to_do(text, where, words):
    told = fault(text)
    assert told.startswith(f"a.ttl:{where}: ")
    assert words in told


def test_a_line_ends_as_in_an_editor():
    for end in ("\n", "\r\n", "\r"):
        assert fault(f"# a{end}# b{end} c:d <e:b> 1 .").startswith("a.ttl:3:2: ")


@pytest.mark.parametrize(
    ("prefix", "mend"),
    [
        ("xsd", "Add @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."),
        ("skso", "Did you mean skos:? Add @prefix skos: <http://www.w3.org/2004/02/skos/core#> ."),
        ("aigk", "Did you mean aikg:"),
        ("delas", "Did you mean deals:?"),
    ],
)
def test_an_undeclared_prefix_gets_the_nearest_declared_or_well_known_one(prefix, mend):
    told = fault(f"@prefix deals: <http://e.org/> .\ndeals:a deals:b {prefix}:c .")
    assert told.startswith(f"a.ttl:2:17: the prefix {prefix}: is not declared. ")
    assert mend in told


def test_n_triples_knows_no_abbreviations():
    assert "a.nt:1:1: a relative IRI" in fault("<a> <e:b> <e:c> .", "nt")
    assert "a.nt:1:13: " in fault("<e:a> <e:b> e:c .", "nt")


def test_control_characters_of_a_file_do_not_reach_the_terminal():
    told = fault("<e:a> <e:b> \x1b[31m .")
    assert all(line.isprintable() for line in told.splitlines())


def test_a_nul_character_is_told():
    assert "a.ttl:1:14: a NUL character" in fault("<e:a> <e:b> '\0' .")


def test_a_literal_of_20_mb_is_told_and_one_of_8_mb_is_read():
    told = fault("<e:a> <e:b> 1 ,\n '" + "x" * 20_000_000 + "' .")
    assert told.startswith("a.ttl:2:2: ")
    assert "at most 16 MB" in told
    document = read_text("<e:a> <e:b> 1 ,\n '" + "x" * 8_000_000 + "' .")
    assert document.place(document.quads[1])[1:] == (2, 2)


def test_brackets_may_be_nested_deeper_than_python_recurses():
    depth = 5_000
    document = read_text("<e:a> <e:b> " + "(" * depth + "[]" + ")" * depth + " .")
    assert len(document.quads) == 2 * depth + 1
    assert document.place(document.quads[0])[1:] == (1, 13)
    nested = read_text("<e:a> <e:b> " + "[<e:b> " * depth + "1" + "]" * depth + " .")
    assert nested.place(nested.quads[0]).column == 13 + 7 * depth


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nt", "nq"])
def test_triple_terms_nested_so_deep_that_the_parser_dies_are_refused(suffix):
    text = "<e:a> <e:b> " + "<<( <e:a> <e:b> " * 20_000 + "<e:c>" + " )>>" * 20_000 + " ."
    assert "nested too deep" in fault(text, suffix)


# --- JSON-LD -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ('{"e:a": [}', "1:10", "not JSON"),
        ('{"e:a": NaN}', "1:9", "a number that JSON has not"),
        ('{"e:a": 1e999}', "1:9", "a number that JSON has not"),
        ('{"e:a": ' + "1" * 5000 + "}", "1:9", "a number that JSON has not"),
        ('{"@id": "e:a",\n "e:b": 1, "e:b": 2}', "2:12", "stands twice"),
        ('{"@id": "a", "e:b": 1}', "1:9", 'no base to resolve it against: found "a"'),
        ('{"@id": "e: a", "e:b": 1}', "1:9", "the value of @id is not an IRI"),
        ('{"@id": "e:a",\n "xsd:b": 1}', "2:3", '"http://www.w3.org/2001/XMLSchema#" to @context'),
        ('{"@id": "e:a",\n "foo": 1}', "2:2", "unknown key 'foo'. Define it in @context"),
        ("[" * 100_000, "1:65", "nested more than 64 deep"),
        ('{"e:a":' * 20_000 + "1" + "}" * 20_000, "1:449", "nested more than 64 deep"),
    ],
)  # fmt: skip
def test_what_json_ld_would_lose_or_die_of_is_told(text, where, words):
    told = fault(text, "jsonld")
    assert told.startswith(f"a.jsonld:{where}: ")
    assert words in told


@pytest.mark.parametrize(
    ("text", "where", "found"),
    [
        (" 5", "1:2", "5"),
        ("null", "1:1", "null"),
        ('"x"', "1:1", '"x"'),
        ('[{}, ["a"]]', "1:7", '"a"'),
        ("[1.50]", "1:2", "1.50"),
    ],
)
def test_json_that_is_neither_an_object_nor_an_array_of_objects_is_no_json_ld(text, where, found):
    told = fault(text, "jsonld")
    assert told.startswith(f"a.jsonld:{where}: this is no JSON-LD: ")
    assert f"found {found}." in told
    assert not read_text("[]", "a", "jsonld").quads


@pytest.mark.parametrize(
    ("context", "key"),
    [
        ({"id": "@id"}, "id"),
        ({"kind": "@type"}, "kind"),
        ({"name": {"@id": "@id"}}, "name"),
        ({"investor": {"@id": "e:investor", "@type": "@id"}}, "investor"),
        ({"stage": {"@id": "e:stage", "@type": "@vocab"}}, "stage"),
    ],
)
def test_what_is_no_iri_is_refused_under_whatever_key_the_context_gives(context, key):
    """JSON-LD would drop the value, or the node and all that is told of it."""
    told = fault(json.dumps({"@context": context, key: "e:my other fund", "e:b": 1}), "jsonld")
    assert f"the value of {key} is not an IRI" in told
    text = json.dumps({"@context": context, "e:b": "my other fund", key: "e:fund"})
    assert read_text(text, "a", "jsonld").quads


def test_a_misspelt_key_gets_the_nearest_one_of_the_context():
    context = {"investor": "http://e.org/investor", "sum": None}
    told = fault(json.dumps({"@context": context, "invester": "x"}), "jsonld")
    assert "unknown key 'invester'. Did you mean investor?" in told


def test_keys_that_the_context_maps_or_drops_on_purpose_are_fine():
    context = {
        "@vocab": "http://e.org/",
        "label": {"@container": "@language"},
        "raw": {"@type": "@json"},
        "note": None,
    }
    node = {"label": {"en": "x"}, "raw": {"any": {"thing": 1}}, "note": {"n": 1}, "free": 1}
    document = read_text(json.dumps({"@context": context, **node}), "a", "jsonld")
    assert len(document.quads) == 3


@pytest.mark.parametrize(
    "context",
    [
        "https://schema.org/",
        ["https://schema.org/"],
        {"@import": "https://schema.org/"},
        {"a": {"@id": "e:a", "@context": "https://schema.org/"}},
    ],
)
def test_no_context_is_ever_fetched(context):
    told = fault(json.dumps({"@context": context, "@id": "e:a"}), "jsonld")
    assert "a context outside the file, and nothing is ever fetched" in told


@pytest.mark.parametrize(
    "context", [OURS, [OURS, {"x": "e:x"}], {"@import": OURS, "@version": 1.1}]
)
def test_a_context_can_be_served_without_being_fetched(context):
    served = {OURS: json.dumps({"@context": {"sum": "http://e.org/sum"}})}
    text = json.dumps({"@context": context, "@id": "e:a", "sum": [10, 1.5, "é"]})
    document = read_text(text, "a", "jsonld", contexts=served.get)
    assert {quad.predicate.value for quad in document.quads} == {"http://e.org/sum"}
    assert [quad.object.value for quad in document.quads] == ["10", "1.5E0", "é"]


def test_a_served_context_that_refers_to_itself_is_told():
    loop = json.dumps({"@context": [OURS]})
    assert "nothing is ever fetched" in fault(
        json.dumps({"@context": OURS}), "jsonld", contexts=lambda _: loop
    )


# --- RDF/XML -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "where", "words"),
    [
        ('<e:C rdf:about="http://e.org/a">', "2:33", "not well-formed XML"),
        ('<e:C rdf:about="a"/></rdf:RDF>', "2:17", "a relative IRI, and no base"),
        ('<e:C rdf:about="e:a b"/></rdf:RDF>', "2:17", "Invalid IRI code point"),
        ("<e:é><e:p>ü &x;</e:p></e:é></rdf:RDF>", "2:13", "undefined entity"),
        ("<e:C><owl:p>1</owl:p></e:C></rdf:RDF>", "2:7", 'Add xmlns:owl="http://www.w3.org/2002/07/owl#".'),
        ("<e:C>" * 300, "2:1276", "nested more than 256 deep"),
    ],
)  # fmt: skip
def test_the_faults_of_rdf_xml_say_where(inside, where, words):
    told = fault(f"<rdf:RDF {RDF}>\n{inside}", "rdf")
    assert told.startswith(f"a.rdf:{where}: ")
    assert words in told


def test_xml_of_another_kind_is_told_with_its_place():
    told = fault("<!-- a page -->\n<html><body/></html>", "rdf")
    assert told.startswith("a.rdf:2:1: this is XML and no RDF: the element html has no namespace")


def test_document_types_and_entities_are_refused():
    """A billion laughs, and the reading of other files by an entity, end before they begin."""
    told = fault(
        '<?xml version="1.0"?>\n<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n'
        f"<rdf:RDF {RDF}><e:C><e:p>&x;</e:p></e:C></rdf:RDF>",
        "rdf",
    )
    assert told.startswith("a.rdf:2:1: a document type declaration")


def test_another_encoding_declared_in_rdf_xml_is_told():
    told = fault(f'<?xml version="1.0" encoding="latin1"?><rdf:RDF {RDF}/>', "rdf")
    assert "Save the file as UTF-8" in told
