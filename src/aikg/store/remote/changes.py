"""Updates for a store that takes few triples at once, one operation after the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from aikg.store.remote.pages import parted
from aikg.store.tokens import blanked

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATA: Final = re.compile(r"\s*(INSERT|DELETE)\s+DATA\s*\{", re.IGNORECASE)


def operations(request: str, batch: int) -> Iterator[str]:
    """Part an update request into requests of one operation each, in order.

    Args:
        request: the request, with its prefixes.
        batch: triples that an INSERT DATA or DELETE DATA may have.

    Examples:
        >>> request = "DELETE DATA { GRAPH <urn:g> { <urn:a> <urn:p> 1 } } ; CLEAR ALL"
        >>> for one in operations(request, 500):
        ...     print(one)
        DELETE DATA { GRAPH <urn:g> { <urn:a> <urn:p> "1"^^<http://...#integer> . } }
        CLEAR ALL
    """
    prologue = ""
    for operation in _parted(request):
        declared, rest = parted(operation)
        prologue += declared
        found = _DATA.match(rest)
        if found:
            body = rest[found.end() : rest.rindex("}")]
            yield from _batches(found[1].upper(), prologue, body, batch)
        elif rest.strip():
            yield prologue + rest.strip()


def _parted(request: str) -> Iterator[str]:
    """Part a request at the semicolons that stand in no braces."""
    bare = blanked(request)
    depth = start = 0
    for place, character in enumerate(bare):
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        elif character == ";" and not depth:
            yield request[start:place]
            start = place + 1
    yield request[start:]


def _batches(verb: str, prologue: str, body: str, batch: int) -> Iterator[str]:
    try:
        # What stands in the braces is TriG, as long as all of it is in named graphs.
        quads = list(ox.parse(prologue + body, format=ox.RdfFormat.TRIG))
    except SyntaxError:
        yield f"{prologue}{verb} DATA {{ {body} }}"
        return
    for start in range(0, len(quads), batch):
        by_graph: dict[str, list[str]] = {}
        for quad in quads[start : start + batch]:
            by_graph.setdefault(str(quad.graph_name), []).append(f"{quad.triple} .")
        blocks = [f"GRAPH {graph} {{ {' '.join(told)} }}" for graph, told in by_graph.items()]
        yield f"{verb} DATA {{ {' '.join(blocks)} }}"
