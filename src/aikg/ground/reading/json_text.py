"""The text of JSON: what is wrong with it, and where."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from aikg.ground.reading.lines import fault_at

if TYPE_CHECKING:
    from aikg.ground.errors import SyntaxFault

# The parser dies of some thousands; a node and its value are two levels.
_DEEPEST = 64
_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*+")(\s*:)?|[\[{]|[\]}]', re.DOTALL)
# Numbers of JSON-LD are doubles; one with more digits is a text by mistake.
_MOST_DIGITS = 400


def offset_of(text: str, value: str) -> int:
    """Return where a string of JSON first stands, or 0 where it is written in an unusual way."""
    found = (text.find(json.dumps(value, ensure_ascii=ascii)) for ascii in (False, True))
    return max(0, *found)


def refuse_shape(text: str, name: str) -> None:
    """Refuse deep nesting, and a key that stands twice in one object: one would be lost.

    Raises:
        SyntaxFault: Names the place of the first.
    """
    keys: list[set[str]] = []
    for found in _TOKEN.finditer(text):
        sign = found[0][0]
        if sign in "[{":
            keys.append(set())
            if len(keys) > _DEEPEST:
                raise fault_at(
                    text,
                    name,
                    found.start(),
                    problem=f"nested more than {_DEEPEST} deep",
                    mend="Name the inner nodes by @id and state them side by side.",
                )
        elif sign in "]}":
            del keys[-1:]
        elif found[2] and keys:
            if found[1] in keys[-1]:
                raise fault_at(
                    text,
                    name,
                    found.start(),
                    len(found[1]),
                    problem="this key stands twice in one object",
                    mend="Put the values of both into one list.",
                )
            keys[-1].add(found[1])


def load(text: str, name: str) -> Any:  # noqa: ANN401 (JSON is any of its types)
    """Return the value of a JSON text.

    Raises:
        SyntaxFault: It is none.
    """

    def fault(token: str) -> SyntaxFault:
        return fault_at(
            text, name, max(text.find(token), 0), len(token), problem="a number that JSON has not"
        )

    def integer(digits: str) -> int:
        if len(digits) > _MOST_DIGITS:
            raise fault(digits)
        return int(digits)

    def real(digits: str) -> float:
        value = float(digits)
        if value in (float("inf"), float("-inf")):
            raise fault(digits)
        return value

    def constant(token: str) -> float:
        raise fault(token)

    try:
        return json.loads(text, parse_int=integer, parse_float=real, parse_constant=constant)
    except json.JSONDecodeError as error:
        problem = error.msg[0].lower() + error.msg[1:]
        raise fault_at(text, name, error.pos, problem=f"not JSON: {problem}") from None
