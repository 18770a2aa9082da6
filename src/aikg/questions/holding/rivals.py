"""Rival ties: whether one is tied to two developers or more in all readings of disputes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.derive.rows import rows
from aikg.ground.terms import DERIVED_GRAPH, ONTOLOGY_GRAPH
from aikg.questions.contract import SEPARATOR
from aikg.questions.holding.rows import ORGANIZATION, OTHERWISE, REVIVED, Holding, distinct
from aikg.questions.rows import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from aikg.questions.contested import Sketch
    from aikg.questions.formats import Value
    from aikg.questions.holding.rows import Lines, Select

_DISPUTED: Final = "disputed"

_ROLES: Final = f"""
SELECT ?role WHERE {{
  GRAPH <{ONTOLOGY_GRAPH}> {{ ?role rdfs:subPropertyOf* aikg:participant }}
}}
"""
_TOLD: Final = """
SELECT DISTINCT ?deal ?agent WHERE {
  VALUES ?deal { %s }
  GRAPH ?g { ?claim aikg:about ?deal ; ?role ?agent }
  FILTER (?role IN (%s))
}
"""
_TAKE_PART: Final = f"""
SELECT ?deal ?agent WHERE {{
  VALUES ?deal {{ %s }} GRAPH <{DERIVED_GRAPH}> {{ ?deal aikg:participant ?agent }}
}}
"""
_MAKERS: Final = """
SELECT DISTINCT ?maker WHERE { VALUES ?maker { %s } GRAPH ?g { ?maker a aikg:ModelDeveloper } }
"""


class Rivals(Holding):
    """An organization is tied to rivals that it has agreements with, two developers or more."""

    fields = ("payers", "payees", "end")
    beside = ("who", "makers", "one_maker", "in_dispute")

    def told(self, select: Select) -> list[Row]:
        """Give those who are tied to rivals in any reading, the most tied first."""
        found: dict[str, _Tied] = {}
        for (who, makers, one_maker, in_dispute), row in select(self._lines()):
            tied = found.setdefault(who, _Tied(str(row["organization"])))
            tied.claims.update(row.rests_on)
            if in_dispute:
                tied.ties += [_Tie(*tie.split(" ", 4)) for tie in sorted(_items(in_dispute))]
            else:
                tied.names |= _names(row)
                # Which one it is makes a difference only where there is one.
                tied.sure = frozenset({one_maker, *("" for _ in range(int(makers) > 1))})
        # Who has no second developer in any reading at all needs no look at them.
        found = {who: tied for who, tied in found.items() if tied.most > 1}
        unsure = [tied for tied in found.values() if len(tied.sure) < 2]
        self.contested.work_out(tie.deal for tied in unsure for tie in tied.ties)
        judged = (self._judged(tied) for tied in found.values())
        return sorted(
            (row for row in judged if row is not None),
            key=lambda row: (-len(_names(row)), str(row["organization"])),
        )

    def _lines(self) -> Lines:
        if not self.contested.deals:
            return {}
        lines = {
            _DISPUTED: [f"(<{deal}> true)" for deal in self.contested.deals],
            OTHERWISE: sorted(self._otherwise()),
            REVIVED: [f"<{deal}>" for deal in sorted(self.contested.ended)],
        }
        return {name: terms for name, terms in lines.items() if terms}

    def _otherwise(self) -> set[str]:
        """Who may be tied to which developer in some reading, beside what is derived."""
        # Of those whose end alone is disputed, all readings tell the same who takes part.
        deals = self.contested.told_apart
        asked = self.agents(ORGANIZATION)
        if asked:
            deals = deals & self.named(ORGANIZATION)
        if not deals:
            return set()
        listed = " ".join(f"<{deal}>" for deal in sorted(deals))
        roles = ", ".join(f"<{row[0]}>" for row in rows(self.store, _ROLES))
        told: dict[str, set[str]] = defaultdict(set)
        for deal, agent in rows(self.store, _TOLD % (listed, roles)):
            told[deal].add(agent)
        beside = {deal: frozenset(agents) for deal, agents in told.items()}
        for deal, agent in rows(self.store, _TAKE_PART % listed):
            told[deal].add(agent)
        agents = sorted({agent for each in told.values() for agent in each})
        makers = {
            row[0] for row in rows(self.store, _MAKERS % " ".join(f"<{agent}>" for agent in agents))
        }
        return {
            f"(<{deal}> <{party}> <{maker}> true)"
            for deal, agents_beside in beside.items()
            for party, maker in product(told[deal], told[deal] & makers)
            if party != maker and (party in asked or not asked) and {party, maker} & agents_beside
        }

    def _judged(self, tied: _Tied) -> Row | None:
        assessed = tied.names | {tie.name for tie in tied.ties if tie.told == "assessed"}
        makers = {tie.maker for tie in tied.ties if tie.told == "assessed"} | tied.sure
        cells: dict[str, Value] = {"organization": tied.organization}
        if len(tied.sure) > 1:
            row = Row(cells | {"developers": sorted(assessed)}, tuple(tied.claims))
            return self.with_readings(row, always=True)
        cases = distinct(self.contested.of(tie.deal) for tie in tied.ties)
        told = [
            {
                frozenset(tie.maker for tie in tied.ties if tie.holds(reading))
                for reading in case.readings
            }
            for case in cases
        ]
        if not _ever_two(tied.sure, told):
            return None
        if len(makers) < 2:
            ever = {maker for sets in told for each in sets for maker in each}
            assessed = tied.names | {tie.name for tie in tied.ties if tie.maker in ever}
        row = Row(cells | {"developers": sorted(assessed)}, tuple(tied.claims))
        return self.with_readings(row, cases, always=_always_two(tied.sure, told))


class _Tie(NamedTuple):
    """A tie that is in dispute: agreement, who takes part with which developer, and who tells it."""

    deal: str
    party: str
    maker: str
    told: str
    name: str

    def holds(self, reading: Mapping[str, Sketch]) -> bool:
        """Whether a reading tells it."""
        told = reading.get(self.deal)
        return told is not None and not told.ended and {self.party, self.maker} <= told.parties


@dataclass(slots=True)
class _Tied:
    """An organization, the developers it is tied to in all readings, and the ties that are in dispute.

    Attributes:
        organization: its name.
        names: of those developers.
        sure: two of them, of which one may be nameless, or fewer if there are no more.
        ties: what is in dispute.
        claims: what it rests on.
    """

    organization: str
    names: set[str] = field(default_factory=set)
    sure: frozenset[str] = frozenset()
    ties: list[_Tie] = field(default_factory=list)
    claims: set[str] = field(default_factory=set)

    @property
    def most(self) -> int:
        """How many developers there are at most."""
        return len(self.sure | {tie.maker for tie in self.ties})


def _names(row: Row) -> set[str]:
    listed = row["developers"]
    return {str(name) for name in listed} if isinstance(listed, list) else set()


def _items(text: str) -> frozenset[str]:
    return frozenset(text.split(SEPARATOR)) - {""}


def _always_two(sure: Collection[str], told: Sequence[Collection[frozenset[str]]]) -> bool:
    """Whether any choice of a set from each list leaves two, with those that are sure.

    Examples:
        >>> a, b = frozenset("a"), frozenset("b")
        >>> _always_two("a", [{a, b}]), _always_two("a", [{b}]), _always_two("", [{a}, {b}])
        (False, True, True)
    """
    # A choice leaves less where all of it is one and the same, or is nothing at all.
    single = {*sure}.union(*(each for sets in told for each in sets)) or {""}
    return not any(
        {one} >= {*sure} and all(any(each <= {one} for each in sets) for sets in told)
        for one in single
    )


def _ever_two(sure: Collection[str], told: Sequence[Collection[frozenset[str]]]) -> bool:
    """Whether some choice of a set from each list leaves two, with those that are sure.

    Examples:
        >>> a, b = frozenset("a"), frozenset("b")
        >>> _ever_two("a", [{a, b}]), _ever_two("", [{a, b}]), _ever_two("", [{a}, {b}])
        (True, False, True)
    """
    base = frozenset(sure)
    if any(len(base | each) > 1 for sets in told for each in sets):
        return True
    pairs = combinations(told, 2)
    return any(len(one | two) > 1 for a, b in pairs for one, two in product(a, b))
