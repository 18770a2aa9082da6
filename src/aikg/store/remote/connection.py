"""One connection to a store, kept open, with a limit of time on all that goes over it."""

from __future__ import annotations

import http.client
import io
import ssl
import time
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping

    from aikg.store.remote.limits import Limits

PART: Final = 1 << 16
"""Bytes of an answer that is read as a stream for which the time is counted anew."""


class Deadline:
    """Until when something must have happened.

    Args:
        seconds: from now.
        by_part: whether each part of 64 KiB that comes has the time anew.
    """

    def __init__(self, seconds: float, *, by_part: bool = False) -> None:
        self._seconds = seconds
        self._by_part = by_part
        self._came = 0
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left.

        Raises:
            TimeoutError: there are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def came(self, count: int) -> None:
        """So many bytes have come."""
        self._came += count
        if self._by_part and self._came >= PART:
            self._came = 0
            self._end = time.monotonic() + self._seconds


class Line:
    """The connection of one thread to the host of one address.

    Args:
        url: an address; only its scheme, host and port matter.
        limits: how long connecting may take.
    """

    def __init__(self, url: str, limits: Limits) -> None:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        self._limits = limits
        self._plain: http.client.HTTPConnection
        if parts.scheme.casefold() == "https":
            context = ssl.create_default_context()
            self._plain = http.client.HTTPSConnection(
                host, port, timeout=limits.connect, context=context
            )
        else:
            self._plain = http.client.HTTPConnection(host, port, timeout=limits.connect)

    @property
    def connected(self) -> bool:
        """Whether it stood when it was last used."""
        return self._plain.sock is not None

    def connect(self, deadline: Deadline) -> None:
        """Connect, if it is not.

        Raises:
            OSError: it does not come about.
        """
        plain = self._plain
        if plain.sock is None:
            plain.timeout = min(self._limits.connect, deadline.left())
            plain.connect()
            plain.sock = cast("socket.socket", _Timed(cast("socket.socket", plain.sock)))

    def send(
        self,
        method: str,
        target: str,
        body: bytes | None,
        headers: Mapping[str, str],
        deadline: Deadline,
    ) -> http.client.HTTPResponse:
        """Send a request, and receive the head of its answer.

        Raises:
            OSError: the connection breaks, or takes too long.
            http.client.HTTPException: what comes is no HTTP.
        """
        cast("_Timed", self._plain.sock).deadline = deadline
        self._plain.request(method, target, body=body, headers=dict(headers))
        return self._plain.getresponse()

    def close(self) -> None:
        """Hang up; the next request connects anew."""
        self._plain.close()


class _Timed:
    """A socket that keeps to a deadline, whoever reads from it, and however little comes at once."""

    def __init__(self, plain: socket.socket) -> None:
        self._plain = plain
        self.deadline = Deadline(0)

    def sendall(self, data: bytes) -> None:
        self._plain.settimeout(self.deadline.left())
        self._plain.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        del mode  # http.client reads bytes alone
        return io.BufferedReader(_Reading(self, self._plain), 1 << 16)

    def close(self) -> None:
        self._plain.close()


class _Reading(io.RawIOBase):
    def __init__(self, timed: _Timed, plain: socket.socket) -> None:
        self._timed = timed
        self._plain = plain

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        deadline = self._timed.deadline
        self._plain.settimeout(deadline.left())
        count = self._plain.recv_into(buffer)
        deadline.came(count)
        return count
