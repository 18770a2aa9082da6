"""What a picture asks of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from aikg.questions.table import Table
    from aikg.store import Store


class Queries(Protocol):
    """Whatever answers SPARQL with a table, as an open graph does."""

    @property
    def store(self) -> Store:
        """Where the graph is."""

    def query(self, sparql: str) -> Table:
        """Run a query."""
