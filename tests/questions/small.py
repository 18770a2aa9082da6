"""Small graphs of claims that were made up, with names, to put questions to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aikg
from aikg.derive import derive_all
from aikg.ground.terms import REGISTER_GRAPH
from aikg.questions import Catalogue
from derive.written import load, with_ontology

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.derive.counting import Claim

# Everything of `kg:` has its local name for a label; those that pay or are paid are organizations.
_NAMES = f"""
INSERT {{ GRAPH <{REGISTER_GRAPH}> {{ ?thing rdfs:label ?name }} }} WHERE {{
  SELECT DISTINCT ?thing ?name {{
    GRAPH ?g {{ {{ ?thing ?p ?o }} UNION {{ ?s ?q ?thing }} }}
    FILTER (STRSTARTS(STR(?thing), STR(kg:)))
    BIND (STRAFTER(STR(?thing), STR(kg:)) AS ?name)
  }}
}} ;
INSERT {{ GRAPH <{REGISTER_GRAPH}> {{ ?who a aikg:Organization }} }} WHERE {{
  GRAPH ?g {{ ?claim aikg:payer|aikg:payee ?who }}
}} ;
INSERT {{ GRAPH ?g {{ ?figure aikg:asStated ?words }} }} WHERE {{
  GRAPH ?g {{ ?figure aikg:lower ?low ; aikg:upper ?high }}
  FILTER NOT EXISTS {{ ?figure aikg:asStated ?any }}
  BIND (CONCAT(STR(?low), " to ", STR(?high)) AS ?words)
}}
"""


def graph_of(claims: Iterable[Claim], more: str = "") -> aikg.Graph:
    """The graph of these claims, each in a source of its own, with what follows from them.

    Args:
        claims: what is told.
        more: an update that adds to it before anything is derived, such as units in the register.
    """
    store = with_ontology()
    load(store, claims)
    store.update(_NAMES)
    if more:
        store.update(more)
    derive_all(store)
    return aikg.Graph(store, Catalogue.packaged())
