"""How messages write what a user gives: as Python has it, or as the command does while it runs."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from keyword import iskeyword
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMAND: Final = ContextVar("command", default=False)
_PYTHON: Final = {"no-rollup": "rollup"}


@contextmanager
def to_the_command() -> Iterator[None]:
    """Speak of options and commands within this block."""
    token = _COMMAND.set(True)
    try:
        yield
    finally:
        _COMMAND.reset(token)


def given_as(name: str) -> str:
    """Write the name of a parameter.

    Examples:
        >>> given_as("as-of"), given_as("from")
        ('as_of', 'from_')
        >>> with to_the_command(): given_as("as-of")
        '--as-of'
    """
    if _COMMAND.get():
        return f"--{name}"
    name = _PYTHON.get(name, name).replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


def set_as(name: str, value: str = "", *, many: bool = False) -> str:
    """Write what sets a parameter to a value, or turns it on.

    Examples:
        >>> set_as("overwrite"), set_as("only", "asserted", many=True)
        ('overwrite=True', "only=['asserted']")
        >>> with to_the_command(): set_as("only", "asserted", many=True)
        '--only asserted'
    """
    if _COMMAND.get():
        return f"--{name} {value}".rstrip()
    told = repr([value] if many else value) if value else "True"
    return f"{given_as(name)}={told}"


def asked_as(question: str) -> str:
    """Write how a question is asked.

    Examples:
        >>> asked_as("identity")
        'graph.ask("identity")'
    """
    return f"aikg ask {question}" if _COMMAND.get() else f'graph.ask("{question}")'
