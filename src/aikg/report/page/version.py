"""Which graph a page was made from, so that a figure of it can be cited and found again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aikg.report.page.asked import Asked

_ONTOLOGY: Final = """
SELECT ?iri WHERE { GRAPH graph:ontology { ?ontology a owl:Ontology ; owl:versionIRI ?iri } }
ORDER BY ?iri LIMIT 1
"""
_SIZE: Final = "SELECT (COUNT(*) AS ?triples) WHERE { GRAPH ?g { ?s ?p ?o } }"


def version(graph: Asked) -> tuple[tuple[str, str], ...]:
    """Give what tells this graph from others, as pairs of what and which."""
    found = []
    for row in graph.query(_ONTOLOGY).rows:
        found.append(("Vocabulary", str(row["iri"])))
    for row in graph.query(_SIZE).rows:
        found.append(("Triples", f"{row['triples']:,}"))
    return tuple(found)
