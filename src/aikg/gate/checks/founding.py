"""Check: nobody takes part in a deal before it was founded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.gate.checks.deals import days
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.findings import Finding


def check_founding(change: Change) -> Iterator[Finding]:
    """Yield stages and dates of deals that lie before the founding of a party for certain."""
    for claim in change.typed("Claim"):
        entries = [*change.nodes(claim, "hasStageEntry"), claim]
        dated = [
            (entry, day) for entry in entries for day in days(change, change.nodes(entry, "onDate"))
        ]
        if not dated:
            continue
        for party in sorted({party for _, party in change.parties(claim, change.roles)}):
            founded = days(change, change.nodes(party, "foundedOn"))
            early = [(e, d) for e, d in dated for f in founded if d.latest < f.earliest]
            for entry, day in early[:1]:
                since = min(each.earliest for each in founded)
                yield change.finding(
                    "BeforeFounding",
                    Severity.WARNING,
                    entry,
                    f"It is dated {day.latest:%Y-%m-%d}, and {shorten(party)} was founded no earlier "
                    f"than {since:%Y-%m-%d}.",
                    expected=f"a date from {since:%Y-%m-%d} on",
                    mend="Mend the date, or the party, which may be a namesake or a predecessor; or "
                    "aikg:foundedOn in the register.",
                    path=AIKG + "onDate",
                )
