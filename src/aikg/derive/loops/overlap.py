"""Whether the legs of a loop are live at one time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aikg.ground.bounds import Span

_Instant = tuple[int, str]
_BEFORE_ALL: _Instant = (0, "")
_AFTER_ALL: _Instant = (2, "")
_NEVER: _Instant = (3, "")  # later than any start, even one without bounds


def overlap(spans: Sequence[tuple[Span, Span | None]]) -> Literal["yes", "no", "possibly"]:
    """Tell whether all legs are live at one instant.

    A leg is live from its start on, until before its end. A start without bounds still is at some
    instant, so legs that do not end all are live together in the long run.

    Args:
        spans: for each leg when it begins to be true, and when it ceases to be; None where it does
            not end.

    Returns:
        `yes` where there is an instant at which every leg is certainly live, `no` where there is
        none at which every leg can be, else `possibly`. No legs at all overlap.

    Examples:
        >>> from aikg.ground.bounds import ALWAYS, Span
        >>> year = Span("2025-01-01T00:00:00Z", "2025-12-31T23:59:59Z")
        >>> overlap([(ALWAYS, None), (year, None)])
        'yes'
        >>> overlap([(Span(year.earliest, year.earliest), None), (ALWAYS, year)])
        'possibly'
        >>> overlap([(Span("2026-01-01T00:00:00Z", None), None), (ALWAYS, year)])
        'no'
    """
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    surely_begun = max(
        (_instant(start.latest, _AFTER_ALL) for start in starts), default=_BEFORE_ALL
    )
    surely_on = min(
        (_NEVER if e is None else _instant(e.earliest, _BEFORE_ALL) for e in ends), default=_NEVER
    )
    if surely_begun < surely_on:
        return "yes"
    may_begin = max(_instant(start.earliest, _BEFORE_ALL) for start in starts)
    may_last = min(_NEVER if e is None else _instant(e.latest, _AFTER_ALL) for e in ends)
    return "possibly" if may_begin < may_last else "no"


def _instant(text: str | None, without: _Instant) -> _Instant:
    return without if text is None else (1, text)
