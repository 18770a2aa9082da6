"""What was known of agreements by claims that have been withdrawn since.

What follows from a claim goes when it is withdrawn, but for its positions, which bear the time until
which they were known. What else was known then, who took part and in what, is told by the claim alone.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from aikg.derive.amounts import DEPRECATED
from aikg.derive.rows import rows, values
from aikg.derive.vocabulary import Vocabulary
from aikg.ground.terms import AIKG, ONTOLOGY_GRAPH, RDF
from aikg.questions.dimensions import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aikg.store import Store

RECALLED: Final = "recalled"
BY_THEN: Final = "by-then"
KNOWN_BY: Final = "known-by"
TAKING: Final = "taking"
NOBODY: Final = f"<{AIKG}participant>"
"""Stands in a list that would be empty: it is no agreement."""
NOTHING: Final[dict[str, list[str]]] = {BY_THEN: []}

_TYPE: Final = RDF + "type"
_PARTICIPANT: Final = AIKG + "participant"
_MODELS: Final = frozenset({AIKG + "Model", AIKG + "ModelFamily"})
_PARTIES: Final = frozenset({_PARTICIPANT, AIKG + "developer"})
_TURNED: Final = {
    AIKG + "hasTranche": AIKG + "trancheOf",
    AIKG + "hasProgrammePart": AIKG + "inProgramme",
}

_WITHDRAWN: Final = f"""
SELECT ?about ?property ?value WHERE {{
  GRAPH ?g {{
    ?claim aikg:withdrawnAt ?gone ; aikg:about ?about ; aikg:standing ?standing ; ?property ?value .
  }}
  FILTER (?gone > %s && ?standing != <{DEPRECATED}> && ISIRI(?value))
}}
"""
# An organization that develops a model is a model developer, and is one by what it takes part in.
_MADE: Final = """
SELECT ?maker ?product ?class WHERE {
  %s
  GRAPH ?g { ?product aikg:developedBy ?maker }
  OPTIONAL { GRAPH ?typed { ?product a ?class } FILTER (?class IN (aikg:Model, aikg:ModelFamily)) }
}
"""
_ABOVE: Final = f"""
SELECT ?term ?above WHERE {{
  %s
  GRAPH <{ONTOLOGY_GRAPH}> {{ ?term rdfs:subPropertyOf|rdfs:subClassOf ?above }}
  FILTER (ISIRI(?above))
}}
"""


def lines(store: Store, dimensions: Mapping[str, str]) -> dict[str, list[str]]:
    """Give what the conditional lines of a query are to hold, where something was withdrawn since.

    Args:
        store: where the claims are.
        dimensions: those that were asked with.

    Returns:
        `recalled`: subject, property and object of what followed from those claims, sub-classes and
        sub-properties included; none where all that was known then still stands. And `by-then`: a
        filter on the instant `?gone` at which a claim was withdrawn.

    Raises:
        BadParameter: the date is none.
    """
    if KNOWN_BY not in dimensions:
        return NOTHING
    at = moment(KNOWN_BY, dimensions[KNOWN_BY])
    told = [tuple(row) for row in rows(store, _WITHDRAWN % at)]
    if not told:
        return NOTHING
    found = sorted({f"(<{s}> <{p}> <{o}>)" for s, p, o in _follows(store, told)})
    return {RECALLED: found, BY_THEN: [f"FILTER (?gone <= {at})"]}


def taking(recalled: Iterable[str], organizations: Iterable[str]) -> list[str]:
    """Give the agreements in which some took part by what is recalled, all in SPARQL's syntax.

    Examples:
        >>> part = "<https://w3id.org/aikg/ontology#participant>"
        >>> taking([f"(<urn:deal> {part} <urn:a>)", f"(<urn:other> {part} <urn:b>)"], ["<urn:a>"])
        ['<urn:deal>']
    """
    asked = set(organizations)
    told = (fact[1:-1].split(" ") for fact in recalled)
    return sorted({deal for deal, p, who in told if p == f"<{_PARTICIPANT}>" and who in asked})


def _follows(store: Store, told: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str, str]]:
    passed = Vocabulary.read(store).passed
    facts: set[tuple[str, str, str]] = set()
    for about, property_, value in told:
        if property_ == AIKG + "kind":
            facts.add((about, _TYPE, value))
        elif property_ in _TURNED:
            facts.add((value, _TURNED[property_], about))
        elif property_ in passed:
            facts.add((about, property_, value))
    higher = above(store, {o if p == _TYPE else p for _, p, o in facts})
    found: set[tuple[str, str, str]] = set()
    for subject, property_, value in facts:
        if property_ == _TYPE:
            found.update((subject, property_, each) for each in higher[value])
        else:
            found.update((subject, each, value) for each in higher[property_])
    yield from found
    models = {subject for subject, _, value in found if value in _MODELS}
    made = {(value, subject) for subject, p, value in found if p == AIKG + "developer"}
    agents = sorted({value for _, p, value in found if p in _PARTIES})
    if agents:
        for maker, product, class_ in rows(store, _MADE % values("maker", agents)):
            made.add((maker, product))
            models |= {product} if class_ else set()
    for maker, product in made:
        if product in models:
            yield product, AIKG + "developedBy", maker
            yield maker, _TYPE, AIKG + "ModelDeveloper"


def above(store: Store, terms: set[str]) -> dict[str, set[str]]:
    """Give for each of some classes and properties all that it is a kind of, itself included."""
    direct: dict[str, set[str]] = defaultdict(set)
    waiting, read = set(terms), set[str]()
    while waiting:
        for term, one in rows(store, _ABOVE % values("term", sorted(waiting))):
            direct[term].add(one)
        read |= waiting
        waiting = set().union(*(direct[term] for term in waiting)) - read
    found: dict[str, set[str]] = {}
    for term in terms:
        found[term] = {term}
        queue = [term]
        while queue:
            new = direct[queue.pop()] - found[term]
            found[term] |= new
            queue += new
    return found
