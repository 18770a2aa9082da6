"""How answers are put out: data alone on stdout, in one of four formats."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from aikg.questions.formats import TEXT_FORMATS, Iri, in_words

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from aikg.questions import Answer
    from aikg.questions.formats import Value
    from aikg.questions.table import Table

FORMATS: Final = ("table", *TEXT_FORMATS)

# What is piped on is cut by nobody: one row is one line.
_ENDLESS: Final = 100_000
# A terminal would obey these; data must not command it.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DIGEST: Final = re.compile(r"([0-9a-f]{8})[0-9a-f]{56}")


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add `--format` to a verb."""
    parser.add_argument(
        "--format", choices=FORMATS, default="table", help="how to print (default: table)"
    )


def console() -> Console:
    """A console on stdout: coloured where it is a terminal, without an edge where it is none."""
    from rich.console import Console

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            """Leave it to the command, whose exit code 1 means "no"."""
            raise BrokenPipeError

    terminal = sys.stdout.isatty()
    width = None if terminal else _ENDLESS
    return Screen(width=width, highlight=False, emoji=False, soft_wrap=not terminal)


def put(result: Answer | Table, format_: str) -> None:
    """Print an answer or a table in one of the formats."""
    if format_ == "table":
        print_table(result.columns, result.cells())
        if result.footer:
            # On a screen its beginning tells graphs apart; in full it is where it can be copied from.
            screen = sys.stdout.isatty()
            told = _DIGEST.sub(r"\1", result.footer) if screen else result.footer
            console().print(told, markup=False)
        return
    writers = {"json": result.to_json, "csv": result.to_csv, "markdown": result.to_markdown}
    write(writers[format_]())


def print_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    title: str = "",
    screen: Console | None = None,
) -> None:
    """Print rows for people: numbers in words from a million up, infinity as INF.

    On a terminal too narrow for the table, each row becomes a list of its columns: a table would
    break words in pieces, and in the end lose whole columns.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    screen = screen or console()
    heads = [name.replace("_", " ") for name in columns]
    values = [list(row) for row in rows]
    numeric = [any(_is_number(row[index]) for row in values) for index in range(len(heads))]
    cells = [[readable(value) for value in row] for row in values]
    if cells and _least_width(heads, cells, numeric) > screen.width:
        _print_lists(heads, cells, screen, title)
        return
    table = Table(
        box=SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False, show_edge=False
    )
    for head, number in zip(heads, numeric, strict=True):
        table.add_column(
            head, justify="right" if number else "left", overflow="fold", no_wrap=number
        )
    for row in cells:
        table.add_row(*map(Text, row))
    screen.print(table)


def _least_width(
    heads: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool]
) -> int:
    """How many columns of a terminal a table takes that breaks no word, and no number with its unit."""
    from rich.cells import cell_len

    width = 3 * (len(heads) - 1)  # two spaces of padding and a separator between the columns
    for index, head in enumerate(heads):
        texts = [row[index] for row in cells]
        words = texts if numeric[index] else [word for text in texts for word in text.split()]
        width += max(map(cell_len, [*words, *([head] if numeric[index] else head.split())]))
    return width


def _print_lists(
    heads: Sequence[str], cells: Sequence[Sequence[str]], screen: Console, title: str
) -> None:
    from rich.table import Table
    from rich.text import Text

    if title:
        screen.print(Text(title))
    for row in cells:
        listed = Table.grid(padding=(0, 2))
        listed.add_column(no_wrap=True, style="bold")
        listed.add_column(overflow="fold")
        for head, text in zip(heads, row, strict=True):
            listed.add_row(head, Text(text))
        screen.print(listed, "")


def readable(value: Value) -> str:
    r"""Write a cell for people, control characters as escapes.

    Examples:
        >>> [readable(value) for value in (1.5e10, 22.4e9, float("inf"), 160, None)]
        ['15 billion', '22.4 billion', 'INF', '160', '–']
        >>> readable([{"payer": "OpenAI", "possible": 4e9}, {"payer": "Amazon", "possible": None}])
        'OpenAI | 4 billion; Amazon | –'
        >>> readable(["Amazon.com, Inc.", "AWS"])
        'Amazon.com, Inc.; AWS'
        >>> readable("red \x1b[31m")
        'red \\x1b[31m'
    """
    if value is None:
        return "–"
    if isinstance(value, Iri):
        return value.short
    if isinstance(value, bool):
        return "yes" if value else "no"
    # Names hold commas.
    if isinstance(value, list):
        return "; ".join(readable(item) for item in value) or "–"
    if isinstance(value, dict):
        return " | ".join(readable(item) for item in value.values())
    if isinstance(value, float | int | Decimal):
        return in_words(float(value))
    return _CONTROL.sub(lambda found: repr(found[0])[1:-1], str(value))


def _is_number(value: Value) -> bool:
    return isinstance(value, float | int | Decimal) and not isinstance(value, bool)


def write(text: str) -> None:
    """Put text on stdout, with one line end behind it."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def note(text: str) -> None:
    """Say something on stderr, where it does not mix with the data."""
    print(text, file=sys.stderr)


def quieten() -> None:
    """Keep rdflib from logging what the findings say already, with a traceback."""
    import logging

    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
