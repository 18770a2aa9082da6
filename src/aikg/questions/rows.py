"""A row's type: for each question a class whose attributes are its columns, with their types."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from aikg.ground.errors import UnknownName
from aikg.questions.formats import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aikg.questions.contract import Column, Question


class Untraced(tuple[str, ...]):
    """No claims, since it was not asked which ones; what was asked for and found empty is ()."""

    __slots__ = ()


UNTRACED: Final = Untraced()


class Row(Mapping[str, Value]):
    """One row of an answer: a mapping whose keys are also attributes.

    Each question's rows are of a class of its own, which has the columns as annotations.

    Attributes:
        rests_on: the IRIs of the claims that the row rests on; of most questions empty where the
            trace was not asked for.

    Examples:
        >>> row = Row({"investor": "Amazon", "lower": 4e9})
        >>> row.investor, row["lower"]
        ('Amazon', 4000000000.0)
        >>> row.investr
        Traceback (most recent call last):
        AttributeError: unknown column 'investr'. Did you mean investor?
    """

    __slots__ = ("_cells", "rests_on")

    def __init__(self, cells: dict[str, Value], rests_on: tuple[str, ...] = ()) -> None:
        self._cells = cells
        self.rests_on = rests_on

    def __getitem__(self, column: str) -> Value:
        return self._cells[column]

    def __getattr__(self, column: str) -> Any:  # noqa: ANN401  (what a cell holds)
        if column.startswith("_"):
            raise AttributeError(column)
        try:
            return self._cells[column]
        except KeyError:
            raise AttributeError(str(UnknownName.among("column", column, self._cells))) from None

    def __dir__(self) -> list[str]:
        """The columns too, for shells that complete names."""
        return sorted({*super().__dir__(), *self._cells})

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __repr__(self) -> str:
        cells = ", ".join(f"{name}={value!r}" for name, value in self._cells.items())
        return f"{type(self).__name__}({cells})"


def made(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Make all rows; meanwhile Python does not look for cycles, of which rows have none.

    It would go through all that are made already, again and again: a tenth of the time of 100,000.

    Examples:
        >>> made(Row({"investor": name}) for name in ("Amazon", "NVIDIA"))
        (Row(investor='Amazon'), Row(investor='NVIDIA'))
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        return tuple(rows)
    finally:
        if looking:
            gc.enable()


def of_kind(row: Row, kind: type[Row]) -> Row:
    """Give the same row as one of a question's own class.

    Examples:
        >>> row = Row({"investor": "Amazon"}, ("urn:claim",))
        >>> of_kind(row, Row) is row
        True
    """
    return row if type(row) is kind else kind(row._cells, row.rests_on)


# A union is not of type `type`: hence Any.
_TYPES: Final[dict[str, Any]] = {
    "number": float | None,
    "integer": int | None,
    "boolean": bool | None,
    "any": str | int | float | None,
}


def row_type(question: Question) -> type[Row]:
    """Give the class of a question's rows.

    Examples:
        >>> from aikg.questions.catalogue import Catalogue
        >>> kind = row_type(Catalogue.packaged()["investments"])
        >>> kind.__name__, kind.__annotations__["investor"], kind.__annotations__["lower"]
        ('InvestmentsRow', str | None, float | None)
    """
    return _row_type(question.name, question.title, question.columns)


@lru_cache(maxsize=256)
def _row_type(name: str, title: str, columns: tuple[Column, ...]) -> type[Row]:
    told = (f"{c.name}: {c.help or 'as its name says'}" for c in columns)
    return type(
        "".join(part.capitalize() for part in name.split("-")) + "Row",
        (Row,),
        {
            "__slots__": (),
            "__module__": __name__,
            "__doc__": "\n    ".join([f"One row of: {title}.\n\n    Attributes:", *told]),
            "__annotations__": {column.name: python_type(column) for column in columns},
        },
    )


def python_type(column: Column) -> Any:  # noqa: ANN401  (a type, or a union of types)
    """The Python type of what a column holds."""
    if column.many:
        return list[str] if column.type != "text" else list[str | dict[str, Value]]
    return _TYPES.get(column.type, str | None)
