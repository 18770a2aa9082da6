"""`aikg query`: SPARQL as text, from a file, or from standard input."""

from __future__ import annotations

import json
import re

import pytest

ONE = "SELECT ?who { ?who a aikg:Investor } ORDER BY ?who LIMIT 1"


def told(done):
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)["rows"]


def test_text_a_file_and_standard_input_give_the_same(aikg, tmp_path):
    file = tmp_path / "one.rq"
    file.write_text(ONE)
    text = aikg("query", ONE)
    assert text.code == 0
    assert aikg("query", file) == text
    assert aikg("query", "-", stdin=ONE.encode()) == text


def test_a_byte_order_mark_is_no_part_of_a_query(aikg, tmp_path):
    file = tmp_path / "one.rq"
    file.write_bytes(b"\xef\xbb\xbf" + ONE.encode())
    assert aikg("query", file) == aikg("query", ONE)
    assert aikg("query", "-", stdin=file.read_bytes()) == aikg("query", ONE)


@pytest.mark.parametrize(
    "query", ["DESCRIBE kg:nvidia", "DESCRIBE <https://w3id.org/aikg/id/nvidia>"]
)
def test_a_query_without_braces_is_no_file(aikg, query):
    rows = told(aikg("query", query, "--format", "json"))
    assert {row["subject"] for row in rows} == {"https://w3id.org/aikg/id/nvidia"}


def test_a_file_may_be_called_like_a_keyword(aikg, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "select").write_text("ASK {}")
    assert told(aikg("query", "select", "--format", "json")) == [{"answer": True}]


def test_construct_gives_triples(aikg):
    query = "CONSTRUCT { ?deal aikg:investee ?who } { ?deal aikg:investee ?who }"
    rows = told(aikg("query", query, "--format", "json"))
    assert {row["object"] for row in rows} == {"https://w3id.org/aikg/id/anthropic"}


@pytest.mark.parametrize(
    ("query", "code", "answer"),
    [
        ("ASK { kg:anthropic a aikg:Organization }", 0, True),
        ("ASK { kg:anthropic a aikg:Platform }", 1, False),
    ],
)
def test_an_ask_that_is_false_ends_with_1(aikg, query, code, answer):
    done = aikg("query", query, "--format", "json")
    assert done.code == code
    assert json.loads(done.out)["rows"] == [{"answer": answer}]


def test_numbers_are_numbers_and_infinity_is_a_word(aikg):
    query = """SELECT (1e9 AS ?a) ("INF"^^xsd:double AS ?b) (0.5 AS ?c) (true AS ?d) (1/0 AS ?e)
               ("ten"^^xsd:integer AS ?f) ("NaN"^^xsd:double AS ?g) {}"""
    [row] = told(aikg("query", query, "--format", "json"))
    assert row == {
        "a": 1_000_000_000, "b": "INF", "c": 0.5, "d": True, "e": None, "f": "ten", "g": "NaN"
    }  # fmt: skip


def test_no_rows_are_no_failure(aikg):
    done = aikg("query", "SELECT ?x { ?x a aikg:Warrant }", "--format", "csv")
    assert done.code == 0
    assert re.fullmatch(r"x\r\n# graph 1\.0\.0 digest [0-9a-f]{64}\r\n", done.out)


def test_from_chooses_a_graph(aikg):
    everything = told(aikg("query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--format", "json"))
    query = "SELECT (COUNT(*) AS ?n) FROM graph:register { ?s ?p ?o }"
    register = told(aikg("query", query, "--format", "json"))
    assert 0 < register[0]["n"] < everything[0]["n"]


def test_words_in_texts_and_names_call_nothing(aikg):
    query = """ASK { kg:nvidia rdfs:label ?service, "NVIDIA" . # SERVICE
               FILTER (?service != 'SERVICE <x> {}' && "LOAD"@service != '''LOAD''') }"""
    assert aikg("query", query).code in {0, 1}


def test_a_thing_that_is_not_there_is_a_hint_and_no_failure(aikg):
    done = aikg("query", "SELECT ?p { kg:antropic ?p ?o }", "--format", "csv")
    assert (done.code, done.out.split("#")[0]) == (0, "p\r\n")
    assert done.err == (
        "query:1:13: nothing here is called kg:antropic. Did you mean kg:anthropic?\n"
    )


def test_data_do_not_command_the_terminal(aikg):
    done = aikg("query", r'SELECT ("\u001b[31m red" AS ?x) {}')
    assert "\x1b" not in done.out
    assert "red" in done.out


def test_a_whole_graph_can_be_asked_for(aikg):
    done = aikg("query", "SELECT ?s ?p ?o { ?s ?p ?o }", "--format", "csv")
    assert done.code == 0
    assert done.out.count("\r\n") > 3_000


def test_what_a_query_builds_may_be_new_and_what_it_looks_for_may_not(aikg):
    builds = "CONSTRUCT { ?who a aikg:Mine } WHERE { GRAPH graph:derived { ?who a aikg:%s } }"
    done = aikg("query", builds % "Investor", "--format", "csv")
    assert (done.code, done.out.count("ontology#Mine")) == (0, 3)
    done = aikg("query", builds % "Investr")
    assert (done.code, "Did you mean aikg:Investor" in done.err) == (2, True)
