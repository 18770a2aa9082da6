"""The working out of a change.

Strata are taken in order, so that whatever a rule starts from is settled before. In each, triples
that may have lost their support are set aside; those that still follow are put back, what is new
first; the rest is gone (delete and rederive: Gupta, Mumick and Subrahmanian 1993, stratum by stratum).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from aikg.derive.rules.pattern import key_of
from aikg.derive.rules.proving import met_once, satisfied
from aikg.derive.rules.view import View
from aikg.ground.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Set

    from pyoxigraph import Triple

    from aikg.derive.rules.pattern import Pattern, Row
    from aikg.derive.rules.program import Program, Stratum
    from aikg.derive.rules.rule import Rule
    from aikg.store import Store

Assessed: TypeAlias = "Callable[[set[Triple]], set[Triple]]"


class _ByKey:
    """Triples by the class or property that they speak of, so that a stratum finds its own."""

    def __init__(self) -> None:
        self._held: dict[str, set[Triple]] = defaultdict(set)

    def add(self, triples: Iterable[Triple]) -> None:
        for triple in triples:
            self._held[key_of(triple)].add(triple)

    def of(self, keys: Set[str]) -> set[Triple]:
        """Give those that speak of one of some classes and properties."""
        return set().union(*(self._held[key] for key in self._held.keys() & keys))

    def speaks_of(self, keys: Set[str]) -> bool:
        return not self._held.keys().isdisjoint(keys)


@dataclass
class Settling:
    """The working out of one change.

    Attributes:
        store: the store after the change; it is only read.
        program: the rules and the scope.
        assessed: tells which of some triples of the derived graph are assessed.
        added: triples that were added to a named graph.
        removed: triples that were taken out of one.
        true: what is true and was not, or was told and is inferred now; settled for the strata that
            are done.
        gone: what is true no longer.
        lost: what is told or assessed no longer.
        writes: what is to be written into the derived graph.
        deletes: what is to be taken out of it.
    """

    store: Store
    program: Program
    assessed: Assessed
    added: frozenset[Triple]
    removed: frozenset[Triple]
    true: _ByKey = field(default_factory=_ByKey)
    gone: _ByKey = field(default_factory=_ByKey)
    lost: set[Triple] = field(default_factory=set)
    writes: set[Triple] = field(default_factory=set)
    deletes: set[Triple] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.before = View(self.store)
        self.now = self.before.beside()
        self._lost = _ByKey()

    def run(self) -> None:
        """Settle all that the change reaches, stratum by stratum."""
        self._told()
        for stratum in self.program.strata:
            keys = stratum.keys | stratum.starting.keys()
            if any(changed.speaks_of(keys) for changed in (self.true, self.gone, self._lost)):
                self._settle(stratum)

    def _told(self) -> None:
        """Take up what was told or assessed: what came, and what is told no longer."""
        stays = self.assessed(set(self.added | self.removed))
        self.true.add(self.added)
        for triple, graphs in self.now.located(self.added).items():
            if len(graphs) > 1 and DERIVED_GRAPH in graphs and triple not in stays:
                self.deletes.add(triple)  # inferred before, told now
        self.lost = {
            triple
            for triple, graphs in self.now.located(self.removed - self.added).items()
            if triple not in stays and graphs <= {DERIVED_GRAPH}
        }
        self._lost.add(self.lost)
        for triple in self.lost:
            self.before.add(triple)
        derivable = {key for stratum in self.program.strata for key in stratum.keys}
        self._drop({triple for triple in self.lost if key_of(triple) not in derivable})

    def _settle(self, stratum: Stratum) -> None:
        doubtful = self._doubtful(stratum)
        self.now.hide(doubtful)
        frontier = self.true.of(stratum.starting.keys())
        while frontier or doubtful:
            while frontier:
                frontier = self._follow(stratum, frontier, doubtful)
            frontier = self._supported(stratum, doubtful)
            if not frontier:
                break
            self._restore(frontier, doubtful)
        self._drop(doubtful)

    def _doubtful(self, stratum: Stratum) -> set[Triple]:
        """Give what is told no longer, and what was inferred by way of something that is gone."""
        doubtful = self._lost.of(stratum.keys)
        frontier = self.gone.of(stratum.starting.keys()) | doubtful
        while frontier:
            met = self._met(stratum, frontier, self.before)
            heads = {head for rule, rows, _ in met for head in self._heads(rule, rows)}
            located = self.before.located(heads - doubtful - self.added)
            frontier = {head for head, graphs in located.items() if graphs == {DERIVED_GRAPH}}
            frontier -= self.assessed(frontier) if frontier else set()
            doubtful |= frontier
        return doubtful

    def _follow(
        self, stratum: Stratum, frontier: set[Triple], doubtful: set[Triple]
    ) -> set[Triple]:
        """Conclude from the frontier; give what is true for the first time, or true again."""
        found: set[Triple] = set()
        met = [
            (rule, self._heads(rule, rows), rest)
            for rule, rows, rest in self._met(stratum, frontier, self.now)
        ]
        seen = self.now.holding({head for _, heads, _ in met for head in heads})
        for rule, heads, rest in met:
            hoped = [row for head in heads.keys() - seen - found for row in heads[head]]
            found.update(self._heads(rule, satisfied(self.now, rest, hoped)))
        new = found - doubtful
        self._restore(found & doubtful, doubtful)
        for triple in new:
            self.now.add(triple)
        self.true.add(new)
        self.writes |= new
        return found

    def _supported(self, stratum: Stratum, doubtful: set[Triple]) -> set[Triple]:
        """Give what of the doubtful still follows, in one step, from what is seen."""
        rows = [
            (rule, row)
            for rule in stratum.rules
            for head in doubtful
            if (row := rule.head.match(head)) is not None
        ]
        found: set[Triple | None] = set()
        # What takes one look is asked at once, whatever the rule; first what needs no search.
        for known in (True, False):
            looks = [
                (rule, row)
                for rule, row in rows
                if len(rule.body) == 1
                and (rule.body[0].variables <= row.keys()) is known
                and rule.head.fill(row) not in found
            ]
            met = met_once(self.now, [(rule.body[0], row) for rule, row in looks])
            found.update(
                rule.head.fill(row) for (rule, row), holds in zip(looks, met, strict=True) if holds
            )
        for rule in stratum.rules:
            if len(rule.body) > 1:
                left = [row for r, row in rows if r is rule and rule.head.fill(row) not in found]
                found.update(self._heads(rule, satisfied(self.now, rule.body, left)))
        return {head for head in found if head is not None}

    def _restore(self, triples: set[Triple], doubtful: set[Triple]) -> None:
        """See doubtful triples again; those that were told before are inferred from now on."""
        doubtful -= triples
        for triple in triples:
            self.now.show(triple)
        told = {triple for triple in triples & self.lost if self.program.scope.admits(triple)}
        for triple, graphs in self.now.located(told).items():
            if not graphs:
                self.now.add(triple)
                self.true.add([triple])
                self.writes.add(triple)

    def _drop(self, triples: set[Triple]) -> None:
        """Let triples be gone for good."""
        self.gone.add(triples)
        self.now.hide(triples)
        for triple, graphs in self.now.located(triples).items():
            if graphs:
                self.deletes.add(triple)

    def _met(
        self, stratum: Stratum, frontier: Iterable[Triple], view: View
    ) -> Iterator[tuple[Rule, list[Row], tuple[Pattern, ...]]]:
        """Give the rules that a triple of the frontier starts, as far as their heads are known.

        Yields:
            A rule, values for all variables of its head, and the patterns that must hold besides.
        """
        by_key: dict[str, list[Triple]] = defaultdict(list)
        for triple in frontier:
            by_key[key_of(triple)].append(triple)
        for key, triples in by_key.items():
            for rule, place in stratum.starting.get(key, ()):
                rows = [row for t in triples if (row := rule.body[place].match(t)) is not None]
                core, rest = rule.after(place)
                for pattern in core:
                    rows = view.extend(pattern, rows)
                if rows:
                    yield rule, rows, rest

    def _heads(self, rule: Rule, rows: Iterable[Row]) -> dict[Triple, list[Row]]:
        """Give what follows and is in scope, with the rows from which it does."""
        found: dict[Triple, list[Row]] = defaultdict(list)
        for row in rows:
            head = rule.head.fill(row)
            if head is not None and self.program.scope.admits(head):
                found[head].append(row)
        return found
