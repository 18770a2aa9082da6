"""`aikg reason`: the graph is proved consistent, or the clash is explained."""

from __future__ import annotations

import json
import signal
import subprocess

import pytest

from cli.command import COMMAND, heeding_ctrl_c

PREFIXES = """@prefix aikg: <https://w3id.org/aikg/ontology#> .
@prefix kg: <https://w3id.org/aikg/id/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture
def more(tmp_path):
    def write(turtle):
        file = tmp_path / "more.ttl"
        file.write_text(PREFIXES + turtle)
        return file

    return write


def test_the_packaged_graph_is_consistent_and_roles_are_found(aikg):
    done = aikg("reason", "--format", "json")
    assert done.code == 0
    assert done.err == "reasoning with HermiT …\nconsistent\n"
    classes = {row["thing"]: row["classes"] for row in json.loads(done.out)["rows"]}
    assert {"Investor", "CloudProvider"} <= set(classes["https://w3id.org/aikg/id/amazon"])


def test_a_contradiction_ends_with_1_and_the_axioms_that_clash(aikg, more):
    done = aikg("reason", more("kg:azure a aikg:Organization ."), "--format", "json")
    assert done.code == 1
    axioms = {row["axiom"] for row in json.loads(done.out)["rows"]}
    # As told in the register and in the file, not what is derived: that only comes again.
    assert {"Microsoft Azure is a platform", "Microsoft Azure is an organization"} <= axioms
    assert "no agent is a product" in axioms
    assert done.err.splitlines()[1].startswith("inconsistent: ")


def test_what_is_added_for_a_proof_is_kept_nowhere(aikg, more, tmp_path):
    store = tmp_path / "store"
    file = more("kg:nobody a aikg:Organization .")
    assert aikg("reason", file, "--store", store).code == 0
    ask = "ASK { kg:nobody a aikg:Organization }"
    assert aikg("query", ask, "--store", store).code == 1


def test_misspelt_terms_are_refused_since_reasoners_take_them_without_a_word(aikg, more):
    file = more("kg:azure a aikg:Organisation .")
    done = aikg("reason", file)
    assert (done.code, done.out) == (2, "")
    assert (
        f"{file}:4:12: unknown term aikg:Organisation. Did you mean aikg:Organization" in done.err
    )


def test_a_text_that_is_no_value_of_its_datatype_is_refused_with_its_place(aikg, more):
    file = more('kg:figure aikg:lower "ten"^^xsd:double .')
    done = aikg("reason", file)
    assert (done.code, done.out) == (2, "")
    assert f"{file}:4:22: the text is no value of its datatype" in done.err


def test_a_proof_that_takes_too_long_is_given_up(aikg):
    done = aikg("reason", "--timeout", "0.01")
    assert (done.code, done.out) == (2, "")
    assert "did not finish: expected an answer within 0.01 seconds" in done.err


@pytest.mark.parametrize("length", ["ten", "0", "-1", "nan", "inf"])
def test_a_length_of_time_is_a_number_above_0(aikg, length):
    done = aikg("reason", f"--timeout={length}")
    assert (done.code, done.out) == (2, "")
    assert f"expected a number of seconds above 0, found '{length}'" in done.err


def test_ctrl_c_stops_it_without_a_traceback():
    with subprocess.Popen(
        [COMMAND, "reason"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heeding_ctrl_c,  # noqa: PLW1509  (it takes no lock)
    ) as running:
        assert running.stderr.readline() == "reasoning with HermiT …\n"
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (130, "", "aikg: stopped\n")


def test_a_class_that_nothing_can_be_of_is_told_and_is_no_success(aikg, more):
    owl, rdfs = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2000/01/rdf-schema#"
    file = more(f"kg:Both a <{owl}Class> ; <{rdfs}subClassOf> aikg:Agent , aikg:Product .")
    done = aikg("reason", file, "--format", "json")
    assert done.code == 1
    assert done.err.endswith("consistent, but nothing can ever be of kg:Both\n")


def test_a_predicate_that_nothing_declares_is_told(aikg, more):
    done = aikg("reason", more("kg:openai <urn:likes> kg:nvidia ."), "--format", "json")
    assert done.code == 0
    assert "the proof says nothing of urn:likes: nothing declares it\n" in done.err


@pytest.mark.parametrize(
    "name",
    [
        "<mine>.ttl",
        *(pytest.param(n, marks=pytest.mark.thorough) for n in ("of mine.ttl", "m\udcffne.ttl")),
    ],
)
def test_a_file_may_have_a_name_that_no_iri_may_have(aikg, tmp_path, name):
    file = tmp_path / name
    file.write_text(PREFIXES + "kg:azure a aikg:Organization .")
    done = aikg("reason", file, "--format", "csv")
    assert (done.code, done.out.splitlines()[0]) == (1, "axiom,claims,quotes")
    assert aikg("reason", "-", "--format", "csv", stdin=file.read_bytes())[:2] == done[:2]
