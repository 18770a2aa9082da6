"""Opening a row: the claims that it rests on, and their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.store import Store

_QUOTES = """
SELECT DISTINCT ?statement ?source ?title ?paragraph ?quote WHERE {
  VALUES ?statement { %s }
  GRAPH ?g {
    ?statement aikg:inSource ?source ; aikg:hasEvidence ?evidence .
    ?evidence aikg:paragraph ?paragraph ; aikg:quote ?quote .
    OPTIONAL { ?source rdfs:label ?title }
  }
}
ORDER BY ?statement ?paragraph ?quote
"""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source, where they stand, and the statement that rests on them."""

    statement: str
    source: str
    title: str
    paragraph: int
    quote: str


def quotes(store: Store, statements: Iterable[str]) -> list[Quote]:
    """Give the quotes of claims and opinions, in the order of statement and paragraph."""
    values = " ".join(str(NamedNode(statement)) for statement in sorted(set(statements)))

    def text(term: object) -> str:
        return term.value if isinstance(term, Literal | NamedNode) else ""

    return [
        Quote(
            text(row["statement"]),
            text(row["source"]),
            text(row["title"]),
            int(text(row["paragraph"])),
            text(row["quote"]),
        )
        for row in store.select(_QUOTES % values)
    ]
