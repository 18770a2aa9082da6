"""What follows, kept up with one change: its own consequences are worked out, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aikg.derive.rules.program import packaged_program
from aikg.derive.rules.settling import Settling
from aikg.ground.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from aikg.derive.rules.program import Program
    from aikg.derive.rules.settling import Assessed
    from aikg.store import Store


@dataclass(frozen=True)
class Change:
    """What became of the derived graph.

    Attributes:
        added: triples that now stand in it.
        removed: triples that stood in it and do no longer.
    """

    added: frozenset[Triple] = frozenset()
    removed: frozenset[Triple] = frozenset()

    def update(self) -> str:
        """Write the change as one request (SPARQL 1.1 Update, section 3.1); empty if nothing changed.

        Examples:
            >>> from pyoxigraph import NamedNode, Triple
            >>> a = NamedNode("urn:a")
            >>> print(Change(added=frozenset([Triple(a, a, a)])).update())
            INSERT DATA { GRAPH <https://w3id.org/aikg/graph/derived> {
            <urn:a> <urn:a> <urn:a> .
            } }
        """
        requests = (
            f"{verb} DATA {{ GRAPH <{DERIVED_GRAPH}> {{\n"
            + "".join(sorted(f"{triple} .\n" for triple in triples))
            + "} }"
            for verb, triples in (("DELETE", self.removed), ("INSERT", self.added))
            if triples
        )
        return " ;\n".join(requests)


def _nothing(_: set[Triple]) -> set[Triple]:
    return set()


def maintain(
    store: Store,
    added: Iterable[Triple],
    removed: Iterable[Triple],
    assessed: Assessed = _nothing,
    program: Program | None = None,
) -> Change:
    """Bring the derived graph up to date with a change, in one update.

    The result is that of recomputing all: what is assessed in the derived graph, then `close`. What
    is read and written is what the change reaches, whatever the size of the store. Where two parties
    with hundreds of agreements each lose one between them, theirs may be gone through to see whether
    a tie still holds; very many changes at once are better recomputed.

    Args:
        store: the store, in which the change has been made; before it, the derived graph was up to
            date.
        added: all triples that were added to any named graph: told, entered, and assessed.
        removed: all triples that were taken out of any named graph; those that still stand in
            another count as staying.
        assessed: tells which of some triples of the derived graph are assessed, so that they stay
            there without following from anything; none if not given. What stands in another named
            graph is seen in the store itself.
        program: the rules and the scope; those of the packaged ontology if not given.

    Returns:
        What was added to the derived graph and removed from it.

    Raises:
        InputError: a blank node was met; it cannot be looked up.

    Examples:
        >>> from pyoxigraph import NamedNode, Triple
        >>> from aikg.ground.terms import AIKG, KG
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH graph:register { kg:aws aikg:unitOf kg:amazon } }")
        >>> fact = [NamedNode(i) for i in (KG + "aws", AIKG + "unitOf", KG + "amazon")]
        >>> sorted(str(t.object) for t in maintain(store, [Triple(*fact)], []).added)[:1]
        ['<https://w3id.org/aikg/ontology#Agent>']
        >>> store.update("DELETE DATA { GRAPH graph:register { kg:aws aikg:unitOf kg:amazon } }")
        >>> change = maintain(store, [], [Triple(*fact)])
        >>> len(change.added), len(change.removed)
        (0, 4)
    """
    change = work_out(store, added, removed, assessed, program)
    if request := change.update():
        store.update(request)
    return change


def work_out(
    store: Store,
    added: Iterable[Triple],
    removed: Iterable[Triple],
    assessed: Assessed = _nothing,
    program: Program | None = None,
) -> Change:
    """Work out what `maintain` would change in the derived graph, without writing it."""
    settling = Settling(
        store, program or packaged_program(), assessed, frozenset(added), frozenset(removed)
    )
    settling.run()
    return Change(frozenset(settling.writes), frozenset(settling.deletes))
