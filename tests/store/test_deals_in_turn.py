"""The six deals, added one after the other through the command: every store comes to the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

import aikg
from aikg.ground.terms import LOG_GRAPH
from aikg.transfer.answers import answers
from aikg.transfer.receipt import compare
from aikg.transfer.sides import StoreSide
from aikg.transfer.targets import opened
from cli.command import in_process
from derive.deals import DEALS
from servers import Server, empty

pytestmark = pytest.mark.thorough

CASES = ["d1", "d2", "d3", "d4", "d5", "d6"]
ASKED = ["d2", "d6"]
"""Where the whole catalogue is asked on both sides, which takes a while."""


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder for each case: the published graph with it and those before it."""
    room = tmp_path_factory.mktemp("grown")
    found: dict[str, Path] = {}
    for case in CASES:
        folder = room / case
        if found:
            copytree(found[CASES[len(found) - 1]], folder)
        add(case, folder, {})
        found[case] = folder
    return found


def add(case: str, store: Path | str, environment: dict[str, str]) -> None:
    files = sorted((DEALS / case).glob("*.ttl"))
    environment = {**os.environ, **environment}
    done = in_process(
        "add", *files, "--by", "a test", "--store", store, env=environment, timeout=600
    )
    assert done.code == 0, done


@pytest.mark.parametrize("product", ["oxigraph", "virtuoso"])
def test_deals_added_in_turn_leave_the_same_graphs_answers_and_receipts(
    product: str,
    server: Callable[[str], Server],
    grown: dict[str, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running = server(product)
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    with running.store() as store:
        empty(store)
        store.record("DROP SILENT GRAPH graph:record")
    aikg.open().load(running.url, answers=False)
    for case, folder in grown.items():
        add(case, running.url, running.environment)
        with aikg.open(folder) as here, opened(running.url) as there:
            # The log tells when; all else that is kept is the same.
            kept = [graph for graph in here.store.graphs() if graph != LOG_GRAPH]
            receipt = compare(StoreSide(here.store), StoreSide(there), kept)
            assert receipt.clean, (case, receipt)
            if case in ASKED:
                asked = list(answers(here.store, there, here.questions))
                assert len(asked) >= len(here.questions)
                assert [one for one in asked if one.wrong] == [], case
        parts = [f"--only={part}" for part in ("asserted", "derived", "ontology")]
        done = in_process("verify", running.url, *parts, "--store", folder, timeout=600)
        assert done.code == 0, (case, done)
    with aikg.open(running.url) as there, aikg.open(folder) as here:
        assert [one.what for one in there.log()] == [one.what for one in here.log()]
