"""What a verb of the command is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

FINE: Final = 0
"""Exit code: it was done, and the answer is not "no"."""
NO: Final = 1
"""Exit code: it was done, and the answer is "no": does not conform, evidence differs."""
UNDONE: Final = 2
"""Exit code: it could not be done."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: its name, a line of help, its arguments, and what it does.

    Attributes:
        name: what the user types after `aikg`.
        help: one line, for `aikg --help`.
        arguments: adds the verb's arguments to its parser.
        run: does it, and gives the exit code.
    """

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
