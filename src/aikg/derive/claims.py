"""From the store to claims as told: a few queries for a batch of agreements, whatever its size."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from aikg.derive.conditions import conditions, freed
from aikg.derive.counting.figures import grain
from aikg.derive.counting.told import Claim, Figure, Stage
from aikg.derive.rows import lexical, rows, terms, values
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

LINKS: Final = (
    *("aikg:trancheOf", "aikg:hasTranche", "aikg:inProgramme", "aikg:hasProgrammePart"),
    *("aikg:replaces", "aikg:overlaps", "aikg:convertedFrom"),
)

# One pattern or path from a bound variable in each OPTIONAL: a group of several, or a variable that
# may be unbound, makes the engine go through the whole graph for each row.
_CLAIMS: Final = """
SELECT ?claim ?property ?value WHERE {
  %s
  GRAPH ?g { ?claim aikg:about ?about ; ?property ?value }
}
"""
_FIGURES: Final = """
SELECT ?claim ?figure ?role ?lower ?upper ?currency ?stated ?stage ?per ?times ?unit ?standing
  ?condition
WHERE {
  %s
  GRAPH ?g {
    ?claim aikg:about ?about ; aikg:hasFigure ?figure .
    ?figure aikg:figureRole ?role ; aikg:lower ?lower ; aikg:upper ?upper .
    OPTIONAL { ?figure aikg:currency ?currency }
    OPTIONAL { ?figure aikg:asStated ?stated }
    OPTIONAL { ?figure aikg:atStage ?stage }
    OPTIONAL { ?figure aikg:per ?per }
    OPTIONAL { ?figure aikg:perCount ?times }
    OPTIONAL { ?figure aikg:unit ?unit }
    OPTIONAL { ?figure aikg:standing ?standing }
    OPTIONAL { ?figure aikg:hasCondition ?condition }
  }
}
"""
_STAGES: Final = """
SELECT ?claim ?entry ?stage ?earliest ?latest ?from ?to ?standing ?condition WHERE {
  %s
  GRAPH ?g {
    ?claim aikg:about ?about ; aikg:hasStageEntry ?entry .
    ?entry aikg:stage ?stage .
    OPTIONAL { ?entry aikg:onDate/aikg:earliest ?earliest }
    OPTIONAL { ?entry aikg:onDate/aikg:latest ?latest }
    OPTIONAL { ?entry aikg:onDate/aikg:daysFrom ?from }
    OPTIONAL { ?entry aikg:onDate/aikg:daysTo ?to }
    OPTIONAL { ?entry aikg:standing ?standing }
    OPTIONAL { ?entry aikg:hasCondition ?condition }
  }
}
"""
_SOURCES: Final = """
SELECT ?source ?publisher ?earliest ?latest WHERE {
  %s
  OPTIONAL { GRAPH ?g { ?source aikg:publishedBy ?publisher } }
  OPTIONAL { GRAPH ?h { ?source aikg:publicationDate/aikg:earliest ?earliest } }
  OPTIONAL { GRAPH ?i { ?source aikg:publicationDate/aikg:latest ?latest } }
}
"""
_UNITS: Final = """
SELECT ?unit ?parent WHERE { %s GRAPH ?g { ?unit aikg:unitOf ?parent } }
"""
_LINKED: Final = f"""
SELECT ?about ?other WHERE {{
  VALUES ?link {{ {" ".join(LINKS)} }}
  GRAPH ?g {{ ?claim ?link ?other ; aikg:about ?about }}
}}
"""
# From what is known to its claims and on: a table of links would be gone through for each agreement.
_FROM: Final = f"""
SELECT ?other WHERE {{
  %s
  GRAPH ?g {{ ?claim aikg:about ?about ; ?link ?other }}
  FILTER (?link IN ({", ".join(LINKS)}))
}}
"""
_INTO: Final = f"""
SELECT ?about WHERE {{
  %s
  GRAPH ?g {{ ?claim ?link ?other ; aikg:about ?about }}
  FILTER (?link IN ({", ".join(LINKS)}))
}}
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
    """The pairs of agreements that claims link: parts, programmes, replacements and so on."""
    return [(a, b) for a, b in rows(store, _LINKED)]


def neighbours(store: Store, agreements: Iterable[str]) -> set[str]:
    """The agreements that claims link to any of these, in either direction."""
    batch = sorted(agreements)
    away = rows(store, _FROM % values("about", batch))
    back = rows(store, _INTO % values("other", batch))
    return {row[0] for row in (*away, *back)}


def read(store: Store, agreements: Sequence[str], vocabulary: Vocabulary) -> Told:
    """Read what the claims tell of a batch of agreements and events.

    Args:
        store: where the claims are.
        agreements: IRIs of what is told of.
        vocabulary: the terms of the ontology.
    """
    return _Reader(store, vocabulary).read(agreements)


@dataclass(slots=True)
class _Statements:
    """What stands in a claim itself, by the fields of `_OWN`; terms in the syntax of Turtle."""

    about: str = ""
    kind: str = ""
    source: str = ""
    standing: str = ""
    speaker: str = ""
    withdrawn: str = ""
    exhaustive: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    is_claim: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is a claim, is whole, and stands."""
        whole = self.about and self.source and self.standing
        return bool(whole) and self.standing != _DEPRECATED and self.is_claim


class _Reader:
    def __init__(self, store: Store, vocabulary: Vocabulary) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._passed = {f"<{iri}>": iri for iri in vocabulary.passed | _PARTS}
        self._sides = dict.fromkeys(vocabulary.payers, "payers")
        self._sides |= dict.fromkeys(vocabulary.payees, "payees")

    def _rows(self, query: str, variable: str, batch: Iterable[str]) -> Iterable[list[str]]:
        listed = sorted(set(batch))
        return rows(self._store, query % values(variable, listed)) if listed else ()

    def read(self, agreements: Sequence[str]) -> Told:
        told = Told()
        claims = {iri: c for iri, c in self._claims(agreements).items() if c.counts}
        self._sources = {
            source: (publisher or source, Span(earliest or None, latest or None))
            for source, publisher, earliest, latest in self._rows(
                _SOURCES, "source", (c.source[1:-1] for c in claims.values())
            )
        }
        published = {iri: self._sources[c.source[1:-1]][1] for iri, c in claims.items()}
        figures = list(self._rows(_FIGURES, "about", agreements))
        stages = list(self._rows(_STAGES, "about", agreements))
        self._conditions = conditions(
            self._store,
            (
                *((iri, one) for iri, claim in claims.items() for one in claim.conditions),
                *((row[1], row[-1]) for row in (*figures, *stages) if row[-1]),
            ),
            {row[1]: row[0] for row in (*figures, *stages)},
            self._vocabulary.counted,
        )
        figures_of = self._figures(figures)
        stages_of = self._stages(stages, published)
        agents: set[str] = set()
        for iri, claim in claims.items():
            about, source, kind = claim.about[1:-1], claim.source[1:-1], claim.kind[1:-1]
            voice, when = self._sources[source]
            told.sources[voice, about].add(source)
            told.abouts[iri] = about
            told.kinds[iri] = kind
            told.facts[iri] = claim.facts
            own, depending = freed(figures_of.get(iri, ()), self._conditions.get(iri, ()))
            made = self._sets(about, claim.facts)
            agents |= made["payers"] | made["payees"]
            withdrawn = lexical(claim.withdrawn)
            told.claims[about].append(
                Claim(
                    iri=iri,
                    about=about,
                    voice=voice,
                    published=when,
                    withdrawn=Span(withdrawn, withdrawn) if withdrawn else None,
                    preferred=claim.standing == _PREFERRED,
                    own_voice=claim.speaker in _OWN_VOICE,
                    kind=kind,
                    broader=self._vocabulary.broader.get(kind, frozenset()),
                    figures=own,
                    stages=stages_of.get(iri, ()),
                    exhaustive=lexical(claim.exhaustive) == "true",
                    conditions=depending,
                    contingent=kind in self._vocabulary.contingent,
                    programme=kind in self._vocabulary.programmes,
                    **made,
                )
            )
        told.root = self._roots(agents)
        return told

    def _claims(self, agreements: Sequence[str]) -> dict[str, _Statements]:
        batch = {f"<{agreement}>" for agreement in agreements}
        query = _CLAIMS % values("about", sorted(set(agreements)))
        found: dict[str, _Statements] = defaultdict(_Statements)
        passed = self._passed
        for iri, property_, value in terms(self._store, query) if batch else ():
            claim = found[iri[1:-1]]
            name = _OWN.get(property_)
            # A claim with two kinds is refused by the shapes; the first stands.
            if name and not getattr(claim, name) and (name != "about" or value in batch):
                setattr(claim, name, value)
            if name := passed.get(property_):
                claim.facts.append((name, value))
            elif property_ == _CONDITION:
                claim.conditions.append(value[1:-1])
            if value == _CLAIM:
                claim.is_claim = True
        return found

    def _sets(self, about: str, facts: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
        found: dict[str, list[str]] = {}
        for property_, term in facts:
            name = self._sides.get(property_) or _FIELDS.get(property_)
            if name and (value := term[1:-1]) != about:
                found.setdefault(name, []).append(value)
        return _NONE | {name: frozenset(listed) for name, listed in found.items()}

    def _figures(self, told: Iterable[list[str]]) -> dict[str, tuple[Figure, ...]]:
        counted: dict[str, dict[str, list[str]]] = defaultdict(dict)
        units: dict[str, set[str]] = defaultdict(set)
        periods: dict[str, dict[str, Bounds]] = defaultdict(dict)
        for claim, *row, _ in told:
            iri, role, lower, upper, currency, *_, per, _, unit, standing = row
            if standing == DEPRECATED:
                continue
            # What is due for each period can be added up for a term, and counts so.
            if currency and (role in self._vocabulary.counted or (role == _RATE and per)):
                # A row for each unit and condition: one figure all the same.
                counted[claim][iri] = min(row, counted[claim].get(iri, row))
                units[iri].add(per)
            elif role in _PERIODS and unit in _YEARS:
                years = _YEARS[unit]
                periods[claim][role] = Bounds(float(lower) * years, float(upper) * years)
        return {
            claim: tuple(
                self._figure(found[iri], units[iri], periods.get(claim, {}))
                for iri in sorted(found)
            )
            for claim, found in counted.items()
        }

    def _figure(self, row: Sequence[str], units: set[str], periods: dict[str, Bounds]) -> Figure:
        iri, _, lower, upper, currency, stated, stage, per, times, _, standing = row
        bounds = Bounds(float(lower), float(upper))
        rate = None
        if per:
            # A price for each share or chip is no rate: without a period nothing can be added.
            years = _YEARS[per] * float(times or 1) if units == {per} & _YEARS.keys() else None
            term, notice = (
                Bounds(b.lower / years, b.upper / years) if b and years else None
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
            standing == _PREFERRED[1:-1] if standing else None,
        )

    def _stages(
        self, told: Iterable[list[str]], published: dict[str, Span]
    ) -> dict[str, tuple[Stage, ...]]:
        found: dict[str, dict[str, Stage]] = defaultdict(dict)
        for claim, entry, stage, earliest, latest, days_from, days_to, standing, _ in told:
            if standing == DEPRECATED or stage not in self._vocabulary.stages:
                continue
            effect, rank = self._vocabulary.stages[stage]
            when = Span(earliest or None, latest or None)
            if when == ALWAYS and (days_from or days_to):
                when = _relative(published.get(claim, ALWAYS), days_from, days_to)
            found[claim][entry] = Stage(
                stage,
                effect,
                rank,
                when,
                entry,
                tuple(self._conditions.get(entry, ())),
                standing == _PREFERRED[1:-1] if standing else None,
            )
        return {
            claim: tuple(entries[entry] for entry in sorted(entries))
            for claim, entries in found.items()
        }

    def _roots(self, agents: set[str]) -> dict[str, str]:
        parents: dict[str, str] = {}
        waiting = agents
        while waiting:
            found = list(self._rows(_UNITS, "unit", waiting))
            fresh = {unit: parent for unit, parent in sorted(found) if unit not in parents}
            parents |= fresh
            waiting = set(fresh.values()) - parents.keys()
        return {unit: _top(unit, parents) for unit in parents}


_OWN: Final = {
    f"<{AIKG}{name}>": field_
    for name, field_ in (
        ("about", "about"),
        ("kind", "kind"),
        ("inSource", "source"),
        ("standing", "standing"),
        ("speaker", "speaker"),
        ("withdrawnAt", "withdrawn"),
        ("exhaustive", "exhaustive"),
    )
}
_CONDITION: Final = f"<{AIKG}hasCondition>"
_CLAIM: Final = f"<{AIKG}Claim>"
_DEPRECATED: Final = f"<{DEPRECATED}>"
_PREFERRED: Final = f"<{AIKG}standing-preferred>"
_OWN_VOICE: Final = frozenset({f"<{AIKG}speaker-party>", f"<{AIKG}speaker-authority>"})
_FIELDS: Final = {
    AIKG + "trancheOf": "wholes",
    AIKG + "hasTranche": "tranches",
    AIKG + "replaces": "replaces",
    AIKG + "overlaps": "overlaps",
    AIKG + "convertedFrom": "converted_from",
}
_NONE: Final = {name: frozenset[str]() for name in ("payers", "payees", *_FIELDS.values())}
_PARTS: Final = frozenset({AIKG + "hasTranche", AIKG + "hasProgrammePart"})
_DURATION: Final = AIKG + "figure-duration"
_NOTICE: Final = AIKG + "figure-notice"
_RATE: Final = AIKG + "figure-rate"
_PERIODS: Final = frozenset({_DURATION, _NOTICE})


def _top(unit: str, parents: dict[str, str]) -> str:
    seen = {unit}
    while unit in parents and parents[unit] not in seen:
        unit = parents[unit]
        seen.add(unit)
    return unit


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
