"""Each shape finds what it is for, and nothing in its passing twin; both engines agree on it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from aikg.gate.findings import Finding, Severity
from aikg.gate.known import Known
from aikg.gate.shacl import Shapes
from aikg.ground.packaged import ontology_files, register_file, shape_files, source_files
from aikg.ground.reading import read
from aikg.ground.terms import AIKG, OWL, PREFIXES, RDF, RDFS, SH

HERE = Path(__file__).parent
SHAPES = "https://w3id.org/aikg/ontology/shapes#"
CASES: dict[str, dict[str, Any]] = {
    shape: case
    for file in sorted((HERE / "cases").glob("*.yaml"))
    for shape, case in yaml.safe_load(file.read_text("utf-8")).items()
}
EXAMPLES = [(shape, kind) for shape in CASES for kind in ("fail", "pass")]
# The second opinion on all examples at once takes as long as all else here.
ENGINES = ("turbo", pytest.param("pyshacl", marks=pytest.mark.thorough))


@cache
def shapes() -> Shapes:
    return Shapes.load(shape_files())


@cache
def known() -> Known:
    return Known.packaged(register=False)


def prefixes(name: str) -> dict[str, str]:
    """Every example has names of its own, so that all of them can be validated at once."""
    own = {
        "c": f"{PREFIXES['claim']}{name}/",
        "k": f"{PREFIXES['kg']}{name}/",
        "src": f"{PREFIXES['src']}{name}/",
    }
    return PREFIXES | own


def turtle(text: str, name: str) -> list[Triple]:
    header = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in prefixes(name).items())
    text = text.replace("/CASE/", f"/{name}/").replace("_:", f"_:{name}")
    return [quad.triple for quad in parse(header + text, format=RdfFormat.TURTLE)]


def term(word: str, name: str) -> str:
    if word == "a":
        return RDF + "type"
    if word.startswith("_:"):
        return f"_:{name}{word[2:]}"
    if word.startswith("<"):
        return word[1:-1].replace("/CASE/", f"/{name}/")
    prefix, _, local = word.partition(":")
    return prefixes(name)[prefix] + local


def base(shape: str) -> list[str]:
    """The parts that the examples of a shape start from."""
    parts = CASES[shape].get("base", "investment")
    return ["source", *([parts] if isinstance(parts, str) else parts)]


def example_name(shape: str, kind: str) -> str:
    return f"{shape if kind in CASES[shape] else '.'.join(base(shape))}-{kind}"


@cache
def example(shape: str, kind: str) -> tuple[Triple, ...]:
    """The base with the edits of one example; without edits it is shared by all that have it."""
    name = example_name(shape, kind)
    text = "".join((HERE / "base" / f"{file}.ttl").read_text("utf-8") for file in base(shape))
    lines = CASES[shape].get(kind, "").splitlines()
    graph = dict.fromkeys(turtle(text, name))
    for line in (line for line in lines if line.startswith("- ")):
        gone = [each for each in graph if matches(each, line[2:].split(), name)]
        assert gone, f"{shape}: nothing to take out for {line!r}"
        for each in gone:
            del graph[each]
    added = "\n".join(line for line in lines if not line.startswith("- "))
    return (*graph, *turtle(added, name))


def matches(triple: Triple, pattern: list[str], name: str) -> bool:
    subject, predicate, *_ = (word if word == "*" else term(word, name) for word in pattern)
    return subject == node(triple.subject) and predicate in ("*", triple.predicate.value)


def node(subject: object) -> str:
    return subject.value if isinstance(subject, NamedNode) else str(subject)


@cache
def findings(engine: str) -> dict[str, list[Finding]]:
    """What an engine finds in all examples, by example."""
    examples = {example_name(shape, kind): example(shape, kind) for shape, kind in EXAMPLES}
    data = [triple for graph in examples.values() for triple in graph]
    found: dict[str, list[Finding]] = {name: [] for name in examples}
    for finding in shapes().validate(data, known().triples, engine):
        [name] = re.findall(r"([\w.]+-(?:fail|pass))", finding.focus)
        found[name].append(finding)
    return found


def test_every_shape_has_a_failing_and_a_passing_example() -> None:
    assert {SHAPES + name for name in CASES} == set(shapes().rules)


@pytest.mark.parametrize("rule", [pytest.param(r, id=r.rpartition("#")[2]) for r in shapes().rules])
def test_every_shape_says_what_is_wrong_what_was_expected_what_to_do_and_how_grave_it_is(
    rule: str,
) -> None:
    told = {
        triple.predicate.value.removeprefix(SH): triple.object
        for triple in shapes().triples
        if triple.subject == NamedNode(rule)
    }
    assert told["severity"].value in {SH + each for each in ("Violation", "Warning", "Info")}
    for property_ in ("name", "description", "message"):
        assert told[property_].language == "en"
    message = told["message"].value
    assert re.fullmatch(r"(aikg:\w|[A-Z\"]).*\. .+[.?]", message), (
        "first what is wrong, then what to do"
    )
    assert len(message) < 260


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("shape", CASES)
def test_the_failing_example_gives_this_one_finding(shape: str, engine: str) -> None:
    name = example_name(shape, "fail")
    severity = shapes().rules[SHAPES + shape].severity
    wanted = {(SHAPES + shape, term(CASES[shape].get("focus", "c:claim"), name), severity)}
    for other in CASES[shape].get("also", []):
        rule, focus = other.split()
        wanted.add((SHAPES + rule, term(focus, name), shapes().rules[SHAPES + rule].severity))
    found = {(each.rule, each.focus, each.severity) for each in findings(engine)[name]}
    assert found == wanted


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("shape", CASES)
def test_the_passing_example_gives_no_finding(shape: str, engine: str) -> None:
    assert findings(engine)[example_name(shape, "pass")] == []


@pytest.mark.parametrize("shape", CASES)
def test_the_passing_example_is_looked_at_by_its_shape(shape: str) -> None:
    # Whatever these two look at is wrong, so that nothing that they look at can pass.
    looked_at = shape not in ("DerivedType", "DerivedProperty")
    assert bool(targets(SHAPES + shape, example(shape, "pass"))) == looked_at


@pytest.mark.thorough
def test_both_engines_find_the_same_at_the_same_values() -> None:
    assert findings("turbo") == findings("pyshacl")


@pytest.mark.parametrize("path", [*source_files(), register_file()], ids=lambda path: path.name)
def test_the_published_data_have_no_violations_and_no_warnings(path: Path) -> None:
    quads = read(path).quads
    found = shapes().validate(quads, Known.packaged().triples)
    assert [each for each in found if each.severity is not Severity.INFO] == []


def targets(rule: str, graph: tuple[Triple, ...]) -> set[str]:
    """The nodes of a graph that a shape targets (SHACL, section 2.1.3)."""
    found = set()
    for kind, value in (
        (triple.predicate.value.removeprefix(SH), triple.object.value)
        for triple in shapes().triples
        if triple.subject == NamedNode(rule) and isinstance(triple.object, NamedNode)
    ):
        if kind == "targetClass":
            classes = below(value)
            found |= {
                node(each.subject)
                for each in graph
                if each.predicate.value == RDF + "type" and each.object.value in classes
            }
        elif kind == "targetSubjectsOf":
            found |= {node(each.subject) for each in graph if each.predicate.value == value}
        elif kind == "targetObjectsOf":
            found |= {node(each.object) for each in graph if each.predicate.value == value}
    return found


def pairs(predicate: str) -> set[tuple[str, str]]:
    return {
        (each.subject.value, each.object.value)
        for each in known().vocabulary
        if each.predicate.value == predicate
    }


def below(class_or_property: str, predicate: str = RDFS + "subClassOf") -> set[str]:
    found, edges = {class_or_property}, pairs(predicate)
    while more := {sub for sub, above in edges if above in found} - found:
        found |= more
    return found


def listed(rule: str, predicate: str) -> set[str]:
    """The IRIs in the lists below a shape that a predicate of it, however deep, leads to."""
    found: set[str] = set()
    pending = [(NamedNode(SHAPES + rule), False)]
    while pending:
        subject, inside = pending.pop()
        for each in shapes().triples:
            if each.subject == subject:
                now = inside or each.predicate.value == SH + predicate
                if isinstance(each.object, NamedNode):
                    if now and each.predicate.value != RDF + "rest":
                        found.add(each.object.value)
                elif not hasattr(each.object, "language"):
                    pending.append((each.object, now))
    return found


def test_roles_are_all_the_roles_of_the_vocabulary() -> None:
    roles = below(AIKG + "participant", RDFS + "subPropertyOf")
    for rule in ("RoleNotText", "RoleIsAgent"):
        assert listed(rule, "alternativePath") == roles
    assert roles <= listed("ClaimProperties", "ignoredProperties")
    payers = below(AIKG + "payer", RDFS + "subPropertyOf")
    payees = below(AIKG + "payee", RDFS + "subPropertyOf")
    assert listed("PaysItself", "alternativePath") == payers
    assert listed("PaysItself", "disjoint") == payees


def test_derived_classes_and_properties_are_all_of_them() -> None:
    declared = {
        each.subject.value: each.object.value
        for path in ontology_files()
        if path.name == "assessment.ttl"
        for each in (quad.triple for quad in read(path).quads)
        if each.predicate.value == RDF + "type" and isinstance(each.subject, NamedNode)
    }
    classes = {iri for iri, kind in declared.items() if kind == OWL + "Class"}
    derived = below(AIKG + "Agreement").union(*(below(each) for each in classes))
    assert listed("DerivedType", "in") == derived
    properties = {iri for iri, kind in declared.items() if kind.endswith("Property")}
    assert listed("DerivedProperty", "alternativePath") == properties


@pytest.mark.parametrize(
    ("rule", "domains"),
    [
        ("ClaimProperties", ("Claim", "Statement", "RoleBearer")),
        ("OpinionProperties", ("Opinion", "Statement")),
        ("FigureProperties", ("Figure",)),
        ("StageProperties", ("StageEntry",)),
        ("DateProperties", ("StatedDate",)),
        ("EvidenceProperties", ("Evidence",)),
        ("MentionProperties", ("Mention",)),
        ("RightProperties", ("Right",)),
        ("ConditionProperties", ("Condition",)),
        ("HoldingProperties", ("Holding",)),
    ],
)
def test_closed_shapes_let_in_what_the_vocabulary_gives_their_class(
    rule: str, domains: tuple[str, ...]
) -> None:
    wanted = {AIKG + domain for domain in domains}
    own = {each for each, classes in domains_of().items() if classes & wanted}
    assert own - listed(rule, "ignoredProperties") == set()


@cache
def domains_of() -> dict[str, set[str]]:
    """The classes in the domain of each property, those of a union by themselves."""
    triples = [quad.triple for path in ontology_files() for quad in read(path).quads]
    objects: dict[tuple[object, str], object] = {
        (each.subject, each.predicate.value): each.object for each in triples
    }
    found = {}
    for (subject, predicate), domain in objects.items():
        if predicate == RDFS + "domain":
            cell, classes = objects.get((domain, OWL + "unionOf")), {node(domain)}
            while cell and (cell, RDF + "first") in objects:
                classes.add(node(objects[cell, RDF + "first"]))
                cell = objects[cell, RDF + "rest"]
            found[node(subject)] = classes
    return found


def test_the_shapes_are_shapes_as_the_standard_defines_them() -> None:
    """The shapes of SHACL itself (SHACL, appendix C), which pyshacl-turbo ships, find nothing."""
    import pyshacl_turbo
    from rdflib import Graph

    graph = Graph()
    for path in shape_files():
        graph.parse(path)
    shapes_of_shapes = Path(pyshacl_turbo.__file__).parent / "assets" / "shacl-shacl.ttl"
    program = pyshacl_turbo.compile_shapes(Graph().parse(shapes_of_shapes))
    conforms, _, text = program.validate(graph, max_validation_depth=60)
    assert conforms, text
