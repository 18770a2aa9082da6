"""What a store can do to a client, and that each ends in the answer or in a clear error."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from aikg.ground.errors import EngineError, InputError
from aikg.store.remote import PROFILES, Addresses, Limits, RemoteStore, open_remote
from aikg.store.remote.credentials import Credentials
from aikg.store.remote.exchange import Exchange

YES = b'{"head":{},"boolean":true}'
HALF = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"urn:x"}},'
Act = Callable[[socket.socket, bytes], None]


def reply(body: bytes, status: str = "200 OK", *headers: str, length: int | None = None) -> Act:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}"]

    def act(line: socket.socket, _: bytes) -> None:
        line.sendall("\r\n".join([*head, *headers, "", ""]).encode() + body)

    return act


def reset(line: socket.socket, _: bytes) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + HALF)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()


def hang(line: socket.socket, _: bytes) -> None:
    time.sleep(1.5)


def drip(line: socket.socket, _: bytes) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")
    with suppress(OSError):
        for _ in range(30):
            line.sendall(b" ")
            time.sleep(0.1)


class Server:
    """Does, at each request, the next of what it is told to; the last of it for ever."""

    def __init__(self, *acts: Act) -> None:
        self.acts = list(acts)
        self.requests: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/query"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._socket.accept()
                threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with suppress(OSError), line:
            while True:
                text = b""
                while b"\r\n\r\n" not in text:
                    part = line.recv(1 << 16)
                    if not part:
                        return
                    text += part
                head, _, body = text.partition(b"\r\n\r\n")
                wanted = [h for h in head.split(b"\r\n") if h.lower().startswith(b"content-length")]
                while wanted and len(body) < int(wanted[0].split(b":")[1]):
                    body += line.recv(1 << 16)
                self.requests.append(head + b"\r\n\r\n" + body)
                act = self.acts.pop(0) if len(self.acts) > 1 else self.acts[0]
                act(line, body)

    def close(self) -> None:
        self._socket.close()

    def store(self, credentials: Credentials | None = None) -> RemoteStore:
        limits = Limits(connect=0.5, whole=0.6, answer=100_000, pause=0.01)
        exchange = Exchange(credentials or Credentials(), limits)
        at = Addresses(self.url, self.url, self.url)
        return RemoteStore(at, PROFILES["sparql 1.1"], exchange)


@pytest.fixture
def serving() -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def started(*acts: Act) -> Server:
        servers.append(Server(*acts))
        return servers[-1]

    yield started
    for one in servers:
        one.close()


@pytest.mark.parametrize(
    "first",
    [
        reset,
        reply(b"", "503 Busy", "Retry-After: 0"),
        reply(b"", "502 Bad Gateway"),
        reply(b"oh", "500 Failed"),
    ],
    ids=["reset", "503", "502", "500"],
)
def test_a_query_that_failed_once_is_asked_again(serving, first):
    server = serving(first, reply(YES))
    assert server.store().ask("ASK {}")
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (reset, "the connection to the store broke"),
        (hang, "the store takes too long"),
        (drip, "the store takes too long"),
        (reply(HALF), "the answer of the store is not whole"),
        (reply(b"<html>welcome</html>"), "cannot be read"),
        (reply(b"x" * 200_000), "does not end"),
        (reply(b"", "503 Busy", "Retry-After: 0"), "too busy"),
        (reply(b"a stack trace", "500 Failed"), "the store failed.*a stack trace"),
        (reply(b"", "401 Who", 'WWW-Authenticate: Basic realm="x"'), "does not know us"),
        (reply(b"", "302 Found", "Location: http://me:secret@127.0.0.1/x"), "at another address"),
    ],
    ids=["reset", "hang", "drip", "cut", "html", "endless", "503", "500", "401", "302"],
)
def test_what_does_not_pass_is_told_in_words(serving, act, told):
    with pytest.raises(EngineError, match=told) as raised:
        serving(act).store().select("SELECT ?x { ?x ?p ?o }")
    assert "http://127.0.0.1" in str(raised.value)
    assert "secret" not in str(raised.value)


def test_an_update_whose_outcome_is_not_known_is_sent_once_and_says_so(serving):
    server = serving(reset)
    with pytest.raises(EngineError, match="Whether it was done is not known"):
        server.store().update("INSERT { ?s <urn:n> 2 } WHERE { GRAPH ?g { ?s <urn:n> 1 } }")
    assert len(server.requests) == 1


def test_an_update_that_may_be_done_twice_is_sent_again(serving):
    server = serving(reset, reply(b"", "204 Done"))
    server.store().update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> 1 } }")
    assert len(server.requests) == 2


def test_nobody_at_the_address_is_told(serving):
    server = serving(hang)
    server.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(EngineError, match="the store is not reached"):
        open_remote(url, limits=Limits(connect=0.5, whole=0.5, pause=0.01), environment={})


@pytest.mark.parametrize(
    ("challenge", "answer"),
    [
        ('Basic realm="x"', b"Authorization: Basic bWU6c2VjcmV0"),
        (
            'Digest realm="x", nonce="n", qop="auth", algorithm="MD5"',
            b'Authorization: Digest username="me"',
        ),
    ],
)
def test_a_challenge_is_answered_and_then_no_longer_needed(serving, challenge, answer):
    server = serving(reply(b"", "401 Who", f"WWW-Authenticate: {challenge}"), reply(YES))
    store = server.store(Credentials("me", "secret"))
    assert store.ask("ASK {}")
    assert store.ask("ASK {}")
    assert [answer in request for request in server.requests] == [False, True, True]
    assert "secret" not in repr(store.__dict__)


def test_a_token_is_sent_from_the_start(serving):
    server = serving(reply(YES))
    assert server.store(Credentials(token="abc")).ask("ASK {}")
    assert b"Authorization: Bearer abc" in server.requests[0]


def test_names_come_from_the_environment_or_from_netrc(tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n", encoding="utf-8")
    netrc.chmod(0o600)
    found = Credentials.of_environment("http://127.0.0.1:1/x", {"NETRC": str(netrc)})
    assert found.challenged(['Basic realm="x"'])
    assert found.header("GET", "http://127.0.0.1:1/x") == "Basic bWU6c2VjcmV0"
    netrc.write_text("machine 127.0.0.1 logon me secret\n", encoding="utf-8")
    with pytest.raises(EngineError, match="passwords cannot be read") as raised:
        Credentials.of_environment("http://127.0.0.1:1/x", {"NETRC": str(netrc)})
    assert "secret" not in str(raised.value)


def test_an_address_with_a_password_is_refused_and_not_repeated():
    with pytest.raises(InputError) as raised:
        open_remote("http://me:secret@127.0.0.1:1/sparql", environment={})
    assert "secret" not in str(raised.value)
