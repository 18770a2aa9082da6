"""Which graph a page was made from, so that a figure of it can be cited and found again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.questions.edition import edition_of

if TYPE_CHECKING:
    from aikg.report.page.asked import Asked

_ONTOLOGY: Final = """
SELECT ?iri WHERE { GRAPH graph:ontology { ?ontology a owl:Ontology ; owl:versionIRI ?iri } }
ORDER BY ?iri LIMIT 1
"""


def version(graph: Asked) -> tuple[tuple[str, str], ...]:
    """Give what tells this graph from others, as pairs of what and which: as in every answer."""
    edition = edition_of(graph.store)
    found = [("Version", edition.version), ("Digest", edition.digest)]
    found += [("Vocabulary", str(row["iri"])) for row in graph.query(_ONTOLOGY).rows]
    return tuple((what, which) for what, which in found if which)
