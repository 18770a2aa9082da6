"""The store's protocol over rdflib: an engine that shares nothing with the embedded one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import rdflib
from pyoxigraph import RdfFormat, Triple, parse

from aikg.ground.terms import PREFIXES


class RdflibStore:
    """As much of the protocol as rules ask for."""

    def __init__(self) -> None:
        self._data = rdflib.Dataset(default_union=True)

    def ask(self, query: str) -> bool:
        return bool(self._data.query(query, initNs=PREFIXES))

    def update(self, request: str) -> None:
        self._data.update(request, initNs=PREFIXES)

    def add(self, graph: str, triples: Iterable[Triple]) -> None:
        text = "\n".join(f"{triple} ." for triple in triples)
        self._data.graph(rdflib.URIRef(graph)).parse(data=text, format="nt")

    def read(self, graph: str) -> Iterator[Triple]:
        text = self._data.graph(rdflib.URIRef(graph)).serialize(format="nt")
        return (quad.triple for quad in parse(text, RdfFormat.N_TRIPLES))
