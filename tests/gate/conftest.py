"""A graph to change, and a file to change it with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import aikg


@pytest.fixture
def graph() -> aikg.Graph:
    return aikg.open()


@pytest.fixture
def wire(tmp_path: Path) -> Callable[[str], Path]:
    def written(text: str) -> Path:
        file = tmp_path / "wire.ttl"
        file.write_text(text, encoding="utf-8")
        return file

    return written
