"""Merging two entries of the register that are one: what named the one names the other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad

from aikg.gate.reach import Change
from aikg.gate.reach.overlay import UNTOLD
from aikg.ground.errors import InputError
from aikg.ground.terms import AIKG, DCTERMS, ONTOLOGY_GRAPH, OWL, RDF, RDFS, REGISTER_GRAPH, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import BlankNode, Literal, Triple

    from aikg.store import Store

    Term = NamedNode | BlankNode | Literal | Triple

_REGISTER: Final = NamedNode(REGISTER_GRAPH)
_LABEL: Final = NamedNode(RDFS + "label")
_ALIAS: Final = NamedNode(AIKG + "alias")
_REDIRECT: Final = NamedNode(DCTERMS + "isReplacedBy")
_NAMING: Final = """
SELECT ?s ?p ?o ?g WHERE {{
  {{ BIND (<{0}> AS ?s) GRAPH ?g {{ <{0}> ?p ?o }} }} UNION
  {{ BIND (<{0}> AS ?o) GRAPH ?g {{ ?s ?p <{0}> }} }}
}}
"""
_SINGLE: Final = f"""
SELECT ?p {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?p a <{OWL}FunctionalProperty> }} }}
"""


def merger(store: Store, one: str, other: str) -> Change:
    """Give the change by which everything that names one entry names another instead.

    The one becomes a redirect (`dcterms:isReplacedBy`), its label and aliases names of the other;
    nothing that was told is lost.

    Args:
        store: the store, with both entries in its register.
        one: the IRI of the entry that goes.
        other: the IRI of the entry that stays.

    Raises:
        InputError: they are the same, one is not in the register, or they differ in what a thing
            has one of; says in what.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update('''INSERT DATA { GRAPH graph:register {
        ...   kg:a a aikg:Company ; rdfs:label "A" . kg:b a aikg:Company ; rdfs:label "B" } }''')
        >>> KG = "https://w3id.org/aikg/id/"
        >>> change = merger(store, KG + "a", KG + "b")
        >>> sorted(quad.object.value for quad in change.added)
        ['A', 'https://w3id.org/aikg/id/b', 'https://w3id.org/aikg/ontology#Company']
    """
    if one == other:
        raise InputError("an entry cannot be merged into itself", found=shorten(one))
    here, there = _entry(store, one), _entry(store, other)
    _refuse_conflicts(store, (one, here), (other, there))
    added: set[Quad] = {Quad(NamedNode(one), _REDIRECT, NamedNode(other), _REGISTER)}
    removed: set[Quad] = set()
    for quad in _quads(store, one):
        removed.add(quad)
        added.add(_renamed(quad, one, other))
    known = {term.value for name in ("label", "alias") for term in there.get(_names(name), ())}
    added = {
        quad
        for quad in added
        if not (quad.predicate == _ALIAS and getattr(quad.object, "value", "") in known)
    }
    return Change(frozenset(added), frozenset(removed))


def _names(name: str) -> str:
    return (RDFS if name == "label" else AIKG) + name


def _entry(store: Store, iri: str) -> dict[str, set[Literal | NamedNode]]:
    """What is told of an entry itself, by property: by the register, or the file that brought it."""
    found: dict[str, set[Literal | NamedNode]] = defaultdict(set)
    for quad in _quads(store, iri):
        if quad.subject == NamedNode(iri):
            found[quad.predicate.value].add(quad.object)  # type: ignore[arg-type]
    if RDF + "type" not in found:
        raise InputError(
            "the register has no such entry",
            expected="two entries of the register, by label or IRI",
            found=shorten(iri),
        )
    return found


def _refuse_conflicts(
    store: Store,
    one: tuple[str, dict[str, set[Literal | NamedNode]]],
    other: tuple[str, dict[str, set[Literal | NamedNode]]],
) -> None:
    single = {row["p"].value for row in store.select(_SINGLE)} | {RDF + "type"}
    for property_ in sorted(single & one[1].keys() & other[1].keys()):
        if one[1][property_] != other[1][property_]:
            raise InputError(
                f"the two differ in {shorten(property_)}, of which a thing has one",
                expected=f"the same of both, as {shorten(other[0])} has it: "
                + ", ".join(sorted(map(str, other[1][property_]))),
                found=", ".join(sorted(map(str, one[1][property_]))),
                mend="Mend one of them first, or leave them two things.",
            )


def _quads(store: Store, iri: str) -> Iterator[Quad]:
    """What is told that names an IRI."""
    for row in store.select(_NAMING.format(iri)):
        if row["g"].value not in UNTOLD:
            yield Quad(row["s"], row["p"], row["o"], row["g"])


def _renamed(quad: Quad, one: str, other: str) -> Quad:
    subject, predicate, value = quad.subject, quad.predicate, quad.object
    if subject == NamedNode(one):
        subject = NamedNode(other)
        if predicate == _LABEL:
            predicate = _ALIAS
    if value == NamedNode(one):
        value = NamedNode(other)
    return Quad(subject, predicate, value, quad.graph_name)
