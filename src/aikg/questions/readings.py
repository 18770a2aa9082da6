"""The least and the most over readings: one choice for each dispute, never figure by figure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aikg.questions.merging import about, amount, one_of
from aikg.questions.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.questions.contract import Column, Question
    from aikg.questions.formats import Value
    from aikg.store import Store

Told = tuple[str, str, Row]
"""A row of the undisputed, both texts empty, or of one reading of one dispute."""


def with_extremes(question: Question) -> Question:
    """Give the contract with a least and a most beside each column that adds up."""
    columns: list[Column] = []
    for column in question.columns:
        columns.append(column)
        if column.name in question.additive:
            for extreme in ("least", "most"):
                columns.append(
                    replace(
                        column,
                        name=f"{column.name}_{extreme}",
                        help=f"the {extreme} over the readings of disputes",
                    )
                )
    return replace(question, columns=tuple(columns))


@dataclass
class _Group:
    """The rows that agree in what they are about, such as the currency."""

    undisputed: Row | None = None
    disputed: dict[str, dict[str, Row]] = field(default_factory=lambda: defaultdict(dict))


def fold(question: Question, told: Iterable[Told], store: Store) -> list[Row]:
    """Put rows by dispute and reading together into one for each group, with the extremes.

    Args:
        question: the contract, without the columns of the extremes.
        told: the rows of the query, with dispute and reading.
        store: tells which readings there are, and which is assessed.
    """
    assessed, readings = readings_of(store)
    groups: dict[tuple[object, ...], _Group] = defaultdict(_Group)
    names = about(question)
    for dispute, reading, row in told:
        group = groups[tuple(row[name] for name in names)]
        if dispute:
            group.disputed[dispute][reading] = row
        else:
            group.undisputed = row
    return [_folded(question, group, assessed, readings) for group in groups.values()]


def readings_of(store: Store) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Give for each dispute the assessed reading, and all of them, by IRI."""
    readings: dict[str, set[str]] = defaultdict(set)
    assessed: dict[str, str] = {}
    query = """SELECT ?dispute ?reading ?first { GRAPH graph:derived {
      ?reading a aikg:Reading ; aikg:inDispute ?dispute .
      OPTIONAL { ?dispute aikg:assessedReading ?first } } }"""
    for row in store.select(query):
        readings[row["dispute"].value].add(row["reading"].value)
        if row["first"] is not None:
            assessed[row["dispute"].value] = row["first"].value
    return assessed, readings


def _folded(
    question: Question, group: _Group, assessed: dict[str, str], readings: dict[str, set[str]]
) -> Row:
    rows = [
        r
        for r in (group.undisputed, *(x for d in group.disputed.values() for x in d.values()))
        if r
    ]

    def figures(name: str) -> dict[str, Value]:
        told = least = most = amount(group.undisputed, name)
        for dispute, by_reading in group.disputed.items():
            # A reading that tells of nothing here is a choice too: it adds nothing.
            amounts = [amount(by_reading.get(r), name) for r in readings.get(dispute, by_reading)]
            told += amount(by_reading.get(assessed.get(dispute, "")), name)
            least += min(amounts)
            most += max(amounts)
        return {name: told, f"{name}_least": least, f"{name}_most": most}

    return one_of(question, rows, figures)
