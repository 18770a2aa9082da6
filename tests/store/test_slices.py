"""What is fetched for a query, to be answered here, is all that the query can look at.

Over any graph, the query over the slice gives what it gives over the whole: tried without a server,
since what is fetched depends on the query alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aikg.ground.terms import RDF
from aikg.store import EmbeddedStore
from aikg.store.remote.narrowing import Unfit, narrowed
from aikg.store.remote.slices import fetched, patterns

NODES = ["<urn:a>", "<urn:b>"]
CLASSES = ["<urn:C>"]
LINKS = ["<urn:p>", "<urn:q>"]
VARIABLES = ["?x", "?y"]
GRAPHS = ["<urn:g>", "<urn:h>", "?g"]
Select = Callable[[str], Iterable[ox.QuerySolution]]

triples = st.builds(
    lambda s, link, o, g: ox.Quad(*(ox.NamedNode(name[1:-1]) for name in (s, link, o, g))),
    st.sampled_from(NODES),
    st.sampled_from([*LINKS, f"<{RDF}type>"]),
    st.sampled_from([*NODES, *CLASSES]),
    st.sampled_from(GRAPHS[:2]),
)
links = st.sampled_from([*LINKS, *LINKS, "a", "<urn:p>/<urn:q>", "^<urn:p>", "<urn:p>+", "?link"])
ends = st.sampled_from([*VARIABLES, *VARIABLES, NODES[0]])
statement = st.builds(
    lambda s, link, o, c: f"{s} {link} {c if link == 'a' else o} .",
    ends,
    links,
    ends,
    st.sampled_from([*CLASSES, "?y"]),
)
placed = st.builds(lambda one, g: f"GRAPH {g} {{ {one} }}", statement, st.sampled_from(GRAPHS))
table = st.builds(
    lambda name, terms: f"VALUES {name} {{ {' '.join(terms)} }}",
    st.sampled_from([*VARIABLES, "?link"]),
    st.lists(st.sampled_from([*NODES, *LINKS, "UNDEF"]), min_size=1, max_size=2),
)


def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Groups that hold others in every way there is."""
    # What is common is a pattern with something on it, as a rule has it.
    group = st.tuples(placed, st.lists(inner, max_size=1)).map(
        lambda two: " ".join([two[0], *two[1]])
    )
    return st.one_of(
        group.map("FILTER EXISTS {{ {} }}".format),
        group.map("FILTER NOT EXISTS {{ {} }}".format),
        group.map("OPTIONAL {{ {} }}".format),
        group.map("MINUS {{ {} }}".format),
        st.tuples(group, inner).map(lambda two: f"{{ {two[0]} }} UNION {{ {two[1]} }}"),
        st.tuples(st.sampled_from(VARIABLES), group).map(
            lambda two: f"{{ SELECT DISTINCT {two[0]} {{ {two[1]} }} }}"
        ),
    )


parts = st.recursive(st.one_of(statement, placed, table), around, max_leaves=4)
queries = st.tuples(statement, st.lists(parts, min_size=1, max_size=2)).map(
    lambda two: f"SELECT * {{ {' '.join([two[0], *two[1]])} }}"
)


def by_patterns(query: str, select: Select) -> Iterable[ox.Quad] | None:
    wanted = patterns(query)
    return None if wanted is None else fetched(wanted, select)


def by_nodes(query: str, select: Select) -> Iterable[ox.Quad] | None:
    with suppress(Unfit):
        return narrowed(query, select)
    return None


def rows(store: EmbeddedStore, query: str) -> list[tuple[str, ...]]:
    found = store.select(query)
    names = sorted(one.value for one in found.variables)
    return sorted(tuple(str(row[name]) for name in names) for row in found)


def holding(quads: Iterable[ox.Quad]) -> EmbeddedStore:
    store = EmbeddedStore()
    for quad in quads:
        assert isinstance(quad.graph_name, ox.NamedNode)
        store.add(quad.graph_name.value, [quad.triple])
    return store


@pytest.mark.parametrize("way", [by_patterns, by_nodes])
@settings(max_examples=100, deadline=None)
@given(quads=st.lists(triples, min_size=2, max_size=8), query=queries)
def test_a_query_finds_in_its_slice_what_it_finds_in_the_whole(way, quads, query):
    whole = holding(quads)
    slice_ = way(query, whole.select)
    if slice_ is not None:
        assert rows(holding(slice_), query) == rows(whole, query)


def test_a_condition_within_a_condition_is_looked_at_too():
    query = (
        "SELECT * { ?x <urn:p> ?y FILTER EXISTS { ?y <urn:q> ?z FILTER EXISTS { ?z a <urn:C> } } }"
    )
    assert ("", "", f"<{RDF}type>", "<urn:C>") in (patterns(query) or ())
