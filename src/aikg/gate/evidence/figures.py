"""Check: the quote carries the figure, its currency or unit, and its hedge."""

from __future__ import annotations

import re
from math import isclose
from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.gate.evidence.bounds import faults
from aikg.gate.evidence.hedges import hedges_of
from aikg.gate.evidence.measures import Fit, fit, is_of_things
from aikg.gate.evidence.numbers import quantities, unsure
from aikg.gate.evidence.passages import passages
from aikg.gate.evidence.told_figure import ToldFigure
from aikg.gate.findings import Severity
from aikg.ground.bounds import INF
from aikg.ground.terms import AIKG
from aikg.ground.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aikg.gate.change import Change
    from aikg.gate.evidence.numbers import Quantity
    from aikg.gate.evidence.passages import Passage
    from aikg.gate.findings import Finding


_NONE: Final = re.compile(r"\b(?:no|non|none|nothing|without)\b", re.IGNORECASE)


class _Seen(NamedTuple):
    """A number of a quote that has the value of a figure.

    Attributes:
        passage: Where it stands.
        numbers: All numbers of its sentence.
        at: Which of them it is.
        fit: Whether it is in the figure's currency or unit.
        phrased: Whether it stands in the phrase that the figure gives as its own.
    """

    passage: Passage
    numbers: Sequence[Quantity]
    at: int
    fit: Fit
    phrased: bool


def check_figures(change: Change) -> Iterator[Finding]:
    """Yield figures that no quote of their evidence carries as they are told."""
    for iri in change.typed("Figure"):
        figure = ToldFigure.of(change, iri)
        found = passages(change, [iri])
        if figure and found:
            yield from _figure(change, figure, found)


def _figure(change: Change, figure: ToldFigure, found: Sequence[Passage]) -> Iterator[Finding]:
    if figure.upper == 0 and _NONE.search(fold(figure.phrase)):
        return  # shares without a vote
    read = [(each, quantities(each.sentence)) for each in found]
    quoted = [number for passage, numbers in read for number in _inside(passage, numbers)]
    seen = [each for passage, numbers in read for each in _seen(figure, passage, numbers)]
    right = [each for each in seen if each.fit is Fit.SAME]
    if right:
        phrased = [each for each in right if each.phrased] or right
        told = [
            faults(
                figure,
                each.numbers[each.at],
                hedges_of(each.passage.sentence, each.numbers, each.at),
                each.passage,
                each.numbers,
            )
            for each in phrased
        ]
        for fault in min(told, key=len):
            yield change.finding(
                fault.rule,
                fault.severity,
                figure.iri,
                fault.problem,
                expected=fault.expected,
                mend=fault.mend,
                path=AIKG + fault.at,
            )
    elif seen:
        number = seen[0].numbers[seen[0].at]
        words = seen[0].passage.sentence[number.start : number.end]
        yield change.finding(
            "MeasureNotInQuote",
            Severity.VIOLATION,
            figure.iri,
            f'The quote says "{words}", which is not in {figure.measure}.'
            if seen[0].fit is Fit.OTHER
            else f'The quote says "{words}", and nowhere that this is in {figure.measure}.',
            expected="the currency or unit of the quote",
            mend="Take aikg:currency for money and aikg:unit for anything else, as the words have "
            "it, with the bounds in that measure; or quote the words that name it.",
            path=AIKG + ("currency" if figure.currency else "unit"),
        )
    elif not unsure(fold(figure.phrase)) and (quoted or quantities(fold(figure.phrase))):
        yield _nowhere(change, figure, read)
    else:
        yield change.finding(
            "FigureUnread",
            Severity.WARNING,
            figure.iri,
            f'"{words}" is a number that two countries read otherwise, so that it was not compared.'
            if (words := unsure(fold(figure.phrase)))
            else "No number can be read in the words of the figure, so that it was not compared.",
            expected="a number, in digits or in words",
            mend="See whether the bounds are what the words mean.",
            path=AIKG + "asStated",
        )


def _nowhere(
    change: Change, figure: ToldFigure, read: Sequence[tuple[Passage, list[Quantity]]]
) -> Finding:
    """A figure that no quote carries, at the bound that is not there."""
    numbers = ", ".join(f'"{each}"' for each in _words(read))
    slipped = "Mend the bounds, whose magnitude may have slipped"
    problem = "No quote that the figure rests on carries it."
    at = "lower" if figure.firm or figure.upper == INF else "upper"
    if 0 < figure.lower < figure.upper:
        has = {
            bound
            for passage, every in read
            for number in _inside(passage, every)
            for factor, _ in fit(figure, number, every)
            for bound, carried in (
                ("lower", _means(number, factor, figure.lower)),
                ("upper", _ends(number, factor, figure.upper)),
            )
            if carried
        }
        if len(has) == 2:
            problem = "No one quote that the figure rests on carries both of its bounds."
            slipped = "Tell one figure of one quote"
        elif has:
            at = "upper" if "lower" in has else "lower"
            problem = f"No quote that the figure rests on carries its {at} bound."
            slipped = f"Mend aikg:{at}, which is another number or has slipped in magnitude"
    return change.finding(
        "FigureNotInQuote",
        Severity.VIOLATION,
        figure.iri,
        problem,
        expected=f"one of {numbers}" if numbers else "a quote with the figure in it",
        mend=f"{slipped}; or quote the words that tell the figure, with its currency or unit and "
        "its hedge.",
        path=AIKG + at,
    )


def _inside(passage: Passage, numbers: Sequence[Quantity]) -> list[Quantity]:
    return [n for n in numbers if passage.start <= n.start and n.end <= passage.end]


def _words(read: Sequence[tuple[Passage, list[Quantity]]]) -> list[str]:
    return list(
        dict.fromkeys(
            passage.sentence[number.start : number.end]
            for passage, numbers in read
            for number in _inside(passage, numbers)
        )
    )


def _seen(figure: ToldFigure, passage: Passage, numbers: Sequence[Quantity]) -> Iterator[_Seen]:
    phrase = fold(figure.phrase).casefold()
    at = passage.quote.casefold().find(phrase) if phrase else -1
    start, end = passage.start + at, passage.start + at + len(phrase)
    inside = [
        index
        for index, number in enumerate(numbers)
        if passage.start <= number.start and number.end <= passage.end
    ]
    for index in inside:
        number = numbers[index]
        # Of a range that is told by two numbers, the words before the first one hedge both.
        alone = not figure.ranged or _has(figure, numbers, inside, figure.upper)
        for factor, fitting in fit(figure, number, numbers):
            same = (
                _means(number, factor, figure.lower)
                and (_ends(number, factor, figure.upper) or (figure.firm and number.high == INF))
                if number.ranged or (figure.ranged and not alone)
                else _means(number, factor, figure.value)
            )
            if same:
                if figure.currency and is_of_things(passage.sentence, number):
                    fitting = Fit.OTHER
                phrased = at >= 0 and number.start < end and start < number.end
                yield _Seen(passage, numbers, index, fitting, phrased)
                break


def _has(
    figure: ToldFigure, numbers: Sequence[Quantity], inside: Sequence[int], value: float
) -> bool:
    return any(
        _is(numbers[index].low * factor, value)
        for index in inside
        for factor, _ in fit(figure, numbers[index], numbers)
    )


def _means(number: Quantity, factor: float, value: float) -> bool:
    low = number.low * factor
    return _is(low, value) or low <= value <= low * (1 + number.slack)


def _ends(number: Quantity, factor: float, value: float) -> bool:
    high, top = number.high * factor, number.top * factor
    if high != INF or not top:
        return high == INF or _is(high, value)
    # Of nine digits the most is 999,999,999: written as the power of ten, or as something near it.
    return top * (0.1 if number.slack else 0.9) <= value <= top * (1 + 1e-9)


def _is(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-9)
