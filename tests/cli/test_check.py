"""`aikg check`: files against the shapes, with places, and exit code 1 for what does not conform."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from aikg.gate.findings import Report
from aikg.graph import Graph

DEAL = Path(__file__).parents[1] / "fixtures" / "deals" / "d5"
FILES = sorted(DEAL.glob("*.ttl"))

HEAD = """@prefix aikg: <https://w3id.org/aikg/ontology#> .
@prefix kg: <https://w3id.org/aikg/id/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture
def bad(tmp_path):
    file = tmp_path / "bad.ttl"

    def write(turtle):
        file.write_text(HEAD + turtle)
        return file

    return write


def test_what_conforms_prints_nothing_but_its_summary(aikg):
    done = aikg("check", *FILES)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("2 files: ")
    assert "no findings" in done.err


def test_with_the_sources_at_hand_quotes_are_looked_for_in_them(aikg):
    without = aikg("check", *FILES)
    assert without.err.endswith("quotes were not looked for in the sources\n")
    done = aikg("check", "--sources", DEAL, *FILES)
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith("no findings\n")


def test_a_folder_of_sources_that_is_not_there_is_said_in_words(aikg, tmp_path):
    done = aikg("check", "--sources", tmp_path / "nowhere", *FILES)
    assert done.code > 1
    assert "there is no such folder" in done.err


def test_what_does_not_conform_ends_with_1_and_a_line_for_each_finding(aikg, bad):
    file = bad("kg:aws aikg:unitOf kg:amazn .")
    done = aikg("check", file)
    assert done.code == 1
    line, *excerpt = done.out.splitlines()
    assert line.startswith(f"{file}:4:20: violation: kg:aws: ")
    assert "Did you mean kg:amazon?" in line
    assert line.endswith("[UnitOfFits]")
    assert excerpt == [
        "  4 | kg:aws aikg:unitOf kg:amazn .",
        "    |                    ^^^^^^^^",
    ]
    assert done.err == f"{file}: 1 triple, 1 violation\n"


def test_a_misspelt_term_is_met_with_the_nearest_one(aikg, bad):
    file = bad("<https://w3id.org/aikg/claim/x/y> aikg:investr kg:microsoft .")
    done = aikg("check", file)
    assert done.code == 1
    assert f"{file}:4:35: violation: aikg:investr: " in done.out
    assert "aikg:investor" in done.out


def test_a_wrong_datatype_is_told_with_its_place_and_without_a_log(aikg, bad):
    file = bad('<https://w3id.org/aikg/claim/x/y> aikg:lower "ten"^^xsd:double .')
    done = aikg("check", file)
    assert done.code == 1
    assert f"{file}:4:46: violation: " in done.out
    assert done.err.startswith(f"{file}: 1 triple, ")
    assert done.err.count("\n") == 1


def test_json_has_the_findings_with_file_line_and_column(aikg, bad):
    file = bad("kg:aws aikg:unitOf kg:amazn .")
    done = aikg("check", file, "--format", "json")
    told = json.loads(done.out)
    assert (done.code, told["conforms"]) == (1, False)
    [finding] = told["findings"]
    assert (finding["file"], finding["line"], finding["column"]) == (str(file), 4, 20)


def test_csv_has_a_line_for_each_finding(aikg, bad):
    done = aikg("check", bad("kg:aws aikg:unitOf kg:amazn ."), "--format", "csv")
    [finding] = csv.DictReader(io.StringIO(done.out, newline=""))
    assert (finding["line"], finding["severity"]) == ("4", "violation")


def test_a_file_that_is_named_twice_is_checked_once(aikg, bad):
    file = bad("kg:aws aikg:unitOf kg:amazn .")
    assert aikg("check", file, file) == aikg("check", file)


def test_a_warning_does_not_keep_a_file_from_conforming(aikg, bad):
    done = aikg("check", bad(""))
    assert done.code == 0
    assert ": warning: " in done.out


@pytest.mark.parametrize("engine", ["turbo", "pyshacl"])
def test_the_engine_that_is_asked_for_is_the_one_that_validates(aikg, bad, monkeypatch, engine):
    """That both come to the same verdict is tested with the shapes: here it would cost seconds."""
    asked = []

    def check(graph, *documents, engine, sources):
        asked.append(engine)
        return Report((), ("bad.ttl",), 1)

    monkeypatch.setattr(Graph, "check", check)
    done = aikg("check", bad("kg:aws aikg:unitOf kg:amazn ."), "--engine", engine)
    assert (done.code, asked) == (0, [engine])
    assert ("pySHACL" in done.err) == (
        engine == "pyshacl"
    )  # it takes long, and so says what it does


def test_a_fault_in_one_of_several_files_stops_all_of_them(aikg, bad, tmp_path):
    broken = tmp_path / "broken.ttl"
    broken.write_text("kg:a kg:b")
    done = aikg("check", bad("kg:aws aikg:unitOf kg:amazn ."), broken)
    assert (done.code, done.out) == (2, "")
    assert f"{broken}:1:1: " in done.err


def test_a_dash_means_turtle_from_standard_input(aikg, bad):
    file = bad("kg:aws aikg:unitOf kg:amazn .")
    done = aikg("check", "-", stdin=file.read_bytes())
    assert done.code == aikg("check", file).code == 1
    assert done.out.startswith("<stdin>:4:20: violation: kg:aws: ")
    assert aikg("check", "-", stdin=b"").err.startswith("aikg: <stdin>: the file is empty")
