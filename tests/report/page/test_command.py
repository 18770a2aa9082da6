"""`aikg report` writes a whole page or nothing, and says what is in its way."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest

from aikg.cli.main import main
from aikg.ground import replacing


@pytest.fixture(autouse=True)
def no_store_of_the_environment(monkeypatch):
    monkeypatch.delenv("AIKG_STORE", raising=False)


def test_it_writes_a_file_and_puts_nothing_on_stdout(tmp_path, capsys):
    file = tmp_path / "report.html"
    assert main(["report", str(file)]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"wrote {file}\n")
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_a_dash_means_stdout(capsys):
    assert main(["report", "-", "--focus", "NVIDIA"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("<!DOCTYPE html>") and told.err == ""
    assert "<h1>NVIDIA: who pays it, whom it pays</h1>" in told.out


def test_an_unknown_organization_is_answered_with_the_nearest_and_nothing_is_written(
    tmp_path, capsys
):
    file = tmp_path / "report.html"
    file.write_text("old")
    assert main(["report", str(file), "--focus", "Antropic"]) == 2
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert "unknown agent 'Antropic'. Did you mean Anthropic" in told.err
    assert file.read_text() == "old"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["report"], "OUT.html"),
        (["report", "a.html", "b.html"], "b.html"),
        (["report", "x.html", "--focus"], "expected one argument"),
        (["report", "x.html", "--focus", ""], "an empty argument"),
        (["report", "x.html", "--focus", "NVIDIA", "--focus", "Amazon"], "given twice"),
        (["report", "x.html", "--focus", "kg:nobody"], "kg:nobody"),
        (["report", "x.html", "--focus", 'NVIDIA" } INSERT'], "unknown agent"),
        (["report", "x.html", "--focus", "NVIDIA\n"], "unknown agent"),
        (["report", "x.html", "--fokus", "NVIDIA"], "--fokus"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(words, says, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code = main(words)
    told = capsys.readouterr()
    if says == "unknown agent" and words[-1].strip() == "NVIDIA":
        assert code == 0  # space around a name does not matter
        return
    assert (code, told.out) == (2, "")
    assert told.err.count("\n") == 1 and says in told.err
    assert list(tmp_path.iterdir()) == []


def test_it_replaces_an_older_page_and_keeps_its_mode(tmp_path):
    file = tmp_path / "report.html"
    file.write_text("old")
    file.chmod(0o640)
    assert main(["report", str(file)]) == 0
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_page_that_cannot_be_written_to_the_end_leaves_the_old_one(tmp_path, monkeypatch):
    """The disk fills up half way: the old file stays, and no half of a new one."""
    file = tmp_path / "report.html"
    file.write_text("old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    # There alone: the engine is fed through a pipe, which is opened in the same way.
    monkeypatch.setattr(replacing, "os", SimpleNamespace(**{**vars(os), "fdopen": full}))
    assert main(["report", str(file)]) == 2
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda p: p.mkdir(), "found the folder"),
        (lambda p: os.mkfifo(p), "no ordinary file"),
    ],
)
def test_it_refuses_what_is_no_file(make, says, tmp_path, capsys):
    make(tmp_path / "out")
    assert main(["report", str(tmp_path / "out")]) == 2
    assert says in capsys.readouterr().err


def test_it_never_takes_the_place_of_what_is_no_page(tmp_path, capsys):
    file = tmp_path / "claims.ttl"
    file.write_text("# claims")
    assert main(["report", str(file)]) == 2
    assert f"Write {tmp_path / 'claims.html'}." in capsys.readouterr().err
    assert file.read_text() == "# claims"


def test_it_refuses_a_folder_that_is_not_there(tmp_path, capsys):
    assert main(["report", str(tmp_path / "none" / "report.html")]) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_it_says_that_it_may_not_write_there(tmp_path, monkeypatch, capsys):
    def forbidden(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(replacing.tempfile, "mkstemp", forbidden)
    file = tmp_path / "report.html"
    assert main(["report", str(file)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "Permission denied" in told
    assert not Path(file).exists()
