"""An answer: rows with the columns that the question promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, overload

from aikg.questions import formats
from aikg.questions.contract import TRACE, Column
from aikg.questions.rows import Row, of_kind, row_type
from aikg.questions.table import Table
from aikg.questions.written import Written

if TYPE_CHECKING:
    from aikg.questions.contract import Question
    from aikg.questions.edition import Edition
    from aikg.questions.formats import Value
    from aikg.questions.trace import Quote

Quoting = Callable[[Iterable[str]], Sequence["Quote"]]
"""What gives the quotes of claims by their IRIs."""


@dataclass(frozen=True, repr=False)
class Answer(Written, Sequence[Row]):
    """The rows that answer a question.

    Attributes:
        question: The contract that the rows keep.
        rows: The rows, in the order of the query.
        edition: Which state of the graph they are of; None where it is not known.
        words: Gives the quotes of claims, for the notebook; None where no trace was asked for.
    """

    question: Question
    rows: tuple[Row, ...]
    edition: Edition | None = None
    words: Quoting | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Make the rows of the question's own type."""
        kind = row_type(self.question)
        object.__setattr__(self, "rows", tuple(of_kind(row, kind) for row in self.rows))

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.question.columns]

    def cells(self) -> list[list[Value]]:
        """The rows as lists, in the order of the columns."""
        return [list(row.values()) for row in self.rows]

    def with_trace(self) -> Table:
        """The rows with one more column, `claims`: the IRIs of the claims that each rests on."""
        columns = [*self.columns, TRACE]
        rows = [{**row, TRACE: list(row.rests_on)} for row in self.rows]
        promised = (*self.question.columns, Column(TRACE, "iri", many=True))
        return Table(columns, rows, self.edition, promised)

    @property
    def typed(self) -> Sequence[Column]:
        """The columns with their types, units and what is said of them."""
        return self.question.columns

    @property
    def footer(self) -> str:
        """Which state of the graph it is of, in words; empty where that is not known."""
        return str(self.edition) if self.edition is not None else ""

    def to_json(self) -> str:
        """One JSON object: `{"question": NAME, "rows": [{column: value}], "graph": {…}}`.

        Bounds are numbers, infinity is the string "INF", lists are lists, what is unknown is null.
        `graph` has the version and the digest of the graph.
        """
        rows = [{name: formats.finite(value) for name, value in row.items()} for row in self.rows]
        return formats.to_json(self.document(rows))

    def document(self, rows: Sequence[Mapping[str, object]]) -> dict[str, Any]:
        """What is written as JSON, with these rows."""
        document: dict[str, Any] = {"question": self.question.name, "rows": list(rows)}
        if self.edition is not None:
            document["graph"] = self.edition.as_dict()
        return document

    def _repr_html_(self) -> str:
        from aikg.questions.notebook import show

        return show(self)
