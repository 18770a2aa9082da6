"""`aikg add`, `withdraw`, `merge`, `log`: exit codes, what is printed, and a store that is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aikg.graph import Graph
from derive.deals import DEALS
from gate.admitted import GOOD

FILES = sorted((DEALS / "d1").glob("*.ttl"))
BAD = GOOD.replace('aikg:currency "USD"', 'aikg:currency "Dollar"')


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    file = tmp_path / "wire.ttl"
    file.write_text(GOOD, encoding="utf-8")
    return file


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_what_is_added_is_there_for_the_next_command(aikg, wire, store):
    done = aikg("add", wire, "--store", store)
    assert (done.code, done.out) == (0, "")
    assert "done: 32 triples came, 0 went" in done.err
    asked = aikg("ask", "totals", "--payer", "Microsoft", "--format", "json", "--store", store)
    assert json.loads(asked.out)["rows"][0]["possible"] == 17e9


# A part in another currency: how much of the whole it takes nobody tells.
PART = (
    GOOD.replace("wire", "post")
    .replace('kg:loan rdfs:label "A loan"', 'kg:first rdfs:label "Its first part"')
    .replace("about kg:loan", "trancheOf kg:loan ; aikg:about kg:first")
    .replace("$7 billion", "€2 billion")
    .replace("7e9", "2e9")
    .replace('"USD"', '"EUR"')
)


def test_what_counting_finds_odd_is_told_once_it_is_added(aikg, wire, store, tmp_path):
    part = tmp_path / "post.ttl"
    part.write_text(PART, encoding="utf-8")
    assert "counting kg:" not in aikg("add", wire, "--store", store).err
    done = aikg("add", part, "--store", store, "--format", "json")
    assert done.code == 0
    assert "counting kg:loan: a part is told in another currency" in done.err
    [warned] = json.loads(done.out)["warnings"]
    assert warned["agreement"] == "https://w3id.org/aikg/id/loan"
    # It is told of what has changed, and not again of all there is.
    assert json.loads(aikg("add", part, "--store", store, "--format", "json").out)["warnings"] == []


def test_what_does_not_conform_is_refused_with_its_place_and_exit_1(aikg, wire, store):
    wire.write_text(BAD, encoding="utf-8")
    done = aikg("add", wire, "--store", store)
    assert done.code == 1
    line = 1 + BAD[: BAD.index('"Dollar"')].count("\n")
    assert f"wire.ttl:{line}:" in done.out
    assert "refused, and nothing was written" in done.err
    assert aikg("log", "--store", store, "--format", "csv").out.splitlines()[1:] == []


def test_json_tells_the_findings_and_what_has_changed(aikg, wire, store):
    done = aikg("add", wire, "--store", store, "--format", "json")
    told = json.loads(done.out)
    assert (told["admitted"], told["conforms"], told["added"], told["removed"]) == (
        True,
        True,
        32,
        0,
    )
    assert told["agreements"] == ["https://w3id.org/aikg/id/loan"]
    assert told["digest"].startswith("sha256:")


def test_a_dry_run_ends_well_and_writes_nothing(aikg, wire, store):
    done = aikg("add", wire, "--dry-run", "--store", store)
    assert done.code == 0
    assert "nothing was written: 32 triples to come" in done.err
    assert "done" in aikg("add", wire, "--store", store).err


def test_a_dry_run_makes_no_folder(aikg, wire, tmp_path):
    done = aikg("add", wire, "--dry-run", "--store", str(tmp_path / "none"))
    assert done.code == 0
    assert "no graph is there" in done.err
    assert not (tmp_path / "none").exists()


def test_a_dry_run_goes_on_beside_those_who_read(aikg, wire, store):
    with Graph.open(store):
        dry = aikg("add", wire, "--dry-run", "--store", store)
        wet = aikg("add", wire, "--store", store)
    assert (dry.code, wet.code) == (0, 2)
    assert "nothing was written: 32 triples to come" in dry.err
    assert "another process" in wet.err


def test_each_change_is_in_the_log_with_who_and_why(aikg, wire, store):
    aikg("add", wire, "--by", "an editor", "--store", store)
    aikg("withdraw", "wire", "--reason", "told twice", "--by", "another", "--store", store)
    entries = json.loads(aikg("log", "--store", store, "--format", "json").out)
    rows = entries["rows"] if isinstance(entries, dict) else entries
    assert [(row["what"], row["who"], row["why"] or "") for row in rows] == [
        ("add wire.ttl", "an editor", ""),
        ("withdraw wire", "another", "told twice"),
    ]


def test_overwriting_what_was_withdrawn_says_that_it_is_known_again(aikg, wire, store):
    aikg("add", wire, "--store", store)
    aikg("withdraw", "wire", "--reason", "told twice", "--store", store)
    told = "known again, no longer withdrawn: claim:wire/loan withdrawn at 20"
    refused = aikg("add", wire, "--store", store)
    assert (refused.code, told in refused.err) == (1, False)
    assert "to take that back, add the file with --overwrite" in refused.out
    assert f"would be {told}" in aikg("add", wire, "--overwrite", "--dry-run", "--store", store).err
    assert f"\n{told}" in aikg("add", wire, "--overwrite", "--store", store).err


def test_erasing_what_was_withdrawn_says_nothing_of_being_known_again(aikg, wire, store):
    aikg("add", wire, "--store", store)
    aikg("withdraw", "wire", "--reason", "told twice", "--store", store)
    done = aikg("withdraw", "wire", "--erase", "--reason", "never told", "--store", store)
    assert done.code == 0
    assert "known again" not in done.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "WIRE"), "no store is named"),
        (("withdraw", "wire", "--reason", "x"), "no store is named"),
        (("merge", "Anthropic", "OpenAI"), "no store is named"),
        (("add", "nowhere.ttl", "--store", "STORE"), "nowhere.ttl"),
        (("withdraw", "wire", "--store", "STORE"), "--reason"),
        (("withdraw", "nothing", "--reason", "x", "--store", "STORE"), "source 'nothing'"),
        (("withdraw", "wire", "--reason", " ", "--store", "STORE"), "an empty argument"),
        (("merge", "Antropic", "OpenAI", "--store", "STORE"), "Anthropic"),
        (("merge", "OpenAI", "OpenAI", "--store", "STORE"), "into itself"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_with_exit_2(aikg, wire, store, words, says):
    given = [wire if word == "WIRE" else store if word == "STORE" else word for word in words]
    done = aikg(*given)
    assert done.code == 2
    assert says in done.err
    assert "Traceback" not in done.err


def test_merging_makes_one_of_two(aikg, store, tmp_path):
    register = tmp_path / "register.ttl"
    register.write_text(
        "@prefix aikg: <https://w3id.org/aikg/ontology#> . @prefix kg: <https://w3id.org/aikg/id/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'kg:oak a aikg:Organization ; rdfs:label "Oak" .\n'
        'kg:oak-2 a aikg:Organization ; rdfs:label "Oak Two" .\n',
        encoding="utf-8",
    )
    assert aikg("add", register, "--store", store).code == 0
    assert aikg("merge", "Oak Two", "Oak", "--store", store).code == 0
    asked = aikg("ask", "identity", "--of", "Oak", "--format", "json", "--store", store)
    assert json.loads(asked.out)["rows"][0]["aliases"] == ["Oak Two"]
