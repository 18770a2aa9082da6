"""Where each quad of a document stands in its text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple

from aikg.ground.reading.occurrences import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aikg.ground.reading.contexts import Inliner
    from aikg.ground.reading.mapped import Mapped
    from aikg.ground.reading.turtle import Spot

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Offsets: TypeAlias = tuple[int | None, int | None, int | None]

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST, _NIL = (NamedNode(_RDF + name) for name in ("first", "rest", "nil"))
_FOLLOWED = (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)


class Positions:
    """Offsets of subjects, predicates and objects, counted from 0.

    In Turtle and its kin they are exact, triple by triple. In JSON-LD they are those of the entry
    that states the triple. In RDF/XML, in Turtle with syntax of RDF 1.2, and where JSON-LD has no
    such entry, they are where the words of the term first stand.
    """

    def __init__(
        self,
        text: str,
        syntax: RdfFormat,
        quads: Sequence[Quad],
        prefixes: Mapping[str, str],
        names: Inliner | None = None,
    ) -> None:
        self._quads = quads
        self._words = Words(text, prefixes)
        self._spots = _follow(text, quads) if syntax in _FOLLOWED else None
        self._mapped = None if names is None else _mapped(names, prefixes)

    def quad(self, number: int) -> Offsets:
        """Return the offsets of the quad with this number in the document."""
        if self._spots is not None:
            return self._spots[number][:3]
        quad = self._quads[number]
        if self._mapped is not None:
            found = self._mapped.triple(quad.subject, quad.predicate, quad.object)
            if found is not None:
                return found
        return self._words.triple(quad.subject, quad.predicate, quad.object)

    def triple(self, subject: Term, predicate: Term | None, object_: Term | None) -> Offsets | None:
        """Return the offsets of the first triple like this; None stands for any term."""
        if object_ is not None:
            number = self._by_triple.get((subject, predicate, object_))
        elif predicate is not None:
            number = self._by_predicate.get((subject, predicate))
        else:
            number = self._by_subject.get(subject)
        return None if number is None else self.quad(number)

    def term(self, term: Term) -> int | None:
        """Return the offset at which the term first stands."""
        if term not in self._terms:
            return None
        offset = self._terms[term]
        if offset is None and self._mapped is not None:
            offset = self._mapped.term(term)
        return self._words.find(term) if offset is None else offset

    def length(self, offset: int) -> int | None:
        """Return how many characters a scalar of JSON-LD takes; None where none begins there."""
        return self._mapped.length(offset) if self._mapped is not None else None

    # The number of the first quad with these terms, each asked for by itself, the first most often.

    @cached_property
    def _by_triple(self) -> dict[tuple[Term | None, ...], int]:
        return {(s, p, o): number for number, (s, p, o, _) in self._backwards()}

    @cached_property
    def _by_predicate(self) -> dict[tuple[Term, Term], int]:
        return {(s, p): number for number, (s, p, _, _) in self._backwards()}

    @cached_property
    def _by_subject(self) -> dict[Term, int]:
        return {quad.subject: number for number, quad in self._backwards()}

    def _backwards(self) -> Iterator[tuple[int, Quad]]:
        """The quads with their numbers, the first one last, so that it stands."""
        last = len(self._quads) - 1
        return ((last - place, quad) for place, quad in enumerate(reversed(self._quads)))

    @cached_property
    def _terms(self) -> dict[Term, int | None]:
        """The first offset of each term, None where it is to be looked for by its words."""
        first: dict[Term, int | None] = {}
        for number, quad in enumerate(self._quads):
            offsets: Offsets = (None, None, None)
            if self._spots is not None:
                offsets = self._spots[number][:3]
            for term, offset in zip(quad, (*offsets, None), strict=True):
                for each in _inside(term):
                    known = first.setdefault(each, offset)
                    if offset is not None and (known is None or offset < known):
                        first[each] = offset
        return first


def _mapped(names: Inliner, prefixes: Mapping[str, str]) -> Mapped:
    from aikg.ground.reading.mapped import Mapped

    return Mapped(names, prefixes)


def _inside(term: object) -> Iterator[Term]:
    """Yield a term, the datatype of a literal and the terms of a triple term."""
    if isinstance(term, NamedNode | BlankNode | Literal | Triple):
        yield term
    if isinstance(term, Literal):
        yield term.datatype
    elif isinstance(term, Triple):
        for part in term:
            yield from _inside(part)


def _follow(text: str, quads: Sequence[Quad]) -> list[Spot] | None:
    """Return the spots of the quads, or None where text and quads could not be matched."""
    from aikg.ground.reading.turtle import Untold, spots

    try:
        found = spots(text)
    except Untold:
        return None
    agree = len(found) == len(quads) and all(
        _agree(text, spot, quad) for spot, quad in zip(found, quads, strict=True)
    )
    return found if agree else None


def _agree(text: str, spot: Spot, quad: Quad) -> bool:
    """Tell whether a spot can be that of a quad, by the kinds of its terms."""
    from aikg.ground.reading.turtle import Role

    if spot.role is Role.PLAIN:
        predicate = isinstance(quad.predicate, NamedNode)
        return (
            predicate
            and _fits(text, spot.subject, quad.subject)
            and _fits(text, spot.object, quad.object)
        )
    if spot.role is Role.FIRST:
        return quad.predicate == _FIRST and _fits(text, spot.object, quad.object)
    return quad.predicate == _REST and (quad.object == _NIL) == (spot.role is Role.END)


def _fits(text: str, offset: int, term: object) -> bool:
    sign = text[offset]
    if isinstance(term, NamedNode):
        return sign not in "\"'[" and (sign != "(" or term == _NIL)
    if isinstance(term, BlankNode):
        return sign in "[(_"
    return isinstance(term, Literal) and (sign in "\"'+-.tf" or sign.isdigit())
