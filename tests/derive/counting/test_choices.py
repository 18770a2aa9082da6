"""Where disputes multiply into too many readings, the least and the most are told all the same."""

from __future__ import annotations

from itertools import product
from math import prod

from hypothesis import given, settings
from hypothesis import strategies as st

from aikg.derive.counting.choices import MOST_READINGS, choices
from derive.counting.cases import at, counting, now, tell

effects = st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=4), min_size=1, max_size=7)


@settings(max_examples=60, deadline=None)
@given(effects, st.integers(0, 20))
def test_the_least_and_the_most_of_what_each_dispute_adds_to_are_among_those_told(told, whole):
    sizes = [len(each) for each in told]

    def amounts(choice):
        added = sum(each[reading] for each, reading in zip(told, choice, strict=True))
        return {"all": added, "left": max(0, whole - added)}

    found = choices(sizes, amounts)
    assert found[0] == (0,) * len(sizes)
    assert len(found) == len(set(found))
    every = [*product(*map(range, sizes))]
    assert set(found) <= set(every)
    assert len(found) >= min(prod(sizes), MOST_READINGS)
    for place, size in enumerate(sizes):
        assert {choice[place] for choice in found} == set(range(size))
    sums = [amounts(choice)["all"] for choice in every]
    assert {min(sums), max(sums)} <= {amounts(choice)["all"] for choice in found}


def whole_of(parts: int):
    """A whole with parts of which each is disputed by a pair of its own."""
    claims = [tell(1000, "signed", about="kg:whole", voice="kg:registrar")]
    for number in range(parts):
        for voice, amount in (("a", 2**number), ("b", 3 * 2**number)):
            claims.append(
                tell(
                    amount,
                    "signed",
                    about=f"kg:part-{number}",
                    voice=f"kg:{voice}-{number}",
                    published=9 if voice == "a" else 1,
                    parts_of=("kg:whole",),
                )
            )
    return claims


def test_up_to_a_limit_all_combinations_are_told_and_nothing_is_said():
    positions = at(counting(*whole_of(6)))
    left = [p.content.money.possible for p in positions if p.content.agreement == "kg:whole"]
    assert len(left) == 64
    assert not any(p.content.warnings for p in positions)


def test_beyond_it_the_least_and_the_most_of_each_are_told_and_that_there_are_more():
    claims = whole_of(8)
    assessed = now(*claims, about="kg:whole").content
    assert assessed.money.possible == 1000 - 255
    assert assessed.warnings == ("told in 64 of 256 readings, the least and the most among them",)
    positions = [p for p in at(counting(*claims)) if p.content.agreement == "kg:whole"]
    left = [p.content.money.possible for p in positions]
    assert (min(left), max(left)) == (1000 - 3 * 255, 1000 - 255)
    # One choice for each dispute: in any reading the whole and its parts come to what it is.
    sums: dict[tuple[str, ...], float] = {}
    for p in at(counting(*claims)):
        sums[p.content.reading] = sums.get(p.content.reading, 0) + p.content.money.possible
    assert set(sums.values()) == {1000}
