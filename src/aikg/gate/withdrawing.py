"""Withdrawing what was told: from then on it is not known, and what was known before stays so."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from aikg.gate.reach import Change
from aikg.ground.errors import InputError, UnknownName
from aikg.ground.terms import AIKG, CLAIM, XSD, bare, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from aikg.store import Store

_OF_STATEMENT: Final = """
SELECT ?g ?since WHERE {{
  GRAPH ?g {{ <{0}> aikg:inSource ?source OPTIONAL {{ <{0}> aikg:withdrawnAt ?since }} }}
}}
"""
_OF_SOURCE: Final = """
SELECT ?statement ?g ?since WHERE {{
  GRAPH ?g {{ ?statement aikg:inSource <{0}> OPTIONAL {{ ?statement aikg:withdrawnAt ?since }} }}
}}
"""


def statements(store: Store, names: Sequence[str]) -> list[tuple[str, str, str]]:
    """Give the statements that some names mean: themselves, or all of a source.

    Args:
        store: where they stand.
        names: IRIs of claims, opinions or sources.

    Returns:
        For each its IRI, its graph, and since when it is withdrawn; empty where it stands.

    Raises:
        UnknownName: a name is of neither a statement nor a source.
    """
    found: list[tuple[str, str, str]] = []
    for name in names:
        here = [(name, row) for row in store.select(_OF_STATEMENT.format(name))]
        here += [(row["statement"].value, row) for row in store.select(_OF_SOURCE.format(name))]
        if not here:
            raise UnknownName(
                "there is no such claim or source",
                expected="a source by name or IRI, or a claim such as claim:wire/loan",
                found=shorten(name),
            )
        found += [
            (iri, row["g"].value, row["since"].value if row["since"] else "") for iri, row in here
        ]
    return sorted(set(found))


def withdrawal(store: Store, names: Sequence[str], reason: str, when: datetime) -> Change:
    """Give the change that withdraws statements: it closes the interval in which they are known.

    Args:
        store: where they stand.
        names: IRIs of claims, opinions or sources.
        reason: why, in words.
        when: from when on they do not stand, in UTC.

    Raises:
        UnknownName: a name is of neither a statement nor a source.
        InputError: no reason is given, or all of it is withdrawn already.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH graph:s { <urn:claim> aikg:inSource <urn:s> } }")
        >>> change = withdrawal(store, ["urn:s"], "told twice", datetime(2026, 1, 2, tzinfo=UTC))
        >>> sorted(quad.object.value for quad in change.added)
        ['2026-01-02T00:00:00Z', 'told twice']
    """
    if not reason.strip():
        raise InputError(
            "a withdrawal has no reason", expected="a few words", mend="Give a reason."
        )
    told = statements(store, names)
    standing = [(iri, graph) for iri, graph, since in told if not since]
    if not standing:
        raise InputError(
            "it is withdrawn already",
            expected="a claim that stands",
            found=f"{shorten(told[0][0])}, withdrawn at {told[0][2]}",
        )
    at = Literal(when.strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=NamedNode(XSD + "dateTime"))
    return Change(
        frozenset(
            Quad(NamedNode(iri), NamedNode(AIKG + name), value, NamedNode(graph))
            for iri, graph in standing
            for name, value in (("withdrawnAt", at), ("withdrawnBecause", Literal(reason)))
        )
    )


def erasure(store: Store, names: Sequence[str]) -> Change:
    """Give the change that takes statements out as if they had never been there.

    With a statement goes what only it is made of: figures, stage entries, evidence. Where no
    statement of a graph is left, all of the graph goes.

    Args:
        store: where they stand.
        names: IRIs of claims, opinions or sources.

    Raises:
        UnknownName: a name is of neither a statement nor a source.
    """
    going: dict[str, set[str]] = defaultdict(set)
    for iri, graph, _ in statements(store, names):
        going[graph].add(iri)
    removed: set[Quad] = set()
    for graph, gone in going.items():
        triples = list(store.read(graph))
        all_of_it = {
            t.subject.value
            for t in triples
            if t.predicate.value == AIKG + "inSource" and isinstance(t.subject, NamedNode)
        }
        below = _below(triples, gone) - _below(triples, all_of_it - gone)
        removed |= {
            Quad(t.subject, t.predicate, t.object, NamedNode(graph))
            for t in triples
            if gone == all_of_it or bare(str(t.subject)) in below
        }
    return Change(removed=frozenset(removed))


def _below(triples: Iterable[Triple], start: Iterable[str]) -> set[str]:
    """What some nodes are made of, themselves included: what they lead to in the claims' names."""
    parts: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        if isinstance(triple.object, NamedNode) and triple.object.value.startswith(CLAIM):
            parts[bare(str(triple.subject))].add(triple.object.value)
    found: set[str] = set()
    waiting = set(start)
    while waiting:
        found |= waiting
        waiting = set().union(*(parts[node] for node in waiting)) - found
    return found
