"""Who pays whom: the counted money added up by payers, payees and currency."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aikg.report.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.report.money import Position


@dataclass(frozen=True, slots=True)
class Flow:
    """All that the same payers pay the same payees in one currency."""

    payers: tuple[str, ...]
    payees: tuple[str, ...]
    currency: str
    money: Money
    complete: bool
    disputed: bool
    agreements: tuple[str, ...]
    claims: tuple[str, ...]


def flows(counted: Iterable[Position]) -> list[Flow]:
    """Add up positions by who pays whom, the greatest first.

    Money within one organization, between its units, is none that flows.
    """
    groups: dict[tuple[tuple[str, ...], tuple[str, ...], str], list[Position]] = defaultdict(list)
    for position in counted:
        if position.currency and position.payers != position.payees:
            groups[position.payers, position.payees, position.currency].append(position)
    found = [
        Flow(
            *key,
            sum((each.money for each in group), Money()),
            all(each.complete for each in group),
            any(each.disputed for each in group),
            tuple(dict.fromkeys(each.agreement for each in group)),
            tuple(dict.fromkeys(claim for each in group for claim in each.claims)),
        )
        for key, group in groups.items()
    ]
    return sorted(found, key=lambda f: (f.currency, -f.money.drawn, f.payers, f.payees))
