"""The timeline: what happened when, with what is not known of a date drawn as not known."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from aikg.report.page.amounts import when
from aikg.report.page.html import Html, joined, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aikg.report.page.model import Moment, Page

    Mark = Callable[[Sequence[str], str], dict[str, str]]

MOST: Final = 40
"""So many dated and so many undated entries are drawn."""
_DAY: Final = 86_400.0
_FIRST: Final = datetime(1, 1, 2, tzinfo=UTC).timestamp()
_LAST: Final = datetime(9999, 12, 30, tzinfo=UTC).timestamp()
_TICKS: Final = 5
_EFFECTS: Final = frozenset({"paid", "committed", "possible", "void"})


def timeline(page: Page, mark: Mark) -> Html:
    """Draw the dated entries on one axis, and list the undated ones beneath."""
    drawn, undated, left_out = chosen(page)
    parts: list[str] = []
    if drawn:
        axis = Axis(drawn)
        rows = [_row(moment, axis, mark) for moment in drawn]
        parts.append(tag("div", _ticks(axis), tag("ol", *rows, class_="moments")))
    if undated:
        parts.append(tag("h3", "Told without a date"))
        parts.append(tag("ul", *(_undated(moment, mark) for moment in undated), class_="undated"))
    if left_out:
        parts.append(
            tag(
                "p",
                f"{left_out:,} more are in the table beneath; drawn are those of the agreements "
                "with the most possible money.",
                class_="note",
            )
        )
    return joined(*parts) if parts else tag("p", "No stage and no event is told.", class_="note")


def chosen(page: Page) -> tuple[list[Moment], list[Moment], int]:
    """The entries that are drawn, dated and undated, and how many are not.

    Those of the agreements with the most possible money come first; the dated are then put in the
    order of time.
    """
    rank = {agreement.name: place for place, agreement in enumerate(page.agreements)}
    ordered = sorted(page.moments, key=lambda moment: rank.get(moment.what, len(rank)))
    dated = [moment for moment in ordered if moment.dated]
    undated = [moment for moment in ordered if not moment.dated]
    drawn = sorted(dated[:MOST], key=lambda m: (m.latest or m.earliest, m.earliest, m.what))
    beyond = max(0, len(dated) - MOST) + max(0, len(undated) - MOST)
    return drawn, undated[:MOST], beyond


class Axis:
    """From the first to the last instant that is drawn, with some room, in percent."""

    def __init__(self, moments: Sequence[Moment]) -> None:
        bounds = [_seconds(at) for moment in moments for at in (moment.earliest, moment.latest)]
        known = [at for at in bounds if at is not None] or [0.0]
        first, last = min(known), max(known)
        room = max((last - first) * 0.06, 15 * _DAY)
        self.first, self.last = max(first - room, _FIRST), min(last + room, _LAST)

    def at(self, instant: str) -> float | None:
        """Where an instant is, from 0 to 100; None for one that is not known.

        Examples:
            >>> from aikg.report.page.model import Moment
            >>> day = Moment("2025-01-01T00:00:00Z", "2025-01-01T23:59:59Z", "", (), "", "", "", ())
            >>> 49 < Axis([day]).at("2025-01-01T12:00:00Z") < 51
            True
        """
        seconds = _seconds(instant)
        return None if seconds is None else self._percent(seconds)

    def _percent(self, seconds: float) -> float:
        return round(100 * (seconds - self.first) / (self.last - self.first), 2)

    def ticks(self) -> list[tuple[float, str]]:
        """Firsts of months, a few of them, with their names."""
        start = datetime.fromtimestamp(self.first, UTC)
        end = datetime.fromtimestamp(self.last, UTC)
        months = (end.year - start.year) * 12 + end.month - start.month
        steps = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
        step = next((step for step in steps if months / step <= _TICKS), 24000)
        found = []
        count = start.year * 12 + start.month
        while (count := count + 1) <= end.year * 12 + end.month - 1:
            if count % step == 0 and 0 < count // 12 < 10_000:
                date = datetime(count // 12, count % 12 + 1, 1, tzinfo=UTC)
                name = f"{date:%Y}" if step >= 12 else f"{date:%b %Y}"
                found.append((self._percent(date.timestamp()), name))
        return found


def _seconds(instant: str) -> float | None:
    """Seconds since 1970; None for an instant that is empty, or outside of the years 1 to 9999."""
    try:
        date = datetime.fromisoformat(instant)
    except ValueError:
        return None
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()


def _ticks(axis: Axis) -> Html:
    marks = [tag("span", name, style=f"left:{at}%") for at, name in axis.ticks()]
    return tag("div", tag("div", *marks, class_="ticks"), class_="axis", aria_hidden="true")


def _row(moment: Moment, axis: Axis, mark: Mark) -> Html:
    known = when(moment.earliest, moment.latest)
    title = f"{moment.what}: {moment.stage or 'event'}, {known}"
    effect = moment.effect if moment.effect in _EFFECTS else "plain"
    label = tag(
        "span", tag("b", moment.what), " ", tag("span", moment.stage or "event", class_="stage"),
        class_="label",
    )  # fmt: skip
    track = tag("span", _span(moment, axis, effect), class_="track", aria_hidden="true")
    date = tag("span", known, class_="date")
    return tag("li", tag("button", label, track, date, **mark(moment.claims, title)))


def _span(moment: Moment, axis: Axis, effect: str) -> Html:
    first, last = axis.at(moment.earliest), axis.at(moment.latest)
    if first is None and last is None:
        return Html()
    if first is not None and last is not None:
        shape = "between"
        if (last - first) / 100 * (axis.last - axis.first) <= 1.5 * _DAY:
            return tag(
                "span", class_=f"when exact {effect}", style=f"left:{(first + last) / 2:.2f}%"
            )
    else:
        shape = "since" if last is None else "by"
    left, right = first or 0.0, 100.0 if last is None else last
    style = f"left:{left}%;width:{max(right - left, 0.8):.2f}%"
    return tag("span", class_=f"when {shape} {effect}", style=style)


def _undated(moment: Moment, mark: Mark) -> Html:
    title = f"{moment.what}: {moment.stage or 'event'}, undated"
    words = tag("span", f"“{moment.as_stated}”", class_="words")
    stage = tag("span", moment.stage or "event", class_="stage")
    name = tag("b", moment.what)
    return tag("li", tag("button", name, " ", stage, " ", words, **mark(moment.claims, title)))
