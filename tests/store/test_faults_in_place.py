"""Whatever ends in the middle of an `aikg add` on a server, the next one ends with all of it.

Real processes, killed at many instants; and a server whose disk is full. The table in
docs/faults.md tells what happens in each case.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

import aikg
import servers
from aikg.derive.journal import unfinished
from aikg.ground.terms import LOG_GRAPH
from aikg.store import Store
from aikg.transfer.sums import Sums
from cli.command import COMMAND, in_process
from derive.deals import DEALS
from servers import Server, fill

pytestmark = pytest.mark.thorough

CASE = DEALS / "d1"
FILES = sorted(CASE.glob("*.ttl"))
SOURCE = next(file.stem for file in FILES if file.stem != "register")
KILLED = Path(__file__).parents[1] / "gate" / "killed.py"
KILLS = max(3, int(os.environ.get("AIKG_KILLS", "8")) // 10)
"""How many times each; more where there is time for it."""
PRODUCTS = ["oxigraph", "virtuoso"]
ROOM = "400m"
"""What a server has of a disk that is going to be full."""


def state(store: Store) -> str:
    """What is kept, but for who changed it when: by value, so that it is one for all products."""
    kept = [graph for graph in store.graphs() if graph != LOG_GRAPH]
    sums = Sums.of(store.lines(kept))
    return " ".join(f"{graph} {sums.of_graph(graph)}" for graph in sorted(kept))


@pytest.fixture(scope="module")
def states() -> list[str]:
    """Before the case, with it, and once it is erased again: of the three, what is right."""
    with aikg.open() as graph:
        told = [state(graph.store)]
        graph.add(*FILES)
        told.append(state(graph.store))
        graph.withdraw(SOURCE, "again", erase=True)
        told.append(state(graph.store))
    assert len(set(told)) == 3
    return told


@contextmanager
def started(product: str, folder: Path, *, full: bool = False) -> Iterator[Server]:
    """A server of its own, with the published graph if its folder is new."""
    servers.needed(product)
    new = full or not folder.exists()
    with servers.STARTED[product](folder) as running:
        if new:
            with running.store() as store, aikg.open() as packaged:
                fill(store, packaged.store)
        yield running


def environment(server: Server) -> dict[str, str]:
    return {**os.environ, **server.environment, "AIKG_STORE_TIMEOUT": "20"}


def adding(server: Server) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [COMMAND, "add", *map(str, FILES), "--by", "a test", "--store", server.url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(server),
    )


def ends_with_all_of_it(server: Server, added: str) -> None:
    """The next command that changes the store, and what then is in it."""
    done = in_process("add", *FILES, "--store", server.url, env=environment(server), timeout=300)
    assert done.code == 0, done
    with server.store() as store:
        assert not unfinished(store)
        assert state(store) == added


def is_clear(code: int | None, told: bytes, server: Server) -> None:
    assert code == 2, told
    text = told.decode()
    assert text.startswith("aikg: "), text
    assert "Traceback" not in text
    assert server.url in text


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_client_that_is_killed_leaves_all_of_a_change_or_none_to_the_next_command(
    product: str,
    server: Callable[[str], Server],
    states: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running = server(product)
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    with running.store() as store, aikg.open() as packaged:
        fill(store, packaged.store)
    began = time.monotonic()
    ends_with_all_of_it(running, states[1])
    longest = time.monotonic() - began
    random.seed(11)
    for _ in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, str(KILLED), running.url, str(CASE)], stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(random.uniform(0, longest))
        child.kill()
        child.wait()
        child.stdout.close()
        with aikg.open(running.url) as graph:  # to read: it takes back what is half done
            assert state(graph.store) in states
    ends_with_all_of_it(running, states[1])


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_server_that_is_killed_is_told_of_and_has_all_of_a_change_or_none_when_it_is_back(
    product: str, states: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    random.seed(12)
    longest = 0.0
    for turn in range(KILLS):
        with started(product, folder) as running:
            for name, value in running.environment.items():
                monkeypatch.setenv(name, value)
            began = time.monotonic()
            if not turn:
                ends_with_all_of_it(running, states[1])
                longest = time.monotonic() - began
            with aikg.open(running.url, write=True) as graph:
                before = state(graph.store)
                assert before in states
                if before == states[1]:
                    graph.withdraw(SOURCE, "again", erase=True)
            client = adding(running)
            with suppress(subprocess.TimeoutExpired):
                client.wait(random.uniform(0, longest))
            running.process.kill()
            _, told = client.communicate(timeout=300)
        if client.returncode != 0:
            is_clear(client.returncode, told, running)
        with started(product, folder) as running, aikg.open(running.url) as graph:
            assert not unfinished(graph.store)
            assert state(graph.store) in (states if client.returncode else states[1:2])
    with started(product, folder) as running:
        ends_with_all_of_it(running, states[1])


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, small; where none can be had the test is left out, and says so."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True) if os.geteuid() == 0 else None
    if done is None or done.returncode:
        why = done.stderr.strip() if done else "only root may mount one"
        reason = f"not tested: a full disk at the server, which needs a small one ({why})"
        warnings.warn(reason, stacklevel=2)
        pytest.skip(reason)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_up(disk: Path) -> Path:
    """Leave no byte free."""
    balloon = disk / "balloon"
    with suppress(OSError), balloon.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while True:
                    file.write(bytes(size))
    return balloon


@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("verb", ["add", "load"])
def test_a_full_disk_at_the_server_is_told_and_the_next_command_ends_it(
    product: str, verb: str, states: list[str], disk: Path
) -> None:
    folder = disk / "data"
    with started(product, folder, full=True) as running:
        if verb == "load":
            with running.store() as store:
                servers.empty(store)
        given: list[str | Path] = (
            ["add", *FILES, "--store", running.url]
            if verb == "add"
            else ["load", running.url, "--no-answers"]
        )
        balloon = fill_up(disk)
        done = in_process(*given, env=environment(running), timeout=300)
        if done.code != 0:  # what it had room for, it has done
            is_clear(done.code, done.err.encode(), running)
        balloon.unlink()
    with started(product, folder) as running:
        if verb == "load":
            again = in_process(
                "load", running.url, "--no-answers", env=environment(running), timeout=300
            )
            assert again.code == 0, again
            proof = in_process(
                "verify", running.url, "--no-answers", env=environment(running), timeout=300
            )
            assert proof.code == 0, proof
        ends_with_all_of_it(running, states[1])
