"""A graph to change, and a file to change it with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import aikg
from aikg.gate.findings import Report
from gate.telling import checked, claim, document, source

TO_ANTHROPIC = "aikg:investor kg:microsoft ; aikg:investee kg:anthropic"


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


@pytest.fixture
def told(tmp_path):
    """Check one claim of a text, with the text at hand or without it."""

    def give(
        text: str,
        quote: str,
        *figures: str,
        roles: str = TO_ANTHROPIC,
        mention: tuple[str, str] = ("", ""),
        at_hand: bool = True,
        **more: str,
    ) -> Report:
        (tmp_path / "wire.txt").write_text(text, encoding="utf-8")
        parts = source("wire", text, quote, *mention), claim("deal", roles, *figures, **more)
        return checked(document(*parts), texts=tmp_path if at_hand else None)

    return give
