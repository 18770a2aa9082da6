"""What the verbs that change a store have in common."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aikg.cli.checking import put_report
from aikg.cli.opening import VARIABLE, add_store, opened
from aikg.cli.output import note
from aikg.cli.verb import FINE, NO
from aikg.ground.errors import InputError
from aikg.ground.terms import shorten

if TYPE_CHECKING:
    import argparse

    from aikg.gate.admit import Admission
    from aikg.graph import Graph


def add_admitting(parser: argparse.ArgumentParser) -> None:
    """Add the store, who changes it, and whether to change it at all."""
    add_store(parser)
    parser.add_argument(
        "--by", default="", metavar="NAME", help="who does it, for the log (default: the user)"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would change; write nothing"
    )


def to_change(arguments: argparse.Namespace) -> Graph:
    """Open the store that is to be changed.

    Raises:
        InputError: none is named; what is in memory is gone when the command ends.
    """
    if not (arguments.store or os.environ.get(VARIABLE)):
        raise InputError(
            "no store is named",
            expected=f"--store with a folder or an address, or either in ${VARIABLE}",
            mend="The packaged graph is in memory, and a change of it would be gone at once.",
        )
    return opened(arguments.store, write=not arguments.dry_run, create=not arguments.dry_run)


def tell(admission: Admission, arguments: argparse.Namespace) -> int:
    """Print what was found and what has changed; give the exit code."""
    report, change = admission.report, admission.change
    amendment = admission.amendment
    put_report(
        report,
        arguments.format,
        admitted=admission.admitted,
        added=len(change.added),
        removed=len(change.removed),
        derived=len(amendment.derived) if amendment else 0,
        no_longer_derived=len(amendment.withdrawn) if amendment else 0,
        agreements=sorted(amendment.reached) if amendment else [],
        warnings=[
            {"agreement": agreement, "warning": words}
            for agreement, words in (amendment.warnings if amendment else ())
        ],
        digest=f"sha256:{admission.digest}",
    )
    if report.files:
        note(report.summary)
    note(_said(admission, dry_run=arguments.dry_run))
    for agreement, words in amendment.warnings if amendment else ():
        note(f"counting {shorten(agreement)}: {words}")
    if admission.taken_back and (amendment is not None or (arguments.dry_run and report.conforms)):
        back = "; ".join(map(str, admission.taken_back))
        note(f"{'would be ' if arguments.dry_run else ''}known again, no longer withdrawn: {back}")
    return FINE if admission.admitted or (arguments.dry_run and report.conforms) else NO


def _said(admission: Admission, *, dry_run: bool) -> str:
    change, amendment = admission.change, admission.amendment
    size = f"{len(change.added)} triples to come, {len(change.removed)} to go"
    if not (change.added or change.removed):
        return "nothing to change: the store tells it already"
    if amendment is not None:
        return (
            f"done: {len(change.added)} triples came, {len(change.removed)} went; what follows "
            f"from them changed by +{len(amendment.derived)} -{len(amendment.withdrawn)} "
            f"(sha256:{admission.digest[:12]})"
        )
    return (
        f"nothing was written: {size}" if dry_run else f"refused, and nothing was written: {size}"
    )
