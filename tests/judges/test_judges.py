"""The outside judges: each rule catches its planted fault, and the ontology breaks none."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from judges.judge import (
    FAULTS,
    HERE,
    ONTOLOGY,
    Finding,
    Rule,
    argued,
    judge,
    load,
    ontology_files,
    rules,
)
from judges.profile import violations

if TYPE_CHECKING:
    from pathlib import Path

DATA = HERE.parent.parent / "data"
RULES = rules()
ORIGINS = tomllib.loads((HERE / "origins.toml").read_text(encoding="utf-8"))
# How many rules each origin has, as the project set out to cover them.
COUNTS = {"fibo": 59, "robot": 33, "oeo": 8, "gist": 9, "oops": 41, "owl2": 11}


def by_name(rule: Rule) -> str:
    return rule.name


def planted(rule: Rule) -> list[tuple[str, frozenset[str]]]:
    """The fault file's header: each term to be caught, and the origins' rules that it breaks."""
    text = (FAULTS / f"{rule.name}.ttl").read_text(encoding="utf-8")
    lines = re.findall(r"^# catches: (\S+)(?: for (.+))?$", text, flags=re.MULTILINE)
    return [(term, frozenset(ids.split()) or rule.origins) for term, ids in lines]


def on_the_ontology() -> list[Finding]:
    files = ontology_files()
    assert files, "expected Turtle files in ontology/, found none"
    return list(judge(load(files), RULES))


@pytest.mark.parametrize("rule", RULES, ids=by_name)
def test_a_rule_catches_exactly_the_faults_planted_for_it(rule: Rule) -> None:
    found = {finding.term for finding in judge(load([FAULTS / f"{rule.name}.ttl"]), [rule])}
    assert found == {term for term, _ in planted(rule)}
    assert found, "a fault file without a fault"


@pytest.mark.parametrize("rule", RULES, ids=by_name)
def test_each_origin_of_a_rule_has_a_fault_planted_for_it(rule: Rule) -> None:
    assert frozenset().union(*(ids for _, ids in planted(rule))) == rule.origins


def test_no_fault_file_is_without_its_rule() -> None:
    names = {path.relative_to(FAULTS).with_suffix("").as_posix() for path in FAULTS.rglob("*.ttl")}
    assert names == {rule.name for rule in RULES}


@pytest.mark.parametrize("origin", COUNTS)
def test_every_rule_of_an_origin_is_checked_or_has_a_reason_why_not(origin: str) -> None:
    told = ORIGINS[origin]
    listed = set(told["rules"])
    assert len(listed) == len(told["rules"]) == told["count"] == COUNTS[origin]
    named = {name for rule in RULES for name in rule.origins if name.startswith(f"{origin}:")}
    checked = {name.removeprefix(f"{origin}:") for name in named}
    left_out = told.get("not_checked", {})
    assert checked | left_out.keys() == listed
    assert not checked & left_out.keys()
    assert all(len(reason) > 20 for reason in left_out.values())


def test_no_rule_names_an_origin_that_is_not_listed() -> None:
    named = {name.split(":")[0] for rule in RULES for name in rule.origins}
    assert named == set(ORIGINS) == set(COUNTS)


def test_a_good_ontology_breaks_no_rule_but_that_its_top_classes_have_no_superclass() -> None:
    found = {(finding.rule, finding.term) for finding in judge(load([HERE / "good.ttl"]), RULES)}
    tops = {"aikg:Agreement", "aikg:Agent"}
    assert found == {("robot/superclass_missing", top) for top in tops}


def test_the_ontology_has_no_error() -> None:
    errors = [str(finding) for finding in on_the_ontology() if finding.severity == "error"]
    assert errors == []


def test_each_warning_on_the_ontology_is_argued() -> None:
    reasons = argued()
    left = [
        str(finding)
        for finding in on_the_ontology()
        if finding.severity != "error" and not any(entry.covers(finding) for entry in reasons)
    ]
    assert left == []


def test_each_argument_still_applies() -> None:
    findings = on_the_ontology()
    idle = [entry for entry in argued() if not any(entry.covers(found) for found in findings)]
    assert idle == []


def test_arguments_excuse_no_error_and_a_whole_rule_only_where_it_is_mere_information() -> None:
    severities = {rule.name: rule.severity for rule in RULES}
    for entry in argued():
        assert severities[entry.rule] != "error", entry
        assert entry.term != "*" or severities[entry.rule] == "info", entry
        assert len(entry.reason) > 20 and "\n" not in entry.reason, entry
    pairs = [(entry.rule, entry.term) for entry in argued()]
    assert len(set(pairs)) == len(pairs)


def test_the_data_uses_the_vocabulary_as_owl_2_dl_and_the_vocabularies_themselves_allow() -> None:
    files = sorted(DATA.glob("*.ttl"))
    assert files, "expected Turtle files in data/, found none"
    names = {"oops/namespace_hijacked", "oops/untyped_class", "robot/iri_near_miss"}
    names |= {"fibo/untyped_property", "fibo/literal_edge_blank"}
    checks = [rule for rule in RULES if rule.name.startswith("owl2/") or rule.name in names]
    findings = judge(load([*ontology_files(), *files]), checks)
    assert [str(finding) for finding in findings] == []


@pytest.mark.parametrize("folder", ["alignments", "shapes"])
def test_what_stands_beside_the_ontology_names_only_terms_that_exist(folder: str) -> None:
    files = sorted((ONTOLOGY / folder).glob("*.ttl"))
    assert files, f"expected Turtle files in ontology/{folder}/, found none"
    names = {"oops/namespace_hijacked", "robot/iri_near_miss", "fibo/untyped_node"}
    checks = [rule for rule in RULES if rule.name in names]
    findings = judge(load([*ontology_files(), *files]), checks)
    assert [str(finding) for finding in findings] == []


def test_the_owl_api_finds_the_ontology_in_owl_2_dl() -> None:
    assert violations(ontology_files()) == []


def test_the_owl_api_finds_the_ontology_with_the_data_in_owl_2_dl() -> None:
    assert violations([*ontology_files(), *sorted(DATA.glob("*.ttl"))]) == []


def test_the_owl_api_objects_to_a_cardinality_on_a_transitive_property(tmp_path: Path) -> None:
    planted_fault = tmp_path / "fault.ttl"
    planted_fault.write_text(
        """
        @prefix aikg: <https://w3id.org/aikg/ontology#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        aikg:Agent rdfs:subClassOf
          [ a owl:Restriction ; owl:onProperty aikg:unitOf ; owl:maxCardinality 1 ] .
        """,
        encoding="utf-8",
    )
    assert violations([HERE / "good.ttl"]) == []
    objections = violations([HERE / "good.ttl", planted_fault])
    assert any("non-simple" in objection for objection in objections), objections
