"""What the readings of disputes tell of who takes part in what, of which kind, and whether it lives.

What is derived of an agreement is what the assessed reading tells. What the others tell of it is worked
out here from the claims, by the same rules, and for those agreements alone that are in dispute.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aikg.derive import claims
from aikg.derive.counting.choices import choices
from aikg.derive.counting.cluster import Telling
from aikg.derive.counting.disputes import disputes
from aikg.derive.counting.doubts import with_doubts
from aikg.derive.rows import rows
from aikg.derive.vocabulary import Vocabulary
from aikg.ground.terms import AIKG, DERIVED_GRAPH, bare
from aikg.questions.dimensions import CLOCKS, instant
from aikg.questions.recalled import KNOWN_BY, above

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from aikg.derive.claims import Told
    from aikg.derive.counting import Claim
    from aikg.derive.counting.cluster import Timeline
    from aikg.derive.counting.rivals import Dropped, Field
    from aikg.store import Store

AS_OF: Final = "as-of"
_PARTICIPANT: Final = AIKG + "participant"
_ENDED: Final = frozenset({"void", "replaced"})
_PROPERTIES: Final[dict[Field, str]] = {
    "payers": "aikg:disputesPayersOf",
    "payees": "aikg:disputesPayeesOf",
    "kind": "aikg:disputesKindOf",
    "end": "aikg:disputesEndOf",
}

_DISPUTED: Final = f"""
SELECT DISTINCT ?dispute ?deal WHERE {{ GRAPH <{DERIVED_GRAPH}> {{ ?dispute %s ?deal }} }}
"""
# The end of a whole ends its parts, which the dispute does not name but their positions do.
_TOUCHED: Final = f"""
SELECT DISTINCT ?dispute ?deal WHERE {{
  GRAPH <{DERIVED_GRAPH}> {{
    %s ?position aikg:inDispute ?dispute ; aikg:ofAgreement ?deal
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What one reading tells of one agreement.

    Attributes:
        roles: who takes part as what, the more general roles included: property and organization.
        kinds: the classes that claims give it.
        classes: those, and all that they are kinds of.
        alive: whether it stands; None where the readings do not differ in that.
    """

    roles: frozenset[tuple[str, str]]
    kinds: frozenset[str]
    classes: frozenset[str]
    alive: bool | None

    @property
    def parties(self) -> frozenset[str]:
        """Those who take part."""
        return frozenset(agent for _, agent in self.roles)

    @property
    def ended(self) -> bool:
        """Whether it was ended in this reading, and not in another."""
        return self.alive is False


@dataclass(frozen=True, slots=True)
class Case:
    """Agreements whose disputes are told together.

    Attributes:
        readings: for each choice of readings what it tells of each of the agreements.
        claims: all that tell of them, whichever reading holds them to be right.
    """

    readings: tuple[Mapping[str, Sketch], ...]
    claims: frozenset[str]


class Contested:
    """The agreements of which not all readings tell the same, worked out where they are asked for.

    Attributes:
        deals: the agreements, in order.
        ended: those whose end is disputed, and those that end with them.
        told_apart: those of which something else is disputed, or was.
    """

    def __init__(
        self, store: Store, fields: Collection[Field], dimensions: Mapping[str, str]
    ) -> None:
        """Find the disputes about some fields of agreements.

        Args:
            store: where claims and disputes are.
            fields: what is disputed: `payers`, `payees`, `kind`, `end`.
            dimensions: those that were asked with; what was known by a date is disputed as it was then.

        Raises:
            BadParameter: a date is none.
        """
        self._at = {name: instant(name, dimensions[name]) for name in CLOCKS if name in dimensions}
        self._store = store
        self._fields = fields
        path = "|".join(_PROPERTIES[name] for name in fields if name != "end")
        pairs = {(one, deal) for one, deal in rows(store, _DISPUTED % path)}
        end = f"?dispute {_PROPERTIES['end']} ?any ."
        touched = {(one, deal) for one, deal in rows(store, _TOUCHED % end)}
        touched |= {(one, deal) for one, deal in rows(store, _DISPUTED % _PROPERTIES["end"])}
        if KNOWN_BY in self._at:
            # What was in dispute then may be settled since; its positions still bear the dispute.
            touched |= {(one, deal) for one, deal in rows(store, _TOUCHED % "")}
            pairs |= touched
        self.ended = frozenset(deal for _, deal in touched)
        self.told_apart = frozenset(deal for _, deal in pairs)
        pairs |= touched
        self._groups = {deal: group for group in _joined(pairs) for deal in group}
        self.deals = sorted(self._groups)
        self._cases: dict[str, Case] = {}

    def work_out(self, deals: Iterable[str]) -> None:
        """Work out at once what each reading tells of these agreements, of those that are in dispute."""
        groups = {
            self._groups[deal][0]: self._groups[deal]
            for deal in deals
            if deal in self._groups and deal not in self._cases
        }
        if groups:
            teller = _Teller(self._store, self._fields, self._at)
            for case in teller.cases([*groups.values()], self.ended):
                self._cases.update(dict.fromkeys(case.readings[0], case))

    def of(self, deal: str) -> Case | None:
        """The case that an agreement is in; None where it is in no dispute."""
        self.work_out([deal])
        return self._cases.get(deal)

    def sketches(self, deal: str) -> list[Sketch]:
        """What each reading tells of an agreement."""
        case = self.of(deal)
        return [reading[deal] for reading in case.readings] if case else []


def _joined(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Put the agreements together whose disputes have one in common.

    Examples:
        >>> _joined([("x", "a"), ("x", "b"), ("y", "b"), ("z", "c")])
        [['a', 'b'], ['c']]
    """
    by_dispute: dict[str, set[str]] = defaultdict(set)
    for dispute, deal in pairs:
        by_dispute[dispute].add(deal)
    of: dict[str, set[str]] = {}
    for deals in by_dispute.values():
        group = set().union(deals, *(of.get(deal, ()) for deal in deals))
        of.update(dict.fromkeys(group, group))
    return sorted(sorted(group) for group in {id(group): group for group in of.values()}.values())


class _Teller:
    """Tells agreements in each reading of their disputes."""

    def __init__(self, store: Store, fields: Collection[Field], at: Mapping[str, str]) -> None:
        self._store = store
        self._fields = fields
        self._at = at
        self._vocabulary = Vocabulary.read(store)
        self._higher: dict[str, set[str]] = {}

    def cases(self, groups: Sequence[Sequence[str]], ended: Collection[str]) -> Iterator[Case]:
        """Give a case for each group of agreements that are in dispute together.

        Args:
            groups: the agreements.
            ended: those whose end is disputed: whether they stand depends on what was paid, too.
        """
        apart: dict[bool, list[Sequence[str]]] = defaultdict(list)
        for group in groups:
            apart[not set(group).isdisjoint(ended)].append(group)
        for with_end, alike in apart.items():
            deals = [deal for group in alike for deal in group]
            read = claims.read if with_end else claims.outlined
            told = read(self._store, deals, self._vocabulary)
            used = {property_ for facts in told.facts.values() for property_, _ in facts}
            self._higher |= above(self._store, used - self._higher.keys())
            for group in alike:
                yield self._case(group, told, with_end=with_end)

    def _case(self, group: Sequence[str], told: Told, *, with_end: bool) -> Case:
        known = sorted(
            (c for deal in group for c in told.claims.get(deal, ()) if self._known(c)),
            key=lambda claim: claim.iri,
        )
        listed = with_doubts(known)
        found, outdated = disputes(listed, told.root)
        bearing = [d for d in found if any(name in self._fields for name, _ in d.statements)]
        settled = outdated.union(*(d.readings[0][1] for d in found if d not in bearing))
        readings: list[dict[str, Sketch]] = []
        for choice in choices([len(dispute.readings) for dispute in bearing], lambda _: {}):
            wrong = settled.union(
                *(d.readings[number][1] for d, number in zip(bearing, choice, strict=True))
            )
            lives = Telling(listed, wrong, told.root).timelines() if with_end else {}
            readings.append(self._told(group, listed, told, wrong, lives))
        return Case(_where_they_differ(readings), frozenset(claim.iri for claim in listed))

    def _known(self, claim: Claim) -> bool:
        """Whether a claim is known by then, or stands at last."""
        at = self._at.get(KNOWN_BY)
        if at is None:
            return claim.withdrawn is None
        gone = claim.withdrawn is not None and (claim.withdrawn.latest or "9") <= at
        return (claim.published.earliest or "") <= at and not gone

    def _told(
        self,
        group: Sequence[str],
        listed: Sequence[Claim],
        told: Told,
        wrong: Dropped,
        lives: Mapping[str, Timeline],
    ) -> dict[str, Sketch]:
        """What a reading tells of each agreement of a group."""
        left_out = {(name, iri) for name, iri, _ in wrong}
        roles: dict[str, set[tuple[str, str]]] = defaultdict(set)
        kinds: dict[str, set[str]] = defaultdict(set)
        for claim in listed:
            if told.kinds[claim.iri] and ("kind", claim.iri) not in left_out:
                kinds[claim.about].add(told.kinds[claim.iri])
            for property_, value in told.facts.get(claim.iri, ()):
                if (self._side(property_), claim.iri) in left_out:
                    continue
                higher = self._higher.get(property_, {property_})
                if _PARTICIPANT in higher:
                    roles[claim.about].update((each, bare(value)) for each in higher)
        broader = self._vocabulary.broader
        return {
            deal: Sketch(
                frozenset(roles[deal]),
                frozenset(kinds[deal]),
                frozenset(kinds[deal]).union(*(broader.get(k, ()) for k in kinds[deal])),
                self._stands(lives[deal]) if deal in lives else None,
            )
            for deal in group
        }

    def _side(self, property_: str) -> Field | None:
        if property_ in self._vocabulary.payers:
            return "payers"
        return "payees" if property_ in self._vocabulary.payees else None

    def _stands(self, timeline: Timeline) -> bool:
        """Whether an agreement stands, or may stand as of the date that was asked for."""
        at = self._at.get(AS_OF)
        held = timeline[-1:] if at is None else _may_hold(timeline, at)
        return any(c.reason not in _ENDED for _, contents in held for c in contents)


def _may_hold(timeline: Timeline, at: str) -> Timeline:
    """The steps of a timeline that may last at an instant."""
    return [
        (since, contents)
        for place, (since, contents) in enumerate(timeline)
        if (since.earliest or "") <= at
        and (place + 1 == len(timeline) or (timeline[place + 1][0].latest or "9") > at)
    ]


def _where_they_differ(readings: Sequence[dict[str, Sketch]]) -> tuple[dict[str, Sketch], ...]:
    """The same, and whether an agreement stands for those alone of which they tell it differently.

    What is told alike is derived too, and with all that the agreement hangs together with.
    """
    alike = {d for d in readings[0] if len({reading[d].alive for reading in readings}) == 1}
    return tuple(
        {d: replace(s, alive=None) if d in alike else s for d, s in reading.items()}
        for reading in readings
    )
