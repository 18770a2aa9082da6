"""The kinds of agreements and events, and what a claim of each has to say: vocabulary and shapes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from aikg.gate.lookups import InTriples
from aikg.ground.packaged import ontology_files, shape_files
from aikg.ground.reading import read
from aikg.ground.terms import AIKG, RDF, RDFS, SH, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aikg.gate.lookups import Term

_WORD: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_AMOUNT: Final = re.compile(r"aikg:(figure-[a-z-]+)")


@dataclass(frozen=True)
class Role:
    """What a claim of a kind has to name, or to say that its source leaves out.

    Attributes:
        name: The local name of the property.
        definition: What it means.
        least: How many values it needs.
    """

    name: str
    definition: str
    least: int = 1


@dataclass(frozen=True)
class Kind:
    """A kind of agreement or event.

    Attributes:
        name: As it is typed: ``cloud-contract``.
        term: The local name of its class: ``CloudContract``.
        definition: What it means.
        roles: What a claim of it has to name.
        amount: The local name of the figure role it is to give; empty where it needs no amount.
        event: Whether it is an event, which has a date and no stages.
    """

    name: str
    term: str
    definition: str
    roles: tuple[Role, ...]
    amount: str
    event: bool

    @property
    def label(self) -> str:
        """Its name in words: ``cloud contract``."""
        return self.name.replace("-", " ")


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds that a claim can tell, by name, as vocabulary and shapes have them.

    Examples:
        >>> [role.name for role in kinds()["investment"].roles], kinds()["investment"].amount
        (['investor', 'investee'], 'figure-principal')
        >>> kinds()["layoffs"].event
        True
    """
    known = vocabulary()
    shapes = _Shapes()
    found = {}
    for top in ("Agreement", "Event"):
        for term in sorted(_below(known, top)):
            name = in_words(term)
            roles = tuple(shapes.roles(term)) or (Role("participant", ""),)
            told = (Role(r.name, definition(r.name), r.least) for r in roles)
            found[name] = Kind(
                name, term, definition(term), tuple(told), shapes.amount(term), top == "Event"
            )
    return dict(sorted(found.items()))


@cache
def vocabulary() -> InTriples:
    """The packaged vocabulary."""
    return InTriples(quad.triple for file in ontology_files() for quad in read(file).quads)


def definition(term: str) -> str:
    """What a term of the vocabulary means; empty where it is not defined."""
    for each in vocabulary().objects(AIKG + term, SKOS + "definition"):
        if isinstance(each, Literal):
            return each.value
    return ""


def in_words(term: str) -> str:
    """Write the local name of a term in small letters with hyphens.

    Examples:
        >>> in_words("CloudContract"), in_words("optionGrantor")
        ('cloud-contract', 'option-grantor')
    """
    return _WORD.sub("-", term).lower()


def concepts(scheme: str) -> list[str]:
    """The local names of the concepts of a scheme, the lowest rank first."""
    known = vocabulary()

    def rank(name: str) -> tuple[int, str]:
        ranks = known.objects(AIKG + name, AIKG + "rank")
        return (int(ranks[0].value) if ranks and isinstance(ranks[0], Literal) else 0, name)

    found = known.subjects(SKOS + "inScheme", NamedNode(AIKG + scheme))
    return sorted((each.removeprefix(AIKG) for each in found), key=rank)


def _below(known: InTriples, top: str) -> Iterator[str]:
    yield top
    for each in known.subjects(RDFS + "subClassOf", NamedNode(AIKG + top)):
        yield from _below(known, each.removeprefix(AIKG))


class _Shapes:
    """What the shapes of kinds ask for: they have the kind in a list, and what may be left out."""

    def __init__(self) -> None:
        self._about: dict[Term, list[tuple[str, Term]]] = {}
        for file in shape_files():
            for quad in read(file, rename_blank_nodes=True).quads:
                told = self._about.setdefault(quad.subject, [])
                told.append((quad.predicate.value, quad.object))
        target = (SH + "targetSubjectsOf", NamedNode(AIKG + "kind"))
        self._of_kinds = [node for node, told in self._about.items() if target in told]

    def _asking(self, term: str) -> Iterator[Term]:
        """Yield the shapes that ask something of a kind."""
        for shape in self._of_kinds:
            for node in self._inside(shape):
                if (SH + "path", NamedNode(AIKG + "kind")) in self._told(node):
                    listed = (v for p, v in self._told(node) if p == SH + "in")
                    if any(NamedNode(AIKG + term) in self._items(each) for each in listed):
                        yield shape

    def roles(self, term: str) -> Iterator[Role]:
        """Yield what may be said to be left out instead of being named, one after the other."""
        for shape in self._asking(term):
            inside = list(self._inside(shape))
            for node in inside:
                told = self._told(node)
                if (SH + "path", NamedNode(AIKG + "notStated")) not in told:
                    continue
                for predicate, value in told:
                    if predicate == SH + "hasValue" and isinstance(value, NamedNode):
                        name = value.value.removeprefix(AIKG)
                        yield Role(name, "", self._least(inside, value))

    def amount(self, term: str) -> str:
        """The figure role that is to be given, as the description of its shape has it."""
        for shape in self._asking(term):
            for predicate, value in self._told(shape):
                if predicate == SH + "description" and isinstance(value, Literal):
                    found = _AMOUNT.search(value.value)
                    if found:
                        return found[1]
        return ""

    def _least(self, nodes: list[Term], value: NamedNode) -> int:
        counts = [1]
        for node in nodes:
            told = self._told(node)
            paths = [each for predicate, each in told if predicate == SH + "path"]
            if any(value in self._reached(path) for path in paths):
                counts += (
                    int(each.value)
                    for predicate, each in told
                    if predicate == SH + "minCount" and isinstance(each, Literal)
                )
        return max(counts)

    def _reached(self, path: Term) -> set[Term]:
        return {path} | {v for node in self._inside(path) for _, v in self._told(node)}

    def _told(self, node: Term) -> list[tuple[str, Term]]:
        return self._about.get(node, [])

    def _inside(self, start: Term) -> Iterator[Term]:
        yield start
        for _, value in self._told(start):
            if isinstance(value, BlankNode):
                yield from self._inside(value)

    def _items(self, cell: Term) -> Iterator[Term]:
        for predicate, value in self._told(cell):
            if predicate == RDF + "first":
                yield value
            elif predicate == RDF + "rest":
                yield from self._items(value)
