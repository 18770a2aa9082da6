"""Text that goes in and out of the embedded engine as it comes, never all of it in memory."""

from __future__ import annotations

import gc
import io
import os
from contextlib import contextmanager, suppress
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final, cast

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

_BLOCK: Final = 1 << 20
_TOGETHER: Final = 1_000
"""Single lines that are put together at most."""
_NO_LINE: Final = b"\nbroken off"
_DESCRIPTORS: Final = Path("/dev/fd")
"""Where open files have names, on systems that give them some."""


def dumped(store: ox.Store, graph: str) -> Iterator[bytes]:
    r"""Give a graph as N-Triples, in blocks of whole lines; the engine writes while they are used.

    Args:
        store: the engine.
        graph: the IRI of the graph.

    Examples:
        >>> store = ox.Store()
        >>> store.load(b"<urn:s> <urn:p> <urn:o> <urn:g> .", format=ox.RdfFormat.N_QUADS)
        >>> list(dumped(store, "urn:g"))
        [b'<urn:s> <urn:p> <urn:o> .\n']
    """
    name = ox.NamedNode(graph)
    failed: list[BaseException] = []
    reading, writing = os.pipe()

    def write() -> None:
        try:
            with os.fdopen(writing, "wb", buffering=_BLOCK) as stream:
                store.dump(stream, format=ox.RdfFormat.N_TRIPLES, from_graph=name)
        except BrokenPipeError:
            return  # whoever read it has seen enough
        except BaseException as fault:
            failed.append(fault)

    writer = Thread(target=write, daemon=True)
    with no_collecting():
        writer.start()
        with os.fdopen(reading, "rb", buffering=0) as stream:
            yield from whole_lines(iter(lambda: stream.read(_BLOCK), b""))
        writer.join()
    for fault in failed:
        raise fault


@contextmanager
def no_collecting() -> Iterator[None]:
    """Let no garbage be collected meanwhile: any thread may do that, at any time.

    A result of the engine has to end in the thread that it began in.

    Examples:
        >>> with no_collecting():
        ...     gc.isenabled()
        False
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def whole_lines(parts: Iterable[bytes]) -> Iterator[bytes]:
    r"""Cut text that comes in parts at the ends of its lines; the last is given one if it has none.

    Examples:
        >>> list(whole_lines([b"a\nb", b"", b"c", b"d\ne\nf"]))
        [b'a\n', b'bcd\ne\n', b'f\n']
    """
    rest: list[bytes] = []
    for part in parts:
        head, end, tail = part.rpartition(b"\n")
        if end:
            yield b"".join([*rest, head, end])
            rest = [tail] if tail else []
        elif part:
            rest.append(part)
    if rest:
        yield b"".join([*rest, b"\n"])


def lines_of(blocks: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    r"""Part blocks of lines, each with the IRI of its graph, into single lines without their ends.

    Examples:
        >>> list(lines_of([("urn:g", b"a .\nb .\n"), ("urn:h", b"c .")]))
        [('urn:g', b'a .'), ('urn:g', b'b .'), ('urn:h', b'c .')]
    """
    for graph, block in blocks:
        # Only a line feed ends a line here: what else Python takes for an end stands in literals.
        for line in block.split(b"\n"):
            if line:
                yield graph, line


def in_blocks(lines: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    r"""Put single lines, each with the IRI of its graph, together where one follows another of its graph.

    Examples:
        >>> list(in_blocks([("urn:g", b"a ."), ("urn:g", b"b ."), ("urn:h", b"c .")]))
        [('urn:g', b'a .\nb .\n'), ('urn:h', b'c .\n')]
    """
    for graph, run in groupby(lines, key=itemgetter(0)):
        while block := [line for _, line in islice(run, _TOGETHER)]:
            yield graph, b"\n".join([*block, b""])


def loaded(store: ox.Store, pieces: Iterable[bytes], graph: str | None = None) -> None:
    r"""Put N-Quads, or N-Triples of a graph, as they are made, into a store in bulk.

    The engine asks for two kilobytes at a time, and would wait for this interpreter each time: so it
    reads from a pipe by itself, and goes on while the next piece is made.

    Args:
        store: the engine.
        pieces: N-Quads that end with a line; N-Triples where a graph is given.
        graph: the IRI of the graph.

    Examples:
        >>> store = ox.Store()
        >>> loaded(store, [b"<urn:s> <urn:p> <urn:o> <urn:g> .\n"])
        >>> len(store)
        1
    """
    to_graph = None if graph is None else ox.NamedNode(graph)
    format = ox.RdfFormat.N_QUADS if graph is None else ox.RdfFormat.N_TRIPLES
    if not _DESCRIPTORS.is_dir():
        store.bulk_load(_readable(pieces), format=format, to_graph=to_graph)
        return
    failed: list[BaseException] = []
    reading, writing = os.pipe()

    def load() -> None:
        try:
            descriptor = str(_DESCRIPTORS / str(reading))
            store.bulk_load(path=descriptor, format=format, to_graph=to_graph)
        except BaseException as fault:
            failed.append(fault)
        finally:
            os.close(reading)

    loader = Thread(target=load)
    # Before it waits for an end: a pipe that cannot be written to has none.
    outgoing = os.fdopen(writing, "wb", buffering=_BLOCK)
    with no_collecting():
        loader.start()
        try:
            with suppress(BrokenPipeError), outgoing as stream:
                try:
                    for piece in pieces:
                        stream.write(piece)
                except BaseException:
                    stream.write(_NO_LINE)  # what was broken off is no whole: the engine refuses it
                    raise
        finally:
            loader.join()
    for fault in failed:
        raise fault


def _readable(pieces: Iterable[bytes]) -> IO[bytes]:
    """Give a file that reads pieces of text one after the other, as they are made.

    Examples:
        >>> _readable(iter([b"ab", b"", b"cde"])).read(4)
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
