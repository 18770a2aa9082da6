"""One change alone: the same as recomputing all, at the cost of what it reaches."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Triple

from aikg.derive.rules import Change, close, maintain
from aikg.ground.terms import AIKG, DERIVED_GRAPH, KG
from aikg.store import EmbeddedStore
from derive.rules.worlds import TYPE, allowed, placed, stored


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


def change(store: EmbeddedStore, before: set, after: set) -> None:
    """Write the difference of two worlds, and maintain what follows."""
    write(store, "DELETE", before - after)
    write(store, "INSERT", after - before)
    assessed = {triple for graph, triple in after if graph == DERIVED_GRAPH}
    written = derived(store)
    told = maintain(
        store,
        [triple for _, triple in after - before],
        [triple for _, triple in before - after],
        lambda doubtful: doubtful & assessed,
    )
    assert told == Change(
        frozenset(derived(store) - written), frozenset(written - derived(store))
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
        change(store, before, after)
        anew = stored(after)
        close(anew)
        assert derived(store) == derived(anew)
