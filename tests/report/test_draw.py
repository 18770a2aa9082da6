"""`aikg draw` writes a whole picture or nothing, and says what is in its way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import aikg as graphs

ROOT = Path(__file__).resolve().parents[2]


def aikg(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("aikg")), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8")


def test_it_writes_a_file_and_puts_nothing_on_stdout(tmp_path: Path) -> None:
    file = tmp_path / "alliance.svg"
    done = aikg("draw", str(file))
    assert (done.returncode, done.stdout) == (0, "")
    assert file.read_text(encoding="utf-8").startswith("<svg")
    assert [path.name for path in tmp_path.iterdir()] == ["alliance.svg"]


def test_a_dash_means_stdout_and_gives_the_same_bytes(tmp_path: Path) -> None:
    file = tmp_path / "alliance.svg"
    aikg("draw", str(file))
    done = aikg("draw", "-")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == file.read_text(encoding="utf-8")


def test_it_replaces_an_older_picture_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "alliance.svg"
    file.write_text("old")
    file.chmod(0o640)
    assert aikg("draw", str(file)).returncode == 0
    assert file.read_text(encoding="utf-8").startswith("<svg")
    assert file.stat().st_mode & 0o777 == 0o640


def test_it_follows_a_link_and_leaves_it_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "real.svg", tmp_path / "link.svg"
    file.write_text("old")
    link.symlink_to(file)
    assert aikg("draw", str(link)).returncode == 0
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8").startswith("<svg")


def test_it_refuses_a_folder(tmp_path: Path) -> None:
    done = aikg("draw", str(tmp_path))
    assert done.returncode == 2
    assert "found the folder" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_it_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    done = aikg("draw", str(tmp_path / "none" / "alliance.svg"))
    assert done.returncode == 2
    assert "there is no folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_refuses_what_is_no_ordinary_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    done = aikg("draw", str(pipe))
    assert done.returncode == 2
    assert "no ordinary file" in done.stderr


def test_what_goes_by_another_name_than_a_picture_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("ASK {}")
    done = aikg("draw", str(file))
    assert (done.returncode, done.stdout) == (2, "")
    assert "ends in .svg" in done.stderr
    assert file.read_text() == "ASK {}"


def test_it_draws_the_graph_of_a_folder_as_other_verbs_read_it(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with graphs.open(store, write=True) as graph:
        deal = ROOT / "tests" / "fixtures" / "deals" / "d3"
        added = graph.add(deal / "register.ttl", deal / "d3-press-2025-10-06.ttl")
    assert added.admitted
    assert "AMD" in aikg("draw", "-", "--store", str(store)).stdout
    assert "AMD" not in aikg("draw", "-").stdout
