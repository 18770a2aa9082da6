"""What a triple says, whichever way a store writes it: lines of N-Triples by their values.

Stores rewrite literals: `01.50` comes back as `1.5`, `true` as `1`, `@en-GB` as `@en-gb`. Two lines
that say the same become one here, and what had to be rewritten is counted by kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from math import isinf
from re import compile as compile_
from typing import TYPE_CHECKING, Final

from aikg.ground.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Pattern

_END: Final = b" ."
_QUOTE, _BRACKET = b'">'
_SHORT: Final = 200
"""Bytes of a literal that is kept with what comes of it."""
_REMEMBERED: Final = 1 << 16
_IN_FORM: Final[set[bytes]] = set()
"""Some of the literals that need no rewriting."""


def by_value(line: bytes, rewritten: dict[str, int] | None = None) -> bytes:
    r"""Give a line of canonical N-Triples with its literal in one form for each value.

    Args:
        line: subject, predicate, object and a dot, with one space between them.
        rewritten: for each kind of rewriting how often it was needed; goes on counting.

    Returns:
        Numbers, booleans and instants in one form each (XML Schema 1.1 part 2, section 2.3.1), a
        boolean as the integer that some stores keep in its place, language tags in lower case (RDF
        1.1 Concepts, section 3.3). All else stays as it is.

    Examples:
        >>> say = b'<urn:s> <urn:p> "%b"^^<http://www.w3.org/2001/XMLSchema#%b> .'
        >>> by_value(say % (b"01.50", b"decimal")) == by_value(say % (b"1.5", b"decimal"))
        True
        >>> by_value(say % (b"true", b"boolean")) == by_value(say % (b"1", b"integer"))
        True
        >>> by_value(b'<urn:s> <urn:p> "colour"@en-GB .')
        b'<urn:s> <urn:p> "colour"@en-gb .'
    """
    start = line.find(b'"')  # subjects and predicates have none (N-Triples, rule IRIREF)
    if start < 0 or line[-3] == _QUOTE:
        return line
    if line[-3] == _BRACKET:
        told = line[start:-2]
        found = _known(told) if len(told) <= _SHORT else _form(told)
    else:
        start = line.rfind(b'"@')
        found = _tagged(line[start:-2]) if start >= 0 else None
    if found is None:
        return line
    kind, written = found
    if rewritten is not None:
        rewritten[kind] = rewritten.get(kind, 0) + 1
    return line[:start] + written + _END


def by_values(text: bytes, rewritten: dict[str, int] | None = None) -> list[bytes]:
    r"""Give lines of canonical N-Triples, each by value, as `by_value` does for one.

    Args:
        text: the lines, with a line feed between them.
        rewritten: as for `by_value`.

    Examples:
        >>> by_values(b'<urn:s> <urn:p> <urn:o> .\n<urn:s> <urn:p> "colour"@en-GB .\n')
        [b'<urn:s> <urn:p> <urn:o> .', b'<urn:s> <urn:p> "colour"@en-gb .']
    """
    lines = text.split(b"\n")
    if not lines[-1]:
        lines.pop()
    # Once for each of millions of lines, each call that is saved shows: plain texts, and IRIs, are
    # told from all else by how the line ends, and literals that are in their form are remembered.
    return [
        line
        if (last := line[-3]) == _QUOTE
        or (last == _BRACKET and ((start := line.find(b'"')) < 0 or line[start:-2] in _IN_FORM))
        else by_value(line, rewritten)
        for line in lines
    ]


def _form(told: bytes) -> tuple[str, bytes] | None:
    """The kind of rewriting that a literal with a datatype needs, and what comes of it."""
    cut = told.rfind(b'"^^<')
    form = _RULES.get(told[cut + 3 :]) if cut >= 0 else None
    if form is None:
        return None
    lexical = told[1:cut].decode()
    # No literal that is none of its datatype has a value: it is what it is written as.
    found = form.write(lexical) if form.lexical.fullmatch(lexical) else None
    if found is None:
        return None
    written = b'"' + found.encode() + b'"^^' + (form.datatype or told[cut + 3 :])
    return None if written == told else (form.kind, written)


@lru_cache(maxsize=_REMEMBERED)
def _known(told: bytes) -> tuple[str, bytes] | None:
    found = _form(told)
    if found is None:
        if len(_IN_FORM) >= _REMEMBERED:
            _IN_FORM.clear()
        _IN_FORM.add(told)
    return found


def _tagged(told: bytes) -> tuple[str, bytes] | None:
    written = told.lower()
    return None if written == told else ("case of a language tag", written)


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """How values of some datatypes are written here.

    Attributes:
        kind: what is said of a literal that is written otherwise.
        lexical: what literals of the datatype look like (XML Schema 1.1 part 2, section 3.3).
        write: gives the one form of a value; None where it has none.
        datatype: the datatype that they are given, in the syntax of N-Triples; empty for their own.
    """

    kind: str
    lexical: Pattern[str]
    write: Callable[[str], str | None]
    datatype: bytes = b""


def _boolean(lexical: str) -> str:
    return {"true": "1", "false": "0"}.get(lexical, lexical)


def _integer(lexical: str) -> str:
    return str(int(lexical))


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _decimal(lexical: str) -> str:
    number = Decimal(lexical)
    return _plain(number) if number else "0"


def _double(lexical: str) -> str:
    if lexical.endswith(("INF", "NaN")):
        return lexical.removeprefix("+")
    number = float(lexical)
    if isinf(number):
        return "INF" if number > 0 else "-INF"
    return _plain(Decimal(repr(number))) if number else f"{number:.0f}"


def _instant(lexical: str) -> str | None:
    try:
        told = datetime.fromisoformat(lexical)
        if told.tzinfo is None:
            return _shortest(told.isoformat())
        return _shortest(told.astimezone(UTC).replace(tzinfo=None).isoformat()) + "Z"
    except (ValueError, OverflowError):  # a day that there is not, or a year beyond Python's
        return None


def _shortest(instant: str) -> str:
    return instant.rstrip("0") if "." in instant else instant


_INTEGER: Final = rf"<{XSD}integer>".encode()
_WHOLE: Final = r"[+-]?[0-9]+"
_REAL: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_FORMS: Final = {
    "boolean": Form("form of xsd:boolean", compile_("true|false|0|1"), _boolean, _INTEGER),
    "decimal": Form("form of xsd:decimal", compile_(_REAL), _decimal),
    "dateTime": Form(
        "form of xsd:dateTime",
        # Of more digits than six after the point Python would drop some.
        compile_(
            r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
            r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
        ),
        _instant,
    ),
    **dict.fromkeys(
        ("double", "float"),
        Form("form of xsd:double", compile_(rf"{_REAL}(?:[eE]{_WHOLE})?|[+-]?INF|NaN"), _double),
    ),
    **dict.fromkeys(
        (
            *("integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger"),
            *("nonPositiveInteger", "negativeInteger"),
            *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
        ),
        Form("form of xsd:integer", compile_(_WHOLE), _integer),
    ),
}
_RULES: Final = {f"<{XSD}{name}>".encode(): form for name, form in _FORMS.items()}
