"""RDF triples grouped into the OWL 2 axioms that they state."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from aikg.ground.terms import XSD
from aikg.reasoning import vocabulary as v
from aikg.reasoning.kinds import Kinds, read_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True)
class Origin:
    """Where the triple of an axiom was told.

    Attributes:
        claim: IRI of the claim that says it.
        quote: the words of the source, if any.
        source: IRI of the source.
        paragraph: number of the paragraph in which the quote stands, from 1.
    """

    claim: str
    quote: str | None = None
    source: str | None = None
    paragraph: int | None = None


@dataclass(frozen=True)
class Axiom:
    """One axiom: the least that can be given up by itself.

    Attributes:
        kind: its name in the OWL 2 structural specification, such as ``SubClassOf``; one name, such
            as ``PropertyRange``, where the specification has two, for object and data properties.
        triples: the triples that state it, those of its lists and restrictions included; the first
            is the one that gives it its kind.
        text: the axiom in words; empty until it is part of an explanation.
        graphs: IRIs of the named graphs in which its triples stand.
        origins: where its triples were told.
    """

    kind: str
    triples: tuple[Triple, ...]
    text: str = ""
    graphs: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()

    @cached_property
    def signature(self) -> frozenset[str]:
        """The IRIs it mentions, without those of OWL, RDF, RDFS and XSD."""
        return frozenset(
            term.value
            for triple in self.triples
            for term in (triple.subject, triple.predicate, triple.object)
            if isinstance(term, NamedNode) and not term.value.startswith(v.BUILT_IN)
        )

    @property
    def is_fact(self) -> bool:
        """Whether it speaks of individuals, and not of the vocabulary."""
        return self.kind.endswith(("Assertion", "Individual", "Individuals"))


@dataclass
class Document:
    """A graph as a reasoner under OWL 2's direct semantics sees it.

    Attributes:
        axioms: what can be true or false.
        declarations: the triples that say what kind of thing each term is.
        undeclared: predicates that nothing declares; their triples count as annotations, of which a
            reasoner takes no notice.
    """

    axioms: list[Axiom] = field(default_factory=list)
    declarations: list[Triple] = field(default_factory=list)
    undeclared: frozenset[str] = frozenset()


def read_axioms(triples: Iterable[Triple]) -> Document:
    """Group triples into axioms.

    Headers, imports and annotations are left out: they state nothing that can clash.

    Args:
        triples: the triples of one or more graphs, without repetition.

    Returns:
        The axioms, in the order of the triples, with the declarations that they need.

    >>> from pyoxigraph import RdfFormat, parse
    >>> text = '''@prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    ... :Deal a owl:Class . :payer a owl:ObjectProperty . :d a :Deal ; :payer :a ; :note "n" .'''
    >>> document = read_axioms(quad.triple for quad in parse(text, RdfFormat.TURTLE))
    >>> [axiom.kind for axiom in document.axioms], sorted(document.undeclared)
    (['ClassAssertion', 'ObjectPropertyAssertion'], ['http://example.org/note'])
    """
    known = list(triples)
    kinds = read_kinds(known)
    return _Reader(known, kinds).read()


class _Reader:
    def __init__(self, triples: list[Triple], kinds: Kinds) -> None:
        self.triples = triples
        self.kinds = kinds
        self.blank: dict[BlankNode, list[Triple]] = defaultdict(list)
        self.nary: dict[object, list[Triple]] = defaultdict(list)
        self.headers: set[object] = set()
        for triple in triples:
            if isinstance(triple.subject, BlankNode):
                self.blank[triple.subject].append(triple)
            if triple.predicate.value == v.TYPE and isinstance(triple.object, NamedNode):
                kind = triple.object.value
                if kind in v.NARY_AXIOMS:
                    self.nary[triple.subject] = []
                elif kind == v.ONTOLOGY or kind in v.ANNOTATION_TYPES:
                    self.headers.add(triple.subject)
        for triple in triples:
            if triple.subject in self.nary and triple.predicate.value in v.NARY_PARTS:
                self.nary[triple.subject].append(triple)
        self.expressions = {node for node in self.blank if self._is_expression(node)}

    def read(self) -> Document:
        undeclared: set[str] = set()
        axioms = []
        for triple in self.triples:
            if triple.subject in self.headers:
                continue
            kind = self._kind(triple)
            if kind is not None:
                axioms.append(Axiom(kind, tuple(self._state(triple))))
            elif triple.subject not in self.nary and self.kinds.is_unknown(triple.predicate.value):
                undeclared.add(triple.predicate.value)
        return Document(axioms, self.kinds.declarations(), frozenset(undeclared))

    def _is_expression(self, node: BlankNode) -> bool:
        return any(
            triple.predicate.value in v.EXPRESSION_PREDICATES
            or triple.predicate.value.startswith(XSD)
            or (
                triple.predicate.value == v.TYPE
                and isinstance(triple.object, NamedNode)
                and triple.object.value in v.EXPRESSION_TYPES
            )
            for triple in self.blank[node]
        )

    def _kind(self, triple: Triple) -> str | None:
        """The kind of the axiom of which this is the main triple; None for any other triple."""
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if predicate == v.TYPE:
            return self._kind_of_type(triple)
        if subject in self.nary and predicate in v.NARY_PARTS:
            return None
        if predicate in v.CLASS_AXIOMS:
            if predicate == v.EQUIVALENT and self.kinds.is_datatype(subject):
                return "DatatypeDefinition"
            return v.CLASS_AXIOMS[predicate]
        if predicate in v.PROPERTY_AXIOMS:
            if isinstance(subject, NamedNode):
                return (
                    v.PROPERTY_AXIOMS[predicate] if self.kinds.is_logical(subject.value) else None
                )
            return None if predicate == v.INVERSE else v.PROPERTY_AXIOMS[predicate]
        if predicate in v.INDIVIDUAL_AXIOMS:
            return v.INDIVIDUAL_AXIOMS[predicate]
        if predicate in v.EXPRESSION_PREDICATES:
            # OWL 1 let a class name carry its own definition, and OWL 2 still reads that.
            return "EquivalentClasses" if isinstance(subject, NamedNode) else None
        if self.kinds.is_logical(predicate) and not isinstance(value, Triple):
            literal = isinstance(value, Literal)
            return "DataPropertyAssertion" if literal else "ObjectPropertyAssertion"
        return None

    def _kind_of_type(self, triple: Triple) -> str | None:
        subject, value = triple.subject, triple.object
        if subject in self.expressions:
            return None
        if isinstance(value, NamedNode):
            if value.value in v.NARY_AXIOMS:
                return v.NARY_AXIOMS[value.value]
            if value.value in v.CHARACTERISTICS:
                if isinstance(subject, NamedNode) and self.kinds.is_logical(subject.value):
                    return v.CHARACTERISTICS[value.value] + "Property"
                return None
            if value.value.startswith(v.BUILT_IN) and value.value not in (v.THING, v.NOTHING):
                return None
        return "ClassAssertion"

    def _state(self, triple: Triple) -> Iterator[Triple]:
        """The triple and all that it needs to be understood."""
        yield triple
        seen: set[object] = set()
        if triple.subject in self.nary and triple.predicate.value == v.TYPE:
            for part in self.nary[triple.subject]:
                yield part
                yield from self._expression(part.object, seen)
        else:
            yield from self._expression(triple.subject, seen)
            yield from self._expression(triple.object, seen)

    def _expression(self, start: object, seen: set[object]) -> Iterator[Triple]:
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if not isinstance(node, BlankNode) or node in seen or node not in self.expressions:
                continue
            seen.add(node)
            for triple in self.blank[node]:
                predicate = triple.predicate.value
                if predicate in v.CLASS_AXIOMS or (
                    predicate in v.PROPERTY_AXIOMS and predicate != v.INVERSE
                ):
                    continue
                yield triple
                waiting.append(triple.object)
