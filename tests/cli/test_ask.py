"""`aikg ask`: questions by name, in four formats, and what the article answers."""

from __future__ import annotations

import csv
import io
import json

import pytest

from aikg.questions import Catalogue

QUESTIONS = Catalogue.packaged().names


def asked(aikg, *words):
    done = aikg("ask", *words, "--format", "json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)["rows"]


def test_without_a_name_it_lists_every_question(aikg):
    done = aikg("ask", "--format", "json")
    assert [row["question"] for row in json.loads(done.out)["rows"]] == QUESTIONS
    assert done.code == 0


@pytest.mark.parametrize("question", QUESTIONS)
def test_json_is_one_object_with_the_question_and_rows_of_its_columns(aikg, question):
    done = aikg("ask", question, "--format", "json")
    told = json.loads(done.out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert list(told) == ["question", "rows", "graph"]
    assert told["question"] == question
    columns = [column.name for column in Catalogue.packaged()[question].columns]
    assert all(list(row) == columns for row in told["rows"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_cells_have_the_type_that_the_contract_promises(aikg, question):
    for row in asked(aikg, question):
        for column in Catalogue.packaged()[question].columns:
            value = row[column.name]
            if column.many:
                assert isinstance(value, list)
            elif column.type == "number":
                assert value is None or value == "INF" or isinstance(value, int | float)
            elif column.type == "integer":
                assert value is None or isinstance(value, int)
            elif column.type == "boolean":
                assert isinstance(value, bool)
            elif column.type == "any":
                assert value is None or isinstance(value, int | float | str)
            else:
                assert value is None or isinstance(value, str)


@pytest.mark.parametrize("question", QUESTIONS)
def test_help_of_a_question_names_its_parameters_and_columns(aikg, question):
    contract = Catalogue.packaged()[question]
    done = aikg("ask", question, "--help")
    assert (done.code, done.err) == (0, "")
    assert contract.question in done.out
    assert all(f"--{parameter.name}" in done.out for parameter in contract.parameters)
    assert all(column.name in done.out for column in contract.columns)


def test_investments_are_those_of_the_article_by_the_register_s_labels(aikg):
    told = {
        (row["investor"], row["investee"], row["lower"], row["upper"], row["as_stated"])
        for row in asked(aikg, "investments")
    }
    assert told == {
        ("Microsoft", "Anthropic", 0, 10e9, "up to $10 billion"),
        ("NVIDIA", "Anthropic", 0, 5e9, "up to $5 billion"),
        ("Amazon", "Anthropic", 4e9, 4e9, "additional $4 billion"),
        ("Amazon", "Anthropic", None, None, None),
    }


def test_cloud_contracts_have_no_price_where_the_article_has_gigawatts(aikg):
    told = {
        (row["customer"], row["provider"], row["lower"], row["upper"], row["currency"])
        for row in asked(aikg, "cloud-contracts")
    }
    assert told == {
        ("Anthropic", "Microsoft", 30e9, 30e9, "USD"),
        ("OpenAI", "Amazon", 38e9, 38e9, "USD"),
        ("Anthropic", None, None, None, None),
    }


def test_each_named_model_has_a_row(aikg):
    rows = asked(aikg, "model-availability")
    assert {row["model"] for row in rows} == {
        "Claude Sonnet 4.5",
        "Claude Opus 4.1",
        "Claude Haiku 4.5",
    }
    assert {(row["platform"], row["host"], row["developer"]) for row in rows} == {
        ("Microsoft Foundry", "Microsoft", "Anthropic")
    }


def test_parties_are_a_list_in_order(aikg):
    rows = asked(aikg, "collaborations")
    assert [row["parties"] for row in rows] == [["Anthropic", "NVIDIA"]] * 2
    assert len({row["subject"] for row in rows}) == 2


def test_what_is_hedged_is_told_with_the_hedging_words_and_the_unit(aikg):
    told = {
        (row["hedge"], row["lower"], row["upper"], row["unit"]) for row in asked(aikg, "hedges")
    }
    assert told == {("up to", 0, 10e9, "USD"), ("up to", 0, 5e9, "USD"), ("up to", 0, 1, "GW")}


def test_what_the_article_leaves_out_is_told(aikg):
    told = {(row["agreement"], row["missing"]) for row in asked(aikg, "gaps")}
    plan = "Anthropic plan for additional computing capacity"
    assert {(plan, "provider"), (plan, "price")} <= told
    assert ("NVIDIA investment in Anthropic", "investee") in told


def test_evidence_of_an_iri_is_its_quote_with_source_and_paragraph(aikg):
    claim = "claim:innovation-village-anthropic-alliance/microsoft-investment"
    [row] = asked(aikg, "evidence", "--of", claim)
    assert row["quote"] == "announced plans to invest up to $10 billion in the Claude developer"
    assert row["paragraph"] == 1
    assert any("up to $10 billion" in supported for supported in row["supports"])


def test_money_into_anthropic_is_what_the_article_allows(aikg):
    [row] = asked(aikg, "totals", "--payee", "Anthropic")
    assert (row["paid"], row["committed"], row["possible"]) == (4e9, 4e9, 19e9)
    assert row["complete"] is False


@pytest.mark.parametrize(
    "name",
    ["NVIDIA", "nvidia", " NVIDIA ", "Nvidia", "NVIDIA Corporation", "kg:nvidia",
     "https://w3id.org/aikg/id/nvidia", "<https://w3id.org/aikg/id/nvidia>"],
)  # fmt: skip
def test_a_name_is_a_label_an_alias_or_an_iri(aikg, name):
    rows = asked(aikg, "investments", "--organization", name)
    assert [row["investor"] for row in rows] == ["NVIDIA"]


def test_a_value_stands_behind_a_space_or_an_equals_sign(aikg):
    apart = aikg("ask", "investments", "--organization", "NVIDIA", "--format", "csv")
    joined = aikg("ask", "investments", "--organization=NVIDIA", "--format=csv")
    before = aikg("ask", "--format", "csv", "investments", "--organization", "NVIDIA")
    assert apart == joined == before


def test_csv_has_a_header_and_lines_that_end_as_rfc_4180_says(aikg):
    done = aikg("ask", "collaborations", "--format", "csv")
    assert done.out.count("\r\n") == 4
    assert done.out.splitlines()[-1].startswith("# graph 1.0.0 digest ")
    rows = list(csv.reader(io.StringIO(done.out, newline="")))
    assert rows[0] == ["parties", "subject"]
    assert rows[1][0] == "Anthropic; NVIDIA"


def test_markdown_is_a_table(aikg):
    lines = aikg("ask", "cloud-contracts", "--format", "markdown").out.splitlines()
    assert lines[1].replace("| --- ", "") == "|"
    assert lines[-1].startswith("graph 1.0.0 digest ")
    assert len({line.count("|") for line in lines[:-2]}) == 1


def test_the_table_writes_numbers_for_people(aikg):
    done = aikg("ask", "investments")
    assert "10 billion" in done.out
    assert "–" in done.out


def test_a_trace_names_claims_and_quotes_of_each_row(aikg):
    done = aikg("ask", "investments", "--organization", "NVIDIA", "--trace", "--format", "json")
    [row] = json.loads(done.out)["rows"]
    assert {step["quote"] for step in row["trace"]} == {"NVIDIA has committed up to $5 billion"}
    assert "NVIDIA has committed" in aikg("ask", "investments", "--trace").out


@pytest.mark.parametrize(
    "dimension", [("--as-of", "2025"), ("--known-by", "2025"), ("--readings",)]
)
def test_a_question_without_clocks_refuses_them_instead_of_overlooking_them(aikg, dimension):
    done = aikg("ask", "investments", *dimension)
    assert done.code == 2
    assert f"takes no heed of {dimension[0]}" in done.err


def test_one_source_alone_can_be_asked(aikg):
    named = aikg("ask", "hedges", "--source", "innovation-village-anthropic-alliance")
    assert (named.code, named.out) == (0, aikg("ask", "hedges").out)


def test_an_answer_without_rows_has_a_heading_with_its_trace_too(aikg):
    done = aikg("ask", "rival-ties", "--organization", "NVIDIA", "--trace")
    assert done.code == 0
    assert done.out.split()[:2] == ["organization", "developers"]


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "totals", "--format", "json"),
        ("query", "SELECT ?s { ?s ?p ?o } LIMIT 1", "--format", "json"),
        ("log", "--format", "json"),
        ("export", "-", "--format", "nq", "--only", "register"),
        ("withdraw", "no such source", "--reason", "none"),
    ],
    ids=lambda words: words[0],
)
def test_a_folder_that_was_created_and_filled_is_told_of_once_and_on_stderr(aikg, tmp_path, words):
    """A slip of the pen in the name of a store must not look like an answer of that store."""
    folder = tmp_path / "no" / "such"
    told = f"{folder}: no graph was there; created, and filled with the packaged graph\n"
    first, second = (aikg(*words, "--store", folder) for _ in range(2))
    assert told in first.err
    assert told not in first.out
    assert first.err.replace(told, "") == second.err
    assert first.out == second.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("totals", "--payer", "Zephyr Capital"),
            "expected a label, an alias or an IRI such as kg:openai.",
        ),
        (("totals", "--payer", "Zephyr Capital"), "aikg ask identity lists all names."),
        (("totals", "--source", "Zephyr"), "expected a source by label, name or IRI."),
        (("totals", "--as-of", "soon"), "--as-of is no date"),
        (("changes", "--from", "2026", "--to", "2025"), "--from is after --to"),
    ],
)
def test_the_command_names_options_as_they_are_typed_and_says_what_can_be_given(aikg, words, told):
    done = aikg("ask", *words)
    assert done.code == 2
    assert told in done.err


@pytest.mark.parametrize("name", ["nothing", "nothing at all", "zzz"])
def test_a_name_that_nothing_resembles_is_met_with_no_proposal(aikg, name):
    """Two words that share half of their letters are not near."""
    done = aikg("ask", "evidence", "--of", name)
    assert done.code == 2
    assert "Did you mean" not in done.err
    assert "aikg ask identity lists" in done.err


@pytest.mark.parametrize("question", ["totals", "money-loops", "identity"])
def test_a_table_has_no_blank_lines_and_names_with_commas_stay_whole(aikg, question):
    """What is piped on begins with the head of the table; parts are parted by what no name holds."""
    lines = aikg("ask", question).out.splitlines()
    assert all(line.strip() for line in lines)
    assert not lines[0].startswith(" ")
    if question == "identity":
        assert any("Amazon.com; Amazon.com, Inc." in line for line in lines)
    if question == "money-loops":
        assert "Anthropic; Microsoft" in lines[2]
        assert (
            "Microsoft | Anthropic | Microsoft investment in Anthropic | 0 | 10 billion" in lines[2]
        )
