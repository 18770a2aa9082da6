"""Each `.rq` file keeps its contract, and runs as it stands in any tool."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

import aikg
from aikg.ground.errors import InputError
from aikg.ground.terms import PREFIXES
from aikg.questions import Catalogue, Question
from aikg.questions.contract import COLUMN_TYPES, PARAMETER_TYPES, parse
from aikg.questions.dimensions import heeded

CATALOGUE = Catalogue.packaged()
ALL = pytest.mark.parametrize("question", list(CATALOGUE), ids=CATALOGUE.names)


@pytest.fixture(scope="module")
def graph() -> aikg.Graph:
    return aikg.open()


@pytest.fixture(scope="module")
def bare(graph: aikg.Graph) -> ox.Store:
    """A store that knows nothing of this package: no prefixes, no union of the graphs."""
    store = ox.Store()
    store.load(graph.store.dump(ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
    return store


@ALL
def test_it_says_what_it_asks_and_how_it_counts(question: Question) -> None:
    assert question.question.endswith("?")
    assert question.counting.endswith(".")
    assert question.title[0].isupper()
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", question.name)


@ALL
def test_columns_and_parameters_have_types_names_and_examples(question: Question) -> None:
    assert len({column.name for column in question.columns}) == len(question.columns)
    for column in question.columns:
        assert column.type in COLUMN_TYPES
        assert re.fullmatch(r"[a-z][a-z_]*", column.name)
    for parameter in question.parameters:
        assert parameter.type in PARAMETER_TYPES
        assert parameter.help
        assert parameter.example


@ALL
def test_it_runs_as_it_stands_on_a_bare_store_with_the_columns_it_promises(
    bare: ox.Store, question: Question
) -> None:
    solutions = bare.query(question.sparql)
    assert isinstance(solutions, ox.QuerySolutions)
    if not question.operator:
        got = {variable.value for variable in solutions.variables}
        assert {column.name for column in question.columns} <= got


@ALL
def test_as_it_stands_it_gives_the_default_answer(
    bare: ox.Store, graph: aikg.Graph, question: Question
) -> None:
    if not question.operator:  # an operator answers what SPARQL alone cannot
        assert len(list(bare.query(question.sparql))) == len(graph.ask(question.name))


@ALL
def test_it_is_sparql_1_1_to_another_engine_too(question: Question) -> None:
    prepareQuery(question.sparql)


@ALL
def test_it_names_no_thing_that_the_graph_does_not_have(
    graph: aikg.Graph, question: Question
) -> None:
    from aikg.questions.spelling import unknown_names

    for namespace in (PREFIXES["aikg"], PREFIXES["kg"]):
        assert [str(each) for each in unknown_names(graph.store, question.sparql, namespace)] == []


@ALL
def test_each_example_of_a_parameter_can_be_asked(graph: aikg.Graph, question: Question) -> None:
    for parameter in question.parameters:
        value = parameter.example
        answer = graph.ask(question.name, **{parameter.name: value})
        assert answer.columns == [column.name for column in question.columns]


@ALL
def test_rows_rest_on_claims_and_sources_of_the_graph(
    graph: aikg.Graph, question: Question
) -> None:
    found = graph.query("SELECT ?claim ?source { ?claim aikg:inSource ?source }").rows
    told = {iri for row in found for iri in row.values()}
    for row in graph.ask(question.name, trace=True):
        assert set(row.rests_on) <= told


@ALL
def test_a_dimension_is_taken_with_an_effect_or_refused(
    graph: aikg.Graph, question: Question
) -> None:
    taken = {dimension.name for dimension in heeded(question)}
    given = {"as_of": "2026", "known_by": "2026", "readings": True, "rollup": False}
    for name, value in given.items():
        # The dates of the changes are on one clock, and the dimension on the other.
        other = {"by": "true"} if (question.name, name) == ("changes", "known_by") else {}
        dimension = {"rollup": "no-rollup"}.get(name, name.replace("_", "-"))
        if dimension in taken:
            graph.ask(question.name, **{name: value, **other})
        else:
            with pytest.raises(aikg.BadParameter, match=f"takes no heed of {name}"):
                graph.ask(question.name, **{name: value})


HEADER = {
    "title": "#+ title: Who",
    "question": "#+ question: Who is there?",
    "counting": "#+ counting: Each once.",
    "columns": "#+ columns: {who: {type: name}}",
}
QUERY = "SELECT ?who { ?who a ?class }"


def text(**changed: str) -> str:
    return "\n".join([*{**HEADER, **changed}.values(), QUERY])


def test_a_whole_header_is_a_contract() -> None:
    assert parse("who", text()).title == "Who"


@pytest.mark.parametrize("left_out", HEADER)
def test_a_header_that_lacks_something_is_told_what(left_out: str) -> None:
    with pytest.raises(InputError, match=rf"who\.rq: .* expected a header with {left_out}"):
        parse("who", text(**{left_out: "#+ tags: []"}), "who.rq")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": "#+ title: [Who"}, "expected a header in YAML"),
        ({"columns": "#+ columns: {who: {type: nmae}}"}, "column who of type .*, found nmae"),
        ({"columns": "#+ columns: {who: {type: number}}"}, "a unit of column who"),
        ({"columns": "#+ columns: [who]"}, "columns as NAME"),
        ({"columns": "#+ columns: {claims: {type: iri}}"}, "other names than claims"),
        ({"columns": "#+ columns: {who: name}"}, r"who: \{type: …\} in columns, found who: name"),
        ({"more": "#+ parameters: {of: {type: nmae}}"}, "parameter of of type .*, found nmae"),
        ({"more": "#+ parameters: {of: {type: name}}"}, "a line '# if of: …' in the query"),
        ({"more": "#+ parameters: of"}, "parameters as NAME"),
    ],
)
def test_a_broken_header_is_told_what_is_wrong_with_it(changed: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        parse("who", text(**changed))


def test_a_file_without_a_header_is_no_question() -> None:
    with pytest.raises(InputError, match=r"lines that begin with #\+"):
        parse("who", QUERY)


def test_a_query_that_does_not_keep_its_contract_is_told(tmp_path) -> None:
    (tmp_path / "who.rq").write_text(text(columns="#+ columns: {whom: {type: name}}"))
    graph = aikg.Graph(aikg.open().store, Catalogue(tmp_path))
    with pytest.raises(aikg.EngineError, match="expected columns whom, found who"):
        graph.ask("who")


def test_the_nearest_question_is_proposed() -> None:
    with pytest.raises(aikg.UnknownName) as raised:
        CATALOGUE["investmnts"]
    assert raised.value.nearest[0] == "investments"
