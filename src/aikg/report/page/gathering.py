"""Asking the graph for all that a page tells, of everything or of one organization."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from aikg.derive.units import roots
from aikg.ground.terms import bare
from aikg.questions.contract import Parameter
from aikg.questions.units import Units
from aikg.questions.values import terms_of
from aikg.report import money, reading
from aikg.report.money import Money
from aikg.report.page import claimed, disputes
from aikg.report.page.agreements import all_agreements, drawable
from aikg.report.page.flows import flows
from aikg.report.page.model import Leg, Loop, Moment, Page, Total
from aikg.report.page.version import version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aikg.questions import Row
    from aikg.report.money import Position
    from aikg.report.page.asked import Asked
    from aikg.report.page.model import Agreement

_EFFECTS: Final = """
SELECT ?stage ?effect { GRAPH graph:ontology { ?s aikg:effect ?effect ; skos:prefLabel ?stage } }
"""


def gather(graph: Asked, focus: str | None = None) -> Page:
    """Ask for all that the page tells.

    Args:
        graph: an open graph.
        focus: the label or IRI of an organization: only what it takes part in, its units included.

    Raises:
        UnknownName: there is no organization of that name; proposes the nearest.
    """
    names = graph.labels()
    tops = roots(graph.store)
    centre = _centre(graph, focus, tops) if focus else frozenset()
    claims = claimed.claims(graph)
    every = counted = money.positions(graph, tops)
    agreements = all_agreements(graph, names, claims, counted, tops)
    found = disputes.disputes(graph)
    if centre:
        agreements = [a for a in agreements if centre.intersection(a.parties)]
        counted = [position for position in counted if centre & position.parties]
        theirs = {agreement.iri for agreement in agreements}
        found = [dispute for dispute in found if theirs.intersection(dispute.agreements)]
    label = names.get(min(centre), "") if centre else ""
    moments = _moments(graph, label, claims, agreements)
    rank = {agreement.iri: place for place, agreement in enumerate(agreements)}
    found.sort(key=lambda dispute: min(rank.get(iri, len(rank)) for iri in dispute.agreements))
    drawn = drawable(agreements)
    moving = flows(counted)
    about = {agreement.iri for agreement in agreements}
    shown = {claim for moment in moments for claim in moment.claims}
    return Page(
        focus=label,
        names=names,
        sources=claimed.sources(graph),
        claims={i: c for i, c in claims.items() if not centre or c.about in about or i in shown},
        agreements=tuple(agreements),
        totals=tuple(_totals(graph, label, centre, counted)),
        flows=tuple(moving),
        network=reading.read(
            graph, drawn if centre or len(drawn) < len(agreements) else None, every
        ),
        beyond=len(agreements) - len(drawn),
        moments=tuple(moments),
        loops=tuple(_loops(graph, label, _spans(names, counted))),
        disputes=tuple(found),
        version=version(graph),
    )


def _centre(graph: Asked, focus: str, tops: Mapping[str, str]) -> frozenset[str]:
    """The organization in focus, at its top; what is asked for by a unit is told of the whole."""
    asked = Parameter("focus", "name", of="aikg:Agent", example="Anthropic", rollup=True)
    units = Units.read(graph.store, {})
    terms, _ = units.with_units(terms_of(asked, focus, graph.store))
    return frozenset(tops.get(iri, iri) for iri in map(bare, terms))


def _totals(
    graph: Asked, focus: str, centre: frozenset[str], counted: Sequence[Position]
) -> list[Total]:
    """Totals, those of the currency with the most flows first."""
    often = Counter(flow.currency for flow in flows(counted))
    if focus:
        asked = [
            ("in", graph.ask("totals", payee=focus, trace=True)),
            ("out", graph.ask("totals", payer=focus, trace=True)),
        ]
    else:
        asked = [("", graph.ask("totals", trace=True))]
    found = [
        _total(row, towards, _loose(str(row["currency"]), towards, centre, counted))
        for towards, rows in asked
        for row in rows
        if row["currency"]
    ]
    return sorted(found, key=lambda total: (-often[total.currency], total.currency))


def _loose(
    currency: str, towards: str, centre: frozenset[str], counted: Sequence[Position]
) -> float:
    """How much of a total is only the span of words."""
    return sum(
        each.money.loose
        for each in counted
        if each.currency == currency
        and (not centre or centre.intersection(each.payees if towards == "in" else each.payers))
    )


def _total(row: Row, towards: str, loose: float) -> Total:
    paid, committed, possible = (_float(row[name]) for name in ("paid", "committed", "possible"))
    figures = Money(paid, committed, possible, loose)
    complete, disputed = bool(row["complete"]), bool(row["disputed"])
    return Total(str(row["currency"]), figures, complete, disputed, row.rests_on, towards)


def _moments(
    graph: Asked,
    focus: str,
    claims: Mapping[str, claimed.Claim],
    agreements: Sequence[Agreement],
) -> list[Moment]:
    # A stage that binds binds no money where there is only a ceiling.
    unbound = {a.iri for a in agreements if a.moved and not any(m.committed for _, m in a.moved)}

    def effect(row: Row) -> str:
        told_ = effects.get(_text(row["stage"]), "")
        about = {claims[iri].about for iri in row.rests_on if iri in claims}
        return "possible" if told_ in {"paid", "committed"} and about <= unbound else told_

    effects = {str(row["stage"]): str(row["effect"]) for row in graph.query(_EFFECTS).rows}
    if focus:
        rows = graph.ask("timeline", trace=True, organization=focus)
    else:
        rows = graph.ask("timeline", trace=True)
    return [
        Moment(
            _text(row["earliest"]),
            _text(row["latest"]),
            _text(row["what"]),
            tuple(_list(row["who"])),
            _text(row["stage"]),
            _text(row["as_stated"]),
            effect(row),
            row.rests_on,
        )
        for row in rows
    ]


def _spans(
    names: Mapping[str, str], counted: Sequence[Position]
) -> Mapping[tuple[str, str], float]:
    """How much of an agreement, by its label and a currency, is only the span of a word."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    for each in counted:
        found[names.get(each.agreement, ""), each.currency] += each.money.loose
    return found


def _loops(graph: Asked, focus: str, spans: Mapping[tuple[str, str], float]) -> list[Loop]:
    found = []
    for row in graph.ask("money-loops", trace=True):
        organizations = tuple(_list(row["organizations"]))
        if focus and focus not in organizations:
            continue
        legs = row["legs"] if isinstance(row["legs"], list) else []
        found.append(
            Loop(
                organizations,
                _float(row["committed"]),
                _float(row["possible"]),
                _text(row["currency"]),
                tuple(_leg(leg, spans, _text(row["currency"])) for leg in legs),
                _text(row["overlap"]),
                row.rests_on,
            )
        )
    return found


def _leg(leg: Mapping[str, object], spans: Mapping[tuple[str, str], float], currency: str) -> Leg:
    agreement = _text(leg["agreement"])
    committed, possible = _float(leg["committed"]), _float(leg["possible"])
    loose = min(spans.get((agreement, currency), 0.0), possible - committed)
    money = Money(0.0, committed, possible, loose)
    return Leg(_text(leg["payer"]), _text(leg["payee"]), agreement, money)


def _list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _float(value: object) -> float:
    return float(value) if isinstance(value, float | int) else 0.0
