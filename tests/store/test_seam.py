"""The seam: what every store promises, held by the embedded one in memory and on disk, by an
Oxigraph server and by Virtuoso 7."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from aikg.ground.errors import InputError, SyntaxFault
from aikg.ground.terms import XSD
from aikg.store import EmbeddedStore, Store, open_folder
from servers import Server, empty

GRAPH = "https://w3id.org/aikg/graph/test"
OTHER = "https://w3id.org/aikg/graph/other"
A, B, P = (ox.NamedNode(f"https://w3id.org/aikg/id/{name}") for name in "abp")


@pytest.fixture(params=["memory", "folder", "oxigraph", "virtuoso"])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, server: Callable[[str], Server]
) -> Iterator[Store]:
    opened: Store
    if request.param == "memory":
        opened = EmbeddedStore()
    elif request.param == "folder":
        opened = open_folder(tmp_path / "store", lambda _: None, write=True)
    else:
        opened = server(request.param).store()
        empty(opened)
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
    store.load(GRAPH, [f"{A} {P} {B} .\n".encode()])
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


@pytest.mark.parametrize("form", ["ASK", "SELECT *", "CONSTRUCT { ?s ?p ?o } WHERE"])
def test_no_query_of_a_user_calls_another_endpoint_while_it_is_read(
    store: Store, form: str
) -> None:
    """Where nobody listens: whoever calls there meets another error."""
    with pytest.raises(InputError, match="SERVICE"):
        store.query(f"{form} {{ SERVICE <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}")


def test_no_update_loads_from_elsewhere(store: Store) -> None:
    with pytest.raises(InputError, match=r"SERVICE|LOAD"):
        store.update("LOAD <http://127.0.0.1:9/x.ttl>")


def test_a_query_of_another_form_is_told(store: Store) -> None:
    with pytest.raises(InputError, match="another form"):
        store.select("ASK {}")
    with pytest.raises(InputError, match="another form"):
        store.ask("SELECT * {}")


def test_a_store_gives_back_what_it_was_given(store: Store) -> None:
    """Texts of every kind, and the values that claims are made of."""
    typed = {
        "boolean": ["true", "false"],
        "double": ["10000000000", "INF", "0.015", "87000000000.25", "0.1"],
        "integer": ["5", "-3"],
        "decimal": ["1.5"],
        "date": ["2025-11-18"],
        "dateTime": [
            *("2025-11-18T23:59:59Z", "2026-11-29T16:01:02.1Z", "2026-11-29T16:01:02.00345Z"),
            *("2026-11-29T16:01:02.12345Z", "2026-11-29T16:01:02.123456Z"),
        ],
        "gYear": ["2026"],
        "gYearMonth": ["2026-03"],
        "anyURI": ["http://example.org/"],
    }
    literals = [
        ox.Literal(text, datatype=ox.NamedNode(XSD + name))
        for name, texts in typed.items()
        for text in texts
    ]
    literals += map(
        ox.Literal, ["", "up to $10 billion", 'a "quote"', "a\\b", "a\tb\nc", "\u20ac \U0001f600"]
    )
    literals += [ox.Literal("Bonjour", language="fr")]
    given = {ox.Triple(A, P, literal) for literal in literals}
    store.add(GRAPH, given)
    assert set(store.read(GRAPH)) == given
    found = store.select(f"SELECT ?o {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")
    assert {row["o"] for row in found} == set(literals)


def test_an_update_with_very_many_triples_is_carried_out(store: Store) -> None:
    lines = "\n".join(f'kg:a kg:p{n % 7} "number {n}" .' for n in range(2_500))
    store.update(f"INSERT DATA {{ GRAPH <{GRAPH}> {{\n{lines}\n}} }}")
    assert sum(1 for _ in store.read(GRAPH)) == 2_500
    store.update(f"DELETE DATA {{ GRAPH <{GRAPH}> {{\n{lines}\n}} }}")
    assert store.graphs() == []


def test_operations_of_an_update_follow_one_another(store: Store) -> None:
    store.update(
        f"INSERT DATA {{ GRAPH <{GRAPH}> {{ kg:a kg:p kg:b }} }} ; "
        f"DELETE {{ GRAPH ?g {{ ?s kg:p ?o }} }} INSERT {{ GRAPH <{OTHER}> {{ ?o kg:p ?s }} }} "
        f"WHERE {{ GRAPH ?g {{ ?s kg:p ?o }} }}"
    )
    assert store.graphs() == [OTHER]
    assert list(store.read(OTHER)) == [ox.Triple(B, P, A)]


def test_an_answer_of_very_many_rows_is_whole(store: Store) -> None:
    store.load(GRAPH, ["".join(f'<urn:s{n}> <urn:p> "{n}" .\n' for n in range(25_000)).encode()])
    found = store.select(f"SELECT ?o {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")
    assert len({row["o"] for row in found}) == 25_000
    assert len(set(store.read(GRAPH))) == 25_000


def test_the_digest_follows_changes_however_they_are_made(store: Store) -> None:
    beside = EmbeddedStore()
    for one in (store, beside):
        one.add(GRAPH, [ox.Triple(A, P, B)])
    assert str(store.digest) == str(beside.digest)
    added = ox.Quad(B, P, A, ox.NamedNode(OTHER))
    for one in (store, beside):
        with one.digest.following([added], []):
            one.update(f"INSERT DATA {{ GRAPH <{OTHER}> {{ kg:b kg:p kg:a }} }}")
    assert str(store.digest) == str(beside.digest)
    for one in (store, beside):
        one.update(f"DELETE WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")
    assert str(store.digest) == str(beside.digest)
    for one in (store, beside):
        one.replace(OTHER, ())
    assert str(store.digest) == str(beside.digest)


def test_a_query_of_a_user_may_have_any_form(store: Store) -> None:
    store.add(GRAPH, [ox.Triple(A, P, B), ox.Triple(A, P, ox.Literal(87000000000.25))])
    assert store.query("ASK { kg:a kg:p kg:b }")
    [row] = store.query("SELECT ?s { ?s kg:p kg:b }")
    assert row["s"] == A
    assert set(store.query("CONSTRUCT { ?o kg:p ?s } { ?s kg:p ?o FILTER (ISIRI(?o)) }")) == {
        ox.Triple(B, P, A)
    }
    assert set(store.query("CONSTRUCT { kg:b kg:p ?o } { ?s kg:p ?o FILTER (ISLITERAL(?o)) }")) == {
        ox.Triple(B, P, ox.Literal(87000000000.25))
    }
    with pytest.raises(SyntaxFault, match="SELECT"):
        store.query("SELEC ?s { ?s ?p ?o }")


def test_a_graph_that_is_not_there_is_empty(store: Store) -> None:
    assert not store.holds(GRAPH)
    assert list(store.read(GRAPH)) == []
    store.replace(GRAPH, ())
    assert store.graphs() == []
