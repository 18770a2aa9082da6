"""Facts that a shape refuses, each beside a twin that must pass."""

from __future__ import annotations

import pytest

from gate.claims import INVESTS, REFUSED, TEN, one
from gate.telling import checked, figure, rules

BUYS = "aikg:customer kg:anthropic ; aikg:provider kg:microsoft"

# What is told, the rule that must find it, and the twin that must pass.
BY_SHAPES = {
    "an organization invests in itself": (
        one("aikg:investor kg:microsoft ; aikg:investee kg:microsoft", TEN),
        "InvestsInItself",
        one("aikg:investor kg:microsoft ; aikg:investee kg:microsoft", TEN, kind="BuyBack"),
    ),
    "a negative amount": (
        one(INVESTS,
            figure("$10 billion", "-10e9", "10e9")),
        "FigureNotNegative",
        one(INVESTS, TEN),
    ),
    "an amount of zero": (
        one(BUYS, figure("$10 billion", "0e0", role="price"), kind="CloudContract"),
        "AmountPositive",
        one(BUYS, kind="CloudContract", more="claim:wire\\/deal aikg:notStated aikg:figure-price ."),
    ),
    "an amount without a currency": (
        one(INVESTS, figure("$10 billion", "10e9", measure="aikg:gapNote 'none'")),
        "AmountCurrency",
        one(INVESTS, TEN),
    ),
    "a lower bound above the upper one": (
        one(INVESTS, figure("$10 billion", "10e9", "5e9")),
        "FigureBounds",
        one(INVESTS, TEN),
    ),
    "a purchase from nobody": (
        one("aikg:customer kg:anthropic", figure("$10 billion", "10e9", role="price"),
            kind="CloudContract"),
        "SupplyRoles",
        one("aikg:customer kg:anthropic ; aikg:notStated aikg:provider",
            figure("$10 billion", "10e9", role="price"), kind="CloudContract"),
    ),
    "an organization that is paid for being bought": (
        one("aikg:acquirer kg:microsoft ; aikg:target kg:anthropic ; aikg:seller kg:anthropic",
            figure("$10 billion", "10e9", role="price"), kind="Acquisition"),
        "TargetIsPaid",
        one("aikg:acquirer kg:microsoft ; aikg:target kg:anthropic ; aikg:seller kg:amazon",
            figure("$10 billion", "10e9", role="price"), kind="Acquisition"),
    ),
    "a stake of 127 percent": (
        one(INVESTS, figure("127 percent", "127e0", role="stake", measure="aikg:unit unit:PERCENT"),
            text="Microsoft will hold 127 percent of Anthropic.", quote="hold 127 percent of"),
        "ShareRange",
        one(INVESTS, figure("27 percent", "27e0", role="stake", measure="aikg:unit unit:PERCENT"),
            text="Microsoft will hold 27 percent of Anthropic.", quote="hold 27 percent of"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BY_SHAPES)
def test_what_a_shape_refuses_has_a_twin_that_passes(case) -> None:
    refused, rule, twin = BY_SHAPES[case]
    assert rule in rules(checked(refused), REFUSED)
    assert rules(checked(twin), REFUSED) == set()


def dated(first: str, last: str) -> str:
    at = "claim:wire\\/term"
    return "\n".join(
        [
            f"claim:wire\\/deal aikg:validFrom {at}.from ; aikg:validUntil {at}.until .",
            *(
                f'{at}.{which} a aikg:StatedDate ; aikg:asStated "will" ;'
                f' aikg:earliest "{day}T00:00:00Z"^^xsd:dateTime ;'
                f' aikg:latest "{day}T23:59:59Z"^^xsd:dateTime ;'
                " aikg:hasEvidence claim:wire\\/evidence ."
                for which, day in (("from", first), ("until", last))
            ),
        ]
    )


def test_an_end_before_its_start_is_refused() -> None:
    backwards = one(INVESTS, TEN, more=dated("2027-01-01", "2026-01-01"))
    assert len(rules(checked(backwards), REFUSED)) == 1
    onwards = one(INVESTS, TEN, more=dated("2026-01-01", "2027-01-01"))
    assert rules(checked(onwards), REFUSED) == set()
