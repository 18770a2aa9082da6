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
        "Microsoft invests in Anthropic at $30 billion post-money",
        "Microsoft backs Anthropic with a valuation cap of $30 billion",
        "Microsoft backs Anthropic, whose valuation rose to $30 billion",
        "Microsoft backs Anthropic at an enterprise value of $30 billion",
        "Microsoft backs Anthropic, pricing the firm at $30 billion",
        "Microsoft backs Anthropic in a round that pegs the firm at $30 billion",
        "Microsoft backs Anthropic, giving the lab a new market value of $30 billion",
        "Microsoft buys a stake in Anthropic, a $30 billion startup",
        "Microsoft invested in $30 billion startup Anthropic",
        "Microsoft invested in Anthropic, a unicorn worth $30 billion",
        "Microsoft backs Anthropic in a step that makes it worth $30 billion",
        "Microsoft invests in Anthropic, now worth $30 billion",
        "Microsoft invests in Anthropic, which is worth $30 billion",
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
        "Microsoft funds Anthropic by a deal, valued by analysts at $30 billion",
        "Microsoft valued its investment in Anthropic at $30 billion",
        "Microsoft contributed equity of $30 billion to Anthropic",
        "Microsoft gave Anthropic a package with a value of $30 billion",
        "Microsoft gave the startup $30 billion",
        "Microsoft gave Anthropic credits valued at $30 billion",
        "Microsoft has a partnership with Anthropic, valued at $30 billion",
        "Microsoft made a bet on Anthropic, now worth $30 billion",
        "Microsoft made an investment in Anthropic worth $30 billion",
        "Microsoft priced its offer to Anthropic at $30 billion",
        "Microsoft makes investments in Anthropic worth $30 billion",
    ],
)
def test_an_amount_beside_a_valuation_is_counted(quote) -> None:
    assert told(quote) == []


def test_what_other_deals_are_valued_at_is_their_price() -> None:
    quote = "Microsoft gave work to Anthropic, valued at $30 billion"
    assert told(quote, kind="ServiceContract") == []


def test_all_of_a_company_costs_what_it_is_valued_at() -> None:
    assert told("Microsoft buys Anthropic at a $30 billion valuation", kind="Acquisition") == []
