"""The boxes of a picture: parties, and the plates that tell what ties two of them together."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aikg.report.network import Firmness
from aikg.report.paint import HEADLINE, NAME, REMARK, text_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aikg.report.network import Deal, Network, Party

PITCH: Final = 27.0
"""From one line to the next, where lines leave a box side by side."""
ROW: Final = 48.0
"""The height of a deal on its plate."""
PAD: Final = 12.0
SIGN: Final = 34.0
"""The room for the arrow before a deal on its plate."""
_PARTY_WIDTH: Final = 190.0
_UNDISCLOSED: Final = 1.5
_THINNEST: Final = 2.5
"""What an amount near to nothing has: more than one that is not disclosed."""
_THICKEST: Final = 12.0
_BEYOND: Final = 6.0
"""How much wider the ticks are that stand for a missing ceiling."""
_TIE: Final = 3.0


@dataclass(slots=True)
class Box:
    """A box: its size, and, once it is laid out, its middle and its top.

    Attributes:
        key: the party's IRI, or the plate's key.
        lines: the party's name, in lines.
        deals: what a plate tells, in the order of its lines from left to right.
    """

    key: str
    width: float
    height: float
    party: Party | None = None
    lines: list[str] = field(default_factory=list)
    deals: list[Deal] = field(default_factory=list)
    ends: tuple[str, str] = ("", "")
    middle: float = 0.0
    top: float = 0.0

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.top + self.height

    @property
    def lanes(self) -> int:
        """How many lines run through a plate."""
        return len(self.deals)

    @property
    def left(self) -> float:
        """The x of the left edge."""
        return self.middle - self.width / 2

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.middle + self.width / 2


def boxes(network: Network) -> dict[str, Box]:
    """Make a box for each party and a plate for each pair of parties, not yet laid out.

    Examples:
        >>> from aikg.report.network import Deal, Firmness, Network, Party
        >>> deal = Deal("urn:x", "b", "a", "loan", "$1 billion", "closed", Firmness.PAID)
        >>> sorted(boxes(Network({"a": Party("A"), "b": Party("B")}, (deal,))))
        ['a', 'a b', 'b']
    """
    made: dict[str, Box] = {}
    lanes: dict[str, int] = dict.fromkeys(network.parties, 0)
    for ends in sorted({pair(deal) for deal in network.deals}):
        deals = sorted((d for d in network.deals if pair(d) == ends), key=_weightiest_first)
        plate = _plate(ends, deals)
        made[plate.key] = plate
        for end in ends:
            lanes[end] += len(deals)
    for key, party in network.parties.items():
        made[key] = _party(key, party, lanes[key])
    return made


def pair(deal: Deal) -> tuple[str, str]:
    """The parties of a deal, whichever pays."""
    return (deal.start, deal.end) if deal.start <= deal.end else (deal.end, deal.start)


@dataclass(frozen=True, slots=True)
class Layer:
    """One of the strokes that a line is drawn with, one upon the other.

    Attributes:
        thick: how thick it is, in user units of SVG.
        dashes: its pattern, as SVG writes it; empty for a stroke without gaps.
    """

    firmness: Firmness
    thick: float
    dashes: str = ""


DASHES: Final = {Firmness.POSSIBLE: "9 6", Firmness.TIE: "0.1 7"}
ENDLESS: Final = "2 4"
_ON_PAID: Final = "15 15"
"""What is committed upon what is paid: in each second gap of what is possible the paid is seen."""


def layers(deal: Deal, most: Mapping[str, float]) -> list[Layer]:
    """What is paid of a deal, committed and possible, the firmest undermost, each seen in the gaps.

    Args:
        deal: what the line stands for.
        most: the greatest amount of each currency, which the thickness is measured by.

    Examples:
        >>> from aikg.report.money import Money
        >>> from aikg.report.network import Deal, Firmness
        >>> deal = Deal("urn:x", "b", "a", "loan", "$1 to $4", "signed", Firmness.COMMITTED,
        ...     Money(0, 1, 4), "USD")
        >>> [(each.firmness.value, each.thick) for each in layers(deal, {"USD": 4})]
        [('committed', 7.2), ('possible', 12.0)]
    """
    money = deal.money
    if deal.firmness is Firmness.TIE:
        return [Layer(Firmness.TIE, _TIE, DASHES[Firmness.TIE])]
    if money is None:
        return [Layer(deal.firmness, _UNDISCLOSED, DASHES.get(deal.firmness, ""))]
    amounts = [
        (Firmness.PAID, money.paid, 0.0, ""),
        (Firmness.COMMITTED, money.committed, money.paid, _ON_PAID if money.paid else ""),
        (Firmness.POSSIBLE, money.drawn, money.committed, DASHES[Firmness.POSSIBLE]),
    ]
    found = [
        Layer(firmness, _thickness(amount, most[deal.currency]), dashes)
        for firmness, amount, firmer, dashes in amounts
        if firmer < amount
    ]
    if money.open:
        within = found[-1].thick if found else _UNDISCLOSED
        found.append(Layer(Firmness.POSSIBLE, min(within + _BEYOND, PITCH / 2), ENDLESS))
    return found


def _thickness(amount: float, most: float) -> float:
    """Thicker for more, whatever is how firm; by the root, so that a hundredth can still be seen."""
    return round(_THINNEST + (_THICKEST - _THINNEST) * math.sqrt(amount / most), 1)


def headline(deal: Deal) -> str:
    """The first line of a deal on its plate; a star marks what is only implied."""
    return deal.headline + (" *" if deal.implied else "")


def _weightiest_first(deal: Deal) -> tuple[bool, float, str, str]:
    drawn = deal.money.drawn if deal.money else 0.0
    return (deal.firmness is Firmness.TIE, -drawn, deal.agreement, deal.start)


def _plate(ends: tuple[str, str], deals: list[Deal]) -> Box:
    words = max(
        max(text_width(headline(d), HEADLINE, bold=True), text_width(d.remark, REMARK))
        for d in deals
    )
    width = max(PAD + SIGN + words + PAD, 2 * PITCH * len(deals) + 2 * PAD)
    height = ROW * len(deals) + PAD
    return Box(" ".join(ends), round(width), height, deals=deals, ends=ends)


def _party(key: str, party: Party, lanes: int) -> Box:
    size, bold = (NAME, True) if party.stated else (REMARK, False)
    lines = wrapped(party.name, size, _PARTY_WIDTH - 2 * PAD, bold=bold)
    words = max(text_width(line, size, bold=bold) for line in lines)
    width = max(words + 3 * PAD, lanes * PITCH + 2 * PAD)
    return Box(key, round(width), 24.0 + len(lines) * (size + 4), party=party, lines=lines)
