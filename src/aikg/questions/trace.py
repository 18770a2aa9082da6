"""Opening a row: the claims that it rests on, and their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from aikg.store import Store

_QUOTES = """
SELECT DISTINCT ?statement ?source ?title ?paragraph ?quote WHERE {
  {
    VALUES ?statement { %(statements)s }
    GRAPH ?g { ?statement aikg:inSource ?source ; aikg:hasEvidence ?evidence }
  } UNION {
    VALUES ?statement { %(statements)s }
    GRAPH ?g { ?statement aikg:inSource ?source ; ?has ?part . ?part aikg:hasEvidence ?evidence }
    FILTER (?has IN (%(parts)s))
  }
  GRAPH ?g {
    ?evidence aikg:paragraph ?paragraph ; aikg:quote ?quote .
    OPTIONAL { ?source rdfs:label ?title }
  }
}
ORDER BY ?statement ?paragraph ?quote
"""

# The parts of a claim may have words of their own, such as the figure that only they name.
_PARTS = ("hasFigure", "hasStageEntry", "hasRight", "hasCondition", "hasHolding")

# A triple is told by a claim about its subject or its object, or by the claim whose part it is of.
_TOLD = """
SELECT DISTINCT ?claim WHERE {
  { GRAPH ?g { ?claim aikg:about %(subject)s ; %(predicate)s %(object)s } }
  UNION { GRAPH ?g { ?claim aikg:about %(subject)s ; aikg:kind %(object)s } }
  UNION { GRAPH ?g { ?claim aikg:about %(object)s ; ?role %(subject)s } }
  UNION { GRAPH ?g { %(subject)s aikg:inSource ?s ; %(predicate)s %(object)s }
          BIND (%(subject)s AS ?claim) }
  UNION { GRAPH ?g { ?claim aikg:inSource ?s ; ?has %(subject)s .
                     %(subject)s %(predicate)s %(object)s } }
}
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
    """Give the quotes of claims with their parts, and of opinions, by statement and paragraph."""
    terms = {
        "statements": " ".join(str(NamedNode(each)) for each in sorted(set(statements))),
        "parts": ", ".join(f"aikg:{name}" for name in _PARTS),
    }

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
        for row in store.select(_QUOTES % terms)
    ]


def told_by(store: Store, triple: Triple) -> list[str]:
    """Give the claims that tell a triple, of the claim itself or of what is derived from it."""
    if not isinstance(triple.subject, NamedNode):
        return []
    if isinstance(triple.object, BlankNode):
        return []
    terms = {
        "subject": str(triple.subject),
        "predicate": str(triple.predicate),
        "object": str(triple.object),
    }
    return sorted(row["claim"].value for row in store.select(_told(terms)))


def _told(terms: dict[str, str]) -> str:
    if terms["object"].startswith("<"):
        return _TOLD % terms
    # A literal is nobody's subject: the branch that has it so is left out.
    lines = [line for line in _TOLD.splitlines() if "aikg:about %(object)s" not in line]
    return "\n".join(lines) % terms
