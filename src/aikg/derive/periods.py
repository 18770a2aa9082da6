"""For how long what is due for each period is due, where dates tell it (rule 7)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from math import floor
from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.derive.rows import rows, values
from aikg.ground.bounds import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.derive.rows import Asked

_TERMS: Final = """
SELECT ?holder ?due ?from_earliest ?from_latest ?until_earliest ?until_latest WHERE {
  %s
  GRAPH ?g {
    { ?holder aikg:validFrom ?from ; aikg:validUntil ?until . BIND ("" AS ?due) }
    UNION
    { ?holder aikg:dueFrom ?from ; aikg:dueUntil ?until . BIND ("due" AS ?due) }
    ?from aikg:earliest ?from_earliest ; aikg:latest ?from_latest .
    ?until aikg:earliest ?until_earliest ; aikg:latest ?until_latest .
  }
}
"""


class Between(NamedTuple):
    """The first and the last of several days."""

    first: date
    last: date


class Term(NamedTuple):
    """What dates tell of how long something lasts, at least and at most.

    Attributes:
        valid: years from the day since which it is valid to the end of that until which.
        due: from the day on which the first of it is due to that on which the last is, as near as the
            two may be and as far apart.
    """

    valid: Bounds | None = None
    due: tuple[Between, Between] | None = None

    def instalments(self, period: float) -> Bounds | None:
        """Give how many fall due, one on the first day and one after each period.

        Args:
            period: years from one to the next; whole months are those of the calendar.

        Examples:
            >>> end = Between(date(2026, 1, 31), date(2026, 4, 30))
            >>> Term(due=(end, end._replace(last=date(2026, 12, 31)))).instalments(1 / 12)
            Bounds(lower=4, upper=12)
        """
        return self.due and Bounds(*(1 + _periods(each, period) for each in self.due))


def durations(store: Asked, holders: Iterable[str]) -> dict[str, Term]:
    """Give what dates tell of how long claims and their figures last.

    Args:
        store: where it is told.
        holders: IRIs of claims, and of figures with dates of their own.

    Returns:
        For each of them of which a first and a last date are told, with bounds, the years between.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update('''INSERT DATA { GRAPH graph:s { <urn:lease>
        ...   aikg:validFrom [ aikg:earliest "2026-01-01T00:00:00Z"^^xsd:dateTime ;
        ...     aikg:latest "2026-01-31T23:59:59Z"^^xsd:dateTime ] ;
        ...   aikg:validUntil [ aikg:earliest "2030-12-31T00:00:00Z"^^xsd:dateTime ;
        ...     aikg:latest "2030-12-31T23:59:59Z"^^xsd:dateTime ] } }''')
        >>> [round(years, 2) for years in durations(store, ["urn:lease"])["urn:lease"].valid]
        [4.92, 5.0]
    """
    listed = sorted(set(holders))
    found: dict[str, Term] = {}
    for holder, due, *dates in sorted(
        rows(store, _TERMS % values("holder", listed)) if listed else ()
    ):
        first, last, end_first, end_last = (date.fromisoformat(told[:10]) for told in dates)
        term = found.setdefault(holder, Term())
        if not due and term.valid is None:
            valid = Bounds(years(last, end_first), years(first, end_last))
            found[holder] = term._replace(valid=valid)
        elif due and term.due is None and first <= end_last < date.max:
            near = Between(last, max(last, end_first))
            found[holder] = term._replace(due=(near, Between(first, end_last)))
    return found


def years(first: date, last: date) -> float:
    """How many years it is from one day to the end of another; 0 where that comes before.

    Years and months of the calendar are whole ones; days beside them are parts of a mean year.

    Examples:
        >>> years(date(2026, 1, 1), date(2030, 12, 31)), years(date(2026, 6, 1), date(2026, 6, 30)) * 12
        (5.0, 1.0)
    """
    if last < first or last == date.max:
        return 0.0
    end = last + timedelta(days=1)
    return max(0.0, _months_apart(first, end) / 12 + (end.day - first.day) / 365.25)


def _periods(between: Between, period: float) -> int:
    """How many whole periods, each of so many years, lie between two days.

    What falls due on a day that a month has not got is due on the last of that month.
    """
    first, last = between
    months = round(period * 12)
    if not months or abs(period * 12 - months) > 1e-9:
        return floor((last - first).days / (period * 365.25) + 1e-9)
    ends = last.day == monthrange(last.year, last.month)[1]
    begun = last.day < first.day and not ends
    return (_months_apart(first, last) - begun) // months


def _months_apart(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
