"""The gate: what is added, withdrawn and merged is wholly there with all that follows, or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

import aikg
from aikg.gate.findings import Severity
from aikg.ground.reading import read_text
from aikg.ground.terms import LOG_GRAPH
from aikg.questions import Catalogue
from aikg.questions.dimensions import heeded
from derive.deals import CASES, DEALS
from shapes.test_check import GOOD as TEN

State = set[tuple[str, str]]


# The article tells of 10 billion between the same two: that would be the same deal.
GOOD = TEN.replace("$10 billion", "$7 billion").replace("10e9", "7e9")


def state(graph: aikg.Graph) -> State:
    """All triples but those of the log."""
    return {
        (name, str(triple))
        for name in graph.store.graphs()
        if name != LOG_GRAPH
        for triple in graph.store.read(name)
    }


def files(*cases: str) -> list[Path]:
    return [file for case in cases for file in sorted((DEALS / case).glob("*.ttl"))]


def anew(graph: aikg.Graph) -> State:
    """What deriving everything anew leaves."""
    graph.derive()
    return state(graph)


@pytest.fixture
def graph() -> aikg.Graph:
    return aikg.open()


@pytest.fixture
def wire(tmp_path: Path) -> Callable[[str], Path]:
    def written(text: str) -> Path:
        file = tmp_path / "wire.ttl"
        file.write_text(text, encoding="utf-8")
        return file

    return written


def total(graph: aikg.Graph, **given: str) -> tuple[float, float, float]:
    [row] = graph.ask("totals", **given)
    return row.paid, row.committed, row.possible


def test_what_is_admitted_is_what_deriving_everything_anew_gives(graph):
    for case in CASES:
        admission = graph.add(*files(case))
        assert admission.admitted, str(admission.report)
    kept_up = state(graph)
    assert kept_up == anew(graph)


def test_adding_the_same_again_changes_nothing_not_even_the_log(graph):
    assert graph.add(*files("d1")).amendment is not None
    before, log = state(graph), graph.log()
    again = graph.add(*files("d1"))
    assert again.admitted
    assert again.amendment is None
    assert (state(graph), graph.log()) == (before, log)


def test_what_does_not_conform_leaves_no_trace(graph, wire):
    before = state(graph)
    refused = graph.add(wire(GOOD.replace('aikg:currency "USD"', 'aikg:currency "Dollar"')))
    assert not refused.admitted
    assert [finding.rule.rpartition("#")[2] for finding in refused.report.findings]
    assert (state(graph), graph.log()) == (before, [])


def test_a_dry_run_says_what_would_change_and_changes_nothing(graph, wire):
    before = state(graph)
    told = graph.add(wire(GOOD), dry_run=True)
    assert told.report.conforms
    assert len(told.change.added) == len(read_text(GOOD).quads)
    assert (told.amendment, state(graph), graph.log()) == (None, before, [])


def test_strict_refuses_what_is_warned_of_and_otherwise_it_gets_in(graph, wire):
    odd = wire(GOOD.replace('aikg:hedgeWords "up to"', 'aikg:hedgeWords "as much as"'))
    strict = graph.add(odd, strict=True)
    assert strict.report.conforms
    assert not strict.admitted
    assert graph.add(odd).admitted


def test_what_a_graph_tells_goes_only_where_that_is_asked_for(graph, wire):
    """A file that lacks what was told is refused, and names it; `overwrite` mends a slip."""
    assert graph.add(wire(GOOD)).admitted
    mended = wire(GOOD.replace("upper 7e9", "upper 12e9").replace("$7 billion", "$12 billion"))
    refused = graph.add(mended)
    assert not refused.admitted
    assert [finding.rule.rpartition("#")[2] for finding in refused.report.findings] == ["Lost"]
    assert total(graph, payer="Microsoft", payee="Anthropic") == (0, 0, 17e9)
    assert graph.add(mended, overwrite=True).admitted
    assert total(graph, payer="Microsoft", payee="Anthropic") == (0, 0, 22e9)
    assert state(graph) == anew(graph)


def test_a_check_shows_what_an_admission_would_refuse_as_lost(graph, wire):
    """It is no fault of the file, which may be added to overwrite: the report conforms."""
    file = wire(GOOD)
    assert graph.add(file).admitted
    assert graph.check(file).findings == ()
    mended = wire(GOOD.replace("upper 7e9", "upper 12e9").replace("$7 billion", "$12 billion"))
    report = graph.check(mended)
    [lost] = report.findings
    [refused] = graph.add(mended).report.findings
    assert (lost.rule, lost.problem) == (refused.rule, refused.problem)
    assert lost.rule.endswith("#Lost")
    assert report.conforms
    assert not report.of(Severity.WARNING)


def test_a_file_for_a_graph_that_is_not_told_by_files_is_refused(graph, tmp_path):
    file = tmp_path / "derived.ttl"
    file.write_text(GOOD, encoding="utf-8")
    with pytest.raises(aikg.InputError, match="not its to fill"):
        graph.add(file)


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


def test_the_log_says_who_changed_what_when_and_why_under_which_digest(graph, wire):
    done = graph.add(wire(GOOD), by="an editor")
    [entry] = graph.log()
    assert (entry.what, entry.who, entry.why) == ("add wire.ttl", "an editor", "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", entry.when)
    assert entry.digest == f"sha256:{done.digest}"
    assert entry.size == f"{len(done.change.added)} triples came, 0 went"


def test_the_instant_of_an_entry_is_in_the_form_that_every_store_gives_back(
    graph, wire, monkeypatch
):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2026, 3, 1, 12, 0, 0, 123450, tz)

    monkeypatch.setattr("aikg.gatekeeping.datetime", Clock)
    assert graph.add(wire(GOOD), by="a test").admitted
    [entry] = graph.log()
    assert entry.when == "2026-03-01T12:00:00.12345Z"
    assert any("12:00:00.12345Z" in str(triple.subject) for triple in graph.store.read(LOG_GRAPH))
