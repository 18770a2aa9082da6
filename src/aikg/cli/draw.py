"""`aikg draw`: the picture of who pays whom."""

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
    """Where the picture goes."""
    add_store(parser)
    parser.add_argument(
        "out", metavar="OUT.svg", help="the file to write, or - for standard output"
    )


def run(arguments: argparse.Namespace) -> int:
    """Draw the whole graph, and write the picture in one step or not at all."""
    file = (
        None
        if arguments.out == "-"
        else writable(Path(arguments.out), "alliance.svg", "an SVG picture")
    )
    from aikg.report import draw

    with opened(arguments.store) as graph:
        picture = draw(graph)
    if file is None:
        write(picture)
        return FINE
    replace(file, picture)
    note(f"wrote {file}")
    return FINE


VERB = Verb("draw", "draw who pays whom, and how firmly, as an SVG picture", arguments, run)
