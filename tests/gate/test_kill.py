"""After `kill -9` at any instant the store holds all of a change or none of it; real processes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import aikg
from aikg.ground.terms import LOG_GRAPH
from derive.deals import DEALS

CASE = DEALS / "d1"
KILLS = int(os.environ.get("AIKG_KILLS", "8"))
"""How many times; 100 where there is time for it."""


def state(folder: Path) -> frozenset[tuple[str, str]]:
    with aikg.open(folder) as graph:
        return frozenset(
            (name, str(triple))
            for name in graph.store.graphs()
            if name != LOG_GRAPH
            for triple in graph.store.read(name)
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with aikg.open(tmp_path / "store"):
        return tmp_path / "store"


def test_no_kill_leaves_a_part_of_a_change(folder, tmp_path):
    files = sorted(CASE.glob("*.ttl"))
    [source] = [file.stem for file in files if file.stem != "register"]
    untouched = state(folder)
    with aikg.open(folder, write=True) as graph:
        graph.add(*files)
    added = state(folder)
    with aikg.open(folder, write=True) as graph:
        graph.withdraw(source, "again", erase=True)
    erased = state(folder)
    assert len({untouched, added, erased}) == 3
    random.seed(7)
    for _ in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("killed.py")), str(folder), str(CASE)],
            stdout=subprocess.PIPE,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(random.uniform(0, 0.6))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert state(folder) in (added, erased)
    with aikg.open(folder, write=True) as graph:
        before = state_of(graph)
        graph.derive()
        assert state_of(graph) == before


def state_of(graph: aikg.Graph) -> frozenset[tuple[str, str]]:
    return frozenset((g, str(t)) for g in graph.store.graphs() for t in graph.store.read(g))


def test_of_two_that_change_a_store_at_once_the_second_is_told_who_holds_it(folder):
    with (
        aikg.open(folder, write=True),
        pytest.raises(aikg.EngineError, match=rf"process {os.getpid()} .* writes"),
    ):
        aikg.open(folder, write=True)
