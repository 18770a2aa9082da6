"""Names in a query that nothing in the graph has: a misspelling finds nothing, and says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from aikg.ground.errors import UnknownName, did_you_mean
from aikg.ground.names import nearest
from aikg.ground.terms import PREFIXES, shorten
from aikg.store.tokens import names, template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.store import Store
    from aikg.store.tokens import Name


def unknown_names(store: Store, sparql: str, namespace: str) -> Iterator[UnknownName]:
    """Give an error for each name of a namespace that a query uses and the graph does not.

    Examples:
        >>> from aikg.ground.terms import AIKG
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH graph:ontology { aikg:Loan a owl:Class } }")
        >>> for error in unknown_names(store, "ASK { ?deal a aikg:Laon }", AIKG): print(error)
        query:1:15: nothing here is called aikg:Laon. Did you mean aikg:Loan?
    """
    seen: set[str] = set()
    begins, ends = template(sparql)
    for name in names(sparql, PREFIXES):
        # What a query builds may well be new.
        iri = None if begins <= name.offset < ends else name.iri
        if iri and iri != namespace and iri.startswith(namespace) and iri not in seen:
            seen.add(iri)
            if not is_known(store, iri):
                yield _unknown(store, sparql, name, iri, namespace)


def is_known(store: Store, iri: str) -> bool:
    """Whether anything is said of an IRI, or with it."""
    term = NamedNode(iri)
    return store.ask(
        f"ASK {{ {{ {term} ?p ?o }} UNION {{ ?s {term} ?o }} UNION {{ ?s ?p {term} }} "
        f"UNION {{ GRAPH {term} {{ ?s ?p ?o }} }} }}"
    )


def _unknown(store: Store, sparql: str, name: Name, iri: str, namespace: str) -> UnknownName:
    from aikg.ground.reading.lines import Lines

    found = store.select(
        f"SELECT DISTINCT ?name {{ ?name ?p ?o FILTER (STRSTARTS(STR(?name), '{namespace}')) }}"
    )
    local = [row["name"].value.removeprefix(namespace) for row in found]
    near = [namespace + each for each in nearest(iri.removeprefix(namespace), local)]
    return UnknownName(
        f"nothing here is called {shorten(iri)}",
        where=Lines(sparql).place("query", name.offset),
        mend=did_you_mean([shorten(each) for each in near]),
        nearest=near,
    )
