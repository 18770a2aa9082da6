"""Statements that cannot all be right, and the consistent ways of telling them (rule 2)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal

from aikg.derive.counting.figures import agree
from aikg.derive.counting.history import dated, tellings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from aikg.derive.counting.history import Telling
    from aikg.derive.counting.told import Claim

Field = Literal["amount", "payers", "payees", "kind", "end"]
"""What can be told in ways that rule each other out; `end` is whether it was ended."""

Rule = Literal["standing", "speaker", "sources", "publication", "name"]
"""What puts one reading before the others, in the order in which it is asked."""

Dropped = frozenset[tuple[Field, str]]
"""The statements that a reading does not hold to be right: the field, and the claim's IRI."""


@dataclass(frozen=True, slots=True)
class Rivalry:
    """One field of one agreement, told in two or more ways.

    Attributes:
        field: what is told.
        agreement: of which agreement.
        options: for each way of telling it the claims that tell it so; no claim is in two.
    """

    field: Field
    agreement: str
    options: tuple[frozenset[Claim], ...]

    def voices(self) -> list[frozenset[str]]:
        """The voices of each option."""
        return [frozenset(claim.voice for claim in option) for option in self.options]


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
    by_agreement: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_agreement[claim.about].append(claim)
    rivalries: list[Rivalry] = []
    outdated: set[tuple[Field, str]] = set()
    for agreement in sorted(by_agreement):
        own = sorted(by_agreement[agreement], key=lambda claim: claim.iri)
        if len(own) < 2:
            continue
        for field, rival in _fields(own, root):
            found = _Graph(own, rival)
            outdated.update((field, claim.iri) for claim in found.outdated)
            rivalries += [Rivalry(field, agreement, options) for options in found.components()]
    return [_dispute(group) for group in _together(rivalries)], frozenset(outdated)


def _fields(
    own: Sequence[Claim], root: Mapping[str, str]
) -> list[tuple[Field, Callable[[Claim, Claim], bool]]]:
    amounts: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings(own):
        amounts[telling.claim.iri].append(telling)

    def amounts_rival(one: Claim, other: Claim) -> bool:
        return any(_tellings_rival(a, b) for a in amounts[one.iri] for b in amounts[other.iri])

    def rolled(agents: Iterable[str]) -> frozenset[str]:
        return frozenset(root.get(agent, agent) for agent in agents)

    def apart(one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether two lists rule each other out: neither may be just a part of the other."""
        mine, theirs = rolled(one), rolled(other)
        return bool(mine and theirs) and not (mine <= theirs or theirs <= mine)

    return [
        ("amount", amounts_rival),
        ("payers", lambda a, b: apart(a.payers, b.payers)),
        ("payees", lambda a, b: apart(a.payees, b.payees)),
        ("kind", lambda a, b: bool(a.kind and b.kind) and a.kind != b.kind),
        ("end", _ends_rival),
    ]


def _tellings_rival(one: Telling, other: Telling) -> bool:
    later = one.when.before(other.when) or other.when.before(one.when)
    return not later and not agree(one.figures, other.figures)


def _ends_rival(one: Claim, other: Claim) -> bool:
    """Whether one tells an end and the other that it lives, and either may be the later."""

    def ends(claim: Claim) -> bool:
        return any(stage.effect == "void" for stage in claim.stages)

    if ends(one) == ends(other):
        return False
    dead, live = (one, other) if ends(one) else (other, one)
    end = next(stage for stage in dead.stages if stage.effect == "void")
    told = dated(dead, end)
    # An end that is dated by its publication alone is at its latest then.
    at = told if told.earliest else dead.published
    return any(
        stage.effect in ("committed", "paid")
        and not dated(live, stage).before(at)
        and not at.before(dated(live, stage))  # it was taken up again
        and not live.published.before(dead.published)  # it has ended since
        for stage in live.stages
    )


class _Graph:
    """The claims on one agreement, joined where they rule each other out in one field."""

    def __init__(self, claims: Sequence[Claim], rival: Callable[[Claim, Claim], bool]) -> None:
        self.outdated: set[Claim] = set()
        pairs: list[tuple[Claim, Claim]] = []
        for one, other in combinations(claims, 2):
            if not rival(one, other):
                continue
            if one.voice == other.voice:
                self._same_voice(one, other)
            else:
                pairs.append((one, other))
        self.rivals: dict[Claim, set[Claim]] = defaultdict(set)
        for one, other in pairs:
            if not {one, other} & self.outdated:
                self.rivals[one].add(other)
                self.rivals[other].add(one)

    def _same_voice(self, one: Claim, other: Claim) -> None:
        # The later claim in the same publisher's reporting takes the place of its earlier one.
        if one.published.before(other.published):
            self.outdated.add(one)
        elif other.published.before(one.published):
            self.outdated.add(other)

    def components(self) -> list[tuple[frozenset[Claim], ...]]:
        found: list[tuple[frozenset[Claim], ...]] = []
        seen: set[Claim] = set()
        for claim in sorted(self.rivals, key=lambda c: c.iri):
            if claim in seen:
                continue
            component: set[Claim] = set()
            waiting = [claim]
            while waiting:
                one = waiting.pop()
                if one not in component:
                    component.add(one)
                    waiting += self.rivals[one]
            seen |= component
            found.append(self._options(component))
        return found

    def _options(self, component: set[Claim]) -> tuple[frozenset[Claim], ...]:
        options: list[set[Claim]] = []
        for claim in sorted(component, key=lambda c: c.iri):
            for option in options:
                if not (option & self.rivals[claim]):
                    option.add(claim)
                    break
            else:
                options.append({claim})
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
    claims = {claim for rivalry in group for option in rivalry.options for claim in option}
    ranked = [_ranked(rivalry) for rivalry in group]
    told: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for voice in voices:
        choices = zip(group, ranked, strict=True)
        told[tuple(_choice(rivalry, best, voice) for rivalry, best in choices)].add(voice)
    merits = {choice: _merit(c for c in claims if c.voice in told[choice]) for choice in told}
    chosen = sorted(told, key=lambda choice: merits[choice], reverse=True)
    readings = tuple((tuple(sorted(told[choice])), _dropped(group, choice)) for choice in chosen)
    least = min(rivalry.agreement for rivalry in group)
    return Dispute(
        " ".join((least, *voices)),
        readings,
        _decided(*(merits[choice] for choice in chosen[:2])),
        tuple(sorted({(rivalry.field, rivalry.agreement) for rivalry in group})),
        tuple(
            frozenset(
                claim.iri
                for rivalry, index in zip(group, choice, strict=True)
                for claim in rivalry.options[index]
                if claim.voice in told[choice]
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


def _merit(claims: Iterable[Claim]) -> Merit:
    """By standing; then who speaks for itself; then more voices; then the later, dated first."""
    listed = list(claims)
    dates = [claim.published.latest for claim in listed if claim.published.latest]
    return (
        any(claim.preferred for claim in listed),
        any(claim.own_voice for claim in listed),
        len({claim.voice for claim in listed}),
        bool(dates),
        max(dates, default=""),
        # The last resort is arbitrary, but the same whatever the order of the claims.
        sorted(claim.iri for claim in listed),
    )


def _dropped(group: Sequence[Rivalry], choice: tuple[int, ...]) -> Dropped:
    return frozenset(
        (rivalry.field, claim.iri)
        for rivalry, chosen in zip(group, choice, strict=True)
        for index, option in enumerate(rivalry.options)
        if index != chosen
        for claim in option
    )
