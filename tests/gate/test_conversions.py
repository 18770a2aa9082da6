"""What a source tells once more in another currency is a conversion, and no second amount."""

from __future__ import annotations

import pytest

from aikg.gate.findings import Severity
from gate.telling import checked, claim, document, figure, of, source

EURO = 'aikg:currency "EUR"'
ROLES = "aikg:investor kg:microsoft ; aikg:investee kg:anthropic"


def told(between: str, after: str = "", role: str = "principal"):
    """The findings on dollars that stand behind euros in one quote, told in a role."""
    quote = f"Microsoft put €50 million{between}$58 million{after} into Anthropic"
    figures = (
        figure("€50 million", "50e6", measure=EURO),
        figure("$58 million", "58e6", role=role),
    )
    text = document(source("wire", f"{quote} in May.", quote), claim("deal", ROLES, *figures))
    return of(checked(text), "ConversionCounts")


@pytest.mark.parametrize(
    ("between", "after"),
    [
        (" (", ")"),
        (" (about ", ")"),
        (" (equivalent to some ", ")"),
        (", or ", ","),
        (" or about ", ""),
        (", the equivalent of ", ","),
    ],
)
def test_a_conversion_that_would_count_is_refused(between, after) -> None:
    [finding] = told(between, after)
    assert finding.severity is Severity.VIOLATION
    assert finding.focus.endswith("figure-1")
    assert "conversionOf" in finding.mend
    assert told(between, after, role="conversion") == []


@pytest.mark.parametrize(
    "between", [" and ", ", and then ", " in shares and ", " (half of it in May) and "]
)
def test_two_amounts_in_two_currencies_are_both_counted(between) -> None:
    assert told(between) == []
