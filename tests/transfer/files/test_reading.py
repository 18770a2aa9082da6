"""A file that was loaded is proved: what is lost, altered, added or misplaced in it is named."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from aikg.graph import Graph
from aikg.ground.errors import AikgError, FileUnreadable, InputError, SyntaxFault
from aikg.transfer.files import SYNTAXES

FORMATS = [suffix for suffix, syntax in SYNTAXES.items() if syntax.rdf]


@pytest.mark.parametrize("suffix", [*FORMATS, "nq.gz", "trig.zst", "ttl.gz"])
def test_a_file_of_each_format_has_a_clean_receipt(
    graph: Graph, tmp_path: Path, suffix: str
) -> None:
    told: list[int] = []
    loaded = graph.load(str(tmp_path / f"graph.{suffix}"), progress=told.append)
    assert loaded.receipt.clean
    assert loaded.sent.triples == sum(told) == loaded.receipt.total[1].count > 4000
    assert graph.verify(str(tmp_path / f"graph.{suffix}")).clean
    assert [file.name for file in tmp_path.iterdir()] == [f"graph.{suffix}"]


@pytest.mark.parametrize(
    ("old", "new", "lost", "added"),
    [
        (b'"10000000000"', b'"10000000001"', b'"10000000000"', b'"10000000001"'),
        (b"/register> .\n", b"/derived> .\n", b"", b""),
        (b"\n", b"\n<urn:s> <urn:p> <urn:o> <urn:g> .\n", None, b"<urn:s>"),
    ],
)
def test_one_triple_that_is_altered_misplaced_or_added_is_named(
    graph: Graph, tmp_path: Path, old: bytes, new: bytes, lost: bytes | None, added: bytes
) -> None:
    file = tmp_path / "graph.nq"
    graph.load(str(file))
    file.write_bytes(file.read_bytes().replace(old, new, 1))
    found = graph.verify(str(file))
    assert not found.clean
    named = [one for each in found.receipt.graphs for one in each.differences]
    assert any(not one.lost and added.decode() in one.line for one in named)
    assert any(one.lost for one in named) == (lost is not None)
    assert len(named) == (1 if lost is None else 2)


def test_a_triple_that_is_lost_is_named(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "graph.ttl"
    graph.load(str(file), only=["register"])
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('rdfs:label "NVIDIA" ;', ""), encoding="utf-8")
    found = graph.verify(str(file), only=["register"])
    [one] = found.receipt.graphs[0].differences
    assert one.lost
    assert '"NVIDIA"' in one.line


def test_graphs_of_a_file_can_have_names_of_their_own(graph: Graph, tmp_path: Path) -> None:
    file = str(tmp_path / "graph.nq")
    loaded = graph.load(file, graph_prefix="https://example.org/graph/")
    assert loaded.receipt.clean
    assert b"<https://example.org/graph/register> ." in Path(file).read_bytes()
    assert b"<https://w3id.org/aikg/graph/register> ." not in Path(file).read_bytes()
    assert graph.verify(file, graph_prefix="https://example.org/graph/").clean
    assert not graph.verify(file).clean


@pytest.mark.parametrize(
    ("name", "spoil", "kind", "says"),
    [
        ("g.nq", lambda data: data[:-20], SyntaxFault, "not well-formed"),
        ("g.nq.gz", lambda data: data[:-20], FileUnreadable, "cannot be read"),
        ("g.nq.zst", lambda data: data[:-20], AikgError, "cannot be read"),
        ("g.nq.gz", lambda _: b"no such thing", FileUnreadable, "cannot be read"),
        ("g.nq.zst", lambda _: b"no such thing", FileUnreadable, "cannot be read"),
        ("g.parquet", lambda data: data[:-20], FileUnreadable, "cannot be read"),
        ("g.nq.gz", lambda _: gzip.compress(b"<urn:s> ?"), SyntaxFault, "not well-formed"),
    ],
)
def test_a_file_that_is_cut_short_or_is_something_else_is_told_in_words(
    graph: Graph, tmp_path: Path, name: str, spoil: object, kind: type[Exception], says: str
) -> None:
    file = tmp_path / name
    graph.load(str(file), only=["register"])
    file.write_bytes(spoil(file.read_bytes()))  # type: ignore[operator]
    with pytest.raises(kind, match=says):
        graph.verify(str(file), only=["register"])


def test_a_file_that_is_not_there_is_told(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="No such file"):
        graph.verify(str(tmp_path / "none.nq"))


def test_what_holds_no_triples_is_refused_and_not_written(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="GraphML holds no triples"):
        graph.load(str(tmp_path / "graph.graphml"))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "there", ["@prefix kg: <https://w3id.org/aikg/id/> .\nkg:a kg:b kg:c .\n", "no Turtle"]
)
def test_a_file_that_holds_something_else_is_left_alone(
    graph: Graph, tmp_path: Path, there: str
) -> None:
    file = tmp_path / "wire.ttl"
    file.write_text(there, encoding="utf-8")
    with pytest.raises(FileUnreadable, match="aikg add"):
        graph.load(str(file))
    assert file.read_text(encoding="utf-8") == there


def test_a_file_is_loaded_again_and_one_without_a_byte_is_free(
    graph: Graph, tmp_path: Path
) -> None:
    file = tmp_path / "graph.nq"
    file.touch()
    assert graph.load(str(file)).receipt.clean
    assert graph.load(str(file)).receipt.clean
