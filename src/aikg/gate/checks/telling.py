"""Checks: nothing is told to have happened after it was told, and a party that speaks is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aikg.gate.checks.deals import claims_about, days, root
from aikg.gate.evidence.passages import passages
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.findings import Finding

_HAPPENED: Final = frozenset({"committed", "paid"})
_PARTY: Final = AIKG + "speaker-party"
_UNNAMED: Final = re.compile(
    r"\b(?:people|person|persons|sources?|those)\s(?:[\w-]+\s){0,2}?(?:familiar|close\sto|with\sknowledge|briefed"
    r"|who\sasked)|\baccording\sto\s(?:(?:a|two|three|several|some)\s)?(?:people|person|sources?)\b"
    r"|\bsources?\s(?:said|says|say|told)\b",
    re.IGNORECASE,
)


def check_after_publication(change: Change) -> Iterator[Finding]:
    """Yield stages that bind or pay, and lie after their source came out for certain."""
    for claim in change.typed("Claim"):
        entries = change.nodes(claim, "hasStageEntry")
        dated = [(e, day) for e in entries for day in days(change, change.nodes(e, "onDate"))]
        if not dated:
            continue
        published = [
            day
            for source in change.nodes(claim, "inSource")
            for day in days(change, change.nodes(source, "publicationDate"))
        ]
        for entry, day in dated:
            ahead = [each for each in published if day.earliest > each.latest]
            stage = change.node(entry, "stage")
            if ahead and change.text(stage, "effect") in _HAPPENED:
                yield change.finding(
                    "AfterPublication",
                    Severity.WARNING,
                    entry,
                    f"It is told as {change.label(stage) or shorten(stage)} on "
                    f"{day.earliest:%Y-%m-%d}, after its source came out on "
                    f"{ahead[0].latest:%Y-%m-%d}, and counts as if it had happened.",
                    expected=f"a date up to {ahead[0].latest:%Y-%m-%d}",
                    mend="If it was still to come, tell the stage that was reached, and the day with "
                    "aikg:expectedOn; else mend the date.",
                    path=AIKG + "onDate",
                )


def check_speakers(change: Change) -> Iterator[Finding]:
    """Yield claims told as a party's own words that are said by whom no claim makes a party."""
    for claim in change.typed("Claim"):
        speakers = change.nodes(claim, "saidBy")
        about = change.node(claim, "about")
        if change.node(claim, "speaker") != _PARTY or not about:
            continue
        yield from _unnamed(change, claim)
        if not speakers:
            continue
        claims = {claim, *claims_about(change, about)}
        parties = {p for each in claims for _, p in change.parties(each, change.roles)}
        parties.add(about)
        # In what it publishes itself it speaks for itself.
        publishers = {
            p for each in change.nodes(claim, "inSource") for p in change.nodes(each, "publishedBy")
        }
        groups = {root(change, party) for party in parties | publishers}
        for speaker in speakers:
            if parties == {about} or speaker in parties or root(change, speaker) in groups:
                continue
            yield change.finding(
                "SpeakerNoParty",
                Severity.WARNING,
                claim,
                f"It is told as the words of a party, which go before the press, and "
                f"{shorten(speaker)} takes no part in it.",
                expected="aikg:speaker-press, or one of "
                + ", ".join(sorted(map(shorten, parties - {about}))),
                mend="Say aikg:speaker-press for what the press reports of others, or mend aikg:saidBy.",
                path=AIKG + "saidBy",
            )


def _unnamed(change: Change, claim: str) -> Iterator[Finding]:
    found = [_UNNAMED.search(each.sentence) for each in passages(change, [claim])]
    # Where any of its quotes stands without them, the party may have said so there.
    if found and all(found) and found[0]:
        yield change.finding(
            "SpeakerUnnamed",
            Severity.WARNING,
            claim,
            f'It is told as the words of a party, which go before the press, and "{found[0][0]}" are '
            "people whom nobody names.",
            expected="aikg:speaker-unnamed or aikg:speaker-press",
            mend="Say who speaks as the source does.",
            path=AIKG + "speaker",
        )
