"""For how long what is due for each period is due, where dates tell it (rule 7)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from aikg.derive.rows import rows, values
from aikg.ground.bounds import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.derive.rows import Asked

_TERMS: Final = """
SELECT ?holder ?from_earliest ?from_latest ?until_earliest ?until_latest WHERE {
  %s
  GRAPH ?g {
    ?holder aikg:validFrom ?from ; aikg:validUntil ?until .
    ?from aikg:earliest ?from_earliest ; aikg:latest ?from_latest .
    ?until aikg:earliest ?until_earliest ; aikg:latest ?until_latest .
  }
}
"""


def between_dates(store: Asked, holders: Iterable[str]) -> dict[str, Bounds]:
    """Give the years from the date since which something is valid to the end of that until which.

    Args:
        store: where it is told.
        holders: IRIs of claims, and of figures with dates of their own.

    Returns:
        For each of them of which both dates are told, with bounds, the years between: at least and at
        most.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update('''INSERT DATA { GRAPH graph:s { <urn:lease>
        ...   aikg:validFrom [ aikg:earliest "2026-01-01T00:00:00Z"^^xsd:dateTime ;
        ...     aikg:latest "2026-01-31T23:59:59Z"^^xsd:dateTime ] ;
        ...   aikg:validUntil [ aikg:earliest "2030-12-31T00:00:00Z"^^xsd:dateTime ;
        ...     aikg:latest "2030-12-31T23:59:59Z"^^xsd:dateTime ] } }''')
        >>> [round(years, 2) for years in between_dates(store, ["urn:lease"])["urn:lease"]]
        [4.92, 5.0]
    """
    listed = sorted(set(holders))
    found: dict[str, Bounds] = {}
    for holder, *dates in sorted(rows(store, _TERMS % values("holder", listed)) if listed else ()):
        first, last, end_first, end_last = (date.fromisoformat(told[:10]) for told in dates)
        found.setdefault(holder, Bounds(years(last, end_first), years(first, end_last)))
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
    months = (end.year - first.year) * 12 + end.month - first.month
    return max(0.0, months / 12 + (end.day - first.day) / 365.25)
