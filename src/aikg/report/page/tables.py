"""The tables beneath the charts: everything that is drawn, and what is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aikg.report.page.amounts import NO_CEILING, amount, sortable, when
from aikg.report.page.html import Html, tag
from aikg.report.page.sankey import together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from aikg.report.money import Money
    from aikg.report.page.model import Page

    Mark = Callable[[Sequence[str], str], dict[str, str]]

ROWS: Final = 25
"""So many rows stand on one page of a table."""

Amount = tuple[str, float]
"""Currency and amount: those of one currency stand together, since a yen is no dollar."""

Key = str | float | tuple[str | float | Amount | None, str] | None
"""What a cell sorts by; None comes last. Of two, the first sorts and the second is searched."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, whether it holds numbers, and whether the greatest come first."""

    name: str
    number: bool = False
    falling: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row as markup, with what each of its cells sorts by."""

    html: Html
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with all its rows; `why` tells what a row is, where it is not what the title says."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    why: str = ""


Cell = tuple[str, Key]
"""What a cell shows, and what it sorts by."""

_AMOUNTS: Final = tuple(Column(name, True, True) for name in ("paid", "committed", "possible"))
_ORDER: Final = "those first that move the most beside others of their currency"


def tables(page: Page, mark: Mark) -> list[Table]:
    """All tables of the page."""
    agreements = _table("agreements", "Agreements", _AGREEMENTS, _agreements(page, mark))
    why = [_ORDER] if len(page.agreements) > 1 else []
    if len(agreements.rows) > len(page.agreements):
        why.insert(0, "one for each currency")
    agreements = replace(agreements, why=", ".join(why))
    return [
        agreements,
        _table("flows", "Flows of money", _FLOWS, _flows(page, mark)),
        _table("loops", "Money loops", _LOOPS, _loops(page, mark)),
        _table("moments", "Timeline", _MOMENTS, _moments(page, mark)),
        _table("readings", "Readings of contradictions", _READINGS, _readings(page, mark)),
        _table("quotes", "Quotes", _QUOTES, _quotes(page)),
        _table("sources", "Sources", _SOURCES, _sources(page)),
    ]


def _table(id_: str, title: str, columns: tuple[Column, ...], rows: Iterator[list[Cell]]) -> Table:
    return Table(id_, title, columns, tuple(_row(columns, cells) for cells in rows))


def _row(columns: Sequence[Column], cells: Sequence[Cell]) -> Row:
    first, *others = zip(columns, cells, strict=True)
    markup = [tag("th", first[1][0], scope="row")]
    markup += [
        tag("td", shown, class_="number" if column.number else None, data_name=column.name)
        for column, (shown, _) in others
    ]
    return Row(tag("tr", *markup), tuple(key for _, key in cells))


def _text(text: str) -> Cell:
    return text or "–", text.casefold() or None


def _by(text: str, key: str | Amount | None) -> Cell:
    """A cell that does not sort as its text does."""
    return text or "–", (key, text.casefold())


def _opening(mark: Mark, claims: Sequence[str], text: str, title: str) -> Cell:
    """A cell whose words open the quotes, where there are any."""
    if not claims:
        return _text(text)
    return tag("button", text, **mark(claims, title)), text.casefold()


def _amount(value: float, currency: str, shown: str | None = None) -> Cell:
    """A cell of an amount; another column may name the currency."""
    named = currency if shown is None else shown
    text = amount(value, named)
    if text == NO_CEILING and named:
        text = f"{text} ({named})"
    return _by(text, (currency, sortable(value)))


def _money(money: Money, currency: str, shown: str | None = None) -> list[Cell]:
    values = (money.paid, money.committed, money.possible)
    return [_amount(value, currency, shown) for value in values]


_AGREEMENTS: Final = (
    *(Column(name) for name in ("agreement", "kind", "payer", "payee")),
    Column("as stated", falling=True),
    Column("stage"),
    *_AMOUNTS,
    Column("counted"),
)


def _agreements(page: Page, mark: Mark) -> Iterator[list[Cell]]:
    for each in page.agreements:
        opening = _opening(mark, each.claims, each.name, each.name)
        payers = together(page, each.payers, "payer") if each.payers or each.payees else ""
        payees = together(page, each.payees, "payee") if each.payers or each.payees else ""
        words = [opening, *(_text(text) for text in (each.kind, payers, payees))]
        words += [_by(each.phrase, each.stated), _text(each.stage)]
        if not each.moved:
            yield [*words, *[("–", None)] * 3, _text(each.uncounted or "no")]
        for currency, money in each.moved:
            counted = "yes" if each.complete else "yes, in part undisclosed"
            yield [*words, *_money(money, currency), _text(counted)]


_FLOWS: Final = (
    *(Column(name) for name in ("payer", "payee", "currency")),
    *_AMOUNTS,
    Column("agreements"),
    Column("disputed"),
)


def _flows(page: Page, mark: Mark) -> Iterator[list[Cell]]:
    for flow in page.flows:
        payer, payee = together(page, flow.payers, "payer"), together(page, flow.payees, "payee")
        yield [
            _opening(mark, flow.claims, payer, f"{payer} to {payee}, {flow.currency}"),
            _text(payee),
            _text(flow.currency),
            *_money(flow.money, flow.currency, shown=""),
            _text("; ".join(page.name(iri) for iri in flow.agreements)),
            _text("yes" if flow.disputed else "no"),
        ]


_LOOPS: Final = (
    Column("organizations"),
    *_AMOUNTS[1:],
    Column("at one instant"),
    Column("agreements"),
)


def _loops(page: Page, mark: Mark) -> Iterator[list[Cell]]:
    for loop in page.loops:
        ring = " → ".join([*loop.organizations, loop.organizations[0]])
        yield [
            _opening(mark, loop.claims, ring, f"Money loop {ring}"),
            _amount(loop.committed, loop.currency),
            _amount(loop.possible, loop.currency),
            _text(loop.overlap),
            _text("; ".join(dict.fromkeys(leg.agreement for leg in loop.legs))),
        ]


_MOMENTS: Final = tuple(Column(name) for name in ("what", "when", "stage", "who", "as stated"))


def _moments(page: Page, mark: Mark) -> Iterator[list[Cell]]:
    for moment in page.moments:
        known = when(moment.earliest, moment.latest)
        yield [
            _opening(mark, moment.claims, moment.what, f"{moment.what}: {known}"),
            _by(known, moment.latest or moment.earliest or None),
            _text(moment.stage or "event"),
            _text(", ".join(moment.who)),
            _by(moment.as_stated, moment.latest or moment.earliest or None),
        ]


_READINGS: Final = (Column("agreement"), Column("told by"), Column("counts"), *_AMOUNTS)


def _readings(page: Page, mark: Mark) -> Iterator[list[Cell]]:
    for dispute in page.disputes:
        for reading in dispute.readings:
            voices = [page.sources[iri].title for iri in reading.sources if iri in page.sources]
            by = "; ".join(voices)
            for told in reading.told:
                name = page.name(told.agreement)
                yield [
                    _opening(mark, told.claims, name, f"{name}, as told by {by}"),
                    _text(by),
                    _text("yes" if reading.assessed else "no"),
                    *_money(told.money, told.currency),
                ]


_QUOTES: Final = (
    Column("quote"), Column("about"), Column("source"), Column("paragraph", True), Column("standing"),
)  # fmt: skip


def _quotes(page: Page) -> Iterator[list[Cell]]:
    for claim in page.claims.values():
        title = page.sources[claim.source].title if claim.source in page.sources else claim.source
        for paragraph, words in claim.quotes:
            yield [
                (f"“{words}”", words.casefold()),
                _text(page.name(claim.about)),
                _text(title),
                (str(paragraph), float(paragraph)),
                _text(claim.standing),
            ]


_SOURCES: Final = (
    Column("source"), Column("publisher"), Column("published"), Column("claims", True),
)  # fmt: skip


def _sources(page: Page) -> Iterator[list[Cell]]:
    counts: dict[str, int] = {}
    for claim in page.claims.values():
        counts[claim.source] = counts.get(claim.source, 0) + 1
    for source in page.sources.values():
        if source.iri not in counts:
            continue
        link: str = source.title
        if source.url.startswith(("https://", "http://")):
            link = tag("a", source.title, href=source.url, rel="noreferrer external")
        count = counts[source.iri]
        yield [
            (link, source.title.casefold()),
            _text(source.publisher),
            _by(source.published, source.instant or None),
            (f"{count:,}", float(count)),
        ]
