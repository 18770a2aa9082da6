"""All that follows, worked out in the store by updates alone."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import Variable

from aikg.derive.rules.program import packaged_program
from aikg.derive.rules.rule import hold, in_any_graph, parts
from aikg.ground.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from aikg.derive.rules.pattern import Pattern
    from aikg.derive.rules.program import Program
    from aikg.derive.rules.rule import Rule
    from aikg.derive.rules.scope import Scope
    from aikg.store import Store

_TOGETHER: Final = 16
"""Rules that one request asks of at most: a product may refuse a longer one."""


def close(store: Store, program: Program | None = None, *, written: Collection[str] = ()) -> None:
    """Write all that follows from the named graphs into the derived graph.

    Facts are taken from every named graph, the derived one included: it holds what is assessed. A
    triple is written if it follows, is in scope, and stands in no named graph yet; so none stands
    twice, and a query over all graphs counts it once. Nothing is ever removed: after anything but
    an addition, put what is assessed in place of the derived graph first, or use `maintain`.

    Strata run one after the other, rules that conclude the same in one update; rules that feed each
    other run again until nothing new comes. If it is broken off, it may simply be run again.

    Args:
        store: where the named graphs are, and where the derived one is written.
        program: the rules and the scope; those of the packaged ontology if not given.
        written: IRIs of classes and properties of which every instance is written already: rules
            that would only say so again are left out.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update('''INSERT DATA { GRAPH graph:derived {
        ...   kg:amazon aikg:investsThrough kg:deal .
        ...   kg:deal a aikg:Investment ; aikg:investee kg:anthropic } }''')
        >>> close(store)
        >>> store.ask("ASK { kg:amazon a aikg:Investor ; aikg:investsIn kg:anthropic }")
        True
    """
    program = program or packaged_program()
    there = _Present(store)
    for stratum in program.strata:
        entering, inner = (
            [rule for rule in rules if rule.head.key not in written]
            for rules in (stratum.entering, stratum.inner)
        )
        waiting = [
            found
            for rules in (entering, inner)
            for found in _following(store, filter(there.all, rules), program.scope)
        ]
        again = _following(store, inner, program.scope)
        while waiting:
            for found in waiting:
                store.update(f"INSERT {{ GRAPH <{DERIVED_GRAPH}> {{ {found.head} }} }}\n{found}")
            waiting = [found for found in again if store.ask(f"ASK {found}")]


class _Present:
    """Which classes and properties have any instance: a rule about one that has none need not run."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: set[str] = set()

    def all(self, rule: Rule) -> bool:
        """Whether there is an instance of each pattern of the rule's body."""
        for pattern in rule.body:
            if pattern.key not in self._seen:
                if not self._store.ask(f"ASK {{ {in_any_graph(pattern, 0)} }}"):
                    return False
                self._seen.add(pattern.key)
        return True


class _Following(NamedTuple):
    """What follows by some rules, and stands nowhere yet.

    Attributes:
        head: what follows.
        where: the pattern of it.
    """

    head: Pattern
    where: str

    def __str__(self) -> str:
        return f"WHERE {{ {self.where} }}"


def _following(store: Store, rules: Iterable[Rule], scope: Scope) -> list[_Following]:
    """Put rules that conclude the same together: what stands already is taken away once for all."""
    alike: dict[tuple[object, ...], list[Rule]] = {}
    for rule in rules:
        ends = rule.head.subject, rule.head.object
        named = (None if isinstance(end, Variable) else end for end in ends)
        alike.setdefault((rule.head.key, *named, ends[0] == ends[1]), []).append(rule)
    return [
        _Following(head, _where(head, same[place : place + _TOGETHER], scope, there))
        for same in alike.values()
        for head in [same[0].head]
        for there in [_standing(store, head)]
        for place in range(0, len(same), _TOGETHER)
    ]


def _standing(store: Store, head: Pattern) -> str:
    """Write the pattern of such triples as stand already: in any graph, if any does elsewhere."""
    derived = f"GRAPH <{DERIVED_GRAPH}> {{ {head} }}"
    elsewhere = f"ASK {{ GRAPH ?g {{ {head} }} FILTER (?g != <{DERIVED_GRAPH}>) }}"
    return in_any_graph(head, 0) if store.ask(elsewhere) else derived


def _where(head: Pattern, rules: Sequence[Rule], scope: Scope, there: str) -> str:
    """Write the pattern of what follows by rules of one head, without what stands already.

    Heads are collected first, and those that stand are taken away at once (SPARQL 1.1 Query,
    section 8.2): an engine would look up a party of many agreements again for each of them.
    """
    graphs = count(1)
    arms = (_body(rule.told_of(head), scope, graphs) for rule in rules)
    either = " UNION ".join(f"{{ {arm} }}" for arm in arms) if len(rules) > 1 else next(arms)
    return (
        f"{{ SELECT DISTINCT {_names(head.variables)} WHERE {{ {either} }} }} MINUS {{ {there} }}"
    )


def _body(rule: Rule, scope: Scope, graphs: Iterator[int]) -> str:
    """Write the pattern of all that follows by one rule."""
    core, rest = rule.whole()
    lines = [in_any_graph(pattern, next(graphs)) for pattern in core]
    if len(core) > 1:
        # Each by itself, so that they are joined as tables: following links one by one goes through
        # all the agreements of a large party again for each of them.
        lines = [
            f"{{ SELECT {_names(pattern.variables)} WHERE {{ {line} }} }}"
            for pattern, line in zip(core, lines, strict=True)
        ]
    lines.append(scope.condition(rule))
    known = {variable for pattern in core for variable in pattern.variables}
    lines += [hold(group, graphs, {}) for group in parts(rest, known)]
    return " ".join(filter(None, lines))


def _names(variables: Iterable[Variable]) -> str:
    return " ".join(sorted(map(str, variables)))
