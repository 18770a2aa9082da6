"""Cells and tables in HTML: bounds in words, the unknown told apart from the endless, all escaped."""

from __future__ import annotations

import math
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Final

from aikg.questions.formats import Iri, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aikg.questions.contract import Column
    from aikg.questions.formats import Value

UNKNOWN: Final = '<td title="not known">–</td>'
_WORDS: Final = {"least": "at least ", "most": "at most "}
_OTHERS: Final = {"lower": "upper", "upper": "lower", "least": "most", "most": "least"}


def table(
    heads: Iterable[str],
    rows: Iterable[Sequence[Value]],
    columns: Sequence[Column],
    caption: str = "",
    beside: Sequence[str] = (),
) -> str:
    """Write a table.

    Args:
        heads: the cells of its head, in HTML.
        rows: the cells of its rows.
        columns: what those are; one for each.
        caption: in HTML; empty for none.
        beside: one more cell for each row, in HTML.

    Examples:
        >>> from aikg.questions.contract import Column
        >>> print(table(["<th>who</th>"], [["<b>"], [None]], [Column("who", "text")], "x"))
        <table><caption>x</caption><thead><tr><th>who</th></tr></thead>
        <tbody><tr><td>&lt;b&gt;</td></tr><tr><td title="not known">–</td></tr></tbody></table>
    """
    lines = []
    for number, row in enumerate(rows):
        values = dict(zip((column.name for column in columns), row, strict=True))
        cells = "".join(cell(column, values) for column in columns)
        lines.append(f"<tr>{cells}{beside[number] if beside else ''}</tr>")
    top = f"<caption>{caption}</caption>" if caption else ""
    return (
        f"<table>{top}<thead><tr>{''.join(heads)}</tr></thead>\n"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def heads(columns: Iterable[Column]) -> list[str]:
    """The cells of a table's head: each column's name, its unit, and its help where one points at it."""
    cells = []
    for column in columns:
        tip = f' title="{escape(column.help)}"' if column.help else ""
        unit = f" <small>({escape(column.unit)})</small>" if column.unit else ""
        cells.append(f'<th scope="col"{tip}>{escape(column.name.replace("_", " "))}{unit}</th>')
    return cells


def cell(column: Column, row: Mapping[str, Value]) -> str:
    """Write the cell of a column of a row.

    A bound says which of the two it is, unless the other one is the same.

    Examples:
        >>> from aikg.questions.contract import Column
        >>> upper = Column("upper", "number")
        >>> for lower, most in ((0.0, 1e10), (3e10, 3e10), (1e9, math.inf), (None, None)):
        ...     print(cell(upper, {"lower": lower, "upper": most}))
        <td style="text-align: right">at most 10 billion</td>
        <td style="text-align: right">30 billion</td>
        <td style="text-align: right" title="without a ceiling">INF</td>
        <td title="not known">–</td>
    """
    value = row[column.name]
    if value is None:
        return UNKNOWN
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return f"<td>{written(value)}</td>"
    aligned = '<td style="text-align: right"'
    if column.edge == "most" and value == math.inf:
        return f'{aligned} title="without a ceiling">INF</td>'
    exact = _other(column, row) == value or not math.isfinite(value)
    return f"{aligned}>{'' if exact else _WORDS.get(column.edge, '')}{written(value)}</td>"


def _other(column: Column, row: Mapping[str, Value]) -> Value:
    """The other bound of the same figure; None where there is none."""
    stem, _, last = column.name.rpartition("_")
    # Least and most over readings are of an amount that is a bound itself.
    if last not in _OTHERS or (stem and _WORDS.keys() & {_edge(stem)}):
        return None
    return row.get(f"{stem}_{_OTHERS[last]}" if stem else _OTHERS[last])


def _edge(stem: str) -> str:
    from aikg.questions.contract import Column

    return Column(stem, "number").edge


def written(value: Value) -> str:
    """Write a value for people, in HTML."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(written, value))
    if isinstance(value, dict):
        return ", ".join(map(written, value.values()))
    if isinstance(value, Iri):
        return f'<span title="{escape(value)}">{escape(value.short)}</span>'
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, int | float):
        return in_words(float(value))
    return "–" if value is None else escape(value)
