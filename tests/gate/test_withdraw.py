"""Withdrawing: what was withdrawn counts no more, and was known until then; what is erased never was."""

from __future__ import annotations

import re

import pytest

import aikg
from aikg.questions import Catalogue
from aikg.questions.dimensions import heeded
from gate.admitted import GOOD, anew, files, state, total


def test_what_was_withdrawn_counts_no_more_and_was_known_until_then(graph):
    graph.add(*files("d1"))
    source = "d1-press-2025-11-18"
    pair = {"payer": "NVIDIA", "payee": "Anthropic"}
    before = total(graph, known_by="2026-01-01", **pair)
    done = graph.withdraw(source, "the report was retracted", by="an editor")
    assert done.admitted
    assert total(graph, **pair) == (0, 0, 5e9)
    assert total(graph, known_by="2026-01-01", **pair) == before == (0, 0, 10e9)
    assert state(graph) == anew(graph)
    assert [(entry.what, entry.why) for entry in graph.log()][-1] == (
        f"withdraw {source}",
        "the report was retracted",
    )
    with pytest.raises(aikg.InputError, match="withdrawn already"):
        graph.withdraw(source, "again")


@pytest.mark.parametrize(
    ("question", "organization"), [("inflows", "Anthropic"), ("outflows", "Microsoft")]
)
def test_what_all_claims_are_withdrawn_of_was_known_as_it_was(graph, wire, question, organization):
    """Money in and out by what was known before is the same after, its kind included."""
    assert graph.add(wire(GOOD)).admitted
    asked = {"organization": organization, "known_by": "2026-06-30"}
    before = graph.ask(question, **asked).rows
    assert graph.withdraw("wire", "it was retracted", by="an editor").admitted
    assert graph.ask(question, **asked).rows == before
    assert graph.ask(question, organization=organization).rows != before


def known_by_questions():
    """Every question that can be asked by what was known: as it is, and about each pair of names."""
    asked = [("Microsoft", "Anthropic"), ("Anthropic", "Microsoft"), ("NVIDIA", "Anthropic")]
    for question in Catalogue.packaged():
        if not any(dimension.name == "known-by" for dimension in heeded(question)):
            continue
        names = [p.name for p in question.parameters if p.type == "name" and p.of == "aikg:Agent"]
        told = [dict(zip(names, pair, strict=False)) for pair in asked] if names else []
        by = {"by": "true"} if question.name == "changes" else {}
        yield from ((question.name, {**by, **given}) for given in ({}, *told))


def test_whatever_is_asked_by_what_was_known_a_withdrawal_since_changes_no_answer(graph, wire):
    """Nor the claims and quotes that it rests on."""
    assert graph.add(wire(GOOD)).admitted
    by = {"known_by": "2026-06-30"}
    asked = [*known_by_questions()]
    assert len({name for name, _ in asked}) > 10

    def answers():
        return {
            (name, *given.items()): [
                (dict(row), row.rests_on) for row in graph.ask(name, trace=True, **by, **given)
            ]
            for name, given in asked
        }

    before = answers()
    for source in ("wire", "innovation-village-anthropic-alliance"):
        graph.withdraw(source, "it was retracted", by="an editor")
        after = answers()
        assert [question for question in before if after[question] != before[question]] == []


@pytest.mark.parametrize(
    ("question", "name"),
    [("investments", "as_stated"), ("cloud-contracts", "as_stated"), ("hedges", "as_stated")],
)
def test_no_question_tells_what_was_withdrawn(graph, question, name):
    [source] = [row.source for row in graph.ask("sources")]
    assert [getattr(row, name) for row in graph.ask(question)]
    graph.withdraw(source, "to see what is left")
    assert [getattr(row, name) for row in graph.ask(question)] == []


def test_one_claim_is_withdrawn_and_the_others_of_its_source_stand(graph):
    [row] = graph.query(
        "SELECT ?claim { ?claim a aikg:Claim ; aikg:about/rdfs:label ?name "
        "FILTER (STR(?name) = 'NVIDIA investment in Anthropic') }"
    ).rows
    graph.withdraw(str(row["claim"]), "a slip")
    assert total(graph, payer="NVIDIA", payee="Anthropic") == (0, 0, 0)
    assert total(graph, payer="Microsoft", payee="Anthropic") == (0, 0, 10e9)


def test_adding_what_was_withdrawn_names_the_withdrawal_that_it_would_take_back(graph, wire):
    """The finding says when and why, and the admission that it is taken back."""
    file = wire(GOOD)
    graph.add(file)
    graph.withdraw("wire", "told twice")
    refused = graph.add(file)
    [lost] = refused.report.findings
    assert lost.rule.endswith("#Lost")
    assert re.search(r'claim:wire/loan withdrawn at 20[-\dT:]+Z \("told twice"\)', str(lost))
    assert "overwrite=True" in str(lost)
    [back] = graph.add(file, overwrite=True).taken_back
    assert (back.why, back.statements) == (
        "told twice",
        ("https://w3id.org/aikg/claim/wire/loan",),
    )
    assert graph.add(file).taken_back == ()


def test_what_is_erased_was_never_there(graph):
    before = state(graph)
    graph.add(*[file for file in files("d3") if file.stem != "register"], *files("d3")[-1:])
    register = state(graph)
    assert graph.withdraw("d3-press-2025-10-06", "a test", erase=True).admitted
    left = state(graph)
    assert left < register
    assert not {pair for pair in left - before if not pair[0].endswith(("register", "derived"))}
    assert left == anew(graph)


@pytest.mark.parametrize("name", ["claim:nobody/nothing", "The Nowhere Times"])
def test_what_there_is_not_cannot_be_withdrawn(graph, name):
    with pytest.raises(aikg.AikgError, match=re.escape(name.split("/")[0].split(":")[-1])):
        graph.withdraw(name, "a reason")
