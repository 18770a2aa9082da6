"""One writer at a time on a store behind an address; a second is told, and a dead one lets go."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pyoxigraph as ox
import pytest

import aikg
from aikg.derive.journal import begun, unfinished
from aikg.ground.errors import EngineError
from aikg.ground.terms import GRAPH
from aikg.store.remote import lease as leases
from aikg.store.remote.lease import Lease, held
from servers import Server, fill

FACT = ox.Quad(*map(ox.NamedNode, ("urn:s", "urn:p", "urn:o")), ox.NamedNode(GRAPH + "wire"))


@pytest.fixture(params=["oxigraph", "virtuoso"])
def running(
    request: pytest.FixtureRequest,
    server: Callable[[str], Server],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Server]:
    found = server(request.param)
    for name, value in found.environment.items():
        monkeypatch.setenv(name, value)
    with found.store() as store:
        fill(store, aikg.open().store)
    yield found
    with found.store() as store:
        store.record("DROP SILENT GRAPH graph:record")


def test_a_second_writer_is_told_who_holds_the_store_and_gets_it_afterwards(
    running: Server,
) -> None:
    with aikg.open(running.url, write=True):
        with pytest.raises(EngineError, match="held by another writer") as told:
            aikg.open(running.url, write=True)
        assert "process" in told.value.found
        assert "until 20" in told.value.found
        with aikg.open(running.url) as reader:
            assert len(reader.ask("totals")) == 1
        # Being told leaves nothing behind.
        with pytest.raises(EngineError, match="held by another writer"):
            aikg.open(running.url, write=True)
    with aikg.open(running.url, write=True), running.store() as store:
        assert held(store)
    with running.store() as store:
        assert held(store) is None


def test_a_writer_that_goes_on_keeps_the_store_and_one_that_died_lets_go(running: Server) -> None:
    with running.store() as one, running.store() as other:
        lease = Lease(one, seconds=1.5)
        time.sleep(3)
        with pytest.raises(EngineError, match="held by another writer"):
            Lease(other)
        lease._ended.set()  # it dies: nobody puts it off any more
        lease._renewing.join()
        end = time.monotonic() + 20
        while held(other) and time.monotonic() < end:
            time.sleep(0.1)
        Lease(other).release()


def test_a_change_that_is_under_way_is_not_undone_and_one_that_was_broken_off_is(
    running: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = aikg.open(running.url, write=True)
    writer.store.update(begun([FACT], []))
    with aikg.open(running.url) as reader:
        assert unfinished(reader.store)
        assert reader.store.holds(GRAPH + "wire")
    monkeypatch.setattr(leases.Lease, "_withdraw", lambda _: None)  # it dies without a word
    writer.close()
    monkeypatch.undo()
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(leases, "_instant", _later(leases._instant, 200))
    with aikg.open(running.url) as reader:
        assert not unfinished(reader.store)
        assert not reader.store.holds(GRAPH + "wire")


def _later(plain: Callable[[float], str], seconds: float) -> Callable[[float], str]:
    """The clock, so many seconds on."""
    return lambda after: plain(after + seconds)
