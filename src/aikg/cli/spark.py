"""`aikg spark`: a dump that is too large for one machine, validated and counted on Apache Spark."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final

from aikg.cli.checking import add_report_format, put_report
from aikg.cli.output import note
from aikg.cli.verb import FINE, NO, Verb

if TYPE_CHECKING:
    from collections.abc import Iterable

LEFT_OUT: Final = (
    "checked against the shapes alone: the same deal twice, sums of tranches, conflicts of sources, "
    "names and quotes are left to aikg check --all in a store"
)
"""What is said beside each result, since "no findings" would promise more."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The dump, where what is derived goes, and Spark's settings."""
    parser.add_argument(
        "dump", metavar="DUMP", help="N-Quads: a file, a folder, or an address that Spark reads"
    )
    parser.add_argument(
        "out", metavar="OUT", help="the folder to make, with what is derived in N-Quads"
    )
    parser.add_argument(
        "--master",
        default="local[*]",
        help="where Spark runs, such as spark://HOST:7077 or yarn (default: local[*], all "
        "processors of this machine)",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        type=_setting,
        metavar="NAME=VALUE",
        help="a setting of Spark, such as spark.executor.memory=8g; may be given again",
    )
    add_report_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Validate and count the dump; end with 1 where it does not conform."""
    from aikg import distributed

    settings: Iterable[tuple[str, str]] = arguments.set
    with distributed.session(arguments.master, dict(settings)) as spark:
        outcome = distributed.run(spark, arguments.dump, arguments.out, name=arguments.dump)
    put_report(outcome.report, arguments.format)
    note(outcome.report.summary)
    note(
        f"{arguments.out}: {outcome.derived:,} statements derived of "
        f"{outcome.agreements:,} agreements and events"
    )
    note(LEFT_OUT)
    return FINE if outcome.report.conforms else NO


def _setting(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not (name.startswith("spark.") and equals):
        raise argparse.ArgumentTypeError(f"expected spark.NAME=VALUE, found '{word}'")
    return name, value


VERB = Verb("spark", "validate and count a dump too large for one machine", arguments, run)
