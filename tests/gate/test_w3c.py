"""Both SHACL engines run the W3C test suite; each case that one fails is named, with the reason."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import rdflib
from pyoxigraph import RdfFormat, Triple, parse
from rdflib import SH, BNode, Graph, Namespace
from rdflib import Literal as RdflibLiteral
from rdflib.collection import Collection

from aikg.gate.shacl import Shapes
from aikg.ground.errors import EngineError

SUITE = Path(__file__).parents[3] / "shared" / "suites" / "shacl"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
ENGINES = ("turbo", "pyshacl")

SEVERITY = "a severity of one's own (section 2.1.4) is told as a violation"
LEXICAL = '"1"^^xsd:boolean is taken for true where only `true` is meant'
FAILS = {
    ("misc/severity-002", "turbo"): SEVERITY,
    ("misc/severity-002", "pyshacl"): SEVERITY,
    ("property/uniqueLang-002", "turbo"): LEXICAL,
    ("property/uniqueLang-002", "pyshacl"): LEXICAL,
    ("node/prefixes-001", "pyshacl"): "it does not follow owl:imports to prefixes (section 5.2.1)",
    ("pre-binding/shapesGraph-001", "pyshacl"): "it has no $shapesGraph, which is optional",
}
"""What each engine fails, and why."""


class Case(NamedTuple):
    """A case of the suite."""

    name: str
    data: Path
    shapes: Path
    manifest: Graph
    node: object


def graph_of(file: Path) -> Graph:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        return Graph().parse(file, publicID=file.as_uri())


def path_of(iri: object) -> Path:
    return Path(str(iri).removeprefix("file://"))


def cases(manifest: Path) -> Iterator[Case]:
    graph = graph_of(manifest)
    for included in graph.objects(None, MF.include):
        yield from cases(path_of(included))
    for entries in graph.objects(None, MF.entries):
        for node in Collection(graph, entries):
            action = graph.value(node, MF.action)
            data, shapes = (
                path_of(graph.value(action, SHT[name])) for name in ("dataGraph", "shapesGraph")
            )
            yield Case(f"{manifest.parent.name}/{manifest.stem}", data, shapes, graph, node)


@cache
def all_cases() -> list[Case]:
    return list(cases(SUITE / "manifest.ttl")) if SUITE.exists() else []


def triples(file: Path) -> list[Triple]:
    text = file.read_bytes()
    return [q.triple for q in parse(text, format=RdfFormat.TURTLE, base_iri=file.as_uri())]


Result = tuple[str, str, str]
"""Focus node, value and severity, as text; blank nodes are all alike."""


def shown(term: object) -> str:
    """A term as text, whether rdflib's or one of N-Triples."""
    if term is None:
        return ""
    text = str(term)
    if isinstance(term, BNode) or text.startswith("_:"):
        return "_:"
    if isinstance(term, RdflibLiteral):
        return text
    if text.startswith('"'):
        return text[1 : text.rindex('"')].encode().decode("unicode_escape")
    return text.strip("<>")


def expected(case: Case) -> set[Result] | None:
    """What the suite says is found; None where the shapes are to be refused."""
    report = case.manifest.value(case.node, MF.result)
    if report == SHT.Failure:
        return None
    found = set()
    for result in case.manifest.objects(report, SH.result):
        focus, value, path, severity = (
            case.manifest.value(result, name)
            for name in (SH.focusNode, SH.value, SH.resultPath, SH.resultSeverity)
        )
        # Of a node shape the value is the node itself, which findings do not repeat.
        value = None if path is None and value == focus else value
        found.add((shown(focus), shown(value), str(severity).rpartition("#")[2].lower()))
    return found


def found(case: Case, engine: str) -> set[Result] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            findings = Shapes(triples(case.shapes)).validate(triples(case.data), (), engine)
    except EngineError:
        return None
    return {(shown(f.focus), shown(f.value), str(f.severity)) for f in findings}


def test_the_suite_is_here_or_it_is_said_that_it_is_not():
    if not SUITE.exists():
        pytest.skip("the W3C SHACL suite is not beside the project: its 120 cases were left out")
    assert len(all_cases()) == 120


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_an_engine_finds_what_the_suite_says(case, engine):
    reason = FAILS.get((case.name, engine))
    if reason is None:
        assert found(case, engine) == expected(case)
    else:
        assert found(case, engine) != expected(case), f"it passes now; it failed since {reason}"
