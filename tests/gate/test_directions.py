"""Who pays whom is told as the quote has it."""

from __future__ import annotations

import pytest

from aikg.gate.findings import Severity
from gate.telling import checked, claim, document, figure, of, source

PLAIN = [
    "Microsoft will invest $5 billion in Anthropic",
    "Microsoft Corp. has agreed to invest $5 billion in Anthropic",
    "Microsoft is set to put $5 billion into Anthropic",
    "Microsoft lent $5 billion to Anthropic",
    "Microsoft buys $5 billion of shares from Anthropic",
    "Anthropic raised $5 billion from Microsoft",
    "Anthropic sold $5 billion of shares to Microsoft",
    "Anthropic received $5 billion from Microsoft",
    "Anthropic secured about $5 billion in funding from Microsoft",
    "Microsoft paid Anthropic $5 billion",
    "Microsoft will buy capacity from Anthropic for $5 billion",
    "Microsoft rents chips from Anthropic for up to $5 billion",
    "Anthropic sold chips to Microsoft for $5 billion",
    "Microsoft will spend $5 billion with Anthropic",
    "Microsoft takes a $5 billion stake in Anthropic",
    "Microsoft leads a $5 billion funding round in Anthropic",
    "Microsoft backs Anthropic with $5 billion",
    "Anthropic took $5 billion from Microsoft",
    "Anthropic was given $5 billion by Microsoft",
    "Anthropic won a $5 billion contract from Microsoft",
    "Microsoft awarded Anthropic a $5 billion contract",
    "Microsoft granted Anthropic $5 billion in cash",
    "Microsoft provided a $5 billion loan to Anthropic",
    "Microsoft is investing $5 billion in Anthropic",
    "Microsoft said on Monday it would invest $5 billion in Anthropic",
    "Microsoft on Monday invested $5 billion in Anthropic",
    "Microsoft committed $5 billion to Anthropic",
    "Microsoft has made a $5 billion investment in Anthropic",
    "Anthropic received a $5 billion investment from Microsoft",
    "Anthropic will sell Microsoft $5 billion",
    "Anthropic will provide $5 billion of computing to Microsoft",
    "Microsoft will order $5 billion of servers from Anthropic",
]


def told(quote: str, investor: str, investee: str, after: str = ""):
    """The findings on five billion dollars of a quote, told to flow from one to another."""
    roles = f"aikg:investor kg:{investor} ; aikg:investee kg:{investee}"
    deal = claim("deal", roles, figure("$5 billion", "5e9"))
    text = document(source("wire", f"{quote}{after} in May.", quote), deal)
    return of(checked(text), "DirectionReversed")


@pytest.mark.parametrize("quote", PLAIN)
def test_an_amount_told_to_flow_the_other_way_is_refused(quote) -> None:
    [finding] = told(quote, "anthropic", "microsoft")
    assert finding.severity is Severity.VIOLATION
    assert quote in finding.problem
    assert finding.path.endswith("investor")
    assert told(quote, "microsoft", "anthropic") == []


@pytest.mark.parametrize(
    "quote",
    [
        "Microsoft and NVIDIA will invest up to $5 billion in Anthropic",
        "Anthropic receives $5 billion of cloud capacity from Microsoft",
        "Microsoft will invest in Anthropic, which spends $5 billion on Azure",
        "Anthropic buys $5 billion of capacity, and Microsoft may invest in Anthropic",
        "The $5 billion that Microsoft invests in Anthropic",
        "Anthropic sold $5 billion of chips to Microsoft for shares",
        "Microsoft pays $5 billion back to Anthropic",
        "Microsoft granted Anthropic $5 billion of licences",
        "Microsoft gives Anthropic $5 billion worth of credits",
        "Microsoft gave Anthropic $5 billion in chips",
        "Anthropic took a $5 billion order of chips from Microsoft",
        "Microsoft sold its stake to Anthropic in exchange for shares of $5 billion",
    ],
)
def test_less_plain_sentences_are_left_alone(quote) -> None:
    assert told(quote, "anthropic", "microsoft") == []


def test_a_swap_is_told_by_one_sentence_either_way() -> None:
    quote = "Anthropic buys $5 billion from Microsoft as Microsoft invests $5 billion in Anthropic"
    assert told(quote, "anthropic", "microsoft") == []
    assert told(quote, "microsoft", "anthropic") == []


def test_what_is_paid_of_a_loan_is_paid_to_its_lender() -> None:
    quote = "Microsoft paid Anthropic $5 billion of its loan"
    deal = claim(
        "deal",
        "aikg:lender kg:anthropic ; aikg:borrower kg:microsoft",
        figure("$5 billion", "5e9"),
        kind="Loan",
    )
    text = document(source("wire", f"{quote} in May.", quote), deal)
    assert of(checked(text), "DirectionReversed") == []
