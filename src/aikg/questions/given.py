"""What Python gives for a parameter, as the text that the command would give."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from aikg.ground.errors import BadParameter, UnknownName, did_you_mean, shown
from aikg.ground.names import nearest
from aikg.ground.spoken import given_as
from aikg.questions.dimensions import heeded

if TYPE_CHECKING:
    from aikg.questions.contract import Parameter, Question


def as_text(name: str, value: object) -> str | None:
    """Give text for text, a number or a date; None, which asks for nothing, stays None.

    Raises:
        BadParameter: it is of another type.

    Examples:
        >>> as_text("as_of", date(2026, 3, 31)), as_text("least", 1e9), as_text("payer", None)
        ('2026-03-31', '1000000000.0', None)
        >>> as_text("payer", ["NVIDIA", "AMD"])
        Traceback (most recent call last):
        aikg.ground.errors.BadParameter: payer is no text: expected one value, as text, found a list
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise BadParameter(
        f"{name} is no text", expected="one value, as text", found=f"a {type(value).__name__}"
    )


def as_flag(name: str, value: object) -> bool:
    """Give True or False, and nothing else: what is written as text is true, whatever it says.

    Raises:
        BadParameter: it is of another type.

    Examples:
        >>> as_flag("readings", "false")
        Traceback (most recent call last):
        aikg.ground.errors.BadParameter: readings is neither true nor false: expected True or False,
            found 'false'
    """
    if isinstance(value, bool):
        return value
    raise BadParameter(
        f"{name} is neither true nor false", expected="True or False", found=shown(repr(value))
    )


def parameter_of(question: Question, name: str) -> Parameter:
    """Give the parameter of a question that Python names.

    Raises:
        UnknownName: it has none of that name; proposes the nearest, and says which there are.

    Examples:
        >>> from aikg.questions.catalogue import Catalogue
        >>> parameter_of(Catalogue.packaged()["totals"], "no_rollup")
        Traceback (most recent call last):
        aikg.ground.errors.UnknownName: unknown parameter of totals 'no_rollup'. ...
    """
    try:
        return question.parameter(name)
    except UnknownName:
        own = sorted(given_as(parameter.name) for parameter in question.parameters)
        others = sorted([*(given_as(one.name) for one in heeded(question)), "trace"])
        near = nearest(name, [*own, *others])
        listed = "; ".join(", ".join(names) for names in (own, others) if names)
        raise UnknownName(
            f"unknown parameter of {question.name} '{shown(name)}'",
            mend=f"{did_you_mean(near)} Known: {listed}.".strip(),
            nearest=near,
        ) from None


def required(name: str, value: object) -> str:
    """Give the text that a call cannot do without.

    Raises:
        BadParameter: it is no text.

    Examples:
        >>> required("question", None)
        Traceback (most recent call last):
        aikg.ground.errors.BadParameter: the question is no text: expected a str, found a NoneType
    """
    if isinstance(value, str):
        return value
    raise BadParameter(
        f"the {name} is no text", expected="a str", found=f"a {type(value).__name__}"
    )
