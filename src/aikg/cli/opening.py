"""Which graph a verb works on: the packaged one, that of a folder, or that of a remote store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aikg.cli.output import note

if TYPE_CHECKING:
    import argparse

    from aikg.graph import Graph

VARIABLE: Final = "AIKG_STORE"
"""The environment variable that names the store where `--store` does not."""


def add_store(parser: argparse.ArgumentParser) -> None:
    """Add `--store` to a verb."""
    parser.add_argument(
        "--store",
        metavar="FOLDER|URL",
        help="the graph in this folder, created at first use, or in the SPARQL 1.1 store at this "
        f"address (default: ${VARIABLE}, or in memory)",
    )


def opened(store: str | None, *, write: bool = False, create: bool = True) -> Graph:
    """Open the graph in a store, in that of the environment, or the packaged one in memory.

    A folder that is filled at this first use is told of on stderr: its name may be a slip of the pen.

    Args:
        store: a folder or an address; that of the environment by default.
        write: whether it is to be changed.
        create: whether a folder is made where there is none; else what it would hold is in memory.
    """
    from aikg.graph import Graph

    wanted = store or os.environ.get(VARIABLE) or None
    new = wanted is not None and _is_new(wanted)
    if new and not create:
        note(f"{wanted}: no graph is there; what would be put in it is in memory")
        return Graph.open()
    graph = Graph.open(wanted, write=write)
    if new:
        note(f"{wanted}: no graph was there; created, and filled with the packaged graph")
    return graph


def _is_new(store: str) -> bool:
    from aikg.store import is_address

    try:
        return not is_address(store) and not (Path(store) / "store").is_dir()
    except OSError:  # opening it says what is the matter
        return False


def copied(graph: Graph) -> Graph:
    """Copy a graph into memory, to add to it what is not to be kept."""
    from aikg.graph import Graph
    from aikg.store import EmbeddedStore

    memory = EmbeddedStore()
    for name in graph.store.graphs():
        memory.add(name, graph.store.read(name))
    return Graph(memory, graph.questions)
