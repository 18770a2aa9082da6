"""A way around a fault of HermiT: it takes any value for an xsd:double and for an xsd:float.

HermiT 1.3.8 so proves consistent what is not, and under a complement the reverse. Written as "all
numbers from -INF up, or NaN" the two datatypes have the same values as before, and HermiT is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from aikg.ground.terms import OWL, RDFS, XSD
from aikg.reasoning import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterator

_FLOATS = (XSD + "double", XSD + "float")
_BEFORE_A_DATA_RANGE = frozenset(
    {v.RANGE, v.EQUIVALENT, v.FIRST}
    | {
        OWL + name
        for name in ("allValuesFrom", "someValuesFrom", "onDataRange", "datatypeComplementOf")
    }
)
_IN_FULL = f"""
    @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . @prefix xsd: <{XSD}> .
    <urn:here> <urn:stands> [ a rdfs:Datatype ; owl:unionOf (
        [ a rdfs:Datatype ; owl:onDatatype <DATATYPE> ;
          owl:withRestrictions ( [ xsd:minInclusive "-INF"^^<DATATYPE> ] ) ]
        [ a rdfs:Datatype ; owl:oneOf ( "NaN"^^<DATATYPE> ) ] ) ] ."""


def in_full(triple: Triple) -> Iterator[Triple]:
    """Yield the triple, or what says the same in a way that HermiT understands.

    >>> from pyoxigraph import NamedNode as N
    >>> def size(datatype):
    ...     return len(list(in_full(Triple(N("urn:p"), N(v.RANGE), N(XSD + datatype)))))
    >>> size("integer"), size("double") > 1
    (1, True)
    """
    value = triple.object
    if (
        not isinstance(value, NamedNode)
        or value.value not in _FLOATS
        or triple.predicate.value not in _BEFORE_A_DATA_RANGE
    ):
        yield triple
        return
    template = _IN_FULL.replace("DATATYPE", value.value)
    # The parser names blank nodes afresh each time, so two uses never share one.
    for quad in parse(template, RdfFormat.TURTLE):
        if quad.predicate.value == "urn:stands":
            yield Triple(triple.subject, triple.predicate, quad.object)
        else:
            yield quad.triple
