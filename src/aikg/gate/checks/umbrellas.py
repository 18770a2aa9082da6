"""Check: no amount stands beside a programme that holds it already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.gate.checks.deals import Deal, claims_about
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.findings import Finding


def check_umbrellas(change: Change) -> Iterator[Finding]:
    """Yield claims whose amount counts beside that of the programme they are told to be in.

    What is `aikg:inProgramme` comes on top of an amount that the programme has of its own. Where the
    same group is paid, in the same currency, and no less is told of the programme than of its part,
    the press means that the one holds the other.
    """
    for claim in change.typed("Claim"):
        about = change.node(claim, "about")
        if not about:
            continue  # a claim about nothing is refused by its shape
        inside = [(whole, about, "inProgramme") for whole in change.nodes(claim, "inProgramme")]
        inside += [
            (about, part, "hasProgrammePart") for part in change.nodes(claim, "hasProgrammePart")
        ]
        for whole, part, path in inside:
            if _counted_beside(change, whole, part):
                yield _finding(change, claim, whole, path, whole if path == "inProgramme" else part)


def _counted_beside(change: Change, whole: str, part: str) -> bool:
    """Whether both have amounts of which the one can hold the other, and no claim says that it does."""
    parts, wholes = claims_about(change, part), claims_about(change, whole)
    if any(whole in change.nodes(each, "trancheOf") for each in parts):
        return False
    if any(part in change.nodes(each, "hasTranche") for each in wholes):
        return False
    told = [Deal(change, each) for each in parts]
    return any(_holds(Deal(change, each), deal) for each in wholes for deal in told)


def _holds(whole: Deal, part: Deal) -> bool:
    """Whether the amount of the one can hold that of the other."""
    return bool(whole.payees & part.payees) and any(
        one.currency == other.currency and one.upper >= other.value
        for one in whole.amounts
        for other in part.amounts
    )


def _finding(change: Change, claim: str, programme: str, path: str, other: str) -> Finding:
    whole = shorten(programme)
    return change.finding(
        "CountedBeside",
        Severity.WARNING,
        claim,
        f"{whole} has an amount of its own, and what is in it as a programme counts on top of that.",
        expected=f"a tranche of {whole}, if its amount holds this one",
        mend="Write aikg:trancheOf, or aikg:hasTranche, for a part of a round or of another total; what "
        "comes on top stays as it is.",
        path=AIKG + path,
        value=change.named(other),
    )
