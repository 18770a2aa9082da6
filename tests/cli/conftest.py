"""Two ways to give the command: in this process, quickly, and in one of its own."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from aikg.cli.main import main


class Done(NamedTuple):
    """What became of a command."""

    code: int
    out: str
    err: str


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


COMMAND = str(Path(sys.executable).with_name("aikg"))


@pytest.fixture
def process() -> Callable[..., Done]:
    """Give the command in a process of its own."""

    def give(*arguments: str | Path, **settings: object) -> Done:
        done = subprocess.run(
            [COMMAND, *map(str, arguments)],
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **settings},  # type: ignore[call-overload]
        )
        return Done(done.returncode, _text(done.stdout), _text(done.stderr))

    return give


def _text(data: bytes | None) -> str:
    return (data or b"").decode()


def one_message(done: Done) -> str:
    """The message of a command that could not be done: one, clear, on stderr alone."""
    assert done.code == 2, done
    assert done.out == ""
    assert done.err.startswith("aikg: ")
    assert done.err.count("aikg: ") == 1
    assert "Traceback" not in done.err
    message, *excerpt = done.err.removesuffix("\n").split("\n")
    assert not excerpt or len(excerpt) == 2  # the line, and what it is underlined with
    return message.removeprefix("aikg: ")
