"""Check: the bounds of a date are those of the day, month or year that its words name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.gate.checks.deals import instant
from aikg.gate.evidence.calendar import EVER, NEVER, named
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from aikg.gate.change import Change
    from aikg.gate.findings import Finding


_LATEST: Final = {"by": "no later than", "before": "before"}


def check_dates(change: Change) -> Iterator[Finding]:
    """Yield dates whose words name a time outright, and whose bounds do not meet it.

    Bounds that are narrower or wider than the words pass. Words that do not name a time, or say more
    than that, such as "in fiscal 2026", are not compared.
    """
    for date in change.typed("StatedDate"):
        phrase = change.text(date, "asStated")
        told = named(phrase)
        first, last = (instant(change.text(date, by)) for by in ("earliest", "latest"))
        earliest, latest = first or NEVER, last or EVER
        if not told or not (first or last) or told.allows(earliest, latest):
            continue
        span = told.within(told.year or (first or last or NEVER).year)
        late = bool(span and earliest > span[1])
        expected = f"bounds that meet {span[0]:%Y-%m-%d} to {span[1]:%Y-%m-%d}" if span else phrase
        if span and told.limit in _LATEST:
            limit = span[told.limit == "by"]
            expected, late = f"aikg:latest {_LATEST[told.limit]} {limit:%Y-%m-%d}", False
        if span and told.limit == "since":
            expected, late = f"aikg:latest no earlier than {span[0]:%Y-%m-%d}", False
        yield change.finding(
            "DateNotInWords",
            Severity.VIOLATION,
            date,
            f'"{phrase}" is told as {_written(first, last)}, which it is not.',
            expected=expected,
            mend="Write the first and the last instant of what the words name as aikg:earliest and "
            "aikg:latest; if the words are another date's, quote this one's.",
            path=AIKG + ("earliest" if late else "latest"),
        )


def _written(first: datetime | None, last: datetime | None) -> str:
    told = ((word, day) for word, day in (("from", first), ("to", last)) if day)
    return " ".join(f"{word} {day:%Y-%m-%d}" for word, day in told)
