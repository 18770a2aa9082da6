"""Which rows hold in all readings of the disputes about them, and which in some alone.

The rows of the plain answer are what the assessed readings tell. They stay as they are, and those that
only other readings tell come beside them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from aikg.derive.rows import rows
from aikg.ground.terms import AIKG, DERIVED_GRAPH, ONTOLOGY_GRAPH
from aikg.questions.contested import Contested
from aikg.questions.contract import SEPARATOR, Column
from aikg.questions.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from typing import TypeAlias

    from aikg.derive.counting.rivals import Field
    from aikg.questions.contested import Case, Sketch
    from aikg.questions.contract import Question
    from aikg.questions.formats import Value
    from aikg.store import Store

    Lines: TypeAlias = dict[str, list[str]]
    Found: TypeAlias = Iterable[tuple[tuple[str, ...], Row]]
    Select: TypeAlias = Callable[[Lines], Found]
    """Runs the query with some lines; gives rows, each with the variables that tell which it is."""

IN_READINGS: Final = Column(
    "in_readings",
    "text",
    help="all or some: whether it is so in all readings of the disputes about it",
)
ALL: Final = "all"
SOME: Final = "some"
OTHERWISE: Final = "otherwise"
REVIVED: Final = "revived"
DISPUTED: Final = "disputed"
TAKING: Final = "taking"
ORGANIZATION: Final = "organization"
NOBODY: Final = f"<{AIKG}participant>"
"""Stands in a list that would be empty: it is no agreement."""

# What is derived names them much more often, and is no claim.
_NAMED: Final = f"""
SELECT DISTINCT ?deal WHERE {{
  VALUES ?agent {{ %s }}
  GRAPH ?g {{ ?claim ?role ?agent }} FILTER (?g != <{DERIVED_GRAPH}>)
  GRAPH ?g {{ ?claim aikg:about ?deal }}
}}
"""
_TAKEN: Final = f"""
SELECT DISTINCT ?deal WHERE {{
  VALUES ?asked {{ %s }} GRAPH <{DERIVED_GRAPH}> {{ ?deal aikg:participant ?asked }}
}}
"""
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


def with_holding(question: Question) -> Question:
    """Give the contract with a column more: whether a row holds in all readings or in some."""
    return replace(question, columns=(*question.columns, IN_READINGS))


class Holding(ABC):
    """How the rows of a question are told over the readings of disputes.

    Attributes:
        store: where the graph is.
        given: what the conditional lines of the query hold.
        contested: what the readings tell.
    """

    fields: ClassVar[tuple[Field, ...]]
    beside: ClassVar[tuple[str, ...]]

    def __init__(
        self, store: Store, given: Mapping[str, Sequence[str]], dimensions: Mapping[str, str]
    ) -> None:
        """Find what is in dispute of what a question asks for.

        Raises:
            BadParameter: a date is none.
        """
        self.store = store
        self.given = given
        self.contested = Contested(store, self.fields, dimensions)

    @abstractmethod
    def told(self, select: Select) -> list[Row]:
        """Give the rows that some reading tells, each with whether all of them do.

        Args:
            select: runs the query with some lines more; gives each row with the values of the
                variables in `beside`.
        """

    def with_readings(self, row: Row, cases: Iterable[Case] = (), *, always: bool) -> Row:
        """The row with whether all readings tell it; where traced, with what that rests on."""
        rests_on = {*row.rests_on}
        if "trace" in self.given:
            rests_on.update(*(case.claims for case in cases))
        cells = {**row, IN_READINGS.name: ALL if always else SOME}
        return Row(cells, tuple(sorted(rests_on)))

    def agents(self, name: str) -> frozenset[str]:
        """The IRIs of the organizations that a parameter means."""
        return frozenset(term[1:-1] for term in self.given.get(name, ()))

    def named(self, *names: str) -> set[str]:
        """The agreements in dispute of which claims name an organization of each parameter."""
        found = {*self.contested.deals}
        for name in names:
            terms = " ".join(self.given.get(name, ()))
            found &= {row[0] for row in rows(self.store, _NAMED % terms)}
        return found


class Ties(Holding):
    """A tie is an agreement, of one kind, in which both take part."""

    fields = ("payers", "payees", "kind", "end")
    beside = ("deal", "class")

    def told(self, select: Select) -> list[Row]:
        """Give the ties of the assessed readings, and those of others, in the order of the query."""
        deals = self.named("a", "b")
        self.contested.work_out(deals)
        plain = dict(select({}))
        lines: Lines = {OTHERWISE: sorted(set(self._otherwise(deals)))}
        if lines[OTHERWISE]:
            alive = [d for d in sorted(deals) if any(s.alive for s in self.contested.sketches(d))]
            if alive:
                lines[REVIVED] = [f"<{deal}>" for deal in alive]
            plain = dict(select(lines)) | plain
        found = [self._judged(deal, class_, row) for (deal, class_), row in plain.items()]
        return sorted(found, key=lambda row: (str(row["kind"]), str(row["agreement"])))

    def _otherwise(self, deals: Iterable[str]) -> Iterable[str]:
        ones, others = self.agents("a"), self.agents("b")
        for deal in deals:
            for sketch in self.contested.sketches(deal):
                if sketch.ended:
                    continue
                for (first, one), (second, other) in product(sketch.roles, repeat=2):
                    if one in ones and other in others:
                        for kind in sketch.kinds:
                            yield _values(deal, one, first, other, second, kind)

    def _judged(self, deal: str, class_: str, row: Row) -> Row:
        ones, others = self.agents("a"), self.agents("b")
        case = self.contested.of(deal)
        if case is None:
            return self.with_readings(row, always=True)

        def tells(sketch: Sketch) -> bool:
            met = sketch.parties & ones and sketch.parties & others
            return bool(met) and class_ in sketch.classes and not sketch.ended

        return self.with_readings(
            row, [case], always=all(tells(reading[deal]) for reading in case.readings)
        )


class Lineage(Holding):
    """A relation between two agreements has an effect while both of them stand."""

    fields = ("payers", "payees", "end")
    beside = ("one", "two")

    def told(self, select: Select) -> list[Row]:
        """Give the relations that claims tell, and whether all readings give them an effect."""
        asked = self.agents(ORGANIZATION)
        lines: Lines = {}
        taken = set[str]()
        if asked:
            terms = " ".join(self.given[ORGANIZATION])
            taken = {row[0] for row in rows(self.store, _TAKEN % terms)}
            named = sorted(self.named(ORGANIZATION))
            self.contested.work_out(named)
            takes = [d for d in named if any(s.parties & asked for s in self.contested.sketches(d))]
            lines[TAKING] = [*self.given[TAKING], *(f"<{deal}>" for deal in takes)]
        lines[REVIVED] = [f"<{deal}>" for deal in self._revived()] or [NOBODY]
        found = list(select(lines))
        # Without an organization nothing but the end of an agreement bears on its relations.
        of = self.contested.deals if asked else self.contested.ended
        bearing = {deal for pair, _ in found for deal in pair}.intersection(of)
        self.contested.work_out(bearing)
        return [self._judged(pair, bearing, taken, row) for pair, row in found]

    def _revived(self) -> list[str]:
        """Those that stand at the date in another reading; without one all relations are told."""
        if "clock" not in self.given:
            return []
        self.contested.work_out(self.contested.ended)
        alive = (
            d for d in self.contested.ended if any(s.alive for s in self.contested.sketches(d))
        )
        return sorted(alive)

    def _judged(
        self, pair: tuple[str, ...], bearing: Collection[str], taken: Collection[str], row: Row
    ) -> Row:
        asked = self.agents(ORGANIZATION)
        cases = _distinct(self.contested.of(deal) for deal in pair if deal in bearing)

        def tells(choice: Iterable[Mapping[str, Sketch]]) -> bool:
            told = {d: s for reading in choice for d, s in reading.items() if d in pair}
            takes = any(told[d].parties & asked if d in told else d in taken for d in pair)
            return not any(sketch.ended for sketch in told.values()) and (takes or not asked)

        every = product(*(case.readings for case in cases))
        return self.with_readings(row, cases, always=not cases or all(map(tells, every)))


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
            DISPUTED: [f"(<{deal}> true)" for deal in self.contested.deals],
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
        cases = _distinct(self.contested.of(tie.deal) for tie in tied.ties)
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


def _distinct(cases: Iterable[Case | None]) -> list[Case]:
    return list({id(case): case for case in cases if case is not None}.values())


def _values(*iris: str) -> str:
    return f"({' '.join(f'<{iri}>' for iri in iris)})"


HOLDINGS: Final[dict[str, type[Holding]]] = {"ties": Ties, "lineage": Lineage, "rivals": Rivals}
"""What the header of a question names as `readings`."""
