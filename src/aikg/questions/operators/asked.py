"""What an operator gets: the query to run, as often as it needs, and what was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from aikg.derive.rows import texts
from aikg.questions.contract import SEPARATOR, TRACE
from aikg.questions.values import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import QuerySolution, QuerySolutions

    from aikg.questions.contract import Question
    from aikg.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked.

    Attributes:
        store: where the graph is.
        question: the contract.
        given: what the conditional lines of the query hold (see `conditional`).
        parameters: for each parameter that was given its value as the user wrote it.
        dimensions: the dimensions that were given, as the user wrote them.
    """

    store: Store
    question: Question
    given: Mapping[str, Sequence[str]]
    parameters: Mapping[str, str]
    dimensions: Mapping[str, str]

    def select(
        self, more: Mapping[str, Sequence[str]] | None = None, *, without: Sequence[str] = ()
    ) -> QuerySolutions:
        """Run the query, with more lines of it than was asked for, or without some of those."""
        given = {name: terms for name, terms in self.given.items() if name not in without}
        return self.store.select(self.question.resolved({**given, **(more or {})}))

    def texts(
        self, more: Mapping[str, Sequence[str]] | None = None, *, without: Sequence[str] = ()
    ) -> tuple[dict[str, int], Iterator[list[str]]]:
        """Run it the same way; give the place of each variable, and the rows as text, "" for unbound.

        Several times faster than an object of each term, where there are very many.
        """
        found = self.select(more, without=without)
        place = {variable.value: number for number, variable in enumerate(found.variables)}
        return place, texts(found)

    def whole(self, name: str) -> int:
        """The whole number that a parameter has, by default if it was not given."""
        default = self.question.parameter(name).default
        return whole(name, self.parameters.get(name, default))


def text(term: object) -> str:
    """The text of a literal, or an IRI; empty for what is unbound."""
    return term.value if isinstance(term, Literal | NamedNode) else ""


def number(term: object) -> float:
    """The number that a literal holds; 0 for what is unbound."""
    return float(text(term) or 0)


def of(row: QuerySolution, name: str) -> object:
    """The value of a variable that the query may not have."""
    try:
        return row[name]
    except KeyError:  # not asked for
        return None


def claims(row: QuerySolution) -> set[str]:
    """The claims that a row of the query is traced to."""
    return {claim for claim in text(of(row, TRACE)).split(SEPARATOR) if claim}
