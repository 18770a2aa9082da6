"""YAML-LD: what it says is what stands there, and what would turn into something else is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from aikg.ground.errors import AikgError, SyntaxFault
from aikg.ground.reading import read_text
from aikg.ground.terms import AIKG, KG, UNIT, XSD

HEAD = '"@context": https://w3id.org/aikg/context.jsonld\nid: kg:x\n'
X = NamedNode(KG + "x")


def objects(entry: str, name: str = "purpose") -> list[object]:
    """What an entry states of a thing."""
    found = read_text(HEAD + entry, "a.yaml", "yaml").quads
    assert {(each.subject, each.predicate) for each in found} <= {(X, NamedNode(AIKG + name))}
    return [each.object for each in found]


def fault(text: str) -> SyntaxFault:
    with pytest.raises(SyntaxFault) as caught:
        read_text(text, "a.yaml", "yaml")
    return caught.value


@pytest.mark.parametrize(
    "word",
    ["no", "NO", "yes", "on", "off", "y", "2025-11-18", "12:30:45", "1_000", "0777a", "=", "N"],
)
def test_a_word_stays_a_word(word):
    """Nothing of what YAML 1.1 takes for a boolean, a date or a number of base 60 is one here."""
    assert objects(f"purpose: {word}") == [Literal(word)]


@pytest.mark.parametrize("written", ["10e9", "0", "1.50", "-3", "1e10", "010", "+.5"])
def test_a_number_is_the_one_that_is_written_of_the_datatype_of_its_key(written):
    double = NamedNode(XSD + "double")
    assert objects(f"lower: {written}", "lower") == [Literal(written, datatype=double)]


def test_infinity_is_written_as_yaml_or_as_rdf_has_it():
    infinite = [Literal("INF", datatype=NamedNode(XSD + "double"))]
    assert objects("upper: .inf", "upper") == objects("upper: INF", "upper") == infinite


def test_a_text_that_looks_like_a_number_stays_a_text_where_texts_are_wanted():
    assert objects("alias: 360", "alias") == objects('alias: "360"', "alias") == [Literal("360")]
    assert objects("alias: true", "alias") == [Literal("true")]


def test_names_of_the_vocabulary_and_units_need_no_prefix():
    assert objects("kind: Investment", "kind") == [NamedNode(AIKG + "Investment")]
    assert objects("unit: GigaW", "unit") == [NamedNode(UNIT + "GigaW")]
    assert objects("unit: units:KiloGM", "unit") == [NamedNode(UNIT + "KiloGM")]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: &x 1\nb: *x", 2, 4, "an alias"),
        ("a: !!str 1", 1, 4, "a tag"),
        ("a: !!python/object:os.system 1", 1, 4, "a tag"),
        ("a: 1\nb: 2\na: 3", 3, 1, "this key stands twice"),
        ("a: {b: 1, b: 2}", 1, 11, "this key stands twice"),
        ("a: 1\n---\nb: 2", 2, 1, "a second document"),
        ("a: 1\n<<: {b: 2}", 2, 1, "a merge key"),
        ("1: a", 1, 1, "a key that is no text"),
        ("a: 1\ntrue: a", 2, 1, "a key that is no text"),
        ("? [a]\n: b", 1, 3, "a key that is no text"),
        ("a:\nb: 1", 1, 3, "no value"),
        ("a: [1, ~]", 1, 8, "no value"),
        ("a: [1\nb: 2", 2, 2, "not YAML"),
        ("a: b: c", 1, 5, "Quote a text that has a colon"),
        ("@id: kg:x", 1, 1, "quote what begins with @"),
        ("a:\n\t- b", 2, 1, "not YAML"),
        ("a: 'x", 1, 5, "not YAML"),
        ("a: é\x07", 1, 5, "a character that YAML does not allow"),
        ("words", 1, 1, "not YAML-LD"),
        ("# nothing", 1, 1, "not YAML-LD"),
        ("a: " + "[" * 100, 1, 67, "nested more than 64 deep"),
        ("a: 1e999", 1, 4, "a number beyond all bounds"),
        ("a: " + "9" * 500, 1, 4, "a number of too many digits"),
    ],
)
def test_what_would_turn_into_something_else_is_refused_with_its_place(text, line, column, words):
    told = fault(text)
    assert told.where is not None
    assert (told.where.line, told.where.column) == (line, column)
    assert words in str(told)
    assert told.excerpt


def test_aliases_that_would_blow_up_are_refused_before_they_do():
    bomb = 'a: &a ["x"]\n' + "".join(
        f"{b}: &{b} [{', '.join(f'*{a}' for _ in range(9))}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert "an alias" in str(fault(bomb))


@pytest.mark.parametrize(
    ("context", "words"),
    [
        ("https://e.org/context.jsonld", "nothing is ever fetched"),
        ("[{}, file:///etc/passwd]", "nothing is ever fetched"),
        ('{"@import": https://e.org/context.jsonld}', "nothing is ever fetched"),
        ("../context.jsonld", "nothing is ever fetched"),
    ],
)
def test_no_context_but_the_shipped_one_is_taken_from_outside(context, words):
    told = fault(f'"@context": {context}\nid: kg:x\nlabel: X')
    assert words in str(told)
    assert told.where is not None
    assert told.where.line == 1


def test_a_relative_name_and_an_undeclared_prefix_are_told_with_their_place():
    told = fault(HEAD + "about: deal")
    assert (told.where.line, told.where.column) == (3, 8)
    told = fault(HEAD + "unit: unit:GigaW")
    assert (told.where.line, told.where.column) == (3, 7)


def test_a_triple_stands_at_the_entry_of_its_own_subject():
    """Not where its words first stand: here both names and the number stand in the first mapping, too."""
    text = (
        '"@context": https://w3id.org/aikg/context.jsonld\n'
        '"@graph":\n'
        "- id: kg:a\n"
        "  hasFigure: [kg:b, kg:c]\n"
        "  lower: 5\n"
        "- id: kg:b\n"
        "  asStated: five or so\n"
        "  upper: 5\n"
        "- {id: kg:c, lower: 5}\n"
    )
    document = read_text(text, "a.yaml", "yaml")
    five = Literal("5", datatype=NamedNode(XSD + "double"))
    b, c, lower, upper = (
        NamedNode(n) for n in (KG + "b", KG + "c", AIKG + "lower", AIKG + "upper")
    )
    assert document.place((b, upper, five))[1:] == (8, 10)
    assert document.place((b, upper, None))[1:] == (8, 3)
    assert document.place((c, lower, five))[1:] == (9, 21)
    assert document.place(b)[1:] == (6, 7)
    place = document.place((b, NamedNode(AIKG + "asStated"), None), "object")
    assert document.excerpt(place, document.extent(place)).splitlines()[1].count("^") == len(
        "five or so"
    )


def test_json_is_yaml_and_says_the_same():
    text = '{"@context": "https://w3id.org/aikg/context.jsonld", "id": "kg:x", "alias": "X"}'
    assert read_text(text, "a.yaml", "yaml").quads == read_text(text, "a.jsonld", "jsonld").quads


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet=st.sampled_from("ab:-[]{}?,&*!|>'\"%@`# \n\t~01.e<é\ufeff"), max_size=40))
def test_any_text_gives_a_document_or_one_of_our_errors(text):
    try:
        read_text(text, "a.yaml", "yaml")
    except AikgError as error:
        assert str(error).startswith("a.yaml")
