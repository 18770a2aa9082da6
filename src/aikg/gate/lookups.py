"""The few things that checks ask of what is known, answered from triples or from a store."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from aikg.ground.terms import AIKG, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aikg.store import Store

    Term = NamedNode | BlankNode | Literal | Triple

TYPE = RDF + "type"
LABEL = RDFS + "label"
ALIAS = AIKG + "alias"
ORGANIZATION = AIKG + "Organization"
PARTIES = (ORGANIZATION, AIKG + "PublicAuthority", AIKG + "Person")
"""The classes of what takes part in agreements, and is known by name."""


class Lookup(Protocol):
    """What is known, by the terms of it: each answer costs what it holds, not what there is."""

    def objects(self, subject: str, predicate: str) -> Sequence[Term]:
        """What a node has as its values of a property."""

    def subjects(self, predicate: str, value: Term) -> Sequence[str]:
        """The named nodes that have a value of a property."""

    def between(self, some: Iterable[str], others: Iterable[str]) -> Sequence[str]:
        """The claims that name one of some and one of others, in whatever role."""

    def named(self, initial: str, shortest: int, longest: int) -> Sequence[tuple[str, str]]:
        """Parties with their names that start with a letter, in small or large, and are so long."""


class InTriples:
    """Lookups in triples that are at hand.

    Examples:
        >>> from pyoxigraph import NamedNode, Triple
        >>> a, b, c = (NamedNode(f"https://e.org/{each}") for each in "abc")
        >>> InTriples([Triple(a, b, c)]).subjects(b.value, c)
        ['https://e.org/a']
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._forward: dict[tuple[str, str], dict[Term, None]] = defaultdict(dict)
        self._backward: dict[Term, dict[tuple[str, str], None]] = defaultdict(dict)
        for each in triples:
            if isinstance(each.subject, NamedNode):
                subject, predicate = each.subject.value, each.predicate.value
                self._forward[subject, predicate][each.object] = None
                self._backward[each.object][predicate, subject] = None

    def objects(self, subject: str, predicate: str) -> list[Term]:
        """What a node has as its values of a property."""
        return list(self._forward.get((subject, predicate), ()))

    def subjects(self, predicate: str, value: Term) -> list[str]:
        """The named nodes that have a value of a property."""
        return [one for by, one in self._backward.get(value, ()) if by == predicate]

    def between(self, some: Iterable[str], others: Iterable[str]) -> list[str]:
        """The claims that name one of some and one of others, in whatever role."""
        claims = NamedNode(AIKG + "Claim")
        found = [
            {each for name in names for _, each in self._backward.get(NamedNode(name), ())}
            for names in (some, others)
        ]
        return sorted(each for each in found[0] & found[1] if claims in self.objects(each, TYPE))

    def named(self, initial: str, shortest: int, longest: int) -> list[tuple[str, str]]:
        """Parties with their names that start with a letter, in small or large, and are so long."""
        return [
            (party, name.value)
            for kind in PARTIES
            for party in self.subjects(TYPE, NamedNode(kind))
            for by in (LABEL, ALIAS)
            for name in self.objects(party, by)
            if isinstance(name, Literal)
            and name.value[:1].casefold() == initial.casefold()
            and shortest <= len(name.value) <= longest
        ]


class InStore:
    """Lookups in a store, by SPARQL from the terms that are asked for.

    Args:
        store: The store.
        without: Named graphs that are not looked into, such as what is derived.
    """

    def __init__(self, store: Store, without: Iterable[str] = ()) -> None:
        self._store = store
        names = ", ".join(f"<{name}>" for name in sorted(without))
        self._filter = f"FILTER ( ?g NOT IN ( {names} ) )" if names else ""

    def _asked(self, what: str, pattern: str) -> list[Term]:
        query = f"SELECT DISTINCT {what} {{ GRAPH ?g {{ {pattern} }} {self._filter} }}"
        return [row[0] for row in self._store.select(query)]

    def objects(self, subject: str, predicate: str) -> list[Term]:
        """What a node has as its values of a property."""
        return self._asked("?o", f"<{subject}> <{predicate}> ?o")

    def subjects(self, predicate: str, value: Term) -> list[str]:
        """The named nodes that have a value of a property."""
        if isinstance(value, BlankNode):
            return []
        found = self._asked("?s", f"?s <{predicate}> {value}")
        return [each.value for each in found if isinstance(each, NamedNode)]

    def between(self, some: Iterable[str], others: Iterable[str]) -> list[str]:
        """The claims that name one of some and one of others, in whatever role."""
        one, other = (" ".join(f"<{name}>" for name in names) for names in (some, others))
        found = self._asked(
            "?c",
            f"VALUES ?one {{ {one} }} VALUES ?other {{ {other} }} "
            "?c ?r ?one . ?c ?q ?other . ?c a aikg:Claim",
        )
        return sorted(each.value for each in found if isinstance(each, NamedNode))

    def named(self, initial: str, shortest: int, longest: int) -> list[tuple[str, str]]:
        """Parties with their names that start with a letter, in small or large, and are so long."""
        kinds = " ".join(f"<{kind}>" for kind in PARTIES)
        query = f"""SELECT DISTINCT ?party ?name {{
            VALUES ?kind {{ {kinds} }} VALUES ?by {{ <{LABEL}> <{ALIAS}> }}
            GRAPH ?g {{ ?party a ?kind }} GRAPH ?h {{ ?party ?by ?name }}
            {self._filter} {self._filter.replace("?g", "?h")}
            FILTER ( STRLEN( ?name ) >= {shortest} && STRLEN( ?name ) <= {longest}
                && LCASE( SUBSTR( ?name , 1 , 1 ) ) = {Literal(initial.casefold())} ) }}"""
        return [(row["party"].value, row["name"].value) for row in self._store.select(query)]


class Either:
    """Two lookups as one."""

    def __init__(self, one: Lookup, other: Lookup) -> None:
        self._both = (one, other)

    def objects(self, subject: str, predicate: str) -> list[Term]:
        """What a node has as its values of a property."""
        return list(
            dict.fromkeys(x for each in self._both for x in each.objects(subject, predicate))
        )

    def subjects(self, predicate: str, value: Term) -> list[str]:
        """The named nodes that have a value of a property."""
        return list(
            dict.fromkeys(x for each in self._both for x in each.subjects(predicate, value))
        )

    def between(self, some: Iterable[str], others: Iterable[str]) -> list[str]:
        """The claims that name one of some and one of others, in whatever role."""
        one, other = list(some), list(others)
        return sorted({x for each in self._both for x in each.between(one, other)})

    def named(self, initial: str, shortest: int, longest: int) -> list[tuple[str, str]]:
        """Parties with their names that start with a letter, in small or large, and are so long."""
        found = (each.named(initial, shortest, longest) for each in self._both)
        return list(dict.fromkeys(x for names in found for x in names))
