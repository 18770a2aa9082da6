"""Pages of three graphs, and the browser that opens them."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

import aikg
from aikg.graph import Graph
from aikg.ground import packaged
from aikg.ground.terms import GRAPH, ONTOLOGY_GRAPH
from aikg.questions import Catalogue
from aikg.report.page import compose
from aikg.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

PAGES = (
    "first",
    *(pytest.param(name, marks=pytest.mark.thorough) for name in ("cases", "market")),
)
"""The graphs whose pages are opened; the large ones with --thorough."""
ROOT = Path(__file__).resolve().parents[3]
DEALS = 10_000
"""A market of so many deals has 2,000 organizations."""


def with_cases() -> Graph:
    """The published graph with the development cases D1 to D6."""
    return of_cases("d*")


def of_cases(pattern: str) -> Graph:
    """The published graph with the cases of these names."""
    graph = aikg.open()
    for file in sorted((ROOT / "tests/fixtures/deals").glob(f"{pattern}/*.ttl")):
        triples = [quad.triple for quad in parse(file.read_bytes(), RdfFormat.TURTLE)]
        graph.store.add(f"{GRAPH}{file.parent.name}-{file.stem}", triples)
    graph.derive()
    return graph


def made_up(deals: int, folder: Path) -> Graph:
    """A graph of so many made-up deals."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from generator import Tally, generate
    finally:
        sys.path.pop(0)
    store = EmbeddedStore()
    for file in packaged.ontology_files():
        store.load_file(ONTOLOGY_GRAPH, file)
    quads = folder / "made-up.nq"
    with quads.open("w", encoding="utf-8") as stream:
        stream.writelines(generate(deals, 7, Tally()))
    store.load_quads(quads)
    graph = Graph(store, Catalogue.packaged())
    graph.derive()
    return graph


@pytest.fixture(scope="session")
def first() -> str:
    """The page of the published graph: one article and the register."""
    return compose(aikg.open())


@pytest.fixture(scope="session")
def cases() -> str:
    """The page of the published graph and all development cases."""
    return compose(with_cases())


@pytest.fixture(scope="session")
def instalments() -> str:
    """The page of the published graph and all cases, among them sums that are paid in parts."""
    return compose(of_cases("*"))


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of 2,000 organizations and 10,000 deals."""
    return compose(made_up(DEALS, tmp_path_factory.mktemp("market")))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; where there is none the tests are left out, and say so, but not in CI."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        reason = "not tested: no Chromium is installed (on Debian: apt install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        warnings.warn(reason, stacklevel=1)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=program, args=quiet)
        yield opened
        opened.close()


@pytest.fixture(params=PAGES)
def name(request) -> str:
    """The name of a page's graph, one after the other."""
    return request.param


@pytest.fixture
def show(browser, tmp_path, request) -> Iterator[Callable[..., Page]]:
    """Open a page by the name of its graph; afterwards hold that it said and fetched nothing."""
    faults: list[str] = []
    contexts = []

    def opened(name: str, width: int = 1200, scheme: str = "light") -> Page:
        file = tmp_path / f"{name}.html"
        file.write_text(request.getfixturevalue(name), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, offline=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: asked.url == file.as_uri() or faults.append(asked.url))
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=120_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
