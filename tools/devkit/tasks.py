"""The tasks, each in a line of one table."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from devkit import docs, pins
from devkit.paths import ROOT, program

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from devkit.environment import Level


@dataclass(frozen=True)
class Task:
    """Something that `tools/dev.py` can do.

    Attributes:
        summary: what it does, for the list that `help` prints.
        level: the environment that it needs; None for none.
        work: does it, given the arguments passed on; returns the exit code.
    """

    summary: str
    level: Level | None
    work: Callable[[Sequence[str]], int]


def _call(*command: str, arguments: Sequence[str] = ()) -> int:
    """Run a command of the environment in the checkout's root and return its exit code."""
    name, *rest = command
    return subprocess.run([program(name), *rest, *arguments], cwd=ROOT, check=False).returncode


def _lint(arguments: Sequence[str]) -> int:
    style = _call("ruff", "check", arguments=arguments)
    return _call("ruff", "format", "--check", arguments=arguments) or style


def _format(arguments: Sequence[str]) -> int:
    _call("ruff", "check", "--fix-only", arguments=arguments)
    return _call("ruff", "format", arguments=arguments)


def _docs(_: Sequence[str]) -> int:
    faults = docs.faults(ROOT)
    for fault in faults:
        print(fault, file=sys.stderr)
    drafted = subprocess.run(
        [program("towncrier"), "build", "--draft", "--version", "next"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if drafted.returncode:
        print(f"changelog.d: {drafted.stderr.strip()}", file=sys.stderr)
    if faults or drafted.returncode:
        return 1
    print("docs: every link leads somewhere, the dependencies are as pinned, the changelog builds")
    return 0


def _check(_: Sequence[str]) -> int:
    """Run every check, also after one has failed, and name those that failed."""
    failed = [name for name in CHECKS if TASKS[name].work([])]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


SPREAD = ("-n", "auto", "--dist", "loadfile")
"""A process for each processor; the tests of a file stay together with what they share."""

CHECKS = ("lint", "types", "floors", "docs", "test")

TASKS: dict[str, Task] = {
    "run": Task(
        "load, validate and reason over the graph, and show what the article says",
        "run",
        lambda arguments: _call("aikg", "show", arguments=arguments),
    ),
    "test": Task(
        "run the tests; arguments go to pytest",
        "dev",
        lambda arguments: _call("python", "-m", "pytest", *SPREAD, arguments=arguments),
    ),
    "lint": Task("ruff: rules and layout", "dev", _lint),
    "types": Task(
        "mypy, strict, on src and tools", "dev", lambda arguments: _call("mypy", *arguments)
    ),
    "floors": Task(
        "import-linter: a floor imports only from below",
        "dev",
        lambda arguments: _call("lint-imports", *arguments),
    ),
    "docs": Task("links, table of dependencies, changelog fragments", "dev", _docs),
    "check": Task(f"all of {', '.join(CHECKS)}", "dev", _check),
    "format": Task("let ruff mend what it can", "dev", _format),
    "bench": Task(
        "measure, as benchmarks/ says",
        "dev",
        lambda arguments: _call("python", "-m", "benchmarks", arguments=arguments),
    ),
    "pins": Task(
        "write requirements*.txt anew; `--upgrade` takes newer releases", None, pins.write
    ),
    "setup": Task("build .venv/ with the tools of development, and stop", "dev", lambda _: 0),
}
