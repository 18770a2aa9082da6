"""Check: who offers another one's models has an agreement with it that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.gate.checks.deals import members, root, stands
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.findings import Finding

_OFFER: Final = AIKG + "ModelAvailability"
_FEW: Final = 8


def check_offers(change: Change) -> Iterator[Finding]:
    """Yield offers of models by a host that no other known agreement ties to their developer."""
    kind = change.named(_OFFER)
    for claim in change.new.subjects(AIKG + "kind", kind):
        developers = {party for _, party in change.parties(claim, {AIKG + "developer"})}
        for model in change.nodes(claim, "model"):
            families = [model, *change.nodes(model, "inFamily")]
            developers |= {d for each in families for d in change.nodes(each, "developedBy")}
        theirs = {root(change, each) for each in developers}
        for host in change.nodes(claim, "host"):
            mine = root(change, host)
            if not theirs or mine in theirs or _tied(change, mine, theirs):
                continue
            yield change.finding(
                "OfferWithoutBasis",
                Severity.WARNING,
                claim,
                f"{shorten(host)} offers models of {' and '.join(map(shorten, sorted(theirs)))}, and "
                "no other agreement between them is known.",
                expected="an agreement of both, such as an aikg:License or an aikg:Investment",
                mend="See whether the source says that they are offered, and by whom; add the "
                "agreement that it rests on if the source tells one.",
                path=AIKG + "host",
                value=change.named(host),
            )


def _tied(change: Change, host: str, developers: set[str]) -> bool:
    sides = members(change, [host]), members(change, sorted(developers))
    for most in (_FEW, None):  # of two hubs all there is between them takes long to find
        told = change.all.between(*sides, most=most)
        if any(_OFFER not in change.nodes(each, "kind") and stands(change, each) for each in told):
            return True
        if len(told) < _FEW:
            break
    return False
