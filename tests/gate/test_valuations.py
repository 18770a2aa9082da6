"""What a company is worth is no amount that is paid for a part of it."""

from __future__ import annotations

import pytest

from aikg.gate.findings import Severity
from gate.telling import checked, claim, document, figure, of, source

ROLES = "aikg:investor kg:microsoft ; aikg:investee kg:anthropic"


def told(
    quote: str, *, role: str = "principal", kind: str = "Investment", phrase: str = "$30 billion"
):
    """The findings on thirty billion dollars of a quote."""
    deal = claim("deal", ROLES, figure(phrase, "30e9", role=role), kind=kind)
    text = document(source("wire", f"{quote} in May.", quote), deal)
    return of(checked(text), "ValuationCounts")


@pytest.mark.parametrize(
    "quote",
    [
        "Microsoft bought shares of Anthropic at a $30 billion valuation",
        "Microsoft joined a round valuing Anthropic at about $30 billion",
        "Microsoft invests in Anthropic, valued at $30 billion",
        "Microsoft invests in Anthropic, which is valued at more than $30 billion",
        "Microsoft funds Anthropic at a pre-money valuation of $30 billion",
        "Microsoft funds Anthropic at a $30 billion post-money valuation",
    ],
)
def test_a_valuation_that_would_count_is_refused(quote) -> None:
    [finding] = told(quote)
    assert finding.severity is Severity.VIOLATION
    assert finding.path.endswith("figureRole")
    assert "$30 billion" in finding.problem
    assert told(quote, role="valuation") == []


@pytest.mark.parametrize(
    "quote",
    [
        "Microsoft and Anthropic signed a deal valued at $30 billion",
        "Microsoft bought Anthropic shares that were valued at $30 billion",
        "Microsoft put $30 billion into Anthropic at a $300 billion valuation",
        "Microsoft put $30 billion into Anthropic, valued at $30 billion",
        "Microsoft invests $30 billion in Anthropic before its next valuation",
    ],
)
def test_an_amount_beside_a_valuation_is_counted(quote) -> None:
    assert told(quote) == []


def test_all_of_a_company_costs_what_it_is_valued_at() -> None:
    assert told("Microsoft buys Anthropic at a $30 billion valuation", kind="Acquisition") == []
