"""Disputes, and the consistent ways of telling them, one of which is assessed (rule 2)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal

from aikg.derive.counting.rivals import statements
from aikg.derive.counting.told import by_agreement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aikg.derive.counting.rivals import Dropped, Field, Key, Rival, Statement
    from aikg.derive.counting.told import Claim


Rule = Literal["standing", "speaker", "sources", "publication", "name"]
"""What puts one reading before the others, in the order in which it is asked."""


@dataclass(frozen=True, slots=True)
class Rivalry:
    """One field of one agreement, told in two or more ways.

    Attributes:
        agreement: of which agreement.
        options: for each way of telling it the statements that tell it so; none is in two.
    """

    agreement: str
    options: tuple[frozenset[Statement], ...]

    def voices(self) -> list[frozenset[str]]:
        """The voices of each option."""
        return [frozenset(one.claim.voice for one in option) for option in self.options]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Rivalries between the same voices, decided together.

    Attributes:
        name: what it is known by: the least agreement that it is about, and its voices.
        readings: each consistent way of telling it, the assessed one first: its voices, and the
            statements that it holds to be wrong.
        because: the rule that put the assessed reading before the next; empty where there is none.
        statements: what is told in ways that rule each other out: the field, and of which agreement.
        tellers: for each reading the claims of its voices that tell it, by IRI.
    """

    name: str
    readings: tuple[tuple[tuple[str, ...], Dropped], ...]
    because: Rule | Literal[""] = ""
    statements: tuple[tuple[Field, str], ...] = ()
    tellers: tuple[frozenset[str], ...] = ()


def disputes(claims: Sequence[Claim], root: Mapping[str, str]) -> tuple[list[Dispute], Dropped]:
    """Find what is disputed among the claims of a cluster.

    Args:
        claims: the claims that are known and stand.
        root: for each unit the organization that it rolls up into.

    Returns:
        The disputes, by name; and the statements that no longer hold since the same voice has
        told it anew, which is no dispute.
    """
    of_agreement = by_agreement(claims)
    rivalries: list[Rivalry] = []
    outdated: set[Key] = set()
    for agreement in sorted(of_agreement):
        own = sorted(of_agreement[agreement], key=lambda claim: claim.iri)
        if len(own) < 2:
            continue
        for of_field, rival in statements(own, root):
            found = _Graph(of_field, rival)
            outdated.update(statement.key for statement in found.outdated)
            rivalries += [Rivalry(agreement, options) for options in found.components()]
    return [_dispute(group) for group in _together(rivalries)], frozenset(outdated)


class _Graph:
    """The statements in one field of one agreement, joined where they rule each other out."""

    def __init__(self, statements: Sequence[Statement], rival: Rival) -> None:
        self.outdated: set[Statement] = set()
        pairs: list[tuple[Statement, Statement]] = []
        for one, other in combinations(statements, 2):
            if one.claim is other.claim or not rival(one, other):
                continue
            if one.claim.voice == other.claim.voice:
                self._same_voice(one, other)
            else:
                pairs.append((one, other))
        self.rivals: dict[Statement, set[Statement]] = defaultdict(set)
        for one, other in pairs:
            if not {one, other} & self.outdated:
                self.rivals[one].add(other)
                self.rivals[other].add(one)

    def _same_voice(self, one: Statement, other: Statement) -> None:
        # The later claim in the same publisher's reporting takes the place of its earlier one.
        if one.claim.published.before(other.claim.published):
            self.outdated.add(one)
        elif other.claim.published.before(one.claim.published):
            self.outdated.add(other)

    def components(self) -> list[tuple[frozenset[Statement], ...]]:
        found: list[tuple[frozenset[Statement], ...]] = []
        seen: set[Statement] = set()
        for statement in sorted(self.rivals, key=lambda s: s.key):
            if statement in seen:
                continue
            component: set[Statement] = set()
            waiting = [statement]
            while waiting:
                one = waiting.pop()
                if one not in component:
                    component.add(one)
                    waiting += self.rivals[one]
            seen |= component
            found.append(self._options(component))
        return found

    def _options(self, component: set[Statement]) -> tuple[frozenset[Statement], ...]:
        options: list[set[Statement]] = []
        for statement in sorted(component, key=lambda s: s.key):
            for option in options:
                if not (option & self.rivals[statement]):
                    option.add(statement)
                    break
            else:
                options.append({statement})
        return tuple(frozenset(option) for option in options)


def _together(rivalries: Sequence[Rivalry]) -> list[list[Rivalry]]:
    """Put rivalries between the same voices into one dispute."""
    groups: list[list[Rivalry]] = []
    for rivalry in rivalries:
        mine = _pairs(rivalry)
        joined = [rivalry]
        apart: list[list[Rivalry]] = []
        for group in groups:
            if any(_pairs(other) & mine for other in group):
                joined = group + joined
            else:
                apart.append(group)
        groups = [*apart, joined]
    return groups


def _pairs(rivalry: Rivalry) -> set[frozenset[str]]:
    return {
        frozenset({a, b})
        for one, other in combinations(rivalry.voices(), 2)
        for a in one
        for b in other
        if a != b
    }


def _dispute(group: Sequence[Rivalry]) -> Dispute:
    voices = sorted({voice for rivalry in group for option in rivalry.voices() for voice in option})
    told_all = [one for rivalry in group for option in rivalry.options for one in option]
    ranked = [_ranked(rivalry) for rivalry in group]
    told: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for voice in voices:
        choices = zip(group, ranked, strict=True)
        told[tuple(_choice(rivalry, best, voice) for rivalry, best in choices)].add(voice)
    merits = {c: _merit(one for one in told_all if one.claim.voice in told[c]) for c in told}
    chosen = sorted(told, key=lambda choice: merits[choice], reverse=True)
    readings = tuple((tuple(sorted(told[choice])), _dropped(group, choice)) for choice in chosen)
    least = min(rivalry.agreement for rivalry in group)
    return Dispute(
        " ".join((least, *voices)),
        readings,
        _decided(*(merits[choice] for choice in chosen[:2])),
        tuple(sorted({(one.field, one.claim.about) for one in told_all})),
        tuple(
            frozenset(
                one.claim.iri
                for rivalry, index in zip(group, choice, strict=True)
                for one in rivalry.options[index]
                if one.claim.voice in told[choice]
            )
            for choice in chosen
        ),
    )


def _ranked(rivalry: Rivalry) -> int:
    """The option that is best by itself: what a voice that is silent on it goes by."""
    return max(range(len(rivalry.options)), key=lambda index: _merit(rivalry.options[index]))


def _choice(rivalry: Rivalry, best: int, voice: str) -> int:
    for index, voices in enumerate(rivalry.voices()):
        if voice in voices:
            return index
    return best


Merit = tuple[bool, bool, int, bool, str, list[str]]

_RULES: Final[tuple[Rule, ...]] = (
    *("standing", "speaker", "sources"),
    # Dated before undated, and then the later: both are of the publication.
    *("publication", "publication"),
    "name",
)


def _decided(first: Merit, second: Merit | None = None) -> Rule | Literal[""]:
    """The rule by which one reading comes before the next."""
    if second is None:
        return ""
    return next(rule for rule, a, b in zip(_RULES, first, second, strict=True) if a != b)


def _merit(statements: Iterable[Statement]) -> Merit:
    """By standing; then who speaks for itself; then more voices; then the later, dated first."""
    listed = list(statements)
    claims = {one.claim.iri: one.claim for one in listed}
    dates = [c.published.latest for c in claims.values() if c.published.latest]
    return (
        any(one.preferred for one in listed),
        any(claim.own_voice for claim in claims.values()),
        len({claim.voice for claim in claims.values()}),
        bool(dates),
        max(dates, default=""),
        # The last resort is arbitrary, but the same whatever the order of the claims.
        sorted(claims),
    )


def _dropped(group: Sequence[Rivalry], choice: tuple[int, ...]) -> Dropped:
    return frozenset(
        one.key
        for rivalry, chosen in zip(group, choice, strict=True)
        for index, option in enumerate(rivalry.options)
        if index != chosen
        for one in option
    )
