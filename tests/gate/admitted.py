"""What admissions are tried with: a file that may be added, and what a graph holds before and after."""

from __future__ import annotations

from pathlib import Path

import aikg
from aikg.ground.terms import LOG_GRAPH
from derive.deals import DEALS
from shapes.test_check import GOOD as TEN

State = set[tuple[str, str]]
"""Triples, each after the name of its graph."""

# The article tells of 10 billion between the same two: that would be the same deal.
GOOD = TEN.replace("$10 billion", "$7 billion").replace("10e9", "7e9")


def state(graph: aikg.Graph) -> State:
    """All triples but those of the log."""
    return {
        (name, str(triple))
        for name in graph.store.graphs()
        if name != LOG_GRAPH
        for triple in graph.store.read(name)
    }


def anew(graph: aikg.Graph) -> State:
    """What deriving everything anew leaves."""
    graph.derive()
    return state(graph)


def files(*cases: str) -> list[Path]:
    return [file for case in cases for file in sorted((DEALS / case).glob("*.ttl"))]


def total(graph: aikg.Graph, **given: str) -> tuple[float, float, float]:
    [row] = graph.ask("totals", **given)
    return row.paid, row.committed, row.possible
