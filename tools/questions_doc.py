"""Write docs/questions.md from the headers of queries/*.rq, the one place that says what they are.

Run it in the environment of the checkout::

    .venv/bin/python tools/questions_doc.py

A test fails while the page and the headers differ.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aikg.questions import Catalogue
from aikg.questions.dimensions import DIMENSIONS, heeded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aikg.questions import Question
    from aikg.questions.dimensions import Dimension

PAGE = Path(__file__).resolve().parent.parent / "docs" / "questions.md"

_HEAD = """# Questions

<!-- Written by tools/questions_doc.py from the headers of queries/*.rq: change those. -->

Each question is one `.rq` file of plain SPARQL 1.1. Any store that holds the graph answers it as it
stands; with a value for a parameter, the command and the Python call narrow it down. A column of
bounds holds `INF` where the words set no ceiling, and nothing where no figure is told.

`--format json`, `csv` and `markdown` print an answer for programs and for papers. Each has the version
and the digest of the graph: JSON as `graph`, tables beneath, and CSV in a last line that begins with `#`
and is no row. `pandas.read_csv(file, skipfooter=1, engine="python")` leaves it out.
"""


def page() -> str:
    """The page, as it should be.

    Example:
        >>> page().startswith("# Questions")
        True
    """
    questions = list(Catalogue.packaged())
    contents = "\n".join(f"- [{q.name}](#{_anchor(q.title)}): {q.question}" for q in questions)
    always = _table(
        ("dimension", "does", "of"),
        [
            (f"`--{d.name} {d.value}`".replace(" `", "`"), d.help, _which(d, questions))
            for d in DIMENSIONS
        ],
    )
    always.insert(
        0,
        "Beside its own parameters, a question takes those of these that can make a difference to"
        " it;\nwith another it refuses to answer, since the answer would be to something else.\n"
        "`--trace`, which every question takes, adds the claims and quotes that each row rests on."
        "\n",
    )
    sections = [_section(question) for question in questions]
    return "\n".join([_HEAD, contents, "", *always[:-1], *sections])


def _which(dimension: Dimension, questions: Sequence[Question]) -> str:
    takes = [question.name for question in questions if dimension in heeded(question)]
    return "every question" if len(takes) == len(questions) else ", ".join(takes)


def _section(question: Question) -> str:
    lines = [f"\n## {question.title}\n", f"{question.question} {question.counting}\n"]
    lines.append("```console")
    lines.append(f"$ .venv/bin/aikg ask {question.name}")
    for parameter in question.parameters:
        lines.append(
            f"$ .venv/bin/aikg ask {question.name} --{parameter.name} {_quoted(parameter.example)}"
        )
    lines.append("```\n")
    if question.parameters:
        rows = [
            (
                f"`{p.name}`",
                p.type,
                p.example,
                p.help + (f"; {p.default} unless told" * bool(p.default)),
            )
            for p in question.parameters
        ]
        lines += _table(("parameter", "type", "such as", "does"), rows)
    columns = []
    for c in question.columns:
        kind = f"list of {c.type}s" if c.many else c.type
        if c.unit:
            kind += f", in its {c.unit}"
        columns.append((f"`{c.name}`", kind, c.help))
    lines += _table(("column", "type", "holds"), columns)
    takes = ", ".join(f"`--{d.name}`" for d in heeded(question))
    file = f"queries/{question.name}.rq"
    lines.append(f"File: [`{file}`](../{file}). Takes {takes}. Tags: {', '.join(question.tags)}.")
    return "\n".join(lines)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [head, ("---",) * len(head), *rows]
    return [
        *("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines),
        "",
    ]


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def _anchor(title: str) -> str:
    """The anchor that GitHub makes of a heading."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.name}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
