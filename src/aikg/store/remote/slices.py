"""What of a store a query can look at: fetched with simple patterns, and queried here.

Virtuoso 7 refuses many queries that combine groups, aggregates and EXISTS, and answers others
wrong without a word. Of such a query each triple pattern is asked for by itself; the engine in this
process then does the rest. What is fetched is what has the predicates of the query, no more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
from rdflib import URIRef, Variable
from rdflib.namespace import RDF
from rdflib.paths import Path
from rdflib.plugins.sparql.algebra import (
    translatePath,
    translatePName,
    translatePrologue,
    traverse,
)
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from aikg.ground.terms import bare
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
Triple = tuple[object, object, object]
Known = dict[object, set[object]]
"""The terms that variables have to be one of."""


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
    found: set[Pattern] = set()
    for (subject, predicate, object_), graph, known in _placed(_read(query), None, {}):
        place = f"<{graph}>" if isinstance(graph, URIRef) else ""
        terms = _predicates(predicate, known)
        if terms is not None:
            for term in terms:
                fixed = term == RDF.type and isinstance(object_, URIRef)
                found.add((place, "", f"<{term}>", f"<{object_}>" if fixed else ""))
        elif not isinstance(predicate, Variable):
            return None
        elif nodes := _fixed(subject, known):
            found |= {(place, f"<{one}>", "", "") for one in nodes}
        elif nodes := _fixed(object_, known):
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
        told = ox.NamedNode(bare(graph)) if graph else None
        table = " ".join(f"({row})" for row in sorted(rows))
        for row in select(f"SELECT {asked} {{ VALUES ({names}) {{ {table} }} {block} }}"):
            *where, subject, predicate, value = row
            yield ox.Quad(subject, predicate, value, told or where[0])


def _read(query: str) -> list[Any]:
    """The parse tree of a query, its names in full.

    Not the algebra that rdflib makes of it: that loses the filters of an EXISTS, and so what an
    EXISTS in them looks at.
    """
    prologue, asked = parseQuery(query)
    full = partial(translatePName, prologue=translatePrologue(prologue, None))
    tree = traverse(traverse(asked, visitPost=full), visitPost=translatePath)
    return [tree]


def _placed(node: object, graph: object, known: Known) -> Iterator[tuple[Triple, object, Known]]:
    """All triple patterns, each with the graph that it is matched in, and what VALUES bind there.

    The VALUES of a group hold in all that stands in it, but for the queries within: what those do
    not select is another variable of the same name.
    """
    if isinstance(node, CompValue):
        if node.name == "TriplesBlock":
            for flat in node.triples or ():
                terms = list(flat)
                for start in range(0, len(terms), 3):
                    yield (terms[start], terms[start + 1], terms[start + 2]), graph, known
            return
        if node.name in ("SubSelect", "SelectQuery"):
            known = _bound([node.valuesClause] if node.valuesClause else [], {})
        elif node.name == "GroupGraphPatternSub":
            known = _bound(node.part or (), known)
        inner = node.term if node.name == "GraphGraphPattern" else graph
        for child in node.values():
            yield from _placed(child, inner, known)
    elif isinstance(node, list | tuple | set):
        for child in node:
            yield from _placed(child, graph, known)


def _bound(parts: Iterable[Any], known: Known) -> Known:
    """What the variables of a group can be, where its VALUES say so."""
    found = dict(known)
    for part in parts:
        if part.name in ("InlineData", "ValuesClause"):
            # One variable has its values side by side, several have them row by row.
            rows = [row if isinstance(row, list) else [row] for row in part.value or ()]
            for place, variable in enumerate(part.var):
                found[variable] = {row[place] for row in rows}
    return found


def _fixed(node: object, known: Known) -> set[URIRef]:
    """The IRIs that a term has to be one of; none where it may be any."""
    terms = {node} if isinstance(node, URIRef) else known.get(node, set())
    iris = {one for one in terms if isinstance(one, URIRef)}
    return iris if len(iris) == len(terms) else set()


def _predicates(predicate: object, known: Known) -> set[URIRef] | None:
    if isinstance(predicate, Variable | URIRef):
        return _fixed(predicate, known) or None
    if isinstance(predicate, Path | CompValue):
        found: set[URIRef] = set()
        for part in _parts(predicate):
            inner = _predicates(part, known)
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
