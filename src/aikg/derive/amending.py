"""A change of what is told, together with all that it changes in what is derived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from aikg.derive import totals
from aikg.derive.anew import derive_all
from aikg.derive.clusters import derived_of, reach
from aikg.derive.journal import begun, data, ended, in_derived, recover
from aikg.derive.rows import rows, values
from aikg.derive.rules import work_out
from aikg.derive.rules.view import View
from aikg.derive.touched import touched
from aikg.derive.units import TOLD_BY, roots
from aikg.derive.vocabulary import Vocabulary
from aikg.derive.warned import warnings
from aikg.ground.errors import InputError
from aikg.ground.terms import AIKG, DERIVED_GRAPH, ONTOLOGY_GRAPH, bare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from aikg.store import Store


@dataclass(frozen=True)
class Amendment:
    """What became of a store.

    Attributes:
        added: quads that came into named graphs.
        removed: quads that went.
        reached: IRIs of the agreements that were counted again.
        derived: triples that came into the derived graph.
        withdrawn: triples that went from it.
        warnings: what counting finds odd in the latest state, and did not before: the IRI of each
            agreement, and the words.
    """

    added: frozenset[ox.Quad]
    removed: frozenset[ox.Quad]
    reached: frozenset[str] = frozenset()
    derived: frozenset[ox.Triple] = frozenset()
    withdrawn: frozenset[ox.Triple] = frozenset()
    warnings: tuple[tuple[str, str], ...] = ()


def amend(
    store: Store, added: Iterable[ox.Quad] = (), removed: Iterable[ox.Quad] = ()
) -> Amendment:
    """Change what is told, and bring the derived graph up to date with it.

    What is derived of the clusters that the change reaches is worked out before and after it; the
    difference, and what follows from it, is written, and no other triple changes. The result is that
    of making the change and deriving all anew. It happens wholly or not at all: a change that is
    broken off, and be it by the end of the process, is undone by the next one, or by `recover`.

    Args:
        store: the store; its derived graph is up to date.
        added: quads that come; those that are there already do nothing.
        removed: quads that go; those that are not there do nothing.

    Returns:
        What has changed.

    Raises:
        InputError: a quad has a blank node or no named graph, or is of the derived graph.

    Examples:
        >>> from pyoxigraph import RdfFormat, parse
        >>> from aikg.ground.terms import CLAIM, GRAPH, KG, RDF
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> told = f'''<{CLAIM}s/deal> <{AIKG}about> <{KG}deal> <{GRAPH}s> .
        ... <{CLAIM}s/deal> <{RDF}type> <{AIKG}Claim> <{GRAPH}s> .
        ... <{CLAIM}s/deal> <{AIKG}kind> <{AIKG}Loan> <{GRAPH}s> .
        ... <{CLAIM}s/deal> <{AIKG}inSource> <urn:s> <{GRAPH}s> .
        ... <{CLAIM}s/deal> <{AIKG}standing> <{AIKG}standing-normal> <{GRAPH}s> .'''
        >>> quads = list(parse(told, format=RdfFormat.N_QUADS))
        >>> amend(store, quads).reached
        frozenset({'https://w3id.org/aikg/id/deal'})
        >>> store.ask("ASK { GRAPH graph:derived { kg:deal a aikg:Loan } }")
        True
        >>> _ = amend(store, removed=quads)
        >>> store.graphs()
        []
    """
    recover(store)
    come, gone = effective(store, set(added), set(removed))
    if not come and not gone:
        return Amendment(frozenset(), frozenset())
    with store.digest.following(come, gone):
        if any(str(quad.graph_name) == f"<{ONTOLOGY_GRAPH}>" for quad in come | gone):
            store.update(" ;\n".join(filter(None, (data("DELETE", gone), data("INSERT", come)))))
            derive_all(store)  # what a term means has changed, and with it everything
            return Amendment(come, gone)
        return _Amending(store, come, gone).run()


class _Amending:
    def __init__(self, store: Store, come: frozenset[ox.Quad], gone: frozenset[ox.Quad]) -> None:
        self._store = store
        self._come = come
        self._gone = gone
        self._vocabulary = Vocabulary.read(store)

    def run(self) -> Amendment:
        store = self._store
        change = {quad.triple for quad in self._come | self._gone}
        known = reach(store, touched(store, change))
        before = set(derived_of(store, sorted(known), self._vocabulary))
        above = None
        if any(triple.predicate.value in TOLD_BY for triple in change):
            above = roots(store, totals.parties(before))
        store.update(begun(self._come, self._gone))
        try:
            return self._follow(change, known, before, above)
        except BaseException:
            recover(store)
            raise

    def _follow(
        self,
        change: set[ox.Triple],
        known: set[str],
        before: set[str],
        above: dict[str, str] | None,
    ) -> Amendment:
        store = self._store
        reached = reach(store, touched(store, change) | known)
        after = set(derived_of(store, sorted(reached), self._vocabulary))
        if reached != known:
            # The change has joined clusters: the others' part of what was derived was there before.
            before |= _standing(store, after - before)
        sums, old_sums = totals.changed(store, before, after, above)
        stands = _parsed(after) | sums
        assessed = _parsed(after - before) | (sums - old_sums)
        fallen = _parsed(_unshared(store, before - after)) | (old_sums - sums)
        # What stands there already, inferred or of another cluster, is none of what this writes.
        new = assessed - _in_derived_graph(store, assessed)
        if new or fallen:
            store.update(begun(in_derived(new), in_derived(fallen)))
        follows = work_out(
            store,
            {quad.triple for quad in self._come} | assessed,
            {quad.triple for quad in self._gone} | fallen,
            lambda doubtful: doubtful & stands,
        )
        store.update(ended(in_derived(follows.added), in_derived(follows.removed)))
        return Amendment(
            self._come,
            self._gone,
            frozenset(reached),
            frozenset((new | follows.added) - follows.removed),
            frozenset((fallen | follows.removed) - follows.added),
            tuple(sorted(warnings(after) - warnings(before))),
        )


def effective(
    store: Store, added: Collection[ox.Quad], removed: Collection[ox.Quad]
) -> tuple[frozenset[ox.Quad], frozenset[ox.Quad]]:
    """Give what really comes and goes: what is there already does not come, nor goes what is not.

    Raises:
        InputError: a quad has a blank node or no named graph, or is of the derived graph.
    """
    for quad in (*added, *removed):
        if not isinstance(quad.graph_name, ox.NamedNode):
            raise InputError(
                "a triple stands in no named graph",
                expected="the graph of a source, or of the register",
                found=str(quad.triple),
            )
        if quad.graph_name.value == DERIVED_GRAPH:
            raise InputError(
                "the derived graph is not written by hand",
                expected="the graph of a source, or of the register",
                found=str(quad.triple),
                mend="Change the claims from which it follows.",
            )
        for term in (quad.subject, quad.object):
            if isinstance(term, ox.BlankNode):
                raise InputError(
                    "a node without a name cannot be found again",
                    expected="an IRI",
                    found=str(quad.triple),
                    mend="Give it an IRI.",
                )
    places = View(store).located({quad.triple for quad in (*added, *removed)})
    there = {
        quad for quad in (*added, *removed) if bare(str(quad.graph_name)) in places[quad.triple]
    }
    come = frozenset(set(added) - there)
    return come, frozenset(set(removed) & there - set(added))


def _standing(store: Store, lines: Iterable[str]) -> set[str]:
    """Of some lines of N-Triples those that stand in the derived graph."""
    by_triple = {triple: line for line in lines for triple in _parsed([line])}
    return {by_triple[triple] for triple in _in_derived_graph(store, by_triple.keys())}


def _in_derived_graph(store: Store, triples: Collection[ox.Triple]) -> set[ox.Triple]:
    places = View(store).located(triples)
    return {triple for triple in triples if DERIVED_GRAPH in places[triple]}


def _unshared(store: Store, lines: set[str]) -> set[str]:
    """What goes, without the party groups that flows use still."""
    groups = {line.split(" ", 1)[0] for line in lines if f"<{AIKG}PartyGroup>" in line}
    if not groups:
        return lines
    used = rows(
        store,
        f"SELECT ?flow ?side ?group {{ {values('group', sorted(map(bare, groups)))} "
        f"VALUES ?side {{ aikg:fromGroup aikg:toGroup }} "
        f"GRAPH <{DERIVED_GRAPH}> {{ ?flow ?side ?group }} }}",
    )
    kept = {
        f"<{group}>" for flow, side, group in used if f"<{flow}> <{side}> <{group}> ." not in lines
    }
    return {line for line in lines if line.split(" ", 1)[0] not in kept}


def _parsed(lines: Iterable[str]) -> set[ox.Triple]:
    text = "\n".join(lines).encode()
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)}
