"""What each claim says, with its words: what a mark of the page opens."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aikg.report.page.amounts import bounds, when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aikg.report.page.asked import Asked

_SOURCES: Final = """
SELECT DISTINCT ?source ?title ?publisher ?earliest ?latest ?url WHERE {
  GRAPH ?g {
    ?source aikg:publishedBy ?by
    OPTIONAL { ?source rdfs:label ?title }
    OPTIONAL { ?source aikg:url ?url }
    OPTIONAL { ?source aikg:publicationDate ?date
      OPTIONAL { ?date aikg:earliest ?earliest } OPTIONAL { ?date aikg:latest ?latest } }
  }
  OPTIONAL { GRAPH ?r { ?by rdfs:label ?publisher } }
} ORDER BY ?latest ?source
"""
_CLAIMS: Final = """
SELECT ?claim ?about ?source ?standing WHERE {
  GRAPH ?g { ?claim a aikg:Claim ; aikg:about ?about ; aikg:inSource ?source ; aikg:standing ?as }
  GRAPH graph:ontology { ?as skos:prefLabel ?standing }
} ORDER BY ?claim
"""
_SPEAKERS: Final = """
SELECT ?claim ?speaker WHERE {
  GRAPH ?g { ?claim a aikg:Claim ; aikg:speaker ?who }
  GRAPH graph:ontology { ?who skos:prefLabel ?speaker }
}
"""
_QUOTES: Final = """
SELECT DISTINCT ?claim ?paragraph ?quote WHERE {
  { GRAPH ?g { ?claim a aikg:Claim ; aikg:hasEvidence ?evidence } }
  UNION { GRAPH ?g { ?claim a aikg:Claim ; aikg:hasFigure ?part . ?part aikg:hasEvidence ?evidence } }
  UNION
  { GRAPH ?g { ?claim a aikg:Claim ; aikg:hasStageEntry ?part . ?part aikg:hasEvidence ?evidence } }
  GRAPH ?g { ?evidence aikg:paragraph ?paragraph ; aikg:quote ?quote }
}
"""
# One row for each property: queries with many OPTIONALs take far longer.
_PARTS: Final = """
SELECT ?claim ?part ?property ?value WHERE {
  GRAPH ?g { ?claim a aikg:Claim ; %s ?part }
  GRAPH ?g { ?part ?property ?value }
  FILTER (?property IN (%s))
} ORDER BY ?claim ?part
"""
_FIGURES: Final = _PARTS % (
    "aikg:hasFigure",
    "aikg:figureRole, aikg:asStated, aikg:lower, aikg:upper, aikg:currency, aikg:unit, aikg:hedgeWords",
)
_STAGES: Final = _PARTS % (
    "aikg:hasStageEntry", "aikg:stage, aikg:asStated, aikg:hedgeWords, aikg:onDate"
)  # fmt: skip
_DATES: Final = """
SELECT DISTINCT ?date ?property ?value WHERE {
  GRAPH ?g { ?entry aikg:onDate ?date . ?date ?property ?value }
  FILTER (?property IN (aikg:asStated, aikg:earliest, aikg:latest))
}
"""
_CONCEPTS: Final = """
SELECT ?concept ?label ?effect ?rank WHERE {
  GRAPH graph:ontology { ?concept skos:prefLabel ?label
    OPTIONAL { ?concept aikg:effect ?effect ; aikg:rank ?rank } }
}
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its title, who published it, when, and where it can be read.

    Attributes:
        published: what is known of the date, in words.
        instant: the latest instant that it can be, or else the earliest; empty for neither.
    """

    iri: str
    title: str
    publisher: str
    published: str
    url: str
    instant: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure or a stage as a claim has it.

    Attributes:
        name: the figure's role, or the stage.
        words: as stated.
        hedge: the words of the words that hedge; empty for none.
        meaning: the bounds, or what is known of the date.
        effect: what a stage makes of the money; empty for figures.
        rank: how far along a stage is.
        size: the most that a figure allows, or the least where it sets no ceiling; 0 for stages.
        currency: of a figure in money; empty for others.
    """

    name: str
    words: str
    hedge: str
    meaning: str
    effect: str = ""
    rank: int = 0
    size: float = 0.0
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source says about one thing, with its quotes as (paragraph, words)."""

    iri: str
    about: str
    source: str
    standing: str
    speaker: str
    quotes: tuple[tuple[int, str], ...]
    figures: tuple[Stated, ...]
    stages: tuple[Stated, ...]


def sources(graph: Asked) -> dict[str, Source]:
    """Give the sources by IRI, the earliest published first."""
    found: dict[str, Source] = {}
    for row in graph.query(_SOURCES).rows:
        iri = str(row["source"])
        published = when(_text(row["earliest"]), _text(row["latest"]))
        found.setdefault(
            iri,
            Source(
                iri,
                _text(row["title"]) or iri.rpartition("/")[2],
                _text(row["publisher"]),
                published,
                _text(row["url"]),
                _text(row["latest"]) or _text(row["earliest"]),
            ),
        )
    return found


def claims(graph: Asked) -> dict[str, Claim]:
    """Give all claims by IRI, deprecated ones included."""
    quotes: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for row in graph.query(_QUOTES).rows:
        quotes[_text(row["claim"])].add((_count(row["paragraph"]), _text(row["quote"])))
    concepts = {_text(row["concept"]): row for row in graph.query(_CONCEPTS).rows}
    dates = _properties(graph.query(_DATES).rows, "date")
    figures: dict[str, list[Stated]] = defaultdict(list)
    for (claim, _), part in _parts(graph, _FIGURES).items():
        figures[claim].append(_figure(part, concepts))
    stages: dict[str, list[Stated]] = defaultdict(list)
    for (claim, _), part in _parts(graph, _STAGES).items():
        stages[claim].append(_stage(part, concepts, dates.get(_text(part.get("onDate")), {})))
    speakers = {_text(r["claim"]): _text(r["speaker"]) for r in graph.query(_SPEAKERS).rows}
    return {
        (iri := _text(row["claim"])): Claim(
            iri,
            _text(row["about"]),
            _text(row["source"]),
            _text(row["standing"]),
            speakers.get(iri, ""),
            tuple(sorted(quotes.get(iri, ()))),
            tuple(figures.get(iri, ())),
            tuple(sorted(stages.get(iri, ()), key=lambda stage: stage.rank)),
        )
        for row in graph.query(_CLAIMS).rows
    }


Properties = dict[str, Any]


def _properties(rows: list[Properties], key: str) -> dict[str, Properties]:
    found: dict[str, Properties] = defaultdict(dict)
    for row in rows:
        found[_text(row[key])][_text(row["property"]).rpartition("#")[2]] = row["value"]
    return found


def _parts(graph: Asked, query: str) -> dict[tuple[str, str], Properties]:
    found: dict[tuple[str, str], Properties] = defaultdict(dict)
    for row in graph.query(query).rows:
        part = found[_text(row["claim"]), _text(row["part"])]
        part[_text(row["property"]).rpartition("#")[2]] = row["value"]
    return found


def _figure(part: Properties, concepts: Mapping[str, Properties]) -> Stated:
    role = concepts.get(_text(part.get("figureRole")), {})
    currency = _text(part.get("currency"))
    unit = _text(part.get("unit")).rpartition("/")[2]
    lower, upper = part.get("lower"), part.get("upper")
    meaning, size = "", 0.0
    if isinstance(lower, float | int) and isinstance(upper, float | int):
        meaning = bounds(float(lower), float(upper), currency, unit)
        size = float(lower if math.isinf(upper) else upper)
    words, hedge = _text(part.get("asStated")), _text(part.get("hedgeWords"))
    return Stated(_text(role.get("label")), words, hedge, meaning, size=size, currency=currency)


def _stage(part: Properties, concepts: Mapping[str, Properties], date: Properties) -> Stated:
    stage = concepts.get(_text(part.get("stage")), {})
    known = when(_text(date.get("earliest")), _text(date.get("latest")))
    return Stated(
        _text(stage.get("label")),
        _text(part.get("asStated")),
        _text(part.get("hedgeWords")),
        f"“{_text(date.get('asStated'))}”: {known}" if date else "no date told",
        _text(stage.get("effect")),
        _count(stage.get("rank")),
    )


def _count(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _text(value: object) -> str:
    return "" if value is None else str(value)
