"""The days that the words of a date name outright: "11 July 2025", "in Q3 2025", "by the end of 2026".

The grammar is for whole phrases: what it does not know of ("fiscal", "between") stays unread.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from aikg.ground.text import fold

SLACK: Final = timedelta(days=1)
"""By how much days that are told may lie beside those named: a day begins earlier in the east."""
_FISCAL: Final = timedelta(days=366)
"""The same of a quarter or a half: it may be one of some company's own year."""
NEVER: Final = datetime.min.replace(tzinfo=UTC)
"""The earliest instant of what is told without one."""
EVER: Final = datetime.max.replace(tzinfo=UTC)
"""The latest instant of what is told without one."""

_NAMES: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTHS: Final = {
    **{name: number for number, name in enumerate(_NAMES, 1)},
    **{name[:3]: number for number, name in enumerate(_NAMES, 1)},
    "sept": 9,
}
_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_ORDINALS_TOLD = "first|second|third|fourth|1st|2nd|3rd|4th"
# As in the north; whoever writes of the winter of a year may mean either.
_SEASONS: Final = {"spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "fall": (9, 12)}
# Which months parts of a year are: generously, since nobody says where "early" ends.
_PARTS: Final = {
    **dict.fromkeys(("early", "start", "beginning"), (1, 6)),
    **dict.fromkeys(("mid", "middle"), (3, 10)),
    **dict.fromkeys(("late", "end", "close", "year-end"), (7, 12)),
}
# A month has a capital letter: it may, and they march.
_MONTH = "|".join(f"(?-i:{name.capitalize()})" for name in sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s)"
_LEAD = r"""
    (?:(?:published|posted|updated|issued|released|filed|dated|announced|signed|closed|completed|founded
        |effective|due|expected|back|only|just|sometime|(?P<by>by|on\sor\sbefore|(?:no|not)\slater\sthan)
        |(?P<before>before|prior\sto)|(?P<until>until|till)
        |(?P<since>since|after|on\sor\safter|(?:no|not)\searlier\sthan)
        |on|in|of|from|as\sof|at|during|this|last|next|the)\s)*
"""
_EDGE = r"(?:the\s)?(?P<part4>end|start|beginning|middle|close)\sof"
_PART = (
    rf"(?:(?:(?P<part>early|late)|{_EDGE})\s|(?P<part2>mid)[-\s]|(?P<part3>year-end)\s)?(?:the\s)?"
)
_ZONE = r"(?:\s?(?:[a-z]{1,4}|[+-]\d\d:?\d\d)\b)?"
_CLOCK = rf"(?:(?:t|,?\s(?:at\s)?)\d\d?[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?(?:\s?[ap]\.?m\.?)?{_ZONE})?"
_PHRASE: Final = re.compile(
    rf"""
    {_LEAD} {_PART} {_WEEKDAY}?
    (?: (?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])(?:-{_DAY})?)
      | (?P<day>{_DAY})(?:st|nd|rd|th)?(?:\sof)?\s(?P<month>{_MONTH})\b\.?(?:,?\s(?P<year>{_YEAR}))?
      | (?P<month2>{_MONTH})\b\.?\s(?P<day2>{_DAY})(?:st|nd|rd|th)?(?!\d)(?:,?\s(?P<year2>{_YEAR}))?
      | (?P<month3>{_MONTH})\b\.?(?:(?:,|\sof)?\s(?P<year3>{_YEAR}))?
      | (?:q(?P<quarter>[1-4])|(?P<nth>{_ORDINALS_TOLD})[\s-]quarter)(?:,?\sof|,)?\s(?P<year4>{_YEAR})
      | (?:h(?P<half>[12])|(?P<half2>[12])h|(?P<nth2>first|second)[\s-]half)(?:,?\sof|,)?
        \s(?P<year5>{_YEAR})
      | (?P<season>spring|summer|autumn|fall)(?:,?\sof|,)?\s(?P<year7>{_YEAR})
      | (?P<year6>{_YEAR})(?:\s?q(?P<quarter2>[1-4]))?
    )
    {_CLOCK} [.,]?
    """,
    re.IGNORECASE | re.VERBOSE,
)


class Named(NamedTuple):
    """What the words of a date name.

    Attributes:
        year: The year; None where they leave it out.
        months: The first month and the last one.
        day: The day of the month; None where they name none.
        limit: What is said of it: "by" that it happened no later, "before" that it happened earlier,
            "until" that it ended then, "since" that it did not happen earlier, or else that it was then.
        slack: By how much days may lie beside it and still be meant.
    """

    year: int | None
    months: tuple[int, int]
    day: int | None = None
    limit: str = ""
    slack: timedelta = SLACK

    def within(self, year: int) -> tuple[datetime, datetime] | None:
        """The first and the last instant of it in some year; None where that has no such day."""
        first, last = self.months
        length = monthrange(year, last)[1]
        if self.day and self.day > length:
            return None
        return (
            datetime(year, first, self.day or 1, tzinfo=UTC),
            datetime(year, last, self.day or length, 23, 59, 59, tzinfo=UTC),
        )

    def allows(self, earliest: datetime, latest: datetime) -> bool:
        """Whether two instants between which something happened can be what the words mean.

        Examples:
            >>> day = [datetime(2025, 2, 1, tzinfo=UTC), datetime(2025, 2, 28, tzinfo=UTC)]
            >>> named("in February 2026").allows(*day), named("February").allows(*day)
            (False, True)
        """
        if not self.year and earliest.year + 4 < latest.year:
            return True
        years = [self.year] if self.year else range(earliest.year - 1, latest.year + 2)
        spans = [span for year in years if 2 <= year <= 9998 and (span := self.within(year))]
        return not spans or any(self._met(*span, earliest, latest) for span in spans)

    def _met(self, first: datetime, last: datetime, earliest: datetime, latest: datetime) -> bool:
        match self.limit:
            case "by":
                return latest <= last + self.slack
            case "before":
                return latest <= first + self.slack
            case "since":
                return first - self.slack <= latest
            case "until":
                return first - self.slack <= latest <= last + self.slack or latest == EVER
        beside = first - self.slack <= earliest and latest <= last + self.slack
        return beside or (earliest <= last and first <= latest)


def named(phrase: str) -> Named | None:
    """Read the days that a phrase names outright, or None where that is not all that it says.

    Args:
        phrase: The words of a date, as the source has them.

    Examples:
        >>> named("On Tuesday, 18 Nov. 2025")[:4], named("third quarter of 2025").months
        ((2025, (11, 11), 18, ''), (7, 9))
        >>> named("in fiscal 2026"), named("between 2026 and 2028"), named("last week")
        (None, None, None)
    """
    match = _PHRASE.fullmatch(fold(phrase).strip("\"'()"))
    if not match:
        return None
    told = {name: text for name, text in match.groupdict().items() if text}
    part = _first(told, "part", "part2", "part3", "part4").lower()
    limit = next((each for each in ("by", "before", "until", "since") if each in told), "")
    if limit == "before" and part:
        limit = "by"  # "before the end of 2026" is until it has ended
    if iso := told.get("iso"):
        return _iso(*map(int, iso.split("-")), limit=limit)
    year = next((int(text) for name, text in told.items() if name.startswith("year")), None)
    if name := _first(told, "month", "month2", "month3"):
        month, day = _MONTHS[name.lower()], _first(told, "day", "day2")
        found = Named(year, (month, month), int(day) if day else None, limit)
        # A year with a 29 February has all days that there are.
        return found if found.within(year or 2024) else None
    if number := _number(told, "quarter", "quarter2", "nth"):
        return Named(year, (3 * number - 2, 3 * number), None, limit, _FISCAL)
    if number := _number(told, "half", "half2", "nth2"):
        return Named(year, (6 * number - 5, 6 * number), None, limit, _FISCAL)
    if season := told.get("season"):
        return Named(year, _SEASONS[season.lower()], None, limit)
    return Named(year, _PARTS.get(part, (1, 12)), None, limit)


def _iso(year: int, month: int, day: int | None = None, *, limit: str) -> Named | None:
    if day is None and month == (year + 1) % 100:
        return None  # "2011-12" may be two years
    found = Named(year, (month, month), day, limit)
    return found if found.within(year) else None


def _first(told: dict[str, str], *names: str) -> str:
    return next((told[name] for name in names if name in told), "")


def _number(told: dict[str, str], *names: str) -> int:
    text = _first(told, *names).lower()
    return _ORDINALS.get(text) or int(text[:1] or 0)
