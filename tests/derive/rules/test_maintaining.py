"""One change alone: the same as recomputing all, at the cost of what it reaches."""

from __future__ import annotations

import pytest
from derive.rules.worlds import GRAPHS, TYPE, allowed, placed, stored, worlds
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Triple

from aikg.derive.rules import Change, close, maintain, work_out
from aikg.ground.errors import InputError
from aikg.ground.terms import AIKG, CLAIM, DERIVED_GRAPH, GRAPH, KG, REGISTER_GRAPH
from aikg.store import EmbeddedStore


def fact(subject: str, predicate: str, value: str) -> Triple:
    """A fact in short: names of the register, of the vocabulary, and a class or a name."""
    term = NamedNode((AIKG if predicate == "a" else KG) + value)
    return Triple(
        NamedNode(KG + subject), TYPE if predicate == "a" else NamedNode(AIKG + predicate), term
    )


def derived(store: EmbeddedStore) -> set[Triple]:
    return set(store.read(DERIVED_GRAPH))


def write(store: EmbeddedStore, verb: str, quads: set[tuple[str, Triple]]) -> None:
    for graph, triple in quads:
        store.update(f"{verb} DATA {{ GRAPH <{graph}> {{ {triple} }} }}")


def change(store, before, after) -> Change:
    """Write the difference of two worlds, and maintain what follows."""
    write(store, "DELETE", before - after)
    write(store, "INSERT", after - before)
    assessed = {triple for graph, triple in after if graph == DERIVED_GRAPH}
    return maintain(
        store,
        [triple for _, triple in after - before],
        [triple for _, triple in before - after],
        lambda doubtful: doubtful & assessed,
    )


@settings(max_examples=150, deadline=None)
@given(st.sets(placed(), min_size=5, max_size=60), st.data())
def test_a_change_gives_what_recomputing_all_gives(quads, data):
    """Any facts, in any graph, taken away and added together, twice in a row."""
    pool = sorted(allowed(quads), key=str)
    choice = st.lists(st.booleans(), min_size=len(pool), max_size=len(pool))
    states = [
        {quad for quad, there in zip(pool, data.draw(choice), strict=True) if there}
        for _ in range(3)
    ]
    store = stored(states[0])
    close(store)
    for before, after in zip(states, states[1:], strict=False):
        was = derived(store)
        told = change(store, before, after)
        anew = stored(after)
        close(anew)
        assert derived(store) == derived(anew)
        assessed = {triple for graph, triple in before ^ after if graph == DERIVED_GRAPH}
        assert told.added >= (derived(store) - was) - assessed
        assert told.removed >= (was - derived(store)) - assessed
