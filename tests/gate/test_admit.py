"""Adding: a file is wholly there with all that follows, or not at all, and the log tells of it."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

import aikg
from aikg.gate.findings import Severity
from aikg.ground.reading import read_text
from aikg.ground.terms import LOG_GRAPH
from derive.deals import CASES
from gate.admitted import GOOD, anew, files, state, total


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
