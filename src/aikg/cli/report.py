"""`aikg report`: one page that tells the graph, for a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aikg.cli.opening import add_store, opened
from aikg.cli.output import note, write
from aikg.cli.verb import FINE, Verb
from aikg.cli.writing import replace, writable

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the page goes, and what it is about."""
    parser.add_argument(
        "out", metavar="OUT.html", help="the file to write, or - for standard output"
    )
    parser.add_argument(
        "--focus",
        metavar="ORGANIZATION",
        help="only what this one takes part in, its units included",
    )
    add_store(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the page in one step or not at all."""
    file = (
        None
        if arguments.out == "-"
        else writable(Path(arguments.out), "report.html", "an HTML page")
    )
    with opened(arguments.store) as graph:
        page = graph.report(arguments.focus)
    if file is None:
        write(page)
        return FINE
    replace(file, page)
    note(f"wrote {file}")
    return FINE


VERB = Verb("report", "write a page that tells the graph, for a browser", arguments, run)
