"""The shapes as rules: the message, severity and expectation that each of them declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from aikg.gate.findings import Severity
from aikg.ground.terms import RDF, RDFS, SH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

SEVERITIES = {
    SH + "Violation": Severity.VIOLATION,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
}
_COMPONENT = NamedNode(SH + "ConstraintComponent")
_SHAPES = {NamedNode(SH + "NodeShape"), NamedNode(SH + "PropertyShape")}


@dataclass(frozen=True)
class Rule:
    """What a named shape says of itself.

    Attributes:
        iri: The shape's IRI.
        severity: What it declares; violation where it declares nothing (SHACL, section 2.1.4).
        problem: The first sentence of its message: what is wrong.
        mend: The rest of its message: what to do.
        expected: Its description.
        properties: IRIs of the properties that a finding is about: those with which its path
            begins, or else those that ``rdfs:seeAlso`` names.
        mentions: IRIs that stand anywhere in the shape, except where it only lists what is
            allowed (``sh:ignoredProperties``) and in the text of a query.
        label: Its name for people; empty where it has none.
    """

    iri: str
    severity: Severity
    problem: str
    mend: str
    expected: str
    properties: tuple[str, ...]
    mentions: frozenset[str] = frozenset()
    label: str = ""


class Rules(Mapping[str, Rule]):
    """The rules of a shapes graph by the IRIs of their shapes, each read off when it is asked for.

    Args:
        triples: The shapes graph.

    Examples:
        >>> from aikg.ground.reading import read_text
        >>> text = '''
        ...     @prefix sh: <http://www.w3.org/ns/shacl#> .
        ...     <e:R> a sh:PropertyShape ; sh:path [ sh:alternativePath ( <e:p> <e:q> ) ] ;
        ...         sh:message "Bad. Mend it." .'''
        >>> read = Rules(quad.triple for quad in read_text(text).quads)["e:R"]
        >>> read.problem, read.mend, read.properties
        ('Bad.', 'Mend it.', ('e:p', 'e:q'))
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._shapes = _Shapes(triples)
        self._rules: dict[str, Rule | None] = dict.fromkeys(self._shapes.named())

    def __getitem__(self, iri: str) -> Rule:
        rule = self._rules[iri]
        if rule is None:
            rule = self._rules[iri] = self._shapes.rule(iri)
        return rule

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)


def declared(triples: Iterable[Triple]) -> dict[str, Rule]:
    """Read the rules that are constraint components without a shape off triples, by their IRIs.

    Examples:
        >>> from aikg.ground.packaged import checks_file
        >>> from aikg.ground.reading import read
        >>> read_off = declared(quad.triple for quad in read(checks_file()).quads)
        >>> read_off["https://w3id.org/aikg/ontology/checks#SameDeal"].label
        'same deal'
    """
    shapes = _Shapes(triples)
    return {node.value: shapes.component(node) for node in shapes.components()}


class _Shapes:
    """The shapes graph by subject and predicate."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._about: dict[object, dict[str, list[object]]] = {}
        for triple in triples:
            about = self._about.setdefault(triple.subject, {})
            about.setdefault(triple.predicate.value, []).append(triple.object)

    def _objects(self, node: object, predicate: str) -> list[object]:
        return self._about.get(node, {}).get(predicate, [])

    def named(self) -> Iterator[str]:
        for subject in self._about:
            kinds = self._objects(subject, RDF + "type")
            if isinstance(subject, NamedNode) and not _SHAPES.isdisjoint(kinds):
                yield subject.value

    def rule(self, iri: str) -> Rule:
        node = NamedNode(iri)
        severity = self._text(node, SH + "severity")
        problem, _, mend = self._text(node, SH + "message").partition(". ")
        path = self._objects(node, SH + "path")
        properties = [each for start in path for each in self._begins(start)]
        if not properties:
            properties = [
                each.value
                for each in self._objects(node, RDFS + "seeAlso")
                if isinstance(each, NamedNode)
            ]
        return Rule(
            iri,
            SEVERITIES.get(severity, Severity.VIOLATION),
            problem if problem.endswith(".") or not problem else problem + ".",
            mend,
            self._text(node, SH + "description"),
            tuple(properties),
            frozenset(self._mentions(node)),
            self._text(node, SH + "name"),
        )

    def component(self, node: NamedNode) -> Rule:
        """What is checked without a shape; its finding alone knows what was expected."""
        return Rule(
            node.value,
            SEVERITIES.get(self._text(node, SH + "severity"), Severity.VIOLATION),
            self._text(node, SH + "description"),
            self._text(node, SH + "message"),
            "",
            (),
            label=self._text(node, SH + "name"),
        )

    def components(self) -> Iterator[NamedNode]:
        """The names of what is checked without a shape."""
        for subject in self._about:
            if _COMPONENT in self._objects(subject, RDF + "type") and isinstance(
                subject, NamedNode
            ):
                yield subject

    def _text(self, node: object, predicate: str) -> str:
        for each in self._objects(node, predicate):
            if isinstance(each, NamedNode | Literal):
                return each.value
        return ""

    def _mentions(self, start: NamedNode) -> Iterator[str]:
        pending: list[object] = [start]
        seen: set[object] = set()
        while pending:
            node = pending.pop()
            if node in seen:
                continue
            seen.add(node)
            for predicate, objects in self._about.get(node, {}).items():
                if predicate != SH + "ignoredProperties":
                    yield from (each.value for each in objects if isinstance(each, NamedNode))
                    pending += (each for each in objects if isinstance(each, BlankNode))

    def _begins(self, path: object) -> Iterator[str]:
        """Yield the properties that lead away from a node along a path (SHACL, section 2.3.1)."""
        if isinstance(path, NamedNode):
            yield path.value
        elif isinstance(path, BlankNode):
            for alternatives in self._objects(path, SH + "alternativePath"):
                for each in self._items(alternatives):
                    yield from self._begins(each)
            for first in self._objects(path, RDF + "first"):
                yield from self._begins(first)

    def _items(self, cell: object) -> Iterator[object]:
        while first := self._objects(cell, RDF + "first"):
            yield first[0]
            cell = next(iter(self._objects(cell, RDF + "rest")), None)
