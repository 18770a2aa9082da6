"""The published ontology, register and claims hold together, and what would clash is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from aikg.ground import packaged
from aikg.ground.terms import AIKG, GRAPH, KG
from aikg.reasoning import explain, prove
from aikg.reasoning.axioms import read_axioms
from aikg.reasoning.hermit import first_inconsistent

if TYPE_CHECKING:
    from pathlib import Path

PREFIXES = f"@prefix aikg: <{AIKG}> . @prefix kg: <{KG}> . "

# What is planted, and what must be told of it, whichever of several explanations is found.
PLANTED = {
    "a platform that invests": (
        "kg:deal a aikg:Investment ; aikg:investor kg:azure .",
        {"kg:deal has investor Microsoft Azure", "no agent is a product"},
    ),
    "an organization that is a platform": (
        "kg:organization a aikg:Organization , aikg:Platform .",
        {"kg:organization is an organization", "kg:organization is a platform"},
    ),
    "a cloud contract that is an investment": (
        "kg:deal a aikg:CloudContract , aikg:Investment .",
        {
            "kg:deal is a cloud contract",
            "kg:deal is an investment",
            "no investment is a cloud contract",
        },
    ),
    "a bound that is a text": (
        'kg:figure aikg:upper "ten billion" .',
        {'kg:figure has upper "ten billion"'},
    ),
    "two upper bounds of one figure": (
        "kg:figure aikg:upper 5e9 , 10e9 .",
        {
            "kg:figure has upper 5e9 (xsd:double)",
            "kg:figure has upper 10e9 (xsd:double)",
            "nothing has more than one value of upper",
        },
    ),
}


def quads_of(files: list[Path], graph: str | None = None) -> list[Quad]:
    return [
        Quad(*quad.triple, NamedNode(graph or GRAPH + file.stem))
        for file in files
        for quad in parse(path=file)
    ]


@pytest.fixture(scope="module")
def published() -> list[Quad]:
    """All that is published, as quads; each file's graph has the file's name."""
    files = [*packaged.ontology_files(), packaged.register_file(), *packaged.source_files()]
    return quads_of(files)


def test_what_is_published_is_consistent(published):
    """No class is empty by definition, and no predicate escapes the proof by being undeclared."""
    verdict = prove(published)
    assert verdict.consistent
    assert verdict.unsatisfiable == frozenset()
    assert verdict.undeclared == frozenset()
    assert AIKG + "Agent" in verdict.types[KG + "amazon"]


@pytest.mark.parametrize("name", PLANTED)
def test_what_clashes_with_what_is_published_is_explained(published, name):
    """The set told contains what was planted, and no axiom of it can be spared."""
    turtle, expected = PLANTED[name]
    planted = {
        Quad(*quad.triple, NamedNode(GRAPH + "planted"))
        for quad in parse(PREFIXES + turtle, RdfFormat.TURTLE)
    }

    axioms = explain([*published, *planted]).axioms

    texts = {axiom.text for axiom in axioms}
    assert expected <= texts
    assert any(axiom.graphs == (GRAPH + "planted",) for axiom in axioms)
    assert all(axiom.graphs for axiom in axioms)
    declarations = read_axioms([quad.triple for quad in published]).declarations
    rests = [[other for other in axioms if other is not axiom] for axiom in axioms]
    assert first_inconsistent([*rests, axioms], declarations, timeout=None) == len(axioms)
