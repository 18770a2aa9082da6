"""The two sides of a transfer, each as lines of its graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from aikg.ground.terms import GRAPH, JOURNAL_GRAPH, RECORD_GRAPH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from aikg.store import Store

Lines = tuple[str, bytes]
"""The IRI of a graph, and one or more of its triples: lines of canonical N-Triples.

A line feed stands between them; whether one stands after the last makes no difference.
"""

OWN_AFFAIRS: Final = frozenset({JOURNAL_GRAPH, RECORD_GRAPH})
"""Graphs that are about a store itself, and go nowhere with what it holds."""


class Side(Protocol):
    """Named graphs to be compared, under the names that they have at home."""

    def graphs(self) -> list[str]:
        """The IRIs of the graphs that are not empty."""

    def lines(self, graphs: Collection[str]) -> Iterator[Lines]:
        """All triples of these graphs, in whatever order."""


class StoreSide:
    r"""The graphs of a store.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH graph:x { kg:a a aikg:Agent } }")
        >>> side = StoreSide(store)
        >>> side.graphs()
        ['https://w3id.org/aikg/graph/x']
        >>> [(graph, line[-41:]) for graph, line in side.lines(side.graphs())]
        [('https://w3id.org/aikg/graph/x', b'<https://w3id.org/aikg/ontology#Agent> .\n')]
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def graphs(self) -> list[str]:
        """The IRIs of the graphs that are not empty, those of other matters left out."""
        found = self._store.graphs()
        return [g for g in found if g.startswith(GRAPH) and g not in OWN_AFFAIRS]

    def lines(self, graphs: Collection[str]) -> Iterator[Lines]:
        """All triples of these graphs, in whatever order, many at once."""
        return self._store.blocks(graphs)
