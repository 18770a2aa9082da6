"""The boxes of a picture: parties, and the plates that tell what ties two of them together."""

from __future__ import annotations

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
_THINNEST: Final = 2.5
_UNDISCLOSED: Final = 2.0
_THICKEST: Final = 11.0
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


def thickness(deal: Deal, most: Mapping[str, float]) -> float:
    """How thick the line of a deal is, beside the greatest amount of its currency.

    Examples:
        >>> from aikg.report.network import Deal, Firmness
        >>> deal = Deal("urn:x", "b", "a", "loan", "$1", "closed", Firmness.PAID, 1, "USD")
        >>> thickness(deal, {"USD": 1}), thickness(deal, {"USD": 1000})
        (11.0, 2.5)
    """
    if deal.firmness is Firmness.TIE:
        return _TIE
    if not deal.amount:
        return _UNDISCLOSED
    return max(_THINNEST, round(_THICKEST * deal.amount / most[deal.currency], 1))


def headline(deal: Deal) -> str:
    """The first line of a deal on its plate; a star marks what is only implied."""
    return deal.headline + (" *" if deal.implied else "")


def _weightiest_first(deal: Deal) -> tuple[bool, float, str, str]:
    return (deal.firmness is Firmness.TIE, -(deal.amount or 0.0), deal.agreement, deal.start)


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
