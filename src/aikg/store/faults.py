"""What is said when a query or an update cannot be run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aikg.ground.errors import InputError, Place, SyntaxFault, did_you_mean
from aikg.ground.names import nearest
from aikg.ground.terms import PREFIXES
from aikg.store.tokens import code, names

if TYPE_CHECKING:
    import pyoxigraph as ox

_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
# What the engine says in words, among the many symbols that it would have taken.
_WORDS: Final = re.compile(r"(?:[A-Z][A-Za-z]*)(?: [\w$?]+){2,}")
_UPDATE: Final = re.compile(
    r"\s*(?:(?:PREFIX|BASE)\s+)*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[?$]?\w+|\S")
_CONCAT: Final = re.compile(r"CONCAT\s+\(", re.IGNORECASE)
_GRAMMAR: Final = "See SPARQL 1.1, section 19.8, for the grammar."
_KEYWORDS: Final = frozenset(
    re.findall(
        r"\w+",
        """SELECT DISTINCT REDUCED CONSTRUCT DESCRIBE ASK WHERE FROM NAMED PREFIX BASE GRAPH UNION
        OPTIONAL MINUS FILTER BIND VALUES EXISTS NOT GROUP BY HAVING ORDER LIMIT OFFSET COUNT""",
    )
)
# The second parser is slow; on what is longer the engine's own place must do.
_LONGEST: Final = 20_000


def malformed(kind: str, text: str, fault: SyntaxError) -> SyntaxFault:
    """Tell where a query or an update stops being SPARQL, with the line underlined.

    Examples:
        >>> print(malformed("query", "SELEC ?x {}", SyntaxError("error at 1:10: expected ASK")))
        query:1:1: this is no SPARQL from here on: found SELEC. Did you mean SELECT?
          1 | SELEC ?x {}
            | ^^^^^
    """
    from aikg.ground.reading.lines import fault_at

    update = _UPDATE.match(code(text)) if kind == "query" else None
    if update:
        return SyntaxFault(
            "an update where a query is expected",
            expected="SELECT, ASK, CONSTRUCT or DESCRIBE",
            found=update[1].upper(),
            where=Place(kind),
            mend="A query changes nothing; what is new is stated in a file of claims.",
        )
    offset = _begin(kind, text)
    if offset is None:
        return _sense(kind, text, str(fault))
    if not text[offset:].strip():
        problem, offset = "this is no SPARQL: it breaks off", len(text.rstrip())
        return fault_at(text, kind, offset, problem=problem, mend=_GRAMMAR)
    word = _WORD.search(text, offset)
    shown = word[0] if word else ""
    near = did_you_mean(nearest(shown, _KEYWORDS, 1)) if shown.upper() not in _KEYWORDS else ""
    return fault_at(
        text,
        kind,
        word.start() if word else offset,
        len(shown),
        problem="this is no SPARQL from here on",
        found=shown,
        mend=near or _GRAMMAR,
    )


def _sense(kind: str, text: str, fault: str) -> SyntaxFault:
    """Tell what is wrong with a query that has the form of one."""
    from aikg.ground.reading.lines import Lines, fault_at

    for name in names(text, PREFIXES):
        if name.iri is None and name.prefix is not None:
            near = did_you_mean([f"{each}:" for each in nearest(name.prefix, PREFIXES)])
            return fault_at(
                text,
                kind,
                name.offset,
                len(name.written),
                problem=f"the prefix {name.prefix}: is not declared",
                mend=near or f"Write PREFIX {name.prefix}: <…> before the query.",
            )
    found, said = _PLACE.search(fault), _WORDS.search(fault)
    mend = "Write CONCAT( without a space." if _CONCAT.search(text) else _GRAMMAR
    if said or not found:
        problem = f"this is no SPARQL: {said[0] if said else fault}"
        return SyntaxFault(problem, where=Place(kind), mend=mend)
    offset = min(Lines(text).offset(int(found[1]), int(found[2])), len(text.rstrip()))
    return fault_at(
        text, kind, offset, problem="this is no SPARQL, here or shortly before", mend=mend
    )


def _begin(kind: str, text: str) -> int | None:
    """Where the first thing begins that cannot be read, as rdflib's parser has it.

    The engine's own place lies up to a keyword's length behind the fault. None where rdflib finds
    none, or its places would not be those of the text.
    """
    if len(text) > _LONGEST or "\\u" in text or "\\U" in text:
        return None
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate

    try:
        (parseQuery if kind == "query" else parseUpdate)(text.replace("\t", " "))
    except ParseBaseException as found:
        return found.loc
    except (RecursionError, ValueError):
        return None
    return None


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
