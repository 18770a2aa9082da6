"""The axis of the timeline: every instant has its place, and the places are in order."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aikg.report.page.model import Moment
from aikg.report.page.timeline import Axis, timeline

instants = st.datetimes(timezones=st.just(UTC)).map(
    lambda date: f"{date.replace(microsecond=0):%Y-%m-%dT%H:%M:%SZ}".zfill(20)
)


def moment(earliest: str, latest: str) -> Moment:
    return Moment(earliest, latest, "a deal", (), "signed", "then", "committed", ())


@given(st.lists(instants, min_size=1, max_size=6))
def test_every_instant_lies_on_the_axis_and_later_ones_further_right(found):
    found.sort()
    axis = Axis([moment(at, at) for at in found])
    places = [axis.at(at) for at in found]
    assert all(0 <= place <= 100 for place in places)
    assert places == sorted(places)


@given(st.lists(instants, min_size=1, max_size=6))
def test_there_are_few_ticks_each_further_right_than_the_one_before(found):
    ticks = Axis([moment(at, at) for at in found]).ticks()
    assert len(ticks) <= 7
    places = [place for place, _ in ticks]
    assert places == sorted(set(places))
    assert all(0 <= place <= 100 for place in places)


@pytest.mark.parametrize("odd", ["", "soon", "-0044-03-15T00:00:00Z", "12025-01-01T00:00:00Z"])
def test_an_instant_that_no_calendar_here_holds_has_no_place_and_breaks_nothing(odd):
    day = f"{datetime(2025, 1, 1, tzinfo=UTC):%Y-%m-%dT%H:%M:%SZ}"
    axis = Axis([moment(odd, day), moment(odd, odd)])
    assert axis.at(odd) is None
    assert axis.at(day) is not None


@pytest.mark.parametrize(
    ("earliest", "latest", "shape"),
    [
        ("2025-03-01T00:00:00Z", "2025-03-01T23:59:59Z", "exact"),
        ("2025-03-01T00:00:00Z", "2025-03-31T23:59:59Z", "between"),
        ("", "2025-03-31T23:59:59Z", "by"),
        ("2025-03-01T00:00:00Z", "", "since"),
    ],
)
def test_what_is_not_known_of_a_date_has_a_shape_of_its_own(earliest, latest, shape):
    class OnePage:
        moments = (moment(earliest, latest), moment("2024-01-01T00:00:00Z", "2026-01-01T00:00:00Z"))
        agreements = ()

    drawn = timeline(OnePage(), lambda claims, title: {"title": title})
    assert f'class="when {shape} committed"' in drawn
