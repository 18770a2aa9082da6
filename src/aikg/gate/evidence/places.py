"""Where the quotes of a figure have its phrase."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aikg.ground.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aikg.gate.evidence.passages import Passage
    from aikg.gate.evidence.told_figure import ToldFigure


def places(figure: ToldFigure, found: Iterable[Passage]) -> Iterator[tuple[str, int, int]]:
    """Give each sentence that has a figure's phrase within its quote, and where it starts and ends.

    Args:
        figure: The figure as it is told.
        found: The passages of its evidence.
    """
    phrase = fold(figure.phrase)
    for passage in found if phrase else ():
        for at in re.finditer(re.escape(phrase), passage.quote, re.IGNORECASE):
            yield passage.sentence, passage.start + at.start(), passage.start + at.end()


def everywhere(
    figure: ToldFigure, found: Iterable[Passage], words: Callable[[str, int, int], str]
) -> str:
    """Give the first words that are found at a place of a figure's phrase; empty unless all have some.

    Args:
        figure: The figure as it is told.
        found: The passages of its evidence.
        words: Gives words of a sentence for where the phrase starts and ends in it, or none.
    """
    told = [words(*place) for place in places(figure, found)]
    return told[0] if told and all(told) else ""
