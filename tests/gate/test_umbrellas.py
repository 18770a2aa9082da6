"""What a programme's own amount can hold is not counted beside it without a warning."""

from __future__ import annotations

import pytest

from aikg.ground.reading import Document
from gate.claims import WARNED
from gate.telling import beside, checked, claim, document, figure, of, source

TEXT = "Anthropic closed a round of $10 billion, in which Microsoft put $6 billion."
TO_ANTHROPIC = "aikg:investor kg:microsoft ; aikg:investee kg:anthropic"


def programme(*, amount: str = "10e9", payee: str = "anthropic", more: str = "") -> str:
    figures = [figure("$10 billion", amount)] if amount else []
    return claim("round", f"aikg:investee kg:{payee}", *figures, about="kg:round",
                 kind="FundingRound", more=more)  # fmt: skip


def part(link: str = "aikg:inProgramme kg:round") -> str:
    return claim("part", TO_ANTHROPIC, figure("$6 billion", "6e9"), about="kg:part", more=link)


def told(*claims: str) -> Document:
    return document(
        source("wire", TEXT, "round of $10 billion, in which Microsoft put $6 billion"), *claims
    )


@pytest.mark.parametrize(
    "claims",
    [(programme(), part()), (programme(more="aikg:hasProgrammePart kg:part"), part(""))],
)
def test_an_amount_beside_one_that_can_hold_it_is_a_warning(claims) -> None:
    [finding] = of(checked(told(*claims)), "CountedBeside")
    assert finding.severity is WARNED
    assert "aikg:trancheOf" in finding.mend


def test_the_programme_may_be_known_already() -> None:
    known = document(source("other", TEXT, "closed a round of $10 billion"),
                     programme().replace("wire", "other"))  # fmt: skip
    assert len(of(checked(told(part()), known=beside(known)), "CountedBeside")) == 1


@pytest.mark.parametrize(
    "claims",
    [
        (programme(), part("aikg:trancheOf kg:round")),
        (programme(), part("aikg:inProgramme kg:round ; aikg:trancheOf kg:round")),
        (programme(more="aikg:hasTranche kg:part"), part()),
        (programme(amount=""), part()),
        (programme(amount="5e9"), part()),
        (programme(payee="openai"), part()),
    ],
)
def test_tranches_and_what_the_programme_cannot_hold_are_left_alone(claims) -> None:
    assert of(checked(told(*claims)), "CountedBeside") == []
