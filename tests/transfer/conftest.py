"""The stores that graphs are loaded into: a folder, and real servers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import aikg
from aikg.graph import Graph
from aikg.transfer.targets import opened
from servers import Server, empty
from store.conftest import server

__all__ = ["server"]


@pytest.fixture(scope="session")
def graph() -> Graph:
    """The packaged graph."""
    return aikg.open()


@pytest.fixture(params=["folder", "oxigraph", "virtuoso"])
def target(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    server: Callable[[str], Server],
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """The name of an empty store."""
    if request.param == "folder":
        return str(tmp_path / "graph")
    running = server(request.param)
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    store = opened(running.url, write=True)
    empty(store)
    store.update("DROP SILENT GRAPH graph:record")
    store.close()
    return running.url
