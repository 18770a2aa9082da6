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
from aikg.store.remote.changes import operations
from aikg.store.remote.narrowing import Unfit, narrowed
from aikg.store.remote.pages import parted, rows_of, solutions
from aikg.store.remote.requests import with_prefixes
from aikg.store.remote.slices import fetched, is_compound, patterns
from aikg.store.remote.store import RemoteStore, refuse_malformed
from aikg.store.tokens import blanked, template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aikg.store.remote.exchange import Reply

_TOGETHER: Final = 50
_CHECKED: Final = 1 << 20
_CONSTRUCT: Final = re.compile(r"\bCONSTRUCT\b", re.IGNORECASE)


class PagedStore(RemoteStore):
    """A remote store whose answers are put together from pages, and whose updates are parted.

    An update is then not one atomic change. What has to be undone if it is broken off says so
    in the journal before it begins.
    """

    def construct(self, query: str) -> Iterator[ox.Triple]:
        """Run a CONSTRUCT or DESCRIBE query (sections 16.2 and 16.4).

        What the pattern of a CONSTRUCT finds is asked for by pages, and its template filled here.
        """
        refuse_service(query)
        prologue, rest = parted(with_prefixes(query))
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
        return None if wanted is None else fetched(wanted, self.select)

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

    def _read(self, graph: str) -> Iterator[ox.Triple]:
        """By predicates: an order, which pages need, is dear over a whole graph."""

        def ask(text: str) -> Reply:
            return self._asked(text, "SELECT")

        rows, name = self.profile.rows, ox.NamedNode(graph)
        for predicates, many in self._predicates(graph):
            query = (
                f"SELECT ?s ?p ?o {{ GRAPH {name} {{ ?s ?p ?o }} "
                f"FILTER (?p IN ({', '.join(predicates)})) }}{' ORDER BY ?s ?o' if many else ''}"
            )
            for row in rows_of(self.addresses.query, query, ("s", "p", "o"), rows, ask):
                yield ox.Triple(row["s"], row["p"], row["o"])  # type: ignore[arg-type]

    def _predicates(self, graph: str) -> Iterator[tuple[list[str], bool]]:
        """The predicates of a graph: together those whose triples fit into an answer, else alone."""
        together: list[str] = []
        room = self.profile.rows
        query = (
            f"SELECT ?p (COUNT(*) AS ?count) {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }} "
            "GROUP BY ?p"
        )
        for row in self.select(query):
            count = int(row["count"].value) if isinstance(row["count"], ox.Literal) else 0
            if count >= self.profile.rows:
                yield [str(row["p"])], True
                continue
            if together and (count >= room or len(together) >= _TOGETHER):
                yield together, False
                together, room = [], self.profile.rows
            together.append(str(row["p"]))
            room -= count
        if together:
            yield together, False

    def _changed(self, request: str, told: str) -> None:
        if len(told) <= _CHECKED:
            refuse_malformed(told)  # before the first of its operations is carried out
        for operation in operations(with_prefixes(request), self.profile.batch):
            super()._changed(operation, told)


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
