"""A proxy before a real server that fails at a given change, and from then on, until it is mended."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

FAULTS = ["refused", "reset", "500", "503", "truncated", "hang", "drip"]
DONE = frozenset({"reset", "truncated", "hang", "drip"})
"""Faults of the answer: the server has carried the request out."""


class Proxy(ThreadingHTTPServer):
    """Passes requests on to a server.

    Args:
        url: the address of the server.

    Attributes:
        paths: with what begins where changes go; updates alone at first.
        fault: what happens to changes; empty for nothing.
        good: how many changes get through first.
        seconds: how long a hang or a drip goes on.
        failed: how many changes did not get through.
    """

    daemon_threads = True

    def __init__(self, url: str) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.host = urlsplit(url).netloc
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.paths: tuple[str, ...] = ("/update",)
        self.fault, self.good, self.seconds, self.failed = "", 0, 30.0, 0
        self.ended = threading.Event()

    def takes(self) -> bool:
        """Whether another change gets through."""
        self.good -= 1
        if self.fault and self.good < 0:
            self.failed += 1
            return False
        return True


@contextmanager
def before(url: str) -> Iterator[Proxy]:
    """A proxy that runs."""
    proxy = Proxy(url)
    thread = threading.Thread(target=proxy.serve_forever, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.ended.set()
        proxy.shutdown()
        proxy.server_close()
        thread.join()


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.server.fault
        if not self.path.startswith(self.server.paths) or self.server.takes():
            self._answer(*self._asked(body))
        elif fault == "refused":
            self._cut()
        elif fault in ("500", "503"):
            self._answer(int(fault), {"Retry-After": "0"}, b"no")
        else:
            assert fault in DONE
            self._asked(body)
            self._half(fault)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _pass  # noqa: N815

    def _asked(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        server = http.client.HTTPConnection(self.server.host, timeout=120)
        headers = {
            name: value
            for name, value in self.headers.items()
            if name.lower() not in ("host", "connection", "content-length", "transfer-encoding")
        }
        server.request(self.command, self.path, body or None, headers)
        answer = server.getresponse()
        told = answer.read()
        server.close()
        kept = {n: v for n, v in answer.getheaders() if n.lower() in ("content-type", "server")}
        return answer.status, kept, told

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _half(self, fault: str) -> None:
        """Begin an answer of 500 bytes that does not get far."""
        if fault != "hang":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf")
            self.wfile.flush()
        if fault == "reset":
            self._cut()
        end = time.monotonic() + (self.server.seconds if fault in ("hang", "drip") else 0)
        while time.monotonic() < end and not self.server.ended.wait(0.2):
            if fault == "drip":
                with suppress(OSError):
                    self.wfile.write(b".")
                    self.wfile.flush()
        self.close_connection = True

    def _cut(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def finish(self) -> None:
        with suppress(OSError, ValueError):
            super().finish()

    def log_message(self, *_: object) -> None:
        return
