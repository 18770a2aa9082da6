"""Axioms in words, with the labels of the graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from aikg.ground.terms import shorten
from aikg.reasoning import vocabulary as v

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from aikg.reasoning.axioms import Axiom

_PREPOSITIONS = frozenset("about at by for from in into of on through to under with".split())
_NO_VERB = ("ss", "us", "is", "ies")
_SOUNDS_LIKE_YOU = ("uni", "use", "uti", "eu")

_CARDINALITIES = {
    v.OWL + "cardinality": "exactly",
    v.OWL + "qualifiedCardinality": "exactly",
    v.OWL + "minCardinality": "at least",
    v.OWL + "minQualifiedCardinality": "at least",
    v.OWL + "maxCardinality": "at most",
    v.OWL + "maxQualifiedCardinality": "at most",
}
_FACETS = {
    v.XSD + "minInclusive": "from",
    v.XSD + "minExclusive": "above",
    v.XSD + "maxInclusive": "up to",
    v.XSD + "maxExclusive": "below",
}
_LISTED = 6

_CHARACTERISTICS = {
    "FunctionalProperty": "nothing has more than one value of {p}",
    "InverseFunctionalProperty": "nothing is the {p} of more than one thing",
    "TransitiveProperty": "{p} is transitive",
    "SymmetricProperty": "{p} holds both ways",
    "AsymmetricProperty": "{p} never holds both ways",
    "ReflexiveProperty": "everything has itself as {p}",
    "IrreflexiveProperty": "nothing has itself as {p}",
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


class Words:
    """Says axioms in words.

    Where two of the things in the axioms bear one label, each is told with its IRI.
    """

    def __init__(self, axioms: Iterable[Axiom], labels: Mapping[str, str]) -> None:
        known = list(axioms)
        self._labels = labels
        self._mentions = Counter(iri for axiom in known for iri in axiom.signature)
        self._parts: dict[object, dict[str, object]] = defaultdict(dict)
        predicates: set[str] = set()
        for axiom in known:
            for triple in axiom.triples:
                if isinstance(triple.subject, BlankNode):
                    self._parts[triple.subject][triple.predicate.value] = triple.object
                predicates.add(triple.predicate.value)
        # A class and a property of one name cannot be mistaken for each other in a sentence.
        named = {iri for axiom in known for iri in axiom.signature} - predicates
        times = Counter(self._labels.get(iri) for iri in named)
        self._ambiguous = {iri for iri in named if times[self._labels.get(iri)] > 1}

    def say(self, axiom: Axiom) -> str:
        """Return an axiom as a phrase without a final stop."""
        triple = axiom.triples[0]
        subject, value = triple.subject, triple.object
        match axiom.kind:
            case "ClassAssertion":
                return f"{self.thing(subject)} is {self.a(value)}"
            case "ObjectPropertyAssertion" | "DataPropertyAssertion":
                return f"{self.thing(subject)} {self.link(triple.predicate)} {self.thing(value)}"
            case "NegativePropertyAssertion":
                return self._negative(axiom)
            case "SameIndividual":
                return f"{self.thing(subject)} is the same as {self.thing(value)}"
            case "DifferentIndividuals":
                return f"{self._list(self._named_in(axiom), self.thing)} are different"
            case "SubClassOf":
                return f"every {self.kind(subject)} is {self.a(value)}"
            case "EquivalentClasses" | "DatatypeDefinition":
                if triple.predicate.value != v.EQUIVALENT:
                    # OWL 1's form: the name itself carries the definition.
                    said = self._description(triple.predicate.value, value, {})
                    return f"{self.a(subject)} is the same as {said}"
                return f"{self.a(subject)} is the same as {self.a(value)}"
            case "DisjointClasses":
                match self._named_in(axiom):
                    case [one, other]:
                        return f"no {self.kind(one)} is {self.a(other)}"
                    case several:
                        return f"nothing is two of {self._list(several, self.kind)}"
            case "DisjointUnion":
                return f"{self.a(subject)} is just one of: {self._join(value, self.kind)}"
            case "HasKey":
                keys = self._join(value, self.name)
                return f"no two of kind {self.kind(subject)} have the same {keys}"
            case _:
                return self._property_axiom(axiom)

    def _property_axiom(self, axiom: Axiom) -> str:
        triple = axiom.triples[0]
        name, value = self.name(triple.subject), triple.object
        match axiom.kind:
            case "PropertyDomain":
                return f"{name} has domain {self.kind(value)}"
            case "PropertyRange":
                return f"{name} has range {self.kind(value)}"
            case "SubPropertyOf":
                return f"{name} implies {self.name(value)}"
            case "EquivalentProperties":
                return f"{name} means the same as {self.name(value)}"
            case "DisjointProperties":
                listed = self._list(self._named_in(axiom), self.name)
                return f"no two things are linked in two ways of {listed}"
            case "InverseObjectProperties":
                return f"{name} is the inverse of {self.name(value)}"
            case "SubObjectPropertyOfChain":
                steps = ", then ".join(self.name(step) for step in self._members(value))
                return f"{steps}, implies {name}"
            case kind:
                return _CHARACTERISTICS[kind].format(p=name)

    def thing(self, term: object) -> str:
        """Name an individual or a value."""
        if isinstance(term, Literal):
            plain = term.datatype.value in (v.XSD + "string", v.RDF + "langString")
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
            if predicate.startswith(v.OWL) and (said := self._description(predicate, value, parts)):
                return said
        return "thing that is not described"

    def a(self, term: object) -> str:
        """Name a class with its article."""
        said = self.kind(term)
        if isinstance(term, NamedNode):
            vowel = said[:1].lower() in "aeiou" and not said.lower().startswith(_SOUNDS_LIKE_YOU)
            return f"{'an' if vowel else 'a'} {said}"
        return said

    def link(self, predicate: NamedNode) -> str:
        """Turn a property's label into a verb: "has investor", "is part of", "pays"."""
        label = self.name(predicate)
        words = label.split()
        first, last = words[0], words[-1]
        if first == "has" or (
            len(first) > 3 and first.endswith("s") and not first.endswith(_NO_VERB)
        ):
            return label
        if first in _PREPOSITIONS or last in _PREPOSITIONS:
            return f"is {label}"
        return f"has {label}"

    def _description(
        self,
        predicate: str,
        value: object,
        parts: Mapping[str, object],
    ) -> str:
        on = self.name(parts[v.OWL + "onProperty"]) if v.OWL + "onProperty" in parts else ""
        if predicate in _CARDINALITIES:
            of = parts.get(v.OWL + "onClass") or parts.get(v.OWL + "onDataRange")
            what = f" that is {self.a(of)}" if of else ""
            return f"something with {_CARDINALITIES[predicate]} {getattr(value, 'value', value)} {on}{what}"
        match predicate.removeprefix(v.OWL):
            case "unionOf":
                return self._join(value, self.kind, "or")
            case "intersectionOf":
                return self._join(value, self.a, "that is also")
            case "complementOf" | "datatypeComplementOf":
                return f"something other than {self.a(value)}"
            case "oneOf":
                return f"one of {self._join(value, self.thing, 'or')}"
            case "someValuesFrom":
                return f"something with a {on} that is {self.a(value)}"
            case "allValuesFrom":
                return f"something of which every {on} is {self.a(value)}"
            case "hasValue":
                return f"something with {on} {self.thing(value)}"
            case "hasSelf":
                return f"something with itself as {on}"
            case "onDatatype":
                return f"{self.kind(value)} {self._facets(parts.get(v.OWL + 'withRestrictions'))}"
        return ""

    def _facets(self, restrictions: object) -> str:
        return " and ".join(
            f"{_FACETS.get(facet, shorten(facet))} {getattr(value, 'value', value)}"
            for node in self._members(restrictions)
            for facet, value in self._parts[node].items()
        )

    def _negative(self, axiom: Axiom) -> str:
        parts = {triple.predicate.value: triple.object for triple in axiom.triples}
        target = next((parts[key] for key in v.NEGATIVE_TARGETS if key in parts), None)
        source, link = parts.get(v.NEGATIVE_SOURCE), parts.get(v.NEGATIVE_PROPERTY)
        return f"it is not so that {self.thing(source)} {self.link(link)} {self.thing(target)}"

    def _named_in(self, axiom: Axiom) -> list[object]:
        """What an axiom tells apart; of a long list, those that the other axioms mention too."""
        triple = axiom.triples[0]
        if triple.predicate.value != v.TYPE:
            return [triple.subject, triple.object]
        heads = [t.object for t in axiom.triples if t.predicate.value in (v.MEMBERS, v.DISTINCT)]
        members = [member for head in heads for member in self._members(head)]
        shared = [m for m in members if self._mentions[getattr(m, "value", "")] > 1]
        return shared if len(shared) > 1 else members

    def _list(self, terms: list[object], say: Callable[[object], str]) -> str:
        said = [say(term) for term in terms[:_LISTED]]
        if len(terms) > _LISTED:
            said.append(f"{len(terms) - _LISTED} more")
        return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)

    def _join(self, head: object, say: Callable[[object], str], word: str = "and") -> str:
        return f" {word} ".join(say(member) for member in self._members(head))

    def _members(self, head: object) -> list[object]:
        """The members of an RDF list."""
        members, seen = [], set()
        while isinstance(head, BlankNode) and head not in seen:
            seen.add(head)
            members.append(self._parts[head].get(v.FIRST))
            head = self._parts[head].get(v.REST)
        return members
