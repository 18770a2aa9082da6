"""Writing the pins: every package, direct or not, with its version and the hashes of its files."""

from __future__ import annotations

import os
import subprocess
import tempfile
import venv
from pathlib import Path
from typing import TYPE_CHECKING

from devkit import pip
from devkit.errors import DevError
from devkit.paths import ROOT, program

if TYPE_CHECKING:
    from collections.abc import Sequence

_PIP_TOOLS = "pip-tools==7.6.2"
_COMPILE = (
    "--quiet",
    "--generate-hashes",
    "--allow-unsafe",
    # pip takes a bare pin for no pin of NAME[EXTRA] once a newer release is out, and then refuses.
    "--no-strip-extras",
    # Where packages are fetched from is each machine's own affair: no address goes into a file.
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--no-emit-options",
)
# Each file is held to the ones before it, so that no package is pinned twice in different releases.
_FILES = (
    ("requirements-build.txt", ("requirements-build.in",)),
    ("requirements.txt", ("-crequirements-build.txt", "pyproject.toml")),
    (
        "requirements-dev.txt",
        (
            # Not `spark`: 478 MB that one test needs, pinned in pyproject.toml itself.
            *(f"--extra={extra}" for extra in ("arrow", "dataframe", "dev", "report", "transfer")),
            *("-crequirements.txt", "-crequirements-build.txt", "pyproject.toml"),
        ),
    ),
)


def write(arguments: Sequence[str]) -> int:
    """Compile the three files of pins with pip-tools, from an environment made for it and dropped.

    Args:
        arguments: options for `pip-compile`, such as `--upgrade` or `--upgrade-package NAME`.

    Returns:
        0; a failure raises.

    Raises:
        DevError: pip-tools could not be installed, or no set of releases fits together.
    """
    with tempfile.TemporaryDirectory(prefix="aikg-pins-") as folder:
        home = Path(folder)
        venv.create(home, with_pip=True)
        pip.install(program("python", home), "--quiet", _PIP_TOOLS, cwd=ROOT)
        for target, sources in _FILES:
            compiled = subprocess.run(
                [program("pip-compile", home), *_COMPILE, *arguments, "-o", target, *sources],
                cwd=ROOT,
                env=os.environ | {"CUSTOM_COMPILE_COMMAND": "python3 tools/dev.py pins"},
                capture_output=True,
                text=True,
                check=False,
            )
            if compiled.returncode:
                raise DevError(f"{target} was not written.\n{pip.explain(compiled.stderr)}")
            print(target)
    return 0
