"""What Python gives for a parameter, as the text that the command would give."""

from __future__ import annotations

from datetime import date, datetime

from aikg.ground.errors import BadParameter


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
