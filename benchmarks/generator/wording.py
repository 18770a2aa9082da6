"""The words that tell a stage, and the hedge that is in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from generator.deals import Kind
    from generator.dice import Dice


@dataclass(frozen=True, slots=True)
class Step:
    """A stage as it is told.

    Attributes:
        stage: the concept.
        words: how it is said; `*` stands for what is done.
        hedge: the kind of hedge in the words; empty for none.
        hedge_words: the words that hedge.
        speaker: who usually says it so.
    """

    stage: str
    words: str
    hedge: str = ""
    hedge_words: str = ""
    speaker: str = "press"


RUMOURED: Final = Step("rumoured", "will reportedly *", "reportedly", "reportedly", "unnamed")
PLANNED: Final = Step("planned", "plans to *", "intends", "plans to")
IN_TALKS: Final = Step("in-talks", "is in talks to *")
ANNOUNCED: Final = Step("announced", "announced a deal to *")
LETTER: Final = Step("letter-of-intent", "signed a letter of intent to *")
COMMITTED: Final = Step("committed", "has committed to *")
SIGNED: Final = Step("signed", "signed a deal to *")
CLOSED: Final = Step("closed", "closed its deal to *")
DELIVERED: Final = Step("delivered", "took delivery after its deal to *")
CANCELLED: Final = Step("cancelled", "cancelled its plan to *")
LAPSED: Final = Step("lapsed", "let its option lapse to *")

_PATH: Final = (RUMOURED, PLANNED, IN_TALKS, ANNOUNCED, LETTER, COMMITTED, SIGNED, CLOSED)
_FIRST: Final = (
    (0.05, 0), (0.27, 1), (0.31, 2), (0.52, 3), (0.56, 4), (0.72, 5), (0.88, 6), (1.0, 7),
)  # fmt: skip

LAST: Final = len(_PATH) - 1
BINDING: Final = 5
"""From this step on a deal binds."""


def first(dice: Dice) -> int:
    """How far a deal has come when it is first told of."""
    return dice.weighted(_FIRST)


def step(kind: Kind, steps: int) -> Step:
    """The stage of a deal that has come so far."""
    found = _PATH[min(steps, LAST)]
    return DELIVERED if found is CLOSED and kind.delivered else found


def said(kind: Kind, one: Step) -> str:
    """The words of a stage.

    Examples:
        >>> from generator.deals import INVESTMENT
        >>> said(INVESTMENT, PLANNED)
        'plans to invest'
    """
    return one.words.replace("*", kind.verb)
