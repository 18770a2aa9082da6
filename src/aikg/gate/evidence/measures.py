"""Whether a number that was read is in the currency or unit of a figure."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final

from aikg.gate.evidence.lexicon import SCALES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aikg.gate.evidence.numbers import Quantity
    from aikg.gate.evidence.told_figure import ToldFigure


class Fit(Enum):
    """How the measure of a number fits that of a figure."""

    SAME = "same"
    UNSAID = "unsaid"
    OTHER = "other"


_TIMES: Final = {"YR": 12.0, "MO": 1.0}
_SHORT_TIMES: Final = {"WK": 168.0, "DAY": 24.0, "HR": 1.0}


_THINGS: Final = re.compile(
    r"\s(?:(?!(?:of|in|to|and|or|for|from|at|by|with|worth)\b)[\w-]+\s){0,2}?"
    r"(?:shares?|stocks|options|warrants|chips?|[GTCN]PUs?|processors|accelerators|servers|racks|units"
    r"|people|employees|workers|staff|jobs|users|customers|subscribers|homes|households)\b",
    re.IGNORECASE,
)


def is_of_things(sentence: str, number: Quantity) -> bool:
    """Whether a number without a measure of its own counts things, so that it shares no currency.

    Examples:
        >>> from aikg.gate.evidence.numbers import quantities
        >>> text = "bought 5 million new shares for $6 billion"
        >>> [is_of_things(text, number) for number in quantities(text)]
        [True, False]
    """
    return not number.measured and bool(_THINGS.match(sentence, number.end))


def fit(
    figure: ToldFigure, number: Quantity, beside: Sequence[Quantity]
) -> Iterator[tuple[float, Fit]]:
    """Yield how a number can be read in the measure of a figure, the likeliest way first.

    Args:
        figure: The figure.
        number: The number.
        beside: All numbers of the sentence; one without a measure may share another one's.

    Yields:
        What to multiply the number by, and whether it is then in the same measure.
    """
    if figure.currency:
        if figure.currency in number.money:
            yield 1.0, Fit.SAME
        elif not number.measured:
            shared = any(figure.currency in each.money for each in beside)
            yield 1.0, Fit.SAME if shared else Fit.UNSAID
        else:
            yield 1.0, Fit.OTHER
            # Gigawatts typed as dollars: 6 GW as 6e9.
            if number.unit in SCALES:
                yield SCALES[number.unit], Fit.OTHER
    elif number.money:
        yield 1.0, Fit.OTHER
    else:
        yield from _unit(figure.quantity, number, beside)


def _unit(wanted: str, number: Quantity, beside: Sequence[Quantity]) -> Iterator[tuple[float, Fit]]:
    for table in (
        {unit: scale for unit, scale in SCALES.items() if not unit.endswith("-HR")},
        {unit: scale for unit, scale in SCALES.items() if unit.endswith("-HR")},
        _TIMES,
        _SHORT_TIMES,
    ):
        if wanted in table and number.unit in table:
            yield table[number.unit] / table[wanted], Fit.SAME
            return
    if wanted == number.unit:
        yield 1.0, Fit.SAME
    elif number.unit:
        yield 1.0, Fit.OTHER
    elif wanted in SCALES or wanted in _TIMES or wanted in _SHORT_TIMES or wanted == "PERCENT":
        shared = any(each.unit == wanted for each in beside)
        yield 1.0, Fit.SAME if shared else Fit.UNSAID
    else:
        # Shares, chips and the like have many names; a number of things is one of them.
        yield 1.0, Fit.SAME
