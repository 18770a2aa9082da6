"""What is said when a query or an update cannot be run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aikg.ground.errors import InputError, Place, SyntaxFault

if TYPE_CHECKING:
    import pyoxigraph as ox

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def malformed(kind: str, text: str, fault: SyntaxError) -> SyntaxFault:
    """Tell where a query or an update stops being SPARQL, with the line underlined.

    Examples:
        >>> print(malformed("query", "SELECT ?x", SyntaxError("error at 1:10: expected WHERE")))
        query:1:10: this is no SPARQL: expected WHERE. See SPARQL 1.1, section 19.8...
          1 | SELECT ?x
            |          ^
    """
    found = _PLACE.search(str(fault))
    if not found:
        return SyntaxFault(
            "this is no SPARQL", expected=str(fault), where=Place(kind), mend=_mend(text)
        )
    line, column = int(found[1]), int(found[2])
    detail = " ".join(found[3].split()).removeprefix("expected ")
    lines = text.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1][:160]
    width = len(str(line))
    return SyntaxFault(
        "this is no SPARQL",
        expected=detail,
        where=Place(kind, line, column),
        mend=_mend(text),
        excerpt=f"  {line} | {shown}\n  {' ' * width} | {' ' * (column - 1)}^",
    )


def _mend(text: str) -> str:
    if re.search(r"CONCAT\s+\(", text, re.IGNORECASE):
        return "Write CONCAT( without a space."
    return "See SPARQL 1.1, section 19.8, for the grammar."


def other_form(
    wanted: str, result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
) -> InputError:
    """Tell that a query is of another form than the one that was asked for."""
    found = {"QuerySolutions": "SELECT", "QueryBoolean": "ASK"}.get(
        type(result).__name__, "CONSTRUCT or DESCRIBE"
    )
    return InputError(
        "a query of another form",
        expected=wanted,
        found=found,
        mend="Use the method that fits its form.",
    )


def refuse_service(query: str) -> None:
    """Refuse a federated query (SPARQL 1.1 Federated Query): nothing remote is ever fetched.

    Raises:
        InputError: the query has a SERVICE clause outside of strings, IRIs and comments.

    Examples:
        >>> refuse_service("SELECT * { ?s ?p 'SERVICE <x>' }")
        >>> refuse_service("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
        Traceback (most recent call last):
        aikg.ground.errors.InputError: SERVICE is refused: ...
    """
    bare = _NOT_CODE.sub(" ", query)
    if _SERVICE.search(bare):
        raise InputError(
            "SERVICE is refused",
            expected="a query over this graph alone",
            found="a call of another endpoint",
            mend="Nothing remote is ever fetched; load what is needed instead.",
        )


_NOT_CODE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<[^<>\"{}|^`\\\s]*>"
    r"|#[^\n]*",
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![\w?$:])(?:SERVICE|LOAD)(?![\w:])", re.IGNORECASE)
