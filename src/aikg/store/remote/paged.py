"""A remote store that cuts answers, rounds numbers, and takes few triples at once: Virtuoso 7."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from aikg.ground.errors import EngineError, InputError
from aikg.ground.terms import PREFIXES
from aikg.store.faults import malformed, other_form
from aikg.store.refusals import chooses_graphs, refuse_service
from aikg.store.remote import faults
from aikg.store.remote.changes import operations
from aikg.store.remote.narrowing import Unfit, narrowed
from aikg.store.remote.pages import parted as in_two
from aikg.store.remote.pages import solutions
from aikg.store.remote.requests import query_message, with_prefixes
from aikg.store.remote.slices import fetched as fetched_slice
from aikg.store.remote.slices import is_compound, patterns
from aikg.store.remote.store import COUNTS, RemoteStore, refuse_malformed
from aikg.store.remote.wholes import MOST, Part, fetched, parted, together
from aikg.store.tokens import blanked, template

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from aikg.store.remote.exchange import Reply

_VALUES: Final = "text/csv"
_CHECKED: Final = 1 << 20
_CONSTRUCT: Final = re.compile(r"\bCONSTRUCT\b", re.IGNORECASE)


class PagedStore(RemoteStore):
    """A remote store whose answers are put together from pages, and whose updates are parted.

    An update is then not one atomic change. What has to be undone if it is broken off says so
    in the journal before it begins.
    """

    _capacity: int | None = None

    def construct(self, query: str) -> Iterator[ox.Triple]:
        """Run a CONSTRUCT or DESCRIBE query (sections 16.2 and 16.4).

        What the pattern of a CONSTRUCT finds is asked for by pages, and its template filled here.
        """
        refuse_service(query)
        prologue, rest = in_two(with_prefixes(query))
        begins, ends = template(rest)
        if not ends:
            yield from super().construct(query)
            return
        pattern = rest[: _begin(rest)] + "SELECT *" + rest[ends:]
        found = self.select(prologue + pattern)
        scratch = ox.Store()
        table = _table(found)
        filled = scratch.query(
            f"{prologue} CONSTRUCT {rest[begins:ends]} WHERE {{ {table} }}", prefixes=PREFIXES
        )
        if not isinstance(filled, ox.QueryTriples):
            raise InputError("this is no CONSTRUCT query", found=query)
        yield from filled

    def _results(self, query: str, form: str) -> ox.QuerySolutions | ox.QueryBoolean:
        def ask(text: str) -> Reply:
            return self._asked(text, form)

        full = with_prefixes(query)
        slice_ = self._slice(full) if is_compound(query) and not chooses_graphs(query) else None
        if slice_ is not None:
            return self._here(query, slice_)
        return solutions(self.addresses.query, full, self.profile.rows, ask)

    def _slice(self, query: str) -> Iterable[ox.Quad] | None:
        """What a query can look at; None where that is everything."""
        with suppress(Unfit):
            return narrowed(query, self.select)
        wanted = patterns(query)
        return None if wanted is None else fetched_slice(wanted, self.select)

    def _here(self, query: str, slice_: Iterable[ox.Quad]) -> ox.QuerySolutions | ox.QueryBoolean:
        """Run a query here, over the slice of the store that it can look at."""
        scratch = ox.Store()
        scratch.extend(
            quad for quad in slice_ if not str(quad.graph_name)[1:].startswith(self.profile.own)
        )
        try:
            found = scratch.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        except SyntaxError as fault:
            raise malformed("query", query, fault) from None
        except RuntimeError as fault:
            raise EngineError("the query cannot be run", found=str(fault)) from None
        if isinstance(found, ox.QueryTriples):
            raise other_form("SELECT or ASK", found)
        return found

    def read(self, graph: str) -> Iterator[ox.Triple]:
        """All triples of a named graph.

        Raises:
            EngineError: others came than the store counts: it cut the answer, or changed meanwhile.
        """
        for _, page in self._whole({graph: self.count(graph)}):
            for quad in ox.parse(page, format=ox.RdfFormat.N_TRIPLES):
                yield quad.triple

    def blocks(self, graphs: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """All triples of named graphs: the graph's IRI, and lines of canonical N-Triples.

        Raises:
            EngineError: as for `read`.
        """
        counts = self.counts()
        return self._whole({graph: counts.get(graph, 0) for graph in graphs})

    def counts(self) -> dict[str, int]:
        """How many triples each named graph has that is not empty, the product's own left out."""
        found = {
            row["g"].value: _number(row["count"])
            for row in self._simple(COUNTS)
            if isinstance(row["g"], ox.NamedNode)
        }
        return {
            graph: n for graph, n in found.items() if n and not graph.startswith(self.profile.own)
        }

    def count(self, graph: str) -> int:
        """How many triples a named graph has."""
        [row] = self._simple(f"SELECT (COUNT(*) AS ?count) {{ {_at(graph)} }}")
        return _number(row["count"])

    def _whole(self, expected: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
        """The triples of graphs as N-Triples, part by part, if they are as many as expected."""
        came = dict.fromkeys(expected, 0)
        rows = self._rows(expected)
        try:
            for graph, lines in fetched(self._parts(expected, rows), rows, self._separated):
                came[graph] += lines.count(b"\n")
                yield graph, lines
        except (ValueError, KeyError) as fault:
            raise faults.unreadable(
                self.addresses.query, "comma-separated values", str(fault).encode()
            ) from None
        for graph, count in expected.items():
            if came[graph] != count:
                raise faults.cut(
                    self.addresses.graphs,
                    f"{came[graph]:,} triples of {count:,} in {graph}, unless it changed meanwhile",
                )

    def _parts(self, expected: Mapping[str, int], rows: int) -> Iterator[Part]:
        for graph, count in expected.items():
            if count > rows:
                asked = f"SELECT ?p (COUNT(*) AS ?count) {{ {_at(graph)} }} GROUP BY ?p"
                counts = [
                    (row["p"].value, _number(row["count"]))
                    for row in self._simple(asked)
                    if isinstance(row["p"], ox.NamedNode)
                ]
                yield from parted(graph, counts, rows)
        yield from together([(g, n) for g, n in expected.items() if 0 < n <= rows], rows)

    def _rows(self, expected: Mapping[str, int]) -> int:
        """Triples of one answer: as many as the store gives, whose owner may have set another cap."""
        largest = max(expected, key=expected.__getitem__, default="")
        if not largest or expected[largest] <= self.profile.rows:
            return self.profile.rows
        if self._capacity is None:
            asked = f"SELECT (1 AS ?one) {{ {_at(largest)} }} LIMIT {MOST}"
            came = self._separated(asked).count(b"\n") - 1  # without the line of names
            self._capacity = max(1, min(MOST, came))
        return self._capacity

    def _separated(self, query: str) -> bytes:
        message = query_message(self.addresses, query, "SELECT", self.profile, accept=_VALUES)
        return self._exchange.ask(message).body

    def _simple(self, query: str) -> ox.QuerySolutions:
        """The rows of a query that the product answers as it stands, compound though it looks."""

        def ask(text: str) -> Reply:
            return self._asked(text, "SELECT")

        found = solutions(self.addresses.query, query, self.profile.rows, ask)
        assert isinstance(found, ox.QuerySolutions)
        return found

    def _changed(self, request: str, told: str) -> None:
        if len(told) <= _CHECKED:
            refuse_malformed(told)  # before the first of its operations is carried out
        for operation in operations(with_prefixes(request), self.profile.batch):
            super()._changed(operation, told)


def _at(graph: str) -> str:
    return f"GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }}"


def _number(term: object) -> int:
    return int(term.value) if isinstance(term, ox.Literal) else 0


def _begin(query: str) -> int:
    found = _CONSTRUCT.search(blanked(query))
    return found.start() if found else 0


def _table(found: ox.QuerySolutions) -> str:
    names = [variable.value for variable in found.variables]
    head = " ".join(f"?{name}" for name in names)
    lines = (" ".join(_written(row[name]) for name in names) for row in found)
    return f"VALUES ({head}) {{ {' '.join(f'({line})' for line in lines)} }}"


def _written(term: object) -> str:
    # A blank node of a store is one whose name no query can have: an IRI stands for it.
    if isinstance(term, ox.BlankNode):
        return f"<urn:blank:{term.value}>"
    return "UNDEF" if term is None else str(term)
