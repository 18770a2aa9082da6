"""Reading the network out of the graph: roles and money as derived, phrases as the claims have them."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Final

from aikg.derive.counting.sides import OTHERS
from aikg.derive.units import roots
from aikg.report.money import Money, open_sides, positions
from aikg.report.network import Deal, Firmness, Network, Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aikg.report.money import Position
    from aikg.report.queries import Queries


_STANDS: Final = """
  GRAPH ?g {
    ?claim aikg:about ?deal ; aikg:kind ?kind ; aikg:standing ?standing .
    FILTER (?standing != aikg:standing-deprecated)
  }
"""

# Replaced agreements are history, and a programme of members alone moves no money itself.
_CLAIMS: Final = f"""
SELECT DISTINCT ?deal ?claim ?kind ?label ?contingent ?programme WHERE {{
  {_STANDS}
  GRAPH graph:ontology {{ ?kind rdfs:subClassOf* aikg:Agreement ; rdfs:label ?label }}
  FILTER NOT EXISTS {{ GRAPH graph:derived {{ ?successor aikg:replaces ?deal }} }}
  BIND (EXISTS {{
    GRAPH graph:ontology {{ ?kind rdfs:subClassOf* aikg:ContingentAgreement }} }} AS ?contingent)
  BIND (EXISTS {{
    GRAPH graph:ontology {{ ?kind rdfs:subClassOf* aikg:Programme }} }} AS ?programme)
}} ORDER BY ?deal ?claim ?kind
"""

_ROLES: Final = """
SELECT DISTINCT ?deal ?side ?agent WHERE {
  VALUES ?side { aikg:payer aikg:payee aikg:participant }
  GRAPH graph:ontology { ?role rdfs:subPropertyOf* ?side }
  GRAPH graph:derived { ?deal ?role ?agent }
} ORDER BY ?deal ?side ?agent
"""

_FIGURES: Final = f"""
SELECT DISTINCT ?claim ?figure ?phrase ?lower ?upper ?counted ?currency WHERE {{
  {_STANDS}
  GRAPH ?g {{
    ?claim aikg:hasFigure ?figure .
    ?figure aikg:figureRole ?role ; aikg:asStated ?phrase ; aikg:lower ?lower ; aikg:upper ?upper .
    OPTIONAL {{ ?figure aikg:currency ?currency }}
  }}
  GRAPH graph:ontology {{ ?role aikg:isCounted ?counted }}
}} ORDER BY ?claim DESC(?upper) ?figure
"""

_STAGES: Final = f"""
SELECT DISTINCT ?claim ?rank ?effect ?label WHERE {{
  {_STANDS}
  GRAPH ?g {{ ?claim aikg:hasStageEntry/aikg:stage ?stage }}
  GRAPH graph:ontology {{ ?stage aikg:rank ?rank ; aikg:effect ?effect ; skos:prefLabel ?label }}
}} ORDER BY ?claim ?rank
"""

_IMPLIED: Final = f"""
SELECT DISTINCT ?claim WHERE {{
  {_STANDS}
  GRAPH ?g {{ ?claim aikg:inferred ?what }}
  FILTER (?what IN (aikg:kind, aikg:about)
    || EXISTS {{ GRAPH graph:ontology {{ ?what rdfs:subPropertyOf* aikg:participant }} }})
  FILTER (?what != aikg:member)
}} ORDER BY ?claim
"""

_NAMES: Final = """
SELECT ?thing (MIN(?label) AS ?name) { ?thing rdfs:label ?label } GROUP BY ?thing
"""

_PUBLISHERS: Final = """
SELECT DISTINCT ?name { ?source aikg:publishedBy/rdfs:label ?name } ORDER BY ?name
"""

_PARTS: Final = """
SELECT DISTINCT ?part ?whole WHERE { GRAPH graph:derived { ?part aikg:trancheOf ?whole } }
ORDER BY ?whole ?part
"""

_UNCOUNTED: Final = """
SELECT ?deal WHERE {
  GRAPH graph:derived { ?deal a aikg:Agreement ; aikg:notCountedBecause aikg:not-counted-%s }
} ORDER BY ?deal
"""

_EFFECTS: Final = {
    "possible": Firmness.POSSIBLE,
    "committed": Firmness.COMMITTED,
    "paid": Firmness.PAID,
}
_FIRMEST_LAST: Final = [Firmness.POSSIBLE, Firmness.COMMITTED, Firmness.PAID]

Rows = list[dict[str, Any]]


def read(
    graph: Queries,
    agreements: Iterable[str] | None = None,
    counted: Sequence[Position] | None = None,
) -> Network:
    """Read who is tied to whom, units rolled up into their owners.

    Cancelled and replaced agreements are left out. Where claims differ, a deal bears all phrases;
    its money is what counts in totals. A whole bears the money of its parts too, as its phrase does.

    Args:
        graph: an open graph, or anything that answers SPARQL with a table.
        agreements: only these, by IRI; all of them by default.
        counted: the current positions of the graph; asked for by default.

    Examples:
        >>> import aikg
        >>> network = read(aikg.open())
        >>> for deal in network.deals:
        ...     if deal.kind == "cloud contract":
        ...         print(network.sentence(deal))
        Anthropic to Microsoft: $30 billion worth (cloud contract, committed).
        Anthropic to payee not named: up to one gigawatt (cloud contract, planned; ...).
        OpenAI to Amazon: $38 billion (cloud contract, signed).
    """
    names = {row["thing"]: str(row["name"]) for row in graph.query(_NAMES).rows}
    only = None if agreements is None else sorted(agreements)
    claims = _by(graph.query(_among(_CLAIMS, only)).rows, "deal")
    tops = roots(graph.store)
    counted = positions(graph, tops) if counted is None else counted
    moved, with_others = _moved(graph, counted), open_sides(counted)
    told = _Told(graph, only, moved)
    roles = _by(graph.query(_among(_ROLES, only)).rows, "deal")
    deals: list[Deal] = []
    unnamed: dict[str, Party] = {}
    programmes: dict[str, list[str]] = {}
    for deal, rows in claims.items():
        sides: dict[str, list[str]] = defaultdict(list)
        for role in roles.get(deal, []):
            agent = str(role["agent"])
            agent = tops.get(agent, agent)
            side = str(role["side"]).rpartition("#")[2]
            if agent not in sides[side]:
                sides[side].append(agent)
        if all(row["programme"] for row in rows) and not (sides["payer"] or sides["payee"]):
            programmes[names.get(deal, deal)] = sides["participant"]
            continue
        # Of an open list the money is not that of whom it names.
        for side in sorted(with_others.get(deal, ())):
            unnamed[f"{deal}#others-{side}"] = Party(names.get(OTHERS, OTHERS), stated=False)
            sides[side].append(f"{deal}#others-{side}")
        pairs = _pairs(deal, sides, unnamed)
        deals += told.deals(deal, rows, pairs, money=bool(sides["payer"] or sides["payee"]))
    keys = sorted({key for deal in deals for key in (deal.start, deal.end)})
    # An alliance of which one member alone is in the picture is not to be seen in it.
    seen = {name: of for name, of in programmes.items() if len(set(of).intersection(keys)) > 1}
    members = {member for of in seen.values() for member in of}
    parties = {
        key: unnamed.get(key) or Party(names.get(key, key), member=key in members) for key in keys
    }
    publishers = tuple(str(row["name"]) for row in graph.query(_PUBLISHERS).rows)
    return Network(parties, tuple(deals), tuple(sorted(seen)), publishers)


def _among(query: str, agreements: Sequence[str] | None) -> str:
    """Have a query look at these agreements alone."""
    if agreements is None:
        return query
    chosen = " ".join(f"<{agreement}>" for agreement in agreements)
    return query.replace("WHERE {", f"WHERE {{ VALUES ?deal {{ {chosen} }}", 1)


class _Told:
    """What the claims tell of figures and stages, and what of it counts."""

    def __init__(
        self,
        graph: Queries,
        only: Sequence[str] | None,
        moved: Mapping[str, Mapping[str, Money]],
    ) -> None:
        self.figures = _by(graph.query(_among(_FIGURES, only)).rows, "claim")
        self.stages = _by(graph.query(_among(_STAGES, only)).rows, "claim")
        self.implied = {row["claim"] for row in graph.query(_among(_IMPLIED, only)).rows}
        self.void, self.converted = (
            {str(row["deal"]) for row in graph.query(_UNCOUNTED % why).rows}
            for why in ("void", "converted")
        )
        self.moved = moved

    def deals(
        self, agreement: str, rows: Rows, pairs: Sequence[tuple[str, str]], *, money: bool
    ) -> list[Deal]:
        """Give a deal for each pair of parties and currency; none where the agreement is void."""
        claims = sorted({row["claim"] for row in rows})
        reached = [stage for claim in claims if (stage := self._reached(claim))]
        moved = self.moved.get(agreement, {})
        void = not moved and any(stage["effect"] == "void" for stage in reached)
        if void or agreement in self.void:
            return []
        figures = [figure for claim in claims for figure in self._figures(claim)]
        contingent = any(row["contingent"] for row in rows)
        latest = max(reached, key=lambda stage: int(stage["rank"]), default=None)
        last = str(latest["label"]) if latest else ""
        if agreement in self.converted:
            # What was paid before becomes something else: it is counted where it was paid.
            sum_told = f" of “{phrase}”" if (phrase := _phrase(figures)) else ""
            last = f"{last}, conversion{sum_told}".removeprefix(", ")
            money, moved = False, {}
        found = []
        for currency, sum_ in moved.items() or [("", None)]:
            own = [f for f in figures if f["currency"] == currency] if len(moved) > 1 else figures
            phrase = _phrase(own or figures)
            together = " together" if phrase and money and len(pairs) > 1 else ""
            firmness = _firmest(sum_) if sum_ else _firmness(reached, figures, contingent)
            found += [
                Deal(
                    agreement,
                    start,
                    end,
                    kind=str(rows[0]["label"]),
                    phrase=phrase + together,
                    stage=last,
                    firmness=firmness if money else Firmness.TIE,
                    money=sum_ if money else None,
                    currency=currency,
                    implied=any(claim in self.implied for claim in claims),
                )
                for start, end in pairs
            ]
        return found

    def _reached(self, claim: str) -> dict[str, Any] | None:
        """The latest stage that a claim tells; a term that has run its course says nothing new."""
        stages = [stage for stage in self.stages.get(claim, []) if stage["effect"] != "none"]
        return stages[-1] if stages else None

    def _figures(self, claim: str) -> Rows:
        """The figures that count, or else the first of the others, such as a capacity."""
        figures = self.figures.get(claim, [])
        return [figure for figure in figures if figure["counted"]] or figures[:1]


def _phrase(figures: Rows) -> str:
    return " or ".join(dict.fromkeys(str(figure["phrase"]) for figure in figures))


def _firmest(money: Money) -> Firmness:
    if money.paid:
        return Firmness.PAID
    return Firmness.COMMITTED if money.committed else Firmness.POSSIBLE


def _firmness(reached: Rows, figures: Rows, contingent: bool) -> Firmness:
    """How firm an agreement is of which no sum is told."""
    effects = [_EFFECTS[stage["effect"]] for stage in reached if stage["effect"] in _EFFECTS]
    firmest = min(effects, key=_FIRMEST_LAST.index, default=Firmness.POSSIBLE)
    ceiling = any(not figure["lower"] for figure in figures)
    # A ceiling without a floor binds no money, and neither does what depends on something else.
    return Firmness.POSSIBLE if contingent or ceiling else firmest


def _moved(graph: Queries, counted: Sequence[Position]) -> dict[str, dict[str, Money]]:
    """What counts of each agreement by currency, with what counts of its parts."""
    own: dict[str, list[Position]] = defaultdict(list)
    for position in counted:
        own[position.agreement].append(position)
    parts: dict[str, list[str]] = defaultdict(list)
    for row in graph.query(_PARTS).rows:
        parts[str(row["whole"])].append(str(row["part"]))
    found = {}
    for agreement in {*own, *parts}:
        within = [agreement]
        for each in within:
            within += [part for part in parts.get(each, ()) if part not in within]
        moved: dict[str, Money] = {}
        for position in (each for one in within for each in own.get(one, ())):
            if position.currency and position.money.possible:
                moved.setdefault(position.currency, Money())
                moved[position.currency] += position.money
        found[agreement] = dict(sorted(moved.items()))
    return found


def _pairs(
    deal: str, sides: dict[str, list[str]], unnamed: dict[str, Party]
) -> list[tuple[str, str]]:
    payers, payees, parties = sides["payer"], sides["payee"], sides["participant"]
    if not payers and not payees:
        return list(combinations(parties, 2))
    for side, ends in (("payer", payers), ("payee", payees)):
        if not ends:
            key = f"{deal}#{side}"
            unnamed[key] = Party(f"{side} not named", stated=False)
            ends.append(key)
    return [(payer, payee) for payer, payee in product(payers, payees) if payer != payee]


def _by(rows: Iterable[dict[str, Any]], column: str) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in rows:
        found[str(row[column])].append(row)
    return dict(found)
