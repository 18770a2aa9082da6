"""Writing the page: the template with its parts, its data and its scripts inside."""

from __future__ import annotations

import gzip
from base64 import b64encode
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any, Final

from aikg.report.boxes import headline
from aikg.report.legend import notes, signs
from aikg.report.page import library, sections
from aikg.report.page.amounts import amount
from aikg.report.page.html import Html, data, joined, tag
from aikg.report.page.sankey import Diagram, diagrams
from aikg.report.page.tables import ROWS, Table, tables
from aikg.report.page.timeline import timeline
from aikg.report.picture import inset
from aikg.report.svg import element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aikg.report.legend import Sign
    from aikg.report.network import Deal
    from aikg.report.page.claimed import Stated
    from aikg.report.page.model import Page

_DIAGRAMS: Final = 3
"""So many currencies have a diagram of their own; the table of flows has them all."""
_OPEN: Final = frozenset({"agreements", "flows"})
"""The tables that are not folded."""
_CLAIMS: Final = 60
"""So many claims a mark opens at most; the table of quotes has them all."""
_ENDLESS: Final = tag(
    "li",
    tag("span", class_="swatch endless"),
    tag("span", tag("b", "no ceiling"), " none is told; how long the dots are says nothing"),
)


def render(page: Page) -> str:
    """Write the page as one HTML document that needs nothing else, not even the network.

    Raises:
        InputError: the chart library is not installed.
    """
    marks = _Marks(page)
    flows = diagrams(page)
    parts = {
        "title": tag("title", f"{_title(page)} – aikg"),
        "heading": _title(page),
        "lead": _lead(page),
        "totals": sections.totals(page, marks),
        "network": _network(page, marks),
        "flows": _flows(flows),
        "loops": sections.loops(page, marks),
        "timeline": timeline(page, marks),
        "contradictions": sections.contradictions(page, marks),
        "version": _version(page),
    }
    made = tables(page, marks)
    # Only where some bar ends so: a legend tells what there is to see.
    dotted = any(sections.ENDLESS in parts[name] for name in ("totals", "loops", "contradictions"))
    parts["endless"] = _ENDLESS if dotted else Html()
    parts["tables"] = joined(*(_table(table) for table in made))
    payload = {
        "sources": [[s.title, s.publisher, s.published, s.url] for s in page.sources.values()],
        "claims": marks.claims(),
        "tables": {
            table.id: [[str(row.html), row.keys] for row in table.rows]
            for table in made
            if len(table.rows) > 1
        },
    }
    return Template(_asset("page.html")).substitute(
        {name: joined(part) for name, part in parts.items()},
        style=_asset("page.css"),
        script=_asset("page.js"),
        payload=_packed(data(payload)),
        diagrams=data([_diagram(each, marks) for each in flows[:_DIAGRAMS]]),
        library=tag("script", Html(library.script())) if flows else "",
    )


def _asset(name: str) -> str:
    return files("aikg.report.page").joinpath("assets", name).read_text(encoding="utf-8")


def _packed(text: str) -> str:
    """Compress a text, and write it in letters that nothing in a page can be mistaken for."""
    return b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode("ascii")


class _Marks:
    """Gives what makes an element open the quotes of claims, by their number in the page's data."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._numbers = {iri: number for number, iri in enumerate(page.claims)}
        self._sources = {iri: number for number, iri in enumerate(page.sources)}

    def __call__(self, claims: Sequence[str], title: str) -> dict[str, str]:
        return {
            "type": "button",
            "class_": "mark",
            "data_claims": " ".join(map(str, self.numbers(claims))),
            "data_title": title,
            "aria_haspopup": "dialog",
        }

    def numbers(self, claims: Sequence[str]) -> list[int]:
        found = [self._numbers[claim] for claim in claims if claim in self._numbers]
        return found[:_CLAIMS]

    def of_deal(self, deal: Deal) -> dict[str, str]:
        """The attributes of a deal in the picture, where there are no buttons."""
        claims = [c.iri for c in self._page.claims.values() if c.about == deal.agreement]
        sentence = self._page.network.sentence(deal)
        attributes = self(claims, f"{self._page.name(deal.agreement)}. {sentence}")
        del attributes["type"]
        # The name begins with the words that are seen, so that it can be said to be clicked.
        seen = " ".join(part for part in (headline(deal), deal.remark) if part)
        name = f"{seen}: {self._page.network.ends(deal)}"
        return {**attributes, "role": "button", "tabindex": "0", "aria_label": name}

    def claims(self) -> list[list[Any]]:
        """All claims, as the script shows them."""
        return [
            [
                self._sources.get(claim.source, -1),
                self._page.name(claim.about),
                claim.standing,
                claim.speaker,
                [list(quote) for quote in claim.quotes],
                [_stated(figure) for figure in claim.figures],
                [_stated(stage) for stage in claim.stages],
            ]
            for claim in self._page.claims.values()
        ]


def _stated(stated: Stated) -> list[str]:
    return [stated.name, stated.words, stated.hedge, stated.meaning]


def _title(page: Page) -> str:
    if page.focus:
        return f"{page.focus}: who pays it, whom it pays"
    return "Who pays whom in the AI industry"


def _lead(page: Page) -> Html:
    parties = {party for agreement in page.agreements for party in agreement.parties}
    told = {claim.source for claim in page.claims.values()}
    counts = [
        (len(page.agreements), "agreement"),
        (len(parties), "party" if len(parties) == 1 else "partie"),
        (len(page.claims), "claim"),
        (len(told), "source"),
    ]
    words = [f"{count:,} {word}{'' if count == 1 else 's'}" for count, word in counts]
    return tag("p", f"{', '.join(words[:-1])}, told by {words[-1]}.", class_="lead")


def _network(page: Page, marks: _Marks) -> Html:
    if not page.network.deals:
        return tag("p", "No two parties are tied to each other.", class_="note")
    picture = Html(inset(page.network, marks.of_deal))
    told = notes(page.network)
    if page.beyond:
        told.append(
            f"Drawn are {page.network.agreements} of {len(page.agreements):,} agreements, "
            "the greatest among a few parties; the table has them all."
        )
    return joined(
        tag(
            "div", picture, class_="scroll network", tabindex="0", role="region",
            aria_label="Alliance network, scrolls sideways",
        ),
        tag(
            "p", "The picture is wider than its frame: it scrolls sideways.",
            class_="note sideways", hidden=True,
        ),
        tag("ul", *(_sign(sign) for sign in signs(page.network)), class_="legend network-legend"),
        tag("p", " ".join(told), class_="note"),
    )  # fmt: skip


def _sign(sign: Sign) -> Html:
    """A line of the picture's legend, drawn by the picture's own hand."""
    line = element(
        "svg", sign.drawn(20, 7), viewBox="0 0 40 14", width=40, height=14, aria_hidden="true"
    )
    return tag("li", Html(line), tag("span", sign.words))


def _flows(made: Sequence[Diagram]) -> Html:
    if not made:
        return tag("p", "No flow of a disclosed amount is told.", class_="note")
    figures = []
    for number, diagram in enumerate(made[:_DIAGRAMS]):
        drawn = sum(band.value for band in diagram.bands if band.firmness != "open")
        open_ = any(band.firmness == "open" for band in diagram.bands)
        more = ", and more without a ceiling" if open_ else " in all"
        label = f"Flows in {diagram.currency}, {amount(drawn, diagram.currency)}{more}"
        figures.append(
            tag(
                "figure",
                tag("figcaption", tag("h3", diagram.currency)),
                tag(
                    "div", tag("p", "The diagram is being drawn.", class_="waiting"),
                    class_="sankey", id=f"sankey-{number}", role="group", aria_label=label,
                    style=f"min-height:{diagram.height}px",
                ),
                tag("p", " ".join(diagram.notes), class_="note") if diagram.notes else "",
            )
        )  # fmt: skip
    beyond = [diagram.currency for diagram in made[_DIAGRAMS:]]
    if beyond:
        named = ", ".join(beyond)
        figures.append(tag("p", f"Flows in {named} are in the table beneath.", class_="note"))
    return joined(*figures)


def _diagram(diagram: Diagram, marks: _Marks) -> dict[str, Any]:
    return {
        "height": diagram.height,
        "labels": diagram.labels,
        "sides": diagram.sides,
        "bands": [
            [b.source, b.target, b.value, b.firmness, b.title, marks.numbers(b.claims)]
            for b in diagram.bands
        ],
    }


def _table(table: Table) -> Html:
    if not table.rows:
        return Html()
    heads = [
        tag(
            "th",
            tag(
                "button", column.name, type="button", data_column=str(number),
                data_falling=column.falling,
            ),
            scope="col", aria_sort="none", class_="number" if column.number else None,
        )
        for number, column in enumerate(table.columns)
    ]  # fmt: skip
    body = [row.html for row in table.rows[:ROWS]]
    count = f"{len(table.rows):,} row{'' if len(table.rows) == 1 else 's'}"
    told = f"{count}, {table.why}" if table.why else count
    more = len(table.rows) > ROWS
    return tag(
        "details",
        tag("summary", tag("h3", table.title), " ", tag("span", told, class_="count")),
        tag(
            "div",
            tag(
                "table",
                tag("caption", table.title, class_="unseen"),
                tag("thead", tag("tr", *heads)),
                tag("tbody", *body),
            ),
            class_="scroll", tabindex="0", role="region", aria_label=f"{table.title}, table",
        ),
        tag("p", f"The first {ROWS} of {count}.", class_="note rest") if more else "",
        tag("nav", class_="pager", aria_label=f"Pages of {table.title}"),
        class_="table", id=f"table-{table.id}", data_table=table.id, data_rows=str(ROWS),
        open=table.id in _OPEN,
    )  # fmt: skip


def _version(page: Page) -> Html:
    rows = [joined(tag("dt", what), tag("dd", which)) for what, which in page.version]
    return tag("dl", *rows)
