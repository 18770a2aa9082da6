"""A date has the bounds that its words name, where they name a time outright."""

from __future__ import annotations

import pytest

from aikg.gate.findings import Severity
from gate.claims import INVESTS, TEN, one
from gate.telling import checked, of, rules

FALSE = [
    ("in February 2026", "2025-02-01", "2025-02-28"),
    ("11 July 2025", "2025-08-11", "2025-08-11"),
    ("11 July 2025", "2025-07-13", "2025-07-31"),
    ("2025-11-18", "2025-11-20", "2025-11-20"),
    ("Published on 2025-11-18", "2024-11-18", "2024-11-18"),
    ("2025-11-18T09:00:00Z", "2025-12-18", "2025-12-18"),
    ("2025-11", "2025-12-02", "2025-12-31"),
    ("Q3 2025", "2026-10-03", "2026-12-31"),
    ("third quarter of 2025", "2024-04-01", "2024-06-28"),
    ("the first half of 2026", "2027-08-01", "2027-08-31"),
    ("2024", "2025-02-01", "2025-02-01"),
    ("18 Nov. 2025", "2025-10-18", "2025-10-18"),
    ("November 18, 2025", "2025-11-21", "2025-11-21"),
    ("on Tuesday, 18 November 2025", "2025-11-25", "2025-11-25"),
    ("11 July", "2025-08-11", "2025-08-11"),
    ("29 February", "2025-02-25", "2025-02-27"),
    ("in September", "2025-11-01", "2025-11-30"),
    ("early 2026", "2025-01-01", "2025-03-31"),
    ("by the end of 2026", "2026-01-01", "2027-12-31"),
    ("before March 2026", "2026-01-01", "2026-05-31"),
    ("before March 2026", "2026-03-01", "2026-03-31"),
    ("prior to 2026", "2026-01-02", "2026-12-31"),
    ("after March 2026", "2025-01-05", "2025-01-05"),
    ("since 1 June 2025", "2025-01-01", "2025-05-28"),
    # A day off is meant for days: the month or the year beside is another one.
    ("in May 2026", "2026-06-01", "2026-06-30"),
    ("in May 2026", "2026-04-01", "2026-04-30"),
    ("2025", "2026-01-01", "2026-12-31"),
    ("late 2025", "2025-01-01", "2025-03-31"),
    ("at the start of 2025", "2025-09-01", "2025-12-31"),
    ("mid-2025", "2025-12-01", "2025-12-31"),
    ("in the summer of 2025", "2026-07-01", "2026-07-31"),
    ("spring 2025", "2025-11-01", "2025-11-30"),
    ("until June 2025", "2024-06-01", "2024-06-30"),
    ("until June 2025", "2026-06-01", "2026-06-30"),
    ("from 1 April 2026", "2025-04-01", "2025-04-01"),
]
TRUE = [
    ("in February 2026", "2026-02-01", "2026-02-28"),
    ("in February 2026", "2026-02-10", "2026-02-10"),
    ("in February 2026", "2025-01-01", "2026-12-31"),
    ("11 July 2025", "2025-07-12", "2025-07-12"),
    ("11 July 2025", "2025-07-10", "2025-07-10"),
    ("Q3 2025", "2025-07-01", "2025-09-30"),
    # The third quarter of a year that ends in January.
    ("Q3 2025", "2024-07-29", "2024-10-27"),
    ("the first half of 2026", "2025-07-01", "2025-12-31"),
    ("11 July", "2019-07-11", "2019-07-11"),
    ("29 February", "2024-02-29", "2024-02-29"),
    ("by the end of 2026", "2019-01-01", "2026-12-31"),
    ("before March 2026", "2026-01-01", "2026-02-10"),
    ("before March 2026", "2025-03-01", "2026-02-28"),
    ("before the end of 2026", "2026-01-01", "2026-12-31"),
    ("until June 2025", "2025-06-01", "2025-06-30"),
    ("since 2023", "2023-01-01", "2023-12-31"),
    ("since 2023", "2023-01-01", "2026-02-28"),
    ("after March 2026", "2026-04-01", "2027-12-31"),
    ("in May 2026", "2026-06-01", "2026-06-01"),
    ("late 2025", "2025-07-01", "2025-12-31"),
    ("at the end of 2025", "2025-12-31", "2025-12-31"),
    ("autumn of 2025", "2025-09-10", "2025-09-10"),
]
UNREAD = [
    "in fiscal 2026",
    "fiscal Q3",
    "Q3 FY2026",
    "between 2026 and 2028",
    "from 2021 to 2023",
    "within 2026",
    "not until 2026",
    "three days before 11 July 2026",
    "2021-22",
    "2011-12",
    "11 or 12 July 2026",
    "31 June 2026",
    "they march",
    "around 2026",
    "11/07/2026",
    "last week",
]


def dated(phrase: str, earliest: str, latest: str):
    """A claim with a stage on a date of some words and bounds."""
    return one(
        INVESTS,
        TEN,
        more="claim:wire\\/deal.stage aikg:onDate claim:wire\\/on . claim:wire\\/on a aikg:StatedDate ;"
        f' aikg:asStated "{phrase}" ; aikg:earliest "{earliest}T00:00:00Z"^^xsd:dateTime ;'
        f' aikg:latest "{latest}T23:59:59Z"^^xsd:dateTime .',
    )


@pytest.mark.parametrize(("phrase", "earliest", "latest"), FALSE)
def test_bounds_that_do_not_meet_what_the_words_name_are_refused(phrase, earliest, latest) -> None:
    [found] = of(checked(dated(phrase, earliest, latest)), "DateNotInWords")
    assert found.severity is Severity.VIOLATION
    assert phrase in found.problem
    assert earliest in found.problem


@pytest.mark.parametrize(("phrase", "earliest", "latest"), TRUE)
def test_bounds_that_meet_them_pass_be_they_narrower_wider_or_a_day_off(
    phrase, earliest, latest
) -> None:
    assert "DateNotInWords" not in rules(checked(dated(phrase, earliest, latest)))


@pytest.mark.parametrize("phrase", UNREAD)
def test_words_that_do_not_name_a_time_outright_are_left_to_the_reader(phrase) -> None:
    assert "DateNotInWords" not in rules(checked(dated(phrase, "2025-01-05", "2025-01-05")))


def test_the_bound_that_is_wrong_is_underlined() -> None:
    early, late = (
        of(checked(dated("in 2025", f"{year}-01-05", f"{year}-12-05")), "DateNotInWords")[0]
        for year in (2024, 2026)
    )
    assert [each.path.rpartition("#")[2] for each in (early, late)] == ["latest", "earliest"]
    assert early.expected == "bounds that meet 2025-01-01 to 2025-12-31"


def test_a_date_that_is_counted_from_another_has_no_bounds_to_compare() -> None:
    counted = one(
        INVESTS,
        TEN,
        more="claim:wire\\/deal.stage aikg:onDate claim:wire\\/on . claim:wire\\/on a aikg:StatedDate ;"
        ' aikg:asStated "2024" ; aikg:anchor src:wire ; aikg:daysFrom -1 ; aikg:daysTo 0 .',
    )
    assert "DateNotInWords" not in rules(checked(counted))


@pytest.mark.parametrize(
    ("phrase", "told", "rule"),
    [
        ("before 2026", 'aikg:latest "2026-12-31T23:59:59Z"', 1),
        ("before 2026", 'aikg:latest "2025-12-31T23:59:59Z"', 0),
        ("by June 2026", 'aikg:earliest "2026-01-01T00:00:00Z"', 1),
        ("since June 2026", 'aikg:earliest "2026-06-01T00:00:00Z"', 0),
        ("since June 2026", 'aikg:earliest "2025-06-01T00:00:00Z"', 0),
        ("since June 2026", 'aikg:latest "2025-06-01T00:00:00Z"', 1),
        ("11 July", 'aikg:latest "2025-06-01T00:00:00Z"', 0),
    ],
)
def test_a_date_with_one_bound_is_compared_by_that_one(phrase, told, rule) -> None:
    claim = one(
        INVESTS,
        TEN,
        more="claim:wire\\/deal.stage aikg:onDate claim:wire\\/on . claim:wire\\/on a aikg:StatedDate ;"
        f' aikg:asStated "{phrase}" ; {told}^^xsd:dateTime .',
    )
    assert len(of(checked(claim), "DateNotInWords")) == rule
