"""Whole graphs of a store that cuts answers and rounds numbers, as Virtuoso 7 does."""

from __future__ import annotations

from itertools import islice

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from aikg.ground.terms import XSD
from aikg.store.canonical import canonical
from aikg.store.remote.wholes import Part, fetched, parted

GRAPH = "urn:g"
_DOUBLE = ox.NamedNode(XSD + "double")
_NODES = st.sampled_from([ox.NamedNode(f"urn:{n}") for n in range(12)])
_OBJECTS = st.one_of(
    _NODES,
    st.integers(0, 40).map(ox.Literal),
    st.text('ab\t\n"\\\x01é', max_size=3).map(ox.Literal),
    st.floats(allow_nan=False).map(lambda x: ox.Literal(repr(x), datatype=_DOUBLE)),
    st.sampled_from([ox.Literal(word, language="en") for word in "xyz"]),
)
_TRIPLES = st.sets(st.builds(ox.Triple, _NODES, _NODES, _OBJECTS), max_size=60)


class _Cutting:
    """A store that gives so many triples of an answer at most, and numbers with few digits."""

    def __init__(self, triples: set[ox.Triple], rows: int) -> None:
        self.store = ox.Store()
        self.store.extend(
            ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(GRAPH)) for t in triples
        )
        self.rows = rows

    def counts(self) -> list[tuple[str, int]]:
        found: dict[str, int] = {}
        for quad in self.store:
            found[str(quad.predicate)] = found.get(str(quad.predicate), 0) + 1
        return sorted(found.items())

    def ask(self, query: str) -> bytes:
        found = self.store.query(query)
        assert isinstance(found, ox.QueryTriples)
        cut = islice(found, self.rows)
        return ox.serialize([_rounded(t) for t in cut], format=ox.RdfFormat.N_TRIPLES) or b""


def _rounded(triple: ox.Triple) -> ox.Triple:
    told = triple.object
    if not isinstance(told, ox.Literal) or told.datatype != _DOUBLE:
        return triple
    few = ox.Literal(f"{float(told.value):.6g}", datatype=_DOUBLE)
    return ox.Triple(triple.subject, triple.predicate, few)


@given(_TRIPLES, st.integers(1, 70))
def test_a_graph_is_put_together_whole_and_exact_wherever_answers_are_cut(
    triples: set[ox.Triple], rows: int
) -> None:
    store = _Cutting(triples, rows)
    parts = list(parted(GRAPH, store.counts(), rows))
    found = [t for _, page in fetched(parts, rows, store.ask) for t in page]
    assert len(found) == sum(part.size for part in parts) == len(store.store)
    assert set(found) == set(canonical(triples).values())


@given(_TRIPLES.filter(lambda triples: len(triples) > 1))
def test_what_a_store_withholds_is_missing_from_the_count(triples: set[ox.Triple]) -> None:
    store = _Cutting(triples, len(triples))
    told = len(store.store)
    store.store.remove(next(iter(store.store)))
    found = [t for _, page in fetched([Part(GRAPH, (), told)], told, store.ask) for t in page]
    assert len(found) < told
