"""What the page asks of a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from aikg.questions import Answer
    from aikg.questions.table import Table
    from aikg.store import Store


class Asked(Protocol):
    """Whatever answers SPARQL and the questions, as an open graph does."""

    @property
    def store(self) -> Store:
        """Where the graph is."""

    def query(self, sparql: str) -> Table:
        """Run a query."""

    def ask(
        self,
        question: str,
        *,
        as_of: str | None = None,
        known_by: str | None = None,
        source: str | None = None,
        readings: bool = False,
        rollup: bool = True,
        trace: bool = False,
        **parameters: str,
    ) -> Answer:
        """Ask a question by name."""

    def labels(self) -> dict[str, str]:
        """The label of each thing that has one, by IRI."""
