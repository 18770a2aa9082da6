"""What goes into counting: claims as told, stripped of everything that no total depends on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from aikg.ground.bounds import ALWAYS, Bounds, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

Effect = Literal["possible", "committed", "paid", "void", "none"]
"""What a stage does to totals."""

Lasts = tuple[Bounds | None, Bounds | None]
"""How many years, or periods of a rate, the term and the notice last; None for each not told."""


class Condition(NamedTuple):
    """A circumstance on which an amount depends.

    Attributes:
        met: when it was met; None where it was not.
        failed: when it could no longer be met; None where it still can.
        fallback: what is owed if it fails, by currency.
        releases: what of the amount that depends on it falls due when it is met, by currency.
        members: of how many it consists that must all be met, at least.
    """

    met: Span | None = None
    failed: Span | None = None
    fallback: tuple[tuple[str, Bounds], ...] = ()
    releases: tuple[tuple[str, Bounds], ...] = ()
    members: int = 1


class Stage(NamedTuple):
    """A step in the history of an agreement.

    Attributes:
        name: the concept's IRI.
        effect: what it does to totals.
        rank: its place in the usual order of stages.
        when: its date as told; no bounds where it has none.
        iri: the entry's own IRI.
        conditions: what it depends on.
        preferred: whether its editors prefer it; None where it has the standing of its claim.
    """

    name: str
    effect: Effect
    rank: int
    when: Span = ALWAYS
    iri: str = ""
    conditions: tuple[Condition, ...] = ()
    preferred: bool | None = None


class Figure(NamedTuple):
    """A counted amount of money as told: a price or a principal.

    Attributes:
        bounds: the amount, or the amount for each period of a rate.
        currency: ISO 4217 code.
        grain: the value of the last written digit; 0 where the figure is exact.
        stage: IRI of the stage entry with which it was told; empty for the claim as a whole.
        rate: for a rate, the number of its periods in the term and in the notice.
        conditions: what it depends on.
        preferred: whether its editors prefer it; None where it has the standing of its claim.
        period: for a rate, its period in years; 0 where that is not told.
        terms_by: the claims that tell its term or its notice, where its own does not.
    """

    bounds: Bounds
    currency: str
    grain: float = 0.0
    stage: str = ""
    rate: Lasts | None = None
    conditions: tuple[Condition, ...] = ()
    preferred: bool | None = None
    period: float = 0.0
    terms_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source tells of one agreement.

    Attributes:
        iri: the claim.
        about: the agreement.
        voice: the publisher whose reporting it is, or the source where none is known.
        published: when its source was published: from then on it is known.
        withdrawn: when the editors withdrew it; None while it stands.
        preferred: whether its editors prefer it.
        own_voice: whether a party or an authority speaks for itself.
        kind: the class of agreement; empty where the claim does not tell it.
        broader: the classes of which that is a kind.
        payers: agents in roles that pay.
        payees: agents in roles that are paid.
        open: the side of which more take part than it names; empty where it names all.
        figures: its counted figures.
        lasts: for how many years it tells the agreement, and its notice, to last.
        stages: its stage entries.
        wholes: agreements of which this one is a tranche.
        tranches: agreements that it tells to be tranches of this one.
        replaces: agreements whose place this one takes.
        overlaps: agreements with which this one shares an unknown amount.
        converted_from: agreements the interest under which was turned into this one.
        exhaustive: whether the stated parts are told to be all of it.
        conditions: what the whole of it depends on.
        contingent: whether the kind is contingent: due only if something else happens.
        programme: whether the kind is a programme, which holds others and may have no amount.
        source: the source, whose claims all come out together; empty for a claim by itself.
    """

    iri: str
    about: str
    voice: str = ""
    published: Span = ALWAYS
    withdrawn: Span | None = None
    preferred: bool = False
    own_voice: bool = False
    kind: str = ""
    broader: frozenset[str] = frozenset()
    payers: frozenset[str] = frozenset()
    payees: frozenset[str] = frozenset()
    open: Literal["", "payers", "payees"] = ""
    figures: tuple[Figure, ...] = ()
    lasts: Lasts = (None, None)
    stages: tuple[Stage, ...] = ()
    wholes: frozenset[str] = frozenset()
    tranches: frozenset[str] = frozenset()
    replaces: frozenset[str] = frozenset()
    overlaps: frozenset[str] = frozenset()
    converted_from: frozenset[str] = frozenset()
    exhaustive: bool = False
    conditions: tuple[Condition, ...] = ()
    contingent: bool = False
    programme: bool = False
    source: str = ""

    def __hash__(self) -> int:
        return hash(self.iri)  # which is enough to find it by, and at hand

    @property
    def linked(self) -> frozenset[str]:
        """The agreements with which it is counted together."""
        parts = self.wholes | self.tranches
        return parts | self.replaces | self.overlaps | self.converted_from


@dataclass(frozen=True, slots=True)
class Cluster:
    """The claims on agreements that hang together, deprecated ones left out.

    Attributes:
        claims: in any order; the order makes no difference.
        root: for each unit of an organization the organization that it rolls up into; telling the
            one or the other is no contradiction.
    """

    claims: tuple[Claim, ...]
    root: dict[str, str] = field(default_factory=dict)


def by_agreement(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Give for each agreement the claims on it, in their order.

    Examples:
        >>> told = by_agreement([Claim("claim:b", "kg:deal"), Claim("claim:a", "kg:deal")])
        >>> [claim.iri for claim in told["kg:deal"]]
        ['claim:b', 'claim:a']
    """
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.about].append(claim)
    return found
