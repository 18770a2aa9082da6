"""Money loops over the readings of disputes: the least and the most that goes round in any of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product
from math import fsum, prod
from typing import TYPE_CHECKING, Final

from aikg.questions.operators.asked import text
from aikg.questions.operators.legs import LONGEST, MOST, UNNAMED, Leg, legs_of, loop_row, names_of
from aikg.questions.readings import readings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import QuerySolution

    from aikg.questions.operators.asked import Asked
    from aikg.questions.operators.legs import Key
    from aikg.questions.rows import Row

_MANY: Final = 1_000
"""Of more choices of readings the least and the most of each leg are told by themselves."""

Figures = tuple[float, float]
"""What is committed, and what is possible."""


@dataclass
class _Told:
    """The positions that are legs, by what they are a reading of.

    Attributes:
        plain: those that nobody disputes.
        disputed: by dispute and reading.
    """

    plain: list[QuerySolution] = field(default_factory=list)
    disputed: dict[str, dict[str, list[QuerySolution]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    @classmethod
    def of(cls, found: Iterable[QuerySolution]) -> _Told:
        told = cls()
        for row in found:
            dispute, reading = text(row["dispute"]), text(row["reading"])
            if dispute:
                told.disputed[dispute][reading].append(row)
            else:
                told.plain.append(row)
        return told

    def between(self, keys: frozenset[Key]) -> _Told:
        """The positions of which some row is of one of some legs."""
        near = _Told(_near(self.plain, keys))
        for dispute, by_reading in self.disputed.items():
            for reading, rows in by_reading.items():
                if of_keys := _near(rows, keys):
                    near.disputed[dispute][reading] = of_keys
        return near

    def in_choice(self, choice: Mapping[str, str]) -> dict[Key, Leg]:
        """The legs in one reading of each dispute; one that tells of nothing here adds nothing."""
        chosen = [row for d, r in choice.items() for row in self.disputed[d].get(r, ())]
        return legs_of([*self.plain, *chosen])


def loops_over_readings(asked: Asked) -> Iterator[Row]:
    """Give a row for each loop of some reading, with the assessed figures, the least and the most."""
    from aikg.derive.loops import Edge, heaviest_loops

    told = _Told.of(asked.select(UNNAMED))
    assessed, every = readings_of(asked.store)
    found = heaviest_loops(
        [Edge(*key, *figures) for key, figures in _at_most(told).items()], k=MOST, longest=LONGEST
    )
    names = names_of(asked.store, {party for loop in found for party in loop.parties})
    rows: list[tuple[tuple[float, float, list[str]], Row]] = []
    for loop in found:
        keys = [(one, other, loop.currency) for one, other in loop.pairs]
        near = told.between(frozenset(keys))
        extremes = _extremes(near, keys, every)
        if not extremes["possible_most"]:
            continue  # no reading has all of its legs
        legs = near.in_choice({d: assessed.get(d, "") for d in near.disputed})
        committed, possible = _round(legs, keys)
        cells = {"committed": committed, "possible": possible, **extremes}
        # In the order of the columns.
        row = loop_row(loop, legs, names, {name: cells[name] for name in sorted(cells)})
        rows.append(((-possible, -extremes["possible_most"], sorted(loop.parties)), row))
    return (row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _near(rows: Iterable[QuerySolution], keys: frozenset[Key]) -> list[QuerySolution]:
    listed = list(rows)
    positions = {
        text(row["position"])
        for row in listed
        if (text(row["one"]), text(row["other"]), text(row["currency"])) in keys
    }
    return [row for row in listed if text(row["position"]) in positions]


def _at_most(told: _Told) -> dict[Key, Figures]:
    """For each leg the most over the readings of each dispute, added up: no less than any choice."""
    total: dict[Key, list[float]] = defaultdict(lambda: [0.0, 0.0])

    def add(legs: Mapping[Key, Figures]) -> None:
        for key, figures in legs.items():
            total[key] = [one + other for one, other in zip(total[key], figures, strict=True)]

    add(_figures(legs_of(told.plain)))
    for by_reading in told.disputed.values():
        most: dict[Key, Figures] = {}
        for rows in by_reading.values():
            for key, (committed, possible) in _figures(legs_of(rows)).items():
                held = most.get(key, (0.0, 0.0))
                most[key] = max(held[0], committed), max(held[1], possible)
        add(most)
    return {key: (committed, possible) for key, (committed, possible) in total.items()}


def _figures(legs: Mapping[Key, Leg]) -> dict[Key, Figures]:
    return {key: (leg.committed, leg.possible) for key, leg in legs.items()}


def _round(legs: Mapping[Key, Leg], keys: Sequence[Key]) -> Figures:
    """What goes round: the smallest leg, by what is committed and by what is possible."""
    held = [legs.get(key) or Leg() for key in keys]
    return min(leg.committed for leg in held), min(leg.possible for leg in held)


def _extremes(
    told: _Told, keys: Sequence[Key], every: Mapping[str, Iterable[str]]
) -> dict[str, float]:
    """The least and the most over the choices of a reading for each dispute of these legs."""
    options = {d: sorted({*every.get(d, ()), *told.disputed[d]}) for d in told.disputed}
    if prod(map(len, options.values())) <= _MANY:
        choices = [dict(zip(options, chosen, strict=True)) for chosen in product(*options.values())]
        rounds = [_round(told.in_choice(choice), keys) for choice in choices]
        least, most = (tuple(map(of, zip(*rounds, strict=True))) for of in (min, max))
    else:  # no closer than the truth: each leg by its own least and most
        plain = _figures(legs_of(told.plain))
        apart = [
            [_figures(legs_of(by_reading.get(r, ()))) for r in options[d]]
            for d, by_reading in told.disputed.items()
        ]
        least, most = (
            tuple(
                min(
                    fsum(
                        [
                            plain.get(key, (0.0, 0.0))[place],
                            *(of(f.get(key, (0.0, 0.0))[place] for f in each) for each in apart),
                        ]
                    )
                    for key in keys
                )
                for place in (0, 1)
            )
            for of in (min, max)
        )
    return {
        "committed_least": least[0],
        "committed_most": most[0],
        "possible_least": least[1],
        "possible_most": most[1],
    }
