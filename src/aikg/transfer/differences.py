"""Which triples differ between two sides, found among millions in memory that does not follow them.

Each side's lines are summed in buckets by their hash; only the lines of buckets that differ are
held and compared. Where so many differ that their lines would not fit, they are taken in turns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.transfer.sums import MODULUS, compared, hashed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from aikg.transfer.sides import Side
    from aikg.transfer.sums import Compared

BUCKETS: Final = 4_096
HELD: Final = 200_000
"""Lines of one side that are held at once, about."""


class Difference(NamedTuple):
    """A triple that stands on one side alone.

    Attributes:
        graph: the IRI of its graph.
        lost: whether it was sent and is not there; else it is there and was not sent.
        line: the triple as a line of N-Triples, by value.
        written: the same as its own side writes it; empty where it has a blank node.
    """

    graph: str
    lost: bool
    line: str
    written: bytes

    def __str__(self) -> str:
        """In words, for a receipt."""
        return f"{'lost' if self.lost else 'not sent'}: {self.line}"


def differences(here: Side, there: Side, graph: str) -> Iterator[Difference]:
    """Give the triples of one graph that stand on one side alone, by value.

    Args:
        here: what was sent.
        there: what is found.
        graph: the IRI of the graph.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> from aikg.transfer.sides import StoreSide
        >>> one, other = EmbeddedStore(), EmbeddedStore()
        >>> one.update("INSERT DATA { GRAPH graph:x { kg:a rdfs:label 'a', 'b' } }")
        >>> other.update("INSERT DATA { GRAPH graph:x { kg:a rdfs:label 'b', 'c' } }")
        >>> for found in differences(StoreSide(one), StoreSide(other), one.graphs()[0]):
        ...     print(found)
        lost: <https://w3id.org/aikg/id/a> <http://www.w3.org/2000/01/rdf-schema#label> "a" .
        not sent: <https://w3id.org/aikg/id/a> <http://www.w3.org/2000/01/rdf-schema#label> "c" .
    """
    sums, count = [0] * BUCKETS, 0
    for side, sign in ((here, 1), (there, -1)):
        for told in compared(side.lines([graph])):
            found = hashed(told.value)
            sums[found % BUCKETS] += sign * found
            count += 1
    differ = [bucket for bucket, total in enumerate(sums) if total % MODULUS]
    at_once = max(1, HELD * BUCKETS // (count + 1))
    for start in range(0, len(differ), at_once):
        wanted = frozenset(differ[start : start + at_once])
        sent, found_ = _held(here, graph, wanted), _held(there, graph, wanted)
        for value in sorted(sent.keys() - found_.keys()):
            yield Difference(graph, True, value.decode(), sent[value].line)
        for value in sorted(found_.keys() - sent.keys()):
            yield Difference(graph, False, value.decode(), found_[value].line)


def _held(side: Side, graph: str, buckets: Collection[int]) -> dict[bytes, Compared]:
    return {
        told.value: told
        for told in compared(side.lines([graph]))
        if hashed(told.value) % BUCKETS in buckets
    }
