"""What hangs together in a cluster: parts, successors, conversions, overlaps (rules 3, 6 and 7)."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aikg.derive.counting.told import Claim


class Bonds:
    """How the agreements of a cluster are tied to one another, as some of its claims tell it.

    Args:
        own: for each agreement the claims on it.
    """

    def __init__(self, own: Mapping[str, Sequence[Claim]]) -> None:
        self._own = own

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """For each whole the agreements contained in it, without those inside another part of it."""
        found: dict[str, set[str]] = defaultdict(set)
        for agreement, claims in self._own.items():
            for claim in claims:
                for whole in claim.wholes:
                    found[whole].add(agreement)
                found[agreement] |= claim.tranches & self._own.keys()
        told = {
            whole: parts - {whole}
            for whole, parts in sorted(found.items())
            if whole in self._own and parts - {whole}
        }
        return {whole: sorted(_nearest(parts, told)) for whole, parts in told.items()}

    @cached_property
    def wholes(self) -> dict[str, list[str]]:
        """For each agreement those that contain it."""
        found: dict[str, list[str]] = defaultdict(list)
        for whole, parts in self.parts.items():
            for part in parts:
                found[part].append(whole)
        return found

    @cached_property
    def successors(self) -> dict[str, list[Claim]]:
        """For each agreement the claims by which another takes its place."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claims in self._own.values():
            for claim in claims:
                for replaced in claim.replaces - {claim.about}:
                    found[replaced].append(claim)
        return found

    @cached_property
    def older(self) -> dict[str, frozenset[str]]:
        """For each agreement all those whose interest was turned into it, step by step.

        What is converted is converted with all its parts, and so is what it is turned into. A part
        that is converted inside its own whole is counted as a part.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for agreement, claims in self._own.items():
            for source in {other for claim in claims for other in claim.converted_from}:
                mine, theirs = (below(name, self.parts) for name in (agreement, source))
                if source in self._own and source not in mine and agreement not in theirs:
                    for one in mine:
                        found[one] |= theirs - mine
        closed: dict[str, frozenset[str]] = {}
        for name, told in found.items():
            seen: set[str] = set()
            waiting = [*told]
            while waiting:
                one = waiting.pop()
                if one not in seen:
                    seen.add(one)
                    waiting += found.get(one, ())
            # Told in a circle, a part and its whole would come from each other.
            apart = seen - below(name, self.parts)
            closed[name] = frozenset(o for o in apart if name not in below(o, self.parts))
        return {name: others for name, others in closed.items() if others}

    @cached_property
    def exclusive(self) -> dict[str, set[str]]:
        """For each agreement those beside which it does not count in full.

        Its wholes and its parts, what it takes the place of or is turned into, and the other way round.
        """
        pairs = [(whole, part) for whole, parts in self.parts.items() for part in parts]
        pairs += [(old, claim.about) for old, claims in self.successors.items() for claim in claims]
        pairs += [(young, old) for young, others in self.older.items() for old in others]
        found: dict[str, set[str]] = defaultdict(set)
        for one, other in pairs:
            found[one].add(other)
            found[other].add(one)
        return found

    @cached_property
    def overlapping(self) -> list[tuple[str, str]]:
        """The pairs of agreements that share an unknown amount, which may be in any of their parts."""
        found: set[tuple[str, str]] = set()
        for claims in self._own.values():
            for claim in claims:
                for other in claim.overlaps:
                    if other in self._own and other != claim.about:
                        found |= self._shared(claim.about, other)
        return sorted(found)

    def _shared(self, one: str, other: str) -> set[tuple[str, str]]:
        mine, theirs = below(one, self.parts), below(other, self.parts)
        return {(one, other)} if mine & theirs else {(a, b) for a in mine for b in theirs}

    def tellers_of_wholes(self, name: str) -> frozenset[str]:
        """The claims by which an agreement is a part, of whatever whole and of the wholes of that."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            part = waiting.pop()
            if part in seen:
                continue
            seen.add(part)
            wholes = self.wholes.get(part, [])
            found.update(claim.iri for claim in self._own.get(part, ()) if claim.wholes)
            found.update(c.iri for w in wholes for c in self._own.get(w, ()) if part in c.tranches)
            waiting += wholes
        return frozenset(found)

    def tellers_of_overlaps(self, name: str) -> frozenset[str]:
        """The claims that tell an agreement, or what it is a part of, to overlap others."""
        return frozenset(
            claim.iri
            for claims in self._own.values()
            for claim in claims
            if any(name in pair for o in claim.overlaps for pair in self._shared(claim.about, o))
        )

    def tellers_of_conversions(self, name: str) -> frozenset[str]:
        """The claims that tell an agreement, or what it is a part of, to be converted."""
        joined = {name, *self.older.get(name, ())}
        return frozenset(
            claim.iri
            for agreement, claims in self._own.items()
            for claim in claims
            if claim.converted_from and not joined.isdisjoint(below(agreement, self.parts))
        )


def below(name: str, parts: Mapping[str, Sequence[str] | set[str]]) -> frozenset[str]:
    """Give an agreement and all that is contained in it.

    Examples:
        >>> sorted(below("a", {"a": ["b"], "b": ["c"], "d": ["a"]}))
        ['a', 'b', 'c']
    """
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += parts.get(one, ())
    return frozenset(found)


def _nearest(parts: set[str], told: Mapping[str, set[str]]) -> set[str]:
    """Of the parts of a whole those that no other part of it contains."""
    if len(parts) < 2:
        return parts
    inside = {part: below(part, told) for part in parts}
    return {
        part
        for part in parts
        if not any(part in inside[other] and other not in inside[part] for other in parts - {part})
    }
