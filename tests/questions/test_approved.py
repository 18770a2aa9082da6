"""The packaged graph answers each question as it was approved.

An answer that has changed for a reason is approved anew by

    .venv/bin/aikg ask NAME --format json > tests/questions/approved/NAME.json

and read before it is committed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import aikg
from aikg.ground.text import MAX_QUOTE_WORDS, count_words
from aikg.questions import Catalogue

APPROVED = Path(__file__).parent / "approved"
QUESTIONS = Catalogue.packaged().names


@pytest.fixture(scope="module")
def graph() -> aikg.Graph:
    return aikg.open()


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_is_answered_as_it_was_approved(graph: aikg.Graph, question: str) -> None:
    approved = json.loads((APPROVED / f"{question}.json").read_text(encoding="utf-8"))
    answered = json.loads(graph.ask(question).to_json())
    # Which state of the graph it is of changes with every claim that is added.
    for answer in (approved, answered):
        answer.pop("graph", None)
    assert answered == approved


def test_each_question_has_an_approved_answer_and_each_answer_its_question() -> None:
    assert sorted(file.stem for file in APPROVED.glob("*.json")) == QUESTIONS


def test_asking_twice_gives_the_same_bytes(graph: aikg.Graph) -> None:
    again = aikg.open()
    for question in QUESTIONS:
        assert again.ask(question).to_json() == graph.ask(question).to_json()


@pytest.mark.parametrize("question", ["evidence", "opinions"])
def test_no_approved_quote_is_longer_than_a_quote_may_be(question: str) -> None:
    rows = json.loads((APPROVED / f"{question}.json").read_text(encoding="utf-8"))["rows"]
    assert rows
    assert all(count_words(row["quote"]) <= MAX_QUOTE_WORDS for row in rows)


def test_what_words_support_is_named_and_no_iri(graph: aikg.Graph) -> None:
    named = {what for row in graph.ask("evidence") for what in row.supports}
    assert "Claude" in named
    assert [what for what in named if "://" in what] == []
