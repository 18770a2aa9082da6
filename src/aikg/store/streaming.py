"""Text that goes in and out of the embedded engine as it comes, never all of it in memory."""

from __future__ import annotations

import io
import os
from threading import Thread
from typing import TYPE_CHECKING, Final, cast

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

_BLOCK: Final = 1 << 20


def dumped(store: ox.Store, format: ox.RdfFormat, graph: str | None = None) -> Iterator[bytes]:
    """Give the lines of a dump, without their ends; the engine writes while they are used.

    Args:
        store: the engine.
        format: N-Triples, for one graph, or N-Quads.
        graph: the IRI of the graph; all by default.

    Examples:
        >>> store = ox.Store()
        >>> store.load(b"<urn:s> <urn:p> <urn:o> <urn:g> .", format=ox.RdfFormat.N_QUADS)
        >>> list(dumped(store, ox.RdfFormat.N_QUADS))
        [b'<urn:s> <urn:p> <urn:o> <urn:g> .']
    """
    name = None if graph is None else ox.NamedNode(graph)
    failed: list[BaseException] = []
    reading, writing = os.pipe()

    def write() -> None:
        try:
            with os.fdopen(writing, "wb", buffering=_BLOCK) as stream:
                store.dump(stream, format=format, from_graph=name)
        except BrokenPipeError:
            return  # whoever read it has seen enough
        except BaseException as fault:
            failed.append(fault)

    writer = Thread(target=write, daemon=True)
    writer.start()
    with os.fdopen(reading, "rb", buffering=_BLOCK) as stream:
        for line in stream:
            yield line[:-1]
    writer.join()
    for fault in failed:
        raise fault


def readable(pieces: Iterable[bytes]) -> IO[bytes]:
    """Give a file that reads pieces of text one after the other, as they are made.

    Examples:
        >>> readable(iter([b"ab", b"", b"cde"])).read(4)
        b'abcd'
    """
    return cast("IO[bytes]", io.BufferedReader(_Pieces(iter(pieces)), _BLOCK))


class _Pieces(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count
