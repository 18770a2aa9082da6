"""The command, given in this process: it is quicker than one of its own, and does the same."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aikg.cli.main import main
from cli.command import Done


@pytest.fixture(autouse=True)
def no_store_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The packaged graph is what is asked, whatever the machine has set."""
    monkeypatch.delenv("AIKG_STORE", raising=False)


@pytest.fixture
def aikg(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Done]:
    """Give the command in this process."""

    def give(*arguments: str | Path, stdin: bytes | None = None) -> Done:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main([str(word) for word in arguments])
        return Done(code, *capsys.readouterr())

    return give
