"""Whether the bounds of a figure are what the words around its number leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aikg.gate.evidence.hedges import (
    ABOUT,
    AT_LEAST,
    CEILINGS,
    FLOORS,
    LESS_THAN,
    MORE_THAN,
    UP_TO,
    hedges_act,
    hedges_of,
)
from aikg.gate.findings import Severity
from aikg.ground.bounds import INF
from aikg.ground.terms import shorten
from aikg.ground.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aikg.gate.evidence.hedges import Hedge
    from aikg.gate.evidence.numbers import Quantity
    from aikg.gate.evidence.passages import Passage
    from aikg.gate.evidence.told_figure import ToldFigure

_OF_NUMBERS = frozenset({UP_TO, AT_LEAST, MORE_THAN, LESS_THAN, ABOUT})


class Fault(NamedTuple):
    """What is wrong with the bounds or hedges of a figure.

    Attributes:
        rule: The local name of the check.
        severity: How grave it is.
        problem: What is wrong, as a sentence.
        expected: What would have been right.
        mend: What to do.
        at: The local name of the property to mend.
    """

    rule: str
    severity: Severity
    problem: str
    expected: str
    mend: str
    at: str


def faults(
    figure: ToldFigure,
    number: Quantity,
    hedges: Sequence[Hedge],
    passage: Passage,
    numbers: Sequence[Quantity],
) -> list[Fault]:
    """Compare the bounds of a figure with the words that hedge its number.

    Args:
        figure: The figure as it is told.
        number: The number of the sentence that has its value.
        hedges: The hedges of that number.
        passage: The sentence with its quote.
        numbers: All numbers of the sentence.
    """
    if number.high == INF and figure.firm:
        return [_power_of_ten(number, passage)]
    if number.ranged or figure.ranged:
        return []
    if dropped := _contradicted(figure, hedges):
        return [_dropped(dropped, figure)]
    if not hedges:
        return _unfounded(figure, number, passage, numbers)
    outside = [e for e in hedges if e.start < passage.start or e.end > passage.end]
    if len(outside) == len(hedges):
        return [_not_in_quote(outside[0])]
    return [] if figure.hedges else [_not_told(hedges[0])]


def _contradicted(figure: ToldFigure, hedges: Sequence[Hedge]) -> Hedge | None:
    """The hedge that leaves open what a bound of a figure holds to be firm; None for none."""
    ceilings = [each for each in hedges if each.concept in CEILINGS]
    floors = [each for each in hedges if each.concept in FLOORS]
    abouts = [each for each in hedges if each.concept == ABOUT]
    return (
        ceilings[0] if ceilings and not floors and 0 < figure.lower == figure.value
        else floors[0] if floors and not ceilings and figure.upper == figure.value
        else abouts[0] if abouts and not (ceilings or floors) and figure.exact
        else None
    )  # fmt: skip


def _power_of_ten(number: Quantity, passage: Passage) -> Fault:
    """A firm figure for words such as "billions"."""
    words = passage.sentence[number.start : number.end]
    ceiling = ("" if number.top else '"INF"^^xsd:double or ') + "the next power of ten"
    return Fault(
        "HedgeDropped",
        Severity.VIOLATION,
        f'"{words}" names a power of ten and no figure, and the bounds are firm.',
        "bounds as far apart as the words leave them, with aikg:hedge aikg:hedge-magnitude",
        f"Write the floor as aikg:lower, {ceiling} as aikg:upper, aikg:hedge "
        "aikg:hedge-magnitude and aikg:hedgeWords.",
        "upper",
    )


def _not_in_quote(hedge: Hedge) -> Fault:
    """A quote that is cut before the hedge of its number."""
    return Fault(
        "HedgeNotInQuote",
        Severity.VIOLATION,
        f'The source hedges this very figure with "{hedge.words}", which the quote leaves out.',
        f'a quote with "{hedge.words}" in it',
        "Widen the quote to the words that hedge its figure.",
        "hasEvidence",
    )


def _not_told(hedge: Hedge) -> Fault:
    """Bounds that fit the words, of a figure that tells no hedge."""
    return Fault(
        "HedgeNotTold",
        Severity.WARNING,
        f'"{hedge.words}" hedges this very figure, and no kind of hedge is told.',
        f"aikg:hedge {shorten(hedge.concept)}",
        f'Add aikg:hedge {shorten(hedge.concept)} and aikg:hedgeWords "{hedge.words}".',
        "asStated",
    )


def _dropped(hedge: Hedge, figure: ToldFigure) -> Fault:
    """A firm bound for a number that the words hedge."""
    ceiling = hedge.concept in CEILINGS
    told = (
        "its bounds are firm"
        if figure.firm
        else f"what it makes a {'ceiling' if ceiling else 'floor'} is told as a "
        f"{'floor' if ceiling else 'ceiling'}"
    )
    firm = {
        UP_TO: "aikg:lower 0e0",
        LESS_THAN: "aikg:lower 0e0",
        AT_LEAST: 'aikg:upper "INF"^^xsd:double',
        MORE_THAN: 'aikg:upper "INF"^^xsd:double',
        ABOUT: "the figure itself as both bounds",
    }[hedge.concept]
    figures = "the stated figure as aikg:{}".format
    bounds = firm if figure.firm else f"{figures('upper' if ceiling else 'lower')} and {firm}"
    return Fault(
        "HedgeDropped",
        Severity.VIOLATION,
        f'"{hedge.words}" stands with this very figure, and {told}.',
        f"{bounds}, with aikg:hedge {shorten(hedge.concept)}",
        f'Write {bounds}, aikg:hedge {shorten(hedge.concept)} and aikg:hedgeWords "{hedge.words}".',
        "upper" if hedge.concept in FLOORS else "lower",
    )


def _unfounded(
    figure: ToldFigure, number: Quantity, passage: Passage, numbers: Sequence[Quantity]
) -> list[Fault]:
    """Open bounds, or a hedge, for a number that the words leave firm."""
    told = figure.hedges & _OF_NUMBERS
    if figure.firm and not told:
        return []
    text, at = passage.sentence, numbers.index(number)
    start = numbers[at - 1].end if at else 0
    end = numbers[at + 1].start if at + 1 < len(numbers) else len(text)
    beyond = hedges_of(text, numbers, at + 1) if at + 1 < len(numbers) else []
    limit = min([end, *(each.start for each in beyond)])
    # The number itself hedges nothing.
    near = f"{text[start : number.start]}\n{text[number.end : limit]}".casefold()
    # Words that are not known here may hedge as well, if they stand with this very figure.
    words = [fold(each).casefold() for each in figure.words if told]
    if any(each in near and not hedges_act(each, near) for each in words):
        return []
    return [
        Fault(
            "HedgeUnfounded",
            Severity.VIOLATION,
            "The figure is told as hedged, and no words of the source hedge this very figure. "
            "What is planned has a firm figure too.",
            "the stated figure as both bounds",
            "Write the figure as both bounds, without a hedge; a plan is told by the stage.",
            "lower" if figure.lower < number.low else "upper",
        )
    ]
