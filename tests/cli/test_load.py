"""`aikg load`, `verify` and `unload`: a receipt for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from aikg.transfer.targets import opened
from cli.command import Done, one_message

Command = Callable[..., Done]


def test_a_load_ends_with_a_receipt(aikg: Command, tmp_path: Path) -> None:
    done = aikg("load", tmp_path / "graph")
    assert done.code == 0
    assert "triples sent" in done.out
    assert "digest " in done.out
    assert "graphs new" in done.err
    assert aikg("verify", tmp_path / "graph").code == 0
    assert aikg("ask", "totals", "--store", tmp_path / "graph").code == 0


def test_verify_names_the_graph_and_the_triple_and_ends_with_1(
    aikg: Command, tmp_path: Path
) -> None:
    aikg("load", tmp_path / "graph", "--no-answers")
    with closing(opened(str(tmp_path / "graph"), write=True)) as store:
        store.update("INSERT DATA { GRAPH graph:register { kg:anthropic skos:altLabel 'A.' } }")
    done = aikg("verify", tmp_path / "graph", "--no-answers")
    assert done.code == 1
    assert "graph:register: not sent: <https://w3id.org/aikg/id/anthropic>" in done.out
    assert "NOT CLEAN" in done.out
    told = json.loads(aikg("verify", tmp_path / "graph", "--format", "json").out)
    assert (told["clean"], told["found"]["triples"] - told["sent"]["triples"]) == (False, 1)
    assert told["load"]["ended"]
    [wrong] = [graph for graph in told["graphs"] if not graph["clean"]]
    assert [one["lost"] for one in wrong["differences"]] == [False]


def test_verify_names_the_answers_that_differ(aikg: Command, tmp_path: Path) -> None:
    aikg("load", tmp_path / "graph", "--no-answers")
    with closing(opened(str(tmp_path / "graph"), write=True)) as store:
        store.update("DELETE WHERE { GRAPH graph:derived { ?position aikg:possible ?most } }")
    done = aikg("verify", tmp_path / "graph")
    assert done.code == 1
    assert "aikg ask totals: 1 rows here, 1 there" in done.out
    told = json.loads(aikg("verify", tmp_path / "graph", "--format", "json").out)
    assert "totals" in {one["question"] for one in told["answers"] if one["wrong"]}
    assert "identity" not in {one["question"] for one in told["answers"] if one["wrong"]}


def test_unload_leaves_an_empty_store(aikg: Command, tmp_path: Path) -> None:
    aikg("load", tmp_path / "graph", "--no-answers")
    done = aikg("unload", tmp_path / "graph")
    assert (done.code, done.out) == (0, "")
    assert "removed 4 graphs" in done.err
    assert "nothing was loaded" in aikg("unload", tmp_path / "graph").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["verify", "{}/nothing"], "no store in this folder"),
        (["load", "http://127.0.0.1:9"], "127.0.0.1:9"),
        (["load", "http://me:secret@127.0.0.1:9"], "user or password"),
        (["load", "{}/a", "--only", "regster"], "register"),
        (["load", "{}/a", "--graph-prefix", "a b"], "IRI"),
        (["load", "{}/file/a"], "file"),
        (["load"], "TARGET"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_message(
    aikg: Command, tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    message = one_message(aikg(*[word.format(tmp_path) for word in arguments]))
    assert said in message
    assert "secret" not in message


@pytest.mark.parametrize(
    "name", ["graph.nqq", "graph.parquet.gz", "graph.gz", "graph.json", "a.db"]
)
@pytest.mark.parametrize("verb", ["load", "verify", "unload"])
def test_what_is_named_like_a_file_makes_no_folder_and_fills_no_store(
    aikg: Command, tmp_path: Path, name: str, verb: str
) -> None:
    one_message(aikg(verb, tmp_path / name, "--store", tmp_path / "mine"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "localhost:7878",
        "127.0.0.1:7878/query",
        "htp://127.0.0.1:7878",
        "ftp://me:secret@example.org/x",
    ],
)
@pytest.mark.parametrize("arguments", [["load", "{}"], ["ask", "totals", "--store", "{}"]])
def test_what_is_nearly_an_address_makes_no_folder(
    aikg: Command, tmp_path: Path, monkeypatch, name: str, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    message = one_message(aikg(*[word.format(name) for word in arguments]))
    assert "http://" in message
    assert name.replace("me:secret", "…") in message
    assert "secret" not in message
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_named_like_a_file_by_a_slash_behind_it(aikg: Command, tmp_path: Path) -> None:
    assert aikg("load", f"{tmp_path}/a.db/", "--no-answers").code == 0
    assert aikg("verify", tmp_path / "a.db", "--no-answers").code == 0


@pytest.mark.parametrize(
    ("name", "said"), [("new", "no store in this folder"), ("graph.nq", "Remove the file itself")]
)
def test_nothing_is_removed_from_what_is_no_store(
    aikg: Command, tmp_path: Path, name, said
) -> None:
    """Nor is a store made where there is none."""
    assert said in one_message(aikg("unload", tmp_path / name))
    assert list(tmp_path.iterdir()) == []


def test_a_store_under_another_prefix_is_not_called_damaged(aikg: Command, tmp_path: Path) -> None:
    """To remove it would be to lose a good load."""
    other = "http://example.org/g/"
    assert aikg("load", tmp_path / "g", "--graph-prefix", other, "--no-answers").code == 0
    message = one_message(aikg("ask", "totals", "--store", tmp_path / "g"))
    assert "--graph-prefix" in message
    assert "Remove" not in message
