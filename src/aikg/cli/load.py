"""`aikg load`: the graph into another store, with a receipt."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TYPE_CHECKING, Final

from aikg.cli import receipts
from aikg.cli.opening import add_store, opened
from aikg.cli.output import note
from aikg.cli.verb import FINE, NO, Verb

if TYPE_CHECKING:
    import argparse

_OFTEN: Final = 5.0
"""Seconds between two lines of progress."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the graph goes, and which part of it."""
    receipts.add_arguments(parser)
    add_store(parser)


def run(arguments: argparse.Namespace) -> int:
    """Load, compare and print the receipt; 1 where it is not clean."""
    from aikg.transfer.files.reading import is_file

    is_file(arguments.target)  # what is misspelt is refused before a store is filled for it
    told = _Progress()
    with opened(arguments.store) as graph:
        loaded = graph.load(
            arguments.target,
            only=arguments.only,
            graph_prefix=arguments.graph_prefix,
            answers=not arguments.no_answers,
            progress=told,
        )
    sent = loaded.sent
    note(
        f"sent {told.so_far}: {len(sent.new):,} graphs new, {len(sent.mended):,} mended, "
        f"{len(sent.removed):,} removed"
    )
    receipts.put(loaded.receipt, arguments.format)
    return FINE if loaded.receipt.clean else NO


class _Progress:
    """Tells now and then how much was sent, and how fast."""

    def __init__(self) -> None:
        self._count = 0
        self._start = self._last = monotonic()

    def __call__(self, count: int) -> None:
        self._count += count
        if sys.stderr.isatty() and monotonic() - self._last >= _OFTEN:
            self._last = monotonic()
            note(f"sent {self.so_far} so far")

    @property
    def so_far(self) -> str:
        rate = self._count / max(monotonic() - self._start, 1e-3)
        return f"{self._count:,} triples, {rate:,.0f} a second"


VERB = Verb("load", "load the graph into another store, and prove it", arguments, run)
