"""Which agreements there are, and which of them claims link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.derive.rows import rows, values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.store import Store

LINKS: Final = (
    *("aikg:trancheOf", "aikg:hasTranche", "aikg:inProgramme", "aikg:hasProgrammePart"),
    *("aikg:replaces", "aikg:overlaps", "aikg:convertedFrom"),
)

_LINKED: Final = f"""
SELECT ?about ?other WHERE {{
  VALUES ?link {{ {" ".join(LINKS)} }}
  GRAPH ?g {{ ?claim ?link ?other ; aikg:about ?about }}
}}
"""
# From what is known to its claims and on: a table of links would be gone through for each agreement.
_FROM: Final = f"""
SELECT ?other WHERE {{
  %s
  GRAPH ?g {{ ?claim aikg:about ?about ; ?link ?other }}
  FILTER (?link IN ({", ".join(LINKS)}))
}}
"""
_INTO: Final = f"""
SELECT ?about WHERE {{
  %s
  GRAPH ?g {{ ?claim ?link ?other ; aikg:about ?about }}
  FILTER (?link IN ({", ".join(LINKS)}))
}}
"""


def subjects(store: Store) -> list[str]:
    """The IRIs of all that claims are about, in order."""
    # Whether it is a claim that says so is seen where claims are read: to look here would be to look
    # up each of them, all over the disk.
    found = rows(store, "SELECT DISTINCT ?about { GRAPH ?g { ?claim aikg:about ?about } }")
    return sorted(row[0] for row in found)


def links(store: Store) -> list[tuple[str, str]]:
    """The pairs of agreements that claims link: parts, programmes, replacements and so on."""
    return [(a, b) for a, b in rows(store, _LINKED)]


def neighbours(store: Store, agreements: Iterable[str]) -> set[str]:
    """The agreements that claims link to any of these, in either direction."""
    batch = sorted(agreements)
    away = rows(store, _FROM % values("about", batch))
    back = rows(store, _INTO % values("other", batch))
    return {row[0] for row in (*away, *back)}
