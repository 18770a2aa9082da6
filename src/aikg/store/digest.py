"""The digest of what is told: the same for the same quads, in whatever order they came.

It is the sum, modulo 2^256, of the BLAKE2b-256 hash of each quad's line of canonical N-Quads (RDF 1.2
N-Quads, section 4), over all named graphs but the derived one, which follows from the others, the
vocabulary, which has a version, and what is kept about the store itself, such as the log of changes. A
sum, unlike a hash of the whole, goes on with a change by the change alone; and unlike an exclusive or it
does not lose what comes twice.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from aikg.ground.terms import DERIVED_GRAPH, JOURNAL_GRAPH, LOG_GRAPH, ONTOLOGY_GRAPH, RECORD_GRAPH
from aikg.store.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_MODULUS: Final = 1 << 256
_HASH: Final = blake2b(digest_size=32)
UNTOLD: Final = (DERIVED_GRAPH, ONTOLOGY_GRAPH, JOURNAL_GRAPH, LOG_GRAPH, RECORD_GRAPH)
"""The named graphs that the digest is not of."""


def is_told(graph: str) -> bool:
    """Whether a named graph is one of those that the digest is of."""
    return graph not in UNTOLD


def total(lines: Iterable[bytes]) -> int:
    """Give the sum of the hashes of lines, without their ends.

    Examples:
        >>> one, other = b"<urn:a> <urn:p> <urn:b> <urn:g> .", b"<urn:a> <urn:p> <urn:c> <urn:g> ."
        >>> total([one, other]) == total([other, one]) != total([one])
        True
    """
    found = 0
    # A copy of one that is set up takes three quarters of the time of setting up another.
    new, number = _HASH.copy, int.from_bytes
    for line in lines:
        hashed = new()
        hashed.update(line)
        found += number(hashed.digest(), "big")
    return found % _MODULUS


class Digest:
    """The digest of a store, worked out when it is first asked for and kept until a change.

    Args:
        told: gives all lines that it is of.
        file: where it is kept for other processes; nowhere by default.

    Examples:
        >>> digest = Digest(lambda: [b"<urn:a> <urn:p> <urn:b> <urn:g> ."])
        >>> str(digest)[:16], len(str(digest))
        ('d35a6d42f9e87a55', 64)
    """

    def __init__(self, told: Callable[[], Iterable[bytes]], file: Path | None = None) -> None:
        self._told = told
        self._file = file
        self._sum: int | None = None

    @property
    def known(self) -> int | None:
        """The sum, if it was worked out since the last change."""
        if self._sum is None and self._file is not None:
            with suppress(OSError, ValueError):
                self._sum = int(self._file.read_text(encoding="utf-8"), 16)
        return self._sum

    def keep(self, found: int) -> None:
        """Take this to be the sum from now on."""
        self._sum = found % _MODULUS
        if self._file is not None:
            # Who may only read the folder works it out anew each time.
            with suppress(OSError):
                half = self._file.with_suffix(".half")
                half.write_text(str(self), encoding="utf-8")
                half.replace(self._file)

    def forget(self) -> None:
        """Something has changed."""
        self._sum = None
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink()

    def __str__(self) -> str:
        """64 hexadecimal digits."""
        found = self.known
        if found is None:
            found = total(self._told())
            self.keep(found)
        return f"{found:064x}"

    @contextmanager
    def following(self, added: Iterable[ox.Quad], removed: Iterable[ox.Quad]) -> Iterator[None]:
        """Go on with a change that is made inside, and of which just these quads come and go."""
        before = self.known
        yield
        if before is not None:
            self.keep(before + total(lines(added)) - total(lines(removed)))


def lines(quads: Iterable[ox.Quad]) -> Iterator[bytes]:
    """Give the lines of those quads that the digest is of, as an engine keeps them."""
    told = [
        q for q in quads if isinstance(q.graph_name, ox.NamedNode) and is_told(q.graph_name.value)
    ]
    kept = canonical(quad.triple for quad in told)
    for quad in told:
        yield f"{kept[quad.triple]} {quad.graph_name} .".encode()
