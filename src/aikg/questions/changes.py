"""The bounds of what may have changed at the date: either all that was before stands, or all after.

A joint change is one of several agreements, of which it is open on which day it was. The rows of the one
side are not added to those of the other: at least the less of the two is firm, at most the more possible.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from aikg.questions.merging import about, amount, one_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from aikg.questions.contract import Question
    from aikg.questions.formats import Value
    from aikg.questions.rows import Row

K = TypeVar("K", bound="Hashable")

SIDES: Final = ("before", "after")
_CEILING: Final = "possible"


@dataclass
class _Group:
    """The rows that agree in what they are about."""

    settled: Row | None = None
    changing: dict[str, dict[str, Row]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def rows(self) -> list[Row]:
        changing = [row for sides in self.changing.values() for row in sides.values()]
        return [self.settled, *changing] if self.settled else changing


def settled(question: Question, told: Iterable[tuple[K, str, str, Row]]) -> Iterator[tuple[K, Row]]:
    """Put the rows of either side of a change, and those of no change, together.

    Args:
        question: the contract.
        told: a key that is kept apart, the change and the side, both empty for none, and the row.

    Examples:
        >>> from aikg.questions.catalogue import Catalogue
        >>> from aikg.questions.rows import Row
        >>> question = Catalogue.packaged()["outflows"]
        >>> def row(paid, committed, possible):
        ...     texts = {"counterparty": "B", "kind": "loan", "currency": "USD"}
        ...     return Row({**texts, "paid": paid, "committed": committed, "possible": possible})
        >>> told = [(0, "", "", row(1, 1, 1)), (0, "x", "before", row(0, 30, 30))]
        >>> [(_, one)] = settled(question, [*told, (0, "x", "after", row(20, 20, 50))])
        >>> one["paid"], one["committed"], one["possible"]
        (1.0, 21.0, 51.0)
    """
    names = about(question)
    groups: dict[tuple[K, tuple[Value, ...]], _Group] = defaultdict(_Group)
    for key, change, side, row in told:
        group = groups[key, tuple(row[name] for name in names)]
        if change:
            group.changing[change][side] = row
        else:
            group.settled = row
    for (key, _), group in groups.items():
        yield key, _bounded(question, group) if group.changing else group.rows[0]


def _bounded(question: Question, group: _Group) -> Row:
    def figures(name: str) -> dict[str, Value]:
        extreme = max if name.endswith(_CEILING) else min
        changing = (
            extreme(amount(sides.get(side), name) for side in SIDES)
            for sides in group.changing.values()
        )
        return {name: amount(group.settled, name) + sum(changing)}

    return one_of(question, group.rows, figures)
