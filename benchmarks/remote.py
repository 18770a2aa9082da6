"""What the client adds to a question: through a remote store, and over a bare connection to it.

python benchmarks/remote.py [--times N]

It starts an Oxigraph server on the packaged graph, and asks each question's SPARQL in turn both ways:
with `RemoteStore.select`, all rows read, and as the same request over one kept connection, read to its
end. Times are medians.
"""

from __future__ import annotations

import argparse
import http.client
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import aikg
import servers
from aikg.store.remote.requests import query_message

if TYPE_CHECKING:
    from collections.abc import Callable


def timed(times: int, *tasks: Callable[[], object]) -> list[float]:
    """The medians of the milliseconds that tasks take, done in turns."""
    found: list[list[float]] = [[] for _ in tasks]
    for _ in range(times):
        for task, took in zip(tasks, found, strict=True):
            begun = time.perf_counter()
            task()
            took.append((time.perf_counter() - begun) * 1e3)
    return [statistics.median(took) for took in found]


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
        print("| question | bare, ms | client, ms | more |\n|---|---|---|---|")
        totals = [0.0, 0.0]
        for name in graph.questions.names:
            text = graph.questions[name].resolved({})
            message = query_message(store.addresses, text, "SELECT", store.profile)
            at = urlsplit(message.url)

            def plain(message=message, at=at) -> bytes:  # noqa: ANN001
                bare.request("POST", f"{at.path}?{at.query}", message.body, dict(message.headers))
                return bare.getresponse().read()

            pair = timed(times, plain, lambda text=text: [tuple(row) for row in store.select(text)])
            totals = [before + now for before, now in zip(totals, pair, strict=True)]
            print(f"| {name} | {pair[0]:.2f} | {pair[1]:.2f} | {pair[1] / pair[0] - 1:+.0%} |")
        print(f"| all | {totals[0]:.1f} | {totals[1]:.1f} | {totals[1] / totals[0] - 1:+.0%} |")


if __name__ == "__main__":
    main()
