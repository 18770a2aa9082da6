"""The reach of shapes, written down once, so that not each process has to read it off them."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from aikg.gate.reach.automaton import Automaton, Step
from aikg.gate.reach.reading import Reach

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SETS: Final = ("classes", "subjects_of", "objects_of", "nodes", "unbounded")


def written(reach: Reach, shapes: Iterable[Path]) -> str:
    """Write a reach down, as JSON, with the digest of the files of the shapes that it is read off.

    Args:
        reach: how far the shapes look.
        shapes: their files.

    Examples:
        >>> sorted(json.loads(written(Reach.of([]), [])))
        ['classes', 'nodes', 'objects_of', 'predicates', 'shapes', 'steps', 'subjects_of', 'unbounded']
    """
    edges = [*reach.automaton.edges()]
    predicates = sorted({step.predicate for _, step, _ in edges})
    number = {predicate: index for index, predicate in enumerate(predicates)}
    told = {
        "shapes": [_digest(shapes)],
        **{name: sorted(getattr(reach, name)) for name in _SETS},
        "predicates": predicates,
        "steps": [
            (state, number[step.predicate], int(step.inverse), target)
            for state, step, target in edges
        ],
    }
    # A line for each item, so that a change of the shapes is a few lines of this file.
    parts = (f'"{name}": [\n{_lines(items)}\n]' for name, items in told.items())
    return "{" + ",\n".join(parts) + "}\n"


def kept(file: Path, shapes: Iterable[Path]) -> Reach | None:
    """Read what was written down of shapes.

    Args:
        file: where it was.
        shapes: the files of the shapes, as they are now.

    Returns:
        The reach; None where there is none, or one of other shapes: then it has to be read anew.
    """
    try:
        told = json.loads(file.read_bytes())
        if told["shapes"] != [_digest(shapes)]:
            return None
        predicates = told["predicates"]
        automaton = Automaton.of(
            (state, Step(predicates[predicate], bool(inverse)), target)
            for state, predicate, inverse, target in told["steps"]
        )
        return Reach(automaton, *(frozenset(told[name]) for name in _SETS))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _lines(items: Iterable[object]) -> str:
    return ",\n".join(json.dumps(item) for item in items)


def _digest(files: Iterable[Path]) -> str:
    """The digest of what files say, whatever their lines end with."""
    found = sha256()
    for file in files:
        text = file.read_bytes().replace(b"\r\n", b"\n")
        found.update(b"%d %b" % (len(text), text))
    return found.hexdigest()
