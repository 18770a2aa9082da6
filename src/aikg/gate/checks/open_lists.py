"""Check: an amount that several pay is not told as what the one of them pays who is named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aikg.gate.checks.deals import Deal
from aikg.gate.evidence.passages import passages
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.findings import Finding

_KINDS: Final = frozenset(AIKG + kind for kind in ("Investment", "FundingRound", "Loan"))
_LEAD: Final = AIKG + "leadInvestor"
_OPEN: Final = re.compile(
    r"\b(?:investors?|backers?|lenders?|banks|funds|firms|group|consortium|syndicate)\s(?:[\w-]+\s){0,2}?"
    r"(?:including|such\sas|among\sthem|like)\b"
    r"|\band\s(?:(?:several|some|many|a\sfew)\s)?other(?:s|\s(?:investors|backers|lenders|banks|funds))\b"
    r"|\bamong\sothers\b"
    r"|\b(?:round|financing|raise|tranche)\s(?:[\w-]+\s){0,3}?(?:that\swas\s)?(?:co-)?led\sby\b"
    r"|\bled\s(?:[\w'’$€£.-]+\s){1,6}?(?:round|financing)\b"
    r"|\b(?:participat(?:es|ed|ing)\sin|co-led)\b",
    re.IGNORECASE,
)


def check_open_lists(change: Change) -> Iterator[Finding]:
    """Yield claims whose quotes name only some of those who pay, told as if they were all.

    A round of which only who leads it is named is shared with others by itself.
    """
    for claim in change.typed("Claim"):
        payers = change.parties(claim, change.paying)
        roles = {role for role, _ in payers}
        if not payers or roles == {_LEAD} or not _KINDS.intersection(change.nodes(claim, "kind")):
            continue
        if change.said(claim, "openList"):
            continue
        for figure in Deal(change, claim).amounts:
            found = [_OPEN.search(passage.clause) for passage in passages(change, [figure.iri])]
            if found and all(found) and found[0]:
                yield change.finding(
                    "ListIsOpen",
                    Severity.WARNING,
                    claim,
                    f'"{found[0][0]}" tells that others pay as well, and the amount counts as what those '
                    "pay who are named.",
                    expected="aikg:openList true, or a round with aikg:leadInvestor alone",
                    mend="Say aikg:openList true unless the source names all who pay.",
                    path=payers[0][0],
                )
                break
