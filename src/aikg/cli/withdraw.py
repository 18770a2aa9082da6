"""`aikg withdraw`: a claim or a source no longer stands, and what was known before stays known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.cli.admitting import add_admitting, tell, to_change
from aikg.cli.checking import add_report_format
from aikg.cli.verb import Verb

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """What is withdrawn, and why."""
    add_admitting(parser)
    parser.add_argument(
        "name",
        metavar="SOURCE|CLAIM",
        help="a source by label, name or IRI, or a claim such as claim:wire/loan",
    )
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why, in a few words")
    parser.add_argument(
        "--erase",
        action="store_true",
        help="take it out as if it had never been there; only the log tells of it",
    )
    add_report_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Withdraw it; end with 1 where what is left would not conform."""
    with to_change(arguments) as graph:
        admission = graph.withdraw(
            arguments.name,
            arguments.reason,
            by=arguments.by,
            erase=arguments.erase,
            dry_run=arguments.dry_run,
        )
    return tell(admission, arguments)


VERB = Verb("withdraw", "withdraw a claim, or all that a source tells", arguments, run)
