"""A graph with deals of many kinds, and with faults that no gate would have let in."""

from __future__ import annotations

import pyoxigraph as ox

import aikg
from aikg.derive import derive_all
from aikg.ground.reading import read
from aikg.ground.terms import DERIVED_GRAPH, REGISTER_GRAPH
from aikg.store import EmbeddedStore
from derive.deals import DEALS

FAULTS = """
DELETE { GRAPH ?g { ?e aikg:quotedFrom ?s } }
WHERE { GRAPH ?g { ?e aikg:quotedFrom ?s ; aikg:paragraph 1 } } ;
DELETE { GRAPH graph:register { kg:microsoft a ?c } }
WHERE { GRAPH graph:register { kg:microsoft a ?c } } ;
INSERT DATA {
  GRAPH graph:raw {
    kg:oak aikg:unitOf kg:nobody ; aikg:lower "ten"^^xsd:double ; aikg:investr kg:elm ;
      aikg:currency "Dollar" .
    _:nameless a aikg:Figure ; aikg:lower 5e9 . _:other rdfs:label "nothing" .
    claim:raw\\/deal a aikg:Claim ; aikg:about kg:undescribed ; aikg:hasFigure _:nameless .
  }
  GRAPH graph:raw2 { claim:raw2\\/deal a aikg:Claim ; aikg:about kg:undescribed . }
}
"""


def faulty() -> EmbeddedStore:
    """The published graph with the fixtures and the faults, derived, but not closed by rules."""
    with aikg.open() as graph:
        for file in sorted(DEALS.rglob("*.ttl")):
            name = REGISTER_GRAPH if file.stem == "register" else f"urn:graph:{file.stem}"
            graph.store.add(name, [quad.triple for quad in read(file).quads])
        graph.store.update(FAULTS)
        store = EmbeddedStore()
        for name in graph.store.graphs():
            store.add(name, graph.store.read(name))
    return store


def dumped(store: EmbeddedStore) -> str:
    """All of a store as N-Quads, as anything else may write it: with its derived graph too."""
    return (store.dump(ox.RdfFormat.N_QUADS) or b"").decode()


def rows(store: EmbeddedStore) -> list[tuple[str, str, str, str]]:
    """Subject, predicate, object and graph of all that is told."""
    return [
        (str(t.subject), str(t.predicate), str(t.object), graph)
        for graph in store.graphs()
        if graph != DERIVED_GRAPH
        for t in store.read(graph)
    ]


def counted_in_one(store: EmbeddedStore, monkeypatch) -> set[ox.Triple]:
    """What is derived on one machine, before rules close it."""
    monkeypatch.setattr("aikg.derive.anew.close", lambda *_, **__: None)
    derive_all(store, processes=1)
    return set(store.read(DERIVED_GRAPH))
