"""The one seam: what every floor above may ask of a store, all of it SPARQL 1.1 over named graphs.

Nothing here goes beyond the SPARQL 1.1 Query Language, Update, and the Graph Store Protocol, so
that an implementation over HTTP can keep every promise.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from aikg.ground.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Triple

    from aikg.store.digest import Digest

_URL: Final = re.compile(r"https?://", re.IGNORECASE)
_USER: Final = re.compile(r"//[^/]*@")  # who it is, and by which password
_NEARLY: Final = re.compile(r"[a-z][a-z0-9+.-]+:/|[\w.-]+:\d{2,5}(?:/|\Z)", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Whether a store is named by an address, and not by a folder.

    Raises:
        InputError: it is an address of another kind, or one without `http://`.

    Examples:
        >>> is_address("http://127.0.0.1:7878"), is_address("graph")
        (True, False)
        >>> is_address("127.0.0.1:7878")
        Traceback (most recent call last):
        aikg.ground.errors.InputError: this is no address of a store: ... found 127.0.0.1:7878
    """
    if _URL.match(text):
        return True
    # A folder of that name would be made, which nobody meant.
    if _NEARLY.match(text) and not Path(text).exists():
        raise InputError(
            "this is no address of a store",
            expected="one that begins with http:// or https://, or a folder",
            found=_USER.sub("//…@", text),
        )
    return False


class Store(Protocol):
    """Named graphs, queried and changed with SPARQL 1.1.

    Queries name their graphs with `GRAPH`; outside of it a pattern sees all graphs as one.
    """

    digest: Digest
    """The digest of what is told."""

    def select(self, query: str) -> QuerySolutions:
        """Run a SELECT query (SPARQL 1.1 Query, section 16.1).

        Raises:
            InputError: it is malformed, or of another form.
        """

    def ask(self, query: str) -> bool:
        """Run an ASK query (section 16.3)."""

    def construct(self, query: str) -> Iterator[Triple]:
        """Run a CONSTRUCT or DESCRIBE query (sections 16.2 and 16.4)."""

    def query(self, query: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run a query of any form that a user wrote.

        Raises:
            InputError: it is no SPARQL, calls another endpoint, or would bring the engine down.
        """

    def update(self, request: str) -> None:
        """Run an update request as one atomic change (SPARQL 1.1 Update, section 3)."""

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs that are not empty, in order."""

    def holds(self, graph: str) -> bool:
        """Whether a named graph has any triple."""

    def read(self, graph: str) -> Iterator[Triple]:
        """All triples of a named graph."""

    def lines(self, graphs: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """All triples of named graphs: the graph's IRI, and a line of canonical N-Triples.

        The lines are without their ends, in whatever order, and never all in memory.
        """

    def blocks(self, graphs: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """The same, many lines at once, each with its end; several times faster."""

    def bulk(self, nquads: Iterable[bytes]) -> None:
        """Add N-Quads, in pieces that end with a line, to their graphs; the way for millions.

        It need not be atomic: say in the store beforehand that it is not finished.
        """

    def add(self, graph: str, triples: Iterable[Triple]) -> None:
        """Add triples to a named graph (Graph Store Protocol, POST)."""

    def load(self, graph: str, ntriples: Iterable[bytes]) -> None:
        """Add N-Triples, in pieces that end with a line, to a named graph; the way for very many.

        Like `bulk` it need not be atomic. The store may be asked while pieces are made.
        """

    def replace(self, graph: str, triples: Iterable[Triple]) -> None:
        """Make a named graph hold just these triples (Graph Store Protocol, PUT)."""

    def dump(self, format: RdfFormat) -> bytes:
        """All named graphs in one serialisation that holds graphs, such as TriG or N-Quads."""

    def close(self) -> None:
        """Let go of files and connections."""
