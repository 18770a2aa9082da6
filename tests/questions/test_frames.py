"""An answer as a data frame and as an Arrow table: the same content, each column of its type."""

from __future__ import annotations

import math
import sys
from datetime import UTC, datetime
from decimal import Decimal

import pandas
import pyarrow as pa
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

import aikg
from aikg.questions.answer import Answer
from aikg.questions.contract import Column
from aikg.questions.formats import plain
from aikg.questions.rows import Row
from aikg.questions.table import Table

TYPES = {"number": pa.float64(), "integer": pa.int64(), "boolean": pa.bool_()}
# For the questions that cannot be asked of everything.
GIVEN: dict[str, dict[str, str]] = {
    "changes": {"from": "2024", "to": "2026"},
    "dependence": {"customer": "Anthropic"},
    "evidence": {"of": "Anthropic"},
    "inflows": {"organization": "Anthropic"},
    "outflows": {"organization": "Anthropic"},
    "net-flow": {"a": "Anthropic", "b": "Microsoft"},
    "paths": {"a": "NVIDIA", "b": "OpenAI"},
    "reach": {"organization": "Anthropic"},
    "ties": {"a": "Anthropic", "b": "Microsoft"},
}


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    with aikg.open() as graph:
        return [graph.ask(name, **GIVEN.get(name, {})) for name in graph.questions.names]


def test_arrow_holds_what_the_rows_hold(answers: list[Answer]) -> None:
    for answer in answers:
        table = answer.to_arrow()
        assert table.column_names == answer.columns
        for column in answer.question.columns:
            told = [row[column.name] for row in answer]
            if column.type == "any":
                told = [None if value is None else plain(value) for value in told]
            if column.type == "date":
                told = [value and datetime.fromisoformat(value) for value in told]
            assert table[column.name].to_pylist() == told, (answer.question.name, column.name)


def test_each_column_has_the_type_that_the_question_promises(answers: list[Answer]) -> None:
    for answer in answers:
        schema = answer.to_arrow().schema
        for column in answer.question.columns:
            kind = schema.field(column.name).type
            if column.many:
                assert pa.types.is_list(kind)
            elif column.type == "date":
                assert kind == pa.timestamp("us", tz="UTC")
            else:
                assert kind == TYPES.get(column.type, pa.string())


def test_a_data_frame_holds_what_arrow_holds(answers: list[Answer]) -> None:
    for answer in answers:
        frame, table = answer.to_pandas(), answer.to_arrow()
        assert list(frame.columns) == table.column_names
        for name in table.column_names:
            told = [None if _is_gap(value) else value for value in frame[name]]
            kept = table[name].to_pylist()
            if any(column.type == "any" for column in answer.typed if column.name == name):
                told = [None if value is None else plain(value) for value in told]
            assert told == kept, (answer.question.name, name)


def _is_gap(value: object) -> bool:
    return not isinstance(value, list) and bool(pandas.isna(value))


def test_unknown_is_null_and_no_ceiling_is_infinite(answers: list[Answer]) -> None:
    question = next(answer.question for answer in answers if answer.question.name == "hedges")
    empty = dict.fromkeys(column.name for column in question.columns)
    answer = Answer(question, (Row(empty | {"upper": math.inf}), Row(empty)))
    assert answer.to_arrow()["upper"].to_pylist() == [math.inf, None]
    assert list(answer.to_pandas()["upper"].isna()) == [False, True]
    assert answer.to_pandas()["upper"][0] == math.inf


def test_version_digest_and_units_go_with_it(answers: list[Answer]) -> None:
    for answer in answers:
        schema, attributes = answer.to_arrow().schema, answer.to_pandas().attrs
        assert schema.metadata[b"graph"].decode() == attributes["graph"] == str(answer.edition)
        for column in answer.question.columns:
            told = schema.field(column.name).metadata
            assert told.get(b"unit", b"").decode() == column.unit
            assert attributes["columns"][column.name].get("help", "") == column.help


def test_an_answer_can_be_kept_as_parquet(answers: list[Answer]) -> None:
    for answer in answers:
        sink = pa.BufferOutputStream()
        pyarrow.parquet.write_table(answer.to_arrow(), sink)
        assert pyarrow.parquet.read_table(sink.getvalue()).num_rows == len(answer)


def test_a_trace_is_a_list_of_claims() -> None:
    with aikg.open() as graph:
        traced = graph.ask("timeline", trace=True).with_trace()
    table = traced.to_arrow()
    assert table.schema.field("claims").type == pa.list_(pa.string())
    assert table.schema.field("earliest").type == pa.timestamp("us", tz="UTC")
    assert all(table["claims"].to_pylist())


DECIMALS = st.decimals(
    allow_nan=False, allow_infinity=False, places=12, min_value=-(10**5), max_value=10**5
)


@given(st.lists(DECIMALS | st.none(), min_size=1, max_size=5))
def test_decimals_are_exact(values: list[Decimal | None]) -> None:
    table = Table(["sum"], [{"sum": value} for value in values])
    assert table.to_arrow()["sum"].to_pylist() == values
    assert [None if _is_gap(value) else value for value in table.to_pandas()["sum"]] == values


def test_decimals_of_a_query_are_exact() -> None:
    with aikg.open() as graph:
        table = graph.query("SELECT (0.1 + 0.2 AS ?sum) {}")
    assert table.rows == [{"sum": Decimal("0.3")}]
    assert pa.types.is_decimal(table.to_arrow().schema.field("sum").type)
    assert '"sum": 0.3' in table.to_json()
    assert table.to_csv() == f"sum\r\n0.3\r\n# {table.edition}\r\n"


@given(
    st.lists(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        max_size=5,
    )
)
def test_any_mixture_of_cells_becomes_a_table(values: list[object]) -> None:
    table = Table(["x"], [{"x": value} for value in values])
    assert table.to_arrow().num_rows == len(table.to_pandas()) == len(values)
    kinds = {type(value) for value in values if value is not None}
    if len(kinds) > 1:
        told = [None if value is None else plain(value) for value in values]
        assert table.to_arrow()["x"].to_pylist() == told


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-31T23:59:59Z", datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC)),
        ("2026-03-31T23:59:59+02:00", datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC)),
        ("2026-03-31T23:59:59", datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_dates_are_instants_in_utc(text: str, instant: datetime) -> None:
    table = Table(["at"], [{"at": text}, {"at": None}], promised=(Column("at", "date"),))
    assert table.to_arrow()["at"].to_pylist() == [instant, None]
    assert table.to_pandas()["at"][0] == instant


@pytest.mark.parametrize("text", ["-0044-03-15T00:00:00Z", "12026-01-01T00:00:00Z", "soon"])
def test_dates_that_no_timestamp_holds_stay_text(text: str) -> None:
    table = Table(["at"], [{"at": text}], promised=(Column("at", "date"),))
    assert table.to_arrow()["at"].to_pylist() == [text]
    assert list(table.to_pandas()["at"]) == [text]


def test_an_arrow_table_without_pyarrow_says_what_to_install(
    answers: list[Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError, match="pip install pyarrow"):
        answers[0].to_arrow()
