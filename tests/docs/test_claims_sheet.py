"""The examples of how to write a claim: the gate admits each, and each is what its section says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import aikg
from docs import pages

PARTS = [block for block in pages.blocks("ttl") if block.page == "writing-claims.md"]
HEAD = """
@prefix aikg: <https://w3id.org/aikg/ontology#> .
@prefix c: <https://w3id.org/aikg/claim/example-press/> .
@prefix kg: <https://w3id.org/aikg/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix src: <https://w3id.org/aikg/source/> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
kg:example-fund a aikg:Organization ; rdfs:label "Example Fund" .
kg:example-lab a aikg:Organization ; rdfs:label "Example Lab" .
kg:example-cloud a aikg:Organization ; rdfs:label "Example Cloud" .
kg:example-press a aikg:Organization ; rdfs:label "Example Press" .
src:example-press a aikg:NewsArticle ; rdfs:label "Example Press" ; aikg:publishedBy kg:example-press ;
    aikg:notStated aikg:publicationDate ; aikg:paragraphCount 1 ; aikg:textDigest "%s" .
""" % ("1" * 64)
EVIDENCE = """
{name} a aikg:Evidence ; aikg:quotedFrom src:example-press ; aikg:paragraph 1 ; aikg:quote "{quote}" ;
    aikg:sentenceDigest "{digest}" .
"""


def written(folder: Path, *parts: pages.Block) -> Path:
    """A file of claims with the parts, and what the page leaves out."""
    text = HEAD
    for number, part in enumerate(parts, 2):
        text += part.text
        for name, quote in re.findall(r'^# (c:[\w-]+) quotes "(.+)"$', part.text, re.MULTILINE):
            text += EVIDENCE.format(name=name, quote=quote, digest=f"{number:064x}")
    file = folder / "example-press.ttl"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_each_example_is_admitted_without_any_finding(part: pages.Block, tmp_path: Path) -> None:
    with aikg.open() as graph:
        admission = graph.add(written(tmp_path, part))
    assert [str(finding) for finding in admission.report.findings] == []
    assert admission.admitted


def test_the_examples_together_answer_as_their_sections_say(tmp_path: Path) -> None:
    with aikg.open() as graph:
        assert graph.add(written(tmp_path, *PARTS)).admitted
        sums = {row.currency: row for row in graph.ask("totals", payee="Example Lab")}
        [contract] = graph.ask("cloud-contracts", organization="Example Lab")
        [paid] = graph.ask("totals", payee="Example Cloud")
        stakes = list(graph.ask("stakes", issuer="Example Lab"))
        given = {row.currency: row for row in graph.ask("totals", payer="Example Fund")}
        [rent] = graph.ask("totals", payee="Example Estates")
    assert (sums["USD"].paid, sums["USD"].possible) == (300e6, 900e6 + 600e6 + 30e6)
    held = {row.what: (row.holder, row.issuer, row.upper) for row in stakes}
    assert held == {
        "stake": ("Example Fund", "Example Lab", 8),
        "cap": ("Example Fund", "Example Lab", 15),
    }
    assert (sums["EUR"].paid, given["EUR"].paid, given["EUR"].possible) == (500e6, 0, 500e6)
    assert (sums["JPY"].paid, given["JPY"].paid) == (30e9, 30e9)
    assert (rent.currency, rent.possible) == ("GBP", 12 * 2e6 + 12 * 3e6)
    assert contract.as_stated == "€4 million a month"
    assert (paid.currency, paid.possible) == ("EUR", 96e6)


def test_what_the_gate_knows_to_be_written_has_an_example() -> None:
    text = "".join(part.text for part in PARTS)
    for name in (
        "trancheOf",
        "hasCondition",
        "Option",
        "per",
        "dueFrom",
        "dueUntil",
        "unitRelation",
        "rightHolder",
        "leadInvestor",
        "site",
    ):
        assert f"aikg:{name} " in text
