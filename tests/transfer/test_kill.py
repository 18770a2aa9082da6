"""Whoever dies in the middle of a load, the store says so, and the next load ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

import servers
from aikg.graph import Graph
from aikg.ground.terms import GRAPH
from aikg.store import EmbeddedStore, open_folder
from aikg.store.remote import RemoteStore
from aikg.transfer import record
from cli.command import COMMAND, Done, in_process

pytestmark = pytest.mark.thorough

COPIES = 60
STORY = GRAPH + "innovation-village-anthropic-alliance"


@pytest.fixture(scope="module")
def source(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a graph that takes some seconds to load: a source told many times over."""

    def fill(store: EmbeddedStore) -> None:
        store.bulk(
            # Each copy tells of claims of its own; what they say does not matter here.
            line.replace(b"/claim/", b"/claim/%d-" % n)[:-1] + f"<{name}-{n}> .\n".encode()
            if n
            else line[:-1] + f"<{name}> .\n".encode()
            for name, line in graph.store.lines(graph.store.graphs())
            for n in range(COPIES if name == STORY else 1)
        )

    folder = tmp_path_factory.mktemp("source") / "graph"
    open_folder(folder, fill).close()
    return folder


def started(source: Path, url: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [COMMAND, "load", url, "--no-answers", "--store", str(source)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "AIKG_STORE_TIMEOUT": "20"},
    )


def loaded(source: Path, url: str) -> Done:
    return in_process("load", url, "--no-answers", "--store", source)


def wait_until_half(server: servers.Server, process: subprocess.Popen[bytes]) -> None:
    """Wait until the load is under way: its record stands, and some of it has come."""
    end = time.monotonic() + 60
    with closing(server.store()) as store:
        while time.monotonic() < end and process.poll() is None:
            told = record.read(store)
            if told is not None and told.graphs and begun(store):
                return
            time.sleep(0.01)


def begun(store: RemoteStore) -> bool:
    return store.ask("ASK { GRAPH ?g { ?claim a aikg:Claim } }")


def test_a_client_that_is_killed_in_the_middle_leaves_what_the_next_one_ends(
    source: Path, tmp_path: Path
) -> None:
    with servers.oxigraph(tmp_path / "data") as server:
        client = started(source, server.url)
        wait_until_half(server, client)
        client.send_signal(signal.SIGKILL)
        client.communicate()
        if client.returncode != 0:  # it was not faster than the signal
            done = in_process("verify", server.url, "--no-answers", "--store", source)
            assert done.code == 1
            assert "not finished" in done.err
        again = loaded(source, server.url)
        assert again.code == 0, again
        assert in_process("verify", server.url, "--no-answers", "--store", source).code == 0


def test_a_server_that_is_killed_in_the_middle_is_told_of_and_loaded_again(
    source: Path, tmp_path: Path
) -> None:
    with servers.oxigraph(tmp_path / "data") as server:
        client = started(source, server.url)
        wait_until_half(server, client)
        server.process.kill()
        _, told = client.communicate(timeout=120)
    if client.returncode != 0:
        assert client.returncode == 2
        assert told.decode().startswith("aikg: ")
        assert "Traceback" not in told.decode()
        assert server.url in told.decode()
    with servers.oxigraph(tmp_path / "data") as server:
        with closing(server.store()) as store:
            kept = record.read(store)
            assert kept is None or kept.ended is None or client.returncode == 0
        again = loaded(source, server.url)
        assert again.code == 0, again
        assert in_process("verify", server.url, "--no-answers", "--store", source).code == 0


def test_a_folder_that_is_being_loaded_when_its_process_is_killed_is_loaded_again(
    source: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "graph"
    for pause in (0.2, 0.5, 0.8):
        client = started(source, str(folder))
        with suppress(subprocess.TimeoutExpired):
            client.wait(pause)
        client.send_signal(signal.SIGKILL)
        client.communicate()
        if client.returncode != 0 and (folder / "store").is_dir():
            done = in_process("verify", folder, "--no-answers", "--store", source)
            assert done.code == 1, done
    again = loaded(source, str(folder))
    assert again.code == 0, again
    assert in_process("verify", folder, "--no-answers", "--store", source).code == 0
