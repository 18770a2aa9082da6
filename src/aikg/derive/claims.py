"""From the store to claims as told: a few queries for a batch of agreements, whatever its size."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from aikg.derive.amounts import DEPRECATED, FIGURES, PREFERRED, FigureRow, figures
from aikg.derive.conditions import conditions, freed
from aikg.derive.counting.told import Claim
from aikg.derive.entries import STAGES, StageRow, stages
from aikg.derive.periods import durations
from aikg.derive.rows import lexical, rows, terms, values
from aikg.derive.units import roots
from aikg.ground.bounds import Span
from aikg.ground.terms import AIKG, bare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from aikg.derive.counting.told import Condition, Figure, Lasts, Stage
    from aikg.derive.rows import Asked
    from aikg.derive.vocabulary import Vocabulary

# One pattern or path from a bound variable in each OPTIONAL: a group of several, or a variable that
# may be unbound, makes the engine go through the whole graph for each row.
_CLAIMS: Final = """
SELECT ?claim ?property ?value WHERE {
  %s
  GRAPH ?g { ?claim aikg:about ?about ; ?property ?value }
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


def read(store: Asked, agreements: Sequence[str], vocabulary: Vocabulary) -> Told:
    """Read what the claims tell of a batch of agreements and events.

    Args:
        store: where the claims are.
        agreements: IRIs of what is told of.
        vocabulary: the terms of the ontology.
    """
    return _Reader(store, vocabulary).read(agreements)


def outlined(store: Asked, agreements: Sequence[str], vocabulary: Vocabulary) -> Told:
    """Read the same without amounts, stages and conditions: who takes part, and in what kind of thing.

    Args:
        store: where the claims are.
        agreements: IRIs of what is told of.
        vocabulary: the terms of the ontology.
    """
    return _Reader(store, vocabulary).read(agreements, outline=True)


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
    open_list: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    is_claim: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is a claim, is whole, and stands."""
        whole = self.about and self.source and self.standing
        return bool(whole) and self.standing != _DEPRECATED and self.is_claim


class _Voice(NamedTuple):
    """Who speaks in a source, and since when: its publisher, or itself."""

    name: str
    since: Span


class _Details(NamedTuple):
    """What claims tell in nodes of their own, by claim; conditions by whatever depends on them."""

    figures: Mapping[str, tuple[Figure, ...]]
    lasting: Mapping[str, Lasts]
    stages: Mapping[str, tuple[Stage, ...]]
    conditions: Mapping[str, Sequence[Condition]]


_NO_DETAILS: Final = _Details({}, {}, {}, {})


class _Reader:
    def __init__(self, store: Asked, vocabulary: Vocabulary) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._passed = {f"<{iri}>": iri for iri in vocabulary.passed | _PARTS}
        self._sides = dict.fromkeys(vocabulary.payers, "payers")
        self._sides |= dict.fromkeys(vocabulary.payees, "payees")

    def _rows(self, query: str, variable: str, batch: Iterable[str]) -> Iterable[list[str]]:
        listed = sorted(set(batch))
        return rows(self._store, query % values(variable, listed)) if listed else ()

    def read(self, agreements: Sequence[str], *, outline: bool = False) -> Told:
        claims = {iri: c for iri, c in self._claims(agreements).items() if c.counts}
        voices = self._voices(claims.values())
        details = _NO_DETAILS if outline else self._details(agreements, claims, voices)
        told = Told()
        agents: set[str] = set()
        for iri, statements in claims.items():
            claim = self._claim(iri, statements, voices[statements.source], details)
            told.sources[claim.voice, claim.about].add(claim.source)
            told.abouts[iri] = claim.about
            told.kinds[iri] = claim.kind
            told.facts[iri] = statements.facts
            told.claims[claim.about].append(claim)
            agents |= claim.payers | claim.payees
        told.root = roots(self._store, agents)
        return told

    def _voices(self, claims: Collection[_Statements]) -> dict[str, _Voice]:
        """Who speaks in each source, a term as in the claims, and since when."""
        found = self._rows(_SOURCES, "source", (bare(claim.source) for claim in claims))
        return {
            f"<{source}>": _Voice(publisher or source, Span(earliest or None, latest or None))
            for source, publisher, earliest, latest in found
        }

    def _details(
        self,
        agreements: Sequence[str],
        claims: Mapping[str, _Statements],
        voices: Mapping[str, _Voice],
    ) -> _Details:
        """The figures, stages and conditions of the claims on some agreements."""
        figure_rows = [FigureRow(*row) for row in self._rows(FIGURES, "about", agreements)]
        stage_rows = [StageRow(*row) for row in self._rows(STAGES, "about", agreements)]
        depends = conditions(
            self._store,
            (
                *((iri, one) for iri, claim in claims.items() for one in claim.conditions),
                *((row.figure, row.condition) for row in figure_rows if row.condition),
                *((row.entry, row.condition) for row in stage_rows if row.condition),
            ),
            {
                **{row.figure: row.claim for row in figure_rows},
                **{row.entry: row.claim for row in stage_rows},
            },
            self._vocabulary.counted,
        )
        figures_of, lasting = figures(
            figure_rows, depends, self._vocabulary.counted, partial(durations, self._store)
        )
        published = {iri: voices[claim.source].since for iri, claim in claims.items()}
        stages_of = stages(stage_rows, published, depends, self._vocabulary.stages)
        return _Details(figures_of, lasting, stages_of, depends)

    def _claim(self, iri: str, told: _Statements, voice: _Voice, details: _Details) -> Claim:
        """A claim as counting takes it."""
        about, kind = bare(told.about), bare(told.kind)
        own, depending = freed(details.figures.get(iri, ()), details.conditions.get(iri, ()))
        made = self._sets(about, told.facts)
        withdrawn = lexical(told.withdrawn)
        programme = kind in self._vocabulary.programmes
        return Claim(
            iri=iri,
            about=about,
            voice=voice.name,
            source=bare(told.source),
            published=voice.since,
            withdrawn=Span(withdrawn, withdrawn) if withdrawn else None,
            preferred=told.standing == _PREFERRED,
            own_voice=told.speaker in _OWN_VOICE,
            kind=kind,
            broader=self._vocabulary.broader.get(kind, frozenset()),
            figures=own,
            lasts=details.lasting.get(iri, (None, None)),
            stages=details.stages.get(iri, ()),
            exhaustive=lexical(told.exhaustive) == "true",
            conditions=depending,
            open=_open_side(told, made, programme=programme),
            contingent=kind in self._vocabulary.contingent,
            programme=programme,
            **made,
        )

    def _claims(self, agreements: Sequence[str]) -> dict[str, _Statements]:
        batch = {f"<{agreement}>" for agreement in agreements}
        query = _CLAIMS % values("about", sorted(set(agreements)))
        found: dict[str, _Statements] = defaultdict(_Statements)
        passed = self._passed
        for iri, property_, value in terms(self._store, query) if batch else ():
            claim = found[bare(iri)]
            name = _OWN.get(property_)
            # A claim with two kinds is refused by the shapes; the first stands.
            if name and not getattr(claim, name) and (name != "about" or value in batch):
                setattr(claim, name, value)
            if name := passed.get(property_):
                claim.facts.append((name, value))
            elif property_ == _CONDITION:
                claim.conditions.append(bare(value))
            if value == _CLAIM:
                claim.is_claim = True
        return found

    def _sets(self, about: str, facts: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
        found: dict[str, list[str]] = {}
        for property_, term in facts:
            name = self._sides.get(property_) or _FIELDS.get(property_)
            if name and (value := bare(term)) != about:
                found.setdefault(name, []).append(value)
        return _NONE | {name: frozenset(listed) for name, listed in found.items()}


def _open_side(
    claim: _Statements, made: Mapping[str, frozenset[str]], *, programme: bool
) -> Literal["", "payers", "payees"]:
    """Of which side more take part than are named: where one leads a round there are others."""
    leads = {bare(term) for property_, term in claim.facts if property_ == _LEADS}
    if programme and leads and leads == made["payers"]:
        return "payers"
    # Models and members are what it lists, where it names any.
    listed = any(property_ in _LISTED for property_, _ in claim.facts)
    if lexical(claim.open_list) != "true" or listed:
        return ""
    payers, payees = len(made["payers"]), len(made["payees"])
    if not payers + payees:
        return ""
    # A company buys back from its holders, of whom there may be more than the one that is named.
    bought_back = claim.kind == _BUY_BACK and payees >= payers
    return "payees" if payees > payers or bought_back else "payers"


_LEADS: Final = AIKG + "leadInvestor"
_BUY_BACK: Final = f"<{AIKG}BuyBack>"
_LISTED: Final = frozenset({AIKG + "model", AIKG + "member"})
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
        ("openList", "open_list"),
    )
}
_CONDITION: Final = f"<{AIKG}hasCondition>"
_CLAIM: Final = f"<{AIKG}Claim>"
_DEPRECATED: Final = f"<{DEPRECATED}>"
_PREFERRED: Final = f"<{PREFERRED}>"
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
