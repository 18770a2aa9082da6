"""`aikg evidence`: each quote is found where it claims to stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from aikg.cli.opening import add_store, opened
from aikg.cli.output import add_format, note, put
from aikg.cli.verb import FINE, NO, Verb
from aikg.questions.formats import Iri, Value
from aikg.questions.table import Table

if TYPE_CHECKING:
    import argparse

_NAMED: Final = 16
"""How many sources without a text are named."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the texts are, and what to print."""
    add_store(parser)
    parser.add_argument(
        "--sources",
        metavar="DIR",
        type=Path,
        required=True,
        help="folder with the text of each source, NAME.txt for src:NAME",
    )
    parser.add_argument("--faults", action="store_true", help="print what differs alone")
    add_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare, print, and end with 1 where anything differs from a text that is there."""
    with opened(arguments.store) as graph:
        verdicts = graph.evidence(arguments.sources)
    untold = [verdict.source for verdict in verdicts if verdict.untold]
    verdicts = [verdict for verdict in verdicts if not verdict.untold]
    wrong = [verdict for verdict in verdicts if not verdict.found]
    shown = wrong if arguments.faults else verdicts
    columns = ["source", "paragraph", "quote", "verdict", "evidence"]
    rows: list[dict[str, Value]] = [
        {
            "source": Iri(v.source),
            "paragraph": v.paragraph,
            "quote": v.quote or None,
            "verdict": v.verdict,
            "evidence": Iri(v.what),
        }
        for v in shown
    ]
    put(Table(columns, rows), arguments.format)
    note(f"{len(verdicts) - len(wrong)} of {len(verdicts)} agree with the text")
    if untold:
        named = "; ".join(Iri(source).short for source in untold[:_NAMED])
        more = f"; {len(untold) - _NAMED} more" if len(untold) > _NAMED else ""
        note(f"without a text in {arguments.sources}, and not compared: {named}{more}")
    return NO if wrong else FINE


VERB = Verb("evidence", "find each quote where it claims to stand", arguments, run)
