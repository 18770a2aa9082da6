"""Checks: what the words deny is not told as done, and what they tell as done not as ended."""

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

_NOT: Final = (
    r"(?:(?:did|do|does|has|have|had|is|are|was|were|will|would)(?:\snot|n't)|never"
    r"|fail(?:s|ed)?\sto|declin(?:es|ed)\sto|refus(?:es|ed)\sto|(?:has|have|had)\syet\sto)"
    # "Has not only signed" denies nothing; what is not said or not changed is another matter.
    r"(?:\s(?:yet|ever|actually|formally))?(?!\s(?:only|just|merely|simply|solely|disclos|say|sa(?:id|y)"
    r"|comment|specif|reveal|respond|chang|confirm|comment|immediate)\w*)"
)
_DONE: Final = re.compile(
    r"(?:(?:has|have|had|was|were|it|they|also|then)\s)*(?:invest(?:s|ed)|clos(?:es|ed)|complet(?:es|ed)"
    r"|sign(?:s|ed)|pa(?:id|ys)|bought|buys|acquire[sd]|rais(?:es|ed)|agree[sd]|commit(?:s|ted)"
    r"|purchase[sd]|deliver(?:s|ed)|sold|sells|lent)\b",
    re.IGNORECASE,
)
_OVER: Final = re.compile(
    r"\b(?:no|not|never|cancel\w*|terminat\w*|scrap\w*|abandon\w*|end(?:s|ed|ing)?|off|away|out|laps\w*"
    r"|expir\w*|reject\w*|dead|void|fail\w*|collaps\w*|withdr\w*|drop(?:s|ped)?|halt\w*|without|instead"
    r"|longer|den(?:y|ies|ied)|revers\w*|unw(?:ind|ound)\w*|rescind\w*|fell|fall\w*|close\sdown|shut\w*)\b"
    r"|n't\b",
    re.IGNORECASE,
)
_UNDONE: Final = re.compile(
    r"(?:(?:has|have|had|was|were|is|are|it|they|then|since)\s)*(?:turned\sdown|reject(?:s|ed)|missed\sout"
    r"|walk(?:s|ed)\saway|scrap(?:s|ped)|abandon(?:s|ed)|(?:back|pull)(?:s|ed)\sout|call(?:s|ed)\soff"
    r"|cancel(?:s|l?ed)|terminate[sd])\b",
    re.IGNORECASE,
)
_BEGINS: Final = re.compile(rf"{_NOT}\s", re.IGNORECASE)
_BEFORE: Final = re.compile(rf"\b{_NOT}\s\Z", re.IGNORECASE)


def check_denials(change: Change) -> Iterator[Finding]:
    """Yield stages that bind or pay whose words say that it was not done.

    The denial stands at the head of the stage's phrase, or right before it wherever its evidence has
    the phrase. Who "has yet to pay" may be bound to it: of a stage that binds it is a warning.
    """
    for entry in change.typed("StageEntry"):
        stage = change.node(entry, "stage")
        effect = change.text(stage, "effect")
        if effect not in ("committed", "paid") or change.nodes(entry, "hedge"):
            continue
        if words := _denied(change, entry):
            yield change.finding(
                "StageDenied",
                Severity.VIOLATION if effect == "paid" else Severity.WARNING,
                entry,
                f'"{words}" says that it was not done, and the stage '
                f"{change.label(stage) or shorten(stage)} tells it as done.",
                expected="a stage that has been reached",
                mend="Take the stage that the words leave it at, or leave the entry out.",
                path=AIKG + "stage",
            )


def check_ends(change: Change) -> Iterator[Finding]:
    """Yield stages that end it whose words tell what was done, and whose quotes tell of no end."""
    for entry in change.typed("StageEntry"):
        stage = change.node(entry, "stage")
        if change.text(stage, "effect") == "void" and (words := _told_done(change, entry)):
            yield change.finding(
                "EndUntold",
                Severity.WARNING,
                entry,
                f'"{words}" tells of no end, and the stage {change.label(stage) or shorten(stage)} '
                "ends it.",
                expected="a stage that the words tell, such as aikg:stage-closed",
                mend="Take the stage that the words tell; or quote the words of the end.",
                path=AIKG + "stage",
            )


def _told_done(change: Change, entry: str) -> str:
    """The words of an entry that tell what was done, where no words of its quotes tell an end."""
    phrase = fold(change.text(entry, "asStated"))
    found = passages(change, [entry])
    over = not found or any(_OVER.search(each.sentence) for each in found)
    return phrase if _DONE.match(phrase) and not over else ""


def _denied(change: Change, entry: str) -> str:
    phrase = fold(change.text(entry, "asStated"))
    if not phrase:
        return ""
    if _BEGINS.match(phrase) or _UNDONE.match(phrase):
        return phrase
    told = [
        _BEFORE.search(each.sentence[: each.start + at.start()])
        for each in passages(change, [entry])
        for at in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", each.quote, re.IGNORECASE)
    ]
    return told[0][0] + phrase if told and all(told) and told[0] else ""
