"""`aikg add`: files are checked, and what they say is admitted, or nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.cli.admitting import add_admitting, tell, to_change
from aikg.cli.checking import add_checking, documents
from aikg.cli.verb import Verb

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The files, and how strict to be."""
    add_admitting(parser)
    add_checking(parser)
    parser.add_argument("--strict", action="store_true", help="refuse what is warned of, too")
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="let go what the graph told before and the file no longer says",
    )


def run(arguments: argparse.Namespace) -> int:
    """Add the files as one change; end with 1 where they do not conform."""
    files = documents(arguments)
    with to_change(arguments) as graph:
        admission = graph.add(
            *files,
            by=arguments.by,
            engine=arguments.engine,
            sources=arguments.sources,
            strict=arguments.strict,
            overwrite=arguments.overwrite,
            dry_run=arguments.dry_run,
        )
    return tell(admission, arguments)


VERB = Verb("add", "check files of claims, and admit them to a store", arguments, run)
