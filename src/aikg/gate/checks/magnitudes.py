"""Check: a price is of the magnitude that the stake and the valuation make it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.gate.checks.deals import claims_about, figures, money
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.evidence.told_figure import ToldFigure
    from aikg.gate.findings import Finding

_STAKE: Final = AIKG + "figure-stake"
_PRINCIPALS: Final = (AIKG + "figure-principal", AIKG + "figure-price", AIKG + "figure-stake-value")
_BEFORE: Final = AIKG + "figure-valuation-pre-money"
_VALUATIONS: Final = (AIKG + "figure-valuation-post-money", AIKG + "figure-valuation", _BEFORE)
# Stakes are rounded and shares of one company have several prices; a slip is a factor of a thousand.
_FACTOR: Final = 10.0


def check_magnitudes(change: Change) -> Iterator[Finding]:
    """Yield amounts that are ten times off what a stake and a valuation beside them come to.

    Stake and amount are those of one claim; the valuation is that of the claim, or of what the same
    source tells of the same agreement or of the whole that it is a tranche of.
    """
    for claim in change.typed("Claim"):
        own = figures(change, claim)
        own += [f for h in change.nodes(claim, "hasHolding") for f in figures(change, h)]
        stakes = [f for role, f in own if role == _STAKE and f.firm and f.upper > 0]
        amounts = [f for role, f in own if role in _PRINCIPALS and f.firm and f.upper > 0]
        if len(stakes) != 1 or not amounts:
            continue
        for role, value in _valuations(change, claim):
            for amount in amounts:
                if amount.currency == value.currency:
                    yield from _slip(change, amount, stakes[0], value, before=role == _BEFORE)


def _slip(
    change: Change, amount: ToldFigure, stake: ToldFigure, value: ToldFigure, *, before: bool
) -> Iterator[Finding]:
    share = stake.value / 100
    whole = value.value / (1 - share) if before and share < 1 else value.value
    comes = share * whole
    if comes / _FACTOR < amount.value < comes * _FACTOR:
        return
    rounded = money(float(f"{comes:.2g}"))
    yield change.finding(
        "MagnitudeSlip",
        Severity.WARNING,
        amount.iri,
        f"{stake.value:g} percent of {money(value.value)} {value.currency} is about {rounded}, and the "
        "amount is of another magnitude.",
        expected=f"about {rounded} {value.currency}",
        mend="See whether million and billion changed places in the amount, in the valuation or in "
        "the stake; if the source itself tells it so, leave it as it is.",
        path=AIKG + "upper",
    )


def _valuations(change: Change, claim: str) -> list[tuple[str, ToldFigure]]:
    source = change.node(claim, "inSource")
    things = [*change.nodes(claim, "about"), *change.nodes(claim, "trancheOf")]
    told = [
        each
        for thing in things
        for each in claims_about(change, thing)
        if source in change.nodes(each, "inSource")
    ]
    found = [f for each in dict.fromkeys([claim, *told]) for f in figures(change, each)]
    of = [(role, f) for role, f in found if role in _VALUATIONS and f.firm and f.currency]
    # One is enough, the one after the money first: that of a round says the others too.
    return sorted(of, key=lambda each: _VALUATIONS.index(each[0]))[:1]
