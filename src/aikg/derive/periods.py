"""For how long what is due for each period is due, where dates tell it (rule 7)."""

from __future__ import annotations

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


class Term(NamedTuple):
    """What dates tell of how long something lasts, at least and at most, in years.

    Attributes:
        valid: from the day since which it is valid to the end of that until which.
        due: from the day on which the first of it is due to that on which the last is.
    """

    valid: Bounds | None = None
    due: Bounds | None = None

    def instalments(self, period: float) -> Bounds | None:
        """Give how many fall due, one at once and one after each period.

        Args:
            period: years from one to the next.

        Examples:
            >>> Term(due=Bounds(0.75, 4.99)).instalments(0.25)
            Bounds(lower=4, upper=20)
        """
        # Twelfths of a year add up to a little less, at times, than the year.
        return self.due and Bounds(*(floor(span / period + 1e-9) + 1 for span in self.due))


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
            apart = Bounds(_apart(last, max(last, end_first)), _apart(first, end_last))
            found[holder] = term._replace(due=apart)
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
    return max(0.0, _apart(first, last + timedelta(days=1)))


def _apart(first: date, last: date) -> float:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months / 12 + (last.day - first.day) / 365.25
