"""The seam: what every store promises, held by the embedded one in memory and on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from aikg.ground.errors import InputError, SyntaxFault
from aikg.store import EmbeddedStore, Store, open_folder

GRAPH = "https://w3id.org/aikg/graph/test"
A, B, P = (ox.NamedNode(f"https://w3id.org/aikg/id/{name}") for name in "abp")


@pytest.fixture(params=["memory", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        opened: EmbeddedStore = EmbeddedStore()
    else:
        opened = open_folder(tmp_path / "store", lambda _: None, write=True)
    yield opened
    opened.close()


def test_a_query_sees_all_graphs_as_one_unless_it_names_them(store: Store) -> None:
    store.add(GRAPH, [ox.Triple(A, P, B)])
    assert store.ask("ASK { kg:a kg:p kg:b }")
    assert store.ask(f"ASK {{ GRAPH <{GRAPH}> {{ kg:a kg:p kg:b }} }}")
    assert not store.ask("ASK { GRAPH graph:other { kg:a kg:p kg:b } }")


def test_replacing_a_graph_leaves_just_what_is_given(store: Store) -> None:
    store.add(GRAPH, [ox.Triple(A, P, B)])
    store.replace(GRAPH, [ox.Triple(B, P, A)])
    assert list(store.read(GRAPH)) == [ox.Triple(B, P, A)]
    assert store.graphs() == [GRAPH]
    store.replace(GRAPH, [])
    assert store.graphs() == []


def test_an_update_is_done_whole_or_not_at_all(store: Store) -> None:
    with pytest.raises(SyntaxFault):
        store.update("INSERT DATA { GRAPH graph:x { kg:a kg:p kg:b } } ; INSERT DATA {")
    assert store.graphs() == []


def test_ntriples_are_loaded_into_their_graph(store: Store) -> None:
    store.load(GRAPH, f"{A} {P} {B} .\n".encode())
    assert list(
        store.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")
    ) == [ox.Triple(A, P, B)]


def test_what_is_added_in_bulk_comes_back_line_by_line_with_its_graph(store: Store) -> None:
    graphs = [f"{GRAPH}-{number}" for number in range(5)]
    text = "".join(f'{A} {P} "{"a" * n} \\" .\\n"@en <{g}> .\n' for n, g in enumerate(graphs))
    store.bulk([text[: text.index("\n") + 1].encode(), text[text.index("\n") + 1 :].encode()])
    told = [(g, f'{A} {P} "{"a" * n} \\" .\\n"@en .'.encode()) for n, g in enumerate(graphs)]
    assert sorted(store.lines(graphs)) == told
    assert sorted(store.lines(graphs[:2])) == told[:2]
    assert list(store.lines([GRAPH])) == []


@pytest.mark.parametrize(
    "query",
    ["SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SELECT * { service ?x { } }"],
)
def test_no_query_leads_to_another_endpoint(store: Store, query: str) -> None:
    with pytest.raises(InputError, match="SERVICE"):
        store.select(query)


def test_no_update_loads_from_elsewhere(store: Store) -> None:
    with pytest.raises(InputError, match=r"SERVICE|LOAD"):
        store.update("LOAD <http://127.0.0.1:9/x.ttl>")


def test_a_query_of_another_form_is_told(store: Store) -> None:
    with pytest.raises(InputError, match="another form"):
        store.select("ASK {}")
    with pytest.raises(InputError, match="another form"):
        store.ask("SELECT * {}")
