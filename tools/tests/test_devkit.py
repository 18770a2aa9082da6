"""What the project's tool promises, apart from the work of pip itself."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from devkit import cli, docs, environment, pip
from devkit.errors import DevError
from devkit.paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PYPROJECT = """
[build-system]
requires = []
[project]
dependencies = ["rdflib>=7"]
[project.optional-dependencies]
dataframe = []
[tool.hatch]
[tool.ruff]
line-length = 100
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with pins and a finished environment of level `run`."""
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    for name in ("requirements-build.txt", "requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text("rdflib==7.6.0\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "program", lambda name: tmp_path / ".venv" / name)
    monkeypatch.setattr(
        environment, "_build", lambda level: pytest.fail(f"level {level} is built again")
    )
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "aikg").touch()
    environment._stamp("run").write_text(environment._digest("run"))
    return tmp_path


def test_a_ready_environment_is_left_alone(checkout: Path) -> None:
    environment.ensure("run")


def test_a_lint_rule_needs_no_new_environment(checkout: Path) -> None:
    (checkout / "pyproject.toml").write_text(PYPROJECT.replace("100", "99"))
    environment.ensure("run")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-build.txt"])
def test_other_pins_mean_another_environment(checkout: Path, name: str) -> None:
    (checkout / name).write_text("rdflib==7.7.0\n")
    with pytest.raises(pytest.fail.Exception, match="built again"):
        environment.ensure("run")


def test_an_environment_of_a_set_up_that_was_cut_short_is_made_again(checkout: Path) -> None:
    (checkout / ".venv" / ".unfinished").touch()
    with pytest.raises(pytest.fail.Exception, match="built again"):
        environment.ensure("run")


def test_the_environment_of_run_does_not_do_for_development(checkout: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="level dev"):
        environment.ensure("dev")


needs_flock = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no flock")
SET_UP = """
import sys
from pathlib import Path
from devkit import environment
root = environment.ROOT = Path(sys.argv[1])
environment.VENV = root / ".venv"
environment.program = lambda name: environment.VENV / name
def build(level):
    print("building", flush=True)
    sys.stdin.readline()
    environment._stamp(level).write_text(environment._digest(level))
environment._build = build
environment.ensure("dev")
"""


def set_up(checkout: Path) -> subprocess.Popen[str]:
    """Start a set-up whose building goes on until it is sent a line."""
    return subprocess.Popen(
        [sys.executable, "-c", SET_UP, checkout],
        cwd=ROOT / "tools",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def waiting_for(first: subprocess.Popen[str], checkout: Path) -> subprocess.Popen[str]:
    """Start a second set-up while the first one builds, once it has said that it waits."""
    assert first.stdout is not None
    assert first.stdout.readline() == "building\n"
    second = set_up(checkout)
    assert second.stderr is not None
    assert "waiting for it to end" in second.stderr.readline()
    return second


@needs_flock
def test_of_two_set_ups_the_second_waits_and_builds_nothing(checkout: Path) -> None:
    with set_up(checkout) as first, waiting_for(first, checkout) as second:
        first.communicate("\n")
        assert second.communicate() == ("", "")
        assert (first.returncode, second.returncode) == (0, 0)


@needs_flock
def test_where_a_set_up_is_killed_the_one_that_waits_takes_its_place(checkout: Path) -> None:
    with set_up(checkout) as first, waiting_for(first, checkout) as second:
        first.kill()
        assert second.communicate("\n")[0] == "building\n"
        assert second.returncode == 0


def test_a_python_without_venv_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(DevError, match="apt install python3-venv"):
        environment._require_venv_module()


def test_a_python_that_is_too_old_is_told_so_in_one_line() -> None:
    script = ROOT / "tools" / "dev.py"
    code = (
        "import runpy, sys; sys.version_info = (3, 9, 2); "
        f"runpy.run_path({str(script)!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "needs Python 3.11 or newer and this is 3.9" in done.stderr


def test_a_machine_without_network_is_told_so() -> None:
    output = (
        "WARNING: Retrying after NewConnectionError\nERROR: No matching distribution found for x"
    )
    assert "The first set-up needs the network" in pip.explain(output)


def test_an_unknown_task_is_refused_with_the_list_of_tasks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["tset"]) == 2
    told = capsys.readouterr().err
    assert "no task 'tset'" in told
    assert "run the tests" in told


def test_links_that_lead_nowhere_are_found_and_code_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# A\n[gone](b.md)\n[no heading](#c)\n[fine](#a) `[code](x)`\n```\n[code](y)\n```\n"
    )
    assert [fault.split(": ")[0] for fault in docs.broken_links(tmp_path)] == ["a.md:2", "a.md:3"]


def test_a_dependency_told_with_another_version_than_the_pinned_is_found(checkout: Path) -> None:
    (checkout / "docs").mkdir()
    page = checkout / "docs" / "dependencies.md"
    page.write_text("| rdflib | 7.6.0 | 2026-02 |\n")
    assert docs.stale_dependencies(checkout) == []
    page.write_text("| rdflib | 7.5.0 | 2025-10 |\n")
    assert "pinned at 7.6.0, the table says 7.5.0" in docs.stale_dependencies(checkout)[0]
