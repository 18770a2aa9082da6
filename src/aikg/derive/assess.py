"""Agreements as assessed: class, roles and parts, from the claims that stand.

A claim tells; an agreement is what the claims that are not deprecated tell of it together. The
triples written here are what the rules of the ontology then start from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Triple

from aikg.ground.terms import ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.store import Store

_STANDS: Final = """
    ?claim aikg:about ?thing ; aikg:standing ?standing .
    FILTER (?standing != aikg:standing-deprecated)
"""

# Properties of claims that pass to the agreement: all that the ontology gives to both, as role bearers.
_PASSED: Final = f"""
CONSTRUCT {{ ?thing ?property ?value }} WHERE {{
  {{ SELECT DISTINCT ?property WHERE {{
      GRAPH <{ONTOLOGY_GRAPH}> {{ ?property rdfs:domain aikg:RoleBearer }} }} }}
  GRAPH ?source {{ {_STANDS} ?claim aikg:kind ?kind ; ?property ?value . }}
}}
"""

_KINDS: Final = f"""
CONSTRUCT {{ ?thing a ?kind }} WHERE {{
  GRAPH ?source {{ {_STANDS} ?claim aikg:kind ?kind . }}
}}
"""

# A claim about a whole may name its parts; the agreement says it from the part's side alone.
_PARTS: Final = f"""
CONSTRUCT {{ ?part ?property ?thing }} WHERE {{
  VALUES (?told ?property) {{
    (aikg:hasTranche aikg:trancheOf)
    (aikg:hasProgrammePart aikg:inProgramme)
  }}
  GRAPH ?source {{ {_STANDS} ?claim ?told ?part . }}
}}
"""

_DEVELOPED: Final = f"""
CONSTRUCT {{ ?thing aikg:developedBy ?developer }} WHERE {{
  GRAPH ?source {{
    {_STANDS} ?claim aikg:developer ?developer .
    FILTER NOT EXISTS {{ ?claim aikg:kind ?kind }}
  }}
}}
"""

# From an agent to the agreement of just this kind: where the chains of the ontology begin.
_THROUGH: Final = f"""
CONSTRUCT {{ ?agent ?through ?thing }} WHERE {{
  VALUES (?kind ?role ?through) {{
    (aikg:Investment aikg:investor aikg:investsThrough)
    (aikg:Investment aikg:leadInvestor aikg:investsThrough)
    (aikg:CloudContract aikg:customer aikg:buysCloudThrough)
    (aikg:CloudContract aikg:provider aikg:providesCloudThrough)
    (aikg:ModelAvailability aikg:host aikg:offersThrough)
  }}
  GRAPH ?source {{ {_STANDS} ?claim aikg:kind ?kind ; ?role ?agent . }}
}}
"""

_USES: Final = f"""
CONSTRUCT {{ ?agent aikg:usesThrough ?thing }} WHERE {{
  GRAPH ?source {{ {_STANDS} ?claim aikg:kind ?kind ; aikg:user ?agent . }}
}}
"""


def assessed(store: Store) -> Iterator[Triple]:
    """Give the class, the roles and the parts of each agreement, from the claims that stand.

    Yields:
        Triples about agreements and events (`rdf:type`, roles, parts), products (`developedBy`)
        and agents (`investsThrough` and the like), for the derived graph; none is repeated.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update('''INSERT DATA { GRAPH graph:s {
        ...   <urn:c> aikg:about kg:deal ; aikg:kind aikg:Loan ;
        ...     aikg:standing aikg:standing-normal } }''')
        >>> [str(triple) for triple in assessed(store)]
        ['<https://w3id.org/aikg/id/deal> <...type> <https://w3id.org/aikg/ontology#Loan>']
    """
    seen: set[Triple] = set()
    for query in (_KINDS, _PASSED, _PARTS, _DEVELOPED, _THROUGH, _USES):
        for triple in store.construct(query):
            if triple not in seen:
                seen.add(triple)
                yield triple
