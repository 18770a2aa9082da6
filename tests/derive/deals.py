"""The dev cases as graphs: the published graph with the files of some cases added."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import aikg
from aikg.ground.reading import read
from aikg.ground.terms import GRAPH, REGISTER_GRAPH

DEALS = Path(__file__).parents[1] / "fixtures" / "deals"
CASES = sorted(folder.name for folder in DEALS.iterdir())


def add(graph: aikg.Graph, case: str) -> None:
    """Add the files of a case; what is derived is not brought up to date."""
    for file in sorted((DEALS / case).glob("*.ttl")):
        where = REGISTER_GRAPH if file.stem == "register" else GRAPH + file.stem
        graph.store.add(where, [quad.triple for quad in read(file).quads])


def opened(*cases: str) -> aikg.Graph:
    """The published graph with these cases, derived anew."""
    graph = aikg.open()
    for case in cases:
        add(graph, case)
    graph.derive()
    return graph


def expected(case: str) -> dict[str, Any]:
    """What a case must come to."""
    return tomllib.loads((DEALS / case / "expected.toml").read_text(encoding="utf-8"))
