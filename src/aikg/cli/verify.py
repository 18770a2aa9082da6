"""`aikg verify`: whether another store holds this graph, and what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.cli import receipts
from aikg.cli.opening import add_store, opened
from aikg.cli.output import note
from aikg.cli.verb import FINE, NO, Verb

if TYPE_CHECKING:
    import argparse

    from aikg.transfer.record import Record


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which store, and which part of the graph."""
    receipts.add_arguments(parser)
    add_store(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare and print the receipt; 1 where anything differs."""
    from aikg.transfer.files.reading import is_file

    filed = is_file(arguments.target)  # what is misspelt is refused before a store is filled for it
    with opened(arguments.store) as graph:
        found = graph.verify(
            arguments.target,
            only=arguments.only,
            graph_prefix=arguments.graph_prefix,
            answers=not arguments.no_answers,
        )
    if not filed:
        note(_words(found.record))
    record = found.record
    more: dict[str, object] = {
        "load": None
        if record is None
        else {"began": record.began, "ended": record.ended, "version": record.version}
    }
    receipts.put(found.receipt, arguments.format, more)
    return FINE if found.clean else NO


def _words(record: Record | None) -> str:
    if record is None:
        return "nothing was loaded there by aikg"
    if record.ended is None:
        return f"the load that began {record.began} is not finished; run aikg load again"
    return f"loaded {record.began}, finished {record.ended}"


VERB = Verb("verify", "compare another store with the graph", arguments, run)
