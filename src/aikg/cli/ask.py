"""`aikg ask`: the questions, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.cli.output import FORMATS, add_format, put, write
from aikg.cli.verb import FINE, Verb
from aikg.ground.errors import BadParameter, InputError
from aikg.questions.table import Table

if TYPE_CHECKING:
    import argparse

    from aikg.questions import Question


def arguments(parser: argparse.ArgumentParser) -> None:
    """The question's name and its own parameters."""
    parser.usage = "aikg ask [QUESTION [--PARAMETER VALUE ...]] [--format FORMAT]"
    parser.add_argument("question", nargs="?", help="which question; all are listed without it")
    add_format(parser)
    # What a question takes stands in its own header, and is read only once its name is known.
    parser.add_argument("parameters", nargs="...", help="the question's own, such as --organization")


def run(arguments: argparse.Namespace) -> int:
    """List the questions, or ask one."""
    from aikg.graph import Graph
    from aikg.questions import Catalogue

    catalogue = Catalogue.packaged()
    if arguments.question is None:
        put(_listed(list(catalogue)), arguments.format)
        return FINE
    question = catalogue[arguments.question]
    format_, parameters = _parameters(question, arguments.parameters, arguments.format)
    if parameters is None:
        write(help_of(question))
        return FINE
    with Graph.open() as graph:
        put(graph.ask(question.name, **parameters), format_)
    return FINE


def _parameters(
    question: Question, words: list[str], format_: str
) -> tuple[str, dict[str, str] | None]:
    """Read `--name value` and `--name=value`; None where help is asked for."""
    given: dict[str, str] = {}
    queue = list(words)
    while queue:
        word = queue.pop(0)
        if word in {"-h", "--help"}:
            return format_, None
        if not word.startswith("--") or len(word) < 3:
            raise InputError(
                "a value without a parameter",
                expected=f"--name value, with a name of {_names(question)}",
                found=word,
            )
        name, equals, value = word[2:].partition("=")
        if name != "format":
            name = question.parameter(name).name
        if not equals:
            if not queue:
                raise BadParameter(f"--{name} has no value", mend=f"Write --{name} VALUE.")
            value = queue.pop(0)
        if name == "format":
            if value not in FORMATS:
                raise BadParameter(
                    "--format is none of the known", expected=", ".join(FORMATS), found=value
                )
            format_ = value
        elif name in given:
            raise BadParameter(f"--{name} is given twice", mend="Give it once.")
        else:
            given[name] = value
    return format_, given


def _names(question: Question) -> str:
    return ", ".join(parameter.name for parameter in question.parameters) or "format alone"


def help_of(question: Question) -> str:
    """The contract of a question, in words."""
    lines = [
        f"usage: aikg ask {question.name} "
        + "".join(f"[--{p.name} {p.type.upper()}] " for p in question.parameters)
        + "[--format table|json|csv|markdown]",
        "",
        question.question,
        "",
    ]
    if question.parameters:
        lines.append("parameters:")
        lines += [f"  --{p.name}  {p.help} (such as {p.example})" for p in question.parameters]
        lines.append("")
    lines.append("columns:")
    width = max(len(column.name) for column in question.columns)
    for c in question.columns:
        type_ = f"{'list of ' if c.many else ''}{c.type}{f' in {c.unit}' if c.unit else ''}"
        lines.append(f"  {c.name:<{width}}  {type_}{f': {c.help}' if c.help else ''}")
    return "\n".join([*lines, "", f"counting: {question.counting}"])


def _listed(questions: list[Question]) -> Table:
    columns = ["question", "asks", "parameters"]
    return Table(
        columns,
        [
            {"question": q.name, "asks": q.question, "parameters": [f"--{p.name}" for p in q.parameters]}
            for q in questions
        ],
    )


VERB = Verb("ask", "ask a question by name; without a name, list them", arguments, run)
