"""Which of all that follows is written down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Variable

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

    A triple is in scope if its predicate is a property of the vocabulary, or it tells a type that is
    a class of the vocabulary; its subject is an IRI outside the namespaces of what is told; and the
    class is none of those left out. What follows from told facts for a
    subject in scope is in scope; so is everything about agreements, events, organizations, people,
    products, facilities, positions, flows and groups.

    What a told node itself is inferred to be (a claim's investor is its payer too) is never written,
    and only two things are concluded from it, both for a subject in scope: the range, and the
    inverse, of a property that lies above a told one.

    Attributes:
        vocabulary: the namespace of the properties and classes.
        told: the namespaces of subjects that are left out.
        told_classes: IRIs of classes that are left out with all below them.
        wide: IRIs of classes that are left out by themselves.

    Examples:
        >>> from pyoxigraph import Triple
        >>> claim, deal = NamedNode(CLAIM + "s/a"), NamedNode("https://w3id.org/aikg/id/a")
        >>> payer, anyone = NamedNode(AIKG + "payer"), NamedNode("https://w3id.org/aikg/id/b")
        >>> Scope().admits(Triple(deal, payer, anyone)), Scope().admits(Triple(claim, payer, anyone))
        (True, False)
    """

    vocabulary: str = AIKG
    told: tuple[str, ...] = (CLAIM, SOURCE)
    told_classes: frozenset[str] = AS_TOLD
    wide: frozenset[str] = WIDE

    def admits(self, triple: Triple) -> bool:
        """Whether a triple is in scope; classes below those left out are known once it is fit."""
        return (
            isinstance(triple.subject, NamedNode)
            and not triple.subject.value.startswith(self.told)
            and self._keeps(key_of(triple))
        )

    def condition(self, rule: Rule) -> str:
        """Write the filter that keeps subjects of a rule's head in scope; empty if none is needed."""
        subject = rule.head.subject
        if not isinstance(subject, Variable) or not self.told:
            return ""
        tests = (f'!STRSTARTS(STR({subject}), "{namespace}")' for namespace in self.told)
        return f"FILTER ({' && '.join(tests)})"

    def fit(self, rules: Iterable[Rule]) -> tuple[Scope, list[Rule]]:
        """Give the rules that lead to what is in scope, and the scope with all classes left out.

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
        return scope, [*kept, *(_reaching(kept, above) if self.told else ())]

    def _keeps(self, key: str) -> bool:
        return (
            key.startswith(self.vocabulary)
            and key not in self.told_classes
            and key not in self.wide
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
    classes = low.predicate == high.predicate == TYPE
    return (low.subject == high.subject) and (
        classes or (TYPE not in (low.predicate, high.predicate) and low.object == high.object)
    )


def _reaching(rules: list[Rule], above: Mapping[str, set[str]]) -> list[Rule]:
    """Rules from a told property straight to what the properties above it conclude of its value.

    Told nodes are not closed under super-properties, so that a rule about the value of one would miss
    them. None is needed where the told property concludes as much by itself.
    """
    by_value = [r for r in rules if len(r.body) == 1 and r.head.subject == r.body[0].object]
    concluded: dict[str, set[str]] = {}
    for rule in by_value:
        keys = {rule.head.key, *above.get(rule.head.key, ())}
        concluded.setdefault(rule.body[0].key, set()).update(keys)
    found = []
    for rule in by_value:
        for low, highs in above.items():
            if rule.body[0].key in highs and rule.head.key not in concluded.setdefault(low, set()):
                concluded[low].add(rule.head.key)
                link = rule.body[0]._replace(predicate=NamedNode(low))
                axiom = f"{rule.axiom}; {shorten(low)} SubPropertyOf: {shorten(rule.body[0].key)}"
                found.append(Rule(axiom, (link,), rule.head))
    return found
