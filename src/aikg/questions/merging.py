"""Rows that tell of one thing, made one row: what is common to all ways of putting them together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aikg.questions.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from aikg.questions.contract import Column, Question
    from aikg.questions.formats import Value


_ORDER: Final = re.compile(r"^ORDER BY (.+)\s*\Z", re.MULTILINE)
_KEY: Final = re.compile(r"(DESC\()?\?(\w+)")


def about(question: Question) -> list[str]:
    """The columns that tell what a row is about, such as the payer and the currency.

    Examples:
        >>> from aikg.questions.catalogue import Catalogue
        >>> about(Catalogue.packaged()["totals"])
        ['payer', 'payee', 'currency']
    """
    return [
        column.name
        for column in question.columns
        if column.name not in question.additive and column.type != "boolean" and not column.many
    ]


def amount(row: Row | None, name: str) -> float:
    """A figure of a row; 0 where there is no row, or no figure."""
    value = row[name] if row is not None else 0.0
    return float(value) if isinstance(value, float | int) else 0.0


def one_of(
    question: Question, rows: Sequence[Row], figures: Callable[[str], Mapping[str, Value]]
) -> Row:
    """Make one row of several that are about the same.

    Args:
        question: the contract.
        rows: what is told of it.
        figures: gives for a column that adds up its cell, and what is to stand beside it.

    Examples:
        >>> from aikg.questions.catalogue import Catalogue
        >>> from aikg.questions.rows import Row
        >>> names = ("counterparty", "kind", "paid", "committed", "possible", "currency")
        >>> rows = [Row(dict.fromkeys(names, number)) for number in (1, 2)]
        >>> sums = lambda name: {name: sum(row[name] for row in rows)}
        >>> one_of(Catalogue.packaged()["inflows"], rows, sums)["paid"]
        3
    """
    cells: dict[str, Value] = {}
    for column in question.columns:
        if column.name in question.additive:
            cells |= figures(column.name)
        else:
            cells[column.name] = _merged(column, [row[column.name] for row in rows])
    return Row(cells, tuple(sorted({claim for row in rows for claim in row.rests_on})))


def _merged(column: Column, values: Sequence[Value]) -> Value:
    """What rows tell in a column that does not add up: all are complete, any is disputed."""
    if column.name == "complete":
        return all(values)
    if column.name == "disputed":
        return any(values)
    if column.many:
        lists = [value for value in values if isinstance(value, list)]
        return sorted({item for told in lists for item in told})
    return values[0]


def in_order(question: Question, rows: Iterable[Row]) -> list[Row]:
    """Put rows that were merged in the order that the query asks for (SPARQL 1.1 Query, section 15.1).

    Examples:
        >>> from aikg.questions.catalogue import Catalogue
        >>> from aikg.questions.rows import Row
        >>> told = [Row({"possible": x, "counterparty": y}) for x, y in ((6, "A"), (8, "C"), (8, "B"))]
        >>> rows = in_order(Catalogue.packaged()["inflows"], told)
        >>> [(row["possible"], row["counterparty"]) for row in rows]
        [(8, 'B'), (8, 'C'), (6, 'A')]
    """
    result = list(rows)
    found = _ORDER.search(question.text)
    for descending, name in reversed(_KEY.findall(found[1]) if found else []):
        result.sort(key=lambda row, name=name: _place(row[name]), reverse=bool(descending))  # type: ignore[misc]
    return result


def _place(value: Value) -> tuple[int, float, str]:
    """What is unbound comes first, and texts after numbers."""
    if isinstance(value, float | int):
        return 1, float(value), ""
    return (0, 0.0, "") if value is None else (2, 0.0, str(value))
