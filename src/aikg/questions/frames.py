"""Answers and tables as data frames and Arrow tables: each column of its type."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from aikg.questions.contract import Column
from aikg.questions.formats import Iri, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas
    import pyarrow

    from aikg.questions.formats import Value
    from aikg.questions.written import Tabular

_NAMES: Final[dict[type, str]] = {
    float: "number",
    int: "integer",
    Decimal: "decimal",
    bool: "boolean",
    str: "text",
    Iri: "iri",
}
_PANDAS: Final = {"number": "float64", "integer": "Int64", "boolean": "boolean"}
_LARGEST: Final = 2**63


def inferred(columns: Sequence[str], cells: Sequence[Sequence[Value]]) -> list[Column]:
    """Give columns the types that all their cells have; `any` for mixtures.

    Examples:
        >>> [column.type for column in inferred(["a", "b", "c"], [[1, 0.5, "x"], [2, None, 3]])]
        ['integer', 'number', 'any']
    """
    found = []
    for index, name in enumerate(columns):
        kinds = {type(row[index]) for row in cells} - {type(None)}
        kind = next(iter(kinds)) if len(kinds) == 1 else object
        found.append(Column(name, _NAMES.get(kind, "any"), many=kind is list))
    return found


def to_pandas(rows: Tabular) -> pandas.DataFrame:
    """Make a data frame; `Written.to_pandas` says how.

    Raises:
        ImportError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise ImportError(
            f"{error}. A data frame needs pandas: `pip install pandas` puts it beside aikg."
        ) from None
    frame = {}
    for column, values in _by_column(rows):
        kind = _kind(column, values)
        if kind == "date":
            series = pandas.Series(_instants(values), dtype="datetime64[us, UTC]")
        elif kind in _PANDAS:
            series = pandas.Series(values, dtype=_PANDAS[kind])
        else:
            series = pandas.Series(values, dtype="object" if kind != "text" else "str")
        frame[column.name] = series
    made = pandas.DataFrame(frame, columns=pandas.Index(rows.columns))
    made.attrs |= {"columns": {c.name: _told(c) for c in rows.typed}, "graph": rows.footer}
    return made


def to_arrow(rows: Tabular) -> pyarrow.Table:
    """Make an Arrow table; `Written.to_arrow` says how.

    Raises:
        ImportError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise ImportError(
            f"{error}. An Arrow table needs pyarrow: `pip install pyarrow` puts it beside aikg."
        ) from None
    of_kind: dict[str, Callable[[list[Any]], pyarrow.Array]] = {
        "number": lambda values: pa.array(values, pa.float64()),
        "integer": lambda values: pa.array(values, pa.int64()),
        "decimal": pa.array,
        "boolean": lambda values: pa.array(values, pa.bool_()),
        "date": lambda values: pa.array(_instants(values), pa.timestamp("us", tz="UTC")),
        "lists": lambda values: pa.array(values, pa.list_(pa.string())),
        "legs": pa.array,
        "text": lambda values: pa.array(values, pa.string()),
        "mixed": lambda values: pa.array(
            [None if value is None else plain(value) for value in values], pa.string()
        ),
    }
    fields, arrays = [], []
    for column, values in _by_column(rows):
        array = of_kind[_kind(column, values)](values)
        arrays.append(array)
        fields.append(pa.field(column.name, array.type, metadata=_told(column)))
    schema = pa.schema(fields, metadata={"graph": rows.footer} if rows.footer else None)
    return pa.Table.from_arrays(arrays, schema=schema)


def _by_column(rows: Tabular) -> list[tuple[Column, list[Any]]]:
    cells = rows.cells()
    return [(column, [row[index] for row in cells]) for index, column in enumerate(rows.typed)]


def _kind(column: Column, values: Sequence[Value]) -> str:
    """What a column holds; text where its values are none of the type that it should have."""
    known = [value for value in values if value is not None]
    if column.many:
        items = [item for value in known if isinstance(value, list) for item in value]
        legs = bool(items) and all(isinstance(item, dict) for item in items)
        return "legs" if legs else "lists"
    if column.type == "date":
        return "date" if all(_instant(str(value)) for value in known) else "text"
    if column.type == "integer":
        fits = all(isinstance(v, int) and -_LARGEST <= v < _LARGEST for v in known)
        return "integer" if fits else "mixed"
    if column.type in {"number", "boolean", "decimal"}:
        return column.type
    return "text" if all(isinstance(value, str) for value in known) else "mixed"


def _instants(values: Sequence[Value]) -> list[datetime | None]:
    return [None if value is None else _instant(str(value)) for value in values]


def _instant(text: str) -> datetime | None:
    """Read an xsd:dateTime; None where no year that calendars of programs have holds it."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)


def _told(column: Column) -> dict[str, str]:
    told = {"type": column.type, "unit": column.unit, "help": column.help}
    return {name: text for name, text in told.items() if text}
