"""Many rows at once: what a SELECT finds, as plain text cells.

The engine writes its results as TSV without holding Python's lock; cutting text at tabs is several
times faster than making an object of every term.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import QueryResultsFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Rows(Protocol):
    """The rows that a SELECT finds, to be written out."""

    def serialize(self, *, format: QueryResultsFormat) -> bytes | None:
        """Write them in a format (such as SPARQL 1.1 Query Results TSV)."""


class Asked(Protocol):
    """What can be asked: a store, or a way to one in another process."""

    def select(self, query: str) -> Rows:
        """Run a SELECT query."""


_ESCAPE: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_ESCAPES: Final = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def rows(store: Asked, query: str) -> Iterator[list[str]]:
    """Give the rows of a SELECT as text: IRIs in full, literals by their lexical form, "" for unbound.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> list(rows(EmbeddedStore(), 'SELECT ?a ?b { VALUES (?a ?b) { (<urn:x> 5) (UNDEF "t") } }'))
        [['urn:x', '5'], ['', 't']]
    """
    return texts(store.select(query))


def texts(found: Rows) -> Iterator[list[str]]:
    """Give rows that were found as text, in the same way.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> list(texts(EmbeddedStore().select("SELECT ?a { VALUES ?a { <urn:x> 'b' } }")))
        [['urn:x'], ['b']]
    """
    # Most cells are IRIs, empty or met before: a call for each of them would cost more than the rest.
    known = _Lexical()
    return (
        [
            cell[1:-1] if cell[:1] == "<" else cell if cell[:1] != '"' else known[cell]
            for cell in line.split("\t")
        ]
        for line in lines(found)
    )


class _Lexical(dict[str, str]):
    """The lexical form of each literal that was met."""

    def __missing__(self, term: str) -> str:
        text = self[term] = lexical(term)
        return text


def terms(store: Asked, query: str) -> Iterator[list[str]]:
    """Give the rows of a SELECT as terms in the syntax of Turtle; "" for unbound."""
    return (line.split("\t") for line in lines(store.select(query)))


def lexical(term: str) -> str:
    """Give the IRI, or the lexical form of the literal, of a term in the syntax of Turtle.

    Examples:
        >>> lexical("<urn:x>"), lexical('"a"^^<urn:y>'), lexical("true")
        ('urn:x', 'a', 'true')
    """
    if term.startswith("<"):
        return term[1:-1]
    if term.startswith('"'):
        # The lexical form ends at the last quote: a datatype or a language follows it.
        text = term[1 : term.rindex('"')]
        return _ESCAPE.sub(_unescaped, text) if "\\" in text else text
    return term


def written(store: Asked, query: str) -> bytes:
    r"""Give the rows of a SELECT as SPARQL 1.1 Query Results TSV.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> written(EmbeddedStore(), "SELECT ?a { VALUES ?a { <urn:x> } }")
        b'?a\n<urn:x>\n'
    """
    return _written(store.select(query))


def lines(found: Rows) -> list[str]:
    """Give rows that were found as lines of SPARQL 1.1 Query Results TSV, without their head.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> lines(EmbeddedStore().select("SELECT ?a { VALUES ?a { <urn:x> } }"))
        ['<urn:x>']
    """
    return _written(found).decode("utf-8").split("\n")[1:-1]


def _written(found: Rows) -> bytes:
    return found.serialize(format=QueryResultsFormat.TSV) or b""


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    if code[0] in "uU" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _ESCAPES.get(code, code)


def values(variable: str, iris: Iterable[str]) -> str:
    """Write a VALUES clause of IRIs (SPARQL 1.1 Query, section 10).

    Examples:
        >>> values("x", ["urn:a", "urn:b"])
        'VALUES ?x { <urn:a> <urn:b> }'
    """
    return f"VALUES ?{variable} {{ {' '.join(f'<{iri}>' for iri in iris)} }}"
