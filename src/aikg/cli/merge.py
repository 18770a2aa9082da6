"""`aikg merge`: two entries of the register are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.cli.admitting import add_admitting, tell, to_change
from aikg.cli.checking import add_report_format
from aikg.cli.verb import Verb

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The two entries."""
    add_admitting(parser)
    parser.add_argument("one", metavar="A", help="the entry that goes, by label or IRI")
    parser.add_argument("other", metavar="B", help="the entry that stays, by label or IRI")
    add_report_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Merge them; end with 1 where what comes of it would not conform."""
    with to_change(arguments) as graph:
        admission = graph.merge(
            arguments.one, arguments.other, by=arguments.by, dry_run=arguments.dry_run
        )
    return tell(admission, arguments)


VERB = Verb("merge", "make two entries of the register one", arguments, run)
