"""Counting in several processes leaves what counting in one does, whoever of them dies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from aikg.derive import anew, derive_all, spread
from aikg.ground import packaged
from aikg.ground.terms import DERIVED_GRAPH
from aikg.store import EmbeddedStore
from derive.written import with_ontology

if TYPE_CHECKING:
    from collections.abc import Iterable


@pytest.fixture(scope="module")
def told() -> EmbeddedStore:
    """The published claims."""
    store = with_ontology()
    for file in (*packaged.source_files(), packaged.register_file()):
        store.load_file(f"urn:told:{file.stem}", file)
    return store


@pytest.fixture(scope="module")
def in_one(told: EmbeddedStore) -> set[ox.Triple]:
    derive_all(told, processes=1)
    return set(told.read(DERIVED_GRAPH))


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anew, "BATCH", 3)


@pytest.mark.parametrize("processes", [2, 3])
def test_several_processes_derive_what_one_does(
    told: EmbeddedStore, in_one: set[ox.Triple], processes: int
) -> None:
    assert in_one
    derive_all(told, processes=processes)
    assert set(told.read(DERIVED_GRAPH)) == in_one


@pytest.mark.parametrize("dies", ["silent", "in the middle of a message"])
def test_what_a_process_that_dies_had_in_hand_is_counted_all_the_same(
    told: EmbeddedStore, in_one: set[ox.Triple], dies: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread, "COUNTER", "derive.dying_counter")
    monkeypatch.setenv("AIKG_TEST_DIES", dies)
    derive_all(told, processes=2)
    assert set(told.read(DERIVED_GRAPH)) == in_one


def test_what_goes_wrong_in_the_store_is_told_and_no_process_is_left(
    told: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[spread._Counter] = []
    begin = spread._Counter.begin
    monkeypatch.setattr(
        spread._Counter, "begin", lambda own, said: (started.append(own), begin(own, said))[1]
    )

    def full(graph: str, pieces: Iterable[bytes]) -> None:
        raise OSError(f"no room for {len(next(iter(pieces)))} bytes of {graph}")

    monkeypatch.setattr(told, "load", full)
    with pytest.raises(OSError, match="no room"):
        derive_all(told, processes=2)
    assert len(started) == 2
    assert all(counter._process.poll() is not None for counter in started)
