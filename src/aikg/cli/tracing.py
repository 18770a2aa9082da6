"""Rows with the claims and quotes that they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.cli.output import console, print_table, put, write
from aikg.ground.terms import shorten
from aikg.questions.formats import finite, to_json

if TYPE_CHECKING:
    from aikg.graph import Graph
    from aikg.questions import Answer, Row


def put_traced(graph: Graph, answer: Answer, format_: str) -> None:
    """Print an answer with its trace; CSV and Markdown have a column of the claims' IRIs."""
    if format_ == "json":
        rows = [
            {**{name: finite(value) for name, value in row.items()}, "trace": _trace(graph, row)}
            for row in answer
        ]
        write(to_json(answer.document(rows)))
    elif format_ == "table":
        _print(graph, answer)
    else:
        put(answer.with_trace(), format_)


def _trace(graph: Graph, row: Row) -> list[dict[str, object]]:
    return [
        {
            "claim": quote.statement,
            "source": quote.source,
            "paragraph": quote.paragraph,
            "quote": quote.quote,
        }
        for quote in graph.quotes(row)
    ]


def _print(graph: Graph, answer: Answer) -> None:
    screen = console()
    if not answer:
        print_table(answer.columns, [], screen=screen)
    for row in answer:
        print_table(answer.columns, [list(row.values())], screen=screen)
        for quote in graph.quotes(row):
            claim = shorten(quote.statement)
            screen.print(f"    ¶{quote.paragraph} “{quote.quote}”", markup=False)
            screen.print(
                f"        {claim}, {quote.title or quote.source}", style="dim", markup=False
            )
