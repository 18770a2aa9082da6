"""Asking: parameters in, SPARQL through the store, rows out."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from aikg.ground.errors import BadParameter, EngineError, UnknownName
from aikg.ground.spoken import given_as
from aikg.questions import operators, recalled
from aikg.questions.answer import Answer
from aikg.questions.changes import settled
from aikg.questions.dimensions import CHANGE, DIMENSIONS, READINGS, given_lines, heeded
from aikg.questions.found import pairs_found, rows_found
from aikg.questions.holding import HOLDINGS, ORGANIZATION, with_holding
from aikg.questions.merging import in_order
from aikg.questions.operators.asked import Asked
from aikg.questions.readings import fold, with_extremes
from aikg.questions.rows import UNTRACED, made
from aikg.questions.units import Units
from aikg.questions.values import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import QuerySolutions

    from aikg.questions.contract import Question
    from aikg.questions.rows import Row
    from aikg.store import Store


def ask(
    store: Store,
    question: Question,
    parameters: Mapping[str, str] | None = None,
    dimensions: Mapping[str, str] | None = None,
    names: Store | None = None,
) -> Answer:
    """Ask a question of a store.

    Args:
        store: where the graph is.
        question: the contract.
        parameters: for each parameter's name what the user gave; absent ones filter nothing.
        dimensions: what questions over positions can be asked with, such as `as-of`; empty text for those
            that take no value, such as `readings` and `trace`.
        names: where the names that are given are looked up; where the graph is by default.

    Raises:
        UnknownName: no such parameter, or no entry of that name.
        BadParameter: a value is not of its type.
    """
    chosen = dict(dimensions or {})
    _refuse_idle(question, chosen)
    told = dict(parameters or {})
    if READINGS in chosen and question.readings:
        told = _by_default(question, told, names or store) | told
    given = _given(store, question, told, chosen, names or store)
    if question.operator:
        asked = Asked(store, question, given, told, chosen)
        answer = operators.apply(question, asked)
    else:
        answer = _found(store, question, given, chosen)
    if "trace" not in chosen:
        for row in answer.rows:
            row.rests_on = row.rests_on or UNTRACED
    return answer


def _found(
    store: Store,
    question: Question,
    given: Mapping[str, Sequence[str]],
    chosen: Mapping[str, str],
) -> Answer:
    if READINGS in chosen and question.readings:
        holding = HOLDINGS[question.readings](store, given, chosen)

        def select(lines: Mapping[str, Sequence[str]]) -> Iterator[tuple[tuple[str, ...], Row]]:
            solutions = store.select(question.resolved({**given, **lines}))
            return pairs_found(question, solutions, holding.beside)

        return Answer(with_holding(question), tuple(holding.told(select)))
    solutions = store.select(question.resolved(given))
    got = {variable.value for variable in solutions.variables}
    missing = [column.name for column in question.columns if column.name not in got]
    if missing:
        raise EngineError(
            f"question {question.name} does not keep its contract",
            expected=f"columns {', '.join(missing)}",
            found=", ".join(sorted(got)),
        )
    if not question.additive:
        return Answer(question, made(rows_found(question, solutions)))
    told = _counted(question, solutions, given)
    if READINGS in chosen:
        rows = fold(question, ((dispute, reading, row) for (dispute, reading), row in told), store)
        return Answer(with_extremes(question), tuple(in_order(question, rows)))
    if CHANGE in given:
        return Answer(question, tuple(in_order(question, (row for _, row in told))))
    return Answer(question, made(row for _, row in told))


def _counted(
    question: Question, solutions: QuerySolutions, given: Mapping[str, Sequence[str]]
) -> Iterator[tuple[tuple[str, ...], Row]]:
    """The rows with the dispute and the reading of each, what may change at the date bounded."""
    disputed = ("dispute", "reading") if READINGS in given else ()
    if CHANGE not in given:
        return pairs_found(question, solutions, disputed)
    found = pairs_found(question, solutions, (*disputed, "change", "side"))
    return settled(question, ((a[:-2], a[-2], a[-1], row) for a, row in found))


def _refuse_idle(question: Question, chosen: Mapping[str, str]) -> None:
    """Refuse what the question takes no heed of: an answer as of today is none as of last year."""
    idle = {dimension.name for dimension in DIMENSIONS} - {d.name for d in heeded(question)}
    for name in chosen:
        if name in idle:
            raise BadParameter(
                f"{question.name} takes no heed of {given_as(name)}",
                mend="Leave it out, or ask one that counts, such as totals.",
            )


def _by_default(question: Question, told: Mapping[str, str], names: Store) -> dict[str, str]:
    """Give the other parameters that have a value by default, if the graph has that name."""
    found: dict[str, str] = {}
    for parameter in question.parameters:
        if parameter.default and parameter.name not in told:
            with suppress(UnknownName):
                terms_of(parameter, parameter.default, names)
                found[parameter.name] = parameter.default
    return found


def _given(
    store: Store,
    question: Question,
    parameters: Mapping[str, str],
    chosen: Mapping[str, str],
    names: Store,
) -> dict[str, list[str]]:
    # What other readings tell of those is worked out from their claims, not from positions.
    dated = {name: value for name, value in chosen.items() if name != READINGS}
    given = given_lines(dated if question.readings else chosen)
    if READINGS in chosen:
        given[READINGS] = []
    rolled = "no-rollup" not in chosen and question.rolls_up
    units = Units.read(store, chosen) if rolled else None
    for name, value in parameters.items():
        parameter = question.parameter(name)
        terms = terms_of(parameter, value, names)
        given[f"{parameter.name}-name"] = [str(Literal(_label(names, terms[0], value)))]
        given[parameter.name] = given[f"{parameter.name}-sure"] = terms
        if parameter.rollup and units:
            given[parameter.name], given[f"{parameter.name}-sure"] = units.with_units(terms)
    if units:
        given |= units.lines()
    recalls = question.depends_on(recalled.RECALLED)
    given |= recalled.lines(store, chosen) if recalls else recalled.NOTHING
    if question.depends_on(ORGANIZATION) and recalls:
        told = given.get(recalled.RECALLED, ())
        given[recalled.TAKING] = [
            recalled.NOBODY,
            *recalled.taking(told, given.get(ORGANIZATION, ())),
        ]
    _refuse_same(names, question, parameters, given)
    return given


def _refuse_same(
    store: Store,
    question: Question,
    parameters: Mapping[str, str],
    given: Mapping[str, Sequence[str]],
) -> None:
    """Refuse to be asked what one thing has to do with itself, or with its own unit."""
    for parameter in question.parameters:
        if not parameter.other_than:
            continue
        pair = (parameter, question.parameter(parameter.other_than))
        named = [one for one in pair if one.name in parameters]
        if not named:
            continue
        mine, other = (given.get(one.name) or terms_of(one, one.default, store) for one in pair)
        if not set(mine).isdisjoint(other):
            raise BadParameter(
                f"{given_as(pair[0].name)} and {given_as(pair[1].name)} are the same organization",
                expected=f"two that are not the same, nor one a unit of the other, such as "
                f"{pair[1].example} and {pair[0].example}",
                found=parameters[named[0].name],
            )


def _label(store: Store, term: str, otherwise: str) -> str:
    if not term.startswith("<"):
        return otherwise
    found = store.select(f"SELECT (MIN(?label) AS ?name) {{ {term} rdfs:label ?label }}")
    name = next(iter(found))["name"]
    return name.value if name is not None else otherwise
