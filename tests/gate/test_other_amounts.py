"""What is so much for each, or a company's own figures, is no amount that is paid for a deal."""

from __future__ import annotations

import pytest

from aikg.gate.findings import Severity
from gate.telling import checked, claim, document, figure, of, source

ROLES = "aikg:customer kg:anthropic ; aikg:provider kg:microsoft"


def told(quote: str, rule: str, *, phrase: str = "$30 billion", role: str = "price"):
    """The findings of a rule on thirty billion dollars of a quote."""
    deal = claim("deal", ROLES, figure(phrase, "30e9", role=role), kind="CloudContract")
    return of(checked(document(source("wire", f"{quote} in May.", quote), deal)), rule)


@pytest.mark.parametrize(
    ("quote", "phrase"),
    [
        ("Anthropic pays Microsoft $30 billion a year", "$30 billion"),
        ("Anthropic pays Microsoft $30 billion a year", "$30 billion a year"),
        ("Anthropic pays Microsoft $30 billion or more per year", "$30 billion"),
        ("Anthropic pays Microsoft $30 billion annually", "$30 billion"),
        ("Anthropic pays Microsoft $30 billion each month", "$30 billion"),
        ("Anthropic pays Microsoft $30 billion per gigawatt", "$30 billion"),
        ("Anthropic pays Microsoft annual rents of about $30 billion", "$30 billion"),
    ],
)
def test_a_rate_that_would_count_as_all_is_refused(quote, phrase) -> None:
    [finding] = told(quote, "RateCounts", phrase=phrase)
    assert finding.severity is Severity.VIOLATION
    assert "$30 billion" in finding.problem
    assert finding.path.endswith("figureRole")
    assert told(quote, "RateCounts", phrase=phrase, role="combined-total") == []


@pytest.mark.parametrize(
    "quote",
    [
        "Anthropic pays Microsoft $30 billion this year",
        "Anthropic pays Microsoft $30 billion over a year",
        "Anthropic and OpenAI pay Microsoft $30 billion each",
        "Anthropic pays Microsoft $30 billion, and $2 billion a year",
        "Anthropic pays Microsoft $30 billion a month after it signed",
        "Anthropic pays Microsoft the first of its annual payments, $30 billion",
    ],
)
def test_an_amount_beside_a_time_is_counted(quote) -> None:
    assert told(quote, "RateCounts") == []


@pytest.mark.parametrize(
    "quote",
    [
        "Anthropic signed with Microsoft, whose backlog rose to $30 billion",
        "Anthropic signed with Microsoft, which had revenue of $30 billion",
        "Anthropic signed with Microsoft, with sales in 2025 of about $30 billion",
        "Anthropic signed with Microsoft, which brings their total to $30 billion",
        "Anthropic will pay Microsoft five billion and not $30 billion",
        "Anthropic will pay Microsoft not $30 billion but five",
        "Anthropic signed with Microsoft, which has an ARR of $30 billion",
        "Anthropic will pay Microsoft five billion rather than about $30 billion",
    ],
)
def test_what_a_company_has_is_a_warning_where_it_would_count(quote) -> None:
    [finding] = told(quote, "MetricCounts")
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "quote",
    [
        "Anthropic, with revenue of $9 billion, pays Microsoft $30 billion",
        "Anthropic signed for $30 billion with Microsoft, whose backlog rose",
        "Anthropic pays Microsoft a total of $30 billion",
        "Anthropic pays Microsoft and not less than $30 billion",
        "Anthropic pays Microsoft close to, if not $30 billion",
        "Anthropic pays Microsoft, rather than Google, $30 billion",
    ],
)
def test_an_amount_beside_a_metric_is_counted(quote) -> None:
    assert told(quote, "MetricCounts") == []
