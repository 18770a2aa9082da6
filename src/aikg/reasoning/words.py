"""Axioms in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aikg.reasoning import vocabulary as v
from aikg.reasoning.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from aikg.reasoning.axioms import Axiom

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


class Words(Phrases):
    """Says axioms in words.

    Args:
        axioms: all that will be said, so that names that might be confused are told apart.
        labels: the labels of their terms.
    """

    def __init__(self, axioms: Iterable[Axiom], labels: Mapping[str, str]) -> None:
        known = list(axioms)
        super().__init__(known, labels)
        self._mentions = Counter(iri for axiom in known for iri in axiom.signature)

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
                    said = self.description(triple.predicate.value, value, {})
                    return f"{self.a(subject)} is the same as {said}"
                return f"{self.a(subject)} is the same as {self.a(value)}"
            case "DisjointClasses":
                match self._named_in(axiom):
                    case [one, other]:
                        return f"no {self.kind(one)} is {self.a(other)}"
                    case several:
                        return f"nothing is two of {self._list(several, self.kind)}"
            case "DisjointUnion":
                return f"{self.a(subject)} is just one of: {self.join(value, self.kind)}"
            case "HasKey":
                keys = self.join(value, self.name)
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
                steps = ", then ".join(self.name(step) for step in self.members(value))
                return f"{steps}, implies {name}"
            case kind:
                return _CHARACTERISTICS[kind].format(p=name)

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
        members = [member for head in heads for member in self.members(head)]
        shared = [m for m in members if self._mentions[getattr(m, "value", "")] > 1]
        return shared if len(shared) > 1 else members

    def _list(self, terms: list[object], say: Callable[[object], str]) -> str:
        said = [say(term) for term in terms[:_LISTED]]
        if len(terms) > _LISTED:
            said.append(f"{len(terms) - _LISTED} more")
        return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
