"""Real SPARQL servers for tests: each on free ports of this machine alone, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import warnings
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aikg.store.remote import Limits, RemoteStore, open_remote
from aikg.store.remote.credentials import Credentials

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aikg.store import Store

OXIGRAPH = Path(sys.executable).with_name("oxigraph")
VIRTUOSO = "virtuoso-t"
_SECONDS = 90
_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
MaxClientConnections = 20
DirsAllowed = .
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 20
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""


@dataclass
class Server:
    """A server that runs.

    Attributes:
        url: the address that people know it by.
        process: it.
        credentials: who may change it.
    """

    url: str
    process: subprocess.Popen[bytes]
    credentials: Credentials
    environment: dict[str, str]

    def store(self) -> RemoteStore:
        """A store over it."""
        limits = Limits(whole=60)
        return open_remote(self.url, credentials=self.credentials, limits=limits, environment={})


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[Server]:
    """An Oxigraph server."""
    port = free_port()
    serve = [str(OXIGRAPH), "serve", "-l", str(folder), "-b", f"127.0.0.1:{port}", *options]
    with _running(serve, folder, port) as process:
        yield Server(f"http://127.0.0.1:{port}", process, Credentials(), {})


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """A Virtuoso 7; it asks for Digest authentication."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(http=port, sql=free_port()), encoding="utf-8")
    serve = [VIRTUOSO, "+configfile", "virtuoso.ini", "+foreground"]
    with _running(serve, folder, port) as process:
        told = {"AIKG_STORE_USER": "dba", "AIKG_STORE_PASSWORD": "dba"}
        yield Server(f"http://127.0.0.1:{port}", process, Credentials("dba", "dba"), told)


def needed(product: str) -> None:
    """Leave a test out whose server is not installed, and say so; but not in CI."""
    if product == "virtuoso" and shutil.which(VIRTUOSO) is None:
        reason = (
            "not tested: Virtuoso is not installed (on Debian: apt install virtuoso-opensource-7)"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        warnings.warn(reason, stacklevel=2)
        pytest.skip(reason)


STARTED = {"oxigraph": oxigraph, "virtuoso": virtuoso}


def empty(store: Store) -> None:
    """Take everything out of a store."""
    for graph in store.graphs():
        store.replace(graph, ())


def fill(store: Store, source: Store) -> None:
    """Copy everything from another store."""
    empty(store)
    for graph in source.graphs():
        store.add(graph, source.read(graph))


@contextmanager
def _running(command: Sequence[str], folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    folder.mkdir(parents=True, exist_ok=True)
    log = folder.parent / f"{folder.name}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out, env={**os.environ})
    try:
        _wait(process, port, log)
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        if process.poll() is None:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"the server did not start: {log.read_text(errors='replace')[-500:]}")
