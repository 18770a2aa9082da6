"""The two sides of a transfer, each as lines of its graphs: a store, or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import pyoxigraph as ox

from aikg.ground.errors import FileUnreadable, Place, SyntaxFault
from aikg.ground.terms import GRAPH, JOURNAL_GRAPH, RECORD_GRAPH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from aikg.store import Store

Line = tuple[str, bytes]
"""The IRI of a graph, and one of its triples as a line of canonical N-Triples without its end."""

OWN_AFFAIRS: Final = frozenset({JOURNAL_GRAPH, RECORD_GRAPH})
"""Graphs that are about a store itself, and go nowhere with what it holds."""


class Side(Protocol):
    """Named graphs to be compared, under the names that they have at home."""

    def graphs(self) -> list[str]:
        """The IRIs of the graphs that are not empty."""

    def lines(self, graphs: Collection[str]) -> Iterator[Line]:
        """All triples of these graphs, in whatever order."""


class StoreSide:
    """The graphs of a store.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH graph:x { kg:a a aikg:Agent } }")
        >>> side = StoreSide(store)
        >>> side.graphs()
        ['https://w3id.org/aikg/graph/x']
        >>> [(graph, line[-40:]) for graph, line in side.lines(side.graphs())]
        [('https://w3id.org/aikg/graph/x', b'<https://w3id.org/aikg/ontology#Agent> .')]
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def graphs(self) -> list[str]:
        """The IRIs of the graphs that are not empty, those of other matters left out."""
        found = self._store.graphs()
        return [g for g in found if g.startswith(GRAPH) and g not in OWN_AFFAIRS]

    def lines(self, graphs: Collection[str]) -> Iterator[Line]:
        """All triples of these graphs, in whatever order."""
        return self._store.lines(graphs)


class FileSide:
    """The graphs of a file of N-Quads or TriG; one of triples is the union of its graphs.

    Args:
        path: the file.
        format: what it is written in.
    """

    def __init__(self, path: Path, format: ox.RdfFormat) -> None:
        self._path = path
        self._format = format
        self._graphs: list[str] = []

    def graphs(self) -> list[str]:
        """The IRIs of its graphs."""
        if not self._graphs:
            self._graphs = sorted({graph for graph, _ in self._all()})
        return self._graphs

    def lines(self, graphs: Collection[str]) -> Iterator[Line]:
        """All triples of these graphs."""
        wanted = frozenset(graphs)
        return ((graph, line) for graph, line in self._all() if graph in wanted)

    def _all(self) -> Iterator[Line]:
        try:
            for quad in ox.parse(path=str(self._path), format=self._format):
                name = quad.graph_name
                yield (
                    name.value if isinstance(name, ox.NamedNode) else "",
                    f"{quad.triple} .".encode(),
                )
        except SyntaxError as fault:
            raise SyntaxFault(
                "the file is not well-formed",
                found=str(fault),
                where=Place(str(self._path), fault.lineno, fault.offset),
            ) from None
        except OSError as error:
            raise FileUnreadable(
                "the file cannot be read",
                found=error.strerror or str(error),
                where=Place(str(self._path)),
            ) from None
