"""From the parser's complaint to a fault that says where, what and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat

from aikg.ground.errors import Place, SyntaxFault, did_you_mean, shown
from aikg.ground.names import nearest
from aikg.ground.reading.lines import Lines, fault_at
from aikg.ground.reading.prefixes import WELL_KNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

_POSITION = re.compile(r"^Parser error (?:at|between) [\w ]+: ")
_UNDECLARED = re.compile(r"^(?:The|Unknown) prefix (.*?):(?: has not been declared)?$", re.DOTALL)
_NO_SCHEME = "No scheme found in an absolute IRI"
# The parser quotes the words it stumbled on where it gives no line (RDF/XML and JSON-LD).
_QUOTED = re.compile(r"['`\"]([^'`\"]+)['`\"]")

# The parser keeps one token at a time in a buffer of 2^24 bytes, which may hold the one before it.
LONGEST = 2**23

# What to do about the parser's commonest complaints about Turtle and its kin.
_MENDS = {
    "Unexpected end": "End the last statement with a dot and close what is open.",
    "A dot is expected": "End the statement before it with a dot.",
    "must be followed by a dot": "End the statement before it with a dot.",
    "Line jumps are not allowed": 'Close the quote, or put a text of several lines in """.',
    "is not a valid RDF object": "Is a comma or semicolon too many, or an object missing?",
    "is not a valid predicate": "A predicate is an IRI; is a semicolon or dot missing before it?",
    "is not a valid subject": "A subject is an IRI or blank node; is a quote or dot too many?",
    "Invalid IRI code point": "Escape it with % as URLs do.",
}


def syntax_fault(
    error: SyntaxError,
    text: str,
    name: str,
    syntax: RdfFormat,
    prefixes: Mapping[str, str],
    *,
    positioned: bool = True,
) -> SyntaxFault:
    """Return our fault for a SyntaxError of pyoxigraph.

    Args:
        error: What the parser raised.
        text: The file's text.
        name: The file's name.
        syntax: The format it was read as.
        prefixes: The prefixes declared before the fault.
        positioned: Whether the parser's line and column are those of the text.
    """
    problem = _POSITION.sub("", str(error.msg))
    lines = Lines(text)
    line, column, length = _span(error, lines) if positioned else (None, None, 1)
    undeclared = _UNDECLARED.match(problem)
    if line is None:
        line, column, length = _search(problem, undeclared, lines)
    found = ""
    if line and column:
        start = lines.offset(line, column)
        found = text[start : start + length].splitlines()[0] if text[start : start + 1] else ""
        found = found.strip()
    if undeclared:
        return undeclared_prefix(undeclared[1], lines, name, syntax, prefixes, line, column)
    mend = ""
    if _NO_SCHEME in problem:
        problem, mend = "a relative IRI, and no base to resolve it against", _absolute(syntax)
    elif problem.startswith("Only UTF-8"):  # what it says of RDF/XML that declares an encoding
        line, column, mend = 1, 1, "Save the file as UTF-8, and declare that or nothing."
    elif syntax not in (RdfFormat.JSON_LD, RdfFormat.RDF_XML):
        mend = next((mend for sign, mend in _MENDS.items() if sign in problem), "")
        if problem.startswith("Unexpected end") and found[:1] in ('"', "'"):
            mend = "Close the quote."
    return SyntaxFault(
        shown(problem[0].lower() + problem[1:] if problem[:2].istitle() else problem),
        found="" if found and found in problem else found,
        where=Place(name, line, column),
        mend=mend,
        excerpt=lines.excerpt(line, column, length) if line and column else "",
    )


def undeclared_prefix(
    prefix: str,
    lines: Lines,
    name: str,
    syntax: RdfFormat,
    prefixes: Mapping[str, str],
    line: int | None,
    column: int | None,
) -> SyntaxFault:
    """Return the fault for a prefix that is not declared, with the nearest one that could be."""
    declare = {
        RdfFormat.JSON_LD: 'Add "{0}": "{1}" to @context.',
        RdfFormat.RDF_XML: 'Add xmlns:{0}="{1}".',
    }.get(syntax, "Add @prefix {0}: <{1}> .")
    if prefix in WELL_KNOWN:
        mend = declare.format(prefix, WELL_KNOWN[prefix])
    else:
        near = nearest(prefix, [p for p in {**prefixes, **WELL_KNOWN} if p])
        mend = did_you_mean([f"{p}:" for p in near])
        if near and near[0] not in prefixes:
            mend += " " + declare.format(near[0], WELL_KNOWN[near[0]])
        mend = mend or declare.format(shown(prefix), "…")
    return SyntaxFault(
        f"the prefix {shown(prefix)}: is not declared",
        where=Place(name, line, column),
        mend=mend,
        excerpt=lines.excerpt(line, column, len(prefix) + 1) if line and column else "",
    )


def long_token(text: str, name: str, syntax: RdfFormat) -> SyntaxFault:
    """Return the fault for a literal or name that is longer than the parser takes."""
    problem = "one literal or name is longer than the parser takes"
    expected = "at most 16 MB between two quotes"
    mend = "Is a quote not closed? A long text is better linked to than put in the graph."
    if syntax in (RdfFormat.JSON_LD, RdfFormat.RDF_XML):
        return SyntaxFault(problem, expected=expected, where=Place(name), mend=mend)
    from aikg.ground.reading.turtle import first_longer

    return fault_at(
        text, name, first_longer(text, LONGEST), problem=problem, expected=expected, mend=mend
    )


def _absolute(syntax: RdfFormat) -> str:
    if syntax == RdfFormat.JSON_LD:
        return 'Write it in full, or add "@base" to @context.'
    if syntax == RdfFormat.RDF_XML:
        return "Write it in full, or add xml:base."
    if syntax in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS):
        return "Write it in full."
    return "Write it in full, or add @base <…> ."


def _span(error: SyntaxError, lines: Lines) -> tuple[int | None, int | None, int]:
    """Return line, column and length of what the parser points at, which may span lines."""
    line, column = error.lineno, error.offset
    if line is None or column is None:
        return None, None, 1
    length = 1
    if error.end_lineno == line and error.end_offset:
        length = max(error.end_offset - column, 1)
    elif (error.end_lineno or line) > line:
        length = max(len(lines.line(line)) - column + 1, 1)
    return line, column, length


def _search(
    problem: str, undeclared: re.Match[str] | None, lines: Lines
) -> tuple[int | None, int | None, int]:
    """Look for the words that the parser quotes: an attribute, a value or a prefix."""
    quoted = _QUOTED.search(problem)
    if undeclared:
        pattern = rf"(?<![\w.\-]){re.escape(undeclared[1])}:"
    elif quoted:
        pattern = rf"(?<=[\"'>]){re.escape(quoted[1])}(?=[\"'<])"
    else:
        return None, None, 1
    found = re.search(pattern, lines.text)
    if found is None:
        return None, None, 1
    place = lines.place("", found.start())
    return place.line, place.column, found.end() - found.start()
