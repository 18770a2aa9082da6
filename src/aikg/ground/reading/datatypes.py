"""Whether a lexical form is one of its datatype: XML Schema 1.1, part 2 (Datatypes)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Literal

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TEXT = _XSD + "string"
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_DATE = r"(-?(?:[1-9][0-9]{3,}|0[0-9]{3}))-([0-9]{2})-([0-9]{2})"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _on_calendar(found: re.Match[str]) -> bool:
    year, month, day = (int(part[-400:]) for part in found.groups())  # leap years repeat in 400
    if not 1 <= month <= 12:
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= _DAYS[month - 1] + (leap and month == 2)


class _Form(NamedTuple):
    pattern: str
    expected: str
    also: Callable[[re.Match[str]], bool] | None = None


_FORMS = {
    _XSD + name: _Form(pattern, expected, also)
    for name, pattern, expected, also in (
        ("boolean", "true|false|1|0", "true or false", None),
        (
            "decimal",
            r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
            "a decimal number such as 12.5",
            None,
        ),
        ("integer", "[+-]?[0-9]+", "a whole number such as 12", None),
        ("nonNegativeInteger", r"\+?[0-9]+|-0+", "a whole number from 0 up, such as 12", None),
        (
            "positiveInteger",
            r"\+?0*[1-9][0-9]*",
            "a whole number from 1 up, such as 12",
            None,
        ),
        (
            "double",
            r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN",
            "a number such as 1.5e9, INF, -INF or NaN",
            None,
        ),
        ("date", _DATE + _ZONE, "a date such as 2025-11-18", _on_calendar),
        (
            "dateTime",
            f"{_DATE}T{_TIME}{_ZONE}",
            "a date and time such as 2025-11-18T00:00:00Z",
            _on_calendar,
        ),
        ("anyURI", r'[^\x00-\x20<>"{}|\\^`]*', "an IRI, its blanks escaped as %20", None),
        (
            "string",
            "[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*",
            "text without control characters",
            None,
        ),
    )
}


def expected(literal: Literal) -> str | None:
    """Return what the datatype of an ill-typed literal wants; None where the literal is sound.

    A datatype that is not known here has no ill-typed literals.

    Examples:
        >>> from pyoxigraph import Literal, NamedNode
        >>> expected(Literal("2025-02-29", datatype=NamedNode(_XSD + "date")))
        'a date such as 2025-11-18'
        >>> expected(Literal("INF", datatype=NamedNode(_XSD + "double")))
    """
    datatype = literal.datatype.value
    form = _FORMS.get(datatype)
    if form is None or (datatype == _TEXT and literal.value.isprintable()):
        return None
    found = re.fullmatch(form.pattern, literal.value)  # compiled when first seen
    if found is None or (form.also is not None and not form.also(found)):
        return form.expected
    return None
