"""Who pays and who is paid, and what else claims say beside their history (rules 4 and 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from aikg.derive.counting.history import figures_by_stage
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aikg.derive.counting.rivals import Dropped
    from aikg.derive.counting.told import Claim


OTHERS: Final = AIKG + "others"
"""Those whom an open list does not name."""
_ROUND: Final = AIKG + "FundingRound"


class Side(NamedTuple):
    """What the claims on one agreement say beside its history.

    Attributes:
        payers: who pays.
        payees: who is paid.
        contingent: whether it is due only if something else happens.
        programme: whether it holds others and may have no amount.
        exhaustive: whether its parts are told to be all of it.
        claims: the claims on which its amounts depend.
        raises: whether money changes hands under it, told or not: it is no mere frame of others.
    """

    payers: frozenset[str]
    payees: frozenset[str]
    contingent: bool
    programme: bool
    exhaustive: bool
    claims: frozenset[str]
    raises: bool = True

    def within(self, whole: Side) -> Side:
        """Give the same of a part, with the only payer and payee of its whole where it has none.

        Examples:
            >>> lent = Side(frozenset("p"), frozenset("qr"), False, False, False, frozenset("w"))
            >>> drawn = Side(frozenset(), frozenset(), False, False, False, frozenset("d"))
            >>> sorted(drawn.within(lent).payers), sorted(drawn.within(lent).payees)
            (['p'], [])
        """
        payers = self.payers or _only(whole.payers)
        payees = self.payees or _only(whole.payees)
        if whole.programme or (payers, payees) == (self.payers, self.payees):
            return self
        return self._replace(payers=payers, payees=payees, claims=self.claims | whole.claims)


def _only(agents: frozenset[str]) -> frozenset[str]:
    return agents if len(agents) == 1 and OTHERS not in agents else frozenset()


def side_of(claims: Sequence[Claim], dropped: Dropped, root: Mapping[str, str]) -> Side:
    """Gather what the claims on one agreement say beside its history.

    Args:
        claims: those that are known and stand.
        dropped: the statements that are held to be wrong.
        root: for each unit the organization that it rolls up into.
    """
    kinds = [claim for claim in claims if claim.kind and ("kind", claim.iri, "") not in dropped]
    programme = any(claim.programme for claim in kinds)
    return Side(
        payers=agents("payers", claims, dropped, root),
        payees=agents("payees", claims, dropped, root),
        contingent=any(claim.contingent for claim in kinds),
        programme=programme,
        exhaustive=any(claim.exhaustive for claim in claims),
        claims=frozenset(claim.iri for claim in claims if _matters(claim, dropped)),
        raises=not programme or any(_ROUND in {claim.kind, *claim.broader} for claim in kinds),
    )


def agents(
    side: Literal["payers", "payees"],
    claims: Sequence[Claim],
    dropped: Dropped,
    root: Mapping[str, str],
) -> frozenset[str]:
    """Give those on one side as all claims tell them whose word on it is held to be right."""
    told: set[str] = set()
    open_lists: set[bool] = set()
    for claim in claims:
        named = claim.payers if side == "payers" else claim.payees
        if named and (side, claim.iri, "") not in dropped:
            told |= named
            open_lists.add(claim.open == side)
    # One source that names them all closes the lists of the others.
    if open_lists == {True}:
        told.add(OTHERS)
    # Where one source names a unit and another what it rolls up into, the unit is meant.
    return frozenset(told - {root[a] for a in told if root.get(a, a) != a})


def is_conditional(claim: Claim) -> bool:
    """Whether a claim tells that all of it, or a stage of it, depends on something."""
    return bool(claim.conditions) or any(stage.conditions for stage in claim.stages)


def _matters(claim: Claim, dropped: Dropped) -> bool:
    """Whether any statement of a claim on which amounts depend is held to be right."""
    return bool(
        claim.stages
        or (claim.payers and ("payers", claim.iri, "") not in dropped)
        or (claim.payees and ("payees", claim.iri, "") not in dropped)
        or claim.wholes
        or claim.tranches
        or claim.overlaps
        or claim.replaces
        or claim.converted_from
        or claim.conditions
        or claim.exhaustive
        or any(("amount", claim.iri, entry) not in dropped for entry in figures_by_stage(claim))
    )
