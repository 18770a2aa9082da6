"""How much of all that somebody buys comes from each provider, at least and at most."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aikg.derive.shares import concentration, share
from aikg.ground.bounds import Bounds
from aikg.questions.operators.asked import claims, number, text
from aikg.questions.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.derive.shares import Extremes
    from aikg.questions.formats import Value
    from aikg.questions.operators.asked import Asked


@dataclass(slots=True)
class _Bought:
    """All that is bought of one provider in one currency."""

    committed: float = 0.0
    possible: float = 0.0
    claims: set[str] = field(default_factory=set)


def shares(asked: Asked) -> Iterator[Row]:
    """Give a row for each provider in each currency, the greatest possible share first."""
    bought: dict[str, dict[str, _Bought]] = defaultdict(lambda: defaultdict(_Bought))
    gaps: set[str] = set()
    complete = True
    for row in asked.select():
        one = bought[text(row["currency"])][text(row["provider"])]
        one.committed += number(row["committed"])
        one.possible += number(row["possible"])
        one.claims |= claims(row)
        if text(row["complete"]) != "true":
            complete = False
            gaps |= claims(row)
    for currency in sorted(bought, key=lambda name: (not name, name)):
        told = gaps.union(*(one.claims for one in bought[currency].values()))
        for cells in _rows(currency, bought[currency]):
            yield Row({**cells, "complete": complete}, tuple(sorted(told)))


def _rows(currency: str, bought: dict[str, _Bought]) -> Iterator[dict[str, Value]]:
    names = sorted(bought, key=lambda name: (-bought[name].possible, -bought[name].committed, name))
    # What has no disclosed amount is in no currency, and has no share that could be told.
    amounts = [Bounds(bought[name].committed, bought[name].possible) for name in names if currency]
    index = concentration(amounts)
    for at, name in enumerate(names):
        own = share(amounts, at) if amounts else None
        yield {
            "provider": name or None,
            "committed": bought[name].committed if currency else None,
            "possible": bought[name].possible if currency else None,
            "currency": currency or None,
            **_extremes("share", own, 100),
            **_extremes("hhi", index, 10_000),
            "attained": own.attained and index.attained if own and index else None,
        }


def _extremes(name: str, found: Extremes | None, scale: float) -> dict[str, Value]:
    if found is None:
        return {f"{name}_least": None, f"{name}_most": None}
    return {f"{name}_least": found.least * scale, f"{name}_most": found.most * scale}
