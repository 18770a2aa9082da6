"""Checking the Markdown files: links that lead somewhere, and dependencies that are as pinned."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

_FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
_ROW = re.compile(r"^\|\s*(?:\[?`?)([A-Za-z][\w.-]*)(?:`?\]?[^|]*)\|\s*([0-9][\w.]*)\s*\|", re.M)
_PIN = re.compile(r"^([A-Za-z][\w.-]*)(?:\[[\w,.-]+\])?==(\S+)", re.MULTILINE)
_DEPENDENCIES = "docs/dependencies.md"


def _without_code(text: str) -> str:
    """Blank out code, keeping line numbers."""
    text = _FENCE.sub(lambda match: "\n" * match[0].count("\n"), text)
    return _CODE.sub(lambda match: " " * len(match[0]), text)


def anchors(text: str) -> set[str]:
    r"""The anchors that a Markdown file's headings get, made the way GitHub makes them.

    Example:
        >>> sorted(anchors("# Two commands\n## What's `in` it?\n## Two commands\n"))
        ['two-commands', 'two-commands-1', 'whats-in-it']
    """
    found: set[str] = set()
    for match in _HEADING.finditer(_FENCE.sub("", text)):
        slug = re.sub(r"[^\w\- ]", "", match[1].lower()).replace(" ", "-")
        name, number = slug, 0
        while name in found:
            number += 1
            name = f"{slug}-{number}"
        found.add(name)
    return found


def _markdown(root: Path) -> Iterator[Path]:
    """The Markdown files of a checkout; hidden folders (`.venv`) are left out."""
    for folder, inner, names in os.walk(root):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if name.endswith(".md"))


def broken_links(root: Path) -> list[str]:
    """Links between the project's own files that lead nowhere; addresses on the web are left alone.

    Args:
        root: the folder whose Markdown files are read.

    Returns:
        A line for each, with file and line number.
    """
    faults = []
    for path in _markdown(root):
        text = path.read_text(encoding="utf-8")
        prose = _without_code(text)
        for match in _LINK.finditer(prose):
            target, _, anchor = unquote(match[1]).partition("#")
            if re.match(r"[a-z][a-z0-9+.-]*:", target):
                continue
            where = f"{path.relative_to(root)}:{prose.count(chr(10), 0, match.start()) + 1}"
            aim = (path.parent / target).resolve() if target else path
            if not aim.exists():
                faults.append(f"{where}: {target} does not exist; mend the link or add the file")
            elif (
                anchor
                and aim.suffix == ".md"
                and anchor not in anchors(aim.read_text(encoding="utf-8"))
            ):
                faults.append(f"{where}: {target or path.name} has no heading #{anchor}")
    return faults


def _normal(name: str) -> str:
    """A package's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def stale_dependencies(root: Path) -> list[str]:
    """Differences between the table of dependencies, the pins, and what `pyproject.toml` asks for.

    Args:
        root: the checkout.

    Returns:
        A line for each dependency that is missing from the table or stands there with another
        version than the pinned one.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        asked += extra
    pinned = {
        _normal(name): version
        for file in sorted(root.glob("requirements*.txt"))
        for name, version in _PIN.findall(file.read_text(encoding="utf-8"))
    }
    # An extra that is in no file of pins has its one release in pyproject.toml itself.
    pinned |= {_normal(name): version for name, version in _PIN.findall("\n".join(asked))}
    page = root / _DEPENDENCIES
    if not page.is_file():
        return [f"{_DEPENDENCIES}: the file is missing"]
    told = {_normal(name): version for name, version in _ROW.findall(page.read_text("utf-8"))}
    faults = []
    for name in sorted({_normal(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in asked}):
        if name not in pinned:
            faults.append(f"pyproject.toml: {name} is not pinned; run `python3 tools/dev.py pins`")
        elif told.get(name) != pinned[name]:
            faults.append(
                f"{_DEPENDENCIES}: {name} is pinned at {pinned[name]}, "
                f"the table says {told.get(name, 'nothing')}"
            )
    return faults


def faults(root: Path) -> list[str]:
    """All that is wrong with the docs of a checkout, a line each.

    Args:
        root: the checkout.
    """
    return broken_links(root) + stale_dependencies(root)
