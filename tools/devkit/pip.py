"""Calling pip, and saying in a few lines what went wrong when it fails."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

from devkit.errors import DevError

if TYPE_CHECKING:
    from pathlib import Path

# Settings of the caller's that would send packages somewhere other than into the environment.
_MISLEADING = ("PIP_PREFIX", "PIP_ROOT", "PIP_TARGET", "PIP_USER", "PYTHONHOME", "PYTHONPATH")

# What to look for in pip's output, and what to tell; the first that matches is told.
_CAUSES = (
    (
        ("No space left on device",),
        "The disk is full: the environment needs about 500 MB, and as much again while it is made.",
    ),
    (
        (
            "NewConnectionError",
            "NameResolutionError",
            "ConnectTimeoutError",
            "ReadTimeoutError",
            "ProxyError",
            "SSLError",
            "Connection refused",
            "Network is unreachable",
        ),
        "The package index cannot be reached. The first set-up needs the network: connect and run "
        "the same command again. Behind a proxy set HTTPS_PROXY; for an index of your own use "
        "pip's configuration file.",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "A package differs from the one that was pinned. Empty pip's cache (`pip cache purge`) and "
        "try again; if it still differs, do not install it: the index serves something else.",
    ),
    (
        ("No matching distribution found",),
        "The index in use lacks a pinned release for this Python and machine. "
        "Python 3.11 to 3.13 on x86_64 or aarch64 are tested: try one of these.",
    ),
)


# pip's own errors, and the exception of a build that failed.
_ERROR = re.compile(r"(?i:error)\b|[\w.]+(?:Error|Exception): ")


def explain(output: str) -> str:
    r"""Turn pip's output into its errors and what to do about them.

    Args:
        output: all that pip printed.

    Returns:
        pip's own error lines, four at most, then one line of advice.

    Example:
        >>> text = "Collecting x\nERROR: No matching distribution found for x==1 (from y)\n"
        >>> print(explain(text))  # doctest: +ELLIPSIS
          ERROR: No matching distribution found for x==1 (from y)
        The index in use lacks a pinned release for this Python and machine. ...
    """
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if _ERROR.match(line)] or lines
    told = [f"  {line[:200]}" for line in errors[-4:]]
    advice = next(
        (text for signs, text in _CAUSES if any(sign in output for sign in signs)),
        "pip's lines above say why; the same command can be run again.",
    )
    return "\n".join([*told, advice])


def install(python: Path, *arguments: str, cwd: Path) -> None:
    """Run `pip install` with an environment's Python, quietly.

    Args:
        python: the environment's interpreter.
        arguments: what follows `pip install`.
        cwd: the folder that relative paths in the arguments start from.

    Raises:
        DevError: pip failed; the message holds its errors and what to do.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    environment |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    done = subprocess.run(
        # Bytecode is compiled once at the end, for all packages together.
        [python, "-m", "pip", "install", "--no-compile", "--retries", "2", *arguments],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise DevError(f"Packages could not be installed.\n{explain(done.stdout)}")
