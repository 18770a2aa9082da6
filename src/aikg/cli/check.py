"""`aikg check`: files, or the whole graph, against the shapes and the texts that they quote."""

from __future__ import annotations

import argparse
import os
import re

from aikg.cli.checking import add_checking, documents, put_report
from aikg.cli.opening import VARIABLE, add_store, opened
from aikg.cli.output import note
from aikg.cli.verb import FINE, NO, Verb
from aikg.ground.errors import InputError


def arguments(parser: argparse.ArgumentParser) -> None:
    """The files or the whole graph, the engine, and what to print."""
    add_store(parser)
    add_checking(parser, files="*")
    parser.add_argument(
        "--all", action="store_true", help="check all that the graph tells, instead of files"
    )
    parser.add_argument(
        "--jobs",
        type=_jobs,
        metavar="N",
        help="with --all, how many processes validate (default: one for each processor)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check the files as one change, or all there is; end with 1 where they do not conform."""
    _refuse_confused(arguments)
    files = documents(arguments)
    if arguments.engine == "pyshacl":
        note("validating with pySHACL …")
    with opened(arguments.store) as graph:
        if arguments.all:
            report = graph.check_all(
                engine=arguments.engine,
                sources=arguments.sources,
                jobs=arguments.jobs or _processors(),
                name=arguments.store or os.environ.get(VARIABLE) or "the packaged graph",
            )
        else:
            report = graph.check(*files, engine=arguments.engine, sources=arguments.sources)
    put_report(report, arguments.format)
    note(report.summary)
    return FINE if report.conforms else NO


def _refuse_confused(arguments: argparse.Namespace) -> None:
    if arguments.all and arguments.files:
        raise InputError(
            "--all checks the graph, and no files",
            found=str(arguments.files[0]),
            mend="Leave one of the two out.",
        )
    if not (arguments.all or arguments.files):
        raise InputError(
            "the following arguments are required: FILE",
            mend="Or check all that the graph tells, with --all.",
        )
    if arguments.jobs and not arguments.all:
        raise InputError("--jobs is for --all: files are checked by one process")


def _jobs(word: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,2}", word):
        raise argparse.ArgumentTypeError(f"expected 1 to 999 processes, found '{word}'")
    return int(word)


def _processors() -> int:
    # Those that this process may use, where the system tells.
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


VERB = Verb(
    "check",
    "check files of claims against the shapes, what is known, and their sources",
    arguments,
    run,
)
