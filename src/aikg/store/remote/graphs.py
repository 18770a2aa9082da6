"""Whole named graphs over HTTP (SPARQL 1.1 Graph Store HTTP Protocol)."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from aikg.store.remote.answers import triples
from aikg.store.remote.exchange import Message
from aikg.store.remote.faults import Refusal
from aikg.store.streaming import no_collecting, whole_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from concurrent.futures import Future

    from pyoxigraph import Triple

    from aikg.store.remote.exchange import Exchange, Stream
    from aikg.store.remote.profiles import Profile

_NT: Final = "application/n-triples"
_NQ: Final = "application/n-quads"
_BULK: Final = 1 << 21
"""Bytes from which on N-Triples are very many."""
_FULL: Final = 1 << 25
"""Bytes of one request of a bulk load."""
_MANY: Final = 20_000
_PIECE: Final = 1 << 20


class GraphStore:
    """The named graphs of a store, each read and written as a whole.

    Args:
        url: of the Graph Store Protocol.
        exchange: what carries requests.
        profile: the product.
    """

    def __init__(self, url: str, exchange: Exchange, profile: Profile) -> None:
        self._url = url
        self._exchange = exchange
        self._profile = profile

    def get(self, graph: str) -> Iterator[Triple]:
        """Read a named graph as it comes (section 5.2); none of one that is not there."""
        answer = self._opened(graph)
        if answer is not None:
            yield from triples(self._url, answer)

    def post(self, graph: str, ntriples: bytes, *, bulk: bool | None = None) -> None:
        """Add N-Triples to a named graph (section 5.5).

        Args:
            graph: its IRI.
            ntriples: what comes.
            bulk: whether in the way that the product has for very many, which may leave a part of
                them behind if it is broken off; by default if there are very many.
        """
        many = len(ntriples) >= _BULK if bulk is None else bulk
        parameters = self._profile.bulk if many else {}
        for part in parts(ntriples, self._profile.part):
            self._send("POST", self._at(graph, parameters), part)

    def put(self, graph: str, ntriples: bytes) -> None:
        """Make a named graph hold just what these N-Triples say (section 5.3)."""
        first, *others = parts(ntriples, self._profile.part) or [b""]
        if not first:
            self.delete(graph)
            return
        self._send("PUT", self._at(graph), first)
        for part in others:
            self._send("POST", self._at(graph), part)

    def blocks(self, graph: str) -> Iterator[bytes]:
        """Read a named graph as it comes: N-Triples as the product writes them, in whole lines."""
        answer = self._opened(graph)
        if answer is None:
            return
        try:
            yield from whole_lines(iter(lambda: answer.read(_PIECE), b""))
        finally:
            answer.close()

    def bulk(self, nquads: Iterable[bytes]) -> None:
        """Add N-Quads, in pieces that end with a line, to the graphs that they name."""
        # While the store takes one request the next is made.
        with no_collecting(), ThreadPoolExecutor(1) as pool:
            under_way: Future[None] | None = None
            for text in _filled(nquads):
                if under_way is not None:
                    under_way.result()
                under_way = pool.submit(self._add, text)
            if under_way is not None:
                under_way.result()

    def _add(self, nquads: bytes) -> None:
        if self._profile.quads:
            url = (
                f"{self._url}?{urlencode(self._profile.bulk)}" if self._profile.bulk else self._url
            )
            again = b"_:" not in nquads
            self._exchange.ask(Message("POST", url, nquads, {"Content-Type": _NQ}, again))
            return
        by_graph: dict[bytes, list[bytes]] = defaultdict(list)
        for line in nquads.split(b"\n"):
            triple, _, graph = line.rstrip(b" .\r\t").rpartition(b" ")
            if graph:
                by_graph[graph].append(triple)
        for graph, told in by_graph.items():
            ntriples = b" .\n".join([*told, b""])
            self.post(graph.decode("utf-8").strip("<>"), ntriples, bulk=len(told) >= _MANY)

    def delete(self, graph: str) -> None:
        """Remove a named graph (section 5.4); one that is not there is removed."""
        try:
            self._exchange.ask(Message("DELETE", self._at(graph)))
        except Refusal as refusal:
            if refusal.status != 404:
                raise

    def _opened(self, graph: str) -> Stream | None:
        try:
            return self._exchange.stream(Message("GET", self._at(graph), None, {"Accept": _NT}))
        except Refusal as refusal:
            if refusal.status == 404:
                return None
            raise

    def _send(self, method: str, url: str, body: bytes) -> None:
        # A blank node is a new one each time that it is sent.
        again = method == "PUT" or b"_:" not in body
        self._exchange.ask(Message(method, url, body, {"Content-Type": _NT}, again))

    def _at(self, graph: str, parameters: Mapping[str, str] | None = None) -> str:
        told = urlencode({self._profile.graph_parameter: graph, **(parameters or {})})
        return f"{self._url}?{told}"


def _filled(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Join pieces until they are worth a request."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _FULL:
            yield b"".join(waiting)
            waiting, size = [], 0
    if size:
        yield b"".join(waiting)


def parts(ntriples: bytes, most: int) -> list[bytes]:
    r"""Part N-Triples into pieces of at most so many lines; 0 for one piece.

    Examples:
        >>> parts(b"a .\nb .\nc .\n", 2)
        [b'a .\nb .\n', b'c .\n']
        >>> parts(b"", 2)
        []
    """
    if not most or ntriples.count(b"\n") <= most:
        return [ntriples] if ntriples.strip() else []
    lines = ntriples.splitlines(keepends=True) if b"\r" in ntriples else _lines(ntriples)
    return [b"".join(lines[start : start + most]) for start in range(0, len(lines), most)]


def _lines(ntriples: bytes) -> list[bytes]:
    return [line + b"\n" for line in ntriples.split(b"\n") if line]
