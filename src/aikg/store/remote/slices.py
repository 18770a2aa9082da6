"""What of a store a query can look at: fetched with simple patterns, and queried here.

Virtuoso 7 refuses many queries that combine groups, aggregates and EXISTS, and answers others
wrong without a word. Of such a query each triple pattern is asked for by itself; the engine in this
process then does the rest. What is fetched is what has the predicates of the query, no more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
from rdflib import URIRef, Variable
from rdflib.namespace import RDF
from rdflib.paths import Path
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from aikg.store.tokens import code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_COMPOUND: Final = re.compile(
    r"\b(?:OPTIONAL|GROUP\s+BY|EXISTS|MINUS|BIND|UNION|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\b"
    r"|\{\s*SELECT\b|[)\w>]\s*[+*]\s*[?$<\w]",
    re.IGNORECASE,
)
_EVERY: Final = "GRAPH ?g { ?s ?p ?o }"
_NAMES: Final = ("?s", "?p", "?o")

Pattern = tuple[str, str, str, str]
"""Graph, subject, predicate and object, each as in SPARQL; empty for any."""


def is_compound(query: str) -> bool:
    """Whether a query combines more than patterns, values and filters.

    Examples:
        >>> is_compound("SELECT ?s { GRAPH ?g { ?s a ?c } FILTER (?g != <urn:g>) }")
        False
        >>> is_compound("SELECT (COUNT(*) AS ?n) { ?s a <urn:c> }")
        True
    """
    return bool(_COMPOUND.search(code(query)))


def patterns(query: str) -> set[Pattern] | None:
    """Give what a query looks for: graphs, predicates and, of types, classes.

    A pattern with any predicate is looked for by the nodes that it is fixed to.

    Args:
        query: the query, with its prefixes.

    Returns:
        None where a pattern may be anything.

    Examples:
        >>> patterns("SELECT ?s { GRAPH <urn:g> { ?s a <urn:c> ; <urn:p>/<urn:q> ?o } }") == {
        ...     ("<urn:g>", "", f"<{RDF.type}>", "<urn:c>"),
        ...     ("<urn:g>", "", "<urn:p>", ""), ("<urn:g>", "", "<urn:q>", "")}
        True
        >>> patterns("SELECT ?p { <urn:s> ?p ?o }"), patterns("SELECT ?p { ?s ?p ?o }")
        ({('', '<urn:s>', '', '')}, None)
    """
    algebra = translateQuery(parseQuery(query)).algebra
    values: dict[Variable, set[object]] = defaultdict(set)
    for node, _ in _nodes(algebra, None):
        for row in node.get("res") or () if node.name in ("ToMultiSet", "values") else ():
            for name, term in row.items() if isinstance(row, dict) else ():
                values[name].add(term)
    found: set[Pattern] = set()
    for node, graph in _nodes(algebra, None):
        place = f"<{graph}>" if isinstance(graph, URIRef) else ""
        for subject, predicate, object_ in _triples(node):
            terms = _predicates(predicate, values)
            if terms is not None:
                for term in terms:
                    fixed = term == RDF.type and isinstance(object_, URIRef)
                    found.add((place, "", f"<{term}>", f"<{object_}>" if fixed else ""))
            elif not isinstance(predicate, Variable):
                return None
            elif nodes := _fixed(subject, values):
                found |= {(place, f"<{one}>", "", "") for one in nodes}
            elif nodes := _fixed(object_, values):
                found |= {(place, "", "", f"<{one}>") for one in nodes}
            else:
                return None
    return found


def fetched(
    wanted: Iterable[Pattern], select: Callable[[str], Iterable[ox.QuerySolution]]
) -> Iterator[ox.Quad]:
    """Ask for all triples of some patterns.

    Args:
        wanted: as `patterns` gives them.
        select: asks a query for `?s ?p ?o`, and `?g` where the graph is not told.
    """
    tables: dict[tuple[str, str], set[str]] = defaultdict(set)
    for graph, *fixed in wanted:
        names = " ".join(name for name, term in zip(_NAMES, fixed, strict=True) if term)
        tables[graph, names].add(" ".join(filter(None, fixed)))
    for (graph, names), rows in sorted(tables.items()):
        block = _EVERY.replace("?g", graph) if graph else _EVERY
        asked = " ".join(_NAMES) if graph else f"?g {' '.join(_NAMES)}"
        told = ox.NamedNode(graph[1:-1]) if graph else None
        table = " ".join(f"({row})" for row in sorted(rows))
        for row in select(f"SELECT {asked} {{ VALUES ({names}) {{ {table} }} {block} }}"):
            yield ox.Quad(row["s"], row["p"], row["o"], told or row["g"])


def _fixed(node: object, values: dict[Variable, set[object]]) -> set[URIRef]:
    """The IRIs that a subject or an object has to be one of; none where it may be any."""
    known = (
        {node}
        if isinstance(node, URIRef)
        else values.get(node)
        if isinstance(node, Variable)
        else None
    )
    iris = {one for one in known or () if isinstance(one, URIRef)}
    return iris if known and len(iris) == len(known) else set()


def _nodes(node: object, graph: object) -> Iterator[tuple[Any, object]]:
    """All parts of a query, each with the graph that it is matched in."""
    if isinstance(node, CompValue):
        yield node, graph
        inner = node.get("term") if node.name in ("Graph", "GraphGraphPattern") else graph
        for child in node.values():
            yield from _nodes(child, inner)
    elif isinstance(node, list | tuple | set):
        for child in node:
            yield from _nodes(child, graph)


def _triples(node: CompValue) -> Iterator[tuple[object, object, object]]:
    """The triple patterns of a part; within EXISTS rdflib leaves them as its parser made them."""
    if node.name == "BGP":
        yield from node.get("triples") or ()
    elif node.name == "TriplesBlock":
        for flat in node.get("triples") or ():
            terms = list(flat)
            for start in range(0, len(terms), 3):
                yield terms[start], terms[start + 1], terms[start + 2]


def _predicates(predicate: object, values: dict[Variable, set[object]]) -> set[URIRef] | None:
    if isinstance(predicate, Variable):
        known = values.get(predicate)
        return {term for term in known if isinstance(term, URIRef)} if known else None
    if isinstance(predicate, URIRef):
        return {predicate}
    if isinstance(predicate, Path | CompValue):
        found: set[URIRef] = set()
        for part in _parts(predicate):
            inner = _predicates(part, values)
            if inner is None:
                return None
            found |= inner
        return found or None
    return None


def _parts(path: Path | CompValue) -> list[object]:
    if isinstance(path, CompValue):
        told = path.get("part")
        negated = path.name == "PathNegatedPropertySet"
        parts = told if isinstance(told, list | tuple) else [told]
        return [None] if negated else list(parts)
    told = vars(path)
    if type(path).__name__ == "NegatedPath":
        return [None]  # all but some
    parts = told.get("args", [told.get("arg", told.get("path"))])
    return list(parts) if isinstance(parts, list | tuple) else [parts]
