"""`aikg check`: files against the shapes, what is known, and the texts that they quote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aikg.cli.files import HELP, read_files
from aikg.cli.opening import add_store, opened
from aikg.cli.output import add_format, note, put, quieten, write
from aikg.cli.verb import FINE, NO, Verb
from aikg.questions.table import Table

if TYPE_CHECKING:
    import argparse

    from aikg.gate.findings import Report

_COLUMNS = ["file", "line", "column", "severity", "rule", "focus", "problem", "found", "mend"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """The files, the engine, and what to print."""
    add_store(parser)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=HELP)
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
    """Check the files as one change; end with 1 where they do not conform."""
    # All are read before a graph is opened: what cannot be read costs no waiting.
    documents = read_files(arguments.files)
    quieten()
    if arguments.engine == "pyshacl":
        note("validating with pySHACL …")
    with opened(arguments.store) as graph:
        report = graph.check(*documents, engine=arguments.engine, sources=arguments.sources)
    if arguments.format == "json":
        from aikg.questions.formats import to_json

        write(to_json(report.as_dict()))
    elif arguments.format != "table":
        put(_tabled(report), arguments.format)
    elif report.findings:
        # For people a finding is a sentence with its place, as compilers have it.
        write("\n".join(report.lines()))
    note(report.summary)
    return FINE if report.conforms else NO


def _tabled(report: Report) -> Table:
    rows = [dict(finding.as_dict()) for finding in report.findings]
    return Table(_COLUMNS, rows)  # type: ignore[arg-type]


VERB = Verb(
    "check",
    "check files of claims against the shapes, what is known, and their sources",
    arguments,
    run,
)
