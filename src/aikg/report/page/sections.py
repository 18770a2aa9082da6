"""Totals, loops and contradictions, each figure with a bar that tells firm from possible."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from aikg.report.money import Money
from aikg.report.page.amounts import amount
from aikg.report.page.html import Html, joined, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aikg.report.page.disputes import Dispute, Told
    from aikg.report.page.model import Leg, Loop, Page, Total

    Mark = Callable[[Sequence[str], str], dict[str, str]]

MOST: Final = 12
"""So many loops and contradictions are drawn; the tables have them all."""
ENDLESS: Final = tag("span", class_="endless")
"""The end of a bar that has no ceiling."""
_RULES: Final = {
    "standing": "the standing that editors gave a claim",
    "speaker": "who speaks",
    "number of sources": "the number of independent sources",
    "publication": "the later publication",
    "name": "nothing but the alphabet",
}
_OVERLAPS: Final = {
    "yes": "All legs are live at one instant.",
    "no": "The legs are never live all at once.",
    "possibly": "Whether all legs are ever live at once is not certain.",
}


def bar(money: Money, scale: float) -> Html:
    """A bar of what is paid, committed beyond that and possible beyond that; open without ceiling."""
    scale = scale or 1.0
    parts = [
        ("paid", money.paid),
        ("committed", money.committed - money.paid),
        ("possible", money.drawn - money.committed),
    ]
    spans = [
        tag("span", class_=name, style=f"width:{min(100.0, 100 * value / scale):.2f}%")
        for name, value in parts
        if value > 0
    ]
    if money.open:
        spans.append(ENDLESS)
    return tag("span", *spans, class_="bar", aria_hidden="true")


def totals(page: Page, mark: Mark) -> Html:
    """The totals of each currency; into and out of the organization in focus."""
    if not page.totals:
        return tag("p", "No amount of money is disclosed.", class_="note")
    return tag("div", *(_total(each, mark) for each in page.totals), class_="tiles")


def _total(total: Total, mark: Mark) -> Html:
    heading = {"in": "paid to it", "out": "paid by it"}.get(total.towards, "all that counts")
    money = total.money
    rows = [
        joined(tag("dt", name, class_=name), tag("dd", amount(value)))
        for name, value in (
            ("paid", money.paid),
            ("committed", money.committed),
            ("possible", money.possible),
        )
    ]
    remarks = [] if total.complete else ["Not all of it is told: it may be more."]
    if total.disputed:
        remarks.append("Some sources tell it otherwise.")
    if money.loose and money.ceiling:
        remarks.append(
            f"{amount(money.loose, total.currency)} of what is possible is only the span of a word "
            "such as “multibillion”: it is dotted, not drawn to scale."
        )
    title = f"{total.currency}, {heading}: {_firm(money, total.currency)}"
    return tag(
        "section",
        tag("h3", total.currency, " ", tag("small", heading)),
        bar(money, _scale([money])),
        tag("dl", *rows),
        tag("p", " ".join(remarks), class_="note") if remarks else "",
        tag("p", tag("button", "What it rests on", **mark(total.claims, title)), class_="note"),
        class_="tile",
    )


def loops(page: Page, mark: Mark) -> Html:
    """The loops that can carry the most, each leg with its bar."""
    if not page.loops:
        return tag("p", "No money goes round, as far as is told.", class_="note")
    cards = [_loop(page, loop, mark) for loop in page.loops[:MOST]]
    return joined(tag("div", *cards, class_="cards"), _beyond(len(page.loops), "loops"))


def _loop(page: Page, loop: Loop, mark: Mark) -> Html:
    ring = " → ".join([*loop.organizations, loop.organizations[0]])
    least = f"at least {amount(loop.committed, loop.currency)}" if loop.committed else ""
    endless = math.isinf(loop.possible)
    most = (
        f"at most {amount(loop.possible, loop.currency)}" if not endless else "no ceiling is told"
    )
    goes = (", and " if endless else " and ").join(part for part in (least, most) if part)
    firm = "" if loop.committed else " Nothing of it is committed all the way round."
    pairs: dict[tuple[str, str], list[Leg]] = {}
    for leg in loop.legs:
        pairs.setdefault((leg.payer, leg.payee), []).append(leg)
    sums = {pair: sum((leg.money for leg in legs), Money()) for pair, legs in pairs.items()}
    scale = _scale(sums.values())
    rows = []
    for pair, legs in pairs.items():
        for_ = [c for c in loop.claims if _about(page, c) in {leg.agreement for leg in legs}]
        money = sums[pair]
        told = f"{pair[0]} pays {pair[1]}"
        title = f"{told}: {amount(money.committed, loop.currency)} committed, "
        title += f"{amount(money.possible, loop.currency)} possible"
        rows.append(
            tag(
                "li",
                tag(
                    "button",
                    tag("span", pair[0], " → ", pair[1], class_="who"),
                    bar(money, scale),
                    tag("span", _firm(money, loop.currency), class_="sum"),
                    **mark(for_ or loop.claims, title),
                ),
            )
        )
    return tag(
        "article",
        tag("h3", ring),
        tag("p", f"Goes round: {goes}.{firm} {_OVERLAPS.get(loop.overlap, '')}"),
        tag("ul", *rows, class_="legs"),
        class_="card",
    )


def _scale(figures: Iterable[Money]) -> float:
    """What the whole width of a bar stands for; with some room where there is no ceiling."""
    told = list(figures)
    most = max((money.drawn for money in told), default=1.0)
    return 1.25 * most if any(money.open for money in told) else most


def _firm(money: Money, currency: str) -> str:
    """Tell an amount by how firm it is, each once."""
    parts = [f"{amount(money.paid, currency)} paid"] if money.paid else []
    if money.committed > money.paid:
        parts.append(f"{amount(money.committed, currency)} committed")
    if not money.ceiling:
        parts.append("no ceiling told")
    elif money.possible > money.committed or not parts:
        span = " by the span of a word" if money.loose else ""
        parts.append(f"{amount(money.possible, currency)} possible{span}")
    return ", ".join(parts)


def _about(page: Page, claim: str) -> str:
    told = page.claims.get(claim)
    return page.name(told.about) if told else ""


def contradictions(page: Page, mark: Mark) -> Html:
    """Disputes, their readings side by side, the one that counts first."""
    if not page.disputes:
        return tag("p", "No two sources contradict each other.", class_="note")
    cards = [_dispute(page, dispute, mark) for dispute in page.disputes[:MOST]]
    return joined(
        tag("div", *cards, class_="disputes"), _beyond(len(page.disputes), "contradictions")
    )


def _dispute(page: Page, dispute: Dispute, mark: Mark) -> Html:
    told = [each for reading in dispute.readings for each in reading.told]
    scale = _scale(each.money for each in told)
    columns = []
    for reading in dispute.readings:
        names = [
            page.sources[s].title if s in page.sources else page.name(s) for s in reading.sources
        ]
        dates = [page.sources[s].published for s in reading.sources if s in page.sources]
        heading = "; ".join(names) or "A reading"
        rows = [_told(page, each, scale, reading.sources, mark) for each in reading.told]
        counts = tag("span", "this one counts", class_="badge") if reading.assessed else ""
        columns.append(
            tag(
                "section",
                tag("h4", heading),
                tag("p", ", ".join(dict.fromkeys(dates)), " ", counts, class_="note"),
                tag("ul", *rows, class_="legs"),
                class_="reading assessed" if reading.assessed else "reading",
            )
        )
    return tag(
        "article",
        tag("h3", "; ".join(page.name(iri) for iri in dispute.agreements)),
        tag("div", *columns, class_="readings"),
        *(tag("p", sentence) for sentence in _why(dispute)),
        class_="card",
    )


def _why(dispute: Dispute) -> list[str]:
    """What is told differently, and which rule puts the first reading first."""
    fields = ", ".join(dict.fromkeys(ruling.field for ruling in dispute.rulings))
    named = dict.fromkeys(rule for ruling in dispute.rulings for rule in ruling.rules)
    rules = ", ".join(_RULES.get(rule, rule) for rule in named)
    if not fields:
        return []
    first = f" What decides is {rules}." if rules else ""
    return [f"Told differently: {fields}.{first}"]


def _told(page: Page, told: Told, scale: float, sources: Sequence[str], mark: Mark) -> Html:
    name = page.name(told.agreement)
    words = _words(page, told, sources)
    figures = _firm(told.money, told.currency) if told.money.possible else "no amount counts"
    voices = "; ".join(page.sources[s].title for s in sources if s in page.sources)
    title = f"{name}, as told by {voices}: {words}"
    return tag(
        "li",
        tag(
            "button",
            tag("span", name, class_="who"),
            tag("span", f"“{words.replace('; ', '” “')}”", class_="words") if words else "",
            bar(told.money, scale),
            tag("span", figures, class_="sum"),
            **mark(_own(page, told, sources), title),
        ),
    )


def _words(page: Page, told: Told, sources: Sequence[str]) -> str:
    """The figures as the sources of a reading state them, or else the stages."""
    claims = [page.claims[iri] for iri in _own(page, told, sources) if iri in page.claims]
    amounts = [f.words for c in claims for f in c.figures if f.name in {"price", "principal"}]
    stages = [stage.words for claim in claims for stage in claim.stages]
    return "; ".join(dict.fromkeys(amounts or stages))


def _own(page: Page, told: Told, sources: Sequence[str]) -> Sequence[str]:
    """The claims of the sources of a reading, among all that it rests on."""
    own = [c for c in told.claims if c in page.claims and page.claims[c].source in sources]
    return own or told.claims


def _beyond(count: int, what: str) -> Html:
    if count <= MOST:
        return Html()
    return tag(
        "p", f"Drawn are {MOST} of {count:,} {what}; the table beneath has them all.", class_="note"
    )
