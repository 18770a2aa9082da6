"""A rule: patterns that hold together, and the triple that follows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Variable

from aikg.derive.rules.pattern import Pattern, say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


@dataclass(frozen=True)
class Rule:
    """A Horn rule: wherever the body holds, the head does.

    Attributes:
        axiom: the axiom that it says, in Manchester syntax.
        body: the patterns to be found; each variable of the head is in one of them.
        head: the pattern that then holds too.

    Examples:
        >>> from pyoxigraph import NamedNode, Variable
        >>> x, y, z = map(Variable, "xyz")
        >>> part = NamedNode("urn:partOf")
        >>> rule = Rule(
        ...     "partOf Characteristics: Transitive",
        ...     (Pattern(x, part, z), Pattern(z, part, y)),
        ...     Pattern(x, part, y),
        ... )
        >>> print(rule.construct())
        CONSTRUCT { ?x <urn:partOf> ?y } WHERE { ?x <urn:partOf> ?z . ?z <urn:partOf> ?y }
        >>> [str(pattern) for pattern in rule.after(0)[0]]
        ['?z <urn:partOf> ?y']
    """

    axiom: str
    body: tuple[Pattern, ...]
    head: Pattern

    def __str__(self) -> str:
        return f"{say(self.head)} <- {', '.join(map(say, self.body))}"

    def construct(self) -> str:
        """Write the rule as a query that any SPARQL 1.1 engine runs over one graph."""
        body = " . ".join(map(str, self.body))
        return f"CONSTRUCT {{ {self.head} }} WHERE {{ {body} }}"

    def told_of(self, head: Pattern) -> Rule:
        """The same rule with the variables of a head that differs from its own in them alone.

        Examples:
            >>> from pyoxigraph import NamedNode, Variable
            >>> x, y = Variable("x"), Variable("y")
            >>> pays, sends = NamedNode("urn:pays"), NamedNode("urn:sends")
            >>> back = Rule("pays InverseOf: paidBy", (Pattern(x, pays, y),), Pattern(y, sends, x))
            >>> print(back.told_of(Pattern(x, sends, y)).construct())
            CONSTRUCT { ?x <urn:sends> ?y } WHERE { ?y <urn:pays> ?x }
        """
        names = {
            mine: its
            for mine, its in zip(self.head, head, strict=True)
            if isinstance(mine, Variable) and isinstance(its, Variable)
        }
        # What else stood under a name that is given gets one that is free now.
        given, free = {*names.values()}, {*names}
        names.update(zip(sorted(given - free, key=str), sorted(free - given, key=str), strict=True))
        return Rule(self.axiom, tuple(pattern.renamed(names) for pattern in self.body), head)

    def after(self, place: int) -> tuple[tuple[Pattern, ...], tuple[Pattern, ...]]:
        """Give the semi-naive form: what is left to look up once one pattern of the body is met.

        Args:
            place: which pattern of the body a new (or lost) triple is an instance of.

        Returns:
            The patterns that the variables of the head come from, in the order in which each is
            tied to what is known by then; and the rest, of which it is enough that they hold.
        """
        return self._after[place]

    def whole(self) -> tuple[tuple[Pattern, ...], tuple[Pattern, ...]]:
        """Give the patterns to enumerate to find all heads, and the rest, which need only hold.

        One pattern with no other variables than the head's is enough; else all are enumerated.
        """
        for place, pattern in enumerate(self.body):
            if pattern.variables == self.head.variables:
                core, rest = self.after(place)
                return (pattern, *core), rest
        return self.body, ()

    @cached_property
    def _after(self) -> list[tuple[tuple[Pattern, ...], tuple[Pattern, ...]]]:
        return [self._split(place) for place in range(len(self.body))]

    def _split(self, met: int) -> tuple[tuple[Pattern, ...], tuple[Pattern, ...]]:
        known = set(self.body[met].variables)
        rest = [pattern for place, pattern in enumerate(self.body) if place != met]
        core = []
        while not self.head.variables <= known:
            tied = next((one for one in rest if one.variables & known), rest[0])
            rest.remove(tied)
            core.append(tied)
            known |= tied.variables
        return tuple(core), tuple(rest)


def parts(patterns: Iterable[Pattern], known: Collection[Variable]) -> list[list[Pattern]]:
    """Group patterns that share a variable which is not known, each group in an order of ties.

    Examples:
        >>> from pyoxigraph import NamedNode, Variable
        >>> x, y = Variable("x"), Variable("y")
        >>> p, q = Pattern(x, NamedNode("urn:p"), y), Pattern(y, NamedNode("urn:q"), y)
        >>> len(parts([q, p], {x})), len(parts([q, p], {x, y}))
        (1, 2)
        >>> print(parts([q, p], {x})[0][0])
        ?x <urn:p> ?y
    """
    waiting, found = list(patterns), []
    while waiting:
        group = [next((one for one in waiting if one.variables & set(known)), waiting[0])]
        waiting.remove(group[0])
        tied = group[0].variables - set(known)
        while more := next((one for one in waiting if one.variables & tied), None):
            waiting.remove(more)
            group.append(more)
            tied |= more.variables - set(known)
        found.append(group)
    return found


def hold(group: Iterable[Pattern], graphs: Iterator[int], conditions: dict[Pattern, str]) -> str:
    """Write the filter that patterns hold, one within the other.

    A single EXISTS over a join may be answered by joining whole predicates first; one pattern in
    each is answered by look-ups alone.

    Args:
        group: the patterns, in an order of ties.
        graphs: numbers for the variables that stand for graphs, each used once.
        conditions: for a pattern, filters that are to stand beside it.

    Examples:
        >>> from itertools import count
        >>> from pyoxigraph import NamedNode, Variable
        >>> hold([Pattern(Variable("x"), NamedNode("urn:p"), Variable("y"))], count(), {})
        'FILTER EXISTS { GRAPH ?g0 { ?x <urn:p> ?y } }'
    """
    text = ""
    for pattern in reversed(list(group)):
        beside = " ".join(filter(None, [conditions.get(pattern, ""), text]))
        text = f"FILTER EXISTS {{ {in_any_graph(pattern, next(graphs))} {beside}".rstrip() + " }"
    return text


def in_any_graph(pattern: Pattern, number: int) -> str:
    """Write a pattern that is to be found in some named graph.

    Examples:
        >>> from pyoxigraph import NamedNode, Variable
        >>> in_any_graph(Pattern(Variable("x"), NamedNode("urn:p"), Variable("y")), 3)
        'GRAPH ?g3 { ?x <urn:p> ?y }'
    """
    return f"GRAPH ?g{number} {{ {pattern} }}"
