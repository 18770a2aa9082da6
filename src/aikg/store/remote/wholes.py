"""Whole graphs of a store that cuts answers: parts that fit, each proved to be whole by its count.

Small graphs are asked for together; a large one is parted by its predicates, whose triples the store
counts first. What of one predicate alone is too large for an answer comes by pages; they need an order,
and that of terms is dear, for each page is sorted anew.

Virtuoso 7 writes `xsd:double` with six digits, but the text of one exact: so of literals text, datatype
and language are asked for, and apart from them what leads to nodes, which is quicker.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.store.remote import separated
from aikg.store.streaming import no_collecting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    Ask = Callable[[str], bytes]

MOST: Final = 50_000
"""Triples of one answer at most, however many a store would give."""
_PREDICATES: Final = 50
_GRAPHS: Final = 20
"""So many of one request at most."""
_AT_ONCE: Final = 2
"""Requests that are under way while an answer is read."""
_KEYS: Final = "<SHORT_OR_LONG::>(?s) <SHORT_OR_LONG::>(?o)"
"""What Virtuoso has in the place of terms: in this order they stand in its index."""
_LINKS: Final = "isIRI(?o)"
_LITERAL: Final = "(STR(?o) AS ?v) (DATATYPE(?o) AS ?d) (LANG(?o) AS ?l)"


class Part(NamedTuple):
    """Triples that are asked for together.

    Attributes:
        graphs: the IRIs of their graphs.
        predicates: the IRIs of their predicates; all where none is told.
        size: how many they are.
    """

    graphs: tuple[str, ...]
    predicates: tuple[str, ...]
    size: int

    @property
    def fixed(self) -> dict[str, str]:
        """The IRIs that all of them have, by the names of variables."""
        told = {"p": self.predicates, "g": self.graphs}
        return {name: iris[0] for name, iris in told.items() if len(iris) == 1}

    def where(self, kind: str) -> str:
        """Those that a condition holds of, in SPARQL."""
        if len(self.graphs) > 1:
            # Each by itself: to look for one in a list Virtuoso would go through all that it holds.
            told = (
                f"{{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g = <{g}>) FILTER ({kind}) }}"
                for g in self.graphs
            )
            return " UNION ".join(told)
        several = len(self.predicates) > 1
        some = f" FILTER (?p IN ({', '.join(f'<{iri}>' for iri in self.predicates)}))"
        predicate = f"<{self.fixed['p']}>" if "p" in self.fixed else "?p"
        pattern = f"GRAPH <{self.fixed['g']}> {{ ?s {predicate} ?o }}"
        return f"{pattern}{some if several else ''} FILTER ({kind})"


class _Asked(NamedTuple):
    """A request.

    Attributes:
        query: a SELECT.
        names: what it asks for.
        fixed: what all of its answer has.
        read: reads the answer.
    """

    query: str
    names: list[str]
    fixed: dict[str, str]
    read: Callable[[bytes, list[str], Mapping[str, str]], list[tuple[str, bytes]]]


def parted(graph: str, counts: Iterable[tuple[str, int]], rows: int) -> Iterator[Part]:
    """Part a graph by its predicates into what fits into answers, as far as that can be.

    Args:
        graph: its IRI.
        counts: of each predicate, by its IRI, how many triples have it.
        rows: of one answer.

    Examples:
        >>> [part.predicates for part in parted("urn:g", [("a", 3), ("b", 9), ("c", 2)], 5)]
        [('b',), ('a', 'c')]
    """
    for predicates, size in _filled(counts, rows, _PREDICATES):
        yield Part((graph,), predicates, size)


def together(counts: Iterable[tuple[str, int]], rows: int) -> Iterator[Part]:
    """Put graphs together that fit into one answer.

    Args:
        counts: of each graph, by its IRI, how many triples it has.
        rows: of one answer.

    Examples:
        >>> [part.graphs for part in together([("a", 3), ("b", 2), ("c", 2)], 5)]
        [('a', 'b'), ('c',)]
    """
    for graphs, size in _filled(counts, rows, _GRAPHS):
        yield Part(graphs, (), size)


def _filled(
    counts: Iterable[tuple[str, int]], rows: int, most: int
) -> Iterator[tuple[tuple[str, ...], int]]:
    names: list[str] = []
    held = 0
    for name, count in counts:
        if count > rows:
            yield (name,), count
            continue
        if names and (held + count > rows or len(names) >= most):
            yield tuple(names), held
            names, held = [], 0
        names.append(name)
        held += count
    if names:
        yield tuple(names), held


def fetched(parts: Iterable[Part], rows: int, ask: Ask) -> Iterator[tuple[str, bytes]]:
    """Fetch parts, some requests at once.

    Args:
        parts: of whatever graphs.
        rows: that the store gives in one answer.
        ask: sends a SELECT query, and gives its answer as comma-separated values; from other threads.

    Returns:
        The IRI of a graph, and lines of canonical N-Triples, each with its end, in memory that follows
        the size of answers alone; fewer than the parts count where the store does not give them.

    Raises:
        ValueError: an answer is none.
    """
    requests = (request for part in parts for request in _requests(part, rows, ask))
    # What goes from thread to thread is text alone: results of the engine end where they begin.
    with no_collecting(), ThreadPoolExecutor(_AT_ONCE) as pool:
        waiting: deque[tuple[_Asked, Future[bytes]]] = deque()
        try:
            for request in requests:
                waiting.append((request, pool.submit(ask, request.query)))
                if len(waiting) > _AT_ONCE:
                    yield from _read(*waiting.popleft())
            while waiting:
                yield from _read(*waiting.popleft())
        finally:
            for _, answer in waiting:
                answer.cancel()


def _read(request: _Asked, answer: Future[bytes]) -> list[tuple[str, bytes]]:
    return request.read(answer.result(), request.names, request.fixed)


def _requests(part: Part, rows: int, ask: Ask) -> Iterator[_Asked]:
    free = [name for name in "sp" if name not in part.fixed]
    last = [] if "g" in part.fixed else ["g"]
    links = _selected(free, "?o", last), [*free, "o", *last], _LINKS, separated.links
    told = (
        _selected(free, _LITERAL, last),
        [*free, *"vdl", *last],
        f"!{_LINKS}",
        separated.literals,
    )
    if part.size <= rows:
        for head, names, kind, read in (links, told):
            query = f"SELECT {head} {{ {part.where(kind)} }}"
            yield _Asked(query, names, part.fixed, read)
        return
    linking = _number(ask(f"SELECT (COUNT(*) AS ?n) {{ {part.where(_LINKS)} }}"))
    for (head, names, kind, read), size in ((links, linking), (told, part.size - linking)):
        for start in range(0, size, rows):
            inner = f"SELECT ?s ?o {{ {part.where(kind)} }} ORDER BY {_KEYS}"
            query = f"SELECT {head} {{ {{ {inner} }} }} OFFSET {start} LIMIT {rows}"
            yield _Asked(query, names, part.fixed, read)


def _selected(free: list[str], value: str, last: list[str]) -> str:
    return " ".join([*(f"?{name}" for name in free), value, *(f"?{name}" for name in last)])


def _number(body: bytes) -> int:
    return int(body.split()[-1].strip(b'"'))
