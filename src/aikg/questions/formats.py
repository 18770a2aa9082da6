"""Rows as text: JSON, CSV, Markdown."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from aikg.ground.terms import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Value = str | int | float | Decimal | bool | list[Any] | dict[str, Any] | None
"""What a cell can hold: lists for columns of many, objects for legs, None for what is unknown."""

TEXT_FORMATS: Final = ("json", "csv", "markdown")

_SCALES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


class Iri(str):
    """An IRI in a cell: a string that shows itself with its prefix where it is shown to people.

    Examples:
        >>> Iri("https://w3id.org/aikg/id/anthropic").short
        'kg:anthropic'
    """

    __slots__ = ()

    @property
    def short(self) -> str:
        """The IRI with a known prefix, as in `kg:anthropic`."""
        return shorten(self)


def finite(value: Value) -> Value:
    """Write infinity as the string "INF", and a whole number without a point.

    A decimal becomes the nearest number that JSON's readers have.

    Examples:
        >>> finite(float("inf")), finite(4e9), finite(0.5), finite(["a"]), finite(Decimal("2.50"))
        ('INF', 4000000000, 0.5, ['a'], 2.5)
    """
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [finite(item) for item in value]
    if isinstance(value, dict):
        return {name: finite(item) for name, item in value.items()}
    if isinstance(value, float):
        if math.isinf(value):
            return "INF" if value > 0 else "-INF"
        if math.isnan(value):
            return "NaN"
        return int(value) if value.is_integer() else value
    return value


def plain(value: Value) -> str:
    """Write a cell as text: infinity as INF, a list with "; ", nothing for what is unknown.

    Examples:
        >>> plain(float("inf")), plain(["a", "b"]), plain(None), plain(4e9), plain(True)
        ('INF', 'a; b', '', '4000000000', 'true')
        >>> plain(Decimal("0.1000000000000000000001"))
        '0.1000000000000000000001'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(plain(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name} {plain(item)}" for name, item in value.items())
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(finite(value))


def in_words(value: float) -> str:
    """Write a number for people: in millions, billions or trillions where that keeps its digits.

    Examples:
        >>> in_words(22.4e9), in_words(1234567.0), in_words(0.25), in_words(math.inf)
        ('22.4 billion', '1,234,567', '0.25', 'INF')
    """
    if math.isinf(value):
        return "INF" if value > 0 else "-INF"
    for scale, word in _SCALES:
        scaled = value / scale
        # A figure keeps all its digits: it is scaled only where few are left behind the point.
        if abs(value) >= scale and round(scaled, 3) == scaled:
            return f"{scaled:g} {word}"
    return f"{value:,.10g}" if not value.is_integer() else f"{int(value):,}"


def to_json(document: dict[str, Any]) -> str:
    """Write an object as JSON (RFC 8259), indented, in Unicode.

    Examples:
        >>> print(to_json({"rows": []}))
        {
          "rows": []
        }
    """
    import json

    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    r"""Write rows as comma-separated values with a header line (RFC 4180).

    Examples:
        >>> to_csv(["who", "upper"], [["a, b", 1e9]])
        'who,upper\r\n"a, b",1000000000\r\n'
    """
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([plain(value) for value in row] for row in rows)
    return out.getvalue()


def to_markdown(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    r"""Write rows as a table in GitHub Flavored Markdown.

    Examples:
        >>> print(to_markdown(["who"], [["a|b"]]))
        | who |
        | --- |
        | a\|b |
    """

    def cell(value: Value) -> str:
        return plain(value).replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")

    lines = [list(columns), ["---"] * len(columns), *([cell(v) for v in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
