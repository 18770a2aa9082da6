"""What kind of thing each term is: class, datatype, object, data or annotation property."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from aikg.ground.terms import OWL
from aikg.reasoning import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

_SAME_KIND = frozenset(
    {v.SUBPROPERTY, v.INVERSE, OWL + "equivalentProperty", OWL + "propertyDisjointWith"}
)
_TYPE_OF = {kind: iri for iri, kind in v.DECLARED_AS.items()}


class Kinds:
    """The kinds of the terms of a graph, as far as it declares or implies them."""

    def __init__(self, members: dict[str, set[str]]) -> None:
        self._members = members
        self._logical = members["object"] | members["data"]

    def is_logical(self, iri: str) -> bool:
        """Whether it is a property that reasoners take notice of."""
        return iri in self._logical

    def is_unknown(self, predicate: str) -> bool:
        """Whether it is a predicate that neither the graph nor OWL declares."""
        return not (
            predicate in self._logical
            or predicate in self._members["annotation"]
            or predicate.startswith(v.BUILT_IN)
        )

    def is_datatype(self, term: object) -> bool:
        """Whether the term names a datatype of the graph."""
        return getattr(term, "value", None) in self._members["datatype"]

    def declarations(self) -> list[Triple]:
        """The triples that declare all terms, in a fixed order; annotation properties left out."""
        from pyoxigraph import NamedNode, Triple

        a = NamedNode(v.TYPE)
        return [
            Triple(NamedNode(iri), a, NamedNode(_TYPE_OF[kind]))
            for kind in ("class", "datatype", "object", "data", "individual")
            for iri in sorted(self._members[kind])
        ]


def read_kinds(triples: Iterable[Triple]) -> Kinds:
    """Read what each term of a graph is.

    Beside what is declared: a class is what something has as its type, as its super-class, or as
    the domain of a property; a property is of the kind of what it is a sub-property, an inverse or
    an equivalent of. So a vocabulary that is named but not imported is still understood.
    """
    from pyoxigraph import NamedNode

    members: dict[str, set[str]] = defaultdict(set)
    alike: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        if not isinstance(triple.subject, NamedNode) or not isinstance(triple.object, NamedNode):
            if triple.predicate.value == v.CHAIN and isinstance(triple.subject, NamedNode):
                members["object"].add(triple.subject.value)
            if triple.predicate.value == v.TYPE and isinstance(triple.object, NamedNode):
                members["class"].add(triple.object.value)
            continue
        subject, predicate, value = (
            triple.subject.value,
            triple.predicate.value,
            triple.object.value,
        )
        if predicate == v.TYPE:
            if value in v.DECLARED_AS:
                members[v.DECLARED_AS[value]].add(subject)
            elif value in v.CHARACTERISTICS:
                if value != OWL + "FunctionalProperty":
                    members["object"].add(subject)
            else:
                members["class"].add(value)
        elif predicate in (v.SUBCLASS, v.DISJOINT):
            members["class"].update((subject, value))
        elif predicate == v.DOMAIN:
            members["class"].add(value)
        elif predicate in _SAME_KIND:
            alike[subject].add(value)
            alike[value].add(subject)
    for kind, others in (("object", ("data",)), ("data", ("object",))):
        _spread(members, kind, others, alike)
    for terms in members.values():
        terms.difference_update([iri for iri in terms if iri.startswith(v.BUILT_IN)])
    return Kinds(members)


def _spread(
    members: dict[str, set[str]], kind: str, others: tuple[str, ...], alike: dict[str, set[str]]
) -> None:
    """Give the kind of each property to those that are like it and have none of their own."""
    taken = members["annotation"].union(*(members[other] for other in others))
    waiting = list(members[kind])
    while waiting:
        for neighbour in alike[waiting.pop()]:
            if neighbour.startswith(v.BUILT_IN) or neighbour in taken:
                continue
            if neighbour not in members[kind]:
                members[kind].add(neighbour)
                waiting.append(neighbour)
