"""The steps of a SPARQL-based constraint (SHACL, section 5): from `$this` along triple patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.gate.reach.paths import Path, extend
from aikg.ground.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

    from aikg.gate.reach.automaton import Automaton

Edge = tuple[object, Path, object]


def follow(automaton: Automaton, state: int, select: str, prefixes: str, path: Path | None) -> bool:
    """Add the steps by which a query leads away from its focus node.

    Args:
        automaton: what they are added to.
        state: the state at the focus node.
        select: the query.
        prefixes: its prefix declarations.
        path: what `$PATH` stands for; None in a node shape.

    Returns:
        Whether all patterns of the query hang together with the focus node. Where they do not, no
        slice is enough to answer it.

    Raises:
        InputError: it is no SELECT query.

    Examples:
        >>> from aikg.gate.reach.automaton import START, Automaton
        >>> query = "SELECT $this { $this <urn:p>+ ?x . ?x ?any ?y }"
        >>> follow(Automaton(), START, query, "", None)
        True
        >>> follow(Automaton(), START, "SELECT $this { ?x <urn:p> ?y }", "", None)
        False
    """
    from rdflib import URIRef, Variable
    from rdflib.plugins.sparql import prepareQuery

    marker = "urn:aikg:the-path-of-the-shape"
    try:
        algebra = prepareQuery(f"{prefixes}\n{select.replace('$PATH', f'<{marker}>')}").algebra
    except Exception as error:  # rdflib raises whatever its parser does
        raise InputError(
            "a SPARQL constraint cannot be read", found=" ".join(str(error).split())
        ) from error
    edges: list[Edge] = [
        (subject, path if path and predicate == URIRef(marker) else _path(predicate), value)
        for subject, predicate, value in _patterns(algebra)
    ]
    known: dict[object, set[int]] = {Variable("this"): {state}}
    waiting = list(edges)
    while waiting:
        left: list[Edge] = []
        for subject, steps, value in waiting:
            if subject in known:
                _lead(automaton, known, subject, steps, value)
            elif value in known and isinstance(value, Variable):
                _lead(automaton, known, value, steps.inverted(), subject)
            else:
                left.append((subject, steps, value))
        if len(left) == len(waiting):
            return False
        waiting = left
    return True


def _lead(
    automaton: Automaton, known: dict[object, set[int]], start: object, steps: Path, end: object
) -> None:
    ends = extend(automaton, known[start], steps)
    known[end] = known.get(end, set()) | ends


def _patterns(node: object) -> Iterator[tuple[Node, Node, Node]]:
    """All triple patterns of an algebra, wherever they stand."""
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(node, CompValue):
        for name, value in node.items():
            if name == "triples":
                yield from value
            else:
                yield from _patterns(value)
    elif isinstance(node, list | tuple | set):
        for value in node:
            yield from _patterns(value)


def _path(predicate: object) -> Path:
    from rdflib import URIRef
    from rdflib import paths as rdflib_paths

    if isinstance(predicate, URIRef):
        return Path("step", str(predicate))
    if isinstance(predicate, rdflib_paths.InvPath):
        return Path("inverse", parts=(_path(predicate.arg),))
    if isinstance(predicate, rdflib_paths.SequencePath):
        return Path("sequence", parts=tuple(map(_path, predicate.args)))
    if isinstance(predicate, rdflib_paths.AlternativePath):
        return Path("alternative", parts=tuple(map(_path, predicate.args)))
    if isinstance(predicate, rdflib_paths.MulPath):
        return Path(
            "repeat",
            parts=(_path(predicate.path),),
            optional=predicate.mod in "*?",
            endless=predicate.mod in "*+",
        )
    if isinstance(predicate, rdflib_paths.NegatedPath):  # of edges of both directions
        inverse = [not isinstance(each, URIRef) for each in predicate.args]
        ways = (Path("step"),) * (not all(inverse)) + (Path("step").inverted(),) * any(inverse)
        return Path("alternative", parts=ways)
    return Path("step")  # a variable: any predicate
