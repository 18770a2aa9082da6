"""Reports as validation reports of SHACL (W3C Recommendation of 20 July 2017, section 3.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from aikg.gate.findings import Severity
from aikg.ground.terms import DC, PREFIXES, RDF, SH, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aikg.gate.findings import Finding, Report

    Term = NamedNode | BlankNode | Literal

_SEVERITIES: Final = {
    Severity.VIOLATION: NamedNode(SH + "Violation"),
    Severity.WARNING: NamedNode(SH + "Warning"),
    Severity.INFO: NamedNode(SH + "Info"),
}
_TYPE: Final = NamedNode(RDF + "type")
_PATH: Final = NamedNode(SH + "path")
_SPARQL: Final = SH + "SPARQLConstraintComponent"
# What says of a node as a whole that something is missing, and so reports no value.
_WITHOUT_VALUE: Final = {SH + "HasValueConstraintComponent"}


def to_turtle(report: Report) -> str:
    r"""Write a report as a ``sh:ValidationReport``, in Turtle.

    What a shape found is a result for each constraint component that found it, as every engine
    reports it. What is checked without a shape has no ``sh:sourceShape``, and as its
    ``sh:sourceConstraintComponent`` the check, such as ``…/ontology/checks#SameDeal``. Of both,
    ``dc:source`` is the place: file, line and column.

    Examples:
        >>> from aikg.gate.findings import Report
        >>> print(to_turtle(Report((), ("wire.ttl",), 12)).partition("\n\n")[2])
        [] a sh:ValidationReport ;
            sh:conforms true .
    """
    from aikg.gate.shacl import quiet, rdflib_graph

    with quiet():
        graph = rdflib_graph(_report(report))
        for name, iri in PREFIXES.items():
            graph.bind(name, iri)
        return graph.serialize(format="turtle").strip() + "\n"


def _report(report: Report) -> Iterator[Triple]:
    from aikg.gate.check import packaged_shapes

    shapes = _Shapes(packaged_shapes().triples)
    whole = BlankNode("report")
    yield Triple(whole, _TYPE, NamedNode(SH + "ValidationReport"))
    conforms = "false" if report.findings else "true"
    boolean = NamedNode(XSD + "boolean")
    yield Triple(whole, NamedNode(SH + "conforms"), Literal(conforms, datatype=boolean))
    number = 0
    for finding in report.findings:
        for component in finding.components or (finding.rule,):
            number += 1
            # Labels of one length keep the order of the findings when they are sorted.
            result = BlankNode(f"result{number:06}")
            yield Triple(whole, NamedNode(SH + "result"), result)
            yield from shapes.result(result, finding, component)


class _Shapes:
    """The shapes, for what a result repeats of them."""

    def __init__(self, triples: Sequence[Triple]) -> None:
        self._about: dict[object, list[Triple]] = {}
        for triple in triples:
            self._about.setdefault(triple.subject, []).append(triple)

    def result(self, result: BlankNode, finding: Finding, component: str) -> Iterator[Triple]:
        """Yield the triples of one ``sh:ValidationResult``."""

        def told(name: str, value: Term) -> Triple:
            return Triple(result, NamedNode(SH + name), value)

        yield Triple(result, _TYPE, NamedNode(SH + "ValidationResult"))
        focus = _node(finding.focus)
        yield told("focusNode", focus)
        shape = NamedNode(finding.rule) if finding.components else None
        path = next((t.object for t in self._about.get(shape, ()) if t.predicate == _PATH), None)
        if isinstance(path, NamedNode | BlankNode):
            yield from self._copied(result, SH + "resultPath", path)
        elif finding.path and (shape is None or component == _SPARQL):
            yield told("resultPath", NamedNode(finding.path))
        if finding.value is not None:
            yield told("value", _term(finding.value))
        elif shape is not None and path is None and component not in _WITHOUT_VALUE:
            yield told("value", focus)
        if shape in self._about and isinstance(shape, NamedNode):
            yield told("sourceShape", shape)
        yield told("sourceConstraintComponent", NamedNode(component))
        yield told("resultSeverity", _SEVERITIES[finding.severity])
        yield told("resultMessage", Literal(finding.message, language="en"))
        if finding.place:
            yield Triple(result, NamedNode(DC + "source"), Literal(str(finding.place)))

    def _copied(self, subject: BlankNode, predicate: str, node: Term) -> Iterator[Triple]:
        """Yield a path, its blank nodes copied as section 3.6.2.2 asks."""
        if not isinstance(node, BlankNode):
            yield Triple(subject, NamedNode(predicate), node)
            return
        copy = BlankNode(f"{subject.value}-{predicate.rpartition('#')[2]}")
        yield Triple(subject, NamedNode(predicate), copy)
        for triple in self._about.get(node, ()):
            if not isinstance(triple.object, Triple):
                yield from self._copied(copy, triple.predicate.value, triple.object)


def _node(name: str) -> NamedNode | BlankNode:
    return BlankNode(name[2:]) if name.startswith("_:") else NamedNode(name)


def _term(written: str) -> Term:
    """Read a term of N-Triples."""
    [quad] = parse(f"<x:> <x:> {written} .", format=RdfFormat.N_TRIPLES)
    term: Term = quad.object
    return term
