"""What README and docs show is what happens: queries, commands, examples, claims."""

from __future__ import annotations

import doctest
import importlib
import re
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
import rdflib

import aikg
from aikg.ground.reading import read
from aikg.ground.text import sentences
from aikg.questions.table import cell
from docs import pages

if TYPE_CHECKING:
    from pathlib import Path

README = pages.ROOT / "README.md"
ASKS_NOTHING = {"make run", "make test"}


@pytest.fixture(scope="module")
def graph() -> aikg.Graph:
    return aikg.open()


@pytest.fixture(scope="module")
def dataset(graph: aikg.Graph) -> rdflib.Dataset:
    """What a user of rdflib has who loads the graph: a dataset whose default graph is empty."""
    dataset = rdflib.Dataset()
    dataset.parse(data=graph.to_rdflib().serialize(format="nquads"), format="nquads")
    return dataset


@pytest.fixture(scope="module")
def bare_store(dataset: rdflib.Dataset) -> pyoxigraph.Store:
    """An Oxigraph store as it comes: no prefixes known, named graphs only by GRAPH."""
    store = pyoxigraph.Store()
    store.load(dataset.serialize(format="nquads").encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def rows_of(table: str) -> list[list[str]]:
    """The cells of a table of Markdown, without its two head lines."""
    lines = [line.strip("|").split(" | ") for line in table.splitlines()[2:]]
    return [[value.strip() for value in line] for line in lines]


def text_of(value: object) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:.0f}" if number else "" if value is None else str(value)


@pytest.mark.parametrize("block", pages.blocks("sparql"), ids=str)
def test_a_query_gives_the_table_shown_beneath_it(block: pages.Block, graph: aikg.Graph) -> None:
    found = graph.query(block.text).to_markdown().strip().removesuffix(f"\n\n{graph.edition}")
    assert not block.table or found == block.table
    assert block.table or block.page != "README.md", "the README shows what a query gives"


@pytest.mark.parametrize("block", pages.blocks("sparql"), ids=str)
def test_a_query_runs_as_pasted_on_a_bare_store(
    block: pages.Block, bare_store: pyoxigraph.Store
) -> None:
    found = bare_store.query(block.text)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    rows = [[text_of(cell(term)) for term in row] for row in found]
    assert not block.table or rows == rows_of(block.table)


@pytest.mark.parametrize("block", pages.blocks("sparql"), ids=str)
def test_a_query_runs_as_pasted_on_rdflib(block: pages.Block, dataset: rdflib.Dataset) -> None:
    found = [
        [text_of(None if term is None else term.toPython()) for term in row]
        for row in dataset.query(block.text)
    ]
    assert not block.table or found == rows_of(block.table)


def test_the_readme_has_five_queries_to_paste() -> None:
    assert len([block for block in pages.blocks("sparql") if block.page == "README.md"]) == 5


@pytest.mark.parametrize(
    "call", [call for call in pages.calls() if call.command not in ASKS_NOTHING], ids=str
)
def test_a_command_gives_the_output_shown_beneath_it(call: pages.Call, tmp_path: Path) -> None:
    pages.write_files(tmp_path, "turtle", "yaml")
    done = pages.run(call.command, tmp_path)
    assert done.returncode == 0, done.stderr
    if call.output.strip():
        assert pages.shows(call.output, done.stdout or done.stderr), done.stdout or done.stderr


def test_make_run_shows_what_aikg_show_says(tmp_path: Path) -> None:
    """`make run` is `aikg show` in an environment of its own; here the environment is there."""
    tasks = importlib.import_module("devkit.tasks")
    assert "run" in tasks.TASKS
    [call] = [call for call in pages.calls() if call.command == "make run"]
    done = pages.run(".venv/bin/aikg show", tmp_path)
    assert done.returncode == 0, done.stderr
    assert pages.shows(call.output, done.stdout), done.stdout


def test_shown_output_that_differs_is_found() -> None:
    """The comparison itself has teeth."""
    assert pages.shows("a\n…\nd …\n", "a\nb\nc\nd e\n")
    assert not pages.shows("a\n…\nx\n", "a\nb\nc\n")
    assert not pages.shows("a\n", "a\nb\n")


@pytest.mark.parametrize("block", pages.blocks("python"), ids=str)
def test_an_example_in_python_gives_what_it_shows(
    block: pages.Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    example = doctest.DocTestParser().get_doctest(block.text, {}, str(block), block.page, 0)
    assert example.examples
    told: list[str] = []
    doctest.DocTestRunner(verbose=False).run(example, out=told.append)
    assert not told, "".join(told)


@pytest.mark.parametrize("block", pages.blocks("turtle"), ids=str)
def test_a_claim_conforms_without_any_finding(block: pages.Block, tmp_path: Path) -> None:
    pages.write_files(tmp_path)
    [file] = tmp_path.iterdir()
    with aikg.open() as graph:
        assert [str(finding) for finding in graph.check(file).findings] == []


def test_the_claim_in_yaml_is_the_one_that_the_readme_states_in_turtle(tmp_path: Path) -> None:
    pages.write_files(tmp_path, "turtle", "yaml")
    turtle, yaml = (read(tmp_path / f"example-press-lab.{end}").quads for end in ("ttl", "yaml"))
    assert set(turtle) == set(yaml)


def test_the_claim_of_the_readme_agrees_with_the_text_that_it_is_said_to_be_of(
    tmp_path: Path,
) -> None:
    readme = README.read_text(encoding="utf-8")
    quoted = re.search(r'an article reads "(.+?)" Then', readme, re.DOTALL)
    assert quoted
    text = " ".join(quoted[1].split())
    assert len(sentences(text)) == 2
    pages.write_files(tmp_path)
    [file] = tmp_path.iterdir()
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / f"{file.stem}.txt").write_text(text, encoding="utf-8")
    with aikg.open() as graph:
        packaged = [name for name in graph.store.graphs() if name.endswith("-alliance")]
        for name in packaged:
            graph.store.replace(name, [])
        graph.include(read(file))
        verdicts = graph.evidence(texts)
        [investment] = graph.ask("investments", organization="Example Fund")
    assert len(verdicts) == 2
    assert {verdict.verdict for verdict in verdicts} == {"found"}
    assert (investment.lower, investment.upper) == (2e9, float("inf"))


def test_the_table_of_stages_is_what_the_vocabulary_says(graph: aikg.Graph) -> None:
    model = (pages.ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    table = model.partition("| effect | stages |\n|---|---|\n")[2].partition("\n\n")[0]
    told = {
        (effect.strip(), stage.strip())
        for effect, stages in (line.strip("|").split("|") for line in table.splitlines())
        for stage in stages.partition(":")[0].split(",")
    }
    known = graph.query(
        "SELECT ?effect ?stage { ?concept aikg:effect ?effect ; skos:prefLabel ?stage }"
    )
    assert told == {(row["effect"], row["stage"]) for row in known.rows}


def test_the_prefixes_of_the_model_are_those_of_the_code() -> None:
    from aikg.ground.terms import PREFIXES

    model = (pages.ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+):` \| `(https://w3id\.org[^`]+)`", model, re.MULTILINE))
    assert told == {name: iri for name, iri in PREFIXES.items() if "w3id.org/aikg" in iri}


def test_the_page_of_questions_is_what_the_headers_say() -> None:
    """Otherwise: .venv/bin/python tools/questions_doc.py"""
    questions_doc = importlib.import_module("questions_doc")
    page = (pages.ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    assert page == questions_doc.page()


def test_the_index_leads_to_every_page() -> None:
    index = (pages.ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in sorted((pages.ROOT / "docs").glob("*.md")):
        assert page.name == "index.md" or f"({page.name})" in index, page.name
