"""Property paths turned into steps (SHACL, section 2.3.1; SPARQL 1.1 Query, section 9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aikg.gate.reach.automaton import Step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.gate.reach.automaton import Automaton


@dataclass(frozen=True)
class Path:
    """A property path.

    Attributes:
        kind: `step`, `sequence`, `alternative`, `inverse`, or `repeat` for `*`, `+` and `?`.
        predicate: for a step the IRI; empty for any predicate.
        parts: the paths that it is made of.
        optional: for a repetition, whether it may be left out.
        endless: for a repetition, whether it may be taken more than once.
    """

    kind: str
    predicate: str = ""
    parts: tuple[Path, ...] = ()
    optional: bool = False
    endless: bool = False

    @property
    def empty(self) -> bool:
        """Whether the path may lead nowhere: to the node at which it begins."""
        if self.kind == "sequence":
            return all(part.empty for part in self.parts)
        return self.optional or any(part.empty for part in self.parts)

    def inverted(self) -> Path:
        """The same path walked from its end."""
        if self.kind == "step":
            return Path("inverse", parts=(self,))
        if self.kind == "inverse":
            return self.parts[0]
        parts = tuple(part.inverted() for part in self.parts)
        if self.kind == "sequence":
            parts = parts[::-1]
        return Path(self.kind, parts=parts, optional=self.optional, endless=self.endless)


def extend(
    automaton: Automaton, states: Iterable[int], path: Path, into: int | None = None
) -> set[int]:
    """Add the steps of a path to an automaton.

    Args:
        automaton: what they are added to.
        states: where they begin.
        path: the path.
        into: the state in which whatever takes a step is to end; new ones if not given.

    Returns:
        The states in which the path ends; where it may lead nowhere, those where it begins too.

    Examples:
        >>> from aikg.gate.reach.automaton import START, Automaton
        >>> p = Path("step", "urn:p")
        >>> sorted(extend(Automaton(), [START], Path("repeat", parts=(p,), optional=True)))
        [0, 1]
    """
    starts = set(states)
    if path.kind == "step" or (path.kind == "inverse" and path.parts[0].kind == "step"):
        name = path.predicate or (path.parts[0].predicate if path.parts else "")
        step = Step(name, inverse=path.kind == "inverse")
        if into is None:
            return {automaton.step(state, step) for state in starts}
        for state in starts:
            automaton.join(state, step, into)
        return {into}
    if path.kind == "inverse":
        return extend(automaton, starts, path.parts[0].inverted(), into)
    if path.kind == "alternative":
        return set().union(*(extend(automaton, starts, part, into) for part in path.parts))
    if path.kind == "sequence":
        *first, last = path.parts
        for number, part in enumerate(first, 1):
            if into is not None and all(rest.empty for rest in path.parts[number:]):
                extend(automaton, starts, part, into)  # which may be the last that takes a step
            starts = extend(automaton, starts, part)
        return extend(automaton, starts, last, into)
    [part] = path.parts
    ends = extend(automaton, starts, part, into)
    if path.endless:
        for end in ends - starts if part.empty else ends:
            extend(automaton, [end], part, into=end)
    return ends | starts if path.optional else ends
