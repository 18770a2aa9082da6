"""Digests of graphs by what their triples say: sums that one triple more, less or other changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox

from aikg.ground.errors import InputError
from aikg.store.digest import total
from aikg.store.streaming import lines_of
from aikg.transfer.values import by_value, by_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aikg.transfer.sides import Lines

MODULUS: Final = 1 << 256
MOST_BLANK: Final = 20_000
"""Lines with blank nodes in one graph: these alone are held in memory, to give the nodes names."""


@dataclass(slots=True)
class Sum:
    """The digest of a graph: of its triples by value, in whatever order they come.

    Attributes:
        count: how many triples.
        total: the sum of the BLAKE2b-256 hashes of their lines, modulo 2^256.
    """

    count: int = 0
    total: int = 0

    def __str__(self) -> str:
        """64 hexadecimal digits."""
        return f"{self.total % MODULUS:064x}"

    def add(self, line: bytes) -> None:
        """Go on with one more line."""
        self.count += 1
        self.total += hashed(line)

    def same(self, other: Sum) -> bool:
        """Whether both are of the same triples."""
        return self.count == other.count and (self.total - other.total) % MODULUS == 0


def hashed(line: bytes) -> int:
    """The hash of a line."""
    return int.from_bytes(blake2b(line, digest_size=32).digest(), "big")


@dataclass(slots=True)
class Sums:
    """The digests of the graphs of one side.

    Attributes:
        graphs: by the IRI of the graph.
        rewritten: for each kind of rewriting how often a line needed it to be compared by value.
    """

    graphs: dict[str, Sum] = field(default_factory=dict)
    rewritten: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[Lines]) -> Sums:
        """Work them out in one pass, in memory that follows the number of graphs alone.

        Examples:
            >>> told = [("urn:g", b"<urn:s> <urn:p> <urn:o> ."), ("urn:g", b"<urn:s> <urn:p> 'a' .")]
            >>> one, other = Sums.of(told), Sums.of(reversed(told))
            >>> one.graphs["urn:g"].same(other.graphs["urn:g"]), one.graphs["urn:g"].count
            (True, 2)
        """
        sums = cls()
        for _ in sums.through(lines):
            pass
        return sums

    def of_graph(self, graph: str) -> Sum:
        """The digest of a graph; that of nothing where it is not there."""
        return self.graphs.get(graph, Sum())

    def include(self, others: Sums) -> None:
        """Take in the digests of other graphs."""
        self.graphs |= others.graphs
        for kind, count in others.rewritten.items():
            self.rewritten[kind] = self.rewritten.get(kind, 0) + count

    def through(self, lines: Iterable[Lines]) -> Iterator[Lines]:
        """Give lines on as they come, and add them up; complete once all have come.

        Raises:
            InputError: a graph has too many triples with blank nodes to compare them.
        """
        blank = _Blank()
        for told in lines:
            self._add(*told, blank)
            yield told
        for graph, value in blank.named():
            self.graphs.setdefault(graph, Sum()).add(value)

    def _add(self, graph: str, text: bytes, blank: _Blank) -> None:
        values = by_values(text, self.rewritten)
        if b"_:" in text:
            values = [value for value in values if not blank.takes(graph, value)]
        if values:
            found = self.graphs.setdefault(graph, Sum())
            found.count += len(values)
            found.total += total(values)


class Compared(NamedTuple):
    """A triple as it is compared.

    Attributes:
        graph: the IRI of its graph.
        value: its line by value.
        line: its line as it stands; empty where a blank node has no name to know it by.
    """

    graph: str
    value: bytes
    line: bytes


def compared(lines: Iterable[Lines]) -> Iterator[Compared]:
    """Give lines by value; those with blank nodes come last, under names that depend on what is told.

    Raises:
        InputError: a graph has too many triples with blank nodes to compare them.
    """
    blank = _Blank()
    for graph, line in lines_of(lines):
        value = by_value(line)
        if b"_:" not in line or not blank.takes(graph, value):
            yield Compared(graph, value, line)
    for graph, value in blank.named():
        yield Compared(graph, value, b"")


class _Blank:
    """The triples with blank nodes, held until all of them are known and the nodes can be named."""

    def __init__(self) -> None:
        self._held: dict[str, list[bytes]] = {}

    def takes(self, graph: str, value: bytes) -> bool:
        """Hold a line if it has a blank node."""
        if not (value.startswith(b"_:") or b" _:" in value):
            return False
        held = self._held.setdefault(graph, [])
        held.append(value)
        if len(held) > MOST_BLANK:
            raise InputError(
                "too many blank nodes to compare",
                expected=f"at most {MOST_BLANK:,} triples with blank nodes in one graph",
                found=graph,
                mend="Give the nodes IRIs (RDF 1.1 Concepts, section 3.5).",
            )
        return True

    def named(self) -> Iterator[Lines]:
        """Give the lines that were held."""
        for graph, held in self._held.items():
            for line in named(held):
                yield graph, line


def named(lines: Iterable[bytes]) -> list[bytes]:
    """Give blank nodes the names that RDF Dataset Canonicalization (RDFC-1.0) gives them.

    Examples:
        >>> named([b"_:x <urn:p> _:y ."]) == named([b"_:y <urn:p> _:z ."])
        True
    """
    dataset = ox.Dataset(ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_TRIPLES))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [f"{quad.triple} .".encode() for quad in dataset]
