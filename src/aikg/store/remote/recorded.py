"""The digest of what a remote store tells, kept in a record in the store itself.

It stands in the graph `…/graph/record`. Each change that goes through here removes it in the same
request, and writes it anew where the change is known triple by triple. Of a change made by others
nothing tells: where few triples are told they are counted, which shows most; else the record is
believed until the store is verified.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import Literal

from aikg.ground.terms import RECORD_GRAPH
from aikg.store.digest import Digest, is_told, lines, total
from aikg.store.remote.faults import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad, QuerySolutions

_NODE: Final = f"<{RECORD_GRAPH}>"
_DIGEST: Final = f"<{RECORD_GRAPH}#digest>"
_COUNT: Final = f"<{RECORD_GRAPH}#triples>"
_READ: Final = f"""
SELECT ?digest ?count {{ GRAPH {_NODE} {{ {_NODE} {_DIGEST} ?digest ; {_COUNT} ?count }} }}
"""
FORGET: Final = (
    f"DELETE WHERE {{ GRAPH {_NODE} {{ {_NODE} {_DIGEST} ?digest }} }} ;\n"
    f"DELETE WHERE {{ GRAPH {_NODE} {{ {_NODE} {_COUNT} ?count }} }}"
)
"""What removes the record; part of each request that changes what is told."""
_KEEP: Final = f"INSERT DATA {{ GRAPH {_NODE} {{ {_NODE} {_DIGEST} %s ; {_COUNT} %d }} }}"
_FEW: Final = 20_000
"""So many triples are counted in less time than a question takes."""


class _Recording(Protocol):
    def select(self, query: str) -> QuerySolutions: ...

    def counts(self) -> dict[str, int]: ...

    def record(self, request: str) -> None: ...

    def told(self) -> Iterator[bytes]: ...


class RecordedDigest(Digest):
    """The digest of a remote store.

    Args:
        store: the store.
    """

    def __init__(self, store: _Recording) -> None:
        super().__init__(store.told)
        self._store = store

    @property
    def known(self) -> int | None:
        """The sum that the store has on record, if it can still be right."""
        found = self._recorded()
        return found[0] if found else None

    def _recorded(self) -> tuple[int, int] | None:
        rows = [
            (row["digest"].value, int(row["count"].value))
            for row in self._store.select(_READ)
            if isinstance(row["digest"], Literal) and isinstance(row["count"], Literal)
        ]
        if len(rows) != 1:
            return None
        [(text, count)] = rows
        if count <= _FEW and self._count() != count:
            return None
        return int(text, 16), count

    def _count(self) -> int:
        return sum(count for graph, count in self._store.counts().items() if is_told(graph))

    def keep(self, found: int) -> None:
        """Put this sum on record; not where the store may only be read."""
        self._keep(found, self._count())

    def _keep(self, found: int, count: int) -> None:
        text = Literal(f"{found % (1 << 256):064x}")
        with suppress(Refusal):
            self._store.record(f"{FORGET} ;\n{_KEEP % (text, count)}")

    def forget(self) -> None:
        """Remove the record: something changes."""
        self._store.record(FORGET)

    @contextmanager
    def following(self, added: Iterable[Quad], removed: Iterable[Quad]) -> Iterator[None]:
        """Go on with a change that is made inside, and of which just these quads come and go."""
        before = self._recorded()
        yield
        if before is not None:
            come, gone = list(lines(added)), list(lines(removed))
            self._keep(before[0] + total(come) - total(gone), before[1] + len(come) - len(gone))
