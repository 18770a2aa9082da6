"""Whole graphs of a store that cuts answers and rounds numbers, as Virtuoso 7 does."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from itertools import islice

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aikg.ground.terms import XSD
from aikg.store.canonical import canonical
from aikg.store.remote.separated import links, literals
from aikg.store.remote.wholes import Part, fetched, parted, together

_TEXT = "(STR(?o) AS ?v)"
_KEY = "<SHORT_OR_LONG::>"
_DOUBLE = ox.NamedNode(XSD + "double")
_GRAPHS = st.sampled_from([ox.NamedNode(f"urn:g{n}") for n in range(4)])
_NODES = st.sampled_from(
    [*(ox.NamedNode(f"urn:{n},é") for n in range(9)), ox.BlankNode("a"), ox.BlankNode("b")]
)
_PREDICATES = st.sampled_from([ox.NamedNode(f"urn:p{n}") for n in range(5)])
_OBJECTS = st.one_of(
    _NODES,
    st.integers(0, 40).map(ox.Literal),
    st.text('ab,\t\r\n"\\\x01é\u2028', max_size=3).map(ox.Literal),
    st.sampled_from(["", "nodeID://a", "urn:1", '","']).map(ox.Literal),
    st.floats(allow_nan=False).map(lambda x: ox.Literal(repr(x), datatype=_DOUBLE)),
    st.sampled_from([ox.Literal(word, language="en") for word in ("x", "y", "")]),
)
_TRIPLES = st.builds(ox.Triple, _NODES, _PREDICATES, _OBJECTS)
_QUADS = st.sets(st.tuples(_GRAPHS, _TRIPLES), max_size=60)


class _Cutting:
    """A store that gives so many rows of an answer at most, and numbers with few digits."""

    def __init__(self, told: set[tuple[ox.NamedNode, ox.Triple]], rows: int) -> None:
        self.store = ox.Store()
        self.store.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for graph, t in told)
        self.rows = rows

    def parts(self) -> list[Part]:
        graphs = Counter(_iri(quad.graph_name) for quad in self.store)
        found = list(together([(g, n) for g, n in graphs.items() if n <= self.rows], self.rows))
        for graph, count in graphs.items():
            if count > self.rows:
                quads = self.store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
                predicates = Counter(_iri(quad.predicate) for quad in quads)
                found += parted(graph, sorted(predicates.items()), self.rows)
        return found

    def ask(self, query: str) -> bytes:
        found = self.store.query(query.replace(_TEXT, f"?o {_TEXT}").replace(_KEY, ""))
        assert isinstance(found, ox.QuerySolutions)
        text = StringIO()
        names = [v.value for v in found.variables if v.value != "o" or _TEXT not in query]
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(names)
        for row in islice(found, self.rows):
            cells = {name: _written(row[name]) for name in names}
            if _TEXT in query and isinstance(row["o"], ox.BlankNode):
                cells["v"] = _written(row["o"])  # there its text is its name
            if cells.get("l"):
                cells["d"] = ""  # there it is of no datatype
            writer.writerow(cells.values())
        return text.getvalue().encode()


def _iri(term: object) -> str:
    assert isinstance(term, ox.NamedNode)
    return term.value


def _written(term: object) -> str:
    if isinstance(term, ox.BlankNode):
        return f"nodeID://{term.value}"
    if isinstance(term, ox.Literal) and term.datatype == _DOUBLE:
        return f"{float(term.value):.6g}"
    return "" if term is None else term.value  # type: ignore[attr-defined]


@given(_QUADS, st.integers(1, 70))
def test_graphs_are_put_together_whole_and_exact_wherever_answers_are_cut(
    told: set[tuple[ox.NamedNode, ox.Triple]], rows: int
) -> None:
    store = _Cutting(told, rows)
    parts = store.parts()
    found = list(fetched(parts, rows, store.ask))
    lines = [(graph, line) for graph, text in found for line in text.split(b"\n")[:-1]]
    assert len(lines) == sum(part.size for part in parts) == len(store.store)
    kept = canonical(triple for _, triple in told)
    assert set(lines) == {(graph.value, f"{kept[t]} .".encode()) for graph, t in told}


@given(_QUADS.filter(lambda told: len(told) > 1))
def test_what_a_store_withholds_is_missing_from_the_count(
    told: set[tuple[ox.NamedNode, ox.Triple]],
) -> None:
    store = _Cutting(told, len(told))
    parts = store.parts()
    store.store.remove(next(iter(store.store)))
    found = fetched(parts, store.rows, store.ask)
    assert sum(text.count(b"\n") for _, text in found) < sum(part.size for part in parts)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b'"s","p","o"\n"urn:a","urn:b","urn:c"',  # it ends within a line
        b'"s","p"\n"urn:a","urn:b"\n',
        b'"s","p","o"\n"urn:a","urn:b"\n',
        b'"s","p","o"\n"urn:a","urn:b","urn:c\n',
    ],
)
def test_an_answer_that_is_none_or_breaks_off_is_told(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        links(body, ["s", "p", "o"], {"g": "urn:g"})


def test_a_text_of_any_length_comes_whole() -> None:
    text = "x" * 300_000
    body = f'"s","v","d","l"\n"urn:a","{text}","{XSD}string",""\n'.encode()
    [(_, line)] = literals(body, ["s", "v", "d", "l"], {"p": "urn:p", "g": "urn:g"})
    assert line == f'<urn:a> <urn:p> "{text}" .\n'.encode()
