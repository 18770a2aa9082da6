"""The command itself: finds the verb, runs it, and turns every error into one message."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, NoReturn

from aikg.cli.verb import UNDONE, Verb
from aikg.ground.errors import AikgError, InputError, UnknownName

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROUP = "aikg.verbs"


class Parser(argparse.ArgumentParser):
    """A parser whose errors are raised, to be told like all others."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print."""
        raise InputError(message, mend=f"See {self.prog} --help.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns:
        0 where all is fine, 1 where the answer is "no", 2 where it could not be done.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except AikgError as error:
        print(f"aikg: {error}", file=sys.stderr)
    except BrokenPipeError:
        # The reader has gone, as `head` does; what is still buffered must not raise at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("aikg: stopped", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"aikg: {error.filename or 'output'}: {error.strerror}", file=sys.stderr)
    return UNDONE


def _run(given: list[str]) -> int:
    verbs = {point.name: point for point in entry_points(group=_GROUP)}
    wanted = next((word for word in given if not word.startswith("-")), None)
    if wanted is None or given[0] != wanted:
        return _top(given, {name: point.load() for name, point in verbs.items()})
    if wanted not in verbs:
        raise UnknownName.among("verb", wanted, sorted(verbs))
    # Only the verb in use is imported: a question pays for no reasoner and no validator.
    verb: Verb = verbs[wanted].load()
    parser = Parser(prog=f"aikg {verb.name}", description=verb.help, allow_abbrev=False)
    verb.arguments(parser)
    return verb.run(parser.parse_args(given[1:]))


def _top(given: list[str], verbs: dict[str, Verb]) -> int:
    width = max(map(len, verbs), default=0)
    listed = "\n".join(f"  {name:<{width}}  {verbs[name].help}" for name in sorted(verbs))
    parser = Parser(
        prog="aikg",
        usage="aikg VERB [ARGUMENT ...]",
        description="Who pays whom in the AI industry, for how much, and which words say so.",
        epilog=f"verbs:\n{listed}\n\n'aikg VERB --help' tells more of each.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print the version and stop")
    arguments = parser.parse_args(given)
    if arguments.version:
        from importlib.metadata import version

        print(f"aikg {version('aikg')}")
        return 0
    parser.print_help()
    return 0
