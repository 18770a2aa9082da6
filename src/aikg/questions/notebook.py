"""How an answer shows itself in a notebook: bounds in words, and the quotes that each row rests on."""

from __future__ import annotations

from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Final

from aikg.ground.errors import EngineError
from aikg.ground.terms import shorten
from aikg.questions import markup

if TYPE_CHECKING:
    from aikg.questions.answer import Answer
    from aikg.questions.rows import Row
    from aikg.questions.trace import Quote

SHOWN: Final = 100
"""So many rows a notebook shows; the answer has them all."""


def show(answer: Answer) -> str:
    """Write an answer as a table in HTML.

    The caption has title, question, version and digest. Where the answer was asked with its trace,
    each row has its quotes, folded away, with paragraph, source and claim.
    """
    rows = answer.rows[:SHOWN]
    columns = answer.question.columns
    heads = markup.heads(columns)
    beside: list[str] = []
    if answer.words is not None:
        heads.append('<th scope="col">sources</th>')
        quoted = _quotes(answer, rows)
        beside = [_sources(row, quoted) for row in rows]
    cells = [list(row.values()) for row in rows]
    more = len(answer) - len(rows)
    beneath = f"<p>… {more:,} more; <code>to_pandas()</code> has all rows</p>" if more else ""
    return markup.table(heads, cells, columns, _caption(answer), beside) + beneath


def _caption(answer: Answer) -> str:
    question = answer.question
    top = f"<b>{escape(question.title)}</b> {escape(question.question)}"
    if answer.edition is None:
        return top
    version = escape(answer.edition.version or "without a version")
    digest = f"<code>{escape(answer.edition.digest)}</code>"
    return f"{top}<br><small>graph {version} digest {digest}</small>"


def _quotes(answer: Answer, rows: tuple[Row, ...]) -> dict[str, list[Quote]]:
    """The quotes of all claims that the rows rest on, by claim; none once the graph is closed."""
    found: dict[str, list[Quote]] = {}
    claims = {claim for row in rows for claim in row.rests_on}
    if not claims or answer.words is None:
        return found
    try:
        for quote in answer.words(claims):
            found.setdefault(quote.statement, []).append(quote)
    except EngineError:
        return {}
    return found


def _sources(row: Row, quoted: dict[str, list[Quote]]) -> str:
    if not row.rests_on:
        return markup.UNKNOWN
    items = []
    for claim in row.rests_on:
        named = f"<code>{escape(shorten(claim))}</code>"
        # Without its quotes a claim is named all the same.
        items += [_quote(quote, named) for quote in quoted.get(claim, [])] or [named]
    shown = "".join(f"<li>{item}</li>" for item in islice(items, SHOWN))
    more = f"<li>… {len(items) - SHOWN:,} more</li>" if len(items) > SHOWN else ""
    count = f"{len(row.rests_on):,} claim{'s' if len(row.rests_on) > 1 else ''}"
    return f"<td><details><summary>{count}</summary><ul>{shown}{more}</ul></details></td>"


def _quote(quote: Quote, claim: str) -> str:
    source = escape(quote.title or shorten(quote.source))
    return f"“{escape(quote.quote)}” ¶{quote.paragraph}, {source}, {claim}"
