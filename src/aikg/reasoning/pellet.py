"""Pellet: a first guess at why a graph is inconsistent."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from aikg.reasoning import java
from aikg.reasoning.encoding import Encoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Triple

    from aikg.reasoning.axioms import Axiom

_START = "Explanation(s):"


def justify(
    axioms: Sequence[Axiom], declarations: Sequence[Triple], *, timeout: float | None
) -> list[frozenset[str]]:
    """Ask Pellet which axioms clash.

    Pellet 2.3.1 misses some clashes (a range does not reach what a property chain implies) and
    cannot be asked about each axiom by name, so its answer is a hint and proves nothing.

    Args:
        axioms: an inconsistent set.
        declarations: what it declares.
        timeout: seconds that it may take; None sets no limit.

    Returns:
        For each axiom of its justification, the IRIs that stand in it; nothing where Pellet finds
        no clash.

    Raises:
        EngineError: there is no Java, or Pellet ran out of time or memory.
    """
    encoder = Encoder()
    with TemporaryDirectory(prefix="aikg-") as folder:
        file = Path(folder, "graph.rdf")
        encoder.write(file, declarations, axioms)
        arguments = ["explain", "--ignore-imports", file.name]
        output = java.run("pellet", "pellet.Pellet", arguments, cwd=file.parent, timeout=timeout)
    _, _, text = output.out.partition(_START)
    return [encoder.names_in(line) for line in _axioms(text)]


def _axioms(text: str) -> list[str]:
    """Split a justification: an axiom begins at the first column of text, its rest is deeper in."""
    lines = [line for line in text.replace("1) ", "   ", 1).splitlines() if line.strip()]
    if not lines:
        return []
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    found: list[str] = []
    for line in lines:
        if line[margin].isspace() and found:
            found[-1] += line
        else:
            found.append(line)
    return found
