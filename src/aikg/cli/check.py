"""`aikg check`: files against the shapes, what is known, and the texts that they quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.cli.checking import add_checking, documents, put_report
from aikg.cli.opening import add_store, opened
from aikg.cli.output import note
from aikg.cli.verb import FINE, NO, Verb

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """The files, the engine, and what to print."""
    add_store(parser)
    add_checking(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check the files as one change; end with 1 where they do not conform."""
    files = documents(arguments)
    if arguments.engine == "pyshacl":
        note("validating with pySHACL …")
    with opened(arguments.store) as graph:
        report = graph.check(*files, engine=arguments.engine, sources=arguments.sources)
    put_report(report, arguments.format)
    note(report.summary)
    return FINE if report.conforms else NO


VERB = Verb(
    "check",
    "check files of claims against the shapes, what is known, and their sources",
    arguments,
    run,
)
