"""Asking: parameters in, SPARQL through the store, rows out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal

from aikg.ground.errors import EngineError
from aikg.questions.answer import Answer, Row
from aikg.questions.contract import SEPARATOR, TRACE, Column, Question
from aikg.questions.table import cell
from aikg.questions.values import terms_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import BlankNode, NamedNode, QuerySolution, Triple

    from aikg.questions.formats import Value
    from aikg.store import Store

def ask(store: Store, question: Question, parameters: Mapping[str, str] | None = None) -> Answer:
    """Ask a question of a store.

    Args:
        store: where the graph is.
        question: the contract.
        parameters: for each parameter's name what the user gave; absent ones filter nothing.

    Raises:
        UnknownName: no such parameter, or no entry of that name.
        BadParameter: a value is not of its type.
    """
    values = {
        (parameter := question.parameter(name)).name: terms_of(parameter, given, store)
        for name, given in (parameters or {}).items()
    }
    solutions = store.select(question.with_values(values))
    got = {variable.value for variable in solutions.variables}
    missing = [column.name for column in question.columns if column.name not in got]
    if missing:
        raise EngineError(
            f"question {question.name} does not keep its contract",
            expected=f"columns {', '.join(missing)}",
            found=", ".join(sorted(got)),
        )
    traced = TRACE in got
    return Answer(question, tuple(_row(question, solution, traced) for solution in solutions))


def _row(question: Question, solution: QuerySolution, traced: bool) -> Row:
    cells = {column.name: _cell(column, solution[column.name]) for column in question.columns}
    claims = solution[TRACE] if traced else None
    text = claims.value if isinstance(claims, Literal) else ""
    return Row(cells, tuple(sorted(claim for claim in text.split(SEPARATOR) if claim)))


def _cell(column: Column, term: NamedNode | BlankNode | Literal | Triple | None) -> Value:
    if column.many:
        text = term.value if isinstance(term, Literal) else ""
        return sorted(item for item in text.split(SEPARATOR) if item)
    return cell(term)
