"""Templates: each kind that a claim can tell has one, and it passes once it is filled in."""

from __future__ import annotations

import re
from datetime import date

import pytest

from aikg.gate.change import CHECKS
from aikg.gate.findings import Report, Severity
from aikg.gate.placeholders import PLACEHOLDER
from aikg.gate.templates import FORMS, Given, Kind, kinds, template
from aikg.ground.errors import BadParameter
from aikg.ground.packaged import source_files
from aikg.ground.reading import read, read_text
from aikg.ground.terms import AIKG
from aikg.ground.text import SourceText, digest
from gate.telling import beside, checked

FORM = re.compile(PLACEHOLDER + "([a-z0-9-]+)")
SENTENCE = "Microsoft and Amazon will pay Anthropic and OpenAI $2 billion for Claude on Monday."
QUOTE = "Microsoft and Amazon will pay Anthropic and OpenAI $2 billion for Claude"
TEXT = SourceText(f"Example news.\n\n{SENTENCE} Nothing else is known.")
VALUES = {
    "source": "wire",
    "title": "A wire",
    "publisher": "innovation-village",
    "day-published": "2025-11-18",
    "words-of-published": "18 November 2025",
    "count-of-paragraphs": "2",
    "text-digest": TEXT.digest,
    "agreement": "the-deal",
    "label": "The deal",
    "words-of-amount": "$2 billion",
    "lower": "2e9",
    "upper": "2e9",
    "currency": "USD",
    "stage": "stage-committed",
    "words-of-stage": "will pay",
    "day-happened": "2025-11-17",
    "words-of-happened": "on Monday",
    "paragraph": "2",
    "quote": QUOTE,
    "sentence-digest": digest(SENTENCE),
    "model": "claude",
}
PARTIES = ("microsoft", "anthropic", "openai", "amazon")
EVERY = [(kind, form) for kind in kinds().values() for form in FORMS]


def written(kind: Kind, form: str, given: Given | None = None) -> str:
    return FORMS[form](template(kind, given))


def names(text: str) -> list[str]:
    return list(dict.fromkeys(FORM.findall(text)))


def filled(kind: Kind, text: str) -> str:
    """Write what a placeholder asks for wherever it stands: by its name, and parties in turn."""
    parties = iter(PARTIES)
    for name in names(text):
        text = text.replace(PLACEHOLDER + name, VALUES.get(name) or next(parties))
    return text


def report(text: str, form: str, tmp_path=None) -> Report:
    """Check it beside the published claims: models are offered on the ground of an agreement."""
    known = beside(*map(read, source_files()))
    return checked(read_text(text, f"wire.{form}", form), known=known, texts=tmp_path)


def test_there_is_a_template_for_every_class_below_agreement_and_event():
    """The list is that of the vocabulary: what a claim can tell as its kind."""
    told = {kind.term for kind in kinds().values()}
    known = read_text(
        f"<e:x> <{AIKG}kind> " + ", ".join(f"<{AIKG}{term}>" for term in sorted(told)) + " ."
    )
    assert len(known.quads) == len(told) > 35
    assert {"Investment", "CloudContract", "FundingRound", "Warrant", "Layoffs", "Event"} <= told


@pytest.mark.parametrize(("kind", "form"), EVERY, ids=lambda each: getattr(each, "name", each))
def test_a_template_that_is_filled_in_passes_without_a_finding(kind, form, tmp_path):
    """Against the text of its source, too: quotes, figures and parties are looked for in it."""
    text = filled(kind, written(kind, form))
    assert PLACEHOLDER not in text.replace(f"with {PLACEHOLDER},", "")
    (tmp_path / "wire.txt").write_text(TEXT.text, encoding="utf-8")
    assert [str(each) for each in report(text, form, tmp_path).findings] == []


@pytest.mark.parametrize(("kind", "form"), EVERY, ids=lambda each: getattr(each, "name", each))
def test_a_template_as_printed_is_told_placeholder_by_placeholder_and_nothing_else(kind, form):
    text = written(kind, form)
    findings = report(text, form).findings
    assert {each.rule for each in findings} == {CHECKS + "FillIn"}
    assert {each.severity for each in findings} == {Severity.VIOLATION}
    assert sorted(each.problem.split()[0] for each in findings) == sorted(
        PLACEHOLDER + name for name in names(text.partition("\n\n")[2])
    )
    lines = text.splitlines()
    for each in findings:
        assert each.problem.split()[0] in lines[each.place.line - 1][each.place.column - 1 :]


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_both_forms_of_a_template_state_the_same(kind):
    turtle, yaml = (read_text(written(kind, form), "a", form).quads for form in FORMS)
    assert set(turtle) == set(yaml)


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_no_placeholder_begins_another_so_that_each_can_be_replaced_everywhere(kind):
    found = names(written(kind, "turtle"))
    assert not [(a, b) for a in found for b in found if a != b and b.startswith(a)]


def test_while_one_placeholder_is_open_other_nodes_are_checked_all_the_same():
    text = filled(kinds()["loan"], written(kinds()["loan"], "turtle"))
    text = text.replace('"USD"', '"Dollar"').replace(f'"{QUOTE}"', f'"{PLACEHOLDER}quote"')
    found = {each.rule.rpartition("#")[2] for each in report(text, "turtle").findings}
    assert {"FillIn", "CurrencyCode"} <= found


def test_what_is_given_stands_in_place_of_its_placeholders():
    given = Given(
        source="wire",
        publisher="kg:innovation-village",
        published=date(2025, 11, 18),
        payer="kg:microsoft",
        payee="kg:anthropic",
        text=TEXT,
        quote=QUOTE,
    )
    for form in FORMS:
        text = written(kinds()["investment"], form, given)
        assert names(text.partition("\n\n")[2]) == [
            *("title", "words-of-published", "agreement", "label", "words-of-amount", "lower"),
            *("upper", "currency", "stage", "words-of-stage"),
        ]
        assert report(filled(kinds()["investment"], text), form).findings == ()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"source": "Example Press"}, "bad name of a source"),
        ({"source": "../wire"}, "bad name of a source"),
        ({"quote": "pays $2 billion"}, "a quote without a text"),
        ({"quote": "pays $3 billion", "text": TEXT}, "does not stand in the text once"),
        ({"quote": "e", "text": TEXT}, "does not stand in the text once"),
    ],
)
def test_what_cannot_be_filled_in_is_refused_in_words(settings, words):
    with pytest.raises(BadParameter, match=words):
        Given(**settings)
