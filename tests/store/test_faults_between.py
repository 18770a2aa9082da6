"""A fault between client and server amid `aikg add` or `aikg load`: told, and ended by the next one."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

import aikg
from aikg.derive.journal import unfinished
from cli.command import in_process, one_message
from servers import Server, fill
from store.proxy import FAULTS, before
from store.test_faults_in_place import FILES, state, states

__all__ = ["states"]

pytestmark = pytest.mark.thorough

SECONDS = 10
"""What a request may take; a hang lasts longer."""


@pytest.mark.parametrize(
    ("fault", "good"), [("reset", 0), ("reset", 3), *((fault, 2) for fault in FAULTS)]
)
def test_a_fault_in_the_middle_of_an_add_is_told_and_the_next_one_ends_it(
    fault: str, good: int, server: Callable[[str], Server], states: list[str]
) -> None:
    running = server("oxigraph")
    with running.store() as store, aikg.open() as packaged:
        fill(store, packaged.store)
        store.record("DROP SILENT GRAPH graph:record")
    with before(running.url) as proxy:
        environment = {**os.environ, "AIKG_STORE_TIMEOUT": str(SECONDS)}
        proxy.fault, proxy.good = fault, good
        done = in_process("add", *FILES, "--store", proxy.url, env=environment, timeout=300)
        assert proxy.failed
        assert proxy.url in one_message(done)
        proxy.fault = ""
        with aikg.open(proxy.url) as graph:  # whoever reads next takes back what is half done
            assert not unfinished(graph.store)
            assert state(graph.store) in states[:2]
        again = in_process("add", *FILES, "--store", proxy.url, timeout=300)
        assert again.code == 0, again
        with running.store() as store:
            assert state(store) == states[1]


@pytest.mark.parametrize(
    ("fault", "good"), [("reset", 0), ("reset", 2), *((fault, 1) for fault in FAULTS)]
)
def test_a_fault_in_the_middle_of_a_load_is_told_and_the_next_one_ends_it(
    fault: str, good: int, server: Callable[[str], Server]
) -> None:
    """What has arrived is never taken for the whole before the receipt is clean."""
    running = server("oxigraph")
    with running.store() as store:
        store.record("DROP SILENT ALL")
    with before(running.url) as proxy:
        environment = {**os.environ, "AIKG_STORE_TIMEOUT": str(SECONDS)}
        proxy.paths = ("/update", "/store")
        proxy.fault, proxy.good = fault, good
        done = in_process("load", proxy.url, env=environment, timeout=300)
        assert proxy.failed
        assert proxy.url in one_message(done)
        proxy.fault = ""
        assert in_process("verify", proxy.url, timeout=300).code == 1
        again = in_process("load", proxy.url, timeout=300)
        assert again.code == 0, again
        assert in_process("verify", proxy.url, timeout=300).code == 0
