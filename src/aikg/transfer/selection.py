"""Which named graphs are meant: all, what is told, what is derived, or what some sources tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.ground.errors import UnknownName
from aikg.ground.terms import (
    DERIVED_GRAPH,
    GRAPH,
    JOURNAL_GRAPH,
    LOG_GRAPH,
    ONTOLOGY_GRAPH,
    RECORD_GRAPH,
    REGISTER_GRAPH,
    source_graph,
)
from aikg.questions.values import sources_named
from aikg.transfer.sides import OWN_AFFAIRS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.store import Store

PARTS: Final = ("asserted", "derived", "ontology", "register")
"""What `only` knows beside the names of sources."""

_OWN: Final = OWN_AFFAIRS | {JOURNAL_GRAPH, RECORD_GRAPH}
_UNTOLD: Final = frozenset({DERIVED_GRAPH, ONTOLOGY_GRAPH, LOG_GRAPH})
_ALONE: Final = {
    "derived": DERIVED_GRAPH,
    "ontology": ONTOLOGY_GRAPH,
    "register": REGISTER_GRAPH,
}


def selected(store: Store, only: Iterable[str] = ()) -> list[str]:
    """Give the named graphs that are meant, in order.

    Args:
        store: where they are.
        only: parts of the graph, and sources by label, IRI or the name of their graph; everything
            but what the store keeps about itself by default. `asserted` is all that is told:
            register and sources.

    Raises:
        UnknownName: there is no such part or source; proposes the nearest.

    Examples:
        >>> import aikg
        >>> store = aikg.open().store
        >>> [graph.rpartition("/")[2] for graph in selected(store)]
        ['derived', 'innovation-village-anthropic-alliance', 'ontology', 'register']
        >>> selected(store, ["asserted"]) == selected(store, ["register", "Innovation Village on "
        ...     "the Microsoft, NVIDIA and Anthropic alliance"])
        True
    """
    there = [graph for graph in store.graphs() if graph not in _OWN]
    wanted = list(only)
    if not wanted:
        return there
    found: set[str] = set()
    for name in wanted:
        if name in _ALONE:
            found.add(_ALONE[name])
        elif name == "asserted":
            found.update(graph for graph in there if graph not in _UNTOLD)
        elif name in there or GRAPH + name in there:
            found.add(name if name in there else GRAPH + name)
        else:
            found.update(_of_source(store, name))
    return sorted(found.intersection(there))


def _of_source(store: Store, name: str) -> list[str]:
    try:
        return [source_graph(iri) for iri in sources_named(store, name)]
    except UnknownName as unknown:
        near = UnknownName.among("part or source", name, PARTS)
        if not near.nearest:
            unknown.mend = f"{unknown.mend} Parts are {', '.join(PARTS)}.".strip()
            raise
        raise near from None
