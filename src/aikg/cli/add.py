"""`aikg add`: files are checked, and what they say is admitted, or nothing of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aikg.cli.admitting import add_admitting, tell, to_change
from aikg.cli.files import HELP, read_files
from aikg.cli.output import add_format, quieten
from aikg.cli.verb import Verb

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The files, and how strict to be."""
    add_admitting(parser)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=HELP)
    parser.add_argument("--strict", action="store_true", help="refuse what is warned of, too")
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="let go what the graph told before and the file no longer says",
    )
    parser.add_argument(
        "--engine",
        choices=("turbo", "pyshacl"),
        default="turbo",
        help="which SHACL engine validates (default: turbo; pyshacl is the second opinion)",
    )
    parser.add_argument(
        "--sources",
        type=Path,
        metavar="DIR",
        help="look for the quotes in the texts here, one NAME.txt for each source src:NAME",
    )
    add_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Add the files as one change; end with 1 where they do not conform."""
    # All are read before a graph is opened: what cannot be read costs no waiting.
    documents = read_files(arguments.files)
    quieten()
    with to_change(arguments) as graph:
        admission = graph.add(
            *documents,
            by=arguments.by,
            engine=arguments.engine,
            sources=arguments.sources,
            strict=arguments.strict,
            overwrite=arguments.overwrite,
            dry_run=arguments.dry_run,
        )
    return tell(admission, arguments)


VERB = Verb("add", "check files of claims, and admit them to a store", arguments, run)
