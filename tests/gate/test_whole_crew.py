"""Several processes that check slices: none is lost, none is left behind."""

from __future__ import annotations

import os
import signal

import pytest

from aikg.gate.check import packaged_shapes
from aikg.gate.findings import Finding
from aikg.gate.whole import crew
from aikg.ground.errors import EngineError
from aikg.ground.terms import AIKG


def slices(count: int) -> list[tuple[int, bytes]]:
    return [
        (number, f'<urn:{number}> <{AIKG}currency> "Dollar" .\n'.encode())
        for number in range(count)
    ]


def foci(found: list[tuple[int, list[Finding]]]) -> list[tuple[int, list[str]]]:
    return [(key, [each.focus for each in findings]) for key, findings in found]


def test_several_processes_find_what_one_does_in_the_same_order():
    one, two = (
        list(crew.validated(slices(7), packaged_shapes(), (), "turbo", jobs)) for jobs in (1, 2)
    )
    assert one == two
    assert foci(one) == [(number, [f"urn:{number}"]) for number in range(7)]


def test_no_slice_of_a_process_that_is_killed_is_lost(monkeypatch):
    born: list[int] = []
    begin = crew._Process.__init__

    def watched(self, told):
        begin(self, told)
        born.append(self._process.pid)

    monkeypatch.setattr(crew._Process, "__init__", watched)
    found = []
    for number, (key, findings) in enumerate(
        crew.validated(slices(9), packaged_shapes(), (), "turbo", 2)
    ):
        if number in (0, 3):
            os.kill(born[-1], signal.SIGKILL)
        found.append((key, findings))
    assert foci(found) == [(number, [f"urn:{number}"]) for number in range(9)]
    assert len(born) > 2


def test_a_process_that_cannot_begin_is_no_hang(monkeypatch):
    monkeypatch.setattr(crew, "WORKER", "aikg.gate.whole.nowhere")
    found = list(crew.validated(slices(3), packaged_shapes(), (), "turbo", 2))
    assert foci(found) == [(number, [f"urn:{number}"]) for number in range(3)]


def test_an_engine_that_fails_in_a_process_is_an_error_in_words():
    with pytest.raises(EngineError, match="the SHACL engine turbo failed"):
        list(crew.validated([(0, b"this is no N-Triples")], packaged_shapes(), (), "turbo", 2))


def test_who_reads_no_more_leaves_no_process_behind(monkeypatch):
    hired: list[crew._Process] = []
    begin = crew._Process.__init__
    monkeypatch.setattr(
        crew._Process, "__init__", lambda self, told: (hired.append(self), begin(self, told))[1]
    )
    reading = crew.validated(slices(9), packaged_shapes(), (), "turbo", 2)
    next(reading)
    reading.close()
    assert hired
    assert all(process._process.poll() is not None for process in hired)
