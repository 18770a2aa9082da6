"""The cheat sheet's queries, as pasted: the same answers from two engines, and the right ones."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import aikg
from aikg.ground.reading import read

SHEET = Path(__file__).parents[2] / "docs" / "sparql.md"
QUERIES = re.findall(r"^## \d+\. (.+?)\n.*?```sparql\n(.*?)```", SHEET.read_text(), re.S | re.M)


DISPUTED = Path(__file__).parents[1] / "fixtures" / "deals" / "d1"


@pytest.fixture(scope="module")
def graph() -> aikg.Graph:
    return aikg.open()


@pytest.fixture(scope="module")
def disputed() -> aikg.Graph:
    """The published graph with a second source, which tells two ceilings the other way round."""
    graph = aikg.open()
    for file in sorted(DISPUTED.glob("*.ttl")):
        graph.include(read(file))
    return graph


@pytest.fixture(scope="module")
def oxigraph(disputed: aikg.Graph) -> ox.Store:
    store = ox.Store()
    store.load(disputed.store.dump(ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="module")
def rdflib_dataset(disputed: aikg.Graph) -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(data=disputed.store.dump(ox.RdfFormat.N_QUADS), format="nquads")
    return dataset


def _value(text: str | None) -> object:
    try:
        return float(text) if text is not None else None
    except ValueError:
        return text


def _by_oxigraph(store: ox.Store, query: str) -> Counter[tuple[object, ...]]:
    found = store.query(query)
    return Counter(
        tuple(_value(term.value if term is not None else None) for term in row) for row in found
    )


def _by_rdflib(dataset: rdflib.Dataset, query: str) -> Counter[tuple[object, ...]]:
    return Counter(
        tuple(_value(str(term) if term is not None else None) for term in row)
        for row in dataset.query(query)
    )


def test_there_are_ten() -> None:
    assert len(QUERIES) == 10


@pytest.mark.parametrize(("title", "query"), QUERIES, ids=[title for title, _ in QUERIES])
def test_both_engines_answer_alike_as_pasted(
    oxigraph: ox.Store, rdflib_dataset: rdflib.Dataset, title: str, query: str
) -> None:
    answer = _by_oxigraph(oxigraph, query)
    assert answer
    assert answer == _by_rdflib(rdflib_dataset, query)


def test_the_sums_are_those_of_the_article(graph: aikg.Graph) -> None:
    queries = dict(QUERIES)
    oxigraph = ox.Store()
    oxigraph.load(graph.store.dump(ox.RdfFormat.N_QUADS), format=ox.RdfFormat.N_QUADS)
    assert _by_oxigraph(oxigraph, queries["Money into one organization"]) == Counter(
        {(4e9, 4e9, 19e9): 1}
    )
    loop = _by_oxigraph(oxigraph, queries["Who stands in a two-party loop of flows"])
    assert loop == Counter(
        {("https://w3id.org/aikg/id/anthropic", "https://w3id.org/aikg/id/microsoft"): 1}
    )
    both = _by_oxigraph(oxigraph, queries["Who is an investor and a cloud provider at once"])
    assert both == Counter({("Amazon",): 1, ("Microsoft",): 1})


def test_the_least_and_the_most_of_a_dispute_are_those_of_its_readings(oxigraph: ox.Store) -> None:
    (row,) = _by_oxigraph(
        oxigraph, dict(QUERIES)["The least and the most over the readings of each dispute"]
    )
    assert row[1:] == (15e9, 15e9)


ON, BY = "2026-03-31", "2026-06-30"


@pytest.mark.parametrize("case", ["d1", "d2", "d3"])
def test_on_two_clocks_no_dollar_is_counted_twice(case: str) -> None:
    """What it gives lies between what `totals` is sure of and what it holds possible on those days."""
    graph = aikg.open()
    for file in sorted((DISPUTED.parent / case).glob("*.ttl")):
        graph.include(read(file))
    graph.derive()
    query = dict(QUERIES)["As true on one day and known by another"]
    found = {row["currency"]: row for row in graph.query(query)}
    assert "USD" in found
    every = graph.ask("totals", as_of=ON, known_by=BY)
    for row in every:
        told = found.get(row.currency, {"committed": 0.0, "possible": 0.0})
        assert row.committed <= told["committed"] <= row.possible
        assert told["possible"] <= row.possible
    # All is undated or earlier, so that it is the latest state as well.
    now = dict(QUERIES)["What is paid, committed and possible in all"]
    current = {row["currency"]: (row["committed"], row["possible"]) for row in graph.query(now)}
    if case == "d1":
        assert {c: (r["committed"], r["possible"]) for c, r in found.items()} == current
