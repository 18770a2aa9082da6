"""Which of all that follows is written down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from aikg.derive.rules.pattern import TYPE, key_of
from aikg.derive.rules.rule import Rule
from aikg.ground.errors import InputError
from aikg.ground.terms import AIKG, CLAIM, SOURCE, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Triple

AS_TOLD: Final = frozenset(
    AIKG + name
    for name in (
        "Statement",
        "Source",
        "Figure",
        "StageEntry",
        "StatedDate",
        "Evidence",
        "Mention",
        "Right",
        "Condition",
        "Holding",
        "Unit",
    )
)
"""What only claims and sources are made of; it is typed where it is told."""

WIDE: Final = frozenset({AIKG + "RoleBearer", AIKG + "ClaimSubject"})
"""Unions that serve as a domain or a range: nothing follows from them."""


@dataclass(frozen=True)
class Scope:
    """Which inferred triples are written down.

    A triple is in scope if

    - its predicate is a property of the vocabulary, or it tells a type that is a class of it;
    - that class is none of those left out: the classes of what is told, all below them, and unions
      that only serve as a domain or a range; and
    - its subject is not told itself, that is, in none of the namespaces of claims and sources.

    So everything about agreements, events, organizations, people, products, facilities, positions,
    flows and groups is in scope, also where it follows from what is told. What follows about a told
    node (that the investor of a claim is its payer too) is not written, and nothing is concluded
    from it, but for one thing: what a super-property of a told property says of its value.

    That a subject is told is looked at for properties that told nodes share with others. The other
    properties and classes in scope are those of things that nothing told can be, by the
    vocabulary's own disjointness.

    Attributes:
        vocabulary: the namespace of the properties and classes.
        told: the namespaces of subjects that are left out.
        told_classes: IRIs of classes that are left out with all below them.
        wide: IRIs of classes that are left out by themselves.
        shared: IRIs of the properties that told nodes share with others; found by `fit`.
    """

    vocabulary: str = AIKG
    told: tuple[str, ...] = (CLAIM, SOURCE)
    told_classes: frozenset[str] = AS_TOLD
    wide: frozenset[str] = WIDE
    shared: frozenset[str] = frozenset()

    def admits(self, triple: Triple) -> bool:
        """Whether a triple is in scope, once the scope is fit to the rules.

        Examples:
            >>> from pyoxigraph import Triple
            >>> scope = Scope(shared=frozenset([AIKG + "payer"]))
            >>> payer, anyone = NamedNode(AIKG + "payer"), NamedNode("urn:anyone")
            >>> scope.admits(Triple(NamedNode(CLAIM + "s/a"), payer, anyone))
            False
            >>> scope.admits(Triple(NamedNode("urn:a"), payer, anyone))
            True
        """
        key = key_of(triple)
        return (
            isinstance(triple.subject, NamedNode)
            and self._keeps(key)
            and not (key in self.shared and triple.subject.value.startswith(self.told))
        )

    def condition(self, rule: Rule) -> str:
        """Write the filter that keeps the subjects of a rule's head in scope; empty if none need be."""
        if rule.head.key not in self.shared:
            return ""
        subject = rule.head.subject
        tests = (f'!STRSTARTS(STR({subject}), "{namespace}")' for namespace in self.told)
        return f"FILTER ({' && '.join(tests)})"

    def fit(self, rules: Iterable[Rule]) -> tuple[Scope, list[Rule]]:
        """Give the scope for some rules, and those of them that lead to what is in it.

        Raises:
            InputError: a rule in scope rests on a class that is left out.
        """
        known = list(rules)
        above = _above(known)
        below = {low for low, highs in above.items() if highs & self.told_classes}
        scope = replace(self, told_classes=self.told_classes | below)
        kept = [rule for rule in known if scope._keeps(rule.head.key)]
        for rule in kept:
            for pattern in rule.body:
                if pattern.key in scope.told_classes | scope.wide:
                    raise InputError(
                        f"the rule of '{rule.axiom}' rests on a class that is left out of scope",
                        expected="a class whose members are derived",
                        found=shorten(pattern.key),
                        mend="Take the class out of those left out, or change the axiom",
                    )
        if not self.told:
            return scope, kept
        return replace(scope, shared=_shared(kept)), [*kept, *_reaching(kept, above)]

    def _keeps(self, key: str) -> bool:
        return (
            key.startswith(self.vocabulary)
            and key not in self.told_classes
            and key not in self.wide
        )


def _shared(rules: Iterable[Rule]) -> frozenset[str]:
    """Give the properties concluded that have no domain in scope."""
    known = list(rules)
    typed = {
        rule.body[0].key
        for rule in known
        if len(rule.body) == 1
        and rule.head.predicate == TYPE
        and rule.head.subject == rule.body[0].subject
    }
    return frozenset(
        rule.head.key
        for rule in known
        if rule.head.predicate != TYPE and rule.head.key not in typed
    )


def _above(rules: Iterable[Rule]) -> Mapping[str, set[str]]:
    """For each class and property, those above it by rules of one pattern about the same things."""
    direct: dict[str, set[str]] = {}
    for rule in rules:
        if _alike(rule):
            direct.setdefault(rule.body[0].key, set()).add(rule.head.key)
    closed: dict[str, set[str]] = {}
    for low in direct:
        waiting, seen = [low], set[str]()
        while waiting:
            new = direct.get(waiting.pop(), set()) - seen
            seen |= new
            waiting += new
        closed[low] = seen
    return closed


def _alike(rule: Rule) -> bool:
    """Whether it goes from one class to another, or from one property to another the same way."""
    if len(rule.body) != 1:
        return False
    low, high = rule.body[0], rule.head
    if TYPE in (low.predicate, high.predicate):
        return low.predicate == high.predicate and low.subject == high.subject
    return low.subject == high.subject and low.object == high.object


def _reaching(rules: list[Rule], above: Mapping[str, set[str]]) -> list[Rule]:
    """Give rules from a property straight to what the properties above it conclude of its value.

    Told nodes are not closed under super-properties, so that a rule about the value of one would
    miss them. None is needed where the property concludes as much by itself.
    """
    by_value = [
        rule
        for rule in rules
        if len(rule.body) == 1
        and rule.body[0].predicate != TYPE
        and rule.head.subject == rule.body[0].object
    ]
    concluded: dict[str, set[str]] = {}
    for rule in by_value:
        keys = {rule.head.key, *above.get(rule.head.key, ())}
        concluded.setdefault(rule.body[0].key, set()).update(keys)
    found = []
    for rule in by_value:
        high = rule.body[0].key
        for low, highs in above.items():
            if high in highs and rule.head.key not in concluded.setdefault(low, set()):
                concluded[low].add(rule.head.key)
                link = rule.body[0]._replace(predicate=NamedNode(low))
                axiom = f"{rule.axiom}; {shorten(low)} SubPropertyOf: {shorten(high)}"
                found.append(Rule(axiom, (link,), rule.head))
    return found
