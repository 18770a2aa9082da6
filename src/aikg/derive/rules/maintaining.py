"""What follows, kept up with one change: its own consequences are worked out, and nothing else.

Strata are taken in order, so that whatever a rule starts from is settled before. In each, triples that
may have lost their support are set aside; those that still follow are put back, what is new first;
the rest is gone (delete and rederive, Gupta, Mumick and Subrahmanian 1993, stratum by stratum).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from aikg.derive.rules.pattern import key_of
from aikg.derive.rules.program import packaged_program
from aikg.derive.rules.proving import met_once, satisfied
from aikg.derive.rules.view import View
from aikg.ground.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pyoxigraph import Triple

    from aikg.derive.rules.pattern import Pattern, Row
    from aikg.derive.rules.program import Program, Stratum
    from aikg.derive.rules.rule import Rule
    from aikg.store import Store

Assessed: TypeAlias = "Callable[[set[Triple]], set[Triple]]"


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

    The result is that of recomputing all: what is assessed in the derived graph, then `close`. What is
    read and written is what the change reaches, whatever the size of the store. Where a party of
    very many agreements loses one of them, its other agreements may be gone through to see whether a
    tie still holds; many changes at once are better recomputed.

    Args:
        store: the store, in which the change has been made, and the derived graph was up to date before
            it.
        added: triples that were added to any named graph, the derived one included.
        removed: triples that were taken out of any named graph, the derived one included; those that
            still stand in another count as staying.
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
    run = _Run(store, program or packaged_program(), assessed, set(added), set(removed))
    return run.change()


@dataclass
class _Run:
    store: Store
    program: Program
    assessed: Assessed
    added: set[Triple]
    removed: set[Triple]
    # What is true that was not, or is no longer; settled for the strata that are done.
    come: set[Triple] = field(default_factory=set)
    gone: set[Triple] = field(default_factory=set)
    # True before and after, but told before and inferred now.
    kept: set[Triple] = field(default_factory=set)
    writes: set[Triple] = field(default_factory=set)
    deletes: set[Triple] = field(default_factory=set)
    lost: set[Triple] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.before = View(self.store)
        self.now = self.before.beside()

    def change(self) -> Change:
        self._told()
        for stratum in self.program.strata:
            keys = stratum.keys | stratum.starting.keys()
            if any(key_of(triple) in keys for triple in self.come | self.gone | self.kept | self.lost):
                self._settle(stratum)
        return Change(frozenset(self.writes), frozenset(self.deletes))

    def _told(self) -> None:
        """Take up what was told or assessed: what came, and what is told no longer."""
        stays = self.assessed(self.added | self.removed)
        self.come |= self.added
        for triple, graphs in self.now.located(self.added).items():
            if len(graphs) > 1 and DERIVED_GRAPH in graphs and triple not in stays:
                self.deletes.add(triple)  # inferred before, told now
        self.lost = {
            triple
            for triple, graphs in self.now.located(self.removed - self.added).items()
            if triple not in stays and graphs <= {DERIVED_GRAPH}
        }
        for triple in self.lost:
            self.before.add(triple)
        derivable = {key for stratum in self.program.strata for key in stratum.keys}
        self._drop({triple for triple in self.lost if key_of(triple) not in derivable})

    def _settle(self, stratum: Stratum) -> None:
        doubtful = self._doubtful(stratum)
        self.now.hide(doubtful)
        frontier = self.come | self.kept
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
        doubtful = {triple for triple in self.lost if key_of(triple) in stratum.keys}
        frontier = self.gone | doubtful
        while frontier:
            met = self._met(stratum, frontier, self.before)
            heads = {head for rule, rows, _ in met for head in self._heads(rule, rows)}
            located = self.before.located(heads - doubtful - self.added)
            frontier = {head for head, graphs in located.items() if graphs == {DERIVED_GRAPH}}
            frontier -= self.assessed(frontier) if frontier else set()
            doubtful |= frontier
        return doubtful

    def _follow(self, stratum: Stratum, frontier: set[Triple], doubtful: set[Triple]) -> set[Triple]:
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
        self.come |= new
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
        # All that takes one look for each is asked at once, whatever the rule.
        looks = [(rule.body[0], row) for rule, row in rows if len(rule.body) == 1]
        sure = [rule.head.fill(row) for rule, row in rows if len(rule.body) == 1]
        found = {head for head, met in zip(sure, met_once(self.now, looks), strict=True) if met}
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
                self.kept.add(triple)
                self.writes.add(triple)

    def _drop(self, triples: set[Triple]) -> None:
        """Let triples be gone for good."""
        self.gone |= triples
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
