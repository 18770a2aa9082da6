"""Deals that hang together: tranches of a whole, programmes, replacements, overlaps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator import wording
from generator.amounts import draw
from generator.deals import INVESTMENT, Deal, Kind, other, single
from generator.quads import TRUE, A

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.dice import Dice
    from generator.market import Market

    Draw = Callable[[Dice, Market, int], list[Deal]]

_ROUND: Final = replace(INVESTMENT, name="FundingRound", verb="hold a round")
_ALLIANCE: Final = Kind(
    "Alliance", "member", "member", ("cloud", "chipmaker"), ("lab",), "", 0.0, "join forces",
)  # fmt: skip


def cluster(dice: Dice, market: Market, number: int, room: int) -> list[Deal]:
    """Draw a deal, or several that hang together.

    Args:
        dice: chance.
        market: who there is.
        number: that of the first deal.
        room: how many deals there may be at most.
    """
    found = dice.weighted(_SHAPES)(dice, market, number)
    if len(found) > room:
        found = _alone(dice, market, number)
    steps = wording.first(dice)
    for deal in found:
        # What hangs together has come about as far; one in four has got ahead or behind.
        deal.steps = wording.first(dice) if dice.chance(0.25) else steps
    return found


def _alone(dice: Dice, market: Market, number: int) -> list[Deal]:
    return [single(dice, market, number)]


def _whole(dice: Dice, market: Market, number: int) -> list[Deal]:
    """A whole and its tranches, of which the whole may be told to be all."""
    whole = single(dice, market, number, INVESTMENT)
    whole.amount = draw(dice, 0.6)
    count = 2 + dice.rank(5)
    exhaustive = dice.chance(0.4)
    found = [whole]
    for place in range(count):
        # A third of what the whole leaves to each; what is told as all of it may still fall short.
        share = 1 / count if exhaustive else 0.7 / count
        amount = whole.amount.times(share)
        part = Deal(
            number + 1 + place,
            INVESTMENT,
            other(dice, market, INVESTMENT, whole.payee),
            whole.payee,
            amount.firm() if dice.chance(0.6) else amount,
        )
        if exhaustive:
            whole.links.append((A["hasTranche"], part.iri))
        else:
            part.links.append((A["trancheOf"], whole.iri))
        found.append(part)
    if exhaustive:
        whole.links.append((A["exhaustive"], TRUE))
    whole.payer = None if dice.chance(0.5) else whole.payer
    return found


def _round(dice: Dice, market: Market, number: int) -> list[Deal]:
    """A funding round: with an amount that holds its parts, or with none of its own."""
    kind = INVESTMENT
    first = single(dice, market, number + 1, kind)
    total = draw(dice, 0.4) if dice.chance(0.6) else None
    round_ = Deal(number, _ROUND, None, first.payee, total)
    link = "trancheOf" if total else "inProgramme"
    found = [round_]
    for place in range(1 + dice.rank(6) + 1):
        part = Deal(
            number + 1 + place, kind, other(dice, market, kind, first.payee), first.payee, None
        )
        if dice.chance(0.7):
            part.amount = total.times(0.15).firm() if total else draw(dice)
        part.links.append((A[link], round_.iri))
        found.append(part)
    return found


def _alliance(dice: Dice, market: Market, number: int) -> list[Deal]:
    """An alliance: one invests in the other, and is paid by it."""
    programme = single(dice, market, number, _ALLIANCE)
    ally, lab = programme.payer, programme.payee
    found = [programme]
    for place in range(2 + dice.below(3)):
        deal = single(dice, market, number + 1 + place)
        if place == 0:
            deal.kind, deal.payer, deal.payee = INVESTMENT, ally, lab
            deal.amount = draw(dice, 0.6)
        elif place == 1 and ally:
            kind = deal.kind = _purchase(ally[0])
            deal.payer, deal.payee = lab, ally
            deal.amount = draw(dice, kind.size)
        deal.links.append((A["inProgramme"], programme.iri))
        if dice.chance(0.3):
            programme.links.append((A["hasProgrammePart"], deal.iri))
        found.append(deal)
    return found


def _purchase(seller: str) -> Kind:
    cloud = "/cloud-" in seller
    return Kind(
        "CloudContract" if cloud else "ChipSupply", "customer", "provider", ("lab",), (),
        "figure-price", 0.5, "purchase", delivered=True,
    )  # fmt: skip


def _replacement(dice: Dice, market: Market, number: int) -> list[Deal]:
    """A deal, and the one that later takes its place."""
    old = single(dice, market, number)
    new = Deal(number + 1, old.kind, old.payer, old.payee, old.amount, late=True)
    if old.amount:
        new.amount = old.amount.otherwise(dice)
    new.links.append((A["replaces"], old.iri))
    return [old, new]


def _overlap(dice: Dice, market: Market, number: int) -> list[Deal]:
    """Two deals that share an unknown amount."""
    one = single(dice, market, number, INVESTMENT)
    two = Deal(number + 1, INVESTMENT, one.payer, one.payee, draw(dice), late=dice.chance(0.5))
    if one.amount and two.amount:
        two.amount = replace(two.amount, currency=one.amount.currency)
    two.links.append((A["overlaps"], one.iri))
    return [one, two]


_SHAPES: Final[tuple[tuple[float, Draw], ...]] = (
    (0.88, _alone),
    (0.91, _whole),
    (0.95, _round),
    (0.965, _alliance),
    (0.985, _replacement),
    (1.0, _overlap),
)
