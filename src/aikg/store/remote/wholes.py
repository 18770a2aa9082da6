"""Whole graphs of a store that cuts answers: parts that fit, each proved to be whole by its count.

A graph is parted by its predicates, whose triples the store counts first; only of a predicate that
alone is too large for an answer the pages need an order, which is dear. The triples come as N-Triples,
which the engine here reads several times faster than results in XML. Virtuoso 7 writes `xsd:double`
with six digits, but the text of one exact: so numbers are asked for as texts of a datatype that marks
them, and only where what else came falls short of the count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox

from aikg.ground.terms import XSD
from aikg.store.canonical import canonical, is_padded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Ask = Callable[[str], bytes]

MOST: Final = 50_000
"""Triples of one answer at most, however many a store would give."""
_TOGETHER: Final = 50
"""Predicates of one request."""
_MARK: Final = "urn:aikg:exact:"
_NUMBERS: Final = {_MARK + name: ox.NamedNode(XSD + name) for name in ("double", "float")}
_ROUNDED: Final = ", ".join(f"<{XSD}{name}>" for name in ("double", "float"))
_OTHERS: Final = f"FILTER (!isLiteral(?o) || DATATYPE(?o) NOT IN ({_ROUNDED}))"
_EXACT: Final = (
    f"FILTER (isLiteral(?o) && DATATYPE(?o) IN ({_ROUNDED})) BIND (STRDT(STR(?o), "
    f"IF(DATATYPE(?o) = <{XSD}float>, <{_MARK}float>, <{_MARK}double>)) AS ?v)"
)


class Part(NamedTuple):
    """Triples of one graph that are asked for together.

    Attributes:
        graph: the IRI of the graph.
        predicates: their predicates, as in SPARQL; all where none is told.
        size: how many they are.
    """

    graph: str
    predicates: tuple[str, ...]
    size: int

    @property
    def triple(self) -> str:
        """The triples, as the template of a CONSTRUCT."""
        return f"?s {self._predicate} ?o"

    @property
    def exact(self) -> str:
        """The same, with what is marked in the place of numbers."""
        return f"?s {self._predicate} ?v"

    @property
    def _predicate(self) -> str:
        return self.predicates[0] if len(self.predicates) == 1 else "?p"

    @property
    def pattern(self) -> str:
        """What they match, in SPARQL."""
        place = f"GRAPH {ox.NamedNode(self.graph)}"
        several = len(self.predicates) > 1
        some = f" FILTER (?p IN ({', '.join(self.predicates)}))" if several else ""
        return f"{place} {{ {self.triple} }}{some}"


def parted(graph: str, counts: Iterable[tuple[str, int]], rows: int) -> Iterator[Part]:
    """Part a graph by its predicates into what fits into answers, as far as that can be.

    Args:
        graph: its IRI.
        counts: of each predicate, written as in SPARQL, how many triples have it.
        rows: of one answer.

    Examples:
        >>> [part.predicates for part in parted("urn:g", [("<a>", 3), ("<b>", 9), ("<c>", 2)], 5)]
        [('<b>',), ('<a>', '<c>')]
    """
    together: list[str] = []
    held = 0
    for predicate, count in counts:
        if count > rows:
            yield Part(graph, (predicate,), count)
            continue
        if together and (held + count > rows or len(together) >= _TOGETHER):
            yield Part(graph, tuple(together), held)
            together, held = [], 0
        together.append(predicate)
        held += count
    if together:
        yield Part(graph, tuple(together), held)


def fetched(parts: Iterable[Part], rows: int, ask: Ask) -> Iterator[tuple[Part, list[ox.Triple]]]:
    """Fetch parts in their order, each when it is wanted.

    Args:
        parts: of whatever graphs.
        rows: that the store gives in one answer.
        ask: sends a CONSTRUCT query, and gives its answer in N-Triples.

    Returns:
        Each part with some of its triples, in memory that follows the size of answers alone; fewer
        than it counts in all where the store does not give them.

    Raises:
        SyntaxError: an answer is no N-Triples.
    """
    for part in parts:
        if part.size > rows:
            for page in _large(part, rows, ask):
                yield part, page
        else:
            yield part, _small(part, ask)


def _small(part: Part, ask: Ask) -> list[ox.Triple]:
    found = _read(ask(f"CONSTRUCT {{ {part.triple} }} {{ {part.pattern} {_OTHERS} }}"))
    if len(found) < part.size:
        found += _numbers(ask(f"CONSTRUCT {{ {part.exact} }} {{ {part.pattern} {_EXACT} }}"))
    return found


def _large(part: Part, rows: int, ask: Ask) -> Iterator[list[ox.Triple]]:
    left = part.size
    for head, restricted, names, read in (
        (part.triple, _OTHERS, "?s ?o", _read),
        (part.exact, _EXACT, "?s ?v", _numbers),
    ):
        start = 0
        while left > 0:
            inner = f"SELECT {names} {{ {part.pattern} {restricted} }} ORDER BY {names}"
            query = f"CONSTRUCT {{ {head} }} {{ {{ {inner} }} }} OFFSET {start} LIMIT {rows}"
            page = read(ask(query))
            if not page:
                break
            yield page
            start += len(page)
            left -= len(page)


def _read(body: bytes) -> list[ox.Triple]:
    found = [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)]
    padded = [triple for triple in found if is_padded(triple.object)]
    if not padded:
        return found
    kept = canonical(padded)
    return [kept.get(triple, triple) for triple in found]


def _numbers(body: bytes) -> list[ox.Triple]:
    """Give numbers the datatypes that they are marked with, as the embedded engine writes them."""
    told = [
        ox.Triple(one.subject, one.predicate, _unmarked(one.object))  # type: ignore[arg-type]
        for one in _read(body)
    ]
    kept = canonical(told)
    return [kept[one] for one in told]


def _unmarked(term: object) -> object:
    if not isinstance(term, ox.Literal):
        return term
    return ox.Literal(term.value, datatype=_NUMBERS.get(term.datatype.value, term.datatype))
