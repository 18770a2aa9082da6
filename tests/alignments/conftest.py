"""The alignments, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, Triple, parse
from rdflib import Graph

from aikg.ground.packaged import folder, ontology_files, register_file, source_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ALIGNMENTS = sorted(folder("ontology").joinpath("alignments").glob("*.ttl"))


def triples(*files: Path) -> list[Triple]:
    return [quad.triple for file in files for quad in parse(file.read_bytes(), RdfFormat.TURTLE)]


@pytest.fixture(params=ALIGNMENTS, ids=lambda file: file.stem)
def file(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def alignment(file: Path) -> Graph:
    return Graph().parse(file)


@pytest.fixture(scope="session")
def all_alignments() -> Graph:
    graph = Graph()
    for file in ALIGNMENTS:
        graph.parse(file)
    return graph


@pytest.fixture(scope="session")
def ontology() -> Graph:
    graph = Graph()
    for file in ontology_files():
        graph.parse(file)
    return graph


@pytest.fixture(scope="session")
def merged() -> list[Triple]:
    """Ontology, register, claims and all alignments."""
    return triples(*ontology_files(), register_file(), *source_files(), *ALIGNMENTS)


@pytest.fixture(scope="session")
def with_ontology() -> Callable[[str], list[Triple]]:
    """The ontology and one alignment."""
    return lambda name: triples(
        *ontology_files(), folder("ontology") / "alignments" / f"{name}.ttl"
    )
