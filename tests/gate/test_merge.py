"""Merging: two entries become one under every name that either had, and nothing told is lost."""

from __future__ import annotations

import pytest

import aikg
from aikg.questions import Catalogue
from gate.admitted import GOOD, State, anew, state, total

TWIN = """
@prefix aikg: <https://w3id.org/aikg/ontology#> .
@prefix kg: <https://w3id.org/aikg/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:anthropic-pbc a aikg:Company ; rdfs:label "Anthropic Public Benefit" .
"""


@pytest.fixture
def twins(graph, tmp_path) -> aikg.Graph:
    """A graph in which one company stands twice in the register, and claims name either."""
    [kind] = graph.query("SELECT ?c { GRAPH graph:register { kg:anthropic a ?c } }").rows
    register = tmp_path / "register.ttl"
    text = TWIN.replace("aikg:Company", f"<{kind['c']}>")
    register.write_text(text, encoding="utf-8")
    wire = tmp_path / "wire.ttl"
    wire.write_text(GOOD.replace("kg:anthropic", "kg:anthropic-pbc"), encoding="utf-8")
    admission = graph.add(register, wire)
    assert admission.admitted, str(admission.report)
    return graph


def test_two_entries_that_are_merged_are_one_under_both_names(twins):
    pair = {"payer": "Microsoft"}
    assert total(twins, payee="Anthropic Public Benefit", **pair) == (0, 0, 7e9)
    assert total(twins, payee="Anthropic", **pair) == (0, 0, 10e9)
    done = twins.merge("Anthropic Public Benefit", "Anthropic", by="an editor")
    assert done.admitted, str(done.report)
    for name in ("Anthropic Public Benefit", "Anthropic"):
        assert total(twins, payee=name, **pair) == (0, 0, 17e9)
    assert twins.query(
        "SELECT ?now { kg:anthropic-pbc <http://purl.org/dc/terms/isReplacedBy> ?now }"
    ).rows
    assert state(twins) == anew(twins)


def test_merging_loses_nothing_that_was_told(twins):
    """Every triple is there still, with the one name in place of the other."""

    def renamed(pairs: State) -> State:
        return {
            (graph, triple.replace("id/anthropic-pbc>", "id/anthropic>"))
            for graph, triple in pairs
            if not graph.endswith("derived")
        }

    before = renamed(state(twins))
    twins.merge("kg:anthropic-pbc", "kg:anthropic")
    lost = before - renamed(state(twins))
    assert [triple for _, triple in lost] == [
        "<https://w3id.org/aikg/id/anthropic> <http://www.w3.org/2000/01/rdf-schema#label> "
        '"Anthropic Public Benefit"'
    ]
    assert twins.ask("identity", of="Anthropic")[0].aliases.count("Anthropic Public Benefit") == 1


def test_every_name_of_a_merged_entry_leads_to_the_one_that_it_became(twins):
    """In every question's parameters that name a thing: label, prefixed name and full IRI."""
    twins.merge("kg:anthropic-pbc", "kg:anthropic")
    names = (
        "Anthropic Public Benefit",
        "kg:anthropic-pbc",
        "<https://w3id.org/aikg/id/anthropic-pbc>",
    )
    asked = 0
    for question in Catalogue.packaged():
        for parameter in question.parameters:
            if parameter.type not in {"name", "iri"}:
                continue
            try:
                wanted = twins.ask(question.name, **{parameter.name: "kg:anthropic"})
            except aikg.AikgError:
                continue  # the parameter does not take an organization
            for name in names:
                found = twins.ask(question.name, **{parameter.name: name})
                assert found.cells() == wanted.cells(), (question.name, parameter.name, name)
            asked += 1
    assert asked > 20
    assert 'id="main"' in twins.report("kg:anthropic-pbc")
    with pytest.raises(aikg.AikgError, match="into itself"):
        twins.merge("kg:anthropic-pbc", "kg:anthropic")


def test_an_entry_that_a_file_of_claims_brought_is_merged_as_one_of_the_register(graph, tmp_path):
    wire = tmp_path / "wire.ttl"
    entry = TWIN.replace("aikg:Company", "aikg:Organization")
    wire.write_text(GOOD.replace("kg:anthropic", "kg:anthropic-pbc") + entry, encoding="utf-8")
    admission = graph.add(wire)
    assert admission.admitted, str(admission.report)
    done = graph.merge("Anthropic Public Benefit", "Anthropic")
    assert done.admitted, str(done.report)
    for name in ("Anthropic Public Benefit", "Anthropic"):
        assert total(graph, payee=name, payer="Microsoft") == (0, 0, 17e9)
    assert graph.check_all().conforms
    assert state(graph) == anew(graph)


def test_a_file_that_names_a_merged_entry_is_refused_even_to_overwrite(twins, tmp_path):
    """It would part the two again, and say nothing of it."""
    twins.merge("kg:anthropic-pbc", "kg:anthropic")
    before = state(twins)
    for settings in ({}, {"overwrite": True}):
        refused = twins.add(tmp_path / "wire.ttl", **settings)
        assert not refused.admitted
        [told] = [f for f in refused.report.findings if f.rule.endswith("#MergedAway")]
        assert "kg:anthropic-pbc was merged into kg:anthropic" in str(told)
        assert told.place is not None
        assert told.place.line is not None
    assert state(twins) == before
    wire = tmp_path / "wire.ttl"
    wire.write_text(wire.read_text().replace("kg:anthropic-pbc", "kg:anthropic"))
    assert twins.add(wire).admitted
    assert state(twins) == before


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Anthropic", "Anthropic", "into itself"),
        ("Anthropic", "Claude", "differ in rdf:type"),
        ("Antropic", "OpenAI", "did you mean|Did you mean"),
    ],
)
def test_what_is_not_one_thing_is_not_merged(graph, one, other, why):
    before = state(graph)
    with pytest.raises(aikg.AikgError, match=why):
        graph.merge(one, other)
    assert state(graph) == before
