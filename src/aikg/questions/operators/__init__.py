"""What SPARQL alone cannot answer: operators that a question's header names, a module for each."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from aikg.ground.errors import EngineError
from aikg.questions.answer import Answer
from aikg.questions.dimensions import READINGS
from aikg.questions.readings import with_extremes
from aikg.questions.rows import made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aikg.questions.contract import Question
    from aikg.questions.operators.asked import Asked
    from aikg.questions.rows import Row

# Where each is found; it is imported once a question needs it.
_OPERATORS: Final = {
    "changes": "changes",
    "identity": "identity",
    "loops": "loops",
    "paths": "chains",
    "reach": "chains",
    "shares": "shares",
}


def apply(question: Question, asked: Asked) -> Answer:
    """Turn what the query finds into the rows that the question promises.

    Raises:
        EngineError: the header names an operator that there is not.
    """
    module = _OPERATORS.get(question.operator)
    if module is None:
        raise EngineError(
            f"question {question.name} names an operator that there is not",
            expected=", ".join(sorted(_OPERATORS)),
            found=question.operator,
        )
    room = import_module(f"aikg.questions.operators.{module}")
    operator: Callable[[Asked], Iterable[Row]] = getattr(room, question.operator)
    over = READINGS in asked.dimensions and bool(question.additive)
    return Answer(with_extremes(question) if over else question, made(operator(asked)))
