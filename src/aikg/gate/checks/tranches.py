"""Check: the tranches that a source tells add up to no more than the whole that it tells."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from aikg.gate.checks.deals import claims_about, figures, money
from aikg.gate.findings import Severity
from aikg.ground.bounds import INF
from aikg.ground.terms import AIKG, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.evidence.told_figure import ToldFigure
    from aikg.gate.findings import Finding


def check_tranches(change: Change) -> Iterator[Finding]:
    """Yield wholes that are less than their tranches, or more though all of these are told."""
    wholes = {
        (change.node(claim, "inSource"), whole): claim
        for claim in reversed(change.typed("Claim"))
        for whole in [
            *change.nodes(claim, "trancheOf"),
            *([change.node(claim, "about")] if change.nodes(claim, "hasTranche") else []),
        ]
        if whole  # and not a text, which the shapes refuse
    }
    for (source, whole), claim in sorted(wholes.items()):
        yield from _whole(change, source, whole, claim)


def _whole(change: Change, source: str, whole: str, claim: str) -> Iterator[Finding]:
    own = [each for each in claims_about(change, whole) if source in change.nodes(each, "inSource")]
    part_of = change.all.subjects(AIKG + "trancheOf", change.named(whole))
    parts = {
        change.node(each, "about") for each in part_of if source in change.nodes(each, "inSource")
    }
    parts |= {part for each in own for part in change.nodes(each, "hasTranche")}
    totals = _counted(change, own)
    amounts = {
        part: _counted(
            change,
            [e for e in claims_about(change, part) if source in change.nodes(e, "inSource")],
        )
        for part in sorted(parts - {""})
    }
    exhaustive = any(change.said(each, "exhaustive") for each in own)
    for currency, stated in totals.items():
        total = max(stated, key=lambda each: each.upper)
        told = [
            max(each[currency], key=lambda f: f.upper)
            for each in amounts.values()
            if currency in each
        ]
        if not told or total.upper == INF:
            continue
        exact = total.exact and all(each.exact for each in told)
        # Of open tops only the floor is sure.
        sum_ = sum(each.lower if each.upper == INF else each.upper for each in told)
        facts = (
            f"{len(told)} tranches add up to {money(sum_)} {currency}, and {shorten(whole)} is told"
        )
        focus = claim if claim in change.typed("Claim") else total.iri
        path = AIKG + ("about" if whole in change.nodes(claim, "about") else "trancheOf")
        if sum_ > total.upper * (1 + 1e-9):
            yield change.finding(
                "TranchesExceed",
                Severity.VIOLATION if exact else Severity.WARNING,
                focus,
                f"{facts} as {money(total.upper)}.",
                expected=f"tranches of at most {money(total.upper)} {currency} together",
                mend="Mend the figure that slipped. What is beside the whole and no part of it is "
                "aikg:inProgramme; one part that is told twice is one agreement.",
                path=path,
            )
        elif exhaustive and len(told) == len(amounts) and sum_ < total.lower * (1 - 1e-9):
            yield change.finding(
                "TranchesShort",
                Severity.WARNING,
                focus,
                f"{facts} as {money(total.lower)}, of which they are said to be all.",
                expected=f"tranches of {money(total.lower)} {currency} together",
                mend="Mend the figure that slipped, or take aikg:exhaustive out; if the source itself "
                "does not add up, leave it as it is.",
                path=path,
            )


def _counted(change: Change, claims: list[str]) -> dict[str, list[ToldFigure]]:
    """The prices and principals that some claims tell, by currency."""
    found: dict[str, list[ToldFigure]] = defaultdict(list)
    for claim in claims:
        for _, figure in figures(change, claim):
            if figure.counted and figure.currency:
                found[figure.currency].append(figure)
    return found
