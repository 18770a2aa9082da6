"""A store in a folder: made once, kept, read by many, written by one, never half made."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyoxigraph
import pytest

import aikg
from aikg.cli.main import main

HOLD = """
import sys, aikg
graph = aikg.open(sys.argv[1], write=sys.argv[2] == "write")
print("open", flush=True)
sys.stdin.read()
"""


def _holder(folder: Path, how: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def _let_go(process: subprocess.Popen[str]) -> None:
    process.communicate("", timeout=30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "graph"
    aikg.open(folder).close()
    return folder


def test_it_answers_as_the_packaged_graph_does(folder: Path) -> None:
    with aikg.open(folder) as kept, aikg.open() as packaged:
        for question in packaged.questions.names:
            assert kept.ask(question).to_json() == packaged.ask(question).to_json()


def test_what_is_written_survives(folder: Path) -> None:
    with aikg.open(folder, write=True) as graph:
        graph.store.update("INSERT DATA { GRAPH graph:x { kg:new a aikg:Organization } }")
    with aikg.open(folder) as graph:
        assert graph.store.ask("ASK { GRAPH graph:x { kg:new a aikg:Organization } }")


def test_readers_share_it_and_a_writer_is_told_who_reads(folder: Path) -> None:
    reader = _holder(folder, "read")
    try:
        with aikg.open(folder) as another:
            assert len(another.ask("investments")) == 4
        with pytest.raises(aikg.EngineError, match=rf"process {reader.pid} .*reads"):
            aikg.open(folder, write=True)
    finally:
        _let_go(reader)
    aikg.open(folder, write=True).close()


def test_while_one_writes_others_are_told_who(folder: Path) -> None:
    writer = _holder(folder, "write")
    try:
        for write in (False, True):
            with pytest.raises(aikg.EngineError, match=rf"process {writer.pid} .*writes"):
                aikg.open(folder, write=write)
    finally:
        _let_go(writer)
    aikg.open(folder).close()


def test_a_writer_that_is_killed_holds_nothing(folder: Path) -> None:
    writer = _holder(folder, "write")
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate(timeout=30)
    with aikg.open(folder, write=True) as graph:
        assert len(graph.ask("investments")) == 4


def test_a_folder_whose_filling_was_broken_off_is_filled_anew(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    for delay in (0.15, 0.3, 0.5):
        process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder), "read"])
        time.sleep(delay)
        process.kill()
        process.wait(timeout=30)
    with aikg.open(folder) as graph:
        assert len(graph.ask("investments")) == 4
    assert not list(folder.glob("filling-*"))


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(aikg.FileUnreadable, match=r"letter\.txt"):
        aikg.open(tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "dear"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "graph"
    file.write_text("")
    with pytest.raises(aikg.FileUnreadable, match="no folder"):
        aikg.open(file)


def test_a_damaged_store_is_told_and_not_mended_in_silence(folder: Path) -> None:
    for file in (folder / "store").iterdir():
        file.write_bytes(b"not a database")
    with pytest.raises(aikg.EngineError, match="cannot be opened"):
        aikg.open(folder)


def test_a_folder_that_lost_its_store_is_told_and_not_filled_in_silence(folder: Path) -> None:
    aikg.open(folder).close()
    shutil.rmtree(folder / "store")
    with pytest.raises(aikg.AikgError, match="the store is gone from its folder"):
        aikg.open(folder)
    assert not (folder / "store").exists()


def test_the_command_takes_the_folder_from_option_and_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "investments", "--format", "csv", "--store", str(tmp_path / "a")]) == 0
    by_option = capsys.readouterr().out
    monkeypatch.setenv("AIKG_STORE", str(tmp_path / "b"))
    assert main(["ask", "investments", "--format", "csv"]) == 0
    assert capsys.readouterr().out == by_option
    assert (tmp_path / "a" / "store").is_dir()
    assert (tmp_path / "b" / "store").is_dir()


def test_a_store_that_lost_what_it_held_is_told_and_answers_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(folder / "store")
    pyoxigraph.Store(str(folder / "store")).flush()
    with pytest.raises(aikg.EngineError, match="the store is damaged"):
        aikg.open(folder)
    assert main(["ask", "totals", "--store", str(folder)]) == 2
    told = capsys.readouterr()
    assert (told.out, "Remove the folder" in told.err) == ("", True)


def test_a_new_store_does_not_hang_on_a_log_of_which_a_cut_end_goes_unnoticed(folder: Path) -> None:
    for log in (folder / "store").glob("*.log"):
        log.write_bytes(b"")
    with aikg.open(folder) as graph:
        assert graph.ask("totals")[0].possible == 87e9


def test_it_can_be_read_by_who_may_not_write_it(tmp_path: Path) -> None:
    """Where the tests run as root, whom permission bits do not bind, a child gives root up first."""
    room = Path(tempfile.mkdtemp())  # those of pytest may be entered by their owner alone
    folder = room / "graph"
    try:
        aikg.open(folder).close()
        for path in (*folder.rglob("*"), folder, room):
            path.chmod(0o555 if path.is_dir() else 0o444)
        child = (
            "import os, sys\n"
            "from aikg.cli.main import main\n"
            "main(['ask', 'totals', '--format', 'csv'])\n"  # imported on demand is imported
            "sys.stdout.flush()\n"
            "if os.geteuid() == 0:\n"
            "    os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
            f"sys.exit(main(['ask', 'totals', '--format', 'csv', '--store', {str(folder)!r}]))\n"
        )
        env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
        done = subprocess.run(
            [sys.executable, "-c", child], capture_output=True, text=True, env=env
        )
        lines = done.stdout.splitlines()
        packaged, kept = lines[: len(lines) // 2], lines[len(lines) // 2 :]
        assert (done.returncode, done.stderr) == (0, "")
        assert packaged == kept
    finally:
        for path in (room, folder, *folder.rglob("*")):
            path.chmod(0o755)
        shutil.rmtree(room)
