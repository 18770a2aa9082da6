"""`aikg export` writes whole files or none, says what is in them, and what stands in its way."""

from __future__ import annotations

import builtins
import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import aikg as graphs
from aikg.transfer.files import SYNTAXES
from cli.command import Done, in_process, one_message
from derive.deals import DEALS
from transfer.files.graphs import unpacked

Aikg = Callable[..., Done]
SOURCE = "innovation-village-anthropic-alliance"


def names(data: bytes) -> set[str]:
    """The named graphs of N-Quads, without what their names begin with."""
    return {
        str(quad.graph_name).rstrip(">").rpartition("/")[2]
        for quad in ox.parse(data, format=ox.RdfFormat.N_QUADS)
    }


def test_it_writes_files_says_what_is_in_them_and_puts_nothing_on_stdout(
    aikg: Aikg, tmp_path: Path
) -> None:
    done = aikg("export", tmp_path / "graph.nq", tmp_path / "graph.ttl")
    assert (done.code, done.out) == (0, "")
    first, second = done.err.splitlines()
    number = len((tmp_path / "graph.nq").read_bytes().splitlines())
    size = (tmp_path / "graph.nq").stat().st_size
    assert first.endswith(f"graph.nq: {number:,} triples in 4 graphs; {size:,} bytes")
    assert "of 4 graphs, whose names Turtle leaves out" in second
    assert sorted(file.name for file in tmp_path.iterdir()) == ["graph.nq", "graph.ttl"]


@pytest.mark.parametrize("packed", ["gz", "zst"])
@pytest.mark.parametrize("suffix", [each for each in SYNTAXES if each != "parquet"])
def test_a_suffix_compresses_and_the_content_is_the_same(
    aikg: Aikg, tmp_path: Path, suffix: str, packed: str
) -> None:
    plain, small = tmp_path / f"graph.{suffix}", tmp_path / f"graph.{suffix}.{packed}"
    assert aikg("export", plain, small).code == 0
    assert unpacked(small) == plain.read_bytes()
    assert small.stat().st_size < plain.stat().st_size / 4


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ([], {"derived", "ontology", "register", SOURCE}),
        (["asserted"], {"register", SOURCE}),
        (["derived"], {"derived"}),
        (["ontology", "register"], {"ontology", "register"}),
        ([SOURCE], {SOURCE}),
        (["Innovation Village on the Microsoft, NVIDIA and Anthropic alliance"], {SOURCE}),
        ([f"https://w3id.org/aikg/source/{SOURCE}", "derived"], {SOURCE, "derived"}),
    ],
)
def test_only_names_parts_and_sources(
    aikg: Aikg, tmp_path: Path, only: list[str], expected: set[str]
) -> None:
    words = [word for part in only for word in ("--only", part)]
    assert aikg("export", tmp_path / "part.nq", *words).code == 0
    assert names((tmp_path / "part.nq").read_bytes()) == expected


def test_asserted_and_derived_together_are_all_but_the_vocabulary(
    aikg: Aikg, tmp_path: Path
) -> None:
    for part in ("asserted", "derived", "ontology"):
        assert aikg("export", tmp_path / f"{part}.nq", "--only", part).code == 0
    assert aikg("export", tmp_path / "all.nq").code == 0
    parts = [(tmp_path / f"{part}.nq").read_bytes() for part in ("asserted", "derived", "ontology")]

    def named(data: bytes) -> set[bytes]:
        return {line for line in data.splitlines() if b"_:" not in line}

    assert set.union(*map(named, parts)) == named((tmp_path / "all.nq").read_bytes())


def test_what_the_store_keeps_about_itself_stays_there(aikg: Aikg, tmp_path: Path) -> None:
    with graphs.open(tmp_path / "store", write=True) as graph:
        graph.store.load("https://w3id.org/aikg/graph/journal", [b"<urn:a> <urn:p> <urn:b> ."])
        graph.store.load("https://w3id.org/aikg/graph/record", [b"<urn:a> <urn:p> <urn:b> ."])
    assert aikg("export", tmp_path / "a.nq", "--store", tmp_path / "store").code == 0
    assert not {"journal", "record"} & names((tmp_path / "a.nq").read_bytes())


def test_it_exports_the_store_that_is_named(aikg: Aikg, tmp_path: Path) -> None:
    with graphs.open(tmp_path / "store", write=True) as graph:
        graph.store.load("https://w3id.org/aikg/graph/mine", [b"<urn:a> <urn:p> <urn:b> ."])
    done = aikg("export", tmp_path / "a.nt", "--only", "mine", "--store", tmp_path / "store")
    assert done.code == 0
    assert (tmp_path / "a.nt").read_text() == "<urn:a> <urn:p> <urn:b> .\n"


def test_python_writes_the_bytes_of_the_command_and_tells_their_digest(
    aikg: Aikg, tmp_path: Path
) -> None:
    assert aikg("export", tmp_path / "one.trig", "--only", "asserted").code == 0
    with graphs.open() as graph:
        [told] = graph.export(tmp_path / "two.trig", only=["asserted"])
    assert (tmp_path / "one.trig").read_bytes() == (tmp_path / "two.trig").read_bytes()
    digest = subprocess.run(
        ["sha256sum", tmp_path / "two.trig"], capture_output=True, text=True, check=True
    )
    assert digest.stdout.split()[0] == told.sha256
    assert told.size == (tmp_path / "two.trig").stat().st_size


# --- Standard output ---------------------------------------------------------------------------


def test_a_dash_is_standard_output_and_gives_the_same_bytes(tmp_path: Path) -> None:
    file = tmp_path / "graph.nq.gz"
    command = str(Path(sys.executable).with_name("aikg"))
    subprocess.run([command, "export", file], check=True, capture_output=True)
    done = subprocess.run([command, "export", "-", "--format", "nq.gz"], capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, file.read_bytes(), b"")


def test_a_format_without_graphs_says_on_stderr_that_their_names_are_left_out(aikg: Aikg) -> None:
    done = aikg("export", "-", "--format", "nt", "--only", "register")
    assert done.code == 0
    assert "whose names N-Triples leaves out" in done.err
    assert aikg("export", "-", "--format", "nq", "--only", "register").err == ""


def test_bytes_that_are_no_text_are_not_for_a_terminal(
    aikg: Aikg, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    done = aikg("export", "-", "--format", "nq.gz")
    assert "not for a terminal" in one_message(done)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_output_is_told() -> None:
    command = str(Path(sys.executable).with_name("aikg"))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [command, "export", "-", "--format", "nq"], stdout=full, stderr=subprocess.PIPE
        )
    assert (done.returncode, done.stderr) == (2, b"aikg: output: No space left on device\n")


# --- What stands in its way --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["graph.csv"], "'graph.csv' does not say its format"),
        (["graph.trg"], "Did you mean .trig?"),
        (["graph"], "found no such suffix"),
        (["graph.gz"], "does not say its format"),
        (["graph.parquet.gz"], "Parquet is compressed inside"),
        (["none/graph.nq"], "there is no folder none"),
        (["."], "found the folder ."),
        (["graph.nq", "--format", "csv"], "unknown format 'csv'"),
        (["graph.nq", "--only", "derivd"], "Did you mean derived?"),
        (["graph.nq", "--only", "Innovation"], "unknown source 'Innovation'"),
        (["graph.graphml", "--only", "derived"], "the network of all that is told"),
        (["graph.nq", "graph.nq"], "given twice"),
        (["-"], "Say it: --format nq"),
        (["-", "graph.nq", "--format", "nq"], "for one file alone"),
        ([], "OUT"),
        (["graph.nq", "--only", ""], "an empty argument"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_message_and_nothing_is_written(
    aikg: Aikg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert says in one_message(aikg("export", *words))
    assert list(tmp_path.iterdir()) == []


def test_where_one_of_several_files_cannot_be_written_none_is(aikg: Aikg, tmp_path: Path) -> None:
    done = aikg("export", tmp_path / "a.nq", tmp_path / "none" / "b.nq")
    assert "there is no folder" in one_message(done)
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_is_replaced_and_keeps_its_mode(aikg: Aikg, tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_text("old")
    file.chmod(0o640)
    assert aikg("export", file).code == 0
    assert file.read_bytes().startswith(b"<")
    assert file.stat().st_mode & 0o777 == 0o640


def test_what_goes_by_another_name_is_not_overwritten_whatever_the_format(
    aikg: Aikg, tmp_path: Path
) -> None:
    file = tmp_path / "claims.ttl"
    file.write_text("mine")
    done = aikg("export", file, "--format", "nq")
    assert "is there already" in one_message(done)
    assert file.read_text() == "mine"
    assert aikg("export", tmp_path / "new.txt", "--format", "nq").code == 0


@pytest.mark.parametrize("suffix", ["nq", "trig", "ttl.gz", "nt.zst", "rdf", "parquet", "graphml"])
def test_where_a_file_cannot_grow_the_old_one_stays_and_no_half_of_a_new_one(
    tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"graph.{suffix}"
    file.write_bytes(b"old")
    resource = pytest.importorskip("resource", reason="this system has no limits for processes")
    done = in_process(
        *("export", file),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
    )
    assert one_message(done) == f"cannot write {file}: File too large"
    assert [each.name for each in tmp_path.iterdir()] == [file.name]
    assert file.read_bytes() == b"old"


def test_where_there_is_no_room_to_sort_it_is_told(
    aikg: Aikg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("aikg.transfer.files.sorting.RUN", 1000)
    monkeypatch.setattr("aikg.transfer.files.sorting.TemporaryDirectory", full)
    done = aikg("export", tmp_path / "graph.nq")
    assert "No space left on device" in one_message(done)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "library"), [("graph.parquet", "pyarrow"), ("graph.nq.zst", "backports.zstd")]
)
def test_a_library_that_is_not_installed_is_told_with_the_extra_that_brings_it(
    aikg: Aikg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    for module in list(sys.modules):
        if module.partition(".")[0] in {"pyarrow", "backports", "compression"}:
            monkeypatch.delitem(sys.modules, module)
    real = builtins.__import__

    def without(module: str, *rest: object, **more: object) -> object:
        if module.partition(".")[0] == "pyarrow":
            raise ImportError(module)
        return real(module, *rest, **more)  # type: ignore[arg-type]

    def no_module(module: str) -> None:
        raise ImportError(module)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setattr("aikg.ground.packing.import_module", no_module)
    done = aikg("export", tmp_path / name)
    message = one_message(done)
    assert library in message
    assert "pip install 'aikg[transfer]'" in message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["told.nq.gz", "told.trig.zst", "told.jsonld"])
def test_an_export_of_what_was_told_is_read_back_by_add(
    aikg: Aikg, tmp_path: Path, name: str
) -> None:
    """Every question answers in the new store as in the old one."""
    file = tmp_path / name
    old, new = tmp_path / "old", tmp_path / "new"
    deals = sorted((DEALS / "d1").glob("*.ttl"))
    assert aikg("add", *deals, "--store", old).code == 0
    assert aikg("export", file, "--only", "asserted", "--store", old).code == 0
    assert aikg("add", file, "--store", new).code == 0
    assert aikg("verify", new, "--store", old, "--only", "asserted").code == 0
    assert aikg("verify", new, "--store", old, "--only", "derived").code == 0


def test_an_export_of_everything_is_refused_with_the_way_to_read_one_back(
    aikg: Aikg, tmp_path: Path
) -> None:
    file = tmp_path / "graph.nq.gz"
    assert aikg("export", file).code == 0
    assert aikg("log", "--store", tmp_path / "new").code == 0
    message = one_message(aikg("add", file, "--store", tmp_path / "new"))
    assert "found graph:derived" in message
    assert "--only asserted" in message
