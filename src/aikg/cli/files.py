"""The files that a verb is given, and standard input among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.ground.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aikg.ground.reading import Document

HELP = (
    "RDF, in the syntax that its suffix says (.ttl, .trig, .yaml, .jsonld and others), or - for "
    "Turtle from standard input"
)


def read_files(files: Iterable[Path]) -> list[Document]:
    """Read each file once, in the order given; `-` is Turtle from standard input.

    Raises:
        InputError: one of them cannot be read, or is not well-formed.
    """
    from aikg.ground.reading import read

    return [_stdin() if str(file) == "-" else read(file) for file in dict.fromkeys(files)]


def _stdin() -> Document:
    import sys

    from aikg.ground.reading import read_stdin

    if sys.stdin is None:
        raise InputError("standard input is closed", mend="Send it a text, or name a file.")
    return read_stdin("turtle")
