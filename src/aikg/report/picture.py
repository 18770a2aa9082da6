"""The picture of who pays whom: one SVG, the same bytes for the same graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.report.boxes import PAD, PITCH, ROW, SIGN, Box, boxes, headline, layers
from aikg.report.layout import GAP, Link, arrange
from aikg.report.legend import notes, signs
from aikg.report.lines import Side, lane, sample, sides
from aikg.report.network import Firmness, Network
from aikg.report.paint import NAME, REMARK, TITLE, style, wrapped
from aikg.report.reading import read
from aikg.report.svg import element, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aikg.report.network import Deal
    from aikg.report.queries import Queries

    Mark = Callable[[Deal], Mapping[str, str]]

_WIDTH: Final = 720.0
_MARGIN: Final = 22.0
_SMALLEST: Final = 0.59
"""A page may show the picture so small; narrower ones scroll."""
_HEAD: Final = _MARGIN + TITLE + REMARK + 34
"""The room for the heading."""
_GAP: Final = 46.0
"""From one row of boxes to the next."""


def draw(graph: Queries) -> str:
    """Draw who pays whom, how much and how firmly, and who is tied to whom without money.

    Args:
        graph: an open graph, or anything that answers SPARQL with a table.

    Returns:
        An SVG document: light and dark by `prefers-color-scheme`, with a title and a description
        that tells every deal in words; the same graph always gives the same text.

    Examples:
        >>> import aikg
        >>> picture = draw(aikg.open())
        >>> picture.startswith("<svg"), "OpenAI to Amazon: $38 billion" in picture
        (True, True)
    """
    return compose(read(graph))


def compose(network: Network) -> str:
    """Draw a network that has been read.

    Examples:
        >>> compose(Network({}, ())).count("<path")
        1
    """
    made = boxes(network)
    width, bottom = lay_out(made)
    parts = [_heading(network), *_drawn(network, made, _unmarked)]
    legend, height = _legend(network, width, bottom + 34)
    return _document(network, [*parts, legend], width, height)


def inset(network: Network, mark: Mark) -> str:
    """Draw a network for the inside of a page, which brings heading, legend and colours itself.

    Args:
        network: parties and deals.
        mark: gives the attributes of a deal's words, such as those that make it a button.

    Examples:
        >>> inset(Network({}, ()), lambda deal: {})[:16]
        '<svg xmlns="http'
    """
    made = boxes(network)
    width, bottom = lay_out(made, 4.0)
    return element(
        "svg",
        "\n".join(_drawn(network, made, mark)),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:.0f} {bottom + 4:.0f}",
        width=width,
        height=bottom + 4,
        style=f"max-width:{width:.0f}px;min-width:{_SMALLEST * width:.0f}px",
        role="group",
        aria_label="Who pays whom, and who is tied to whom",
    )


def _drawn(network: Network, made: Mapping[str, Box], mark: Mark) -> list[str]:
    """Lines, plates and parties, in the order in which they cover each other."""
    leaving = sides(made)
    most: dict[str, float] = {}
    for deal in network.deals:
        drawn = deal.money.drawn if deal.money else 0.0
        most[deal.currency] = max(most.get(deal.currency, 0.0), drawn)
    plates = [box for box in made.values() if box.deals]
    parts = [
        _line(made, leaving, plate, index, deal, most)
        for plate in plates
        for index, deal in enumerate(plate.deals)
    ]
    parts += [_plate(network, made, plate, most, mark) for plate in plates]
    return parts + [_party(box) for box in made.values() if box.party]


def _unmarked(deal: Deal) -> dict[str, str]:
    return {}


def lay_out(made: Mapping[str, Box], top: float = _HEAD) -> tuple[float, float]:
    """Set the middle and the top of each box, from there down; gives the width and the lowest y."""
    links = [Link(box.key, box.ends, box.lanes) for box in made.values() if box.deals]
    found = arrange({key: box.width for key, box in made.items()}, links)
    width = max(_WIDTH, round(found.width + 2 * _MARGIN))
    left = (width - found.width) / 2
    y = top
    for number, row in enumerate(found.rows):
        y += _GAP if number else 0.0
        for key in row:
            made[key].middle = round(left + found.middles[key], 1)
            made[key].top = y
        y += max(made[key].height for key in row)
    plates = [box for box in made.values() if box.deals]
    for row in found.rows:
        _widen([made[key] for key in row], plates, width)
    return width, y


def _widen(row: Sequence[Box], plates: Sequence[Box], width: float) -> None:
    """Stretch parties over the plates that they are joined to, as far as neighbours let them."""
    for index, box in enumerate(row):
        joined = [plate for plate in plates if box.key in plate.ends]
        if not joined:
            continue
        least = row[index - 1].right + GAP if index else _MARGIN
        most = row[index + 1].left - GAP if index + 1 < len(row) else width - _MARGIN
        rooms = [PITCH * plate.lanes / 2 + PAD for plate in joined]
        starts = [plate.middle - room for plate, room in zip(joined, rooms, strict=True)]
        ends = [plate.middle + room for plate, room in zip(joined, rooms, strict=True)]
        left = max(least, min(box.left, *starts))
        right = min(most, max(box.right, *ends))
        box.middle, box.width = (left + right) / 2, right - left


def _document(network: Network, parts: Sequence[str], width: float, height: float) -> str:
    told = " ".join(network.sentence(deal) for deal in network.deals)
    head = [
        element("title", words("Who pays whom, how much and how firmly"), id="aikg-title"),
        element("desc", words(told or "The graph tells of no deal."), id="aikg-desc"),
        element("style", style()),
        element("rect", class_="ground", rx=10, width=width, height=height),
    ]
    return (
        element(
            "svg",
            "\n" + "\n".join([*head, *parts]) + "\n",
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {width:.0f} {height:.0f}",
            width=width,
            height=height,
            role="img",
            aria_labelledby="aikg-title aikg-desc",
        )
        + "\n"
    )


def _heading(network: Network) -> str:
    y = _MARGIN + TITLE
    told = "As told by " + ", ".join(network.publishers) if network.publishers else ""
    return element(
        "text", words("Who pays whom, and how firmly"), x=_MARGIN, y=y, class_="title"
    ) + (element("text", words(told), x=_MARGIN, y=y + REMARK + 8, class_="remark") if told else "")


def _line(
    made: Mapping[str, Box],
    leaving: Mapping[tuple[str, str], Side],
    plate: Box,
    index: int,
    deal: Deal,
    most: Mapping[str, float],
) -> str:
    """The two halves of a line, on either side of its plate."""
    drawn = ""
    beside = len({made[end].top for end in plate.ends}) == 1
    right = max(plate.ends, key=lambda end: (made[end].middle, end))
    strokes = layers(deal, most)
    for end in plate.ends:
        upper = min(made[end], plate, key=lambda box: box.top)
        bend = max(box.bottom for box in made.values() if box.top == upper.top)
        party, here = leaving[end, plate.key], leaving[plate.key, end]
        # Beneath two parties of one row the lines nest, so that they do not cross each other.
        at = len(plate.deals) - 1 - index if beside and end == right else index
        outer = (party.first + PITCH * at, party.edge)
        inner = (here.first + PITCH * at, here.edge)
        if deal.end == end and deal.firmness is not Firmness.TIE:
            drawn += lane(inner, outer, strokes, head=True, bend=bend)
        else:
            drawn += lane(outer, inner, strokes, head=False, bend=bend)
    return drawn


def _plate(
    network: Network, made: Mapping[str, Box], plate: Box, most: Mapping[str, float], mark: Mark
) -> str:
    frame = element(
        "rect",
        x=plate.left,
        y=plate.top,
        width=plate.width,
        height=plate.height,
        rx=8,
        class_="plate",
    )
    rows = ""
    for index, deal in enumerate(plate.deals):
        y = plate.top + PAD / 2 + ROW * index
        x = plate.left + PAD
        turn = _turn(made[deal.start], made[deal.end])
        sign = sample(x + 11, y + ROW / 2, turn, layers(deal, most), 32)
        rows += element(
            "g",
            element("title", words(network.sentence(deal)))
            + sign
            + element("text", words(headline(deal)), x=x + SIGN, y=y + 21, class_="headline")
            # With a space, so that the lines are not read out as one word.
            + " "
            + element("text", words(deal.remark), x=x + SIGN, y=y + 41, class_="remark"),
            **mark(deal),
        )
    return element("g", frame + rows)


def _turn(payer: Box, payee: Box) -> int:
    """Which way the money of a line runs, as a turn of an arrow that points down."""
    if payer.top != payee.top:
        return 0 if payer.top < payee.top else 180
    return -90 if payer.middle < payee.middle else 90


def _party(box: Box) -> str:
    party = box.party
    assert party is not None
    kind = "open" if not party.stated else "party member" if party.member else "party"
    size, class_ = (NAME, "name") if party.stated else (REMARK, "unnamed")
    frame = element(
        "rect", x=box.left, y=box.top, width=box.width, height=box.height, rx=12, class_=kind
    )
    first = box.top + 12 + size * 0.9
    return frame + "".join(
        element("text", words(line), x=box.middle, y=first + (size + 4) * index, class_=class_)
        for index, line in enumerate(box.lines)
    )


def _legend(network: Network, width: float, y: float) -> tuple[str, float]:
    """What the lines mean, in two columns where there is room; and where the picture ends."""
    drawn = element("path", d=f"M{_MARGIN:.0f} {y:.0f}H{width - _MARGIN:.0f}", class_="plate")
    column = (width - 2 * _MARGIN) / 2
    told = signs(network)
    for index, sign in enumerate(told):
        x = _MARGIN + column * (index % 2)
        row = y + 30 + 30 * (index // 2)
        drawn += sign.drawn(x + 18, row - 6)
        drawn += element("text", words(sign.words), x=x + 46, y=row, class_="remark")
    row = y + 32 + 30 * ((len(told) + 1) // 2)
    for note in notes(network):
        for line in wrapped(note, REMARK, width - 2 * _MARGIN):
            drawn += element("text", words(line), x=_MARGIN, y=row, class_="remark")
            row += 25
    return element("g", drawn), round(row + _MARGIN - 25 + 8)
