"""A request to a store and its answer: tried again where that is safe, told in words where it fails."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from itertools import count
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urlsplit

from aikg.store.remote import faults
from aikg.store.remote.connection import PART, Deadline, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aikg.ground.errors import EngineError
    from aikg.store.remote.credentials import Credentials
    from aikg.store.remote.limits import Limits

    Use = Callable[["Message", http.client.HTTPResponse, Line], "T"]

T = TypeVar("T")

_BUSY: Final = frozenset({408, 425, 429, 502, 503, 504})
"""States after which the same may succeed (RFC 9110, section 15; RFC 6585, section 4)."""
_UNDONE: Final = frozenset({429, 503})
"""Those of them that say that nothing was done."""
_FAILED: Final = 500
"""The store failed, most often for good: what may be repeated is tried just once more."""
_LONGEST_PAUSE: Final = 30.0
_CHALLENGES: Final = 2
_AGENT: Final = "aikg"
_SAID: Final = 2_000
_BREAKS: Final = (OSError, http.client.HTTPException)


@dataclass(frozen=True)
class Message:
    """A request.

    Attributes:
        method: such as POST.
        url: where it goes.
        body: what it carries.
        headers: beside those of the exchange itself.
        repeatable: whether doing it twice is doing it once (RFC 9110, section 9.2.2).
    """

    method: str
    url: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    repeatable: bool = True


@dataclass(frozen=True)
class Reply:
    """An answer, read to its end.

    Attributes:
        headers: of HTTP.
        body: all of it.
    """

    headers: http.client.HTTPMessage
    body: bytes


class Stream:
    """An answer that is read as it comes; a file to whoever reads it.

    Attributes:
        headers: of HTTP.
    """

    def __init__(
        self, message: Message, response: http.client.HTTPResponse, whole: float, line: Line
    ) -> None:
        self.headers = response.headers
        self._message = message
        self._response = response
        self._whole = whole
        self._line = line
        self.ended: Callable[[Line], None] = Line.close
        self._open = True

    def read(self, count: int = PART) -> bytes:
        """Give the next bytes, at most so many; none at the end.

        Raises:
            EngineError: it breaks off or takes too long.
        """
        try:
            part = self._response.read(count)
            if not part and self._response.length:
                raise http.client.IncompleteRead(b"", self._response.length)
        except TimeoutError:
            self.close()
            raise faults.late(self._message.url, self._whole, done=True) from None
        except (OSError, http.client.HTTPException, ValueError) as fault:
            self.close()
            raise faults.broken(self._message.url, fault, done=True) from None
        if not part and self._open:
            self._open = False
            self.ended(self._line)
        return part

    def close(self) -> None:
        """Hang up, if there is more of it: nobody wants the rest."""
        if self._open:
            self._open = False
            self._line.close()


class Exchange:
    """Requests to one store, over connections that are kept open.

    Args:
        credentials: who we are.
        limits: how long and how much.
    """

    def __init__(self, credentials: Credentials, limits: Limits) -> None:
        self.limits = limits
        self._credentials = credentials
        self._free: dict[str, list[Line]] = {}
        self._lock = threading.Lock()

    @property
    def named(self) -> bool:
        """Whether there is a name to give to a store that asks for it."""
        return bool(self._credentials)

    def ask(self, message: Message) -> Reply:
        """Send a request and receive its answer, which is of a state below 300.

        Raises:
            EngineError: the store is not reached, breaks off, or takes too long.
            Refusal: it answers with a state of 300 or above.
        """
        return self._tried(message, False, self._read)

    def stream(self, message: Message) -> Stream:
        """Send a request and give its answer as it comes.

        Raises:
            EngineError: as for `ask`; what happens later is raised where it is read.
        """
        return self._tried(message, True, self._opened)

    def close(self) -> None:
        """Hang up all connections."""
        with self._lock:
            for lines in self._free.values():
                for line in lines:
                    line.close()
            self._free.clear()

    def _read(self, message: Message, response: http.client.HTTPResponse, line: Line) -> Reply:
        parts, size = [], 0
        while part := response.read(PART):
            parts.append(part)
            size += len(part)
            if size > self.limits.answer:
                raise faults.huge(message.url, self.limits.answer)
        if response.length:
            raise http.client.IncompleteRead(b"", response.length)
        self._release(message, line)
        return Reply(response.headers, b"".join(parts))

    def _opened(self, message: Message, response: http.client.HTTPResponse, line: Line) -> Stream:
        stream = Stream(message, response, self.limits.whole, line)
        stream.ended = lambda ended: self._release(message, ended)
        return stream

    def _tried(self, message: Message, by_part: bool, use: Use[T]) -> T:
        pause = self.limits.pause
        for turn in count(1):
            try:
                return self._once(message, by_part, use)
            except _Failed as failed:
                last = min(failed.turns, self.limits.tries)
                if turn >= last:
                    raise failed.fault from None
                if not failed.at_once:
                    time.sleep(min(max(pause, failed.pause), _LONGEST_PAUSE))
                    pause *= 2
        raise AssertionError  # it counts without end

    def _once(self, message: Message, by_part: bool, use: Use[T]) -> T:
        line = self._line(message)
        deadline = Deadline(self.limits.whole, by_part=by_part)
        url, kept = message.url, line.connected
        try:
            line.connect(deadline)
        except _BREAKS as fault:
            line.close()
            # Nothing was sent: but a name that nobody has, or a false certificate, stays so.
            for_good = isinstance(fault, socket.gaierror | ssl.SSLError)
            turns = 1 if for_good else self.limits.tries
            raise _Failed(faults.not_reached(url, fault), turns) from None
        try:
            headers = self._headers(message)
            response = line.send(message.method, _target(url), message.body, headers, deadline)
            if response.status < 300:
                return use(message, response, line)
            said = response.read(_SAID)
        except TimeoutError:
            line.close()
            told = faults.late(url, self.limits.whole, done=message.repeatable)
            raise told from None
        except (OSError, http.client.HTTPException, ValueError) as fault:
            line.close()
            self._hang_up(url)  # those who were silent as long are gone too
            turns = self.limits.tries if message.repeatable else 1
            told = faults.broken(url, fault, done=message.repeatable)
            raise _Failed(told, turns, at_once=kept) from None
        except BaseException:
            line.close()
            raise
        line.close()
        raise self._failed(message, response, said)

    def _failed(self, message: Message, response: http.client.HTTPResponse, said: bytes) -> _Failed:
        status, headers = response.status, response.headers
        told = faults.refused(message.url, status, said, headers.get("Location", ""))
        if status == 401:
            known = self._credentials.challenged(headers.get_all("WWW-Authenticate") or [])
            return _Failed(told, _CHALLENGES + 1 if known else 1, at_once=True)
        if status in _BUSY and (message.repeatable or status in _UNDONE):
            return _Failed(told, self.limits.tries, pause=_asked_pause(headers))
        return _Failed(told, 2 if status == _FAILED and message.repeatable else 1)

    def _headers(self, message: Message) -> dict[str, str]:
        headers = {"User-Agent": _AGENT, **message.headers}
        told = self._credentials.header(message.method, message.url)
        if told is not None:
            headers["Authorization"] = told
        return headers

    def _line(self, message: Message) -> Line:
        with self._lock:
            free = self._free.get(_host(message.url))
            # Whether a line that was kept is still there shows only in use: what may be done just
            # once goes over a new one.
            line = free.pop() if free and message.repeatable else None
        return line or Line(message.url, self.limits)

    def _release(self, message: Message, line: Line) -> None:
        with self._lock:
            self._free.setdefault(_host(message.url), []).append(line)

    def _hang_up(self, url: str) -> None:
        with self._lock:
            lines = self._free.pop(_host(url), [])
        for line in lines:
            line.close()


class _Failed(Exception):  # noqa: N818
    """It did not work this time.

    Attributes:
        fault: what is told if it stays so.
        turns: how many are worth trying in all.
        at_once: whether without a pause.
        pause: the seconds that the store asks for.
    """

    def __init__(
        self, fault: EngineError, turns: int, *, at_once: bool = False, pause: float = 0.0
    ) -> None:
        super().__init__()
        self.fault = fault
        self.turns = turns
        self.at_once = at_once
        self.pause = pause


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _asked_pause(headers: http.client.HTTPMessage) -> float:
    """The seconds of a header Retry-After, told as such or as a date (RFC 9110, section 10.2.3)."""
    told = headers.get("Retry-After", "").strip()
    if told.isdigit():
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time()) if told else 0.0
    except ValueError:
        return 0.0
