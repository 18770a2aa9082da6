"""All that follows, worked out in the store by updates alone."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from aikg.derive.rules.program import packaged_program
from aikg.derive.rules.rule import hold, in_any_graph, parts
from aikg.ground.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pyoxigraph import Variable

    from aikg.derive.rules.pattern import Pattern
    from aikg.derive.rules.program import Program
    from aikg.derive.rules.rule import Rule
    from aikg.derive.rules.scope import Scope
    from aikg.store import Store


def close(store: Store, program: Program | None = None, *, typed: Collection[str] = ()) -> None:
    """Write all that follows from the named graphs into the derived graph.

    Facts are taken from every named graph, the derived one included: it holds what is assessed. A
    triple is written if it follows, is in scope, and stands in no named graph yet; so none stands
    twice, and a query over all graphs counts it once. Nothing is ever removed: after anything but
    an addition, put what is assessed in place of the derived graph first, or use `maintain`.

    Strata run one after the other, each rule in one update; rules that feed each other run again
    until nothing new comes. If it is broken off, it may simply be run again.

    Args:
        store: where the named graphs are, and where the derived one is written.
        program: the rules and the scope; those of the packaged ontology if not given.
        typed: IRIs of classes whose members are all typed where they are written: rules that would
            only say so again are left out.

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
        rules = [rule for rule in stratum.rules if rule.head.key not in typed]
        heads = {rule.head.key: rule.head for rule in rules}
        elsewhere = {key for key, head in heads.items() if store.ask(_elsewhere(head))}
        where = {
            rule: _where(rule, program.scope, elsewhere=rule.head.key in elsewhere)
            for rule in rules
        }
        waiting = rules
        while waiting:
            for rule in filter(there.all, waiting):
                store.update(
                    f"INSERT {{ GRAPH <{DERIVED_GRAPH}> {{ {rule.head} }} }}\n"
                    f"WHERE {{ {where[rule]} }}"
                )
            waiting = [
                rule
                for rule in stratum.inner
                if rule in where and store.ask(f"ASK {{ {where[rule]} }}")
            ]


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


def _elsewhere(head: Pattern) -> str:
    """Write the query whether such triples stand outside the derived graph too."""
    return f"ASK {{ GRAPH ?g {{ {head} }} FILTER (?g != <{DERIVED_GRAPH}>) }}"


def _where(rule: Rule, scope: Scope, *, elsewhere: bool) -> str:
    """Write the pattern of what follows by one rule and stands nowhere yet.

    Where each head is found once, it is looked up. Else heads are collected first, and those that
    stand already are taken away at once (SPARQL 1.1 Query, section 8.2): an engine would look up
    a party of many agreements again for each of them.
    """
    graphs = count()
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
    found = " ".join(filter(None, lines))
    if not elsewhere and (known == rule.head.variables or rule.once):
        return f"{found} FILTER NOT EXISTS {{ GRAPH <{DERIVED_GRAPH}> {{ {rule.head} }} }}"
    wanted = _names(rule.head.variables)
    there = in_any_graph(rule.head, next(graphs))
    if not elsewhere:
        there = f"GRAPH <{DERIVED_GRAPH}> {{ {rule.head} }}"
    return f"{{ SELECT DISTINCT {wanted} WHERE {{ {found} }} }} MINUS {{ {there} }}"


def _names(variables: Iterable[Variable]) -> str:
    return " ".join(sorted(map(str, variables)))
