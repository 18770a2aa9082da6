"""The same graph is the same bytes: whoever loads it, in whatever order, in whatever process."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aikg
from aikg.ground.errors import InputError
from aikg.store import EmbeddedStore
from aikg.transfer.files import SYNTAXES, chosen, write
from aikg.transfer.files.sorting import ordered
from transfer.files.graphs import GRAPHS, by_labels, store_of, stores, written, xml_characters

EVERY = [
    *SYNTAXES,
    *(f"{suffix}.{packed}" for suffix in ("nq", "ttl") for packed in ("gz", "zst")),
]
DIGESTS = """
import hashlib, io, sys, aikg
from aikg.transfer.files import chosen, write
with aikg.open() as graph:
    names = {name: name for name in graph.store.graphs()}
    for format in sys.argv[1:]:
        into = io.BytesIO()
        write(into, graph.store, names, chosen("-", format))
        print(hashlib.sha256(into.getvalue()).hexdigest())
"""


def test_the_published_graph_has_the_same_bytes_in_every_process_whatever_its_hash_seed() -> None:
    found = []
    for seed in ("0", "1", "4242"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", DIGESTS, *EVERY], capture_output=True, env=environment, text=True
        )
        assert done.returncode == 0, done.stderr
        found.append(dict(zip(EVERY, done.stdout.split(), strict=True)))
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("format", [each for each in SYNTAXES if each != "graphml"])
@settings(max_examples=30, deadline=None)
@given(quads=stores(xml_characters), draws=st.randoms(use_true_random=False))
def test_the_order_of_loading_does_not_show(
    format: str, quads: list[ox.Quad], draws: object
) -> None:
    other = list(quads)
    draws.shuffle(other)  # type: ignore[attr-defined]
    assert written(store_of(quads), format) == written(store_of(other), format)


def test_a_store_in_a_folder_gives_the_bytes_of_one_in_memory(tmp_path: Path) -> None:
    with aikg.open() as memory, aikg.open(tmp_path / "store") as folder:
        for format in EVERY:
            assert written(memory.store, format) == written(folder.store, format), format


def test_n_quads_are_the_canonical_form_of_the_dataset() -> None:
    """So that their SHA-256 is the hash that RDF Dataset Canonicalization gives a dataset."""
    with aikg.open() as graph:
        lines = written(graph.store, "nq").splitlines(keepends=True)
        assert lines == sorted(lines)
        quads = by_labels(
            ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name))
            for name in graph.store.graphs()
            for t in graph.store.read(name)
        )
        assert {line.decode() for line in lines} == {f"{t} <{name}> .\n" for name, t in quads}


@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(st.binary(max_size=12).map(lambda b: b.replace(b"\n", b"") + b"\n")),
    run=st.integers(1, 60),
)
def test_sorting_by_way_of_files_is_sorting(lines: list[bytes], run: int) -> None:
    assert list(ordered(lines, run)) == sorted(set(lines))


def test_sorting_merges_more_runs_than_files_may_be_open() -> None:
    lines = [b"%06d\n" % (n * 7919 % 10_000) for n in range(10_000)]
    assert list(ordered(lines, 100)) == sorted(lines)


def test_sorting_holds_a_run_and_not_all_of_it() -> None:
    def lines() -> object:
        for number in range(200_000):
            yield b"%0100d\n" % (number * 7919 % 200_000)

    tracemalloc.start()
    try:
        number = sum(1 for _ in ordered(lines(), 500_000))  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert number == 200_000
    assert peak < 8_000_000  # of 20 MB in all


def test_temporary_files_are_gone_afterwards_also_of_one_who_stops_in_the_middle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    begun = ordered((b"%d\n" % n for n in range(1000)), 100)
    next(begun)
    assert list(tmp_path.iterdir())
    begun.close()
    assert not list(tmp_path.iterdir())


def test_blank_nodes_go_by_labels_that_do_not_depend_on_those_they_had() -> None:
    text = "_:{0} <urn:p> _:{1} .\n_:{1} <urn:p> 'end' .\n<urn:a> <urn:q> _:{0} .\n"
    one, other = EmbeddedStore(), EmbeddedStore()
    for store, names in ((one, ("x", "y")), (other, ("b7", "b1"))):
        store.load(GRAPHS[0], [text.format(*names).replace("'", '"').encode()])
        store.load(GRAPHS[1], [f"_:{names[1]} <urn:p> <urn:z> .".encode()])
    for format in ("nq", "nt", "trig", "ttl", "rdf", "parquet"):
        if format != "rdf":
            assert written(one, format) == written(other, format)
    assert b"_:c14n0 " in written(one, "nt")


def test_blank_nodes_that_nothing_tells_apart_are_refused_in_words() -> None:
    ring = "\n".join(f"_:b{n} <urn:p> _:b{(n + 1) % 9} ." for n in range(9))
    store = EmbeddedStore()
    store.load(GRAPHS[0], [ring.encode()])
    with pytest.raises(InputError, match=r"9 that are linked and alike\. Give them IRIs"):
        written(store, "nq")


def test_more_blank_nodes_than_fit_in_memory_are_refused_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from aikg.transfer.files import blank

    monkeypatch.setattr(blank, "LIMIT", 3)
    store = EmbeddedStore()
    store.load(GRAPHS[0], (b'_:b%d <urn:p> "%d" .\n' % (n, n) for n in range(4)))
    with pytest.raises(InputError, match="more than 3 triples with them"):
        written(store, "nq")


def test_a_text_with_what_looks_like_a_blank_node_is_no_blank_node() -> None:
    store = EmbeddedStore()
    store.load(GRAPHS[0], [b'<urn:a> <urn:p> "see _:b0 there" .'])
    assert written(store, "nt") == b'<urn:a> <urn:p> "see _:b0 there" .\n'


def test_graphs_can_go_by_other_names() -> None:
    store = EmbeddedStore()
    store.load(GRAPHS[0], [b"<urn:a> <urn:p> <urn:b> ."])
    into = io.BytesIO()
    told = write(into, store, {GRAPHS[0]: "urn:other"}, chosen("x.nq"))
    assert into.getvalue() == b"<urn:a> <urn:p> <urn:b> <urn:other> .\n"
    assert told.size == len(into.getvalue())
    assert told.sha256 == hashlib.sha256(into.getvalue()).hexdigest()
