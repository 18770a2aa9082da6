"""What `aikg check` and `aikg add` have in common: files to check, and a report to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from aikg.cli.files import add_files, read_files
from aikg.cli.output import FORMATS, put, quieten, write
from aikg.questions.table import Table

if TYPE_CHECKING:
    import argparse

    from aikg.gate.findings import Report
    from aikg.ground.reading import Document

_COLUMNS: Final = [
    *("file", "line", "column", "severity", "rule", "focus", "path", "problem", "found"),
    *("expected", "mend"),
]


def add_checking(parser: argparse.ArgumentParser, *, files: str = "+") -> None:
    """Add the files, the engine, the texts of the sources, and how to print.

    Args:
        parser: the parser of the verb.
        files: how many files there are to be, as argparse says it.
    """
    add_files(parser, files)
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
    add_report_format(parser)


def add_report_format(parser: argparse.ArgumentParser) -> None:
    """Add `--format` to a verb that prints a report."""
    parser.add_argument(
        "--format",
        choices=(*FORMATS, "sarif", "shacl"),
        default="table",
        help="how to print what was found (default: table, a line for each finding with what it "
        "underlines; sarif is SARIF 2.1.0, shacl a validation report of SHACL in Turtle)",
    )


def documents(arguments: argparse.Namespace) -> list[Document]:
    """Read all files before a graph is opened: what cannot be read costs no waiting."""
    read = read_files(arguments)
    quieten()
    return read


def put_report(report: Report, format_: str, **more: object) -> None:
    """Print what was found.

    Args:
        report: the findings.
        format_: one of those of `add_report_format`.
        **more: what JSON says beside the report.
    """
    if format_ == "json":
        from aikg.questions.formats import to_json

        write(to_json({**report.as_dict(), **more}))
    elif format_ == "sarif":
        write(report.to_sarif())
    elif format_ == "shacl":
        write(report.to_shacl())
    elif format_ != "table":
        rows = [dict(finding.as_dict()) for finding in report.findings]
        put(Table(_COLUMNS, rows), format_)  # type: ignore[arg-type]
    elif report.findings:
        # For people a finding is a sentence with its place, as compilers have it.
        write("\n".join(report.lines()))
