"""The command, and what becomes of it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

COMMAND = str(Path(sys.executable).with_name("aikg"))
"""The installed command, beside the Python that runs the tests."""


class Done(NamedTuple):
    """What became of a command."""

    code: int
    out: str
    err: str


def in_process(*arguments: str | Path, **settings: Any) -> Done:
    """Give the command in a process of its own."""
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60}
    done = subprocess.run([COMMAND, *map(str, arguments)], **{**piped, **settings})
    return Done(done.returncode, (done.stdout or b"").decode(), (done.stderr or b"").decode())


def one_message(done: Done) -> str:
    """The message of a command that could not be done: one, clear, on stderr alone."""
    assert done.code == 2, done
    assert done.out == ""
    assert done.err.startswith("aikg: ")
    assert "Traceback" not in done.err
    message, *excerpt = done.err.removesuffix("\n").split("\n")
    assert not excerpt or len(excerpt) == 2  # the line, and what it is underlined with
    return message.removeprefix("aikg: ")


def heeding_ctrl_c() -> None:
    """For a child: heed Ctrl-C, though the tests may run in the background, where it is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
