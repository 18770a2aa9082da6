"""What lies beneath the public functions of pyshacl-turbo says what they say."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from pyshacl_turbo import compile_shapes

from aikg.gate.check import packaged_shapes
from aikg.gate.known import Known
from aikg.gate.shacl import rdflib_graph
from aikg.gate.turbo import Compiled
from aikg.ground.packaged import source_files
from aikg.ground.reading import read
from aikg.ground.terms import SH

TOLD = [
    "focusNode", "value", "resultPath", "resultSeverity", "resultMessage", "sourceShape",
    "sourceConstraintComponent",
]  # fmt: skip


def ntriples(triples) -> str:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES).decode()


def results(triples) -> set[tuple[str, ...]]:
    """The results of a report, without the labels of blank nodes."""
    told: dict[object, dict[str, str]] = {}
    for triple in triples:
        shown = "_:" if isinstance(triple.object, ox.BlankNode) else str(triple.object)
        told.setdefault(triple.subject, {})[triple.predicate.value.removeprefix(SH)] = shown
    found = [each for each in told.values() if "resultSeverity" in each]
    return {tuple(each.get(name, "") for name in TOLD) for each in found}


@pytest.mark.parametrize("gone", range(5))
def test_the_report_is_that_of_the_public_functions(gone):
    """Every fifth triple of the first source is left out, so that much is wrong."""
    shapes = packaged_shapes().triples
    told = [quad.triple for quad in read(source_files()[0]).quads]
    data = ntriples([t for n, t in enumerate(told) if n % 5 != gone])
    data += ntriples(Known.packaged().triples)
    public = compile_shapes(rdflib_graph(shapes))
    _, report, _ = public.validate(
        rdflib_graph(q.triple for q in ox.parse(data.encode(), format=ox.RdfFormat.N_TRIPLES))
    )
    expected = results(
        q.triple for q in ox.parse(report.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
    )
    assert len(expected) > 20
    assert results(Compiled(ntriples(shapes)).report(data)) == expected
