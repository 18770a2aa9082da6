"""Check: the bounds of a date are those of the day, month or year that its words name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.gate.checks.deals import days
from aikg.gate.evidence.calendar import named
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.findings import Finding


def check_dates(change: Change) -> Iterator[Finding]:
    """Yield dates whose words name a time outright, and whose bounds do not meet it.

    Bounds that are narrower or wider than the words pass. Words that do not name a time, or say more
    than that, such as "since 2023" or "in fiscal 2026", are not compared.
    """
    for date in change.typed("StatedDate"):
        phrase = change.text(date, "asStated")
        told, said = named(phrase), days(change, [date])
        if not told or not said or told.allows(*said[0]):
            continue
        earliest, latest = said[0]
        span = told.within(told.year or earliest.year)
        late = bool(span and earliest > span[1])
        expected = f"bounds that meet {span[0]:%Y-%m-%d} to {span[1]:%Y-%m-%d}" if span else phrase
        if told.limit == "by" and span:
            expected, late = f"aikg:latest no later than {span[1]:%Y-%m-%d}", False
        yield change.finding(
            "DateNotInWords",
            Severity.VIOLATION,
            date,
            f'"{phrase}" is told as {earliest:%Y-%m-%d} to {latest:%Y-%m-%d}, which it is not.',
            expected=expected,
            mend="Write the first and the last instant of what the words name as aikg:earliest and "
            "aikg:latest; if the words are another date's, quote this one's.",
            path=AIKG + ("earliest" if late else "latest"),
        )
