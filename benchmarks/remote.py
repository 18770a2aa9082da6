"""What the client adds to a question: through a remote store, and over a bare connection to it.

python benchmarks/remote.py [--times N]

It starts an Oxigraph server on the packaged graph, and asks each question's SPARQL in turns: with
`RemoteStore.select`, all rows read, as who asks it again and as who asks it for the first time; and as
the same request over one kept connection, read to its end. Times are medians; the last lines tell the
milliseconds of processors, of this process and of the server, of all questions once.
"""

from __future__ import annotations

import argparse
import http.client
import statistics
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import aikg
import servers
from aikg.store.remote.requests import query_message

if TYPE_CHECKING:
    from collections.abc import Callable


class Took(NamedTuple):
    """What a task took, in milliseconds: the median on the clock, and the mean of processors here."""

    clock: float
    processors: float


def timed(times: int, *tasks: Callable[[], object]) -> list[Took]:
    """What tasks take, done in turns."""
    found: list[list[tuple[float, float]]] = [[] for _ in tasks]
    for _ in range(times):
        for task, took in zip(tasks, found, strict=True):
            begun, before = time.perf_counter(), time.process_time()
            task()
            took.append((time.perf_counter() - begun, time.process_time() - before))
    return [
        Took(statistics.median(c for c, _ in took) * 1e3, statistics.mean(p for _, p in took) * 1e3)
        for took in found
    ]


def main() -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=101, help="how often each is asked")
    times = parser.parse_args().times
    with (
        tempfile.TemporaryDirectory() as folder,
        servers.oxigraph(Path(folder) / "data") as server,
        server.store() as store,
        aikg.open() as graph,
    ):
        servers.fill(store, graph.store)
        parts = urlsplit(store.addresses.query)
        bare = http.client.HTTPConnection(parts.hostname or "", parts.port)
        print("| question | bare, ms | client, ms | more | first, ms | more |")
        print("|---|---|---|---|---|---|")
        whole: list[list[Took]] = []
        for name in graph.questions.names:
            text = graph.questions[name].resolved({})
            message = query_message(store.addresses, text, "SELECT", store.profile)
            at = urlsplit(message.url)

            def plain(message=message, at=at) -> bytes:  # noqa: ANN001
                bare.request("POST", f"{at.path}?{at.query}", message.body, dict(message.headers))
                return bare.getresponse().read()

            def again(text: str = text) -> list[tuple[object, ...]]:
                return [tuple(row) for row in store.select(text)]

            numbers = count()

            def first(text: str = text, numbers: count[int] = numbers) -> list[tuple[object, ...]]:
                return [tuple(row) for row in store.select(f"{text}\n# {next(numbers)}")]

            whole.append(timed(times, plain, again, first))
            print(f"| {name} | {_row([one.clock for one in whole[-1]])} |")
        print(f"| all | {_row([sum(t.clock for t in one) for one in zip(*whole, strict=True)])} |")
        here = [sum(t.processors for t in one) for one in zip(*whole, strict=True)]
        print(f"| all, processors here | {_row(here)} |")
        ticks = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
        print(f"server, processors: {sum(map(int, ticks[11:13])) * 10 / times / 3:.1f} ms for all")


def _row(times: list[float]) -> str:
    bare, again, first = times
    return f"{bare:.2f} | {again:.2f} | {again / bare - 1:+.0%} | {first:.2f} | {first / bare - 1:+.0%}"


if __name__ == "__main__":
    main()
