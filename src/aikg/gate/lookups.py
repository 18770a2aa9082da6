"""The few things that checks ask of what is known, and their answers from triples at hand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from aikg.ground.terms import AIKG, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    Term = NamedNode | BlankNode | Literal | Triple

_T = TypeVar("_T")

TYPE = RDF + "type"
LABEL = RDFS + "label"
ALIAS = AIKG + "alias"
ORGANIZATION = AIKG + "Organization"
FIGURE = AIKG + "hasFigure"
BOUNDS = (AIKG + "lower", AIKG + "upper")
PARTIES = (ORGANIZATION, AIKG + "PublicAuthority", AIKG + "Person")
"""The classes of what takes part in agreements, and is known by name."""


class Span(NamedTuple):
    """Numbers from one to another, both of them included."""

    least: float
    most: float


class Lookup(Protocol):
    """What is known, by the terms of it: each answer costs what it holds, not what there is."""

    def objects(self, subject: str, predicate: str) -> Sequence[Term]:
        """What a node has as its values of a property."""

    def told(self, claim: str, among: Collection[str]) -> Sequence[tuple[str, Term]]:
        """What a claim has as its values of some properties, each with its property."""

    def subjects(self, predicate: str, value: Term) -> Sequence[str]:
        """The named nodes that have a value of a property."""

    def between(
        self,
        some: Iterable[str],
        others: Iterable[str],
        spans: Collection[Span] = (),
        most: int | None = None,
    ) -> Sequence[str]:
        """The claims that name one of some and one of others, in whatever role.

        With spans, those alone that have a figure with a bound in one of them; with a number, not
        many more than so many of them, if there are.
        """

    def named(self, names: Collection[str]) -> Sequence[tuple[str, str]]:
        """The parties that have one of some names as a label or alias, each with that name."""


class InTriples:
    """Lookups in triples that are at hand.

    Examples:
        >>> from pyoxigraph import NamedNode, Triple
        >>> a, b, c = (NamedNode(f"https://e.org/{each}") for each in "abc")
        >>> InTriples([Triple(a, b, c)]).subjects(b.value, c)
        ['https://e.org/a']
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._forward: dict[str, dict[str, dict[Term, None]]] = {}
        self._backward: dict[Term, dict[tuple[str, str], None]] = defaultdict(dict)
        for each in triples:
            if isinstance(each.subject, NamedNode):
                subject, predicate = each.subject.value, each.predicate.value
                by = self._forward.setdefault(subject, {})
                by.setdefault(predicate, {})[each.object] = None
                self._backward[each.object][predicate, subject] = None

    def objects(self, subject: str, predicate: str) -> list[Term]:
        """What a node has as its values of a property."""
        found = self._forward.get(subject)
        return list(found.get(predicate, ())) if found else []

    def told(self, claim: str, among: Collection[str]) -> list[tuple[str, Term]]:
        """What a claim has as its values of some properties, each with its property."""
        found = self._forward.get(claim, {})
        return [(by, each) for by in found if by in among for each in found[by]]

    def subjects(self, predicate: str, value: Term) -> list[str]:
        """The named nodes that have a value of a property."""
        return [one for by, one in self._backward.get(value, ()) if by == predicate]

    def between(
        self,
        some: Iterable[str],
        others: Iterable[str],
        spans: Collection[Span] = (),
        most: int | None = None,
    ) -> list[str]:
        """The claims that name one of some and one of others, in whatever role."""
        claims = NamedNode(AIKG + "Claim")
        found = [
            {each for name in names for _, each in self._backward.get(NamedNode(name), ())}
            for names in (some, others)
        ]
        return sorted(
            each
            for each in found[0] & found[1]
            if claims in self.objects(each, TYPE) and (not spans or self._within(each, spans))
        )

    def _within(self, claim: str, spans: Collection[Span]) -> bool:
        figures = (each for each in self.objects(claim, FIGURE) if isinstance(each, NamedNode))
        bounds = (b for f in figures for by in BOUNDS for b in self.objects(f.value, by))
        numbers = [n for b in bounds if isinstance(b, Literal) and (n := _number(b)) is not None]
        return any(span.least <= number <= span.most for number in numbers for span in spans)

    def named(self, names: Collection[str]) -> list[tuple[str, str]]:
        """The parties that have one of some names as a label or alias, each with that name."""
        kinds = {NamedNode(kind) for kind in PARTIES}
        return [
            (party, name)
            for name in names
            for by in (LABEL, ALIAS)
            for party in self.subjects(by, Literal(name))
            if not kinds.isdisjoint(self.objects(party, TYPE))
        ]


class Either:
    """Two lookups as one."""

    def __init__(self, one: Lookup, other: Lookup) -> None:
        self._both = (one, other)

    def objects(self, subject: str, predicate: str) -> Sequence[Term]:
        """What a node has as its values of a property."""
        one = self._both[0].objects(subject, predicate)
        other = self._both[1].objects(subject, predicate)
        return _without_repeats(one, other)

    def told(self, claim: str, among: Collection[str]) -> Sequence[tuple[str, Term]]:
        """What a claim has as its values of some properties, each with its property."""
        one, other = (each.told(claim, among) for each in self._both)
        return _without_repeats(one, other)

    def subjects(self, predicate: str, value: Term) -> list[str]:
        """The named nodes that have a value of a property."""
        return list(
            dict.fromkeys(x for each in self._both for x in each.subjects(predicate, value))
        )

    def between(
        self,
        some: Iterable[str],
        others: Iterable[str],
        spans: Collection[Span] = (),
        most: int | None = None,
    ) -> list[str]:
        """The claims that name one of some and one of others, in whatever role."""
        one, other = list(some), list(others)
        return sorted({x for each in self._both for x in each.between(one, other, spans, most)})

    def named(self, names: Collection[str]) -> list[tuple[str, str]]:
        """The parties that have one of some names as a label or alias, each with that name."""
        return list(dict.fromkeys(x for each in self._both for x in each.named(names)))


def _without_repeats(one: Sequence[_T], other: Sequence[_T]) -> Sequence[_T]:
    """Both; most is told by one of two lookups alone, and most of what is asked by neither."""
    return list(dict.fromkeys((*one, *other))) if one and other else one or other


def _number(literal: Literal) -> float | None:
    try:
        return float(literal.value)
    except ValueError:
        return None
