"""Rows that tell of one thing, made one row: what is common to all ways of putting them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aikg.questions.contract import Column, Question
    from aikg.questions.formats import Value
    from aikg.questions.rows import Row


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


def merged(column: Column, values: Sequence[Value]) -> Value:
    """What rows tell in a column that does not add up: all are complete, any is disputed."""
    if column.name == "complete":
        return all(values)
    if column.name == "disputed":
        return any(values)
    if column.many:
        lists = [value for value in values if isinstance(value, list)]
        return sorted({item for told in lists for item in told})
    return values[0]


def claims_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """The claims that any of the rows rests on."""
    return tuple(sorted({claim for row in rows for claim in row.rests_on}))
