"""How far a term reaches in its line, for underlining it."""

from __future__ import annotations

import re

# What stands between quotation marks, with the language or datatype of a literal of Turtle.
_KIND = r"(?:@[A-Za-z][\w-]*|\^\^(?:<[^>]*>|[\w.-]*:[\w./-]*))?"
_TERM = re.compile(
    rf'(?P<long>"""|\'\'\')|"(?:[^"\\]|\\.)*"{_KIND}|\'(?:[^\'\\]|\\.)*\'{_KIND}'
    r"|<[^>\s]*>|@?[^\s\"'<>()\[\]{},;]+"
)


def extent(line: str, start: int) -> int:
    """Return how many characters of a line the term takes that begins at an offset, at least 1.

    A text of several lines ends with its first one.

    Examples:
        >>> line = 'c:price aikg:asStated "up to $10 billion"@en ; aikg:lower 0e0 .'
        >>> [line[at:][: extent(line, at)] for at in (0, 8, 22, 58)]
        ['c:price', 'aikg:asStated', '"up to $10 billion"@en', '0e0']
    """
    found = _TERM.match(line, start)
    if found is None:
        return 1
    if found["long"]:
        end = line.find(found["long"], found.end())
        return (len(line.rstrip()) if end < 0 else end + 3) - start
    term = found[0]
    # The dot that ends a statement is none of its last term's.
    return len(term if term[0] in "\"'<" else term.rstrip(".:") or term)
