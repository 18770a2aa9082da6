"""Lines of a query that stand only with, or only without, what was given.

To every other tool they are comments, so that the file runs as it is and gives the default answer:

    # if payer: VALUES ?from { $payer }          stands where --payer is given
    # if clock, payer: ?position ?p ?o .         stands where both are given
    # if payer: ?position ?p ?o .  # unless clock    stands where the one is given and not the other
    ?position a aikg:CurrentPosition .  # unless clock    stands where no clock is given

`$payer` is the value as RDF terms in SPARQL's syntax, parted by spaces; `$(payer)` is the same as an
expression list, parted by commas (SPARQL 1.1 Query, section 19.8, rules DataBlockValue and
ExpressionList). Only serialised terms enter a query this way, never a user's text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_IF: Final = re.compile(r"^(?P<indent>\s*)# if (?P<names>[\w-]+(?:, [\w-]+)*): ?(?P<text>.*)$")
_UNLESS: Final = re.compile(r"#\s*unless (?P<names>[\w-]+(?:, [\w-]+)*)\s*$")
_VALUE: Final = re.compile(r"\$(?P<open>\()?(?P<name>[A-Za-z][\w-]*)(?(open)\))")


def names_in(text: str) -> set[str]:
    r"""The names on which lines of a query depend.

    Examples:
        >>> sorted(names_in("# if a: VALUES ?x { $a }\n?x ?y ?z .  # unless b, c"))
        ['a', 'b', 'c']
    """
    names: set[str] = set()
    for line in text.splitlines():
        for found in (_IF.match(line), _UNLESS.search(line)):
            if found:
                names.update(found["names"].split(", "))
    return names


def resolve(text: str, given: Mapping[str, Sequence[str]]) -> str:
    r"""Let the lines stand that stand with what is given, and put in the terms.

    Args:
        text: the query as its file has it.
        given: for each name that is given its RDF terms in SPARQL's syntax, or a piece of SPARQL.

    Examples:
        >>> print(resolve("# if a: VALUES ?x { $a }\n?x a <urn:t> .  # unless a", {"a": ["<urn:x>"]}))
        VALUES ?x { <urn:x> }
        >>> print(resolve("# if a: FILTER (?x IN $(a))", {"a": ["<urn:x>", "<urn:y>"]}))
        FILTER (?x IN (<urn:x>, <urn:y>))
    """
    lines: list[str] = []
    for line in text.splitlines():
        without = _UNLESS.search(line)
        if without and any(name in given for name in without["names"].split(", ")):
            continue
        found = _IF.match(line)
        if found is None:
            lines.append(line)
        elif all(name in given for name in found["names"].split(", ")):
            lines.append(found["indent"] + _filled(found["text"], given))
    return "\n".join(lines)


def _filled(text: str, given: Mapping[str, Sequence[str]]) -> str:
    def terms(found: re.Match[str]) -> str:
        values = given.get(found["name"])
        if values is None:
            return found[0]
        return f"({', '.join(values)})" if found["open"] else " ".join(values)

    return _VALUE.sub(terms, text)
