"""Reading the network out of the graph: roles as derived, phrases as the claims have them."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Final, Protocol

from aikg.derive.units import roots
from aikg.report.network import Deal, Firmness, Network, Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aikg.questions.table import Table
    from aikg.store import Store


class Queries(Protocol):
    """Whatever answers SPARQL with a table, as an open graph does."""

    @property
    def store(self) -> Store:
        """Where the graph is."""

    def query(self, sparql: str) -> Table:
        """Run a query."""


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
SELECT DISTINCT ?claim ?figure ?phrase ?lower ?upper ?counted ?currency ?per WHERE {{
  {_STANDS}
  GRAPH ?g {{
    ?claim aikg:hasFigure ?figure .
    ?figure aikg:figureRole ?role ; aikg:asStated ?phrase ; aikg:lower ?lower ; aikg:upper ?upper .
    OPTIONAL {{ ?figure aikg:currency ?currency }}
    OPTIONAL {{ ?figure aikg:per ?per }}
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

_EFFECTS: Final = {
    "possible": Firmness.POSSIBLE,
    "committed": Firmness.COMMITTED,
    "paid": Firmness.PAID,
}
_FIRMEST_LAST: Final = [Firmness.POSSIBLE, Firmness.COMMITTED, Firmness.PAID]

Rows = list[dict[str, Any]]


def read(graph: Queries, agreements: Iterable[str] | None = None) -> Network:
    """Read who is tied to whom, units rolled up into their owners.

    Cancelled and replaced agreements are left out. Where claims differ, a deal bears all phrases,
    and the least firm of what they tell.

    Args:
        graph: an open graph, or anything that answers SPARQL with a table.
        agreements: only these, by IRI; all of them by default.

    Examples:
        >>> import aikg
        >>> network = read(aikg.open())
        >>> for deal in network.deals:
        ...     if deal.kind == "cloud contract":
        ...         print(network.sentence(deal))
        Anthropic to Microsoft: $30 billion worth (cloud contract, committed).
        Anthropic to payee not stated: up to one gigawatt (cloud contract, planned; ...).
        OpenAI to Amazon: $38 billion (cloud contract, signed).
    """
    names = {row["thing"]: str(row["name"]) for row in graph.query(_NAMES).rows}
    only = None if agreements is None else sorted(agreements)
    claims = _by(graph.query(_among(_CLAIMS, only)).rows, "deal")
    told = _Told(graph, only)
    roles = _by(graph.query(_among(_ROLES, only)).rows, "deal")
    tops = roots(graph.store)
    deals: list[Deal] = []
    unnamed: dict[str, Party] = {}
    members: set[str] = set()
    programmes: set[str] = set()
    for deal, rows in claims.items():
        sides: dict[str, list[str]] = defaultdict(list)
        for role in roles.get(deal, []):
            agent = str(role["agent"])
            agent = tops.get(agent, agent)
            side = str(role["side"]).rpartition("#")[2]
            if agent not in sides[side]:
                sides[side].append(agent)
        if all(row["programme"] for row in rows) and not (sides["payer"] or sides["payee"]):
            members.update(sides["participant"])
            programmes.add(names.get(deal, deal))
            continue
        pairs = _pairs(deal, sides, unnamed)
        deals += told.deals(deal, rows, pairs, money=bool(sides["payer"] or sides["payee"]))
    keys = sorted({key for deal in deals for key in (deal.start, deal.end)})
    parties = {
        key: unnamed.get(key) or Party(names.get(key, key), member=key in members) for key in keys
    }
    publishers = tuple(str(row["name"]) for row in graph.query(_PUBLISHERS).rows)
    return Network(parties, tuple(deals), tuple(sorted(programmes)), publishers)


def _among(query: str, agreements: Sequence[str] | None) -> str:
    """Have a query look at these agreements alone."""
    if agreements is None:
        return query
    chosen = " ".join(f"<{agreement}>" for agreement in agreements)
    return query.replace("WHERE {", f"WHERE {{ VALUES ?deal {{ {chosen} }}", 1)


class _Told:
    """What the claims tell of figures and stages."""

    def __init__(self, graph: Queries, only: Sequence[str] | None) -> None:
        self.figures = _by(graph.query(_among(_FIGURES, only)).rows, "claim")
        self.stages = _by(graph.query(_among(_STAGES, only)).rows, "claim")
        self.implied = {row["claim"] for row in graph.query(_among(_IMPLIED, only)).rows}

    def deals(
        self, agreement: str, rows: Rows, pairs: Sequence[tuple[str, str]], *, money: bool
    ) -> list[Deal]:
        """Give a deal for each pair of parties; none where the agreement is void."""
        claims = sorted({row["claim"] for row in rows})
        reached = [stage for claim in claims if (stage := self._reached(claim))]
        if any(stage["effect"] == "void" for stage in reached):
            return []
        figures = [figure for claim in claims for figure in self._figures(claim)]
        contingent = any(row["contingent"] for row in rows)
        phrase = " or ".join(dict.fromkeys(str(figure["phrase"]) for figure in figures))
        together = " together" if phrase and money and len(pairs) > 1 else ""
        latest = max(reached, key=lambda stage: int(stage["rank"]), default=None)
        sums = [figure for figure in figures if figure["counted"] and not figure["per"]]
        greatest = max(sums, key=_size, default=None)
        return [
            Deal(
                agreement,
                start,
                end,
                kind=str(rows[0]["label"]),
                phrase=phrase + together,
                stage=str(latest["label"]) if latest else "",
                firmness=_firmness(reached, figures, contingent) if money else Firmness.TIE,
                amount=_size(greatest) if greatest and greatest["currency"] else None,
                currency=str(greatest["currency"] or "") if greatest else "",
                implied=any(claim in self.implied for claim in claims),
            )
            for start, end in pairs
        ]

    def _reached(self, claim: str) -> dict[str, Any] | None:
        """The latest stage that a claim tells; a term that has run its course says nothing new."""
        stages = [stage for stage in self.stages.get(claim, []) if stage["effect"] != "none"]
        return stages[-1] if stages else None

    def _figures(self, claim: str) -> Rows:
        """The figures that count, or else the first of the others, such as a capacity."""
        figures = self.figures.get(claim, [])
        return [figure for figure in figures if figure["counted"]] or figures[:1]


def _firmness(reached: Rows, figures: Rows, contingent: bool) -> Firmness:
    effects = [_EFFECTS[stage["effect"]] for stage in reached]
    firmest = min(effects, key=_FIRMEST_LAST.index, default=Firmness.POSSIBLE)
    ceiling = any(not figure["lower"] for figure in figures)
    # A ceiling without a floor binds no money, and neither does what depends on something else.
    return Firmness.POSSIBLE if contingent or ceiling else firmest


def _size(figure: dict[str, Any]) -> float:
    """The most that the words allow, or where they set no ceiling, the least."""
    upper = float(figure["upper"])
    return float(figure["lower"]) if math.isinf(upper) else upper


def _pairs(
    deal: str, sides: dict[str, list[str]], unnamed: dict[str, Party]
) -> list[tuple[str, str]]:
    payers, payees, parties = sides["payer"], sides["payee"], sides["participant"]
    if not payers and not payees:
        return list(combinations(parties, 2))
    for side, ends in (("payer", payers), ("payee", payees)):
        if not ends:
            key = f"{deal}#{side}"
            unnamed[key] = Party(f"{side} not stated", stated=False)
            ends.append(key)
    return [(payer, payee) for payer, payee in product(payers, payees) if payer != payee]


def _by(rows: Iterable[dict[str, Any]], column: str) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in rows:
        found[str(row[column])].append(row)
    return dict(found)
