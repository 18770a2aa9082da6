"""`aikg log`: who changed what, when, under which digest."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from aikg.cli.opening import add_store, opened
from aikg.cli.output import add_format, note, put
from aikg.cli.verb import FINE, Verb
from aikg.questions.table import Table

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which store."""
    add_store(parser)
    add_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the log, the first change first."""
    with opened(arguments.store) as graph:
        rows = [dict(asdict(entry)) for entry in graph.log()]
    put(Table(["when", "what", "who", "why", "size", "digest"], rows), arguments.format)
    if not rows:
        note("nothing was changed since the store was made")
    return FINE


VERB = Verb("log", "who changed what, when, under which digest", arguments, run)
