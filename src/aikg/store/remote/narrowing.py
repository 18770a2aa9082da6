"""The slice of a query that begins at known nodes: fetched pattern by pattern, each from the last.

Queries of patterns, VALUES, filters and optional parts begin at few nodes and follow links from them:
of each pattern only what hangs on the nodes that are reached so far is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, NamedNode
from rdflib import URIRef, Variable
from rdflib.paths import SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from aikg.store.remote.slices import fetched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Quad, QuerySolution

    Select = Callable[[str], Iterable[QuerySolution]]

_ROWS: Final = 200
"""Nodes of one request: what is asked stays short enough for every product."""
_THROUGH: Final = frozenset({"SelectQuery", "Distinct", "Filter", "Join", "OrderBy"})


class Unfit(Exception):  # noqa: N818
    """The query has parts other than patterns, VALUES, filters and optional parts."""


def narrowed(query: str, select: Select) -> set[Quad]:
    """Fetch what a query can look at, from the nodes that its VALUES name.

    Args:
        query: the query, with its prefixes.
        select: asks a simple query.

    Raises:
        Unfit: that cannot be done for it.

    Examples:
        >>> asked = []
        >>> query = "SELECT ?o { VALUES ?s { <urn:s> } GRAPH <urn:g> { ?s <urn:p> ?o } }"
        >>> narrowed(query, lambda text: asked.append(text) or [])
        set()
        >>> asked
        ['SELECT ?s ?p ?o { VALUES (?s ?p) { (<urn:s> <urn:p>) } GRAPH <urn:g> { ?s ?p ?o } }']
    """
    algebra = translateQuery(parseQuery(query)).algebra
    slice_ = _Slice(select)
    slice_.follow(algebra, "", {})
    return slice_.quads


class _Slice:
    def __init__(self, select: Select) -> None:
        self._select = select
        self.quads: set[Quad] = set()

    def follow(self, node: Any, graph: str, known: dict[object, set[str]]) -> None:  # noqa: ANN401
        """Fetch for a part of the query; `known` gains the nodes that its variables can be."""
        if "EXISTS" in str(node.get("expr")):  # of a filter, or of one in an optional part
            raise Unfit
        if node.name == "Project":
            # What a query within a query does not select is another variable of the same name.
            inner = {name: known[name] for name in node.PV if name in known}
            self.follow(node.p, graph, inner)
            known.update((name, inner[name]) for name in node.PV if name in inner)
        elif node.name in _THROUGH:
            for part in ("p", "p1", "p2"):
                if part in node:
                    self.follow(node[part], graph, known)
        elif node.name == "ToMultiSet" and node.p.name == "values":
            _take(node.p.res, known)
        elif node.name == "Graph":
            place = f"<{node.term}>" if isinstance(node.term, URIRef) else ""
            self.follow(node.p, place, known)
        elif node.name == "LeftJoin":
            self.follow(node.p1, graph, known)
            self.follow(node.p2, graph, dict(known))
        elif node.name == "BGP":
            for subject, predicate, object_ in _from_known(node.triples, known):
                self._pattern(subject, predicate, object_, graph, known)
        else:
            raise Unfit

    def _pattern(
        self,
        subject: object,
        predicate: object,
        object_: object,
        graph: str,
        known: Any,  # noqa: ANN401
    ) -> None:
        steps = list(predicate.args) if isinstance(predicate, SequencePath) else [predicate]
        starts, ends = _nodes(subject, known), _nodes(object_, known)
        for place, step in enumerate(steps):
            named = _nodes(step, known)
            last = place == len(steps) - 1
            if named is None or (starts is None and (ends is None or not last or place)):
                raise Unfit
            found = self._fetch(graph, starts, named, ends if last and starts is None else None)
            if any(isinstance(end, BlankNode) for q in found for end in (q.subject, q.object)):
                raise Unfit  # no request can name it
            if not place and isinstance(subject, Variable):
                known[subject] = {str(quad.subject) for quad in found}
            starts = {str(q.object) for q in found if isinstance(q.object, NamedNode)}
            if (
                last
                and isinstance(object_, Variable)
                and len(starts) == len({q.object for q in found})
            ):
                known[object_] = starts

    def _fetch(
        self, graph: str, starts: set[str] | None, named: set[str], ends: set[str] | None
    ) -> set[Quad]:
        nodes = sorted(starts if starts is not None else ends or ())
        found: set[Quad] = set()
        for begin in range(0, len(nodes), _ROWS):
            some = nodes[begin : begin + _ROWS]
            forward = [(graph, node, step, "") for node in some for step in named]
            back = [(graph, "", step, node) for node in some for step in named]
            found |= set(fetched(back if starts is None else forward, self._select))
        self.quads |= found
        return found


def _from_known(triples: Iterable[Any], known: dict[object, set[str]]) -> Iterable[Any]:
    """The patterns of a group, each after those that reach one of its ends, as far as there are such."""
    reached = set(known)
    waiting = list(triples)
    while waiting:
        begun = (bool({one[0], one[2]} & reached) or _named(one) for one in waiting)
        place = next((number for number, yes in enumerate(begun) if yes), 0)
        subject, predicate, object_ = waiting.pop(place)
        reached |= {subject, object_}
        yield subject, predicate, object_


def _named(pattern: Any) -> bool:  # noqa: ANN401
    return isinstance(pattern[0], URIRef) or isinstance(pattern[2], URIRef)


def _nodes(node: object, known: dict[object, set[str]]) -> set[str] | None:
    return {f"<{node}>"} if isinstance(node, URIRef) else known.get(node)


def _take(rows: Iterable[Any], known: dict[object, set[str]]) -> None:
    values: dict[object, set[str]] = defaultdict(set)
    for row in rows:
        for name, term in row.items():
            if not isinstance(term, URIRef):
                values.pop(name, None)
                return
            values[name].add(f"<{term}>")
    for name, terms in values.items():
        known[name] = known[name] & terms if name in known else terms
