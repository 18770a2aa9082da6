"""The axioms of an ontology compiled into rules.

What OWL 2 RL makes rules of (OWL 2 Profiles, section 4.3), as far as an ontology says it; an axiom of
another form is refused, so that none is ignored in silence.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode, Triple, Variable

from aikg.derive.rules.expressions import Expressions, NoRule
from aikg.derive.rules.manchester import say_axiom
from aikg.derive.rules.pattern import TYPE, Pattern
from aikg.derive.rules.rule import Rule
from aikg.ground.terms import OWL, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from aikg.derive.rules.expressions import Body

X: Final = Variable("x")
Y: Final = Variable("y")
Z: Final = Variable("z")

# They say what cannot be, or that two names are one thing. The gate refuses the one, and the other is
# never concluded: no two names of the graph are merged.
CONSTRAINTS: Final = frozenset(
    OWL + name
    for name in (
        "disjointWith",
        "propertyDisjointWith",
        "members",
        "distinctMembers",
        "differentFrom",
        "AllDisjointClasses",
        "AllDisjointProperties",
        "AllDifferent",
        "FunctionalProperty",
        "InverseFunctionalProperty",
        "AsymmetricProperty",
        "IrreflexiveProperty",
    )
)

# Declarations, headers and annotations.
NOT_LOGICAL: Final = frozenset(
    {
        *(RDFS + name for name in ("label", "comment", "seeAlso", "isDefinedBy", "Datatype")),
        *(
            OWL + name
            for name in (
                "Ontology",
                "Class",
                "ObjectProperty",
                "DatatypeProperty",
                "AnnotationProperty",
                "NamedIndividual",
                "Restriction",
                "Axiom",
                "annotatedSource",
                "annotatedProperty",
                "annotatedTarget",
                "versionIRI",
                "versionInfo",
                "priorVersion",
                "backwardCompatibleWith",
                "incompatibleWith",
                "deprecated",
                "DeprecatedClass",
                "DeprecatedProperty",
                "imports",
                "Thing",
            )
        ),
        RDF + "first",
        RDF + "rest",
        RDF + "nil",
        RDF + "List",
    }
)

# What a definition says of its members beyond facts.
_HALVES: Final = ("unionOf", "someValuesFrom")

_BUILT_IN: Final = (OWL, RDFS, RDF)


def compile_rules(ontology: Iterable[Triple]) -> list[Rule]:
    """Compile the axioms of an ontology into rules.

    Compiled are: sub-classes, equivalent classes and disjoint unions, over named classes, unions,
    intersections, `some`, `value` and (above a class) `only`; domains and ranges, where a union gives
    no rule; sub-properties, equivalent, inverse, symmetric and transitive properties, and property
    chains of any length. Disjointness and functional properties are constraints and give no rules.

    A class that is defined by an expression gets its members by it; that a member has some value gives
    no rule, for it tells of no known individual.

    Args:
        ontology: its triples, blank nodes being those of one parse; assertions and annotations among
            them are passed over.

    Returns:
        The rules, without repetition, in the order of their axioms' words.

    Raises:
        NoRule: an axiom has a form from which no rule can be made; the message says which.

    Examples:
        >>> from pyoxigraph import RdfFormat, parse
        >>> text = '''
        ...     @prefix : <https://w3id.org/aikg/ontology#> .
        ...     @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        ...     @prefix owl: <http://www.w3.org/2002/07/owl#> .
        ...     :Loan rdfs:subClassOf :Agreement .
        ...     :investsIn owl:propertyChainAxiom ( :investsThrough :investee ) .'''
        >>> for rule in compile_rules(quad.triple for quad in parse(text, RdfFormat.TURTLE)):
        ...     print(rule.axiom, "|", rule)
        aikg:Loan SubClassOf: aikg:Agreement | ?x a aikg:Agreement <- ?x a aikg:Loan
        aikg:investsIn SubPropertyChain: aikg:investsThrough o aikg:investee | ?x aikg:investsIn ?y <-
            ?x aikg:investsThrough ?z1, ?z1 aikg:investee ?y
    """
    triples = list(ontology)
    compiler = _Compiler(Expressions(triples))
    found: dict[tuple[Body, Pattern], Rule] = {}
    for rule in sorted(compiler.rules(triples), key=lambda one: (one.axiom, str(one))):
        if rule.head not in rule.body:
            found.setdefault((rule.body, rule.head), rule)
    return list(found.values())


def _variables() -> Iterator[Variable]:
    return (Variable(f"z{number}") for number in count(1))


class _Compiler:
    def __init__(self, ontology: Expressions) -> None:
        self._ontology = ontology
        self._axioms = {
            RDFS + "subClassOf": self._sub_class,
            OWL + "equivalentClass": self._same_class,
            OWL + "disjointUnionOf": self._disjoint_union,
            RDFS + "subPropertyOf": self._sub_property,
            OWL + "equivalentProperty": self._same_property,
            OWL + "inverseOf": self._inverse,
            OWL + "propertyChainAxiom": self._chain,
            RDFS + "domain": self._domain,
            RDFS + "range": self._range,
        }

    def rules(self, triples: Iterable[Triple]) -> Iterator[Rule]:
        for triple in triples:
            predicate = triple.predicate.value
            if predicate in NOT_LOGICAL or not predicate.startswith(_BUILT_IN):
                continue  # most triples are for people to read, and putting them in words takes time
            words = say_axiom(self._ontology, triple)
            try:
                yield from self._rules(triple, words)
            except NoRule as reason:
                raise NoRule(
                    f'no rule can be made of the axiom "{words}"',
                    expected="a form that concludes facts about known individuals from facts",
                    found=str(reason),
                    mend="Say it as a SHACL shape if it is a constraint, or in a form with a rule",
                ) from None

    def _rules(self, triple: Triple, words: str) -> Iterable[Rule]:
        predicate, value = triple.predicate.value, triple.object
        if predicate == TYPE.value:
            return self._characteristic(triple, words)
        if predicate in self._axioms:
            annotation = self._ontology.has(triple.subject, TYPE.value, OWL + "AnnotationProperty")
            return () if annotation else self._axioms[predicate](triple.subject, value, words)
        expression = isinstance(triple.subject, BlankNode) and predicate.startswith(OWL)
        if (
            expression
            or predicate in CONSTRAINTS | NOT_LOGICAL
            or not predicate.startswith(_BUILT_IN)
        ):
            return ()
        raise NoRule("a predicate that is not compiled")

    def _characteristic(self, triple: Triple, words: str) -> Iterable[Rule]:
        kind, prop = triple.object, triple.subject
        if kind == NamedNode(OWL + "SymmetricProperty"):
            return [Rule(words, (self._link(prop, X, Y),), self._link(prop, Y, X))]
        if kind == NamedNode(OWL + "TransitiveProperty"):
            body = (self._link(prop, X, Z), self._link(prop, Z, Y))
            return [Rule(words, body, self._link(prop, X, Y))]
        known = isinstance(kind, NamedNode) and (
            kind.value in CONSTRAINTS | NOT_LOGICAL or not kind.value.startswith(_BUILT_IN)
        )
        if known:
            return ()
        raise NoRule("a type that is not compiled")

    def _sub_class(self, low: object, high: object, words: str) -> Iterable[Rule]:
        return self._implies(low, high, words)

    def _same_class(self, one: object, other: object, words: str) -> Iterable[Rule]:
        if self._ontology.is_datatype(one):
            return ()
        up = self._implies(one, other, words, passed=_HALVES)
        return [*up, *self._implies(other, one, words, passed=_HALVES)]

    def _disjoint_union(self, whole: object, listed: object, words: str) -> Iterable[Rule]:
        members = self._ontology.members(listed)
        return [rule for one in members for rule in self._implies(one, whole, words)]

    def _implies(
        self, low: object, high: object, words: str, passed: Collection[str] = ()
    ) -> list[Rule]:
        fresh = _variables()
        heads = self._ontology.heads(high, X, fresh, passed=passed)
        # A defined class may be of a form that is met by no facts; its own members still follow.
        bodies = self._ontology.bodies(low, X, fresh) if heads else []
        return [self._rule(words, (*b, *more), head) for b in bodies for more, head in heads]

    def _domain(self, prop: object, klass: object, words: str) -> Iterable[Rule]:
        return self._end(prop, X, klass, words)

    def _range(self, prop: object, klass: object, words: str) -> Iterable[Rule]:
        if self._ontology.is_datatype(klass):
            return ()
        return self._end(prop, Y, klass, words)

    def _end(self, prop: object, end: Variable, klass: object, words: str) -> list[Rule]:
        link = self._link(prop, X, Y)
        heads = self._ontology.heads(klass, end, _variables(), passed=("unionOf",))
        return [self._rule(words, (link, *more), head) for more, head in heads]

    def _sub_property(self, low: object, high: object, words: str) -> Iterable[Rule]:
        return [Rule(words, (self._link(low, X, Y),), self._link(high, X, Y))]

    def _same_property(self, one: object, other: object, words: str) -> Iterable[Rule]:
        return [*self._sub_property(one, other, words), *self._sub_property(other, one, words)]

    def _inverse(self, one: object, other: object, words: str) -> Iterable[Rule]:
        if isinstance(one, BlankNode):
            return ()  # a property expression, met where it is used
        there, back = self._link(one, X, Y), self._link(other, Y, X)
        return [Rule(words, (there,), back), Rule(words, (back,), there)]

    def _chain(self, prop: object, listed: object, words: str) -> Iterable[Rule]:
        steps = self._ontology.members(listed)
        if not steps:
            raise NoRule("a chain of no properties")
        fresh = _variables()
        ends = [X, *(next(fresh) for _ in steps[1:]), Y]
        body = tuple(self._link(p, ends[i], ends[i + 1]) for i, p in enumerate(steps))
        return [Rule(words, body, self._link(prop, X, Y))]

    def _link(self, prop: object, subject: Variable, value: Variable) -> Pattern:
        return self._ontology.atom(prop, subject, value)

    def _rule(self, words: str, body: Body, head: Pattern) -> Rule:
        told = tuple(dict.fromkeys(body))
        if not head.variables <= {one for pattern in told for one in pattern.variables}:
            raise NoRule("it would hold of everything")
        return Rule(words, told, head)
