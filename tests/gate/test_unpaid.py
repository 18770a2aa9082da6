"""An amount that would be in nobody's total does not get in without a warning."""

from __future__ import annotations

import pytest

from aikg.ground.reading import Document
from gate.claims import WARNED
from gate.telling import beside, checked, claim, document, figure, of, source

TEXT = "Anthropic granted Microsoft an option to buy shares for $6 billion."
HELD = "aikg:holder kg:microsoft ; aikg:optionGrantor kg:anthropic"
PRICE = figure("$6 billion", "6e9", role="price")


def told(roles: str, *figures: str, name: str = "wire") -> Document:
    option = claim("option", roles, *figures, about="kg:option", kind="Option")
    return document(
        source(name, TEXT, "an option to buy shares for $6 billion"), option.replace("wire", name)
    )


def test_the_price_of_an_option_without_payer_and_payee_is_a_warning() -> None:
    [finding] = of(checked(told(HELD, PRICE)), "AmountOfNobody")
    assert finding.severity is WARNED
    assert "aikg:payer" in finding.expected


@pytest.mark.parametrize(
    "option",
    [
        told(f"{HELD} ; aikg:payer kg:microsoft ; aikg:payee kg:anthropic", PRICE),
        told(f"{HELD} ; aikg:payee kg:anthropic", PRICE),
        told(f"{HELD} ; aikg:notStated aikg:payer", PRICE),
        told(HELD),
    ],
)
def test_what_has_a_payer_or_a_payee_or_no_amount_is_left_alone(option: Document) -> None:
    assert of(checked(option), "AmountOfNobody") == []


def test_another_source_may_tell_who_pays_it() -> None:
    known = told(f"{HELD} ; aikg:payer kg:microsoft", name="other")
    assert of(checked(told(HELD, PRICE), known=beside(known)), "AmountOfNobody") == []
