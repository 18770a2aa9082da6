"""What was agreed is not yet paid."""

from __future__ import annotations

import pytest

from aikg.gate.findings import Severity
from gate.claims import INVESTS
from gate.telling import checked, claim, document, figure, of, source

TEN = figure("$10 billion", "10e9")


def told(quote: str, phrase: str, stage: str = "closed"):
    """The findings on a stage whose words are a phrase of a quote."""
    parts = source("wire", f"{quote}, it says.", quote), claim("deal", INVESTS, TEN, stage=stage)
    own = parts[1].replace('aikg:asStated "will"', f'aikg:asStated "{phrase}"')
    return of(checked(document(parts[0], own)), "StageOnlyAgreed")


AGREED = [
    ("Microsoft will invest $10 billion in Anthropic", "will invest"),
    ("Microsoft has agreed to invest $10 billion in Anthropic", "has agreed to invest"),
    ("Microsoft signed a $10 billion deal with Anthropic", "signed"),
    ("Microsoft committed $10 billion to Anthropic", "committed"),
    ("Microsoft pledged $10 billion to Anthropic", "pledged"),
]


@pytest.mark.parametrize(("quote", "phrase"), AGREED)
def test_what_was_agreed_and_is_told_as_closed_is_a_warning(quote, phrase) -> None:
    [finding] = told(quote, phrase)
    assert finding.severity is Severity.WARNING
    assert finding.path.endswith("#stage")
    assert phrase in finding.problem


@pytest.mark.parametrize("stage", ["signed", "committed", "planned"])
@pytest.mark.parametrize(("quote", "phrase"), AGREED)
def test_the_same_words_pass_under_a_stage_at_which_nothing_is_paid(quote, phrase, stage) -> None:
    assert told(quote, phrase, stage) == []


@pytest.mark.parametrize(
    ("quote", "phrase"),
    [
        ("Microsoft signed and closed a $10 billion deal with Anthropic", "signed and closed"),
        ("Microsoft invested the $10 billion that it had pledged to Anthropic", "invested"),
        ("Microsoft has put $10 billion into Anthropic, as it agreed", "has put"),
        ("Microsoft completed its $10 billion investment in Anthropic", "completed"),
        ("Microsoft paid Anthropic the agreed $10 billion", "paid"),
    ],
)
def test_what_was_paid_passes_beside_what_was_agreed(quote, phrase) -> None:
    assert told(quote, phrase) == []
