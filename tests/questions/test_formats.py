"""What is written can be read again: JSON, CSV, Markdown."""

from __future__ import annotations

import csv
import io
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aikg.questions.formats import finite, plain, to_csv, to_json, to_markdown

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"))
CELLS = st.none() | st.booleans() | st.integers() | st.floats() | TEXT | st.lists(TEXT, max_size=3)


def strict(text: str) -> object:
    """Read JSON as RFC 8259 has it, without the NaN and Infinity of Python's."""

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


@given(CELLS)
def test_json_holds_every_cell(cell: object) -> None:
    [back] = strict(to_json({"rows": [finite(cell)]}))["rows"]
    if isinstance(cell, float) and not math.isfinite(cell):
        assert back in {"INF", "-INF", "NaN"}
    else:
        assert back == cell


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_whole_numbers_have_no_point(number: float) -> None:
    written = finite(number)
    assert written == number
    assert isinstance(written, int) == number.is_integer()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (math.inf, "INF"),
        (-math.inf, "-INF"),
        (math.nan, "NaN"),
        ([math.inf], ["INF"]),
        ({"a": math.inf}, {"a": "INF"}),
    ],
)
def test_what_json_has_no_number_for_is_a_word(value: object, written: object) -> None:
    assert finite(value) == written
    strict(to_json({"value": finite(value)}))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_csv_gives_back_the_text_of_every_cell(rows: list[list[object]]) -> None:
    text = to_csv(["a", "b"], rows)
    back = list(csv.reader(io.StringIO(text, newline="")))
    assert back == [["a", "b"], *([plain(cell) for cell in row] for row in rows)]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_markdown_has_a_line_for_each_row_and_two_cells_in_each(rows: list[list[object]]) -> None:
    lines = to_markdown(["a", "b"], rows).split("\n")
    assert len(lines) == len(rows) + 2
    for line in lines:
        bare = line.replace("\\\\", "").replace("\\|", "")
        assert bare.count("|") == 3
