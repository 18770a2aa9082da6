"""A lease on a store: one writer at a time, where no file can be locked.

Whoever writes says so in the graph `…/graph/record`, and until when; as long as it writes it puts
that off. Who finds another's word there that has not run out is told, and takes its own back. A
writer that died lets go when its time has run out, and at once for others on its own machine, who can
see that it is gone: the clocks of writers must agree to some seconds.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from pyoxigraph import Literal, NamedNode

from aikg.ground.errors import AikgError, EngineError, Place
from aikg.ground.terms import RECORD_GRAPH, bare
from aikg.store.processes import alive

if TYPE_CHECKING:
    from aikg.store.remote.store import RemoteStore

SECONDS: Final = 90.0
"""How long a lease runs if it is not put off, which happens three times in that time."""

_GRAPH: Final = f"GRAPH <{RECORD_GRAPH}>"
_HOLDER: Final = f"<{RECORD_GRAPH}#holder>"
_UNTIL: Final = f"<{RECORD_GRAPH}#until>"
_LEASES: Final = (
    f"SELECT ?lease ?holder ?until {{ {_GRAPH} {{ ?lease {_HOLDER} ?holder ; {_UNTIL} ?until }} }}"
)


class Lease:
    """The right to change a store, for as long as it is open.

    Args:
        store: the store.
        seconds: how long it runs if it is not put off.

    Raises:
        EngineError: another writer holds the store; says which, and until when.
    """

    def __init__(self, store: RemoteStore, seconds: float = SECONDS) -> None:
        self._store = store
        self._seconds = seconds
        self._node = f"<{RECORD_GRAPH}#lease-{uuid4().hex}>"
        self._ended = Event()
        self._until = ""
        self._put_off()
        # First our own word, then a look at others': of two at once both may be told, never none.
        if told := held(store, but=bare(self._node)):
            self._withdraw()
            holder, until = told
            raise EngineError(
                "the store is held by another writer",
                expected="nobody else",
                found=f"{holder}, until {until} unless it goes on",
                where=Place(store.addresses.query),
                mend="Wait until it is done. One that has died lets go at that time.",
            )
        self._renewing = Thread(target=self._renew, daemon=True)
        self._renewing.start()

    def _renew(self) -> None:
        while not self._ended.wait(self._seconds / 3):
            # A store that is away for a moment is asked again before the time runs out.
            with suppress(AikgError):
                self._put_off()

    def _put_off(self) -> None:
        before = self._until
        self._until = _instant(self._seconds)
        # The new time first: at no moment does the lease stand without one.
        self._store.record(
            f"INSERT DATA {{ {_GRAPH} {{ {self._node} {_HOLDER} {Literal(_who())} ;"
            f" {_UNTIL} {Literal(self._until)} }} }}"
        )
        if before and before != self._until:
            self._store.record(
                f"DELETE DATA {{ {_GRAPH} {{ {self._node} {_UNTIL} {Literal(before)} }} }}"
            )

    def release(self) -> None:
        """Let go; what is left where that fails runs out by itself."""
        self._ended.set()
        self._renewing.join(timeout=self._seconds)
        with suppress(AikgError):
            self._withdraw()

    def _withdraw(self) -> None:
        self._store.record(f"DELETE WHERE {{ {_GRAPH} {{ {self._node} ?property ?value }} }}")


def held(store: RemoteStore, *, but: str = "") -> tuple[str, str] | None:
    """Tell who holds a lease on a store, and until when; None where nobody does.

    Args:
        store: the store.
        but: the IRI of a lease that does not count.
    """
    now, told = _instant(0), None
    for row in store.select(_LEASES):
        lease, holder, until = row["lease"], row["holder"], row["until"]
        assert isinstance(lease, NamedNode)
        assert isinstance(holder, Literal)
        assert isinstance(until, Literal)
        if lease.value != but and until.value >= now and not _is_gone(holder.value):
            told = max(told or ("", ""), (holder.value, until.value), key=lambda one: one[1])
    return told


def _is_gone(holder: str) -> bool:
    """Whether it is a process of this machine that runs no more."""
    told = _HOLDS.match(holder)
    return told is not None and told["host"] == platform.node() and not alive(int(told["pid"]))


def _instant(seconds: float) -> str:
    when = datetime.now(UTC) + timedelta(seconds=seconds)
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


_HOLDS: Final = re.compile(r"process (?P<pid>\d+) on (?P<host>.*) \(")


def _who() -> str:
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])[:60]
    return f"process {os.getpid()} on {platform.node()} ({command})"
