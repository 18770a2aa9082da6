"""The lines of a picture: from a party to the plate and on to the other party."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aikg.report.boxes import PAD, PITCH, Box, Layer
from aikg.report.network import Firmness
from aikg.report.spacing import spaced
from aikg.report.svg import element, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Side:
    """Where the lines to one other box leave a box: the edge, and the x of the first line."""

    first: float
    edge: float


def sides(made: Mapping[str, Box]) -> dict[tuple[str, str], Side]:
    """Share the upper and lower edge of each box among the boxes that its lines lead to.

    Parties come first: their lines leave as near above or beneath the plates as their width allows.
    Plates then take the lines where they come from, so that most of them run straight.

    Returns:
        For each (box, other box) where its lines leave; they follow each other at `PITCH`.
    """
    plates = [box for box in made.values() if box.deals]
    middles: dict[tuple[str, str], float] = {}
    for party in (box for box in made.values() if box.party):
        there = [plate for plate in plates if party.key in plate.ends]
        wanted = {plate.key: (plate.middle, plate.lanes) for plate in there}
        middles |= _shared(party, wanted, made)
    for plate in plates:
        wanted = {end: (middles[end, plate.key], plate.lanes) for end in plate.ends}
        middles |= _shared(plate, wanted, made)
    found: dict[tuple[str, str], Side] = {}
    for (key, other), middle in middles.items():
        box = made[key]
        lanes = max(box.lanes if box.deals else 0, made[other].lanes if made[other].deals else 0)
        edge = box.bottom if made[other].top > box.top else box.top
        found[key, other] = Side(middle - PITCH * (lanes - 1) / 2, edge)
    return found


def _shared(
    box: Box, wanted: Mapping[str, tuple[float, int]], made: Mapping[str, Box]
) -> dict[tuple[str, str], float]:
    """Give each other box its part of the edge, as near to the x it wants as there is room."""
    found: dict[tuple[str, str], float] = {}
    for below in (False, True):
        others = [key for key in wanted if (made[key].top > box.top) == below]
        others.sort(key=lambda key: (wanted[key][0], made[key].middle, key))
        rooms = [PITCH * wanted[key][1] for key in others]
        first, last = box.left + PAD, box.left + box.width - PAD - sum(rooms)
        before = 0.0
        placed = spaced([wanted[key][0] for key in others], rooms, 0.0)
        for key, room, x in zip(others, rooms, placed, strict=True):
            least, most = first + before + room / 2, last + before + room / 2
            found[box.key, key] = min(max(x, least), most)
            before += room
    return found


def lane(
    start: tuple[float, float],
    end: tuple[float, float],
    layers: Sequence[Layer],
    *,
    head: bool,
    bend: float = 0.0,
) -> str:
    """Draw a line between two points that leaves and arrives upright, with or without a head.

    The head is that of the topmost stroke, which is the least firm.

    Args:
        start: where it begins.
        end: where it ends.
        layers: its strokes, the undermost first.
        head: whether it ends in a head.
        bend: the y down to which it is straight, so that it passes taller boxes beside its own.

    Examples:
        >>> lane((0, 0), (0, 50), [Layer(Firmness.COMMITTED, 4)], head=False)
        '<g class="committed"><path d="M0 0C0 25 0 25 0 50" class="line" stroke-width="4"/></g>'
    """
    (x1, y1), (x2, y2) = start, end
    down = 1 if y2 > y1 else -1
    tip = y2
    thick = layers[-1].thick
    length = 9 + 0.6 * thick
    if head:
        y2 -= down * (length - 1)
    straight = x1 != x2 and bend > min(y1, y2)
    first, last = (max(y, bend) if straight else y for y in (y1, y2))
    middle = (first + last) / 2
    path = " ".join(
        [
            f"M{number(x1)} {number(y1)}"
            + (f"V{number(first)}" if first != y1 else "")
            + f"C{number(x1)} {number(middle)}",
            f"{number(x2)} {number(middle)} {number(x2)} {number(last)}"
            + (f"V{number(y2)}" if last != y2 else ""),
        ]
    )
    strokes = [
        element(
            "path",
            d=path,
            class_="line",
            stroke_width=layer.thick,
            stroke_dasharray=layer.dashes,
            stroke_linecap="round" if layer.firmness is Firmness.TIE else "",
        )
        for layer in layers
    ]
    if head:
        half = 5 + 0.6 * thick
        back = f"l{number(-half)} {number(-down * length)}h{number(2 * half)}z"
        strokes[-1] += element("path", d=f"M{number(x2)} {number(tip)}{back}", class_="head")
    return "".join(
        element("g", stroke, class_=layer.firmness)
        for stroke, layer in zip(strokes, layers, strict=True)
    )


def sample(x: float, y: float, turn: int, layers: Sequence[Layer], length: float) -> str:
    """Draw a short line as a sign of one, centred on a point.

    Args:
        x: the middle, from left to right.
        y: the middle, from top to bottom.
        turn: by how many degrees it is turned; 0 points down, 180 up, -90 to the right.
        layers: its strokes, the undermost first; a tie has no head.
        length: how long it is, head included.
    """
    ends = (0.0, -length / 2), (0.0, length / 2)
    drawn = lane(*ends, layers, head=layers[0].firmness is not Firmness.TIE)
    turned = f" rotate({turn})" if turn else ""
    return element("g", drawn, transform=f"translate({number(x)} {number(y)}){turned}")
