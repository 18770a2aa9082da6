"""Check: what the words only bind somebody to is not told as paid or delivered."""

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

_BINDS: Final = re.compile(
    r"(?:(?:has|have|had|is|are|was|were|it|they|also|jointly|just|now)\s)*"
    r"(?:will|would|shall|(?:is|are)\sto|agree[sd]?|commit(?:s|ted)?|pledge[sd]?|promise[sd]?|sign(?:s|ed)?"
    r"|obliged|bound|contract(?:s|ed))\b(?!\sfor\scash)",
    re.IGNORECASE,
)
# Words of what has been paid or has arrived, beside which something may have been agreed as well.
_DONE: Final = re.compile(
    r"\b(?:clos(?:es|ed|ing)|complet(?:es|ed|ing|ion)|finali[sz](?:es|ed)|paid|pays|invest(?:s|ed)|bought"
    r"|buys|purchased|acquire[sd]|sold|sells|rais(?:es|ed)|receiv(?:es|ed)|got|deliver(?:s|ed)|ship(?:s|ped)"
    r"|fund(?:s|ed)|puts?|poured|injected|lent|lends|gave|given|granted|transferred|dr[ae]wn?|took|takes"
    r"|exercised|settled|converted|vested|issued|spent|was\smade|has\smade)\b",
    re.IGNORECASE,
)


def check_paid(change: Change) -> Iterator[Finding]:
    """Yield stages at which something is paid whose own words, and their clause, only bind somebody."""
    for entry in change.typed("StageEntry"):
        stage = change.node(entry, "stage")
        phrase = fold(change.text(entry, "asStated"))
        if change.text(stage, "effect") != "paid" or not _BINDS.match(phrase):
            continue
        found = [each for each in passages(change, [entry]) if phrase.lower() in each.quote.lower()]
        if not found or any(_DONE.search(each.clause) for each in found):
            continue
        yield change.finding(
            "StageOnlyAgreed",
            Severity.WARNING,
            entry,
            f'"{phrase}" binds somebody to it, and the stage '
            f"{change.label(stage) or shorten(stage)} tells it as paid or delivered.",
            expected="a stage such as aikg:stage-signed or aikg:stage-committed",
            mend="Take the stage that the words tell; or quote the words of what was paid.",
            path=AIKG + "stage",
        )
