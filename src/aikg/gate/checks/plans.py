"""Check: what the words only plan, talk about or put into a letter of intent is not told as done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aikg.gate.evidence.letters import of_letter, without_letters
from aikg.gate.evidence.passages import passages
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG, shorten
from aikg.ground.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.evidence.passages import Passage
    from aikg.gate.findings import Finding

_EFFECTS: Final = {"committed": "binds", "paid": "pays", "void": "ends it"}
"""What a stage does, by its effect."""
_MAY = "(?-i:may|might|could)"
_MODAL: Final = re.compile(rf"\b{_MAY}\b")
_PLAN = (
    r"(?:(?:plan|intend|aim|hope|seek|want|propos)(?:s|e|es|ed|ing|ning|ned)?\sto|(?:look|prepar)ing\sto"
    r"|(?:consider|explor|weigh|negotiat|discuss)(?:s|es|ed|ing)"
    # A "proposed acquisition" may have been signed long ago.
    r"|propos(?:es|ed|ing)(?!\s(?:acquisition|merger|takeover|transaction|deal|sale|purchase|investment))"
    r"|set\sto|slated\sto|scheduled\sto|stands?\sto|in\sline\sfor|looking\sfor|asked\sfor|was\soffered"
    r"|seek(?:s|ing)?|sought|wants?|plans(?!\s(?:is|are|was|were|have|had|for|of)\b)|planning|expects?|target(?:s|ing)|ey(?:es|eing)|mull(?:s|ing)"
    r"|pursu(?:es|ing)|courting|(?<=\bis\s)raising|(?<=\bare\s)raising"
    r"|expect(?:s|ed)?\sto|offer(?:s|ed|ing)?\sto|about\sto|poised\sto|close\sto|near(?:s|ing)"
    rf"|on\sthe\s(?:verge|brink|cusp)\sof|{_MAY}"
    r"|(?:in|enter(?:s|ed)|into)\s(?:[\w-]+\s){0,2}(?:talks|negotiations|discussions)"
    r"(?:\s[\w-]+){0,2}?(?:\s(?:to|about|over|on))?)"
)
_BEFORE: Final = re.compile(
    rf"\b{_PLAN}\s(?:(?:also|then|possibly|potentially|jointly)\s)?\Z", re.IGNORECASE
)
_BEGINS: Final = re.compile(
    rf"(?:(?:is|are|was|were|has|have|had|been|it|they|also|still|now)\s)*{_PLAN}(?!\w)",
    re.IGNORECASE,
)
# Words of a deal that is done, beside which a plan may be an earlier or another one.
_DONE: Final = re.compile(
    # What is to be done under a deal is told in words of a plan, too.
    r"\bunder\s(?:the|this|that|an?|its|their)\s(?:[\w$€£.-]+\s){0,4}?"
    r"(?:deals?|agreements?|contracts?|pacts?|terms|accords?|arrangements?)\b"
    r"|\b(?:agree[sd]|sign(?:s|ed)|clos(?:es|ed)|commit(?:s|ted)|complet(?:es|ed)|finali[sz](?:es|ed)"
    r"|seal(?:s|ed)|struck|reached|conclud(?:es|ed)|paid|pays|bought|buys|sold|invest(?:s|ed)"
    r"|acquire[sd]|deliver(?:s|ed)|exercise[sd]|rais(?:es|ed)|lent|lends"
    r"|cancel(?:s|l?ed)|terminate[sd]|scrap(?:s|ped)|end(?:s|ed)|expire[sd]|lapse[sd]|drop(?:s|ped)"
    r"|abandon(?:s|ed)|called\soff|walk(?:s|ed)\saway)\b",
    re.IGNORECASE,
)


def check_plans(change: Change) -> Iterator[Finding]:
    """Yield stages that bind, pay or end, without a hedge, whose words tell a plan, talks or a letter.

    The words of the plan stand at the head of the stage's phrase, or right before it wherever its
    evidence has the phrase; where a word of a deal that is done stands beside them, nothing is said.
    What is done to a letter of intent, as in "signed a letter of intent", is no deal that is done.
    """
    kinds = change.kinds_of("ContingentAgreement")
    may = {
        entry
        for claim in change.typed("Claim")
        if kinds.intersection(change.nodes(claim, "kind"))
        for entry in change.nodes(claim, "hasStageEntry")
    }
    for entry in change.typed("StageEntry"):
        stage = change.node(entry, "stage")
        effect = _EFFECTS.get(change.text(stage, "effect"))
        if change.nodes(entry, "hedge") or effect is None:
            continue
        does = f"the stage {change.label(stage) or shorten(stage)} {effect}."
        words, letter = _planned(change, entry)
        # Who signed an option may buy, and has signed it all the same.
        if words and not (entry in may and _MODAL.search(words)):
            yield change.finding(
                "StageOnlyPlanned",
                Severity.WARNING,
                entry,
                f'"{words}" tells a letter that does not bind, and {does}'
                if letter
                else f'"{words}" tells a plan or talks, and {does}',
                expected="aikg:stage-letter-of-intent"
                if letter
                else "a stage such as aikg:stage-planned or aikg:stage-in-talks",
                mend="Take the stage that the words tell; or quote the words of what was done.",
                path=AIKG + "stage",
            )


def _planned(change: Change, entry: str) -> tuple[str, bool]:
    """The words of an entry that tell a plan, and whether it is a letter; empty where they tell more."""
    phrase = fold(change.text(entry, "asStated"))
    found = [each for each in passages(change, [entry]) if phrase.lower() in each.quote.lower()]
    if not phrase or any(_DONE.search(without_letters(each.clause)) for each in found):
        return "", False
    told = [words for each in found for words in _each(each, phrase)]
    return told[0] if told and all(words for words, _ in told) else ("", False)


def _each(passage: Passage, phrase: str) -> Iterator[tuple[str, bool]]:
    """The words of a plan or letter at each place where a quote has a phrase; empty where none are."""
    first = passage.clause.find(passage.quote)
    for at in re.finditer(rf"(?<!\w){re.escape(phrase)}", passage.quote, re.IGNORECASE):
        letter = of_letter(passage.clause, first + at.start(), first + at.end())
        if letter or _BEGINS.match(phrase):
            yield letter or phrase, bool(letter)
        else:
            before = _BEFORE.search(passage.sentence[: passage.start + at.start()])
            yield (before[0] + phrase if before else ""), False
