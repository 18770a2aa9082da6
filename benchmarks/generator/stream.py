"""The whole graph, source by source: what has been written is forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator import asides, dates
from generator.clusters import cluster
from generator.dice import Dice
from generator.market import Market
from generator.quads import LABEL, A, Quads, claim, integer, source_iri, text
from generator.telling import PARAGRAPHS, Teller, first_telling, later_telling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deals import Deal
    from generator.telling import Told

BLOCK: Final = 100
"""Deals that are told of together: all that is ever held at once."""

_TELLINGS: Final = ((0.12, 1), (0.64, 2), (0.95, 3), (1.0, 4))
"""How many sources tell of a deal: two or three of nearly all, as of deals that are in the news."""
_PAGE: Final = 20
"""Deals that a source tells of, about."""
_UNDATED: Final = 0.1


@dataclass
class Tally:
    """What has been written so far."""

    deals: int = 0
    claims: int = 0
    sources: int = 0
    quads: int = 0
    organizations: int = 0
    tellings: dict[int, int] = field(default_factory=dict)


def generate(deals: int, seed: int, tally: Tally | None = None) -> Iterator[str]:
    """Generate a graph of so many deals, as N-Quads text in pieces of one source each.

    Args:
        deals: how many agreements, programmes included.
        seed: the same seed gives the same text, on every machine.
        tally: is kept up to date, if given.

    Yields:
        The register first, then the sources in the order of their blocks of deals.

    Examples:
        >>> pieces = list(generate(10, seed=7))
        >>> pieces == list(generate(10, seed=7)), pieces == list(generate(10, seed=8))
        (True, False)
    """
    dice, market = Dice(seed), Market(deals)
    tally = tally or Tally()
    tally.organizations = market.size
    for quads in market.register():
        tally.quads += len(quads)
        yield quads.written()
    while tally.deals < deals:
        block = _block(dice, market, tally.deals, deals)
        day = int(tally.deals / deals * dates.DAYS)
        tally.deals += len(block)
        for place, page in enumerate(_pages(dice, market, block, tally)):
            name = f"made-{seed}-{tally.sources}"
            yield _source(dice, market, name, _day(dice, day, place), page, tally)


def _block(dice: Dice, market: Market, number: int, deals: int) -> list[Deal]:
    found: list[Deal] = []
    while len(found) < BLOCK and number + len(found) < deals:
        at = number + len(found)
        found += cluster(dice, market, at, deals - at)
    return found


def _pages(
    dice: Dice, market: Market, block: Sequence[Deal], tally: Tally
) -> Iterator[list[tuple[Told, bool]]]:
    """What each source of a block tells: first the new deals, then what others make of them."""
    first: list[tuple[Told, bool]] = []
    later: list[list[tuple[Told, bool]]] = [[], [], []]
    for deal in block:
        count = dice.weighted(_TELLINGS)
        tally.tellings[count] = tally.tellings.get(count, 0) + 1
        new = (first_telling(deal), True)
        if deal.late:
            later[0].append(new)
        else:
            first.append(new)
        for turn in range(count - 1):
            place = min(2, turn + 1) if deal.late else turn
            if deal.late and turn == 2:
                break  # one source tells of a deal once
            later[place].append((later_telling(dice, market, deal), False))
    for told in (first, *later):
        pages = max(1, round(len(told) / _PAGE))
        size = -(-len(told) // pages)
        yield from (told[start : start + size] for start in range(0, len(told), size or 1))


def _day(dice: Dice, day: int, place: int) -> int:
    """Later sources of a block are published later, by days or by months."""
    return min(
        dates.DAYS + 120, day + dice.below(9) + (place > BLOCK // _PAGE - 1) * dice.rank(120)
    )


def _source(
    dice: Dice, market: Market, name: str, day: int, page: Sequence[tuple[Told, bool]], tally: Tally
) -> str:
    quads = Quads(name)
    publisher, label = market.publisher(dice)
    iri = source_iri(name)
    kind = "PressRelease" if dice.chance(0.1) else "NewsArticle"
    teller = Teller(dice, quads, name, day)
    pairs = [
        (LABEL, text(f"{label}, {name}")),
        (A["publishedBy"], publisher),
        (A["paragraphCount"], integer(PARAGRAPHS)),
        (A["textDigest"], text(f"{tally.sources:064x}")),
    ]
    if dice.chance(_UNDATED):
        pairs.append((A["notStated"], A["publicationDate"]))
    else:
        date, evidence = claim(name, "published"), claim(name, "published.evidence")
        said = dates.spoken(day)
        quads.describe(
            date, A["StatedDate"], dates.described(said, list(dates.bounds(day)), evidence)
        )
        teller.quote(evidence, said)
        pairs.append((A["publicationDate"], date))
    quads.describe(iri, A[kind], pairs)
    for told, is_new in page:
        if is_new:
            quads.describe(told.deal.iri, None, [(LABEL, text(told.deal.label))])
        teller.tell(told)
        if dice.chance(0.02):
            asides.opinion(teller, told)
        if told.deal.kind.name == "Investment" and dice.chance(0.02):
            asides.holding(teller, told)
    tally.sources += 1
    tally.claims += len(page)
    tally.quads += len(quads)
    return quads.written()
