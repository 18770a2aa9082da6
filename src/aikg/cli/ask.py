"""`aikg ask`: the questions, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.cli.arguments import read
from aikg.cli.opening import add_store, opened
from aikg.cli.output import add_format, put, write
from aikg.cli.stopping import stoppable
from aikg.cli.verb import FINE, Verb
from aikg.questions.dimensions import heeded
from aikg.questions.table import Table

if TYPE_CHECKING:
    import argparse

    from aikg.questions import Question


def arguments(parser: argparse.ArgumentParser) -> None:
    """The question's name and its own parameters."""
    parser.usage = "aikg ask [QUESTION [--PARAMETER VALUE ...]] [--trace] [--format FORMAT]"
    parser.add_argument("question", nargs="?", help="which question; all are listed without it")
    add_format(parser)
    add_store(parser)
    # What a question takes stands in its own header, and is read only once its name is known.
    parser.add_argument(
        "parameters", nargs="...", help="the question's own, such as --organization"
    )


@stoppable
def run(arguments: argparse.Namespace) -> int:
    """List the questions, or ask one."""
    from aikg.questions import Catalogue

    catalogue = Catalogue.packaged()
    if arguments.question is None:
        put(_listed(list(catalogue)), arguments.format)
        return FINE
    question = catalogue[arguments.question]
    told = read(question, arguments.parameters)
    if told.help:
        write(help_of(question))
        return FINE
    others = told.others
    with opened(others.get("store", arguments.store)) as graph:
        answer = graph.ask(
            question.name,
            as_of=others.get("as-of"),
            known_by=others.get("known-by"),
            source=others.get("source"),
            readings="readings" in others,
            rollup="no-rollup" not in others,
            trace="trace" in others,
            **told.parameters,
        )
        format_ = others.get("format", arguments.format)
        if "trace" in others:
            from aikg.cli.tracing import put_traced

            put_traced(graph, answer, format_)
        else:
            put(answer, format_)
    return FINE


def help_of(question: Question) -> str:
    """The contract of a question, in words."""
    lines = [
        f"usage: aikg ask {question.name} "
        + "".join(f"[--{p.name} {p.type.upper()}] " for p in question.parameters)
        + "[--trace] [--format table|json|csv|markdown]",
        "",
        question.question,
        "",
    ]
    if question.parameters:
        lines.append("parameters:")
        for p in question.parameters:
            kind = f"default: {p.default}" if p.default else f"such as {p.example}"
            lines.append(f"  --{p.name}  {p.help} ({kind})")
        lines.append("")
    lines.append("as with other questions:")
    lines += [f"  --{d.name} {d.value}".rstrip() + f"  {d.help}" for d in heeded(question)]
    lines += ["  --trace  with the claims and quotes that each row rests on", "", "columns:"]
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
            {
                "question": q.name,
                "asks": q.question,
                "parameters": [f"--{parameter.name}" for parameter in q.parameters],
            }
            for q in questions
        ],
    )


VERB = Verb("ask", "ask a question by name; without a name, list them", arguments, run)
