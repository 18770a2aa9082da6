"""Reading the pages of the docs: their blocks of code, and what they show as output."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

_BLOCK = re.compile(
    r"^```(?P<language>\w+)\n(?P<text>.*?)^```\n(?P<table>\n(?:\|[^\n]*\n)+)?",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A block of code of a page, and the table right beneath it, if there is one."""

    page: str
    number: int
    language: str
    text: str
    table: str

    def __str__(self) -> str:
        return f"{self.page}-{self.language}-{self.number}"


def blocks(language: str) -> list[Block]:
    """All blocks of a language, page by page."""
    return [
        Block(page.name, number, language, found["text"], (found["table"] or "").strip())
        for page in PAGES
        for number, found in enumerate(_BLOCK.finditer(page.read_text(encoding="utf-8")), 1)
        if found["language"] == language
    ]


@dataclass(frozen=True)
class Call:
    """A command that a page shows after "$ ", and the output shown beneath it."""

    block: Block
    command: str
    output: str

    def __str__(self) -> str:
        return f"{self.block.page}: {self.command}"


def calls() -> list[Call]:
    """All commands of all blocks of console."""
    found = []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append(Call(block, command, output))
    return found


def write_files(folder: Path, *languages: str) -> None:
    """Write each block that begins with the name of a file into a folder; by default Turtle's."""
    for language in languages or ("turtle",):
        for block in blocks(language):
            name = block.text.splitlines()[0].removeprefix("# ")
            if name.endswith((".ttl", ".yaml")):
                (folder / name).write_text(block.text, encoding="utf-8")


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command of this environment that a page writes as `.venv/bin/aikg`."""
    program, *arguments = shlex.split(command)
    assert program == ".venv/bin/aikg", f"a page may show .venv/bin/aikg alone, not {program}"
    aikg = str(Path(sys.executable).with_name("aikg"))
    return subprocess.run(
        [aikg, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )


def shows(shown: str, real: str) -> bool:
    """Whether output is what a page shows of it.

    A line "…" stands for any lines, "…" within a line for any text; empty lines at either end, and
    blanks at the end of a line, do not count.
    """
    pattern = r"\A\n*"
    for line in shown.strip("\n").split("\n"):
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(map(re.escape, line.rstrip().split("…"))) + r"\n"
    text = "\n".join(line.rstrip() for line in real.strip("\n").split("\n")) + "\n"
    return re.match(pattern + r"\n*\Z", text) is not None
