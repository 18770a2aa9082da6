"""Check: who pays whom is told as the quote has it, and not the other way round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aikg.gate.checks.deals import Deal, root
from aikg.gate.evidence.parties import names_of
from aikg.gate.evidence.passages import passages
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG, shorten
from aikg.ground.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.evidence.passages import Passage
    from aikg.gate.findings import Finding

_MAY: Final = (
    r"(?:(?:will|would|may|might|could|can|shall|should|to|has|have|had|also|now|already|jointly|then"
    r"|itself|recently|reportedly|potentially|separately|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?"
    r"|agree[sd]?|commit(?:s|ted|ting)?|pledge[sd]?|offer(?:s|ed|ing)?|decided|want(?:s|ed)?|expect(?:s|ed)?"
    r"|(?:is|are|was|were)\s(?:to|set|going|expected|due|said|also|now|planning|looking|in\stalks))\s){0,6}"
)
_COMPANY: Final = r"(?:,?\s(?:Inc|Corp|Corporation|Ltd|Co|LLC|PLC|plc|AG|SE|AB|SA)\.?,?)?"
# One who does this to another one pays it; or, of the second kind, is paid.
_PAYS: Final = (
    (r"(?:invest|pour|pump|inject)(?:s|ed|ing)?|put(?:s|ting)?", "in(?:to)?"),
    ("len(?:ds?|t|ding)|pa(?:ys?|id|ying)", "to"),
    ("b(?:uys?|ought|uying)|(?:purchas|leas)(?:es?|ed|ing)|rent(?:s|ed|ing)?", "from"),
)
_IS_PAID: Final = (
    ("rais(?:es?|ed|ing)|borrow(?:s|ed|ing)?", "from"),
    ("s(?:ells?|old|elling)|leas(?:es?|ed|ing)|rent(?:s|ed|ing)?", "to"),
)

# Of these only with the amount right beside them: who gets a billion's worth of chips pays it.
_PAYS_ONE: Final = "len(?:ds?|t|ding)|pa(?:ys?|id|ying)"
_GETS: Final = "receiv(?:es?|ed|ing)|gets?|got|getting|secur(?:es?|ed|ing)"
_LOAN: Final = AIKG + "Loan"
_PAID: Final = re.compile(r"\b(?:re)?pa(?:ys?|id|ying)\b", re.IGNORECASE)
_FEW: Final = r"(?:[\w-]+\s){0,4}?"
_CAPITAL: Final = r"(?:\sin\s(?:funding|financing|capital|cash|equity|investments?))?"
_NOT_FOR: Final = r"(?!\s(?:for|in\sexchange\sfor)\s(?:shares|stock|equity|a\sstake))"


def check_directions(change: Change) -> Iterator[Finding]:
    """Yield amounts that flow one way where all that is quoted of them has them flow the other way.

    Read are the plainest sentences alone: a name, a verb of paying or being paid, the amount, and the
    other name behind "in", "to" or "from". Where any quote has the amount flow as it is told, or both
    pay and are paid, nothing is said.
    """
    for claim in change.typed("Claim"):
        deal = Deal(change, claim)
        payers, payees = _named(change, claim, change.paying), _named(change, claim, change.paid)
        if not deal.amounts or not payers or not payees or deal.payers & deal.payees:
            continue
        for figure in deal.amounts:
            phrase, found = fold(figure.phrase), passages(change, [figure.iri, claim])
            if not phrase or any(_flows(p, phrase, payers, payees) for p in found):
                continue
            # A claim may rest on words of another deal as well; its figure does not.
            own = (p for p in passages(change, [figure.iri]) if not _repaid(change, claim, p))
            words = next(filter(None, (_flows(p, phrase, payees, payers) for p in own)), "")
            if words:
                role, payer = change.parties(claim, change.paying)[0]
                yield change.finding(
                    "DirectionReversed",
                    Severity.VIOLATION,
                    claim,
                    f'"{words}" has the amount flow the other way than it is told.',
                    expected="as payer and as payee whom the quote has pay and be paid",
                    mend=f"Let {shorten(role)} and the role of the other side change places.",
                    path=role,
                    value=change.named(payer),
                )
                break


def _repaid(change: Change, claim: str, passage: Passage) -> bool:
    """Whether a loan is told by what is paid, which its borrower pays to its lender."""
    return _LOAN in change.nodes(claim, "kind") and bool(_PAID.search(passage.clause))


def _named(change: Change, claim: str, roles: frozenset[str]) -> list[str]:
    """The names of those who fill some roles, and of what they are units of."""
    filled = [party for _, party in change.parties(claim, roles)]
    every = dict.fromkeys([*filled, *(root(change, each) for each in filled)])
    return [re.escape(name) for each in every for name in names_of(change, each)]


def _flows(passage: Passage, phrase: str, payers: list[str], payees: list[str]) -> str:
    """The words of a quote that have an amount flow from the one to the other; or none."""
    named, amount = "|".join([*payers, *payees]), re.escape(phrase)
    for pays, one, other in ((True, payers, payees), (False, payees, payers)):
        acting, acted_on = (f"(?:{'|'.join(each)})" for each in (one, other))
        between = rf"\s(?:(?!\b(?:{named}|back)\b)[^;:]){{0,90}}?\b"
        said = [
            rf"(?:{verb}){between}{to}\s{acted_on}" for verb, to in (_PAYS if pays else _IS_PAID)
        ]
        if pays:
            said.append(rf"(?:{_PAYS_ONE})\s{acted_on}\s{_FEW}{amount}")
        else:
            said.append(rf"(?:{_GETS})\s{_FEW}{amount}{_CAPITAL}\sfrom\s{acted_on}")
        for words in said:
            found = re.search(
                rf"(?<![\w-]){acting}{_COMPANY}\s{_MAY}{words}\b{_NOT_FOR}",
                passage.clause,
                re.IGNORECASE,
            )
            if found and phrase.casefold() in found[0].casefold():
                return found[0]
    return ""
