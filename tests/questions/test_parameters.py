"""Parameters enter a query as terms: no text, whatever is in it, becomes SPARQL."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolution, Triple

import aikg
from aikg.ground.errors import InputError
from aikg.ground.terms import GRAPH, PREFIXES, REGISTER_GRAPH
from aikg.questions import Catalogue, ask
from aikg.questions.contract import parse
from aikg.questions.values import as_iri, register_entry, terms_of
from aikg.store import EmbeddedStore

ECHO = parse(
    "echo",
    """#+ title: Echo
#+ question: What was said?
#+ counting: As said.
#+ parameters:
#+   text: {type: text, example: x, help: any text}
#+   number: {type: number, example: 1e9, help: any number}
#+   name: {type: name, of: "aikg:Agent", example: x, help: any agent}
#+ columns: {text: {type: text}, number: {type: number, unit: x}, name: {type: iri}, secret: {type: text}}
SELECT ?text ?number ?name ?secret {
  # if text: VALUES ?text { $text }
  # if number: VALUES ?number { $number }
  # if name: VALUES ?name { $name }
  # if name: FILTER (?name IN $(name))
  OPTIONAL { <urn:secret> rdfs:label ?secret FILTER (?text = "open sesame") }
}""",
)
[NAMED] = [each for each in ECHO.parameters if each.name == "name"]
QUOTES = st.sampled_from(
    ['"', "'", '"""', "'''", "\\", "\n", "\r", "}", "{", " . ", "#", ">", "<", "$text", "$(text)",
     "?x", "UNION", "# if text: ", "VALUES", "\u2028", "é", "𝄞", "\x00", "\x7f"]
)  # fmt: skip
HOSTILE = st.lists(QUOTES | st.text(st.characters(codec="utf-8"), max_size=5)).map("".join)
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    store = EmbeddedStore()
    label = NamedNode(PREFIXES["rdfs"] + "label")
    store.add(GRAPH + "x", [Triple(NamedNode("urn:secret"), label, Literal("told"))])
    return store


def said(store: EmbeddedStore, **parameters: str) -> list[dict]:
    return [dict(row) for row in ask(store, ECHO, parameters)]


@SLOW
@given(HOSTILE.filter(str.strip))
def test_a_text_stays_the_text_that_it_is(store: EmbeddedStore, text: str) -> None:
    assert said(store, text=text) == [{"text": text, "number": None, "name": None, "secret": None}]


@pytest.mark.parametrize(
    "text",
    [
        'x" } UNION { <urn:secret> rdfs:label ?secret } #',
        "x' }\n<urn:secret> rdfs:label ?secret . {",
        'x\\" } UNION { <urn:secret> ?p ?secret } #',
        'x""" } UNION { <urn:secret> ?p ?secret } #',
        "$text } UNION { <urn:secret> ?p ?secret",
    ],
)
def test_what_was_written_to_break_out_does_not(store: EmbeddedStore, text: str) -> None:
    assert [row["secret"] for row in said(store, text=text)] == [None]
    assert [row["text"] for row in said(store, text=text)] == [text]


@SLOW
@given(HOSTILE.filter(str.strip))
def test_a_name_is_found_by_its_label_whatever_is_in_it(text: str) -> None:
    store = EmbeddedStore()
    one = NamedNode("https://w3id.org/aikg/id/one")
    known = {"rdf": "type", "rdfs": "label"}
    kind, label = (NamedNode(PREFIXES[prefix] + local) for prefix, local in known.items())
    agent = NamedNode(PREFIXES["aikg"] + "Agent")
    # Case and blanks at the edges do not matter, so that the label is put as it is compared.
    store.add(GRAPH + "x", [Triple(one, kind, agent), Triple(one, label, Literal(text.strip()))])
    if as_iri(text) is None:
        assert [row["name"] for row in said(store, name=text)] == [one.value]


@SLOW
@given(HOSTILE)
def test_a_name_that_there_is_not_is_an_error_and_never_an_answer(
    store: EmbeddedStore, text: str
) -> None:
    with pytest.raises(InputError):
        said(store, name=text)


@given(st.floats(allow_nan=False))
def test_a_number_is_taken_as_it_is(number: float) -> None:
    [row] = said(EmbeddedStore(), number=repr(number))
    assert row["number"] == number


@pytest.mark.parametrize("text", ["ten", "nan", "1,5", "1e", "0x10", "1} #"])
def test_what_is_no_number_is_refused(store: EmbeddedStore, text: str) -> None:
    with pytest.raises(aikg.BadParameter, match=r"^number is no number"):
        said(store, number=text)


def test_endless_is_a_number(store: EmbeddedStore) -> None:
    assert [row["number"] for row in said(store, number="INF")] == [math.inf]


@pytest.mark.parametrize("text", ["", " ", "\t\n"])
@pytest.mark.parametrize("name", ["text", "number", "name"])
def test_an_empty_value_is_refused(store: EmbeddedStore, name: str, text: str) -> None:
    with pytest.raises(aikg.BadParameter, match=f"^{name} is empty"):
        said(store, **{name: text})


@pytest.mark.parametrize("iri", ["http://[", "kg:%zz", "urn:\x01", "https://e.org/%"])
def test_what_looks_like_an_iri_and_is_none_is_refused(store: EmbeddedStore, iri: str) -> None:
    with pytest.raises(aikg.BadParameter, match=r"^name is no IRI"):
        said(store, name=iri)


def test_half_a_character_is_refused(store: EmbeddedStore) -> None:
    with pytest.raises(aikg.BadParameter, match=r"^text is no text"):
        said(store, text="\udcff")


def test_an_absent_parameter_filters_nothing() -> None:
    graph = aikg.open()
    everyone = {row.investor for row in graph.ask("investments")}
    assert everyone == {"Amazon", "Microsoft", "NVIDIA"}
    assert {row.investor for row in graph.ask("investments", organization="Anthropic")} == everyone


def test_underscores_of_python_are_hyphens_of_the_contract(tmp_path: Path) -> None:
    header = ECHO.text.replace("text: {type: text, ex", "a-text: {type: text, ex")
    question = header.replace(
        "# if text: VALUES ?text { $text }", "# if a-text: VALUES ?text { $a-text }"
    )
    (tmp_path / "echo.rq").write_text(question, encoding="utf-8")
    graph = aikg.Graph(EmbeddedStore(), Catalogue(tmp_path))
    assert graph.ask("echo", a_text="x")[0].text == "x"


NAMESAKES = """INSERT DATA {
  GRAPH graph:ontology { aikg:Organization rdfs:subClassOf aikg:Agent }
  GRAPH graph:derived { kg:a a aikg:Agent . kg:b a aikg:Agent . kg:c a aikg:Agent }
  GRAPH graph:register { kg:a a aikg:Organization ; rdfs:label "Alpha" .
    kg:b a aikg:Organization ; rdfs:label "Beta" ; aikg:alias "Alpha", "Shared" }
  GRAPH graph:wire { kg:c a aikg:Organization ; rdfs:label "Gamma" ; aikg:alias "Shared" }
}"""


@pytest.fixture
def namesakes() -> EmbeddedStore:
    store = EmbeddedStore()
    store.update(NAMESAKES)
    return store


def test_a_label_goes_before_the_alias_of_another(namesakes: EmbeddedStore) -> None:
    assert terms_of(NAMED, "alpha", namesakes) == [f"<{PREFIXES['kg']}a>"]
    assert register_entry(namesakes, "Alpha") == PREFIXES["kg"] + "a"


def test_a_name_that_several_have_is_not_taken_for_all_of_them(namesakes: EmbeddedStore) -> None:
    for asked in (
        lambda: terms_of(NAMED, "Shared", namesakes),
        lambda: register_entry(namesakes, "Shared"),
    ):
        with pytest.raises(InputError, match="one of kg:b, kg:c"):
            asked()


def test_an_entry_that_a_file_of_claims_brought_is_found_by_name(namesakes: EmbeddedStore) -> None:
    assert register_entry(namesakes, "Gamma") == PREFIXES["kg"] + "c"
    assert register_entry(namesakes, "kg:c") == PREFIXES["kg"] + "c"


class Counted(EmbeddedStore):
    """A store that counts the rows that it gives."""

    given = 0

    def select(self, query: str) -> Iterator[QuerySolution]:
        for row in super().select(query):
            self.given += 1
            yield row


@pytest.mark.parametrize("name", ["Anthropic", "aNTHROPIC", " anthropic "])
def test_a_name_is_looked_for_where_the_names_are(name: str) -> None:
    """As many entries as there may be, those of other names never leave the store."""
    store = Counted()
    register = (
        f'kg:a{n} a aikg:Organization ; rdfs:label "{called}" .'
        for n, called in enumerate(["Anthropic", *(f"Lab {n}" for n in range(500))])
    )
    store.update(f"INSERT DATA {{ GRAPH <{REGISTER_GRAPH}> {{ {' '.join(register)} }} }}")
    store.update(f"INSERT DATA {{ GRAPH <{REGISTER_GRAPH}> {{ kg:a0 a aikg:Agent }} }}")
    assert terms_of(NAMED, name, store) == [str(NamedNode(PREFIXES["kg"] + "a0"))]
    assert register_entry(store, name) == PREFIXES["kg"] + "a0"
    assert store.given < 5
