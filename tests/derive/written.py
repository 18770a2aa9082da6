"""Claims written as triples, each in the graph of a source of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox

from aikg.derive.counting import Claim, Condition, Figure, Stage
from aikg.ground import packaged
from aikg.ground.bounds import INF, Bounds, Span
from aikg.ground.terms import AIKG, GRAPH, KG, ONTOLOGY_GRAPH, RDF, UNIT, XSD
from aikg.store import EmbeddedStore

SOURCE = "https://w3id.org/aikg/source/"
CLAIM = "https://w3id.org/aikg/claim/"
Term = ox.NamedNode | ox.Literal

_LINKS = {"replaces": "replaces", "overlaps": "overlaps", "convertedFrom": "converted_from"}


def with_ontology() -> EmbeddedStore:
    """A store that holds the packaged ontology alone."""
    store = EmbeddedStore()
    store.add(ONTOLOGY_GRAPH, _ontology())
    return store


@cache
def _ontology() -> tuple[ox.Triple, ...]:
    store = EmbeddedStore()
    for file in packaged.ontology_files():
        store.load_file(ONTOLOGY_GRAPH, file)
    return tuple(store.read(ONTOLOGY_GRAPH))


def iri(name: str) -> ox.NamedNode:
    """The IRI of a name such as `kg:a` or `claim:1`."""
    prefix, _, rest = name.partition(":")
    return ox.NamedNode({"kg": KG, "claim": CLAIM}[prefix] + rest)


def graph_of(claim: Claim) -> str:
    """The graph that holds what a claim tells."""
    return GRAPH + claim.iri.removeprefix("claim:")


def triples(claim: Claim, standing: str = "") -> list[ox.Triple]:
    """All triples of a claim and its source."""
    return [
        ox.Triple(subject, ox.NamedNode(RDF + "type" if name == "type" else AIKG + name), value)
        for subject, name, value in _claim(claim, standing)
    ]


def load(store: EmbeddedStore, claims: Iterable[Claim], standing: str = "") -> None:
    """Put claims into the graphs of their sources."""
    for claim in claims:
        store.add(graph_of(claim), triples(claim, standing))


Told = Iterator[tuple[ox.NamedNode, str, Term]]


def _a(name: str) -> ox.NamedNode:
    return ox.NamedNode(AIKG + name)


def _number(value: float) -> ox.Literal:
    text = "INF" if value == INF else repr(float(value))
    return ox.Literal(text, datatype=ox.NamedNode(XSD + "double"))


def _under(node: ox.NamedNode, name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{node.value}.{name}")


def _date(owner: ox.NamedNode, property_: str, when: Span | None) -> Told:
    if when is None:
        return
    date = _under(owner, property_)
    yield owner, property_, date
    yield date, "type", _a("StatedDate")
    for name, instant in (("earliest", when.earliest), ("latest", when.latest)):
        if instant:
            yield date, name, ox.Literal(instant, datatype=ox.NamedNode(XSD + "dateTime"))


def _claim(claim: Claim, standing: str) -> Told:
    node = iri(claim.iri)
    source = ox.NamedNode(SOURCE + claim.iri.removeprefix("claim:"))
    yield source, "publishedBy", iri(claim.voice)
    if claim.published != Span():
        yield from _date(source, "publicationDate", claim.published)
    yield node, "type", _a("Claim")
    yield node, "about", iri(claim.about)
    yield node, "inSource", source
    standing = standing or ("preferred" if claim.preferred else "normal")
    yield node, "standing", _a("standing-" + standing)
    yield node, "speaker", _a("speaker-party" if claim.own_voice else "speaker-press")
    yield node, "kind", _a(kind_of(claim))
    if claim.withdrawn and claim.withdrawn.latest:
        when = ox.Literal(claim.withdrawn.latest, datatype=ox.NamedNode(XSD + "dateTime"))
        yield node, "withdrawnAt", when
    if claim.exhaustive:
        yield node, "exhaustive", ox.Literal(True)
    for property_, names in (
        *(("payer", claim.payers), ("payee", claim.payees)),
        *(("trancheOf", claim.wholes), ("hasTranche", claim.tranches)),
        *((name, getattr(claim, field)) for name, field in _LINKS.items()),
    ):
        for name in names:
            yield node, property_, iri(name)
    for entry in claim.stages:
        yield from _stage(node, entry)
    for number, figure in enumerate(claim.figures):
        yield from _figure(node, _under(node, f"figure-{number}"), figure)
    yield from _conditions(node, claim.conditions)


def kind_of(claim: Claim) -> str:
    """The kind of agreement that is written for a claim: every claim tells one."""
    if claim.contingent:
        return "Guarantee"
    return "Alliance" if claim.programme else claim.kind or "Investment"


def _stage(node: ox.NamedNode, entry: Stage) -> Told:
    here = iri(entry.iri)
    yield node, "hasStageEntry", here
    yield here, "stage", _a("stage-" + entry.name)
    if entry.when != Span():
        yield from _date(here, "onDate", entry.when)
    yield from _conditions(here, entry.conditions)


def _figure(node: ox.NamedNode, here: ox.NamedNode, figure: Figure) -> Told:
    yield node, "hasFigure", here
    role = "figure-price" if figure.rate is None else "figure-rate"
    yield from _amount(here, role, figure.bounds)
    yield here, "currency", ox.Literal(figure.currency)
    if figure.grain:
        yield here, "asStated", ox.Literal(f"{figure.bounds.lower or figure.bounds.upper:.0f}")
    if figure.stage:
        yield here, "atStage", iri(figure.stage)
    if figure.rate is not None:
        yield here, "per", ox.NamedNode(UNIT + "YR")
        for role, periods in zip(("duration", "notice"), figure.rate, strict=True):
            if periods is not None:
                period = _under(here, role)
                yield node, "hasFigure", period
                yield from _amount(period, "figure-" + role, periods)
                yield period, "unit", ox.NamedNode(UNIT + "YR")
    yield from _conditions(here, figure.conditions)


def _amount(here: ox.NamedNode, role: str, bounds: Bounds) -> Told:
    yield here, "figureRole", _a(role)
    yield here, "lower", _number(bounds.lower)
    yield here, "upper", _number(bounds.upper)


def _conditions(owner: ox.NamedNode, conditions: Iterable[Condition]) -> Told:
    for number, condition in enumerate(conditions):
        here = _under(owner, f"condition-{number}")
        yield owner, "hasCondition", here
        yield here, "type", _a("Condition")
        yield from _date(here, "metOn", condition.met)
        yield from _date(here, "failedOn", condition.failed)
        for index, (currency, bounds) in enumerate(condition.fallback):
            owed = _under(here, f"fallback-{index}")
            yield here, "fallback", owed
            yield from _amount(owed, "figure-fee", bounds)
            yield owed, "currency", ox.Literal(currency)
        for index, (currency, bounds) in enumerate(condition.releases):
            due = _under(here, f"released-{index}")
            yield here, "releases", due
            yield from _amount(due, "figure-price", bounds)
            yield due, "currency", ox.Literal(currency)
