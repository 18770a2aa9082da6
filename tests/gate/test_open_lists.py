"""What several pay is not told as what one of them pays, nor the words of nobody named as a party's."""

from __future__ import annotations

import pytest

from aikg.gate.findings import Severity
from gate.claims import INVESTS
from gate.telling import checked, claim, document, figure, of, source

TEN = figure("$10 billion", "10e9")


def told(quote: str, rule: str, *, roles: str = INVESTS, kind: str = "Investment", more: str = ""):
    deal = claim("deal", roles, TEN, kind=kind, more=more)
    return of(checked(document(source("wire", f"{quote}, it says.", quote), deal)), rule)


SOME = [
    "Anthropic raised $10 billion from investors including Microsoft",
    "Microsoft and others invested $10 billion in Anthropic",
    "Microsoft and other backers put $10 billion into Anthropic",
    "Anthropic raised $10 billion from Microsoft, among others",
    "Anthropic closed a $10 billion round led by Microsoft",
    "Microsoft participated in the $10 billion round of Anthropic",
]


@pytest.mark.parametrize("quote", SOME)
def test_an_amount_of_which_only_some_payers_are_named_is_a_warning(quote) -> None:
    [found] = told(quote, "ListIsOpen")
    assert found.severity is Severity.WARNING
    assert told(quote, "ListIsOpen", more="aikg:openList true") == []


def test_a_round_of_which_its_lead_is_named_is_shared_by_itself() -> None:
    lead = "aikg:leadInvestor kg:microsoft ; aikg:investee kg:anthropic"
    assert told(SOME[4], "ListIsOpen", roles=lead, kind="FundingRound") == []


@pytest.mark.parametrize(
    "quote",
    [
        "Microsoft invested $10 billion in Anthropic",
        "Microsoft invested $10 billion in firms, Anthropic among them",
        "Microsoft, like other firms, put $10 billion into Anthropic",
    ],
)
def test_an_amount_that_one_pays_passes(quote) -> None:
    assert told(quote, "ListIsOpen") == []


@pytest.mark.parametrize(
    ("quote", "count"),
    [
        ("Microsoft invests $10 billion in Anthropic, people familiar said", 1),
        ("Microsoft puts $10 billion into Anthropic, according to two people", 1),
        ("Sources say Microsoft invests $10 billion in Anthropic", 1),
        ("Microsoft said it invests $10 billion in Anthropic", 0),
        ("Microsoft invests $10 billion in the people of Anthropic", 0),
    ],
)
def test_the_words_of_people_whom_nobody_names_are_no_partys(quote, count) -> None:
    deal = claim("deal", INVESTS, TEN).replace("aikg:speaker-press", "aikg:speaker-party")
    report = checked(document(source("wire", f"{quote}, it says.", quote), deal))
    assert len(of(report, "SpeakerUnnamed")) == count
