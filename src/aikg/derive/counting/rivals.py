"""Statements, and when two of them cannot both be right (rule 2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from aikg.derive.counting.figures import agree, same
from aikg.derive.counting.history import dated, tellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aikg.derive.counting.history import Telling
    from aikg.derive.counting.told import Claim, Figure, Stage

Field = Literal["amount", "payers", "payees", "kind", "end"]
"""What can be told in ways that rule each other out; `end` is whether it was ended."""

Key = tuple[Field, str, str]
"""What a statement is known by: field, claim's IRI, and stage entry's IRI.

The entry is empty for all that is not an amount, and for amounts told without any stage.
"""

Dropped = frozenset[Key]
"""The statements that a reading does not hold to be right."""


@dataclass(frozen=True, eq=False)
class Statement:
    """What one claim tells in one field; of amounts, at one stage.

    Attributes:
        field: what is told.
        claim: by which claim.
        preferred: whether editors prefer it.
        telling: the amount, if it is one.
    """

    field: Field
    claim: Claim
    preferred: bool
    telling: Telling | None = None

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.field, self.claim.iri, self.telling.entry if self.telling else ""


Rival = Callable[[Statement, Statement], bool]
"""Whether two statements rule each other out."""


def statements(
    own: Sequence[Claim], root: Mapping[str, str]
) -> Iterator[tuple[list[Statement], Rival]]:
    """Give the statements on one agreement field by field, and when two of them rival.

    A field in which all tell the same is left out.

    Args:
        own: the claims on it, sorted by IRI.
        root: for each unit the organization that it rolls up into.
    """

    def rolled(agents: Iterable[str]) -> frozenset[str]:
        return frozenset(root.get(agent, agent) for agent in agents)

    def apart(side: Literal["payers", "payees"], a: Claim, b: Claim) -> bool:
        """Whether two lists rule each other out: neither may be just a part of the other, or of more."""
        mine, theirs = (rolled(c.payers if side == "payers" else c.payees) for c in (a, b))
        if not mine or not theirs or a.open == b.open == side:
            return False
        return not (mine <= theirs or theirs <= mine)

    by_claim: tuple[
        tuple[Field, Callable[[Claim], object], Callable[[Claim, Claim], bool]], ...
    ] = (
        ("payers", attrgetter("payers"), partial(apart, "payers")),
        ("payees", attrgetter("payees"), partial(apart, "payees")),
        ("kind", attrgetter("kind"), _kinds_rival),
        ("end", _ends, _ends_rival),
    )
    yield amounts(own)
    for field, told, rival in by_claim:
        if len({told(claim) for claim in own}) == 1:
            continue
        found = [Statement(field, claim, _prefers(field, claim)) for claim in own]
        yield found, _of_claims(rival)


def _of_claims(rival: Callable[[Claim, Claim], bool]) -> Rival:
    return lambda one, other: rival(one.claim, other.claim)


def _prefers(field: Field, claim: Claim) -> bool:
    """Whether editors prefer what a claim tells in a field that is no amount."""
    if field != "end":
        return claim.preferred
    turns = [stage for stage in claim.stages if stage.effect in ("void", "committed", "paid")]
    return any(_standing(stage, claim) for stage in turns)


def _standing(told: Figure | Stage, claim: Claim) -> bool:
    return claim.preferred if told.preferred is None else told.preferred


def amounts(own: Sequence[Claim]) -> tuple[list[Statement], Rival]:
    """Give the amounts that claims on one agreement tell, and when two of them rival."""
    told: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings(own):
        told[telling.claim.iri].append(telling)
    stages = {iri: {telling.stage for telling in of_claim} for iri, of_claim in told.items()}
    found = [
        Statement("amount", t.claim, any(_standing(f, t.claim) for f in t.figures), t)
        for listed in told.values()
        for t in listed
    ]

    def rival(one: Statement, other: Statement) -> bool:
        mine, theirs = one.telling, other.telling
        if mine is None or theirs is None:
            return False
        if mine.stage != theirs.stage and (
            mine.stage in stages[other.claim.iri] or theirs.stage in stages[one.claim.iri]
        ):
            return False  # where both tell of a stage, like is held against like
        later = mine.when.before(theirs.when) or theirs.when.before(mine.when)
        # A publisher that tells a stage anew takes back a figure that it leaves without a ceiling.
        anew = one.claim.voice == other.claim.voice and mine.stage == theirs.stage
        alike = same if anew else agree
        if later or alike(mine.figures, theirs.figures):
            return False
        # Two that both tell both do not rule each other out.
        return not all(
            any(t.stage == amount.stage and alike(t.figures, amount.figures) for t in told[by])
            for by, amount in ((one.claim.iri, theirs), (other.claim.iri, mine))
        )

    return found, rival


def _kinds_rival(one: Claim, other: Claim) -> bool:
    """Whether two kinds rule each other out: a kind and a kind of it do not."""
    return bool(one.kind and other.kind) and not (
        one.kind == other.kind or one.kind in other.broader or other.kind in one.broader
    )


def _ends(claim: Claim) -> bool:
    return any(stage.effect == "void" for stage in claim.stages)


def _ends_rival(one: Claim, other: Claim) -> bool:
    """Whether one tells an end and the other that it lives, and either may be the later."""
    if _ends(one) == _ends(other):
        return False
    dead, live = (one, other) if _ends(one) else (other, one)
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
