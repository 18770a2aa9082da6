"""`aikg query`: SPARQL of the user's own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aikg.cli.opening import add_store, opened
from aikg.cli.output import add_format, put
from aikg.cli.verb import FINE, NO, Verb
from aikg.ground.errors import FileUnreadable

if TYPE_CHECKING:
    import argparse


LIMIT = 1_000_000
"""The most bytes that a file with a query may have."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The query: text, a file, or `-`."""
    add_store(parser)
    parser.add_argument(
        "sparql", help="a query in SPARQL 1.1, a file that holds one, or - for standard input"
    )
    add_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the query; an ASK that is false ends with 1, as `grep` does."""
    text = _text(arguments.sparql)
    with opened(arguments.store) as graph:
        table = graph.query(text)
    put(table, arguments.format)
    denied = table.columns == ["answer"] and table.rows == [{"answer": False}]
    return NO if denied else FINE


def _text(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    if any(mark in given for mark in "{}\n"):
        return given

    file = Path(given)
    if not file.suffix and not file.exists():
        raise FileUnreadable(
            "neither a query nor a file",
            expected="SPARQL with braces, the name of a file, or -",
            found=given,
        )
    from aikg.ground.reading.lines import decode
    from aikg.ground.reading.source import load

    return decode(load(file, LIMIT), str(file))


VERB = Verb("query", "run SPARQL 1.1, as text, from a file, or from standard input", arguments, run)
