"""The command itself: finds the verb, runs it, and turns every error into one message."""

from __future__ import annotations

import argparse
import gc
import re
import sys
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from aikg.cli import streams
from aikg.cli.parser import Parser
from aikg.cli.stopping import STOPPED
from aikg.cli.verb import FINE, UNDONE, Verb
from aikg.ground.errors import AikgError, InputError, UnknownName
from aikg.ground.spoken import to_the_command

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROUP = "aikg.verbs"
_OBJECTS = 50_000
"""How many objects may come before the first search for cycles; Python's own 700 are soon there."""
_WITHOUT_VALUE = re.compile(r"--[\w-]+=")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns:
        0 where all is fine, 1 where the answer is "no", 2 where it could not be done.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:  # the process is ours, and mostly a short one
        gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
    try:
        streams.prepare()
        with to_the_command():
            code = _run(given)
        sys.stdout.flush()
        return code
    except AikgError as error:
        print(f"aikg: {error}", file=sys.stderr)
    except BrokenPipeError:
        # The reader has seen enough, as `head` has: that is no failure.
        streams.abandon()
        return FINE
    except KeyboardInterrupt:
        print("aikg: stopped", file=sys.stderr)
        return STOPPED
    except OSError as error:
        print(f"aikg: {error.filename or 'output'}: {error.strerror}", file=sys.stderr)
        streams.abandon()
    return UNDONE


def _run(given: list[str]) -> int:
    _refuse_empty(given)
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
    try:
        arguments = parser.parse_args(given[1:])
    except SystemExit:  # argparse has printed the help
        return FINE
    return verb.run(arguments)


def _refuse_empty(given: list[str]) -> None:
    for word in given:
        if not word.strip() or _WITHOUT_VALUE.fullmatch(word):
            raise InputError(
                "an empty argument",
                expected="a value",
                found=repr(word),
                mend="Leave it out, or give it a value.",
            )


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
    try:
        arguments = parser.parse_args(given)
    except SystemExit:
        return FINE
    if arguments.version:
        from importlib.metadata import version

        print(f"aikg {version('aikg')}")
    else:
        parser.print_help()
    return FINE
