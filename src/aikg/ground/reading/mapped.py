"""Where the triples of JSON-LD and YAML-LD stand: at the entries of their subject's mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from aikg.ground.reading.nodes import Mapping, Node, Scalar, scalars
from aikg.ground.terms import RDF

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Prefixes

    from aikg.ground.reading.contexts import Inliner
    from aikg.ground.reading.positions import Offsets, Term

_TYPE = NamedNode(RDF + "type")


class Mapped:
    """The entries of a document's mappings, by what they state.

    Looked at are a subject's own mappings, by their ``@id``; what stands in containers keyed by
    language or index, or under reverse properties, is left to a search for its words.

    Args:
        names: The contexts of the document, with the document itself.
        prefixes: The prefixes that it declares.
    """

    def __init__(self, names: Inliner, prefixes: Prefixes[str, str]) -> None:
        self._terms = names.terms
        self._vocabulary = names.vocabulary
        self._prefixes = prefixes
        self._first: dict[str, int] = {}
        self._entries: dict[tuple[str, str], list[tuple[int, int, Node]]] = {}
        self._starts: dict[str, int] = {}
        self._ends: dict[int, int] = {}
        root = names.told.nodes
        if root is not None:
            self._walk(root)
            for each in scalars(root):
                self._ends[each.start] = each.end
                if isinstance(each.value, str):
                    for name in (each.value, *self._expanded(each.value)):
                        self._first.setdefault(name, each.start)

    def triple(self, subject: Term, predicate: Term, object_: Term) -> Offsets | None:
        """Return the offsets of a triple; None where no entry states it."""
        if not isinstance(predicate, NamedNode):
            return None
        found = self._entries.get((_name(subject), predicate.value), ())
        for start, key, values in found:
            for value in _flat(values):
                at = self._stands(value, object_)
                if at is not None:
                    return start, key, at
        return (found[0][0], found[0][1], found[0][1]) if found else None

    def term(self, term: Term) -> int | None:
        """Return the offset at which a term first stands: a subject where it is described."""
        if isinstance(term, Literal):
            return self._first.get(term.value)
        name = _name(term)
        return self._starts.get(name, self._first.get(name))

    def length(self, start: int) -> int | None:
        """Return how many characters the key or scalar takes that begins at an offset."""
        end = self._ends.get(start)
        return None if end is None else end - start

    def _walk(self, node: Node) -> None:
        if isinstance(node, list):
            for each in node:
                self._walk(each)
        elif isinstance(node, Mapping):
            ids = [v for k, v in node.entries if self._keyword(k.value) == "@id"]
            own = [i.value for i in ids if isinstance(i, Scalar) and isinstance(i.value, str)]
            for key, value in node.entries:
                keyword = self._keyword(key.value)
                if keyword == "@context":
                    continue
                self._walk(value)
                predicates = [_TYPE.value] if keyword == "@type" else self._expanded(key.value)
                for name in own[:1]:
                    start = ids[0].start if isinstance(ids[0], Scalar) else node.start
                    for subject in (name, *self._expanded(name)):
                        self._starts.setdefault(subject, start)
                        for predicate in predicates:
                            entries = self._entries.setdefault((subject, predicate), [])
                            entries.append((start, key.start, value))

    def _keyword(self, key: str) -> str:
        if key.startswith("@"):
            return key
        alias = self._terms.get(key)
        return alias if isinstance(alias, str) and alias.startswith("@") else ""

    def _expanded(self, name: str, deep: int = 2) -> list[str]:
        """The IRIs that a name can stand for: as a term, with a prefix, in the vocabulary."""
        found = []
        definition: Any = self._terms.get(name)
        iri = definition.get("@id") if isinstance(definition, dict) else definition
        if isinstance(iri, str) and deep:
            found += [iri, *self._expanded(iri, deep - 1)]
        prefix, colon, local = name.partition(":")
        if colon and prefix in self._prefixes:
            found.append(self._prefixes[prefix] + local)
        if not colon and self._vocabulary:
            found.append(self._vocabulary + name)
        return found

    def _stands(self, value: Node, term: Term) -> int | None:
        if isinstance(value, Mapping):
            kinds = {self._keyword(key.value): each for key, each in value.entries}
            wanted = "@value" if isinstance(term, Literal) else "@id"
            inner = kinds.get(wanted)
            return None if inner is None else self._stands(inner, term)
        if not isinstance(value, Scalar):
            return None
        if isinstance(term, Literal):
            return value.start if _same(value.value, term) else None
        if not isinstance(value.value, str):
            return None
        names = (value.value, *self._expanded(value.value))
        return value.start if _name(term) in names else None


def _name(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _flat(node: Node) -> Iterator[Node]:
    if isinstance(node, list):
        for each in node:
            yield from _flat(each)
    elif isinstance(node, Mapping) and node.entries and node.entries[0][0].value == "@list":
        yield from _flat(node.entries[0][1])
    else:
        yield node


def _same(value: object, literal: Literal) -> bool:
    if isinstance(value, bool):
        return literal.value == str(value).lower()
    if isinstance(value, int | float):
        try:
            return float(literal.value) == value
        except ValueError:
            return False
    return value == literal.value
