"""The deals of the fixtures come and go one by one, and all that is derived keeps up."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

import aikg
from aikg.derive import amend
from aikg.ground.reading import read
from aikg.ground.terms import DERIVED_GRAPH, GRAPH, REGISTER_GRAPH
from derive.deals import CASES, DEALS

HALVES = [CASES[0::2], CASES[1::2]]


def quads_of(case: str) -> list[list[ox.Quad]]:
    """The quads of each file of a case, what the register lacks first."""
    files = sorted((DEALS / case).glob("*.ttl"), key=lambda file: (file.stem != "register", file))
    graphs = [REGISTER_GRAPH if file.stem == "register" else GRAPH + file.stem for file in files]
    return [
        [ox.Quad(*quad.triple, ox.NamedNode(graph)) for quad in read(file).quads]
        for file, graph in zip(files, graphs, strict=True)
    ]


@pytest.mark.parametrize("cases", HALVES, ids=["odd", "even"])
def test_deals_added_one_by_one_derive_what_all_of_them_do_and_leave_nothing_behind(
    cases: list[str],
) -> None:
    graph = aikg.open()
    store = graph.store

    def derived() -> set[str]:
        return {str(triple) for triple in store.read(DERIVED_GRAPH)}

    before = derived()
    came = [amend(store, quads).added for case in cases for quads in quads_of(case)]
    kept_up = derived()
    graph.derive()
    assert kept_up == derived()
    assert len(kept_up) > len(before)
    for added in reversed(came):
        amend(store, removed=added)
    assert derived() == before
