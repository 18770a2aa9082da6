"""Amounts and dates as people read them, and as tables sort them."""

from __future__ import annotations

import math
from typing import Final

_SCALES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_UNITS: Final = {
    "NUM": "",
    "PERCENT": "%",
    "GigaW": "GW",
    "MegaW": "MW",
    "YR": "years",
    "MO": "months",
}
NO_CEILING: Final = "no ceiling"


def amount(value: float, currency: str = "") -> str:
    """Write an amount in words from a million up; infinity is a missing ceiling.

    Examples:
        >>> amount(22.4e9, "USD"), amount(0), amount(float("inf"), "EUR"), amount(125_000)
        ('USD 22.4 billion', '0', 'no ceiling', '125,000')
    """
    if math.isinf(value):
        return NO_CEILING
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return f"{currency} {value / scale:,.4g} {word}".strip()
    text = f"{value:,.10g}"
    return f"{currency} {text}".strip() if value else "0"


def bounds(lower: float, upper: float, currency: str = "", unit: str = "") -> str:
    """Write the bounds of a stated value, in a currency or in another unit.

    Examples:
        >>> bounds(0, 10e9, "USD"), bounds(3e10, 3e10, "USD"), bounds(10, math.inf, unit="GigaW")
        ('0 to USD 10 billion', 'USD 30 billion', 'at least 10 GW')
    """
    name = _UNITS.get(unit, unit)
    behind = f" {name}" if name else ""
    if math.isinf(upper):
        return f"at least {amount(lower, currency)}{behind}"
    if lower == upper:
        return amount(lower, currency) + behind
    return f"{amount(lower, currency)} to {amount(upper, currency)}{behind}"


def sortable(value: float) -> float:
    """Give a number that sorts as the amount does, and that JSON can hold.

    Examples:
        >>> sortable(float("inf")) > sortable(1e15)
        True
    """
    return min(value, 1e300)


def day(instant: str) -> str:
    """Give the day of an instant.

    Examples:
        >>> day("2025-11-18T23:59:59Z")
        '2025-11-18'
    """
    return instant.partition("T")[0]


def when(earliest: str, latest: str) -> str:
    """Tell what is known of a date: the day, from when to when, or only one of both.

    Examples:
        >>> when("2025-11-18T00:00:00Z", "2025-11-18T23:59:59Z")
        '2025-11-18'
        >>> when("2025-03-01T00:00:00Z", "2025-03-31T23:59:59Z")
        'between 2025-03-01 and 2025-03-31'
        >>> when("", "2025-01-21T23:59:59Z"), when("2026-01-01T00:00:00Z", ""), when("", "")
        ('by 2025-01-21', 'from 2026-01-01 on', 'undated')
    """
    first, last = day(earliest), day(latest)
    if first and last:
        return first if first == last else f"between {first} and {last}"
    if last:
        return f"by {last}"
    return f"from {first} on" if first else "undated"
