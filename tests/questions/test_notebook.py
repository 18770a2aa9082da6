"""How an answer shows itself in a notebook: bounds told apart, sources at hand, no text a tag."""

from __future__ import annotations

import math
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import aikg
from aikg.questions.answer import Answer
from aikg.questions.edition import Edition
from aikg.questions.notebook import SHOWN
from aikg.questions.rows import Row
from aikg.questions.table import Table
from aikg.questions.trace import Quote

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), min_size=1)
CLAIM = "https://w3id.org/aikg/claim/example/one"
ALLOWED = {
    "table", "caption", "thead", "tbody", "tr", "th", "td", "b", "br", "small", "code",
    "details", "summary", "ul", "li", "p", "span",
}  # fmt: skip


class Reader(HTMLParser):
    """The tags, the attributes, the text of the caption, and that of each cell."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.caption = ""
        self.cells: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "br":
            self.open.append(tag)
        if tag in {"td", "th"}:
            self.cells.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "caption" in self.open:
            self.caption += data
        elif "td" in self.open or "th" in self.open:
            self.cells[-1] += data


@pytest.fixture(scope="module")
def hedges() -> Answer:
    with aikg.open() as graph:
        return graph.ask("hedges")


def cells(answer: Answer) -> dict[str, str]:
    """The cells of an answer of one row, by column."""
    read = Reader(answer._repr_html_())
    assert not read.open
    width = len(answer.columns) + (answer.words is not None)
    names = [*answer.columns, "sources"]
    return dict(zip(names, read.cells[width:], strict=False))


@pytest.mark.parametrize(
    ("lower", "upper", "shown"),
    [
        (0.0, 1e10, ("at least 0", "at most 10 billion")),
        (1e9, math.inf, ("at least 1 billion", "INF")),
        (3e10, 3e10, ("30 billion", "30 billion")),
        (None, None, ("–", "–")),
        (None, 5.0, ("–", "at most 5")),
    ],
)
def test_bounds_the_endless_and_the_unknown_are_told_apart(
    hedges: Answer, lower: float | None, upper: float | None, shown: tuple[str, str]
) -> None:
    row = {**hedges[0], "lower": lower, "upper": upper}
    told = cells(replace(hedges, rows=(Row(row),)))
    assert (told["lower"], told["upper"]) == shown
    told_why = replace(hedges, rows=(Row(row),))._repr_html_()
    assert ('title="without a ceiling"' in told_why) == (upper == math.inf)
    assert ('title="not known"' in told_why) == (lower is None)


def test_paid_and_committed_are_at_least_and_possible_at_most() -> None:
    with aikg.open() as graph:
        told = cells(graph.ask("totals", payee="Anthropic"))
    assert told["paid"] == told["committed"] == "at least 4 billion"
    assert told["possible"] == "at most 19 billion"
    assert (told["payer"], told["complete"]) == ("–", "no")


def test_least_and_most_over_readings_stay_the_bounds_that_they_are_of() -> None:
    with aikg.open() as graph:
        told = cells(graph.ask("totals", payee="Anthropic", readings=True))
    assert told["paid_least"] == told["paid_most"] == "at least 4 billion"
    assert told["possible_least"] == told["possible_most"] == "at most 19 billion"


def test_the_caption_has_title_question_version_and_digest() -> None:
    with aikg.open() as graph:
        answer = graph.ask("gaps")
        caption = Reader(answer._repr_html_()).caption
        told = graph.edition
    question = answer.question
    for words in (question.title, question.question, told.version, told.digest):
        assert words in caption


def test_a_traced_answer_has_the_quotes_of_each_row_at_hand() -> None:
    with aikg.open() as graph:
        for name in graph.questions.names:
            if name in {"investments", "hedges", "timeline", "totals", "gaps", "exclusivity"}:
                answer = graph.ask(name, trace=True)
                read = Reader(answer._repr_html_())
                width = len(answer.columns) + 1
                assert len(read.cells) == width * (len(answer) + 1)
                for number, row in enumerate(answer, 1):
                    cell = read.cells[width * number + width - 1]
                    for quote in graph.quotes(row):
                        assert f"“{quote.quote}” ¶{quote.paragraph}, {quote.title}" in cell


def test_without_a_trace_there_is_no_column_of_sources(hedges: Answer) -> None:
    assert "sources" not in Reader(hedges._repr_html_()).cells
    assert "details" not in Reader(hedges._repr_html_()).tags


def test_once_the_graph_is_closed_the_claims_are_still_named() -> None:
    with aikg.open() as graph:
        answer = graph.ask("investments", organization="NVIDIA", trace=True)
    told = cells(answer)["sources"]
    assert "claim:innovation-village-anthropic-alliance/nvidia-investment" in told
    assert "committed" not in told


@given(TEXT, TEXT, TEXT)
def test_no_text_is_a_tag(hedges: Answer, one: str, other: str, quoted: str) -> None:
    question = replace(hedges.question, title=f"<i>{one}", question=f"{other}<script>")
    row = Row(dict.fromkeys(hedges.columns, one), (f"{CLAIM}{'<x>'}",))
    answer = Answer(
        question,
        (row,),
        Edition(f"<b>{one}", f"</code>{other}"),
        words=lambda claims: [Quote(c, f"<a>{one}", f"<h1>{other}", 1, quoted) for c in claims],
    )
    read = Reader(answer._repr_html_())
    assert read.tags <= ALLOWED
    assert read.attributes <= {"title", "scope", "style"}
    assert not read.open
    assert f"“{quoted}” ¶1, <h1>{other}" in read.cells[-1]


def test_a_long_answer_shows_its_first_rows_and_says_how_many_more(hedges: Answer) -> None:
    answer = replace(hedges, rows=tuple(hedges.rows[:1]) * (SHOWN + 1_234))
    html = answer._repr_html_()
    assert html.count("<tr>") == SHOWN + 1
    assert "… 1,234 more" in html


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_no_text_is_a_tag_in_a_table_without_a_contract(texts: list[str]) -> None:
    read = Reader(Table(["<b>"], [{"<b>": text} for text in texts])._repr_html_())
    assert read.tags <= ALLOWED - {"b"}
    assert read.cells == ["<b>", *texts]


def test_iris_of_a_table_show_their_prefix() -> None:
    with aikg.open() as graph:
        html = graph.query("SELECT ?who { ?who rdfs:label 'NVIDIA' }")._repr_html_()
    assert Reader(html).cells == ["who", "kg:nvidia"]
    assert 'title="https://w3id.org/aikg/id/nvidia"' in html
