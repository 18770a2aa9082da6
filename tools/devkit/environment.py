"""Building `.venv/`: from the pins alone, again only when what it is made of changes."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import platform
import shutil
import subprocess
import sys
import time
import tomllib
from typing import TYPE_CHECKING, Literal

from devkit import pip
from devkit.errors import DevError
from devkit.lock import alone
from devkit.paths import ROOT, VENV, program

if TYPE_CHECKING:
    from pathlib import Path

Level = Literal["run", "dev"]
PINS: dict[Level, str] = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
BUILD_PINS = "requirements-build.txt"


def _digest(level: Level) -> str:
    """What an environment of this level is made of, in one word."""
    digest = hashlib.sha256()
    for part in (platform.python_implementation(), sys.version, sys.base_prefix, str(ROOT)):
        digest.update(part.encode() + b"\0")
    for name in (BUILD_PINS, PINS[level]):
        digest.update((ROOT / name).read_bytes() + b"\0")
    # Of the project's file only what is installed counts: a lint rule needs no new environment.
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    installed = [project["build-system"], project["project"], project["tool"]["hatch"]]
    digest.update(json.dumps(installed, sort_keys=True).encode())
    return digest.hexdigest()


def _stamp(level: Level) -> Path:
    return VENV / f".made-{level}"


def _unfinished() -> Path:
    return VENV / ".unfinished"


def _is_ready(level: Level) -> bool:
    """Whether a finished environment holds this level's packages; `dev` includes `run`."""
    if _unfinished().exists() or not program("aikg").exists():
        return False
    levels: tuple[Level, ...] = ("run", "dev") if level == "run" else ("dev",)
    for candidate in levels:
        with contextlib.suppress(FileNotFoundError):
            if _stamp(candidate).read_text(encoding="ascii") == _digest(candidate):
                return True
    return False


def _is_usable() -> bool:
    """Whether the environment there can be added to: whole, and of the Python that runs this."""
    python = program("python")
    if _unfinished().exists() or not python.exists():
        return False
    asked = subprocess.run(
        [python, "-c", "import pip, sys; print(sys.version + sys.base_prefix, end='')"],
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.returncode == 0 and asked.stdout == sys.version + sys.base_prefix


def _require_venv_module() -> None:
    """Raise unless this Python can make environments that have pip."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    raise DevError(
        f"This Python ({sys.executable}) comes without venv and pip.\n"
        f"On Debian or Ubuntu: apt install python3-venv (or python{version}-venv); "
        "elsewhere, install the whole of Python 3.11 or newer. Then run the same command again."
    )


def _create() -> None:
    """Make the environment anew, in place of what is left of an older one."""
    _require_venv_module()
    if VENV.exists():
        shutil.rmtree(VENV)
    VENV.mkdir()
    _unfinished().touch()
    # A Python inside an environment must not become the parent of another one.
    base = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run([base, "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        raise DevError(f".venv could not be made:\n  {(made.stderr or made.stdout).strip()[-400:]}")


def compile_sources() -> None:
    """Compile the project's own modules, where the caller's Python is told not to write bytecode.

    Imports cost about twice as much without it. Files that did not change are left alone.
    """
    _compile(ROOT / "src", workers=1)


def _compile(folder: Path, *, workers: int) -> None:
    # Some packages ship templates that are no Python; what does not compile is passed over.
    subprocess.run(
        [program("python"), "-m", "compileall", "-qq", "-j", str(workers), folder],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )


def ensure(level: Level) -> None:
    """Have `.venv/` ready at a level, building what is missing; a ready one costs no time.

    The stamp that says "ready" is written last, so a set-up that was cut short is made again. Of two
    at once the second waits, and finds ready what the first has built.

    Args:
        level: `run` for using the command, `dev` for that and all tools of development.

    Raises:
        DevError: the environment could not be built; the message says why and what to do.
    """
    if _is_ready(level):
        return
    try:
        # A .venv that is a link is made where it leads, whoever else links to it.
        with alone(VENV.resolve().parent, _wait):
            if not _is_ready(level):
                _set_up(level)
    except OSError as error:
        raise DevError(
            f".venv could not be made: {error.strerror}: {error.filename}\n"
            "Check that the checkout can be written to and that the disk is not full."
        ) from error


def _wait() -> None:
    _say("Another set-up of .venv is at work: waiting for it to end.")


def _set_up(level: Level) -> None:
    started = time.monotonic()
    _say(f"Setting up .venv for Python {platform.python_version()}: once, for a minute or two.")
    _build(level)
    _say(f"Set up in {time.monotonic() - started:.0f} s.")


def _build(level: Level) -> None:
    for name in (BUILD_PINS, PINS[level], "pyproject.toml"):
        if not (ROOT / name).is_file():
            raise DevError(f"{name} is missing from the checkout: `git restore {name}`.")
    if not _is_usable():
        _create()
    _unfinished().touch()
    for each in PINS:
        _stamp(each).unlink(missing_ok=True)
    python = program("python")
    pinned = ("--quiet", "--require-hashes", "--no-build-isolation")
    _say(f"  1/3 packages of {BUILD_PINS} and {PINS[level]}")
    pip.install(python, *pinned, "-r", BUILD_PINS, cwd=ROOT)
    pip.install(python, *pinned, "-r", PINS[level], cwd=ROOT)
    _say("  2/3 aikg itself")
    pip.install(python, "--quiet", "--no-build-isolation", "--no-deps", "-e", ".", cwd=ROOT)
    _say("  3/3 bytecode")
    _compile(VENV, workers=0)  # 0: as many as there are processors
    _unfinished().unlink()
    part = _stamp(level).with_suffix(".part")
    part.write_text(_digest(level), encoding="ascii")
    part.replace(_stamp(level))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
