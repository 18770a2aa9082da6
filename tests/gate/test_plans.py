"""A stage binds only where its words tell more than a plan or talks."""

from __future__ import annotations

from pathlib import Path

import pytest

from aikg.gate.findings import Severity
from gate.claims import INVESTS
from gate.telling import checked, claim, document, figure, of, source

TEN = figure("$10 billion", "10e9")
PLANNED = [
    ("Microsoft plans to invest $10 billion in Anthropic", "plans to invest"),
    ("Microsoft plans to invest $10 billion in Anthropic", "invest"),
    ("Microsoft is planning to also invest $10 billion in Anthropic", "invest"),
    ("Microsoft intends to invest $10 billion in Anthropic", "invest"),
    ("Microsoft is in talks to invest $10 billion in Anthropic", "in talks"),
    ("Microsoft is in talks to invest $10 billion in Anthropic", "is in talks"),
    ("Microsoft is in early talks to invest $10 billion in Anthropic", "invest"),
    ("Microsoft is considering investing $10 billion in Anthropic", "investing"),
]
DONE = [
    ("Microsoft closed the $10 billion deal with Anthropic it had planned", "closed"),
    ("After talks, Microsoft signed a $10 billion deal with Anthropic", "signed"),
    ("Microsoft, in talks with Anthropic, signed for $10 billion", "signed"),
    ("Microsoft agreed in talks to invest $10 billion in Anthropic", "invest"),
    ("Microsoft will invest $10 billion in Anthropic", "will invest"),
    ("Microsoft invests $10 billion in the plans of Anthropic", "invests"),
    ("Microsoft has put $10 billion into Anthropic, which plans to hire", "has put"),
    ("Microsoft puts $10 billion into Anthropic, as it planned to put", "put"),
]


def told(quote: str, phrase: str, stage: str = "closed", more: str = ""):
    """A claim whose stage rests on a quote, in words of it."""
    parts = source("wire", f"{quote}, it says.", quote), claim("deal", INVESTS, TEN, stage=stage)
    own = f'aikg:asStated "{phrase}"{more}'
    return document(parts[0], parts[1].replace('aikg:asStated "will"', own))


@pytest.mark.parametrize("stage", ["closed", "signed", "committed"])
@pytest.mark.parametrize(("quote", "phrase"), PLANNED)
def test_a_plan_that_is_told_as_done_is_a_warning(quote, phrase, stage) -> None:
    report = checked(told(quote, phrase, stage))
    [found] = of(report, "StageOnlyPlanned")
    assert found.severity is Severity.WARNING
    assert found.path.endswith("#stage")
    assert phrase in found.problem


@pytest.mark.parametrize("stage", ["planned", "in-talks", "announced"])
@pytest.mark.parametrize(("quote", "phrase"), PLANNED)
def test_the_same_words_pass_under_a_stage_that_binds_nothing(quote, phrase, stage) -> None:
    assert of(checked(told(quote, phrase, stage)), "StageOnlyPlanned") == []


@pytest.mark.parametrize(("quote", "phrase"), DONE)
def test_what_is_done_passes_beside_words_of_a_plan(quote, phrase) -> None:
    assert of(checked(told(quote, phrase)), "StageOnlyPlanned") == []


def test_where_the_hedge_is_told_the_shape_warns_alone() -> None:
    hedged = ' ; aikg:hedge aikg:hedge-intends ; aikg:hedgeWords "plans to"'
    report = checked(told(*PLANNED[0], more=hedged))
    assert of(report, "StageOnlyPlanned") == []
    assert len(of(report, "StageFirm")) == 1


def test_the_words_may_stand_before_the_quote_where_the_text_is_at_hand(tmp_path: Path) -> None:
    text = "Microsoft plans to invest $10 billion in Anthropic, it says."
    (tmp_path / "wire.txt").write_text(text, encoding="utf-8")
    quote = "invest $10 billion in Anthropic"
    parts = source("wire", text, quote), claim("deal", INVESTS, TEN, stage="closed")
    cut = document(parts[0], parts[1].replace('aikg:asStated "will"', 'aikg:asStated "invest"'))
    assert len(of(checked(cut, texts=tmp_path), "StageOnlyPlanned")) == 1
    assert of(checked(cut), "StageOnlyPlanned") == []
