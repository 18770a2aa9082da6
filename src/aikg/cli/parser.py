"""The parser of the command line: argparse, with errors that are raised and options given once."""

from __future__ import annotations

import argparse
import math
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from aikg.ground.errors import BadParameter, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from _typeshed import SupportsWrite


class Parser(argparse.ArgumentParser):
    """A parser whose errors are raised, to be told like all others.

    An option with a value can be given once: argparse would let the last one win, unnoticed.

    Examples:
        >>> parser = Parser(prog="aikg ask")
        >>> _ = parser.add_argument("--format")
        >>> parser.parse_args(["--format", "json", "--format", "csv"])
        Traceback (most recent call last):
        aikg.ground.errors.BadParameter: --format is given twice. Give it once.
    """

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  (argparse's own settings)
        super().__init__(**settings)
        self.register("action", None, _Once)

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print the help; argparse itself overlooks an output that is full."""
        (file or sys.stdout).write(self.format_help())

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print."""
        raise InputError(message, mend=f"See {self.prog} --help.")


class _Once(argparse.Action):
    """Store a value, and refuse a second one."""

    seen = False

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        if option_string and self.seen:
            raise BadParameter(f"{option_string} is given twice", mend="Give it once.")
        self.seen = True
        setattr(namespace, self.dest, values)


def seconds(text: str) -> float:
    """Read a length of time.

    Raises:
        ArgumentTypeError: it is no number above 0, or endless.

    Examples:
        >>> seconds("2.5")
        2.5
    """
    try:
        length = float(text)
    except ValueError:
        length = math.nan
    if not 0 < length < math.inf:
        raise argparse.ArgumentTypeError(f"expected a number of seconds above 0, found {text!r}")
    return length
