"""Terms and class expressions in words, with the labels of the graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from aikg.ground.terms import OWL, RDF, XSD, shorten
from aikg.reasoning import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pyoxigraph import Triple

    from aikg.reasoning.axioms import Axiom

_PREPOSITIONS = frozenset(
    {"about", "at", "by", "for", "from", "in", "into", "of", "on", "through", "to", "under", "with"}
)
_NO_VERB = ("ss", "us", "is", "ies")
_SOUNDS_LIKE_YOU = ("uni", "use", "uti", "eu")

_CARDINALITIES = {
    OWL + "cardinality": "exactly",
    OWL + "qualifiedCardinality": "exactly",
    OWL + "minCardinality": "at least",
    OWL + "minQualifiedCardinality": "at least",
    OWL + "maxCardinality": "at most",
    OWL + "maxQualifiedCardinality": "at most",
}
_FACETS = {
    XSD + "minInclusive": "from",
    XSD + "minExclusive": "above",
    XSD + "maxInclusive": "up to",
    XSD + "maxExclusive": "below",
}


def read_labels(triples: Iterable[Triple], wanted: frozenset[str]) -> dict[str, str]:
    """Return a label for each of the IRIs that has one; an English one where there is a choice."""
    labels: dict[str, tuple[int, str]] = {}
    for triple in triples:
        subject, label = triple.subject, triple.object
        if (
            triple.predicate.value in v.LABELS
            and isinstance(subject, NamedNode)
            and subject.value in wanted
            and isinstance(label, Literal)
        ):
            rank = ("en", None).index(label.language) if label.language in ("en", None) else 2
            labels[subject.value] = min(labels.get(subject.value, (9, "")), (rank, label.value))
    return {iri: label for iri, (_, label) in labels.items()}


class Phrases:
    """Says terms and class expressions in words.

    Where two of the things in the axioms bear one label, each is told with its IRI.
    """

    def __init__(self, axioms: Iterable[Axiom], labels: Mapping[str, str]) -> None:
        known = list(axioms)
        self._labels = labels
        self._parts: dict[object, dict[str, object]] = defaultdict(dict)
        for axiom in known:
            for triple in axiom.triples:
                if isinstance(triple.subject, BlankNode):
                    self._parts[triple.subject][triple.predicate.value] = triple.object
        named = {iri for axiom in known for iri in axiom.signature}
        times = Counter(self._labels.get(iri) for iri in named)
        self._ambiguous = {iri for iri in named if times[self._labels.get(iri)] > 1}

    def thing(self, term: object) -> str:
        """Name an individual or a value."""
        if isinstance(term, Literal):
            plain = term.datatype.value in (XSD + "string", RDF + "langString")
            return f'"{term.value}"' if plain else f"{term.value} ({shorten(term.datatype.value)})"
        if isinstance(term, BlankNode):
            return "something unnamed"
        return self.name(term)

    def name(self, term: object) -> str:
        """Name a term that has an IRI, or the inverse of a property."""
        if isinstance(term, BlankNode):
            inverse = self._parts[term].get(v.INVERSE)
            return f"the inverse of {self.name(inverse)}" if inverse else "something unnamed"
        iri = term.value if isinstance(term, NamedNode) else str(term)
        label = self._labels.get(iri)
        if label is None:
            return shorten(iri)
        return f"{label} ({shorten(iri)})" if iri in self._ambiguous else label

    def kind(self, term: object) -> str:
        """Name a class or a datatype, or describe it where it has no name."""
        if isinstance(term, NamedNode):
            return "thing" if term.value == v.THING else self.name(term)
        parts = self._parts[term]
        for predicate, value in parts.items():
            if predicate.startswith(OWL) and (said := self.description(predicate, value, parts)):
                return said
        return "thing that is not described"

    def a(self, term: object) -> str:
        """Name a class with its article."""
        said = self.kind(term)
        if isinstance(term, NamedNode):
            vowel = said[:1].lower() in "aeiou" and not said.lower().startswith(_SOUNDS_LIKE_YOU)
            return f"{'an' if vowel else 'a'} {said}"
        return said

    def link(self, predicate: object) -> str:
        """Turn a property's label into a verb: "has investor", "is part of", "pays"."""
        label = self.name(predicate)
        words = label.split() or [""]
        first, last = words[0], words[-1]
        if first == "has" or (
            len(first) > 3 and first.endswith("s") and not first.endswith(_NO_VERB)
        ):
            return label
        if first in _PREPOSITIONS or last in _PREPOSITIONS:
            return f"is {label}"
        return f"has {label}"

    def description(self, predicate: str, value: object, parts: Mapping[str, object]) -> str:
        """Describe a class expression, or nothing if another of its triples is the one to tell.

        Args:
            predicate: the predicate of one of its triples.
            value: the object of that triple.
            parts: all its triples, by predicate.
        """
        on = self.name(parts[OWL + "onProperty"]) if OWL + "onProperty" in parts else ""
        if predicate in _CARDINALITIES:
            of = parts.get(OWL + "onClass") or parts.get(OWL + "onDataRange")
            what = f" that is {self.a(of)}" if of else ""
            number = f"{_CARDINALITIES[predicate]} {getattr(value, 'value', value)}"
            return f"something with {number} {on}{what}"
        match predicate.removeprefix(OWL):
            case "unionOf":
                return self.join(value, self.kind, "or")
            case "intersectionOf":
                return self.join(value, self.a, "that is also")
            case "complementOf" | "datatypeComplementOf":
                return f"something other than {self.a(value)}"
            case "oneOf":
                return f"one of {self.join(value, self.thing, 'or')}"
            case "someValuesFrom":
                return f"something with some {on} that is {self.a(value)}"
            case "allValuesFrom":
                return f"something of which every {on} is {self.a(value)}"
            case "hasValue":
                return f"something with {on} {self.thing(value)}"
            case "hasSelf":
                return f"something with itself as {on}"
            case "onDatatype":
                return f"{self.kind(value)} {self._facets(parts.get(OWL + 'withRestrictions'))}"
        return ""

    def _facets(self, restrictions: object) -> str:
        return " and ".join(
            f"{_FACETS.get(facet, shorten(facet))} {getattr(value, 'value', value)}"
            for node in self.members(restrictions)
            for facet, value in self._parts[node].items()
        )

    def join(self, head: object, say: Callable[[object], str], word: str = "and") -> str:
        """Say the members of an RDF list."""
        return f" {word} ".join(say(member) for member in self.members(head))

    def members(self, head: object) -> list[object]:
        """Return the members of an RDF list."""
        members, seen = [], set()
        while isinstance(head, BlankNode) and head not in seen:
            seen.add(head)
            members.append(self._parts[head].get(v.FIRST))
            head = self._parts[head].get(v.REST)
        return members
