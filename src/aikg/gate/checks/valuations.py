"""Check: what a company is said to be worth is not told as what is paid for a part of it."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from aikg.gate.checks.deals import claims_about
from aikg.gate.evidence.parties import names_of
from aikg.gate.evidence.passages import passages
from aikg.gate.evidence.places import everywhere
from aikg.gate.evidence.told_figure import ToldFigure
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.findings import Finding

# Of all of a company the price is its value, and texts say the one for the other.
_WHOLE: Final = AIKG + "Acquisition"
# Where a part of a company changes hands, and a valuation is told beside what is paid.
_PART: Final = frozenset(
    AIKG + kind
    for kind in ("Investment", "FundingRound", "SecondarySale", "ShareIssue", "BuyBack", "Option")
)
_HEDGES: Final = (
    r"(?:(?:a|an|the|about|around|roughly|approximately|nearly|almost|over|some|more|less|than|at"
    r"|least|most|up|to|as|much|just|under|reported|estimated)\s)*"
)
_VALUATION: Final = re.compile(
    rf"\b(?:valuation(?:\scap)?\s(?:of|at)|valuation\s(?:rose|grew|rises|climbed|jumped|fell)\sto"
    rf"|(?:(?:pre|post)-money(?:\svalu(?:e|ation))?|(?:enterprise|market|equity)\svalu(?:e|ation))\s(?:of|at)"
    rf"|market\scapitali[sz]ation\sof)\s{_HEDGES}\Z",
    re.IGNORECASE,
)
_VALUES: Final = re.compile(
    r"\b(?:(?:valu|pric|pegg?)(?:s|es|ed|ing)\s(?P<what>[^,;.]{1,60}?)\sat"
    r"|giv(?:es|ing)\s(?P<given>[^,;.]{1,60}?)\sa\s(?:(?:new|market|total|paper)\s)*value\sof"
    rf"|mak(?:es|ing)\s(?P<worth>[^,;.]{{1,60}}?)\sworth)\s{_HEDGES}\Z",
    re.IGNORECASE,
)
_VALUED: Final = re.compile(
    r"(?P<what>[^,;]{1,80}?),?(?:\s(?:which|that|who|is|was|now|currently|last|already|been|has|itself))*"
    r"(?:\svalued\sat|(?<=\s(?:now|was|has))\sworth|(?<=,\swhich\sis)\sworth"
    rf"|(?:(?<=unicorn)|(?<=startup)|(?<=start-up)|(?<=company)|(?<=firm))\sworth)\s{_HEDGES}\Z",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"[\s-](?:(?:[\w-]+\s){0,2}?valuation|(?:pre|post)-money)\b", re.IGNORECASE
)
# "A $30 billion startup", as opposed to "$30 billion in the startup".
_A: Final = re.compile(r"\b(?:an?|the|in|into|of)\s\Z", re.IGNORECASE)
_SUCH: Final = re.compile(
    r"[\s-](?:(?!(?:in|into|to|for|from|of|at|with|behind)\b)[\w-]+\s)?(?:start-?up|unicorn)\b",
    re.IGNORECASE,
)
_COMPANY: Final = r"(?:company|start-?up|firm|lab|group|unicorn|developer|maker|provider)"
# What has a value beside companies. "A deal with Acme valued at $2 billion" has that price.
_THING: Final = re.compile(
    r"\b(?:deals?|transactions?|agreements?|contracts?|purchases?|orders?|mergers?|investments?|rounds?"
    r"|stakes?|shares|stock|packages?|offers?|leases?|loans?|partnerships?|projects?|warrants?|bids?"
    r"|financings?|consideration|commitments?|alliances?|ventures?|credits?|chips?|[GTCN]PUs?|servers?"
    r"|capacity|power|assets?|campus(?:es)?|licen[cs]es?|suppl(?:y|ies)|holdings?|notes?|bonds?|pacts?|sales?|accelerators?|processors?"
    r"|hardware|equipment|services|tokens?|rights|bets?|backing|positions?|interests?|tranches?)\b",
    re.IGNORECASE,
)


def check_valuations(change: Change) -> Iterator[Finding]:
    """Yield prices and principals whose quotes tell them as a valuation alone.

    Looked at is what moves a part of a company: who buys all of one pays what it is valued at, and
    what other deals are valued at is their price.
    """
    for claim in change.typed("Claim"):
        told = [ToldFigure.of(change, each) for each in change.nodes(claim, "hasFigure")]
        counted = [each for each in told if each and each.counted and each.currency]
        kinds = _kinds(change, claim)
        if not counted or _WHOLE in kinds or not kinds & _PART:
            continue
        parties = dict.fromkeys(party for _, party in change.parties(claim, change.roles))
        names = [name for party in parties for name in names_of(change, party)]
        for figure in counted:
            found = passages(change, [figure.iri])
            words = everywhere(figure, found, partial(_words, names=names))
            if words:
                yield change.finding(
                    "ValuationCounts",
                    Severity.VIOLATION,
                    figure.iri,
                    f'"{words}" tells what a company is worth, and would count as what is paid.',
                    expected="aikg:figure-valuation, or the like after or before the money",
                    mend="Write aikg:figureRole aikg:figure-valuation, and tell no amount where nothing "
                    "says what is paid.",
                    path=AIKG + "figureRole",
                )


def _kinds(change: Change, claim: str) -> set[str]:
    about = change.node(claim, "about")
    claims = dict.fromkeys([claim, *(claims_about(change, about) if about else [])])
    return {kind for each in claims for kind in change.nodes(each, "kind")}


def _words(sentence: str, start: int, end: int, *, names: list[str]) -> str:
    before = _VALUATION.search(sentence[:start])
    if before is None:
        before = _VALUES.search(sentence[:start])
        what = next(filter(None, before.groups()), "") if before else ""
        if before and not _is_company(what, what, names):
            before = None
    if before:
        return sentence[before.start() : end]
    valued = _VALUED.search(sentence[:start])
    # It may be said of anything that was named before: of a company only where nothing else was.
    if valued and _is_company(valued["what"], sentence[: valued.end("what")], names):
        return sentence[valued.start() : end].lstrip()
    after = _AFTER.match(sentence, end)
    if not after and _A.search(sentence[:start]):
        after = _SUCH.match(sentence, end)
    return sentence[start : after.end()] if after else ""


def _is_company(what: str, said: str, names: list[str]) -> bool:
    """Whether words end with a party's name, or what companies are called, and tell of no thing."""
    called = "|".join([*map(re.escape, names), _COMPANY, r"\A(?:it|them|the\s\w+)"])
    return bool(re.search(rf"(?:^|\W)(?:{called})\Z", what, re.IGNORECASE)) and not _THING.search(
        said
    )
