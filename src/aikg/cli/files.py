"""The files that a verb is given, and standard input among them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aikg.ground.errors import InputError

if TYPE_CHECKING:
    import argparse

    from aikg.ground.reading import Document

_HELP = (
    "RDF, in the syntax that its suffix says (.ttl, .trig, .yaml, .jsonld and others; compressed "
    "where .gz or .zst follows), or - for standard input"
)


def add_files(parser: argparse.ArgumentParser, nargs: str, purpose: str = "") -> None:
    """Add the files, and in which syntax standard input is.

    Args:
        parser: the parser of the verb.
        nargs: how many files there are to be, as argparse says it.
        purpose: what the files are for, before what they are.
    """
    parser.add_argument("files", nargs=nargs, type=Path, metavar="FILE", help=purpose + _HELP)
    parser.add_argument(
        "--input-format",
        metavar="FORMAT",
        help="the syntax of standard input, such as yaml, jsonld or trig (default: turtle)",
    )


def read_files(arguments: argparse.Namespace) -> list[Document]:
    """Read each file once, in the order given; `-` is standard input.

    Raises:
        InputError: one of them cannot be read, or is not well-formed.
        UnknownName: there is no such syntax.
    """
    from aikg.ground.reading import read

    files = list(dict.fromkeys(arguments.files))
    if arguments.input_format is not None and Path("-") not in files:
        raise InputError(
            "--input-format is for standard input: files say their syntax by their suffix",
            mend="Name - among the files, or leave it out.",
        )
    return [
        _stdin(arguments.input_format or "turtle") if str(file) == "-" else read(file)
        for file in files
    ]


def _stdin(format_: str) -> Document:
    import sys

    from aikg.ground.reading import read_stdin

    if sys.stdin is None:
        raise InputError("standard input is closed", mend="Send it a text, or name a file.")
    return read_stdin(format_)
