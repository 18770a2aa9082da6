"""All that follows, worked out in the store by updates alone."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from aikg.derive.rules.program import packaged_program
from aikg.derive.rules.rule import hold, in_any_graph, parts
from aikg.ground.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from aikg.derive.rules.program import Program
    from aikg.derive.rules.rule import Rule
    from aikg.derive.rules.scope import Scope
    from aikg.store import Store


def close(store: Store, program: Program | None = None) -> None:
    """Write all that follows from the named graphs into the derived graph.

    Facts are taken from every named graph, the derived one included: it holds what is assessed. A
    triple is written if it follows, is in scope, and stands in no named graph yet; so none stands
    twice, and a query over all graphs counts it once. Nothing is ever removed: after anything but an
    addition, put what is assessed in place of the derived graph first, or use `maintain`.

    Strata run one after the other, each rule in one update; those whose rules feed each other run
    again until nothing new comes. If it is broken off, it may simply be run again.

    Args:
        store: where the named graphs are, and where the derived one is written.
        program: the rules and the scope; those of the packaged ontology if not given.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update('''INSERT DATA { GRAPH graph:derived {
        ...   kg:amazon aikg:investsThrough kg:deal . kg:deal aikg:investee kg:anthropic } }''')
        >>> close(store)
        >>> store.ask("ASK { kg:amazon a aikg:Investor ; aikg:investsIn kg:anthropic }")
        True
    """
    program = program or packaged_program()
    for stratum in program.strata:
        for rule in stratum.rules:
            store.update(insertion(rule, program.scope))
        waiting = [rule for rule in stratum.inner if store.ask(pending(rule, program.scope))]
        while waiting:
            for rule in waiting:
                store.update(insertion(rule, program.scope))
            waiting = [rule for rule in stratum.inner if store.ask(pending(rule, program.scope))]


def insertion(rule: Rule, scope: Scope) -> str:
    """Write the update that adds what follows by one rule (SPARQL 1.1 Update, section 3.1.3).

    Examples:
        >>> from aikg.derive.rules.scope import Scope
        >>> rule = next(r for r in packaged_program().rules if r.axiom.startswith("aikg:unitOf Char"))
        >>> print(insertion(rule, Scope(told=())))
        INSERT { GRAPH <https://w3id.org/aikg/graph/derived>
            { ?x <https://w3id.org/aikg/ontology#unitOf> ?y } }
        WHERE { { SELECT DISTINCT ?x ?y WHERE {
            GRAPH ?g0 { ?x <https://w3id.org/aikg/ontology#unitOf> ?z }
            GRAPH ?g1 { ?z <https://w3id.org/aikg/ontology#unitOf> ?y } } }
            FILTER NOT EXISTS { GRAPH ?g2 { ?x <https://w3id.org/aikg/ontology#unitOf> ?y } } }
    """
    where = _where(rule, scope)
    return f"INSERT {{ GRAPH <{DERIVED_GRAPH}> {{ {rule.head} }} }}\nWHERE {{ {where} }}"


def pending(rule: Rule, scope: Scope) -> str:
    """Write the query whether something follows by one rule that stands nowhere yet."""
    return f"ASK {{ {_where(rule, scope)} }}"


def _where(rule: Rule, scope: Scope) -> str:
    graphs = count()
    core, rest = rule.whole()
    lines = [in_any_graph(pattern, next(graphs)) for pattern in core]
    lines.append(scope.condition(rule))
    known = {variable for pattern in core for variable in pattern.variables}
    lines += [hold(group, graphs, {}) for group in parts(rest, known)]
    found = " ".join(filter(None, lines))
    if known != rule.head.variables:
        wanted = " ".join(sorted(map(str, rule.head.variables)))
        found = f"{{ SELECT DISTINCT {wanted} WHERE {{ {found} }} }}"
    return f"{found} FILTER NOT EXISTS {{ {in_any_graph(rule.head, next(graphs))} }}"
