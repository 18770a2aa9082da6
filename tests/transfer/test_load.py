"""A load sends what another store lacks, is unfinished until it is proved, and can begin again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest

import aikg
from aikg.graph import Graph
from aikg.ground.errors import InputError, UnknownName
from aikg.ground.reading import read
from aikg.ground.terms import GRAPH, REGISTER_GRAPH
from aikg.store import EmbeddedStore, Store
from aikg.transfer import record
from aikg.transfer.load import load, unload
from aikg.transfer.receipt import compare
from aikg.transfer.sides import StoreSide
from aikg.transfer.targets import opened
from derive.deals import DEALS


def test_a_loaded_graph_has_a_clean_receipt_and_gives_the_same_answers(
    graph: Graph, target: str
) -> None:
    loaded = graph.load(target)
    assert loaded.receipt.clean
    assert [one.sent.count for one in loaded.receipt.graphs] == [
        one.found.count for one in loaded.receipt.graphs
    ]
    assert len({asked.question for asked in loaded.receipt.answers}) == len(graph.questions)
    assert sum(asked.there for asked in loaded.receipt.answers) > 100
    found = graph.verify(target)
    assert found.clean
    assert found.record is not None
    assert found.record.ended
    with aikg.open(target) as there:
        assert there.edition == graph.edition


def test_a_second_load_sends_nothing_and_one_after_a_change_sends_the_change(
    graph: Graph, target: str
) -> None:
    graph.load(target, answers=False)
    assert graph.load(target, answers=False).sent.triples == 0
    with closing(opened(target, write=True)) as there:
        there.update(
            "DELETE WHERE { GRAPH graph:register { kg:anthropic rdfs:label ?label } } ;\n"
            "INSERT DATA { GRAPH graph:register { kg:anthropic rdfs:label 'Antropic'@en } }"
        )
    found = graph.verify(target, answers=False)
    assert not found.clean
    [wrong] = [one for one in found.receipt.graphs if not one.clean]
    assert wrong.graph == REGISTER_GRAPH
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    named = [(one.lost, label in one.line, "Antropic" in one.line) for one in wrong.differences]
    assert (False, True, True) in named
    assert all(told for _, told, _ in named)
    again = graph.load(target, answers=False)
    assert again.sent.mended == (REGISTER_GRAPH,)
    assert again.sent.triples == len(wrong.differences)
    assert again.receipt.clean


def test_what_was_not_sent_is_found_and_stays(graph: Graph, target: str) -> None:
    graph.load(target, answers=False)
    with closing(opened(target, write=True)) as there:
        there.update("INSERT DATA { GRAPH graph:other { kg:a rdfs:label 'a' } }")
    found = graph.verify(target, answers=False)
    [wrong] = [one for one in found.receipt.graphs if not one.clean]
    assert (wrong.graph, wrong.sent.count, wrong.found.count) == (GRAPH + "other", 0, 1)
    assert not graph.load(target, answers=False).receipt.clean
    with closing(opened(target)) as there:
        assert there.holds(GRAPH + "other")
        told = record.read(there)
        assert told is not None
        assert told.ended is None


def test_unloading_removes_what_was_loaded_and_nothing_else(graph: Graph, target: str) -> None:
    graph.load(target, answers=False)
    with closing(opened(target, write=True)) as there:
        there.update("INSERT DATA { GRAPH graph:other { kg:a rdfs:label 'a' } }")
    assert graph.unload(target) == sorted(graph.store.graphs())
    with closing(opened(target)) as there:
        assert there.graphs() == [GRAPH + "other"]
        assert record.read(there) is None
    assert graph.unload(target) == []


def test_a_store_that_claims_were_admitted_to_is_refused_and_stays_as_it_is(
    graph: Graph, tmp_path: Path
) -> None:
    """What it has derived from them would be taken for a difference, and be taken away."""
    folder = str(tmp_path / "own")
    graph.load(folder, answers=False)
    with aikg.open(folder, write=True) as own:
        own.add(*map(read, sorted((DEALS / "d5").glob("*.ttl"))))
        before = own.ask("totals", payee="Mistral AI").rows
    with pytest.raises(InputError, match="history of its own"):
        graph.load(folder)
    with aikg.open(folder) as own:
        assert own.ask("totals", payee="Mistral AI").rows == before
        assert own.load(str(tmp_path / "copy"), answers=False).receipt.clean  # its history with it
        assert own.load(str(tmp_path / "copy"), answers=False).sent.triples == 0


def test_a_store_that_claims_were_admitted_to_is_not_unloaded(graph: Graph, tmp_path: Path) -> None:
    """What was admitted would stand there without its log, and without what follows from it."""
    folder = str(tmp_path / "own")
    graph.load(folder, answers=False)
    with aikg.open(folder, write=True) as own:
        own.add(*map(read, sorted((DEALS / "d5").glob("*.ttl"))))
        before = own.ask("totals", payee="Mistral AI").rows
    with pytest.raises(InputError, match=r"history of its own.*aikg export"):
        graph.unload(folder)
    with aikg.open(folder) as own:
        assert own.ask("totals", payee="Mistral AI").rows == before
        assert len(own.log()) == 1


def test_graphs_of_another_prefix_are_loaded_and_asked_as_if_they_had_their_own(
    graph: Graph, target: str
) -> None:
    prefix = "https://example.org/deals/"
    loaded = graph.load(target, graph_prefix=prefix)
    assert loaded.receipt.clean
    assert loaded.receipt.answers
    with closing(opened(target)) as there:
        kept = [name for name in there.graphs() if not name.endswith("/record")]
        assert kept == [prefix + name.removeprefix(GRAPH) for name in graph.store.graphs()]
    assert graph.verify(target, graph_prefix=prefix, answers=False).clean
    assert not graph.verify(target, answers=False).receipt.clean
    assert graph.unload(target, graph_prefix=prefix) == graph.store.graphs()
    with closing(opened(target)) as there:
        assert not [name for name in there.graphs() if name.startswith(prefix)]


def test_what_tells_of_graphs_is_mended_unaltered_under_another_prefix(tmp_path: Path) -> None:
    """The log of changes has names that begin as those of graphs do; they are no graphs."""
    target, prefix = str(tmp_path / "there"), "https://example.org/deals/"
    with aikg.open(tmp_path / "here", write=True) as own:
        own.add(*map(read, sorted((DEALS / "d3").glob("*.ttl"))))
        assert own.load(target, graph_prefix=prefix, answers=False).receipt.clean
        own.withdraw("d3-press-2025-10-06", reason="retracted")
        again = own.load(target, graph_prefix=prefix, answers=False)
        assert again.receipt.clean
        assert again.sent.removed == ()
        assert own.load(target, graph_prefix=prefix, answers=False).sent.triples == 0


def test_a_part_is_loaded_alone_and_another_one_beside_it(graph: Graph, target: str) -> None:
    assert graph.load(target, only=["asserted"]).receipt.clean
    with closing(opened(target)) as there:
        assert GRAPH + "derived" not in there.graphs()
    loaded = graph.load(target, only=["derived", "ontology"])
    assert loaded.receipt.clean
    assert [one.graph for one in loaded.receipt.graphs] == [GRAPH + "derived", GRAPH + "ontology"]
    assert graph.load(target).sent.triples == 0


class Breaking:
    """A store that breaks off in the middle of what comes in bulk."""

    def __init__(self, store: Store, pieces: int) -> None:
        self._store = store
        self._pieces = pieces

    def bulk(self, nquads: Iterable[bytes]) -> None:
        def some() -> Iterator[bytes]:
            for number, piece in enumerate(nquads):
                if number == self._pieces:
                    raise ConnectionResetError("the line is cut")
                yield piece

        pieces = []
        try:
            pieces += some()
        finally:
            self._store.bulk(pieces)

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


@pytest.mark.parametrize("pieces", [0, 1, 3])
def test_a_load_that_is_broken_off_says_so_and_goes_on_when_it_is_run_again(
    graph: Graph, pieces: int
) -> None:
    there = EmbeddedStore()
    graphs = graph.store.graphs()
    with pytest.raises(ConnectionResetError):
        load(graph.store, Breaking(there, pieces), graphs)  # type: ignore[arg-type]
    told = record.read(there)
    assert told is not None
    assert (told.ended, list(told.graphs)) == (None, graphs)
    here = StoreSide(graph.store)
    assert not compare(here, StoreSide(there), graphs).clean
    sent = load(graph.store, there, graphs)
    assert 0 < sent.triples <= sum(one.count for one in sent.sums.graphs.values())
    assert compare(here, StoreSide(there), graphs, sent=sent.sums).clean


def test_a_graph_that_is_no_more_goes_with_the_next_load() -> None:
    here, there = EmbeddedStore(), EmbeddedStore()
    here.update(
        "INSERT DATA { GRAPH graph:a { kg:a rdfs:label 'a' } GRAPH graph:b { kg:b a kg:c } }"
    )
    load(here, there, here.graphs())
    here.replace(GRAPH + "b", ())
    sent = load(here, there, here.graphs())
    assert sent.removed == (GRAPH + "b",)
    assert StoreSide(there).graphs() == [GRAPH + "a"]
    assert unload(there) == [GRAPH + "a"]
    assert there.graphs() == []


def test_a_graph_with_blank_nodes_is_mended_whole() -> None:
    here, there = EmbeddedStore(), EmbeddedStore()
    here.update("INSERT DATA { GRAPH graph:a { kg:a kg:p [ kg:q 1 ] , [ kg:q 2 ] } }")
    load(here, there, here.graphs())
    assert load(here, there, here.graphs()).triples == 0
    there.update("DELETE WHERE { GRAPH graph:a { ?s kg:q 2 } }")
    load(here, there, here.graphs())
    assert compare(StoreSide(here), StoreSide(there), here.graphs()).clean
    assert sum(1 for _ in there.read(GRAPH + "a")) == 4


def test_many_differences_are_mended_too(monkeypatch: pytest.MonkeyPatch) -> None:
    for most in (0, 10_000):
        monkeypatch.setattr("aikg.transfer.load.MENDED", most)
        here, there = EmbeddedStore(), EmbeddedStore()
        p = ox.NamedNode("urn:p")
        here.add(GRAPH + "a", [ox.Triple(p, p, ox.Literal(n)) for n in range(2_000)])
        there.add(GRAPH + "a", [ox.Triple(p, p, ox.Literal(n)) for n in range(500, 2_500)])
        load(here, there, here.graphs())
        assert compare(StoreSide(here), StoreSide(there), here.graphs()).clean


def test_a_target_or_a_part_that_cannot_be_is_told(graph: Graph, tmp_path: object) -> None:
    with pytest.raises(InputError, match="prefix"):
        graph.load(f"{tmp_path}/a", graph_prefix="no iri/")
    with pytest.raises(InputError, match="ends in a name"):
        graph.load(f"{tmp_path}/a", graph_prefix="https://example.org/deals")
    with pytest.raises(InputError, match="no store in this folder"):
        graph.verify(f"{tmp_path}/nothing")
    with pytest.raises(UnknownName, match="derived"):
        graph.load(f"{tmp_path}/a", only=["derivd"])
