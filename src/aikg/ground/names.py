"""The known names that are nearest to a misspelt one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Ratio of difflib from which two names are alike: at its own 0.6 "nothing" is near "option".
_ALIKE = 0.65
# A name longer than this is no misspelling of anything, and comparing it would be slow.
_LONGEST = 200


def nearest(name: str, candidates: Iterable[str], n: int = 3) -> list[str]:
    """Return up to ``n`` candidates that ``name`` may be a misspelling of, the likeliest first.

    Letter case is ignored, and a candidate that begins with the name (or the other way round)
    counts as near. Ties are broken by the alphabet, so the answer does not depend on the order
    of the candidates.

    Args:
        name: The name as it was typed.
        candidates: The names that are known.
        n: The most suggestions to give.

    Returns:
        The nearest candidates; an empty list where none is near.

    Examples:
        >>> nearest("Invester", ["Agreement", "Investment", "Investor"])
        ['Investor', 'Investment']
        >>> nearest("lowerBound", ["asStated", "lower", "upper"])
        ['lower']
        >>> nearest("zebra", ["lower", "upper"])
        []
    """
    if not name or len(name) > _LONGEST:
        return []
    from difflib import SequenceMatcher

    typed = name.casefold()
    matcher = SequenceMatcher(autojunk=False, b=typed)
    scored = []
    for candidate in set(candidates):
        folded = candidate.casefold()
        if not folded or len(folded) > _LONGEST:
            continue
        matcher.set_seq1(folded)
        begins = min(len(folded), len(typed)) >= 3 and (
            folded.startswith(typed) or typed.startswith(folded)
        )
        # The two quick ratios are upper bounds of the real one, and far cheaper.
        if begins or (
            matcher.real_quick_ratio() >= _ALIKE
            and matcher.quick_ratio() >= _ALIKE
            and matcher.ratio() >= _ALIKE
        ):
            scored.append((-matcher.ratio(), candidate))
    return [candidate for _, candidate in sorted(scored)[: max(n, 0)]]
