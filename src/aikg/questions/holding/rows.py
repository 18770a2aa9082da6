"""What the ways of telling rows over the readings of disputes have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from aikg.derive.rows import rows
from aikg.ground.terms import DERIVED_GRAPH, bare
from aikg.questions.contested import Contested
from aikg.questions.contract import Column
from aikg.questions.rows import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import TypeAlias

    from aikg.derive.counting.rivals import Field
    from aikg.questions.contested import Case
    from aikg.questions.contract import Question
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
ORGANIZATION: Final = "organization"

# What is derived names them much more often, and is no claim.
_NAMED: Final = f"""
SELECT DISTINCT ?deal WHERE {{
  VALUES ?agent {{ %s }}
  GRAPH ?g {{ ?claim ?role ?agent }} FILTER (?g != <{DERIVED_GRAPH}>)
  GRAPH ?g {{ ?claim aikg:about ?deal }}
}}
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
        return frozenset(map(bare, self.given.get(name, ())))

    def named(self, *names: str) -> set[str]:
        """The agreements in dispute of which claims name an organization of each parameter."""
        found = {*self.contested.deals}
        for name in names:
            terms = " ".join(self.given.get(name, ()))
            found &= {row[0] for row in rows(self.store, _NAMED % terms)}
        return found


def distinct(cases: Iterable[Case | None]) -> list[Case]:
    """Give each case once."""
    return list({id(case): case for case in cases if case is not None}.values())
