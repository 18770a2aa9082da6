"""Checking files: what is said of them, where it stands, and what is left unsaid."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from aikg.gate.check import CHECKS, SHAPES, check, packaged_shapes
from aikg.gate.findings import Finding, Report, Severity
from aikg.gate.known import Known
from aikg.gate.shacl import Shapes
from aikg.ground.errors import EngineError, Place, UnknownName
from aikg.ground.packaged import ontology_files, register_file, source_files
from aikg.ground.reading import Document, read, read_text
from aikg.ground.terms import AIKG, RDF

FIXTURES = Path(__file__).parents[1] / "fixtures"
PREFIXES = """@prefix aikg: <https://w3id.org/aikg/ontology#> .
@prefix c: <https://w3id.org/aikg/claim/wire/> .
@prefix kg: <https://w3id.org/aikg/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix src: <https://w3id.org/aikg/source/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SOURCE = """src:wire a aikg:NewsArticle ;
    rdfs:label "A wire" ;
    aikg:publishedBy kg:innovation-village ;
    aikg:notStated aikg:publicationDate ;
    aikg:paragraphCount 2 ;
    aikg:textDigest "1111111111111111111111111111111111111111111111111111111111111111" .
"""
CLAIM = """kg:loan rdfs:label "A loan" .
c:loan a aikg:Claim ;
    aikg:inSource src:wire ;
    aikg:about kg:loan ;
    aikg:kind aikg:Loan ;
    aikg:speaker aikg:speaker-press ;
    aikg:standing aikg:standing-normal ;
    aikg:lender kg:microsoft ;
    aikg:borrower kg:anthropic ;
    aikg:hasFigure c:figure ;
    aikg:notStated aikg:hasStageEntry ;
    aikg:hasEvidence c:evidence .
c:figure a aikg:Figure ;
    aikg:figureRole aikg:figure-principal ;
    aikg:asStated "up to $10 billion" ;
    aikg:lower 0e0 ;
    aikg:upper 10e9 ;
    aikg:currency "USD" ;
    aikg:hedge aikg:hedge-up-to ;
    aikg:hedgeWords "up to" ;
    aikg:hasEvidence c:evidence .
"""
EVIDENCE = """c:evidence a aikg:Evidence ;
    aikg:quotedFrom src:wire ;
    aikg:paragraph 2 ;
    aikg:quote "lends up to $10 billion" ;
    aikg:sentenceDigest "2222222222222222222222222222222222222222222222222222222222222222" .
"""
GOOD = PREFIXES + SOURCE + CLAIM + EVIDENCE


@cache
def known() -> Known:
    return Known.packaged()


def document(text: str, name: str = "wire.ttl") -> Document:
    return read_text(text, name)


def checked(text: str) -> Report:
    return check([document(text)], known())


def altered(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def place_of(text: str, words: str) -> Place:
    before = text[: text.index(words)]
    return Place("wire.ttl", before.count("\n") + 1, len(before) - before.rfind("\n"))


def only(report: Report) -> Finding:
    [finding] = report.findings
    return finding


def test_a_good_file_has_no_findings() -> None:
    report = checked(GOOD)
    assert report.findings == ()
    assert report.conforms
    assert report.summary == (
        "wire.ttl: 32 triples, no findings; 1 quote was not looked for in the sources"
    )


def test_a_triple_that_is_stated_twice_is_one_triple() -> None:
    twice = GOOD + GOOD
    assert len(document(twice).quads) > len(document(GOOD).quads)
    assert checked(twice).summary == checked(GOOD).summary


@pytest.mark.parametrize(
    ("old", "new", "rule", "words"),
    [
        # the value
        ('"USD"', '"dollars"', "CurrencyCode", '"dollars"'),
        ("kg:microsoft", "kg:azure", "RoleIsAgent", "kg:azure"),
        ("aikg:lower 0e0", "aikg:lower 0", "FigureNumber", "0 ;\n    aikg:upper"),
        # the property, where the value is right by itself
        ("aikg:lower 0e0", "aikg:lower 10e9", "CeilingHedge", "aikg:lower"),
        # the node, where something is missing
        ("    aikg:standing aikg:standing-normal ;\n", "", "StatementStanding", "c:loan a"),
        ("aikg:hasFigure c:figure ;", "", "FigureOwner", "c:figure a"),
    ],
)
def test_a_finding_stands_where_it_can_be_mended(old: str, new: str, rule: str, words: str) -> None:
    text = altered(old, new)
    [finding] = [each for each in checked(text).findings if each.rule == SHAPES + rule]
    assert finding.place == place_of(text, words)


def test_a_line_of_the_report_has_file_line_column_severity_message_and_rule() -> None:
    text = altered('"USD"', '"dollars"')
    line, *_ = checked(text).lines()
    assert re.fullmatch(
        r"wire\.ttl:\d+:\d+: violation: claim:wire/figure: .* Expected .*\. Found \"dollars\"\. Write .*"
        r" \[CurrencyCode\]",
        line,
    )


def test_a_report_is_plain_json() -> None:
    told = json.loads(json.dumps(checked(altered('"USD"', '"dollars"')).as_dict()))
    assert told["conforms"] is False
    [finding] = told["findings"]
    assert finding["severity"] == "violation"
    assert finding["found"] == '"dollars"'
    assert finding["expected"] == 'a code of three capital letters, such as "USD"'
    assert finding["path"] == AIKG + "currency"
    assert (finding["file"], finding["mend"]) == ("wire.ttl", 'Write for example "USD".')


def test_warnings_do_not_keep_a_file_from_conforming() -> None:
    report = checked(altered("    aikg:speaker aikg:speaker-press ;\n", ""))
    assert only(report).severity is Severity.WARNING
    assert report.conforms


@pytest.mark.parametrize(
    ("old", "new", "proposal"),
    [
        ("aikg:currency", "aikg:curency", "aikg:currency"),  # a property
        ("aikg:standing-normal", "aikg:standing-norml", "aikg:standing-normal"),  # a concept
        ("aikg:Loan", "aikg:Laon", "aikg:Loan"),  # a class
    ],
)
def test_a_misspelt_term_is_said_once_with_the_nearest_one(
    old: str, new: str, proposal: str
) -> None:
    text = altered(old, new)
    at = [each for each in checked(text).findings if each.place == place_of(text, new)]
    [finding] = at
    assert finding.rule == CHECKS + "UnknownTerm"
    assert finding.mend.startswith(f"Did you mean {proposal}")


def test_a_misspelt_name_is_met_with_the_nearest_one() -> None:
    finding = only(checked(altered("kg:anthropic", "kg:antropic")))
    assert finding.rule == SHAPES + "RoleIsAgent"
    assert finding.mend.endswith("Did you mean kg:anthropic?")


def test_an_agreement_that_nothing_is_known_of_is_looked_at_where_it_is_named() -> None:
    text = altered("aikg:about kg:loan", "aikg:about kg:laon")
    finding = only(checked(text))
    assert finding.rule == SHAPES + "AgreementLabel"
    assert finding.place == place_of(text, "kg:laon")
    assert "kg:loan" in finding.mend


def test_a_text_that_is_no_value_of_its_datatype_is_said_once_and_quietly(
    capfd: pytest.CaptureFixture[str],
) -> None:
    text = altered("aikg:upper 10e9", 'aikg:upper "ten"^^xsd:double')
    finding = only(checked(text))
    assert finding.rule == CHECKS + "IllTyped"
    assert finding.place == place_of(text, '"ten"')
    assert "1.5e9" in finding.expected
    assert capfd.readouterr() == ("", "")


def test_blank_nodes_are_refused_whether_they_have_a_type_or_not() -> None:
    text = GOOD + "[] rdfs:label 'nobody' .\n"
    finding = only(checked(text))
    assert finding.rule == SHAPES + "NoBlankNode"
    assert finding.place == place_of(text, "[]")
    assert "a blank node" in str(finding)


def test_triple_terms_of_rdf_1_2_are_refused_in_words() -> None:
    report = checked(GOOD + "c:loan aikg:gapNote <<( c:loan aikg:kind aikg:Loan )>> .\n")
    assert only(report).rule == CHECKS + "TripleTerm"


def test_a_file_that_states_nothing_gets_a_warning() -> None:
    report = checked("# nothing yet\n")
    assert only(report).rule == CHECKS + "Empty"
    assert report.conforms


def test_several_files_are_one_change() -> None:
    parts = [PREFIXES + SOURCE, PREFIXES + CLAIM, PREFIXES + EVIDENCE]
    together = [document(part, f"part-{number}.ttl") for number, part in enumerate(parts)]
    assert check(together, known()).findings == ()
    alone = check([together[1]], known())
    assert {each.place.file for each in alone.findings if each.place} == {"part-1.ttl"}
    assert not alone.conforms


def test_what_is_wrong_with_what_is_known_already_is_not_reported() -> None:
    bad = [quad.triple for quad in document(altered('"USD"', '"dollars"')).quads]
    more = Known.of(known().vocabulary, (*known().told, *bad))
    assert check([document(PREFIXES + "kg:other rdfs:label 'Other' .")], more).findings == ()


def test_a_new_file_is_checked_against_what_is_known() -> None:
    base = [quad.triple for quad in document(PREFIXES + SOURCE + EVIDENCE).quads]
    more = Known.of(known().vocabulary, (*known().told, *base))
    found = check([document(PREFIXES + CLAIM)], more).findings
    assert [each.rule.rpartition("#")[2] for each in found] == ["ToldElsewhere"]


def test_findings_come_in_the_order_of_the_files() -> None:
    text = GOOD.replace('"USD"', '"dollars"').replace("aikg:paragraph 2", "aikg:paragraph 0")
    text = text.replace("aikg:paragraphCount 2", 'aikg:paragraphCount "two"')
    places = [each.place for each in checked(text).findings]
    assert len(places) == 3
    assert places == sorted(places, key=lambda place: place[1:] if place else ())


@pytest.mark.parametrize("engine", ["turbo", "pyshacl"])
def test_an_engine_that_fails_is_an_error_and_no_other_steps_in(engine: str) -> None:
    text = """@prefix sh: <http://www.w3.org/ns/shacl#> .
        <e:R> a sh:NodeShape ; sh:targetNode <e:a> ; sh:message "Bad. Mend it." ;
            sh:sparql [ sh:select "SELECT $this WHERE { no query" ] ."""
    broken = Shapes([quad.triple for quad in read_text(text).quads])
    with pytest.raises(EngineError, match=f"the SHACL engine {engine} failed"):
        broken.validate([], engine=engine)


def test_an_engine_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(UnknownName, match="turbo"):
        Shapes([]).validate([], engine="trubo")


def test_a_shape_of_ones_own_without_a_name_is_told_by_its_component() -> None:
    text = """@prefix sh: <http://www.w3.org/ns/shacl#> .
        <e:R> a sh:NodeShape ; sh:targetNode <e:a> ; sh:property [ sh:path <e:p> ;
            sh:minCount 1 ; sh:message "No p. Add one." ] ."""
    own = Shapes([quad.triple for quad in read_text(text).quads])
    data = [Triple(NamedNode("e:a"), NamedNode(RDF + "type"), NamedNode("e:A"))]
    [finding] = own.validate(data)
    assert finding.rule.endswith("MinCountConstraintComponent")
    assert finding.problem == "No p. Add one."


@pytest.mark.parametrize("path", [*source_files(), register_file()], ids=lambda path: path.name)
def test_the_published_files_have_no_findings_at_all(path: Path) -> None:
    assert check([read(path)], known()).findings == ()


@pytest.mark.parametrize("folder", ["deals", "kinds"])
def test_the_deals_and_kinds_of_the_fixtures_get_in(folder: str) -> None:
    documents = [read(path) for path in sorted((FIXTURES / folder).rglob("*.ttl"))]
    told = [quad.triple for path in source_files() for quad in read(path).quads]
    report = check(documents, Known.of(known().vocabulary, (*known().told, *told)))
    # The parts of one venture fall short of what it calls the whole of it, in the source itself.
    grave = [each for each in report.findings if each.severity is not Severity.INFO]
    assert {each.rule for each in grave} <= {CHECKS + "TranchesShort"}
    assert {each.severity for each in grave} <= {Severity.WARNING}


def test_the_vocabulary_in_the_context_is_all_that_shapes_look_at() -> None:
    whole = [quad.triple for path in ontology_files() for quad in read(path).quads]
    data = document(altered('"USD"', '"dollars"')).quads
    shapes = packaged_shapes()
    assert shapes.validate(data, known().triples) == shapes.validate(data, (*whole, *known().told))
