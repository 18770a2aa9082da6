"""The search for a minimal inconsistent part, against an oracle that is known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aikg.reasoning.minimal import minimise

SIZE = 60
conflicts = st.lists(
    st.frozensets(st.integers(0, SIZE - 1), min_size=1, max_size=7), min_size=0, max_size=5
)


class Oracle:
    """Finds a set inconsistent if it contains any of the conflicts; counts the questions."""

    def __init__(self, conflicts: list[frozenset[int]]) -> None:
        self.conflicts = conflicts
        self.asked = 0

    def __call__(self, sets: list[list[int]]) -> int | None:
        self.asked += 1
        for place, chosen in enumerate(sets):
            if any(conflict <= set(chosen) for conflict in self.conflicts):
                return place
        return None


@given(conflicts, st.permutations(range(SIZE)), st.integers(0, SIZE), st.booleans())
def test_the_part_found_is_a_conflict_that_contains_no_other(conflicts, items, size, arranged):
    """In any order of the items, arranged or not; and none is found where there is none."""
    items = items[:size]

    def arrange(needed: list[int], pool: list[int]) -> list[int]:
        return sorted(pool, key=lambda item: -item)

    found = minimise(items, Oracle(conflicts), arrange if arranged else None)

    within = [conflict for conflict in conflicts if conflict <= set(items)]
    least = {conflict for conflict in within if not any(other < conflict for other in within)}
    assert (frozenset(found) in least) if found is not None else not within
    assert found is None or found == sorted(found, key=items.index)


def test_a_set_that_is_minimal_already_takes_one_question():
    oracle = Oracle([frozenset(range(8))])
    assert minimise(range(8), oracle) == list(range(8))
    assert oracle.asked == 1


def test_a_large_set_takes_few_questions():
    oracle = Oracle([frozenset({0, 20_000, 40_000})])
    assert minimise(range(50_000), oracle) == [0, 20_000, 40_000]
    assert oracle.asked < 20


def test_the_empty_set_can_be_what_is_inconsistent():
    """What is given beside the items may clash without any of them."""
    assert minimise(range(100), lambda sets: 0) == []
