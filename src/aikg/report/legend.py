"""What the lines of a picture mean: only of those that are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aikg.report.boxes import DASHES, ENDLESS, Layer
from aikg.report.lines import sample
from aikg.report.money import spanned
from aikg.report.network import Firmness

if TYPE_CHECKING:
    from aikg.report.network import Network

_THICK: Final = 4.0
_BROAD: Final = 9.0
"""How thick the sign of ticks is, which are seen as such only where they are long."""
_WORDS: Final = {
    Firmness.PAID: "paid: told as closed or delivered",
    Firmness.COMMITTED: "committed: a stage that binds",
    Firmness.POSSIBLE: "possible: a plan, or only a ceiling",
    Firmness.TIE: "a tie: no money of its own",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """A stroke, and what it means."""

    stroke: Layer
    words: str

    def drawn(self, x: float, y: float) -> str:
        """A short line of it that runs to the right, centred on a point, as SVG."""
        return sample(x, y, -90, [self.stroke], 36)


def signs(network: Network) -> list[Sign]:
    """The kinds of line that are drawn, the firmest first; the lack of a ceiling is one of its own.

    Examples:
        >>> from aikg.report.network import Network
        >>> signs(Network({}, ()))
        []
    """
    drawn: set[Firmness] = set()
    for deal in network.deals:
        money = deal.money
        if deal.firmness is Firmness.TIE or money is None:
            drawn.add(deal.firmness)
            continue
        # A line shows each firmness of which there is a part, and a solid one beneath ticks.
        parts = ((Firmness.PAID, money.paid), (Firmness.COMMITTED, money.committed - money.paid))
        drawn.update(firmness for firmness, amount in parts if amount > 0)
        if money.drawn > money.committed:
            drawn.add(Firmness.POSSIBLE)
    found = [
        Sign(Layer(firmness, _THICK, DASHES.get(firmness, "")), words)
        for firmness, words in _WORDS.items()
        if firmness in drawn
    ]
    moneys = [deal.money for deal in network.deals if deal.money]
    if any(money.open for money in moneys):
        words = f"no ceiling{spanned(moneys)}"
        found.append(Sign(Layer(Firmness.POSSIBLE, _BROAD, ENDLESS), words))
    return found


def notes(network: Network) -> list[str]:
    """What the thickness of lines, stars and shades mean, in sentences.

    Examples:
        >>> from aikg.report.network import Network
        >>> notes(Network({}, ()))
        ['A thicker line is more money; where no sum is disclosed it is thinnest.']
    """
    told = [deal for deal in network.deals if deal.money]
    same = " of its currency" if len({deal.currency for deal in told}) > 1 else ""
    found = [f"A thicker line is more money{same}; where no sum is disclosed it is thinnest."]
    moneys = [deal.money for deal in told if deal.money]
    if any(0 < m.paid < m.committed or 0 < m.committed < m.drawn for m in moneys):
        found.append("Where dashes lie on a line, the line beneath is the firmer part of the sum.")
    if any(m.open for m in moneys):
        only = spanned(moneys)
        found.append(f"Ticks across a line: it has no ceiling{only}; their width says nothing.")
    if any(deal.implied for deal in network.deals):
        found.append("* who or what it is: implied by the words, not said.")
    if network.programmes:
        programmes = ", ".join(f"“{name}”" for name in network.programmes)
        found.append(f"Shaded: members of {programmes}.")
    return found
