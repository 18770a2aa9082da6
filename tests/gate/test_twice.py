"""One amount that a source tells once does not count twice."""

from __future__ import annotations

import pytest

from aikg.gate.findings import Severity
from gate.claims import INVESTS
from gate.telling import checked, claim, document, figure, of, source

QUOTE = "Microsoft invests $10 billion in Anthropic"
TEN = figure("$10 billion", "10e9")


def told(*claims: str, quote: str = QUOTE, rule: str = "FigureTwice"):
    return of(checked(document(source("wire", f"{quote} in May.", quote), *claims)), rule)


@pytest.mark.parametrize("other", [TEN, figure("$10 billion", "10e9", role="price")])
def test_the_same_words_as_two_amounts_of_one_claim_are_refused(other) -> None:
    [found] = told(claim("deal", INVESTS, TEN, other))
    assert found.severity is Severity.VIOLATION
    assert "$10 billion" in found.problem


def test_equal_amounts_that_are_told_at_two_places_are_two() -> None:
    quote = "Microsoft gives Anthropic $10 billion in cash and $10 billion in chips"
    assert told(claim("deal", INVESTS, TEN, TEN), quote=quote) == []
    other = figure("$5 billion", "5e9")
    quote = "Microsoft gives Anthropic $10 billion in cash and $5 billion in chips"
    assert told(claim("deal", INVESTS, TEN, other), quote=quote) == []


def test_a_valuation_in_the_same_words_counts_nothing() -> None:
    assert told(claim("deal", INVESTS, TEN, figure("$10 billion", "10e9", role="valuation"))) == []


def test_the_same_words_as_the_amounts_of_two_agreements_are_a_warning() -> None:
    one, other = claim("deal", INVESTS, TEN), claim("other", INVESTS, TEN, about="kg:other")
    [found] = told(one, other, rule="QuoteTwice")
    assert found.severity is Severity.WARNING
    assert "kg:deal" in found.problem
    assert "kg:other" in found.problem


@pytest.mark.parametrize(
    "other",
    [
        claim("other", INVESTS, TEN, about="kg:other", more="aikg:trancheOf kg:deal"),
        claim("other", INVESTS, TEN, about="kg:deal"),
        claim(
            "other", "aikg:investor kg:nvidia ; aikg:investee kg:anthropic", TEN, about="kg:other"
        ),
        claim("other", INVESTS, figure("$9 billion", "9e9"), about="kg:other"),
    ],
    ids=["a tranche", "the same agreement", "another payer", "another amount"],
)
def test_what_is_related_or_differs_passes(other) -> None:
    assert told(claim("deal", INVESTS, TEN), other, rule="QuoteTwice") == []
