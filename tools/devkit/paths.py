"""Where things lie in the checkout."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"


def program(name: str, venv: Path = VENV) -> Path:
    """The path of a command inside a virtual environment, on this kind of system.

    Args:
        name: the command without a suffix, such as `python` or `aikg`.
        venv: the environment's folder.

    Example:
        >>> program("python", Path("env")).parent.name in {"bin", "Scripts"}
        True
    """
    if os.name == "nt":
        return venv / "Scripts" / f"{name}.exe"
    return venv / "bin" / name
