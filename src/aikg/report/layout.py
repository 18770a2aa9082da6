"""Where the boxes of a network go: in rows, so that no line can run through a box.

Every party is a box, and so is the plate that tells what ties two parties together. Parties stand
in rows by their distance from one of them, all beneath it or, where that is too wide, on two sides
of it; each plate stands in a row between the parties that it
joins. A line then only ever leads from one row to the next, so that it crosses no box, and boxes in
a row are kept apart: nothing can overlap, however many there are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from aikg.report.spacing import spaced

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

GAP: Final = 28.0
"""The least room between boxes of a row, in user units of SVG."""
_SWEEPS: Final = 24
_MIDDLES: Final = 3
"""So many parties, those with the most ties, are tried in the middle of others."""
_WIDE: Final = 1000.0
"""From here on a picture is wider than a page shows it at the size of its type."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two parties, by key, and the plate between them.

    Attributes:
        plate: key of the plate's box.
        ends: keys of the parties' boxes.
        lanes: how many lines run through the plate.
    """

    plate: str
    ends: tuple[str, str]
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Rows of boxes from top to bottom, and the middle of each box on the x axis."""

    rows: list[list[str]]
    middles: dict[str, float]
    width: float
    crossings: int


def arrange(widths: Mapping[str, float], links: Sequence[Link]) -> Arrangement:
    """Put parties and plates into rows, with few crossings, and as narrow as may be.

    Args:
        widths: the width of each box, parties and plates, by key.
        links: what joins which parties; every party is in one.

    Returns:
        The arrangement; its x axis starts at the left edge of the leftmost box.

    Examples:
        >>> found = arrange({"a": 60, "b": 60, "a-b": 100}, [Link("a-b", ("a", "b"))])
        >>> found.rows, found.width
        ([['a'], ['a-b'], ['b']], 100.0)
    """
    parts = [_best(widths, part) for part in _components(links)]
    width = max((part.width for part in parts), default=0.0)
    rows: list[list[str]] = []
    middles: dict[str, float] = {}
    for part in parts:
        rows += part.rows
        shift = (width - part.width) / 2
        middles.update({key: x + shift for key, x in part.middles.items()})
    return Arrangement(rows, middles, width, sum(part.crossings for part in parts))


def _components(links: Sequence[Link]) -> list[list[Link]]:
    """Links that hang together, the largest group first."""
    groups: list[tuple[set[str], list[Link]]] = []
    for link in links:
        joined = [group for group in groups if group[0] & set(link.ends)]
        groups = [group for group in groups if group not in joined]
        keys = set(link.ends).union(*(group[0] for group in joined))
        groups.append((keys, [*(one for group in joined for one in group[1]), link]))
    return sorted((links for _, links in groups), key=lambda part: (-len(part), part[0].plate))


def _best(widths: Mapping[str, float], links: Sequence[Link]) -> Arrangement:
    """Try each party as the first, and keep the narrowest arrangement with the fewest crossings."""
    parties = sorted({end for link in links for end in link.ends})
    tried = [_from(root, widths, links, ()) for root in parties]
    if min(found.width for found in tried) > _WIDE:
        ties = Counter(end for link in links for end in link.ends)
        tried += [
            _from(root, widths, links, above)
            for root in sorted(parties, key=lambda key: -ties[key])[:_MIDDLES]
            if (above := _above(root, widths, links))
        ]
    return min(tried, key=lambda found: (round(found.width), found.crossings, len(found.rows)))


def _from(
    root: str, widths: Mapping[str, float], links: Sequence[Link], above: Collection[str]
) -> Arrangement:
    neighbours: dict[str, list[tuple[str, int]]] = {}
    for link in links:
        for end in link.ends:
            neighbours.setdefault(end, []).append((link.plate, link.lanes))
            neighbours.setdefault(link.plate, []).append((end, link.lanes))
    rows = _rows(root, links, above)
    _order(rows, neighbours)
    middles = _place(rows, widths, neighbours)
    left = min(middles[key] - widths[key] / 2 for key in middles)
    right = max(middles[key] + widths[key] / 2 for key in middles)
    shifted = {key: x - left for key, x in middles.items()}
    return Arrangement(rows, shifted, right - left, _crossings(rows, neighbours))


def _above(root: str, widths: Mapping[str, float], links: Sequence[Link]) -> set[str]:
    """Parties to put above a party and not beneath it, so that both sides are about as wide.

    What hangs together without that party stays together.
    """
    groups = _components([link for link in links if root not in link.ends])
    branches = [{end for link in group for end in link.ends} for group in groups]
    apart = {end for link in links for end in link.ends if root in link.ends} - {root}
    branches += [{end} for end in sorted(apart.difference(*branches))]
    sums = [
        (sum(widths[link.plate] + GAP for link in links if branch & set(link.ends)), branch)
        for branch in branches
    ]
    above: set[str] = set()
    balance = 0.0
    for width, branch in sorted(sums, key=lambda each: (-each[0], min(each[1]))):
        if balance < 0:
            above |= branch
        balance += width if balance < 0 else -width
    return above


def _rows(root: str, links: Sequence[Link], above: Collection[str]) -> list[list[str]]:
    """Rows from top to bottom: parties by their distance, counted upwards for those above."""
    level = {root: 0}
    queue = [root]
    for key in queue:
        for link in links:
            if key in link.ends:
                other = link.ends[1] if link.ends[0] == key else link.ends[0]
                if other not in level:
                    level[other] = level[key] + (-1 if other in above else 1)
                    queue.append(other)
    rows: dict[int, list[str]] = {}
    for party in sorted(level):
        rows.setdefault(2 * level[party], []).append(party)
    for link in links:
        first, last = (level[end] for end in link.ends)
        # A plate between parties of one row hangs on their far side.
        away = -1 if first < 0 else 1
        between = first + last if first != last else 2 * first + away
        rows.setdefault(between, []).append(link.plate)
    return [rows[index] for index in sorted(rows)]


Neighbours = dict[str, list[tuple[str, int]]]


def _order(rows: list[list[str]], neighbours: Neighbours) -> None:
    """Order each row by the middle of its neighbours, to and fro, and keep the best order seen."""
    best = [list(row) for row in rows]
    fewest = _crossings(rows, neighbours)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        pairs = list(pairwise(rows)) if down else [(b, a) for a, b in pairwise(rows)][::-1]
        for fixed, row in pairs:
            place = {key: at / max(1, len(fixed) - 1) for at, key in enumerate(fixed)}
            row.sort(key=lambda key, place=place: _mean(key, place, neighbours))  # type: ignore[misc]
        crossings = _crossings(rows, neighbours)
        if crossings < fewest:
            best, fewest = [list(row) for row in rows], crossings
    rows[:] = best


def _mean(key: str, place: Mapping[str, float], neighbours: Neighbours) -> float:
    found = [place[other] for other, _ in neighbours[key] if other in place]
    return sum(found) / len(found) if found else 0.5


def _crossings(rows: Sequence[Sequence[str]], neighbours: Neighbours) -> int:
    crossings = 0
    for upper, lower in pairwise(rows):
        at = {key: index for index, key in enumerate(lower)}
        segments = [
            (index, at[other], lanes)
            for index, key in enumerate(upper)
            for other, lanes in neighbours[key]
            if other in at
        ]
        for number, (a, b, lanes) in enumerate(segments):
            for c, d, others in segments[number + 1 :]:
                if (a - c) * (b - d) < 0:
                    crossings += lanes * others
    return crossings


def _place(
    rows: Sequence[Sequence[str]], widths: Mapping[str, float], neighbours: Neighbours
) -> dict[str, float]:
    """Pull each box towards the middle of its neighbours, as far as the boxes of its row let it."""
    middles: dict[str, float] = {}
    for row in rows:
        at = 0.0
        for key in row:
            middles[key] = at + widths[key] / 2
            at += widths[key] + GAP
        for key in row:
            middles[key] -= (at - GAP) / 2
    for sweep in range(2 * _SWEEPS):
        for row in rows if sweep % 2 == 0 else rows[::-1]:
            wanted = []
            for key in row:
                weight = sum(lanes for _, lanes in neighbours[key])
                pull = sum(middles[other] * lanes for other, lanes in neighbours[key])
                wanted.append(pull / weight)
            found = spaced(wanted, [widths[key] for key in row], GAP)
            middles.update(zip(row, found, strict=True))
    return middles
