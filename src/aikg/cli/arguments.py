"""What stands behind `aikg ask QUESTION`: the question's own parameters, dimensions, the rest.

A question's parameters stand in its own header, so that argparse cannot know them beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aikg.cli.output import FORMATS
from aikg.ground.errors import BadParameter, InputError, UnknownName
from aikg.questions.dimensions import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aikg.questions import Question

_FLAGS: Final = {"trace", *(d.name for d in DIMENSIONS if not d.value)}
_VALUED: Final = {"format", "store", *(d.name for d in DIMENSIONS if d.value)}


@dataclass
class Arguments:
    """What was asked: parameters and dimensions by name, and how to print."""

    parameters: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    help: bool = False


def read(question: Question, words: Sequence[str]) -> Arguments:
    """Read `--name value`, `--name=value` and `--flag`.

    Raises:
        UnknownName: there is no such parameter; says which there are.
        BadParameter: a value is missing, or given twice, or is no format.
        InputError: a value stands without a parameter.
    """
    told = Arguments()
    queue = list(words)
    while queue:
        word = queue.pop(0)
        if word in {"-h", "--help"}:
            told.help = True
            continue
        if not word.startswith("--") or len(word) < 3:
            name = word.strip("-").partition("=")[0].replace("_", "-")
            raise InputError(
                "a value without a parameter",
                expected=f"--name value, with a name of {', '.join(sorted(_known(question)))}",
                found=word,
                mend=f"Write --{name}." if name in _known(question) else "",
            )
        name, equals, value = word[2:].partition("=")
        name = name.replace("_", "-")
        if name not in _known(question):
            raise UnknownName.among(f"parameter of {question.name}", name, _known(question))
        if name in _FLAGS:
            if equals:
                raise BadParameter(f"--{name} takes no value", found=value)
        elif not equals:
            if not queue or queue[0].startswith("--"):
                raise BadParameter(f"--{name} has no value", mend=f"Write --{name} VALUE.")
            value = queue.pop(0)
        _add(told, name, value)
    return told


def _known(question: Question) -> set[str]:
    return {parameter.name for parameter in question.parameters} | _FLAGS | _VALUED


def _add(told: Arguments, name: str, value: str) -> None:
    where = told.others if name in _FLAGS | _VALUED else told.parameters
    if name in where:
        raise BadParameter(f"--{name} is given twice", mend="Give it once.")
    if name not in _FLAGS and not value.strip():
        raise BadParameter(f"--{name} is empty", mend=f"Write --{name} VALUE.")
    if name == "format" and value not in FORMATS:
        raise BadParameter(
            "--format is none of the known", expected=", ".join(FORMATS), found=value
        )
    where[name] = value
