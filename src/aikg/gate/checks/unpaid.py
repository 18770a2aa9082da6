"""Check: an amount that counts is somebody's, so that it is in some organization's total."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.gate.checks.deals import Deal, claims_about
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.findings import Finding


def check_unpaid(change: Change) -> Iterator[Finding]:
    """Yield claims with an amount that counts, on an agreement that nobody is told to pay or to get.

    Roles such as the holder of an option do not say which way its price goes.
    """
    for claim in change.typed("Claim"):
        deal = Deal(change, claim)
        if not deal.amounts or deal.payers or deal.payees or not deal.about:
            continue
        if any(role in change.nodes(claim, "notStated") for role in change.paying | change.paid):
            continue
        others = (Deal(change, each) for each in claims_about(change, deal.about))
        if any(other.payers or other.payees for other in others):
            continue
        yield change.finding(
            "AmountOfNobody",
            Severity.WARNING,
            claim,
            "The amount counts, and nobody is told to pay or to get it: it is in no organization's "
            "total.",
            expected="aikg:payer, aikg:payee or a role under one of them",
            mend="Name them; whoever uses an option to buy pays its price to the grantor.",
            path=AIKG + "hasFigure",
        )
