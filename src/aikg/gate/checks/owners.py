"""Check: a file tells its own sources' claims, and nothing of another file's or the vocabulary's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from aikg.gate.findings import Severity
from aikg.gate.lookups import TYPE
from aikg.ground.terms import AIKG, CLAIM, DCTERMS, KG, OWL, SOURCE, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.findings import Finding

_MERGING: Final = (OWL + "sameAs", DCTERMS + "isReplacedBy")


def check_owners(change: Change) -> Iterator[Finding]:
    """Yield what the documents tell that is not theirs to tell.

    That is a source, or a claim in its namespace, which another graph tells; a term of the
    vocabulary; and that one entry is another, which is for `aikg merge` to say.
    """
    yield from _others(change)
    for subject in change.subjects:
        if subject.startswith(AIKG) and change.known.objects(subject, TYPE):
            yield _term(change, subject)
        elif subject.startswith(KG):
            yield from _merged(change, subject)


def _others(change: Change) -> Iterator[Finding]:
    """One finding for each source that is told elsewhere, at the first thing that is told of it."""
    told: dict[str, str] = {}
    for subject in change.subjects:
        if subject.startswith(SOURCE):
            told.setdefault(subject, subject)
        elif subject.startswith(CLAIM):
            name = subject.removeprefix(CLAIM).partition("/")[0]
            told.setdefault(SOURCE + name, subject)
    for source, first in told.items():
        if not change.known.objects(source, TYPE):
            continue
        yield change.finding(
            "ToldElsewhere",
            Severity.VIOLATION,
            first,
            f"What {shorten(source)} says is told by another graph already, and counted from there.",
            expected="each source told by one file, and each claim by the file of its source",
            mend="To mend or extend it, add the file of that source, under its name; to take a claim "
            "back, say aikg withdraw; what a new source says of the same deal is a claim under "
            "that source's name.",
        )


def _term(change: Change, term: str) -> Finding:
    return change.finding(
        "TermChanged",
        Severity.VIOLATION,
        term,
        "A file of claims says something of a term of the vocabulary.",
        expected="claims, and entries of the register",
        mend="Take it out: what a term means is said in the vocabulary alone.",
    )


def _merged(change: Change, entry: str) -> Iterator[Finding]:
    for path in _MERGING:
        known = change.known.objects(entry, path)
        for other in change.new.objects(entry, path):
            if other in known or not isinstance(other, NamedNode):
                continue
            yield change.finding(
                "MergedByHand",
                Severity.VIOLATION,
                entry,
                "That two entries are one is not for a file to say: names and claims stay apart.",
                expected="one entry",
                mend=f"Say aikg merge {shorten(entry)} {shorten(other.value)}; a name that it has in "
                "another register goes into aikg:matches.",
                path=path,
                value=other,
            )
