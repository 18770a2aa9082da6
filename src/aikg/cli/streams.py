"""Standard input, output and error, as they are found: closed, full, or in another encoding."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress

from aikg.ground.errors import InputError, Place


def prepare() -> None:
    """Make output UTF-8, whatever the locale says, and messages go nowhere but to stderr.

    Raises:
        InputError: standard output is closed.
    """
    if sys.stderr is None:
        # `print` takes None for standard output, where messages would mix with the data.
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stdout is None:
        raise InputError("standard output is closed", mend="Send it to a file, or to /dev/null.")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def abandon() -> None:
    """Drop what is still to be written: it cannot be, and must not raise again at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def read_input(limit: int) -> str:
    """Read a text from standard input.

    Args:
        limit: the most bytes that it may have.

    Raises:
        InputError: it is closed, empty, too long, or not UTF-8.
    """
    from aikg.ground.reading.lines import decode
    from aikg.ground.reading.source import take

    if sys.stdin is None:
        raise InputError("standard input is closed", mend="Send it a text, or name a file.")
    data = take(sys.stdin.buffer, "<stdin>", limit)
    if not data.strip():
        raise InputError("nothing came in", where=Place("<stdin>"), mend="Send it a text.")
    return decode(data, "<stdin>")
