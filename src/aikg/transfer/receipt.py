"""The receipt: what was sent, what is found there, and whether it is the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from aikg.transfer.differences import Difference, differences
from aikg.transfer.sums import MODULUS, Sum, Sums, hashed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from aikg.transfer.answers import Asked
    from aikg.transfer.sides import Side

MOST_NAMED: Final = 20
"""Differences that are named, triple by triple, for each graph."""


@dataclass(frozen=True, slots=True)
class GraphReceipt:
    """What became of one graph.

    Attributes:
        graph: its IRI.
        sent: the digest of what was sent.
        found: the digest of what is there.
        differences: triples that stand on one side alone, the first few of them.
    """

    graph: str
    sent: Sum
    found: Sum
    differences: tuple[Difference, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether both hold the same triples, by value."""
        return self.sent.same(self.found)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a transfer.

    Attributes:
        graphs: of each graph, in the order of their IRIs.
        forgiven: for each kind of rewriting how many literals the other side writes in its own way.
        answers: of the questions that were asked on both sides; empty where none were.
    """

    graphs: tuple[GraphReceipt, ...]
    forgiven: dict[str, int] = field(default_factory=dict)
    answers: tuple[Asked, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether all of it arrived, nothing else came with it, and all answers are the same."""
        return all(graph.clean for graph in self.graphs) and not any(a.wrong for a in self.answers)

    @property
    def total(self) -> tuple[Sum, Sum]:
        """The digests of all that was sent and of all that was found, graph by graph."""
        sent, found = Sum(), Sum()
        for graph in self.graphs:
            for all_, one in ((sent, graph.sent), (found, graph.found)):
                all_.count += one.count
                # A graph's name is a part of what is told: what is misplaced changes the sum.
                all_.total = (all_.total + one.total * (_odd(graph.graph))) % MODULUS
        return sent, found

    def as_dict(self) -> dict[str, object]:
        """The receipt for JSON."""
        sent, found = self.total
        return {
            "clean": self.clean,
            "sent": {"triples": sent.count, "digest": str(sent)},
            "found": {"triples": found.count, "digest": str(found)},
            "forgiven": self.forgiven,
            "graphs": [
                {
                    "graph": one.graph,
                    "clean": one.clean,
                    "sent": {"triples": one.sent.count, "digest": str(one.sent)},
                    "found": {"triples": one.found.count, "digest": str(one.found)},
                    "differences": [{"lost": d.lost, "triple": d.line} for d in one.differences],
                }
                for one in self.graphs
            ],
            "answers": [
                {
                    "question": a.question,
                    "given": dict(a.given),
                    "rows": a.here,
                    "rows_there": a.there,
                    "wrong": list(a.wrong),
                }
                for a in self.answers
            ],
        }


def _odd(graph: str) -> int:
    return hashed(graph.encode()) | 1


def compare(
    here: Side,
    there: Side,
    graphs: Collection[str],
    *,
    sent: Sums | None = None,
    answers: Sequence[Asked] = (),
    most: int = MOST_NAMED,
) -> Receipt:
    """Compare two sides graph by graph, in memory that follows the number of graphs alone.

    Args:
        here: what was sent.
        there: what is to be the same.
        graphs: IRIs of the graphs; those that are on neither side are equal.
        sent: the digests of what was sent, where they are known already.
        answers: of questions asked on both sides.
        most: how many differences of each graph are named.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> from aikg.transfer.sides import StoreSide
        >>> one, other = EmbeddedStore(), EmbeddedStore()
        >>> one.update("INSERT DATA { GRAPH graph:x { kg:a rdfs:label 'a' } }")
        >>> other.update("INSERT DATA { GRAPH graph:x { kg:a rdfs:label 'b' } }")
        >>> receipt = compare(StoreSide(one), StoreSide(other), one.graphs())
        >>> receipt.clean, [found.lost for found in receipt.graphs[0].differences]
        (False, [True, False])
    """
    right = sent or Sums.of(here.lines(graphs))
    found = Sums.of(there.lines(graphs))
    told = []
    for graph in sorted(graphs):
        one = GraphReceipt(graph, right.of_graph(graph), found.of_graph(graph))
        if not one.clean:
            named = tuple(islice(differences(here, there, graph), most))
            one = GraphReceipt(graph, one.sent, one.found, named)
        told.append(one)
    kinds = sorted(right.rewritten.keys() | found.rewritten.keys())
    counts = {k: abs(found.rewritten.get(k, 0) - right.rewritten.get(k, 0)) for k in kinds}
    return Receipt(tuple(told), {k: n for k, n in counts.items() if n}, tuple(answers))
