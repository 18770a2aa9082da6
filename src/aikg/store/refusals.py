"""What no query may do here: call other endpoints, or bring the engine down."""

from __future__ import annotations

import re
from typing import Final

from aikg.ground.errors import InputError
from aikg.store.tokens import code

_CALL: Final = re.compile(r"(?<![\w?$])(?:SERVICE|LOAD)(?!\w)", re.IGNORECASE)
# What a clause FROM begins like, wherever it stands: rule 13 (DatasetClause) and those it leads to.
_FROM: Final = re.compile(r"(?<![\w?$:])FROM(?!\w)\s*(?:[<#]|NAMED(?!\w)|[\w.-]*:)", re.IGNORECASE)
_WORD: Final = re.compile(r"(?<![\w?$])FROM(?!\w)", re.IGNORECASE)
# The engine walks groups, operators and brackets by recursion, and dies of some thousands.
_STEP: Final = re.compile(
    r"[{;!|&+*/^]|\.(?!\d)|(?<![\w?$])(?:AS|BIND|FILTER)(?!\w)", re.IGNORECASE
)
_BRACKET: Final = re.compile(r"[(\[{]|([)\]}])")
_MOST_STEPS: Final = 1_000
_DEEPEST: Final = 200


def refuse_service(query: str) -> None:
    """Refuse a federated query (SPARQL 1.1 Federated Query): nothing remote is ever fetched.

    Raises:
        InputError: the query has a SERVICE clause, or the update a LOAD.

    Examples:
        >>> refuse_service("SELECT * { ?s ?p 'SERVICE <x>' }")
        >>> refuse_service("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
        Traceback (most recent call last):
        aikg.ground.errors.InputError: SERVICE is refused: ...
    """
    folded = query.casefold()
    if "service" not in folded and "load" not in folded:
        return  # most have neither word even in a text, and this is the quickest way to know
    found = _CALL.search(query) and _CALL.search(code(query))
    if found:
        raise InputError(
            f"{found[0].upper()} is refused",
            expected="a query over this graph alone",
            found="a call of another endpoint",
            mend="Nothing remote is ever fetched; load what is needed instead.",
        )


def refuse_surrogates(query: str) -> None:
    r"""Refuse half a character, which is what bytes that are no UTF-8 become in an argument.

    Raises:
        SyntaxFault: there is one; says where.

    Examples:
        >>> refuse_surrogates("ASK { kg:\udcff ?p ?o }")
        Traceback (most recent call last):
        aikg.ground.errors.SyntaxFault: query:1:10: this is no character: ...
    """
    try:
        query.encode()
    except UnicodeEncodeError as fault:
        from aikg.ground.reading.lines import fault_at

        raise fault_at(
            query,
            "query",
            fault.start,
            problem="this is no character",
            expected="text in UTF-8",
            found=ascii(query[fault.start])[1:-1],
        ) from None


def refuse_deep(query: str) -> None:
    """Refuse a query that is nested or chained beyond what the engine survives.

    Raises:
        InputError: it has too many groups, operators and statements, or brackets too deep.

    Examples:
        >>> refuse_deep("ASK {" + "{" * 5000)
        Traceback (most recent call last):
        aikg.ground.errors.InputError: the query is too deep for the engine: ...
    """
    if len(query) <= _DEEPEST:
        return
    bare = code(query)
    depth = deepest = 0
    for bracket in _BRACKET.finditer(bare):
        depth += -1 if bracket[1] else 1
        deepest = max(deepest, depth)
    steps = len(_STEP.findall(bare))
    for too, found, most, what in (
        ("deep", deepest, _DEEPEST, "brackets in one another"),
        ("long", steps, _MOST_STEPS, "groups, operators and statements"),
    ):
        if found > most:
            raise InputError(
                f"the query is too {too} for the engine",
                expected=f"at most {most:,} {what}",
                found=f"{found:,}",
                mend="Ask in several queries; long lists of values go into VALUES.",
            )


def chooses_graphs(query: str) -> bool:
    """Whether a query names its own graphs (section 13.2), so that not all of them are meant.

    Examples:
        >>> chooses_graphs("SELECT * FROM graph:register { ?s ?p ?o }")
        True
        >>> chooses_graphs("SELECT ?from { ?from ?p 'FROM' }")
        False
    """
    # To part code from text is dear, and few texts have what looks like one.
    looks = "from" in query.casefold() and _FROM.search(query)
    return bool(looks and _WORD.search(code(query)))
