"""Check: who pays whom is told as the quote has it, and not the other way round."""

from __future__ import annotations

import re
from functools import cache
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
    r"|(?:is|are|was|were)(?=\s\w+ing\b)|on\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|said|says|that|it|agree[sd]?|commit(?:s|ted|ting)?|pledge[sd]?|offer(?:s|ed|ing)?|decided|want(?:s|ed)?|expect(?:s|ed)?"
    r"|(?:is|are|was|were)\s(?:to|set|going|expected|due|said|also|now|planning|looking|in\stalks))\s){0,6}"
)
_COMPANY: Final = r"(?:,?\s(?:Inc|Corp|Corporation|Ltd|Co|LLC|PLC|plc|AG|SE|AB|SA)\.?,?)?"
_BACK: Final = r"(?:(?!\b(?:{named}|back)\b)[^;:]){{0,90}}?\b"
_FEW: Final = r"(?:[\w-]+ ){{0,4}}?"
_AMOUNT: Final = _FEW + "{amount}"
_CAPITAL: Final = "(?: in (?:funding|financing|capital|cash|equity|investments?))?"
_FOR: Final = rf"(?: (?:for|at|worth) {_AMOUNT})?"
# What one does who pays another one. What gives something of that worth is paid, and does not pay.
_PAYS: Final = (
    rf"(?:invest|pour|pump|inject)(?:s|ed|ing)? {_BACK}in(?:to)? {{other}}",
    rf"put(?:s|ting)? {_BACK}in(?:to)? {{other}}",
    rf"(?:commit(?:s|ted|ting)?|pledg(?:es?|ed|ing)) {_AMOUNT} to {{other}}",
    rf"mak(?:es?|ing) {_AMOUNT} (?:\S+ ){{{{0,2}}}}?investment in {{other}}",
    rf"made {_AMOUNT} (?:\S+ ){{{{0,2}}}}?investment in {{other}}",
    rf"(?:len(?:ds?|t|ding)|pa(?:ys?|id|ying)) {_BACK}to {{other}}",
    rf"(?:len(?:ds?|t|ding)|pa(?:ys?|id|ying)|award(?:s|ed|ing)?) {{other}} {_AMOUNT}(?: contract)?",
    rf"(?:b(?:uys?|ought|uying)|(?:purchas|leas)(?:es?|ed|ing)|rent(?:s|ed|ing)?) {_BACK}from"
    rf" {{other}}{_FOR}",
    rf"order(?:s|ed|ing)? {_AMOUNT} (?:of|worth of) {_BACK}from {{other}}",
    rf"sp(?:ends?|ent|ending) {_AMOUNT} (?:with|on|at) {{other}}",
    rf"(?:takes?|took|taking|acquir(?:es?|ed|ing)|b(?:uys?|ought|uying)) {_AMOUNT} (?:\S+ ){{{{0,2}}}}?"
    rf"stake in {{other}}",
    rf"(?:leads?|led|leading|join(?:s|ed|ing)?) {_AMOUNT} (?:\S+ ){{{{0,3}}}}?(?:round|investment)"
    rf" (?:in|of|for) {{other}}",
    rf"(?:back|fund|financ)(?:s|es|ed|ing)? {{other}} with {_AMOUNT}",
    rf"(?:gives?|gave|giving|grant(?:s|ed|ing)?|hand(?:s|ed|ing)?) {{other}} {_AMOUNT}(?! (?:of|worth)\b)"
    rf"{_CAPITAL}(?! in\b)",
    rf"(?:provid(?:es?|ed|ing)|extend(?:s|ed|ing)?) {_AMOUNT} (?:\S+ )?"
    rf"(?:loan|credit|facility|line|financing) to {{other}}",
)
# What one does who is paid by another one.
_IS_PAID: Final = (
    rf"(?:rais(?:es?|ed|ing)|borrow(?:s|ed|ing)?) {_BACK}from {{other}}",
    rf"s(?:ells?|old|elling) {{other}} {_AMOUNT}",
    rf"(?:provid(?:es?|ed|ing)|suppl(?:y|ies|ied|ying)) {_AMOUNT} (?:of|worth of)"
    rf"(?! (?:financing|capital|funding|equity|loans?|credit|debt|cash)\b) {_BACK}to {{other}}",
    rf"(?:s(?:ells?|old|elling)|leas(?:es?|ed|ing)|rent(?:s|ed|ing)?) {_BACK}to {{other}}{_FOR}",
    rf"(?:receiv(?:es?|ed|ing)|gets?|got|getting|secur(?:es?|ed|ing)|takes?|took|taking) {_AMOUNT}"
    rf"(?:{_CAPITAL}| (?:\S+ ){{{{0,2}}}}?(?:investment|loan|injection|infusion|order)) from {{other}}",
    rf"(?:wins?|won|winning|land(?:s|ed|ing)?) {_AMOUNT} (?:\S+ ){{{{0,3}}}}?(?:contract|deal|order)"
    rf" from {{other}}",
    rf"(?:is|was|were|been|being) (?:given|paid|lent|loaned|granted|awarded|handed) {_AMOUNT}"
    rf"(?: \S+){{{{0,3}}}}? by {{other}}",
)
_NOT_FOR: Final = r"(?!\s(?:for|in\sexchange\sfor)\s(?:shares|stock|equity|a\sstake))"
_LOAN: Final = AIKG + "Loan"
_PAID: Final = re.compile(r"\b(?:re)?pa(?:ys?|id|ying)\b", re.IGNORECASE)


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


@cache
def _loosely(verb: str) -> re.Pattern[str]:
    """The same words of whomever and however much: most passages have none, which is soon seen."""
    words = verb.replace(" ", r"\s").format(named="(?!)", other="\\S.*", amount="\\S.*?")
    return re.compile(rf"\b{words}", re.IGNORECASE)


def _flows(passage: Passage, phrase: str, payers: list[str], payees: list[str]) -> str:
    """The words of a quote that have an amount flow from the one to the other; or none."""
    named, amount = "|".join([*payers, *payees]), re.escape(phrase)
    for verbs, one, other in ((_PAYS, payers, payees), (_IS_PAID, payees, payers)):
        acting, acted_on = (f"(?:{'|'.join(each)})" for each in (one, other))
        for verb in verbs:
            if not _loosely(verb).search(passage.clause):
                continue
            words = verb.replace(" ", r"\s").format(named=named, other=acted_on, amount=amount)
            found = re.search(
                rf"(?<![\w-]){acting}{_COMPANY}\s{_MAY}{words}\b{_NOT_FOR}",
                passage.clause,
                re.IGNORECASE,
            )
            if found and phrase.casefold() in found[0].casefold():
                return found[0]
    return ""
