"""The lines of a picture: from a party to the plate and on to the other party."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aikg.report.boxes import PITCH, Box
from aikg.report.network import Firmness
from aikg.report.svg import element, number

if TYPE_CHECKING:
    from collections.abc import Mapping

_DASHES: Final = {Firmness.POSSIBLE: "9 6", Firmness.TIE: "0.1 7"}
_CASING: Final = 4.0
"""What a line that is paid has more than its amount gives it: it is bold."""


@dataclass(frozen=True, slots=True)
class Side:
    """Where the lines to one other box leave a box: the edge, and the x of the first line."""

    first: float
    edge: float


def sides(made: Mapping[str, Box]) -> dict[tuple[str, str], Side]:
    """Share the upper and lower edge of each box among the boxes that its lines lead to.

    Returns:
        For each (box, other box) where its lines leave; they follow each other at `PITCH`.
    """
    found: dict[tuple[str, str], Side] = {}
    joined: dict[str, list[str]] = {}
    lanes: dict[tuple[str, str], int] = {}
    for plate in made.values():
        for end in plate.ends if plate.deals else ():
            joined.setdefault(end, []).append(plate.key)
            joined.setdefault(plate.key, []).append(end)
            lanes[plate.key, end] = lanes[end, plate.key] = len(plate.deals)
    for key, others in joined.items():
        box = made[key]
        for below in (False, True):
            there = [other for other in others if (made[other].top > box.top) == below]
            there.sort(key=lambda other: (made[other].middle, other))
            room = PITCH * sum(lanes[key, other] for other in there)
            at = box.middle - room / 2 + PITCH / 2
            for other in there:
                found[key, other] = Side(at, box.bottom if below else box.top)
                at += PITCH * lanes[key, other]
    return found


def lane(
    start: tuple[float, float],
    end: tuple[float, float],
    firmness: Firmness,
    thick: float,
    *,
    head: bool,
) -> str:
    """Draw a line between two points that leaves and arrives upright, with a head at its end or none.

    Examples:
        >>> lane((0, 0), (0, 50), Firmness.COMMITTED, 4, head=False)
        '<path d="M0 0C0 25 0 25 0 50" class="line" stroke-width="4"/>'
    """
    (x1, y1), (x2, y2) = start, end
    down = 1 if y2 > y1 else -1
    bold = thick + _CASING if firmness is Firmness.PAID else thick
    tip = y2
    length = 9 + 0.6 * bold
    if head:
        y2 -= down * (length - 1)
    middle = (y1 + y2) / 2
    path = " ".join(
        [
            f"M{number(x1)} {number(y1)}C{number(x1)} {number(middle)}",
            f"{number(x2)} {number(middle)} {number(x2)} {number(y2)}",
        ]
    )
    drawn = _stroke(path, firmness, thick)
    if head:
        half = 5 + 0.6 * bold
        drawn += element(
            "path",
            d=f"M{number(x2)} {number(tip)}l{number(-half)} {number(-down * length)}h{number(2 * half)}z",
            class_="head",
        )
    return drawn


def _stroke(path: str, firmness: Firmness, thick: float) -> str:
    if firmness is Firmness.PAID:
        # Two lines of one colour with a thin light between them would blur when small: one, bolder.
        return element("path", d=path, class_="line", stroke_width=thick + _CASING)
    return element(
        "path",
        d=path,
        class_="line",
        stroke_width=thick,
        stroke_dasharray=_DASHES.get(firmness, ""),
        stroke_linecap="round" if firmness is Firmness.TIE else "",
    )


def sample(x: float, y: float, turn: int, firmness: Firmness, thick: float, length: float) -> str:
    """Draw a short line as a sign of one, centred on a point.

    Args:
        x: the middle, from left to right.
        y: the middle, from top to bottom.
        turn: by how many degrees it is turned; 0 points down, 180 up, -90 to the right.
        firmness: how firm the money is; a tie has no head.
        thick: how thick it is.
        length: how long it is, head included.
    """
    ends = (0.0, -length / 2), (0.0, length / 2)
    drawn = lane(*ends, firmness, thick, head=firmness is not Firmness.TIE)
    turned = f" rotate({turn})" if turn else ""
    return element("g", drawn, transform=f"translate({number(x)} {number(y)}){turned}")
