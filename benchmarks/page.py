"""How soon a report is painted, in Chromium: `python benchmarks/page.py [--rounds 5]`.

Prints a Markdown table, by medians: the page of the published graph, and of 2,000 made-up
organizations. A page is opened from the disk in a new browser each time. "Painted" is the browser's
own `first-contentful-paint`; "ready" is when the flows are drawn and the tables can be sorted.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from generator.filled import filled

import aikg
from aikg.graph import Graph
from aikg.questions import Catalogue
from aikg.store import EmbeddedStore

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PAINT = """() => [
  performance.getEntriesByName("first-contentful-paint")[0].startTime, performance.now(),
]"""


def made_up(deals: int, folder: Path) -> Graph:
    return Graph(EmbeddedStore(filled(deals, folder)), Catalogue.packaged())


def opened(file: Path, program: str) -> tuple[float, float]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1200, "height": 844})
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=120_000)
        painted, ready = page.evaluate(PAINT)
        browser.close()
    return painted / 1000, ready / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    program = shutil.which("chromium") or sys.exit("no Chromium is installed")
    print("| page of | MB | written in, s | painted after, s | ready after, s |")
    print("| --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for name, graph in (
            ("the published graph", aikg.open()),
            ("2,000 made-up organizations", made_up(10_000, Path(folder))),
        ):
            start = time.perf_counter()
            page = graph.report()
            written = time.perf_counter() - start
            file = Path(folder) / "page.html"
            file.write_text(page, encoding="utf-8")
            rounds = [opened(file, program) for _ in range(options.rounds)]
            painted, ready = (median(times) for times in zip(*rounds, strict=True))
            size = len(page.encode()) / 1e6
            print(f"| {name} | {size:.1f} | {written:.1f} | {painted:.2f} | {ready:.2f} |")


if __name__ == "__main__":
    main()
