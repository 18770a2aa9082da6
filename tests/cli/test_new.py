"""`aikg new`: templates of claims, with what is known filled in."""

from __future__ import annotations

import pytest

from aikg.gate.templates import kinds
from aikg.ground.reading import read_text

TEXT = "Example news.\n\nMicrosoft will pay Anthropic $2 billion on Monday. No more is known.\n"


def test_without_a_kind_all_of_them_are_listed(aikg):
    done = aikg("new")
    assert (done.code, done.err) == (0, "")
    listed = [line.split()[0] for line in done.out.splitlines() if not line.startswith(" ")]
    assert listed == list(kinds())


@pytest.mark.parametrize(
    "typed", ["cloud-contract", "CloudContract", "cloud_contract", "aikg:CloudContract"]
)
def test_a_kind_is_found_as_it_is_typed(aikg, typed):
    done = aikg("new", typed)
    assert done.code == 0
    assert "aikg:kind aikg:CloudContract" in done.out


def test_words_that_stand_in_several_paragraphs_are_those_of_the_one_that_is_named(aikg, tmp_path):
    """The message that refuses them names the paragraphs, and the option."""
    text = tmp_path / "wire.txt"
    text.write_text(TEXT + "On Monday, it will pay Anthropic $2 billion.\n", encoding="utf-8")
    words = ("new", "loan", "--text", text, "--quote", "pay Anthropic $2 billion")
    refused = aikg(*words)
    assert refused.code == 2
    assert "it stands in paragraphs 2, 3." in refused.err
    assert "say which paragraph: --paragraph 2." in refused.err
    digests = set()
    for number in ("2", "3"):
        done = aikg(*words, "--paragraph", number)
        assert f'aikg:paragraph "{number}"' in done.out
        digests |= {line for line in done.out.splitlines() if "aikg:sentenceDigest" in line}
    assert len(digests) == 2
    for number, told in (("1", "stand in paragraph 1 once"), ("0", "--paragraph is none")):
        assert told in aikg(*words, "--paragraph", number).err


def test_an_unknown_kind_is_met_with_the_nearest_one(aikg):
    done = aikg("new", "investmnt")
    assert (done.code, done.out) == (2, "")
    assert "Did you mean investment?" in done.err


@pytest.mark.parametrize("form", ["turtle", "yaml"])
def test_what_is_known_is_filled_in(aikg, tmp_path, form):
    text = tmp_path / "wire.txt"
    text.write_text(TEXT, encoding="utf-8")
    done = aikg(
        *("new", "cloud-contract", "--format", form, "--source", "wire", "--text", text),
        *("--quote", "will pay Anthropic $2 billion", "--payer", "Microsoft"),
        *("--payee", "kg:anthropic", "--publisher", "Innovation Village", "--date", "2025-11-18"),
    )
    assert (done.code, done.err) == (0, "")
    told = {
        quad.predicate.value.rpartition("#")[2]: quad.object.value.rpartition("/")[2]
        for quad in read_text(done.out, "wire", form).quads
    }
    wanted = {
        "customer": "microsoft",
        "provider": "anthropic",
        "publishedBy": "innovation-village",
        "paragraph": "2",
        "paragraphCount": "2",
        "quote": "will pay Anthropic $2 billion",
        "latest": "2025-11-18T23:59:59Z",
    }
    assert wanted.items() <= told.items()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--payer", "Microsft"], "Did you mean Microsoft or Microsoft Azure?"),
        (["--date", "18.11.2025"], "expected a day such as 2025-11-18, found 18.11.2025"),
        (["--source", "../wire"], "bad name of a source"),
        (["--quote", "pays"], "Name the file of the text with --text."),
        (["--paragraph", "2"], "a paragraph without a quote"),
        (["--text", "nowhere.txt"], "there is no such file"),
        (["--format", "json"], "invalid choice"),
    ],
)
def test_what_cannot_be_filled_in_is_one_message(aikg, options, words):
    done = aikg("new", "investment", *options)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert done.err.count("\n") == 1


def test_who_is_nobody_known_is_told_how_to_be_added(aikg):
    done = aikg("new", "loan", "--payer", "Example Bank")
    assert (done.code, done.out) == (2, "")
    assert 'kg:NAME a aikg:Organization ; rdfs:label "Example Bank"' in done.err


def test_a_name_with_quotes_is_proposed_as_turtle_has_it(aikg):
    done = aikg("new", "loan", "--payer", 'Example "Q" Bank')
    assert r'rdfs:label "Example \"Q\" Bank" .' in done.err


def test_a_near_name_is_proposed_before_that(aikg):
    assert "Did you mean Anthropic" in aikg("new", "loan", "--payer", "Antropic").err


@pytest.mark.parametrize("form", ["turtle", "yaml"])
def test_a_template_mentions_what_only_some_claims_have(aikg, form):
    """In comments, so that it is no more to fill in than before."""
    lines = aikg("new", "investment", "--format", form).out.splitlines()
    for name in ("trancheOf", "hasCondition", "dueFrom", "figure-rate"):
        told = [line for line in lines if name in line]
        assert told
        assert all(line.strip().startswith("#") for line in told)
    assert not any("trancheOf" in line for line in aikg("new", "layoffs").out.splitlines())
