"""Axioms in words: Manchester syntax, as reasoners and ontology editors print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from aikg.derive.rules.expressions import NoRule
from aikg.derive.rules.pattern import TYPE
from aikg.ground.terms import OWL, RDFS

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from aikg.derive.rules.expressions import Expressions


def say_axiom(ontology: Expressions, triple: Triple) -> str:
    """Write the axiom that a triple begins.

    Examples:
        >>> from aikg.derive.rules.expressions import Expressions
        >>> from aikg.ground.terms import AIKG
        >>> loan, agreement = NamedNode(AIKG + "Loan"), NamedNode(AIKG + "Agreement")
        >>> from pyoxigraph import Triple
        >>> say_axiom(Expressions([]), Triple(loan, NamedNode(RDFS + "subClassOf"), agreement))
        'aikg:Loan SubClassOf: aikg:Agreement'
    """
    say = ontology.say
    name, value = say(triple.subject), triple.object
    kind = triple.predicate.value.removeprefix(RDFS).removeprefix(OWL)
    if kind == "propertyChainAxiom":
        return f"{name} SubPropertyChain: {' o '.join(map(say, _listed(ontology, value)))}"
    if kind == "disjointUnionOf":
        return f"{name} DisjointUnionOf: {', '.join(map(say, _listed(ontology, value)))}"
    if kind in ("subClassOf", "subPropertyOf", "domain", "range", "inverseOf"):
        return f"{name} {kind[0].upper()}{kind[1:]}: {say(value)}"
    if kind in ("equivalentClass", "equivalentProperty"):
        return f"{name} EquivalentTo: {say(value)}"
    if triple.predicate == TYPE and isinstance(value, NamedNode):
        characteristic = value.value.removeprefix(OWL).removesuffix("Property")
        return f"{name} Characteristics: {characteristic}"
    return f"{name} {say(triple.predicate)} {say(value)}"


def _listed(ontology: Expressions, head: object) -> list[object]:
    try:
        return ontology.members(head)
    except NoRule:
        return [head]
