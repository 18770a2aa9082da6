"""From the store to claims as told: a few queries for a batch of agreements, whatever its size."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from aikg.derive.counting.figures import grain
from aikg.derive.counting.told import Claim, Condition, Figure, Stage
from aikg.derive.rows import rows, terms, values
from aikg.ground.bounds import ALWAYS, Bounds, Span
from aikg.ground.terms import AIKG, UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aikg.derive.vocabulary import Vocabulary
    from aikg.store import Store

DEPRECATED: Final = AIKG + "standing-deprecated"

_YEARS: Final = {
    UNIT + "YR": 1.0,
    UNIT + "MO": 1 / 12,
    UNIT + "MO_MeanGREGORIAN": 1 / 12,
    UNIT + "WK": 7 / 365.25,
    UNIT + "DAY": 1 / 365.25,
    UNIT + "HR": 1 / 8766,
}
"""How much of a year each unit of time is; a rate for each of them can be multiplied by a term."""

_LINKS: Final = (
    "trancheOf",
    "hasTranche",
    "inProgramme",
    "hasProgrammePart",
    "replaces",
    "overlaps",
)

_CORE = """
SELECT ?claim ?about ?kind ?source ?standing ?speaker ?withdrawn ?exhaustive WHERE {
  %(batch)s
  GRAPH ?g {
    ?claim aikg:about ?about ; aikg:inSource ?source ; aikg:standing ?standing .
    OPTIONAL { ?claim aikg:kind ?kind }
    OPTIONAL { ?claim aikg:speaker ?speaker }
    OPTIONAL { ?claim aikg:withdrawnAt ?withdrawn }
    OPTIONAL { ?claim aikg:exhaustive ?exhaustive }
    FILTER NOT EXISTS { ?claim a aikg:Opinion }
  }
}
"""
_FACTS = """
SELECT ?claim ?property ?value WHERE {
  %(batch)s
  GRAPH ?g { ?claim aikg:about ?about ; ?property ?value }
}
"""
_FIGURES = """
SELECT ?claim ?figure ?role ?lower ?upper ?currency ?stated ?stage ?per ?unit ?standing WHERE {
  %(batch)s
  GRAPH ?g {
    ?claim aikg:about ?about ; aikg:hasFigure ?figure .
    ?figure aikg:figureRole ?role ; aikg:lower ?lower ; aikg:upper ?upper .
    OPTIONAL { ?figure aikg:currency ?currency }
    OPTIONAL { ?figure aikg:asStated ?stated }
    OPTIONAL { ?figure aikg:atStage ?stage }
    OPTIONAL { ?figure aikg:per ?per }
    OPTIONAL { ?figure aikg:unit ?unit }
    OPTIONAL { ?figure aikg:standing ?standing }
  }
}
"""
_STAGES = """
SELECT ?claim ?entry ?stage ?earliest ?latest ?from ?to ?standing WHERE {
  %(batch)s
  GRAPH ?g {
    ?claim aikg:about ?about ; aikg:hasStageEntry ?entry .
    ?entry aikg:stage ?stage .
    # One after the other: an OPTIONAL inside another is worked out for the whole store.
    OPTIONAL { ?entry aikg:onDate/aikg:earliest ?earliest }
    OPTIONAL { ?entry aikg:onDate/aikg:latest ?latest }
    OPTIONAL { ?entry aikg:onDate/aikg:daysFrom ?from }
    OPTIONAL { ?entry aikg:onDate/aikg:daysTo ?to }
    OPTIONAL { ?entry aikg:standing ?standing }
  }
}
"""
_SOURCES = """
SELECT ?source ?publisher ?earliest ?latest WHERE {
  %(batch)s
  GRAPH ?g {
    ?source aikg:paragraphCount|aikg:textDigest|aikg:publishedBy|aikg:publicationDate ?any .
    OPTIONAL { ?source aikg:publishedBy ?publisher }
    OPTIONAL { ?source aikg:publicationDate/aikg:earliest ?earliest }
    OPTIONAL { ?source aikg:publicationDate/aikg:latest ?latest }
  }
}
"""
_CONDITIONED = """
SELECT ?claim ?owner ?condition WHERE {
  %(batch)s
  GRAPH ?g {
    ?claim aikg:about ?about .
    { ?claim aikg:hasCondition ?condition BIND (?claim AS ?owner) }
    UNION { ?claim aikg:hasFigure ?owner . ?owner aikg:hasCondition ?condition }
    UNION { ?claim aikg:hasStageEntry ?owner . ?owner aikg:hasCondition ?condition }
    FILTER NOT EXISTS { ?condition aikg:statedAbsent true }
  }
}
"""
_CONDITIONS = """
SELECT ?condition ?property ?value ?earliest ?latest ?lower ?upper ?currency WHERE {
  %(batch)s
  VALUES ?property { aikg:allOf aikg:anyOf aikg:metOn aikg:failedOn aikg:fallback }
  GRAPH ?g {
    ?condition ?property ?value .
    OPTIONAL { ?value aikg:earliest ?earliest }
    OPTIONAL { ?value aikg:latest ?latest }
    OPTIONAL { ?value aikg:lower ?lower ; aikg:upper ?upper ; aikg:currency ?currency }
  }
}
"""
_UNITS = """
SELECT ?unit ?parent WHERE { %(batch)s GRAPH ?g { ?unit aikg:unitOf ?parent } }
"""
_LINKED = """
SELECT ?about ?other WHERE {
  VALUES ?link { %(links)s }
  GRAPH ?g { ?claim ?link ?other ; aikg:about ?about }
}
"""


@dataclass(slots=True)
class Told:
    """Claims on a batch of agreements.

    Attributes:
        claims: by agreement, those that count; deprecated ones are left out.
        facts: for each claim the properties that pass to what it is about, values in N-Triples.
        kinds: for each claim the class of agreement or event that it tells.
        abouts: for each claim what it is about, whatever it is.
        root: for each unit the organization that it rolls up into.
        sources: for each voice and agreement the sources that speak with it of that agreement.
    """

    claims: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    facts: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[str, str] = field(default_factory=dict)
    abouts: dict[str, str] = field(default_factory=dict)
    root: dict[str, str] = field(default_factory=dict)
    sources: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))


def subjects(store: Store) -> list[str]:
    """The IRIs of all that claims are about, in order."""
    found = rows(
        store, "SELECT DISTINCT ?about { GRAPH ?g { ?c a aikg:Claim ; aikg:about ?about } }"
    )
    return sorted(row[0] for row in found)


def links(store: Store) -> list[tuple[str, str]]:
    """The pairs of agreements that claims link: parts, programmes, replacements, overlaps."""
    terms = " ".join(f"aikg:{name}" for name in _LINKS)
    return [(a, b) for a, b in rows(store, _LINKED % {"links": terms})]


def neighbours(store: Store, agreements: Iterable[str]) -> set[str]:
    """The agreements that claims link to any of these, in either direction."""
    batch = sorted(agreements)
    terms = " ".join(f"aikg:{name}" for name in _LINKS)
    found: set[str] = set()
    for here, there in (("about", "other"), ("other", "about")):
        query = _LINKED.replace("WHERE {", f"WHERE {{ {values(here, batch)}", 1)
        found.update(row[there == "other"] for row in rows(store, query % {"links": terms}))
    return found


def read(store: Store, agreements: Sequence[str], vocabulary: Vocabulary) -> Told:
    """Read what the claims tell of a batch of agreements and events.

    Args:
        store: where the claims are.
        agreements: IRIs of what is told of.
        vocabulary: the terms of the ontology.
    """
    return _Reader(store, vocabulary).read(agreements)


class _Reader:
    def __init__(self, store: Store, vocabulary: Vocabulary) -> None:
        self._store = store
        self._vocabulary = vocabulary

    def _rows(self, query: str, variable: str, batch: Iterable[str]) -> Iterable[list[str]]:
        listed = sorted(set(batch))
        return rows(self._store, query % {"batch": values(variable, listed)}) if listed else ()

    def _terms(self, query: str, variable: str, batch: Iterable[str]) -> Iterable[list[str]]:
        listed = sorted(set(batch))
        return terms(self._store, query % {"batch": values(variable, listed)}) if listed else ()

    def read(self, agreements: Sequence[str]) -> Told:
        told = Told()
        core = [r for r in self._rows(_CORE, "about", agreements) if r[4] != DEPRECATED]
        self._sources = {
            row[0]: (row[1] or row[0], Span(row[2] or None, row[3] or None))
            for row in self._rows(_SOURCES, "source", (row[3] for row in core))
        }
        published = {row[0]: self._source(row[3])[1] for row in core}
        self._conditions = self._read_conditions(agreements)
        for claim, property_, value in self._terms(_FACTS, "about", agreements):
            name = property_[1:-1]
            if claim[1:-1] in published and (name in self._vocabulary.passed or name in _PARTS):
                told.facts[claim[1:-1]].append((name, value))
        figures = self._read_figures(agreements)
        stages = self._read_stages(agreements, published)
        agents: set[str] = set()
        seen: set[str] = set()
        for claim, about, kind, source, standing, speaker, withdrawn, exhaustive in core:
            if claim in seen:
                continue  # a claim with two kinds is refused by the shapes; the first stands
            seen.add(claim)
            voice, when = self._source(source)
            told.sources[voice, about].add(source)
            told.abouts[claim] = about
            told.kinds[claim] = kind
            made = self._sets(about, told.facts[claim])
            agents |= made["payers"] | made["payees"]
            told.claims[about].append(
                Claim(
                    iri=claim,
                    about=about,
                    voice=voice,
                    published=when,
                    withdrawn=Span(withdrawn, withdrawn) if withdrawn else None,
                    preferred=standing == AIKG + "standing-preferred",
                    own_voice=speaker in (AIKG + "speaker-party", AIKG + "speaker-authority"),
                    kind=kind,
                    figures=tuple(figures.get(claim, ())),
                    stages=tuple(stages.get(claim, ())),
                    exhaustive=exhaustive == "true",
                    conditions=tuple(self._conditions.get(claim, ())),
                    contingent=kind in self._vocabulary.contingent,
                    programme=kind in self._vocabulary.programmes,
                    **made,
                )
            )
        told.root = self._roots(agents)
        return told

    def _source(self, source: str) -> tuple[str, Span]:
        return self._sources.get(source, (source, ALWAYS))

    def _sets(self, about: str, facts: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
        sets: dict[str, set[str]] = {name: set() for name in _FIELDS.values()}
        sets["payers"], sets["payees"] = set(), set()
        for property_, term in facts:
            value = term[1:-1]
            if property_ in self._vocabulary.payers:
                sets["payers"].add(value)
            elif property_ in self._vocabulary.payees:
                sets["payees"].add(value)
            elif property_ in _FIELDS:
                sets[_FIELDS[property_]].add(value)
        return {name: frozenset(found - {about}) for name, found in sets.items()}

    def _read_figures(self, agreements: Sequence[str]) -> dict[str, list[Figure]]:
        counted: dict[str, list[list[str]]] = defaultdict(list)
        periods: dict[str, dict[str, Bounds]] = defaultdict(dict)
        for row in self._rows(_FIGURES, "about", agreements):
            claim, _, role, lower, upper, currency, _, _, _, unit, standing = row
            if standing == DEPRECATED:
                continue
            if role in self._vocabulary.counted and currency:
                counted[claim].append(row)
            elif role in _PERIODS and unit in _YEARS:
                years = _YEARS[unit]
                periods[claim][role] = Bounds(float(lower) * years, float(upper) * years)
        return {
            claim: [self._figure(row, periods[claim]) for row in sorted(found)]
            for claim, found in counted.items()
        }

    def _figure(self, row: list[str], periods: dict[str, Bounds]) -> Figure:
        _, iri, _, lower, upper, currency, stated, stage, per, _, _ = row
        bounds = Bounds(float(lower), float(upper))
        rate = None
        if per:
            # A price for each share or chip is no rate: without a period nothing can be added.
            term, notice = (
                Bounds(b.lower / _YEARS[per], b.upper / _YEARS[per])
                if b and per in _YEARS
                else None
                for b in (periods.get(_DURATION), periods.get(_NOTICE))
            )
            rate = term, notice
        return Figure(
            bounds,
            currency,
            grain(stated, bounds.upper if bounds.upper != float("inf") else bounds.lower),
            stage,
            rate,
            tuple(self._conditions.get(iri, ())),
        )

    def _read_stages(
        self, agreements: Sequence[str], published: dict[str, Span]
    ) -> dict[str, list[Stage]]:
        found: dict[str, dict[str, Stage]] = defaultdict(dict)
        for row in self._rows(_STAGES, "about", agreements):
            claim, entry, stage, earliest, latest, days_from, days_to, standing = row
            if standing == DEPRECATED or stage not in self._vocabulary.stages:
                continue
            effect, rank = self._vocabulary.stages[stage]
            when = Span(earliest or None, latest or None)
            if when == ALWAYS and (days_from or days_to):
                when = _relative(published.get(claim, ALWAYS), days_from, days_to)
            found[claim][entry] = Stage(
                stage, effect, rank, when, entry, tuple(self._conditions.get(entry, ()))
            )
        return {claim: [entries[e] for e in sorted(entries)] for claim, entries in found.items()}

    def _read_conditions(self, agreements: Sequence[str]) -> dict[str, list[Condition]]:
        owners = list(self._rows(_CONDITIONED, "about", agreements))
        if not owners:
            return {}
        tree: dict[str, list[list[str]]] = defaultdict(list)
        waiting = {row[2] for row in owners}
        while waiting:
            found = list(self._rows(_CONDITIONS, "condition", waiting))
            for row in found:
                tree[row[0]].append(row)
            waiting = {row[2] for row in found if row[1] in _NESTED} - tree.keys()
        conditions: dict[str, list[Condition]] = defaultdict(list)
        for _, owner, condition in sorted(owners):
            conditions[owner].append(_condition(condition, tree))
        return conditions

    def _roots(self, agents: set[str]) -> dict[str, str]:
        parents: dict[str, str] = {}
        waiting = agents
        while waiting:
            found = list(self._rows(_UNITS, "unit", waiting))
            fresh = {unit: parent for unit, parent in sorted(found) if unit not in parents}
            parents |= fresh
            waiting = set(fresh.values()) - parents.keys()
        return {unit: _top(unit, parents) for unit in parents}


_FIELDS: Final = {
    AIKG + "trancheOf": "wholes",
    AIKG + "hasTranche": "tranches",
    AIKG + "replaces": "replaces",
    AIKG + "overlaps": "overlaps",
}
_PARTS: Final = frozenset({AIKG + "hasTranche", AIKG + "hasProgrammePart"})
_NESTED: Final = frozenset({AIKG + "allOf", AIKG + "anyOf"})
_DURATION: Final = AIKG + "figure-duration"
_NOTICE: Final = AIKG + "figure-notice"
_PERIODS: Final = frozenset({_DURATION, _NOTICE})


def _top(unit: str, parents: dict[str, str]) -> str:
    seen = {unit}
    while unit in parents and parents[unit] not in seen:
        unit = parents[unit]
        seen.add(unit)
    return unit


def _condition(
    iri: str, tree: dict[str, list[list[str]]], above: frozenset[str] = frozenset()
) -> Condition:
    """Work out whether a condition is met or failed, from those that it consists of."""
    met: list[Span] = []
    failed: list[Span] = []
    fallback: list[tuple[str, Bounds]] = []
    every: list[Condition] = []
    some: list[Condition] = []
    for _, property_, value, earliest, latest, lower, upper, currency in tree.get(iri, []):
        name = property_.removeprefix(AIKG)
        if name == "metOn":
            met.append(Span(earliest or None, latest or None))
        elif name == "failedOn":
            failed.append(Span(earliest or None, latest or None))
        elif name == "fallback" and currency:
            fallback.append((currency, Bounds(float(lower), float(upper))))
        elif value not in above:
            below = _condition(value, tree, above | {iri})
            (every if name == "allOf" else some).append(below)
    if every:
        if all(c.met is not None for c in every):
            met.append(max((c.met or ALWAYS for c in every), key=lambda s: s.order))
        failed += [c.failed for c in every if c.failed is not None]
    if some:
        met += [c.met for c in some if c.met is not None]
        if all(c.failed is not None for c in some):
            failed.append(max((c.failed or ALWAYS for c in some), key=lambda s: s.order))
    return Condition(
        min(met, key=lambda s: s.order) if met else None,
        min(failed, key=lambda s: s.order) if failed and not met else None,
        tuple(sorted(fallback)),
    )


_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def _relative(anchor: Span, days_from: str, days_to: str) -> Span:
    """A date counted in days from the publication, once that is known."""
    return Span(
        _shifted(anchor.earliest, days_from) if days_from else None,
        _shifted(anchor.latest, days_to) if days_to else None,
    )


def _shifted(instant: str | None, days: str) -> str | None:
    if not instant or not _INSTANT.match(instant):
        return None
    moved = datetime.fromisoformat(instant[:19]) + timedelta(days=int(days))
    return moved.isoformat() + "Z"
