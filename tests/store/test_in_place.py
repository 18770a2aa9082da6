"""Everything works in place on a remote store: a real Oxigraph server, and a real Virtuoso 7."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import aikg
from aikg.cli.main import main
from aikg.ground.terms import DERIVED_GRAPH
from aikg.questions import Catalogue
from derive.deals import DEALS
from servers import Server, empty, fill

APPROVED = Path(__file__).parents[1] / "questions" / "approved"
PRODUCTS = ["oxigraph", "virtuoso"]


@pytest.fixture(params=PRODUCTS, scope="module")
def filled(request: pytest.FixtureRequest, server: Callable[[str], Server]) -> Iterator[aikg.Graph]:
    """The published graph in a store of the product."""
    with server(request.param).store() as store, aikg.open() as packaged:
        fill(store, packaged.store)
        yield aikg.Graph(store, Catalogue.packaged())
        empty(store)


@pytest.fixture
def named(
    request: pytest.FixtureRequest, server: Callable[[str], Server], monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of a store with the published graph, and whoever may change it in the environment."""
    one = server(request.param)
    for name, value in one.environment.items():
        monkeypatch.setenv(name, value)
    with one.store() as store, aikg.open() as packaged:
        fill(store, packaged.store)
        yield one.url
        empty(store)


def rows(answer: aikg.Answer) -> dict[str, object]:
    told: dict[str, object] = json.loads(answer.to_json())
    return told


def test_each_question_is_answered_as_it_was_approved(filled: aikg.Graph) -> None:
    for question in filled.questions.names:
        approved = json.loads((APPROVED / f"{question}.json").read_text(encoding="utf-8"))
        answered = json.loads(filled.ask(question).to_json())
        for answer in (approved, answered):
            answer.pop("graph", None)
        assert answered == approved, question


def test_the_dimensions_make_the_difference_that_they_make_embedded(filled: aikg.Graph) -> None:
    """And the answers are of the same edition: the same digest."""
    with aikg.open() as embedded:
        for question in ("totals", "net-flow", "ties"):
            for more in (
                {"as_of": date(2026, 3, 31)},
                {"known_by": "2025"},
                {"trace": True},
                {"rollup": False},
            ):
                here, there = (one.ask(question, **more) for one in (embedded, filled))
                assert rows(here) == rows(there), (question, more)
        told = [one.ask("totals", readings=True, payee="Anthropic") for one in (embedded, filled)]
        assert rows(told[0]) == rows(told[1])


@pytest.mark.parametrize("named", PRODUCTS, indirect=True)
def test_d2_goes_through_the_gate_with_all_that_follows_and_out_again(named: str) -> None:
    files = sorted((DEALS / "d2").glob("*.ttl"))
    sources = [file.stem for file in files if file.stem != "register"]
    with aikg.open(named, write=True) as there, aikg.open() as here:
        for graph in (there, here):
            assert graph.add(*files, by="a test").admitted
        assert set(there.store.read(DERIVED_GRAPH)) == set(here.store.read(DERIVED_GRAPH))
        there.derive()  # all anew, from what the store tells
        assert set(there.store.read(DERIVED_GRAPH)) == set(here.store.read(DERIVED_GRAPH))
        for more in ({"as_of": "2026-03-31"}, {"as_of": "2025-12-31"}, {"known_by": "2026-01-31"}):
            asked = [g.ask("totals", payer="NVIDIA", payee="OpenAI", **more) for g in (there, here)]
            assert [(r.committed, r.possible) for r in asked[0]] == [
                (r.committed, r.possible) for r in asked[1]
            ]
        again = there.add(*files, by="a test")
        assert again.admitted
        assert again.amendment is None
        for graph in (there, here):
            assert graph.withdraw(sources[0], "a test", by="a test").admitted
        # Which positions there are depends on the instant of the withdrawal, what they come to not.
        assert rows(there.ask("totals"))["rows"] == rows(here.ask("totals"))["rows"]
        assert [entry.what for entry in there.log()] == [entry.what for entry in here.log()]


@pytest.mark.parametrize("named", PRODUCTS, indirect=True)
def test_the_digest_on_record_is_the_one_that_all_that_is_told_has(named: str) -> None:
    files = sorted((DEALS / "d1").glob("*.ttl"))
    with aikg.open(named, write=True) as graph:
        str(graph.store.digest)
        graph.add(*files, by="a test")
        kept = str(graph.store.digest)
        graph.store.digest.forget()
        assert str(graph.store.digest) == kept


@pytest.mark.parametrize("named", PRODUCTS, indirect=True)
def test_commands_work_on_an_address(
    named: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = str(next((DEALS / "d3").glob("*.ttl")))
    for command in (
        ["ask", "totals"],
        ["query", "SELECT ?who { GRAPH graph:derived { ?who a aikg:Investor } }"],
        ["check", file],
        ["draw", str(tmp_path / "picture.svg")],
        ["log"],
    ):
        assert main([*command, "--store", named]) in (0, 1), capsys.readouterr().err
        assert "rror" not in capsys.readouterr().err
    assert main(["query", "SELEC ?x {}", "--store", named]) == 2
    assert "Did you mean SELECT" in capsys.readouterr().err


def test_an_empty_store_says_how_to_fill_it(
    server: Callable[[str], Server], capsys: pytest.CaptureFixture[str]
) -> None:
    one = server("oxigraph")
    with one.store() as store:
        empty(store)
    assert main(["ask", "totals", "--store", one.url]) == 2
    assert f"aikg load {one.url}" in capsys.readouterr().err
