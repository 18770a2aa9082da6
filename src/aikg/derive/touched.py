"""Which agreements a change of what is told bears on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.derive.linked import LINKS
from aikg.derive.rows import rows, values
from aikg.derive.units import TOLD_BY
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pyoxigraph import Triple

    from aikg.store import Store

# What claims are read through, from a claim down to the last node that an amount depends on.
DOWN: Final = (
    *("aikg:inSource", "aikg:publicationDate", "aikg:hasFigure", "aikg:hasStageEntry"),
    *("aikg:onDate", "aikg:hasCondition", "aikg:allOf", "aikg:anyOf", "aikg:metOn"),
    *("aikg:failedOn", "aikg:fallback", "aikg:releases", "aikg:validFrom", "aikg:validUntil"),
    *("aikg:dueFrom", "aikg:dueUntil"),
)
_ABOVE: Final = f"""
SELECT DISTINCT ?above WHERE {{
  %s
  GRAPH ?g {{ ?above ?down ?below }}
  FILTER (?down IN ({", ".join(DOWN)}))
}}
"""
_ABOUT: Final = """
SELECT DISTINCT ?about WHERE { %s GRAPH ?g { ?claim aikg:about ?about } }
"""
_UNITS: Final = """
SELECT DISTINCT ?unit WHERE {
  %s
  { GRAPH ?g { ?unit aikg:unitOf ?parent } }
  UNION
  { GRAPH ?g { ?relation aikg:parent ?parent } GRAPH ?of_unit { ?unit aikg:unitRelation ?relation } }
}
"""
_RELATED: Final = """
SELECT DISTINCT ?unit WHERE { %s GRAPH ?g { ?unit aikg:unitRelation ?relation } }
"""
_NAMING: Final = """
SELECT DISTINCT ?about WHERE { %s GRAPH ?g { ?claim ?role ?agent ; aikg:about ?about } }
"""
_ENDS: Final = frozenset(name.replace("aikg:", AIKG) for name in (*LINKS, "aikg:about"))


def touched(store: Store, change: Collection[Triple]) -> set[str]:
    """Give what claims are about on which a change bears, as the store stands.

    To be asked before the change is made and after it: what a triple bore on is found while it is
    there.

    Args:
        store: the claims, and the register.
        change: triples that come or go, of any named graph but the ontology's.

    Returns:
        The IRIs of agreements and whatever else claims are about; what is linked to them is not
        followed.

    Examples:
        >>> from pyoxigraph import Literal, NamedNode, Triple
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update('''INSERT DATA { GRAPH graph:s {
        ...   <urn:claim> aikg:about kg:deal ; aikg:hasFigure <urn:figure> } }''')
        >>> lower = Triple(NamedNode("urn:figure"), NamedNode(AIKG + "lower"), Literal(5.0))
        >>> touched(store, [lower])
        {'https://w3id.org/aikg/id/deal'}
    """
    found = {_iri(triple.object) for triple in change if triple.predicate.value in _ENDS}
    below = {_iri(triple.subject) for triple in change}
    reached: set[str] = set()
    while below:
        reached |= below
        below = _column(store, _ABOVE, "below", below) - reached
    found |= _column(store, _ABOUT, "claim", reached)
    units = {_iri(triple.subject) for triple in change if triple.predicate.value in TOLD_BY}
    if units:
        found |= _naming(store, units | _column(store, _RELATED, "relation", units))
    return found


def _naming(store: Store, units: set[str]) -> set[str]:
    """What claims are about that name one of some agents, or what rolls up into one."""
    named: set[str] = set()
    waiting = units
    while waiting:
        named |= waiting
        waiting = _column(store, _UNITS, "parent", waiting) - named
    return _column(store, _NAMING, "agent", named)


def _iri(term: object) -> str:
    return str(term).removeprefix("<").removesuffix(">")


def _column(store: Store, query: str, variable: str, given: Iterable[str]) -> set[str]:
    listed = sorted(given)
    return {row[0] for row in rows(store, query % values(variable, listed))} if listed else set()
