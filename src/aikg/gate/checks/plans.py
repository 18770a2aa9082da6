"""Check: what the words only plan, or talk about, is not told as done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aikg.gate.evidence.passages import passages
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG, shorten
from aikg.ground.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.findings import Finding

_BINDS: Final = frozenset({"committed", "paid"})
_PLAN = (
    r"(?:(?:plan|intend|aim|hope|seek|want|propos)(?:s|e|es|ed|ing|ning|ned)?\sto|(?:look|prepar)ing\sto"
    r"|(?:consider|explor|weigh|negotiat|discuss)ing"
    r"|in\s(?:[\w-]+\s){0,2}(?:talks|negotiations|discussions)(?:\s[\w-]+){0,2}?(?:\s(?:to|about|over|on))?)"
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
    r"\b(?:agree[sd]|sign(?:s|ed)|clos(?:es|ed)|commit(?:s|ted)|complet(?:es|ed)|finali[sz](?:es|ed)"
    r"|seal(?:s|ed)|struck|reached|conclud(?:es|ed)|paid|pays|bought|buys|sold|invest(?:s|ed)"
    r"|acquire[sd]|deliver(?:s|ed)|exercise[sd]|rais(?:es|ed)|lent|lends)\b",
    re.IGNORECASE,
)


def check_plans(change: Change) -> Iterator[Finding]:
    """Yield stages that bind or pay, without a hedge, whose own words tell a plan or talks.

    The words of the plan stand at the head of the stage's phrase, or right before it wherever its
    evidence has the phrase; where a word of a deal that is done stands beside them, nothing is said.
    """
    for entry in change.typed("StageEntry"):
        stage = change.node(entry, "stage")
        if change.nodes(entry, "hedge") or change.text(stage, "effect") not in _BINDS:
            continue
        if words := _planned(change, entry):
            yield change.finding(
                "StageOnlyPlanned",
                Severity.WARNING,
                entry,
                f'"{words}" tells a plan or talks, and the stage '
                f"{change.label(stage) or shorten(stage)} binds.",
                expected="a stage such as aikg:stage-planned or aikg:stage-in-talks",
                mend="Take the stage that the words tell; or quote the words of what was done.",
                path=AIKG + "stage",
            )


def _planned(change: Change, entry: str) -> str:
    """The words of an entry that tell a plan; empty where they tell more than that, or none."""
    phrase = fold(change.text(entry, "asStated"))
    if not phrase or _DONE.search(phrase):
        return ""
    found = [each for each in passages(change, [entry]) if phrase.lower() in each.quote.lower()]
    if not found or any(_DONE.search(each.clause) for each in found):
        return ""
    if _BEGINS.match(phrase):
        return phrase
    told = [
        _BEFORE.search(each.sentence[: each.start + at.start()])
        for each in found
        for at in re.finditer(rf"\b{re.escape(phrase)}", each.quote, re.IGNORECASE)
    ]
    return next((each[0] + phrase for each in told if each), "") if all(told) else ""
