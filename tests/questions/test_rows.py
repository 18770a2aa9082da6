"""Rows are of their question's own type, whose annotations hold for what is in them."""

from __future__ import annotations

from types import NoneType
from typing import Any, get_args, get_origin

import pytest

import aikg
from aikg.questions import Catalogue, Row
from aikg.questions.rows import row_type
from derive.deals import CASES, opened

NAMES = Catalogue.packaged().names


@pytest.fixture(scope="module")
def everything() -> aikg.Graph:
    """All dev cases together."""
    return opened(*CASES)


def holds(annotation: Any, value: object) -> bool:
    """Whether a value is of an annotated type."""
    if get_origin(annotation) is list:
        [inside] = get_args(annotation)
        return isinstance(value, list) and all(holds(inside, item) for item in value)
    if get_origin(annotation) is dict:
        return isinstance(value, dict)
    if isinstance(annotation, type):
        return isinstance(value, annotation) and (annotation is bool or type(value) is not bool)
    return any(
        value is None if option is NoneType else holds(option, value)
        for option in get_args(annotation)
    )


@pytest.mark.parametrize("question", NAMES)
def test_each_cell_is_of_the_type_that_the_class_of_its_row_says(
    everything: aikg.Graph, question: str
) -> None:
    answer = everything.ask(question)
    kind = row_type(answer.question)
    assert list(kind.__annotations__) == answer.columns
    for row in answer:
        assert type(row) is kind
        for name, value in row.items():
            assert holds(kind.__annotations__[name], value), (name, value)
            assert getattr(row, name) == value


def test_each_question_has_a_class_of_its_own_that_says_what_its_columns_hold() -> None:
    kinds = {row_type(question) for question in Catalogue.packaged()}
    assert len(kinds) == len({kind.__name__ for kind in kinds}) == len(NAMES)
    assert all(issubclass(kind, Row) for kind in kinds)
    totals = row_type(Catalogue.packaged()["totals"])
    assert totals.__name__ == "TotalsRow"
    assert "paid: at least so much has changed hands" in (totals.__doc__ or "")


def test_least_and_most_are_in_the_type_of_rows_with_readings(everything: aikg.Graph) -> None:
    row = everything.ask("totals", payee="Anthropic", readings=True)[0]
    assert {"possible_least", "possible_most"} <= set(type(row).__annotations__) & set(dir(row))
    assert repr(row).startswith("TotalsRow(payer=None, payee='Anthropic', ")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("organisation", "Did you mean organization? Known: organization; source, trace."),
        ("who", "Known: organization; source, trace."),
    ],
)
def test_a_wrong_name_of_a_parameter_names_the_right_ones(wrong: str, words: str) -> None:
    with pytest.raises(aikg.UnknownName) as raised:
        aikg.open().ask("investments", **{wrong: "NVIDIA"})
    assert str(raised.value) == f"unknown parameter of investments '{wrong}'. {words}"
