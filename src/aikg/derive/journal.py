"""The journal: what a change has written so far, so that one that was broken off is undone.

SPARQL has no transaction over several requests. Each request of a change writes into the journal
how to take back all that was written, in the same atomic step; the last one empties it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from aikg.ground.terms import AIKG, DERIVED_GRAPH, JOURNAL_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.store import Store

_NODE: Final = f"<{JOURNAL_GRAPH}>"
_UNDO: Final = {"DELETE": f"<{AIKG}added>", "INSERT": f"<{AIKG}removed>"}
_WRITTEN: Final = f"""
SELECT ?how ?quads {{ GRAPH {_NODE} {{ {_NODE} ?how ?quads }} }}
"""
_EMPTY: Final = f"DELETE WHERE {{ GRAPH {_NODE} {{ {_NODE} ?how ?quads }} }}"


def unfinished(store: Store) -> bool:
    """Tell whether a change was broken off, so that the store holds a part of it.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> unfinished(EmbeddedStore())
        False
    """
    return store.ask(f"ASK {{ GRAPH {_NODE} {{ {_NODE} ?how ?quads }} }}")


def recover(store: Store) -> bool:
    """Take back what a change that was broken off has written, in one request.

    Returns:
        Whether there was one.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> fact = ox.Quad(*map(ox.NamedNode, ("urn:s", "urn:p", "urn:o", "urn:graph")))
        >>> store.update(begun([fact], []))
        >>> store.graphs()
        ['https://w3id.org/aikg/graph/journal', 'urn:graph']
        >>> recover(store), store.graphs()
        (True, [])
    """
    requests = []
    for row in store.select(_WRITTEN):
        verb = next(verb for verb, how in _UNDO.items() if how == str(row["how"]))
        quads = ox.parse(row["quads"].value, format=ox.RdfFormat.N_QUADS)
        requests.append(data(verb, quads))
    if not requests:
        return False
    # What came is taken away before what went is put back, and forgotten last.
    store.update(" ;\n".join([*sorted(requests), _EMPTY]))
    return True


def begun(added: Iterable[ox.Quad], removed: Iterable[ox.Quad]) -> str:
    """Write a request that makes a change and notes in the journal how to undo it."""
    come, gone = list(added), list(removed)
    notes = [
        f"{_NODE} {_UNDO[verb]} {ox.Literal(_text(quads))} ."
        for verb, quads in (("DELETE", come), ("INSERT", gone))
        if quads
    ]
    # The notes come first: some remote stores carry out one operation after the other.
    return _joined(
        f"INSERT DATA {{ GRAPH {_NODE} {{ {' '.join(notes)} }} }}" if notes else "",
        data("DELETE", gone),
        data("INSERT", come),
    )


def ended(added: Iterable[ox.Quad], removed: Iterable[ox.Quad]) -> str:
    """Write a request that makes the last part of a change and empties the journal."""
    return _joined(begun(added, removed), _EMPTY)


def data(verb: str, quads: Iterable[ox.Quad]) -> str:
    """Write `INSERT DATA` or `DELETE DATA` for quads of named graphs; empty if there are none.

    Examples:
        >>> fact = ox.Quad(*map(ox.NamedNode, ("urn:s", "urn:p", "urn:o", "urn:graph")))
        >>> print(data("DELETE", [fact]))
        DELETE DATA { GRAPH <urn:graph> {
        <urn:s> <urn:p> <urn:o> .
        } }
    """
    graphs: dict[str, list[str]] = defaultdict(list)
    for quad in quads:
        graphs[str(quad.graph_name)].append(f"{quad.triple} .")
    blocks = [
        f"GRAPH {graph} {{\n" + "\n".join(sorted(lines)) + "\n}"
        for graph, lines in sorted(graphs.items())
    ]
    return f"{verb} DATA {{ " + "\n".join(blocks) + " }" if blocks else ""


def in_derived(triples: Iterable[ox.Triple]) -> list[ox.Quad]:
    """Give triples as quads of the derived graph."""
    graph = ox.NamedNode(DERIVED_GRAPH)
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]


def _text(quads: Iterable[ox.Quad]) -> str:
    return "".join(sorted(f"{quad} .\n" for quad in quads))


def _joined(*requests: str) -> str:
    return " ;\n".join(filter(None, requests))
