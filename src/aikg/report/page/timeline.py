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
        known = [_seconds(at) for m in moments for at in (m.earliest, m.latest) if at]
        first, last = min(known), max(known)
        room = max((last - first) * 0.06, 15 * _DAY)
        self.first, self.last = first - room, last + room

    def at(self, instant: str) -> float:
        """Where an instant is, from 0 to 100."""
        return self._percent(_seconds(instant))

    def _percent(self, seconds: float) -> float:
        return round(100 * (seconds - self.first) / (self.last - self.first), 2)

    def ticks(self) -> list[tuple[float, str]]:
        """Firsts of months, a few of them, with their names."""
        start = datetime.fromtimestamp(self.first, UTC)
        end = datetime.fromtimestamp(self.last, UTC)
        months = (end.year - start.year) * 12 + end.month - start.month
        steps = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
        step = next((step for step in steps if months / step <= _TICKS), 1200)
        found = []
        count = start.year * 12 + start.month
        while (count := count + 1) <= end.year * 12 + end.month - 1:
            if count % step == 0 and 0 < count // 12 < 10_000:
                date = datetime(count // 12, count % 12 + 1, 1, tzinfo=UTC)
                name = f"{date:%Y}" if step >= 12 else f"{date:%b %Y}"
                found.append((self._percent(date.timestamp()), name))
        return found


def _seconds(instant: str) -> float:
    date = datetime.fromisoformat(instant)
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
    first = axis.at(moment.earliest) if moment.earliest else 0.0
    last = axis.at(moment.latest) if moment.latest else 100.0
    if moment.earliest and moment.latest:
        exact = _seconds(moment.latest) - _seconds(moment.earliest) <= _DAY
        shape = "exact" if exact else "between"
    else:
        shape = "by" if moment.latest else "since"
    if shape == "exact":
        return tag("span", class_=f"when exact {effect}", style=f"left:{(first + last) / 2:.2f}%")
    style = f"left:{first}%;width:{max(last - first, 0.8):.2f}%"
    return tag("span", class_=f"when {shape} {effect}", style=style)


def _undated(moment: Moment, mark: Mark) -> Html:
    title = f"{moment.what}: {moment.stage or 'event'}, undated"
    words = tag("span", f"“{moment.as_stated}”", class_="words")
    stage = tag("span", moment.stage or "event", class_="stage")
    name = tag("b", moment.what)
    return tag("li", tag("button", name, " ", stage, " ", words, **mark(moment.claims, title)))
