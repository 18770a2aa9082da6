"""Loading a store: what is not there is sent, what differs is mended, and a receipt proves it.

The record in the store (see `record`) says "unfinished" from the first change until the receipt is
clean. A load that was broken off is simply begun again: what has arrived is not sent twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from aikg.derive.journal import data
from aikg.derive.rows import rows
from aikg.ground.errors import InputError
from aikg.ground.terms import LOG_GRAPH
from aikg.transfer import record
from aikg.transfer.differences import differences
from aikg.transfer.placed import called
from aikg.transfer.sides import StoreSide
from aikg.transfer.sums import Sums

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from aikg.store import Store
    from aikg.transfer.differences import Difference
    from aikg.transfer.record import Record
    from aikg.transfer.sides import Lines, Side

MENDED: Final = 5_000
"""Triples that are taken away and added one by one; a graph with more differences is sent anew."""
BATCH: Final = 500
"""Triples that one request of that kind may have, whatever the product."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a load has sent.

    Attributes:
        sums: the digests of what was to be sent.
        new: IRIs of the graphs that were not there.
        mended: IRIs of those that were there and told something else.
        removed: IRIs of those that an earlier load had made and that are no more.
        triples: how many triples went over, to be added or taken away.
    """

    sums: Sums
    new: tuple[str, ...]
    mended: tuple[str, ...]
    removed: tuple[str, ...]
    triples: int


def load(
    here: Store,
    there: Store,
    graphs: Collection[str],
    *,
    version: str = "",
    whole: bool = True,
    progress: Callable[[int], None] | None = None,
) -> Sent:
    """Bring named graphs into a store, sending only what it lacks.

    It is not finished before a receipt is clean: then say so with `record.finish`.

    Args:
        here: where the graphs are.
        there: where they are to be.
        graphs: their IRIs.
        version: of the vocabulary.
        whole: whether these are all that is to be there: what an earlier load made is removed.
        progress: is told how many triples more were sent.

    Raises:
        EngineError: the other store cannot be reached or changed; run it again.
        InputError: the other store has claims of its own, from which it has derived.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> one, other = EmbeddedStore(), EmbeddedStore()
        >>> one.update("INSERT DATA { GRAPH graph:x { kg:a rdfs:label 'a', 'b' } }")
        >>> load(one, other, one.graphs()).triples
        2
        >>> one.update("DELETE DATA { GRAPH graph:x { kg:a rdfs:label 'b' } }")
        >>> load(one, other, one.graphs()).triples
        1
    """
    _refuse_own_history(here, there)
    sender = _Sender(here, there, progress or (lambda _: None))
    before = record.read(there)
    # A graph that an earlier load made, by its own word, is ours to remove.
    gone = sorted(set(before.graphs) - set(graphs)) if before and whole else []
    already = sorted(set(sender.there.graphs()) & set(graphs))
    new = sorted(set(graphs) - set(already))
    differ = sender.differing(already)
    record.begin(there, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), version)
    for graph in gone:
        there.replace(graph, ())
    record.disclaim(there, gone)
    record.claim(there, graphs)
    sender.send(new)
    for graph in differ:
        sender.mend(graph)
    return Sent(sender.sums, tuple(new), tuple(differ), tuple(gone), sender.count)


def _refuse_own_history(here: Store, there: Store) -> None:
    """Refuse a store to which something was admitted in place: what it derives is not ours to mend."""
    own = _log(there) - _log(here)
    if own:
        raise InputError(
            "the store has a history of its own",
            expected="no changes but by loads",
            found=f"{len(own)} made there, by aikg add or the like",
            mend="Load into another one, or add the files of claims to it: aikg add FILE --store STORE. "
            "What was changed there is listed by aikg log --store STORE.",
        )


def _spare_own_history(there: Store, loaded: Record) -> None:
    """Refuse to take away what changes made in place since have their log and what follows in."""
    since = (loaded.ended or loaded.began).removesuffix("Z")
    own = [entry for entry in _log(there) if entry.removeprefix(f"{LOG_GRAPH}/") >= since]
    if own:
        raise InputError(
            "the store has a history of its own",
            expected="no changes since it was loaded",
            found=f"{len(own)} made there, by aikg add or the like",
            mend="What was added there would lose what follows from it. Export what is to be kept: aikg "
            "export FILE --store STORE. Then remove the folder, or drop the graphs as the product does.",
        )


def _log(store: Store) -> set[str]:
    """The IRIs of the changes that a store's log tells of."""
    found = rows(store, f"SELECT DISTINCT ?entry {{ GRAPH <{LOG_GRAPH}> {{ ?entry ?p ?o }} }}")
    return {row[0] for row in found}


def unload(there: Store) -> list[str]:
    """Remove the graphs that loads have made, and the record of them; nothing else.

    Returns:
        The IRIs of the graphs.

    Raises:
        InputError: something was changed there since.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> one, other = EmbeddedStore(), EmbeddedStore()
        >>> one.update("INSERT DATA { GRAPH graph:x { kg:a rdfs:label 'a' } }")
        >>> _ = load(one, other, one.graphs())
        >>> other.update("INSERT DATA { GRAPH graph:mine { kg:b rdfs:label 'b' } }")
        >>> unload(other), other.graphs()
        (['https://w3id.org/aikg/graph/x'], ['https://w3id.org/aikg/graph/mine'])
    """
    before = record.read(there)
    if before is None:
        return []
    _spare_own_history(there, before)
    record.undo(there)
    for graph in before.graphs:
        there.replace(graph, ())
    record.forget(there)
    return list(before.graphs)


class _Sender:
    def __init__(self, here: Store, there: Store, progress: Callable[[int], None]) -> None:
        self._there = there
        self._progress = progress
        self.here: Side = StoreSide(here)
        self.there: Side = StoreSide(there)
        self.sums = Sums()
        self.count = 0

    def differing(self, graphs: Collection[str]) -> list[str]:
        """Those of graphs on both sides that tell something else there."""
        if not graphs:
            return []
        right = Sums.of(self.here.lines(graphs))
        found = Sums.of(self.there.lines(graphs))
        self.sums.include(right)
        return [g for g in graphs if not right.of_graph(g).same(found.of_graph(g))]

    def _sent(self, count: int) -> None:
        self.count += count
        self._progress(count)

    def send(self, graphs: Collection[str]) -> None:
        """Send graphs whole."""
        if graphs:
            sums = Sums()
            self._there.bulk(self._pieces(sums.through(self.here.lines(graphs))))
            self.sums.include(sums)

    def _pieces(self, told: Iterator[Lines]) -> Iterator[bytes]:
        for graph, lines in told:
            # No literal has a line feed in it: what is replaced is the ends of lines alone.
            yield lines.replace(b" .\n", f" <{graph}> .\n".encode())
            self._sent(lines.count(b"\n"))

    def mend(self, graph: str) -> None:
        """Take away what is too much in a graph, and add what is missing."""
        found = differences(self.here, self.there, graph)
        few = list(islice(found, MENDED + 1))
        if len(few) > MENDED or not all(one.written for one in few):
            # So many, or a blank node, which nothing but its graph tells apart.
            self._there.replace(graph, ())
            self.send([graph])
            return
        for verb, wrong in (("DELETE", False), ("INSERT", True)):
            for batch in _batches(one for one in few if one.lost is wrong):
                self._there.update(data(verb, _quads(batch, called(self._there, graph))))
                self._sent(len(batch))


def _batches(found: Iterable[Difference]) -> Iterator[list[Difference]]:
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _quads(found: Iterable[Difference], graph: str) -> Iterator[ox.Quad]:
    for one in found:
        [told] = ox.parse(one.written, format=ox.RdfFormat.N_TRIPLES)
        yield ox.Quad(told.subject, told.predicate, told.object, ox.NamedNode(graph))
