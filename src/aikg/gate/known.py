"""What is known beside the files that are checked: vocabulary, register, other claims."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from aikg.ground.packaged import ontology_files, register_file
from aikg.ground.reading import read
from aikg.ground.terms import AIKG, KG, RDF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pyoxigraph import Triple


@dataclass(frozen=True)
class Known:
    """What is known, as told: nothing of it is derived.

    Attributes:
        vocabulary: The triples of the vocabulary, without what only people read.
        told: Register and claims that the files are checked against.

    Examples:
        >>> known = Known.packaged()
        >>> "https://w3id.org/aikg/ontology#Claim" in known.terms
        True
        >>> "https://w3id.org/aikg/id/anthropic" in known.names
        True
    """

    vocabulary: tuple[Triple, ...]
    told: tuple[Triple, ...] = ()

    @classmethod
    def of(cls, vocabulary: Iterable[Triple], told: Iterable[Triple] = ()) -> Known:
        """Take a vocabulary, whose definitions and class expressions are left out, and claims."""
        return cls(tuple(each for each in vocabulary if _bears(each)), tuple(told))

    @classmethod
    def packaged(cls, *, register: bool = True) -> Known:
        """Read the packaged vocabulary and, unless told otherwise, the packaged register.

        Raises:
            InputError: A file cannot be read or is not well-formed.
        """
        files = [register_file()] if register else []
        return cls.of(
            (quad.triple for path in ontology_files() for quad in read(path).quads),
            (quad.triple for path in files for quad in read(path).quads),
        )

    @property
    def triples(self) -> tuple[Triple, ...]:
        """Vocabulary and claims together."""
        return self.vocabulary + self.told

    def touched(self, node: object, own: Collection[object]) -> bool:
        """Whether what is found of a node may be the doing of files that describe some nodes.

        It is if they describe it, or name it and nothing is known of it.
        """
        return node in own or node not in self.subjects

    def stood(self, nodes: Collection[object]) -> tuple[Triple, ...]:
        """What it takes to judge some nodes without the files; nothing where that is not known."""
        del nodes
        return ()

    @cached_property
    def terms(self) -> frozenset[str]:
        """The IRIs of all terms that the vocabulary declares in its own namespace."""
        return _declared(self.vocabulary)

    @cached_property
    def subjects(self) -> frozenset[object]:
        """The nodes of which something is told."""
        return frozenset(each.subject for each in self.told)

    @cached_property
    def names(self) -> frozenset[str]:
        """The IRIs of the things, such as organizations, that something is told of."""
        return frozenset(
            each.value
            for each in self.subjects
            if isinstance(each, NamedNode) and each.value.startswith(KG)
        )


def _bears(triple: Triple) -> bool:
    """Whether a triple of the vocabulary can bear on a validation."""
    if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
        return False
    return not (isinstance(triple.object, Literal) and triple.object.language)


@lru_cache(maxsize=2)  # of each store one vocabulary, of which check after check is made
def _declared(vocabulary: tuple[Triple, ...]) -> frozenset[str]:
    return frozenset(
        each.subject.value
        for each in vocabulary
        if each.predicate.value == RDF + "type"
        and isinstance(each.subject, NamedNode)
        and each.subject.value.startswith(AIKG)
    )
