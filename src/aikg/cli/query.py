"""`aikg query`: SPARQL of the user's own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final
from warnings import catch_warnings, simplefilter

from aikg.cli.opening import add_store, opened
from aikg.cli.output import add_format, note, put
from aikg.cli.stopping import stoppable
from aikg.cli.streams import read_input
from aikg.cli.verb import FINE, NO, Verb
from aikg.ground.errors import FileUnreadable, InputError, Place

if TYPE_CHECKING:
    import argparse

LIMIT: Final = 1_000_000
"""The most bytes that a query may have."""

# What the store calls a query, which has no name of its own.
_QUERY: Final = "query"
# What a query or an update can begin with; only some of them have braces.
_BEGINS: Final = re.compile(
    r"\s*(?:BASE|PREFIX|SELECT|ASK|CONSTRUCT|DESCRIBE"
    r"|INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)(?:[\s<]|$)",
    re.IGNORECASE,
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """The query: text, a file, or `-`."""
    add_store(parser)
    parser.add_argument(
        "sparql", help="a query in SPARQL 1.1, a file that holds one, or - for standard input"
    )
    add_format(parser)


@stoppable
def run(arguments: argparse.Namespace) -> int:
    """Run the query; an ASK that is false ends with 1, as `grep` does."""
    name, text = _named_text(arguments.sparql)
    try:
        with opened(arguments.store) as graph, catch_warnings(record=True) as hints:
            simplefilter("always")
            table = graph.query(text)
    except InputError as fault:
        if fault.where is not None and fault.where.file == _QUERY:
            fault.where = fault.where._replace(file=name)
        raise
    for hint in hints:
        note(str(hint.message))
    put(table, arguments.format)
    denied = table.columns == ["answer"] and table.rows == [{"answer": False}]
    return NO if denied else FINE


def _named_text(given: str) -> tuple[str, str]:
    """The query and the name that it goes by in messages."""
    if given == "-":
        return "<stdin>", read_input(LIMIT)
    file = Path(given)
    if any(mark in given for mark in "{}\n") or (_BEGINS.match(given) and not file.exists()):
        return _QUERY, given
    from aikg.ground.reading.lines import decode
    from aikg.ground.reading.source import load

    if not file.suffix and not file.exists():
        raise FileUnreadable(
            "neither a query nor a file",
            expected="a query in SPARQL 1.1, the name of a file, or -",
            found=given,
        )
    data = load(file, LIMIT, "a file with a query")
    if not data.strip():
        raise FileUnreadable("the file holds no query", where=Place(given))
    return given, decode(data, given)


VERB = Verb("query", "run SPARQL 1.1, as text, from a file, or from standard input", arguments, run)
