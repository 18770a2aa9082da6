"""Triples as a store keeps them: engines rewrite literals to their canonical forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from aikg.ground.terms import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEXTS: Final = {ox.NamedNode(XSD + "string"), ox.NamedNode(RDF + "langString")}


_DATE_TIME: Final = ox.NamedNode(XSD + "dateTime")


def is_padded(term: object) -> bool:
    """Whether it is an instant whose fraction of a second has digits that tell nothing.

    Virtuoso 7 writes three or six digits of it, whatever was told.

    Examples:
        >>> instant = ox.NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")
        >>> is_padded(ox.Literal("2026-11-29T16:01:02.100Z", datatype=instant))
        True
    """
    if not isinstance(term, ox.Literal) or term.datatype != _DATE_TIME:
        return False
    fraction = term.value.partition(".")[2].rstrip("Z")
    return fraction.endswith("0")


def canonical(triples: Iterable[ox.Triple]) -> dict[ox.Triple, ox.Triple]:
    """Give for each triple the one that the embedded engine keeps and gives back in its place.

    Two literals of one value, such as `10e9` and `1.0E10`, are one to the engine (XML Schema 1.1
    part 2, section 2.3.1); compared as text they are two.

    Examples:
        >>> p = ox.NamedNode("urn:p")
        >>> double = ox.NamedNode("http://www.w3.org/2001/XMLSchema#double")
        >>> told = ox.Triple(p, p, ox.Literal("10e9", datatype=double))
        >>> canonical([told])[told].object.value
        '10000000000'
    """
    known: dict[ox.Literal, ox.Literal] = {}
    listed = list(triples)
    literals = {t.object for t in listed if isinstance(t.object, ox.Literal)}
    # Texts are kept as they are.
    typed = {each for each in literals if each.datatype not in _TEXTS}
    scratch = ox.Store()
    numbered = {ox.NamedNode(f"urn:{number}"): literal for number, literal in enumerate(typed)}
    predicate = ox.NamedNode("urn:p")
    scratch.extend(ox.Quad(node, predicate, literal) for node, literal in numbered.items())
    for quad in scratch:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            known[numbered[quad.subject]] = quad.object
    return {
        triple: ox.Triple(triple.subject, triple.predicate, known[triple.object])
        if isinstance(triple.object, ox.Literal) and triple.object in known
        else triple
        for triple in listed
    }
