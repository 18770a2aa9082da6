"""What is told beside: the claims that stand on agreements, and names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from aikg.derive.rows import rows, values

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from aikg.store import Store

_BATCH: Final = 1_000
_CLAIMS: Final = """
SELECT ?deal ?claim WHERE {
  %s
  GRAPH ?g { ?claim aikg:about ?deal ; a aikg:Claim }
}
"""
# Asked for at once: to look for each claim whether it was withdrawn or deprecated is slow.
_GONE: Final = """
SELECT ?claim WHERE {
  { GRAPH ?g { ?claim aikg:standing aikg:standing-deprecated } }
  UNION { GRAPH ?h { ?claim aikg:withdrawnAt ?gone } %s }
}
"""


def claims_about(
    store: Store, deals: Iterable[str], by_then: str = ""
) -> Mapping[str, Collection[str]]:
    """Find the claims about agreements that are neither deprecated nor withdrawn.

    Args:
        store: where the graph is.
        deals: IRIs of agreements.
        by_then: a filter on `?gone`, for those that were withdrawn by an earlier instant.

    Returns:
        For each agreement that has any, the IRIs of its claims.

    Examples:
        >>> import aikg
        >>> deal = "https://w3id.org/aikg/id/openai-amazon-cloud-contract"
        >>> [claims] = claims_about(aikg.open().store, [deal]).values()
        >>> [claim.removeprefix("https://w3id.org/aikg/claim/") for claim in claims]
        ['innovation-village-anthropic-alliance/openai-amazon']
    """
    found: dict[str, set[str]] = defaultdict(set)
    asked = sorted(deals)
    gone = {claim for (claim,) in rows(store, _GONE % by_then)} if asked else set()
    for begin in range(0, len(asked), _BATCH):
        for deal, claim in rows(store, _CLAIMS % values("deal", asked[begin : begin + _BATCH])):
            if claim not in gone:
                found[deal].add(claim)
    return found


def names_of(store: Store, nodes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Find the names of nodes, each looked up once: what has none is left out.

    Examples:
        >>> import aikg
        >>> list(names_of(aikg.open().store, ["https://w3id.org/aikg/id/anthropic"]))
        [('https://w3id.org/aikg/id/anthropic', 'Anthropic')]
    """
    asked = sorted(nodes)
    for begin in range(0, len(asked), _BATCH):
        some = values("node", asked[begin : begin + _BATCH])
        query = f"SELECT ?node ?name {{ {some} GRAPH ?named {{ ?node rdfs:label ?name }} }}"
        yield from ((node, name) for node, name in rows(store, query))
