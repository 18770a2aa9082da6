"""`aikg unload`: what loads have made in another store is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.cli.opening import add_store, opened
from aikg.cli.output import note
from aikg.cli.receipts import add_prefix
from aikg.cli.verb import FINE, Verb

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which store."""
    parser.add_argument("target", metavar="TARGET", help="the address of a store, or a folder")
    add_prefix(parser)
    add_store(parser)


def run(arguments: argparse.Namespace) -> int:
    """Remove the graphs that the record of the store names."""
    from aikg.transfer.targets import check_store

    check_store(arguments.target)  # before a store is filled for it
    with opened(arguments.store) as graph:
        removed = graph.unload(arguments.target, graph_prefix=arguments.graph_prefix)
    note(f"removed {len(removed):,} graphs" if removed else "nothing was loaded there by aikg")
    return FINE


VERB = Verb("unload", "remove from another store what was loaded", arguments, run)
