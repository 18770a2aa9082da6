"""The answers of the whole catalogue, computed on two stores and compared."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aikg.ground.errors import AikgError, InputError
from aikg.questions import Catalogue, ask
from aikg.questions.formats import finite

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aikg.questions.contract import Question
    from aikg.questions.rows import Row
    from aikg.store import Store

DIGITS: Final = 12
"""Significant digits in which sums must agree: stores add up in whatever order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, asked on both sides.

    Attributes:
        question: its name.
        given: the parameters that it was asked with.
        here: how many rows are right.
        there: how many rows there are.
        wrong: the rows that stand on one side alone, or why there is no answer; empty where all agree.
    """

    question: str
    given: Mapping[str, str]
    here: int
    there: int
    wrong: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The question as on the command line."""
        return " ".join([self.question, *(f"--{n} {v!r}" for n, v in self.given.items())])


def answers(here: Store, there: Store, catalogue: Catalogue) -> Iterator[Asked]:
    """Ask each question on both sides: for everything, and with the examples of its parameters.

    What cannot be asked here, such as an example that this graph does not have, is asked nowhere.
    """
    for question in sorted(catalogue, key=lambda one: one.name):
        examples = {p.name: p.example for p in question.parameters if p.example}
        for given in [{}, examples] if examples else [{}]:
            try:
                right = ask(here, question, given).rows
            except InputError:
                continue
            yield _compared(there, question, given, right)


def _compared(
    there: Store, question: Question, given: Mapping[str, str], right: tuple[Row, ...]
) -> Asked:
    try:
        found = ask(there, question, given).rows
    except AikgError as fault:
        return Asked(question.name, given, len(right), 0, (str(fault),))
    sent, came = Counter(map(_row, right)), Counter(map(_row, found))
    wrong = [f"missing: {row}" for row in (sent - came).elements()]
    wrong += [f"other: {row}" for row in (came - sent).elements()]
    return Asked(question.name, given, len(right), len(found), tuple(wrong))


def _row(row: Row) -> str:
    return json.dumps(
        {name: _rounded(finite(value)) for name, value in row.items()},
        sort_keys=True,
        default=str,
        ensure_ascii=False,
    )


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, list | tuple):
        return sorted((_rounded(one) for one in value), key=str)
    return value
