"""Shares and their concentration, beside every corner and many points of the bounds."""

from __future__ import annotations

import math
from itertools import pairwise, product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aikg.derive.shares import concentration, share
from aikg.ground.bounds import INF, Bounds

amounts = st.sampled_from((0.0, 0.0, 1.0, 2.0, 5.0, 30.0)) | st.floats(0, 100).map(
    lambda x: round(x, 3)
)
boxes = st.builds(lambda a, b: Bounds(min(a, b), max(a, b)), amounts, amounts)
few = st.lists(boxes, min_size=1, max_size=6)


def index(point: tuple[float, ...]) -> float:
    """The sum of squared shares, as its definition has it."""
    return sum((x / sum(point)) ** 2 for x in point)


def corners(bounds: list[Bounds]) -> list[tuple[float, ...]]:
    """The corners of the box at which anything is paid."""
    return [point for point in product(*((one.lower, one.upper) for one in bounds)) if sum(point)]


@given(few)
def test_the_most_concentrated_is_the_most_over_all_corners(bounds: list[Bounds]) -> None:
    found = concentration(bounds)
    every = [index(point) for point in corners(bounds)]
    if found is None:
        assert every == []
    else:
        assert found.most == pytest.approx(max(every), rel=1e-9)
        assert found.attained


@given(few, st.data())
def test_no_amounts_within_the_bounds_lie_outside_the_extremes(
    bounds: list[Bounds], data: st.DataObject
) -> None:
    point = tuple(data.draw(st.floats(one.lower, one.upper)) for one in bounds)
    assume(sum(point) > 1e-6)
    found = concentration(bounds)
    assert found is not None
    assert found.least - 1e-9 <= index(point) <= found.most + 1e-9
    for at, amount in enumerate(point):
        own = share(bounds, at)
        assert own is not None
        assert own.least - 1e-9 <= amount / sum(point) <= own.most + 1e-9


@given(few)
def test_the_least_concentrated_is_reached_by_one_level_within_the_bounds(
    bounds: list[Bounds],
) -> None:
    found = concentration(bounds)
    assume(found is not None)
    ends = sorted({0.0, *(end for one in bounds for end in (one.lower, one.upper))})
    levels = [a + (b - a) * part / 64 for a, b in pairwise(ends) for part in range(65)]
    filled = [tuple(min(max(t, one.lower), one.upper) for one in bounds) for t in levels or ends]
    nearest = min(index(point) for point in filled if sum(point))
    assert found.least <= nearest + 1e-9
    assert found.least == pytest.approx(nearest, rel=2e-2)


@given(few)
def test_a_share_is_least_and_most_at_opposite_corners(bounds: list[Bounds]) -> None:
    for at in range(len(bounds)):
        found = share(bounds, at)
        every = [point[at] / sum(point) for point in corners(bounds)]
        if found is None:
            assert every == []
        else:
            assert (found.least, found.most) == pytest.approx((min(every), max(every)))


@given(st.lists(boxes, min_size=1, max_size=4), st.data())
def test_no_ceiling_is_the_limit_of_ever_higher_ones(
    bounds: list[Bounds], data: st.DataObject
) -> None:
    endless = data.draw(st.sets(st.integers(0, len(bounds) - 1), min_size=1))

    def topped(top: float) -> list[Bounds]:
        return [Bounds(b.lower, top) if at in endless else b for at, b in enumerate(bounds)]

    found, near = concentration(topped(INF)), concentration(topped(1e12))
    assert (found.least, found.most) == pytest.approx((near.least, near.most), abs=1e-6)
    for at in range(len(bounds)):
        own, close = share(topped(INF), at), share(topped(1e12), at)
        assert (own.least, own.most) == pytest.approx((close.least, close.most), abs=1e-6)


def test_what_only_a_limit_reaches_is_said_not_to_be_attained() -> None:
    endless, firm = Bounds(0, INF), Bounds(5, 5)
    assert not share([endless, firm], 0).attained
    assert not share([endless, firm], 1).attained
    assert share([endless, Bounds(0, 5)], 0) == (0.0, 1.0, True)
    assert concentration([endless, firm]) == (0.5, 1.0, True)
    assert not concentration([Bounds(1, INF), firm]).attained


def test_nothing_to_pay_has_no_shares() -> None:
    assert concentration([Bounds(0, 0)]) is None
    assert share([Bounds(0, 0)], 0) is None


def test_many_providers_are_no_more_than_a_moment() -> None:
    bounds = [Bounds(5 - at / 40, 6 + at / 40) for at in range(200)]  # each inside the next
    found = concentration(bounds)
    assert math.isclose(found.least, 1 / 200)
    assert found.most >= max(index(point) for point in _prefixes(bounds)) - 1e-9


def _prefixes(bounds: list[Bounds]) -> list[tuple[float, ...]]:
    return [
        tuple(one.upper if at >= cut else one.lower for at, one in enumerate(bounds))
        for cut in range(len(bounds) + 1)
    ]
