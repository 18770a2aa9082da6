"""Rules put in order: each after those that it builds on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from aikg.derive.rules.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aikg.derive.rules.rule import Rule


@dataclass(frozen=True)
class Stratum:
    """Rules that conclude the same class or property, or several that conclude each other.

    Attributes:
        keys: the IRIs of the classes and properties concluded.
        entering: rules that start from earlier strata, or from what no rule concludes.
        inner: rules that start from this stratum itself, to be run until nothing new comes.
    """

    keys: frozenset[str]
    entering: tuple[Rule, ...]
    inner: tuple[Rule, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All of them, the entering ones first."""
        return (*self.entering, *self.inner)

    @cached_property
    def starting(self) -> dict[str, list[tuple[Rule, int]]]:
        """For the IRI of a class or property, the rules that use it, and where in their bodies."""
        found: dict[str, list[tuple[Rule, int]]] = {}
        for rule in self.rules:
            for place, pattern in enumerate(rule.body):
                found.setdefault(pattern.key, []).append((rule, place))
        return found


class Program:
    """The rules that lead to what is in scope, in strata that can be run one after the other.

    Args:
        rules: compiled rules.
        scope: which inferred triples are written down.

    Attributes:
        scope: the scope, with all classes that it leaves out.
        rules: the rules that lead to what is in scope.
        strata: the same rules, each stratum after those that it builds on.

    Raises:
        InputError: a rule in scope rests on a class that is left out.

    Examples:
        >>> program = packaged_program()
        >>> [s.keys for s in program.strata if "https://w3id.org/aikg/ontology#unitOf" in s.keys]
        [frozenset({'https://w3id.org/aikg/ontology#unitOf'})]
    """

    def __init__(self, rules: Iterable[Rule], scope: Scope | None = None) -> None:
        self.scope, fitting = (scope or Scope()).fit(rules)
        self.rules = tuple(fitting)
        self.strata = _strata(self.rules)


@cache
def packaged_program() -> Program:
    """Give the program of the packaged ontology, with the default scope.

    Raises:
        NoRule: an axiom of it has a form from which no rule can be made.
    """
    from pyoxigraph import RdfFormat, parse

    from aikg.derive.rules.compiling import compile_rules
    from aikg.ground.packaged import ontology_files

    files = (parse(path=str(file), format=RdfFormat.TURTLE) for file in ontology_files())
    return Program(compile_rules(quad.triple for quads in files for quad in quads))


def _strata(rules: Sequence[Rule]) -> tuple[Stratum, ...]:
    uses: dict[str, set[str]] = {}
    for rule in rules:
        uses.setdefault(rule.head.key, set()).update(pattern.key for pattern in rule.body)
    strata = []
    for keys in _components(uses):
        concluding = [rule for rule in rules if rule.head.key in keys]
        inner = [rule for rule in concluding if any(p.key in keys for p in rule.body)]
        entering = [rule for rule in concluding if rule not in inner]
        strata.append(Stratum(keys, tuple(entering), tuple(inner)))
    return tuple(strata)


def _components(uses: Mapping[str, set[str]]) -> list[frozenset[str]]:
    """Group keys that use each other, each group after those that it uses (Tarjan 1972)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_: list[str] = []
    found: list[frozenset[str]] = []

    def visit(key: str) -> None:
        number[key] = lowest[key] = len(number)
        open_.append(key)
        for used in sorted(uses[key] & uses.keys()):
            if used not in number:
                visit(used)
                lowest[key] = min(lowest[key], lowest[used])
            elif used in open_:
                lowest[key] = min(lowest[key], number[used])
        if lowest[key] == number[key]:
            place = open_.index(key)
            found.append(frozenset(open_[place:]))
            del open_[place:]

    for key in sorted(uses):
        if key not in number:
            visit(key)
    return found
