"""What a triple says, whichever way a store writes it: lines of N-Triples by their values.

Stores rewrite literals: `01.50` comes back as `1.5`, `true` as `1`, `@en-GB` as `@en-gb`. Two lines
that say the same become one here, and what had to be rewritten is counted by kind.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aikg.ground.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_INTEGER: Final = f"<{XSD}integer>".encode()
_END: Final = b" ."


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
    end = line[-3:]
    if end == b'" .':
        return line
    if end == b"> .":
        cut = line.rfind(b'"^^<')
        if cut < 0:
            return line
        rule = _RULES.get(line[cut + 3 : -2])
        if rule is None:
            return line
        kind, write = rule
        start = line.index(b'"')  # subjects and predicates have none (N-Triples, rule IRIREF)
        told = line[start:-2]
        found = _written(told, cut - start, write)
    else:
        cut = line.rfind(b'"@')
        if cut < 0:
            return line
        kind, start, told = "case of a language tag", cut, line[cut:-2]
        found = told.lower()
    if found == told:
        return line
    if rewritten is not None:
        rewritten[kind] = rewritten.get(kind, 0) + 1
    return line[:start] + found + _END


@lru_cache(maxsize=1 << 16)
def _written(told: bytes, cut: int, write: Callable[[str], str | None]) -> bytes:
    lexical = told[1:cut].decode()
    try:
        found = write(lexical)
    except (ValueError, InvalidOperation, OverflowError):
        return told  # no literal of its datatype has a value: it is what it is written as
    if found is None:
        return told
    datatype = _INTEGER if write is _boolean else told[cut + 3 :]
    return b'"' + found.encode() + b'"^^' + datatype


def _boolean(lexical: str) -> str | None:
    return {"true": "1", "1": "1", "false": "0", "0": "0"}.get(lexical)


def _integer(lexical: str) -> str:
    return str(int(lexical))


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _decimal(lexical: str) -> str | None:
    number = Decimal(lexical)
    return (_plain(number) if number else "0") if number.is_finite() else None


def _double(lexical: str) -> str | None:
    if lexical in ("INF", "+INF"):
        return "INF"
    if lexical in ("-INF", "NaN"):
        return lexical
    number = Decimal(repr(float(lexical)))
    if not number:
        return "-0" if number.is_signed() else "0"
    return _plain(number) if number.is_finite() else None


def _instant(lexical: str) -> str | None:
    told = datetime.fromisoformat(lexical)
    if "T" not in lexical:
        return None
    if told.tzinfo is None:
        return _shortest(told.isoformat())
    return _shortest(told.astimezone(UTC).replace(tzinfo=None).isoformat()) + "Z"


def _shortest(instant: str) -> str:
    return instant.rstrip("0") if "." in instant else instant


_RULES: Final[Mapping[bytes, tuple[str, Callable[[str], str | None]]]] = {
    f"<{XSD}{name}>".encode(): (f"form of xsd:{name}", write)
    for names, write in (
        (("boolean",), _boolean),
        (("decimal",), _decimal),
        (("double", "float"), _double),
        (("dateTime",), _instant),
        (
            (
                *("integer", "long", "int", "short", "byte"),
                *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger"),
                *("negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort"),
                "unsignedByte",
            ),
            _integer,
        ),
    )
    for name in names
}
