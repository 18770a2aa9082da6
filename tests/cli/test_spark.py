"""`aikg spark` says what it has not looked for, beside what it found."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from aikg import distributed
from aikg.gate.findings import Report


def test_no_findings_are_not_said_without_what_was_left_out(
    aikg, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = distributed.Outcome(Report((), ("dump.nq",), 12), 3, 5)
    monkeypatch.setattr(distributed, "session", lambda *_: nullcontext())
    monkeypatch.setattr(distributed, "run", lambda *_, **__: told)
    done = aikg("spark", "dump.nq", "out")
    assert done.code == 0
    assert "12 triples, no findings" in done.err
    assert "5 statements derived of 3 agreements" in done.err
    assert "left to aikg check --all" in done.err
