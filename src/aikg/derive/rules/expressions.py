"""Class expressions of OWL 2: as bodies of rules, as heads, and in words.

The words are Manchester syntax (OWL 2 Web Ontology Language Manchester Syntax, second edition).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Variable

from aikg.derive.rules.pattern import TYPE, Pattern
from aikg.ground.errors import InputError
from aikg.ground.terms import OWL, RDF, RDFS, XSD, shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pyoxigraph import Triple

Body: TypeAlias = "tuple[Pattern, ...]"

_JOINED: Final = {OWL + "unionOf": " or ", OWL + "intersectionOf": " and "}
_RESTRICTED: Final = {
    OWL + "someValuesFrom": "some",
    OWL + "allValuesFrom": "only",
    OWL + "hasValue": "value",
}
_FORMS: Final = (*_JOINED, *_RESTRICTED)
# They say something of a class expression, and are no part of it.
_ABOUT_CLASSES: Final = frozenset(
    {TYPE.value, RDFS + "subClassOf", OWL + "equivalentClass", OWL + "disjointWith"}
)
_THING: Final = OWL + "Thing"


class NoRule(InputError):  # noqa: N818  (it tells of an axiom, and reads so)
    """An axiom has a form that gives no rule, so that it would be ignored in silence."""


class Expressions:
    """The triples of an ontology, read as class expressions and properties.

    Args:
        ontology: its triples; blank nodes must be those of one parse.
    """

    def __init__(self, ontology: Iterable[Triple]) -> None:
        self._by: dict[object, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
        for triple in ontology:
            self._by[triple.subject][triple.predicate.value].append(triple.object)

    def has(self, node: object, predicate: str, value: str) -> bool:
        """Whether the ontology says so of the node."""
        return NamedNode(value) in self._by[node][predicate]

    def is_datatype(self, node: object) -> bool:
        """Whether the node is a range of literals."""
        if isinstance(node, NamedNode):
            return node.value.startswith(XSD) or node.value in (
                RDFS + "Literal",
                RDF + "PlainLiteral",
                RDF + "langString",
            )
        return self.has(node, TYPE.value, RDFS + "Datatype")

    def members(self, head: object) -> list[object]:
        """Give the members of an RDF collection (RDF Schema, section 5.2).

        Raises:
            NoRule: a link of the collection has not just one first and one rest.
        """
        found, seen = [], set()
        while head != NamedNode(RDF + "nil"):
            first, rest = self._by[head][RDF + "first"], self._by[head][RDF + "rest"]
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise NoRule(
                    "a list in the ontology is broken",
                    expected="one rdf:first and one rdf:rest at each link",
                    found=f"{len(first)} and {len(rest)}",
                )
            seen.add(head)
            found.append(first[0])
            head = rest[0]
        return found

    def atom(self, prop: object, subject: Variable, value: Variable | Literal) -> Pattern:
        """Give the pattern of a property, or of the inverse of one (OWL 2, section 6.1.1).

        Raises:
            NoRule: it is neither.
        """
        if isinstance(prop, NamedNode):
            return Pattern(subject, prop, value)
        inverse = self._by[prop][OWL + "inverseOf"]
        if len(inverse) == 1 and isinstance(inverse[0], NamedNode) and isinstance(value, Variable):
            return Pattern(value, inverse[0], subject)
        raise NoRule("a property is neither named nor the inverse of a named one")

    def bodies(self, node: object, var: Variable, fresh: Iterator[Variable]) -> list[Body]:
        """Give the alternatives of which any makes something a member of the class.

        Args:
            node: the class expression.
            var: the variable that is to be a member.
            fresh: variables that are not used yet.

        Raises:
            NoRule: membership cannot be concluded from facts that are there.
        """
        if isinstance(node, NamedNode) and not self.is_datatype(node):
            return [()] if node.value == _THING else [(Pattern(var, TYPE, node),)]
        form, value = self._form(node)
        if form == "unionOf":
            return [b for one in self.members(value) for b in self.bodies(one, var, fresh)]
        if form == "intersectionOf":
            every = [self.bodies(one, var, fresh) for one in self.members(value)]
            return [tuple(p for part in chosen for p in part) for chosen in product(*every)]
        if form == "someValuesFrom" and not self.is_datatype(value):
            other = next(fresh)
            link = self.atom(self._property(node), var, other)
            return [(link, *body) for body in self.bodies(value, other, fresh)]
        if form == "hasValue" and isinstance(value, NamedNode | Literal):
            return [(Pattern(var, _named_property(self._property(node)), value),)]
        raise NoRule(f"'{self.say(node)}' cannot be told from facts that are there")

    def heads(
        self, node: object, var: Variable, fresh: Iterator[Variable], *, passed: Collection[str]
    ) -> list[tuple[Body, Pattern]]:
        """Give what follows of a member of the class: what must hold besides, and the head.

        Args:
            node: the class expression.
            var: the variable that is the member.
            fresh: variables that are not used yet.
            passed: forms that are passed over, of `unionOf` and `someValuesFrom`: they say nothing
                of known individuals, and need not where they are one half of a definition.

        Raises:
            NoRule: what follows is no fact about known individuals.
        """
        if isinstance(node, NamedNode) and not self.is_datatype(node):
            return [] if node.value == _THING else [((), Pattern(var, TYPE, node))]
        form, value = self._form(node)
        if form == "intersectionOf":
            each = (self.heads(m, var, fresh, passed=passed) for m in self.members(value))
            return [head for heads in each for head in heads]
        if form == "hasValue" and isinstance(value, NamedNode | Literal):
            return [((), Pattern(var, _named_property(self._property(node)), value))]
        if form == "allValuesFrom" and not self.is_datatype(value):
            other = next(fresh)
            link = self.atom(self._property(node), var, other)
            inner = self.heads(value, other, fresh, passed=passed)
            return [((link, *body), head) for body, head in inner]
        if form in passed:
            return []
        raise NoRule(f"'{self.say(node)}' says nothing of known individuals")

    def say(self, node: object) -> str:
        """Write a class expression, a property or a value in words."""
        if isinstance(node, NamedNode):
            return shorten(node.value)
        if isinstance(node, Literal):
            return str(node)
        inverse = self._by[node][OWL + "inverseOf"]
        if inverse:
            return f"inverse {self.say(inverse[0])}"
        found = [(form, value) for form in _FORMS for value in self._by[node][form]]
        if len(found) != 1:
            others = sorted(
                key for key, told in self._by[node].items() if told and key not in _ABOUT_CLASSES
            )
            return f"an expression of {', '.join(map(shorten, others)) or 'no known form'}"
        form, value = found[0]
        if form in _JOINED:
            return f"({_JOINED[form].join(self.say(one) for one in self.members(value))})"
        prop = self._by[node][OWL + "onProperty"]
        return f"({self.say(prop[0]) if prop else '?'} {_RESTRICTED[form]} {self.say(value)})"

    def _form(self, node: object) -> tuple[str, object]:
        told = self._by[node] if isinstance(node, BlankNode) else {}
        parts = [key for key, values in told.items() if values and key not in _ABOUT_CLASSES]
        expected = [form for form in parts if form in _FORMS]
        known = {*expected, OWL + "onProperty"}
        if len(expected) != 1 or not set(parts) <= known or len(told[expected[0]]) != 1:
            raise NoRule(f"'{self.say(node)}' is no form of class that gives a rule")
        return expected[0].removeprefix(OWL), told[expected[0]][0]

    def _property(self, node: object) -> object:
        on = self._by[node][OWL + "onProperty"]
        if len(on) != 1:
            raise NoRule("a restriction has not just one owl:onProperty")
        return on[0]


def _named_property(prop: object) -> NamedNode:
    if isinstance(prop, NamedNode):
        return prop
    raise NoRule("owl:hasValue stands on a property without a name")
