"""Check: the same deal is not told again as another agreement."""

from __future__ import annotations

import re
from datetime import timedelta
from math import isclose
from typing import TYPE_CHECKING, Final

from aikg.gate.checks.deals import CAPACITY, CONVERSION, Deal, claims_about, members, stands
from aikg.gate.evidence.hedges import ABOUT, LESS_THAN, MORE_THAN
from aikg.gate.evidence.lexicon import SCALES
from aikg.gate.findings import Severity
from aikg.gate.lookups import Span
from aikg.ground.bounds import INF
from aikg.ground.terms import AIKG, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.evidence.told_figure import ToldFigure
    from aikg.gate.findings import Finding

LINKS: Final = (
    *("trancheOf", "inProgramme", "hasTranche", "hasProgrammePart", "replaces", "overlaps"),
    *("follows", "effectOf", "amends", "convertedFrom", "givenFor", "secures"),
)
# The press dates one signing some days apart; two deals of one size are seldom closer.
_SAME_STAGE: Final = timedelta(days=31)
_ANY_STAGE: Final = timedelta(days=366)
_ROUNDED: Final = 0.05
"""By what share of it an amount may be off that somebody rounds."""
_DIGITS: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LOOSE: Final = frozenset({ABOUT, MORE_THAN, LESS_THAN})


def check_same_deal(change: Change) -> Iterator[Finding]:
    """Yield claims of new agreements that are known already under another name, kind or unit.

    Two claims tell the same deal where the same groups pay and are paid, the same amount (or, where
    no amounts are told, the same capacity) is at stake, and no dates keep them apart. Two agreements
    that one source tells beside each other, or that claims relate to one another, are two; so are
    two parts of one whole on days of their own.
    """
    new = set(change.typed("Claim"))
    for claim in sorted(new):
        deal = Deal(change, claim)
        if not (deal.about and deal.payers and deal.payees and (spans := _spans(deal))):
            continue
        if change.known.subjects(AIKG + "about", change.named(deal.about)):
            continue  # an agreement that is known by this name is no new name of another
        told = change.all.between(members(change, deal.payers), members(change, deal.payees), spans)
        seen = {deal.about}
        for other in (Deal(change, each) for each in told if stands(change, each)):
            later = other.claim in new and (other.source, other.about) > (deal.source, deal.about)
            if other.about in seen or not other.about or later:
                continue
            severity = _alike(deal, other)
            if severity is not None and not _distinct(change, deal, other):
                # Of two parts of one whole of which one bears no date nobody can tell.
                if _wholes(change, deal.about) & _wholes(change, other.about) and not (
                    deal.days and other.days
                ):
                    severity = Severity.WARNING
                seen.add(other.about)
                yield _finding(change, deal, other, severity)


def _finding(change: Change, deal: Deal, other: Deal, severity: Severity) -> Finding:
    link = shorten(other.about)
    name = change.label(other.about)
    return change.finding(
        "SameDeal",
        severity,
        deal.claim,
        f"This is told already as {link}{f' ({name})' if name else ''}, by {shorten(other.claim)}: "
        "the same parties and the same figure, and no dates that keep them apart.",
        expected=f"aikg:about {link}",
        mend=f"Write aikg:about {link}. If it is another deal, date its stages, or say how the two "
        "belong together, such as with aikg:follows or aikg:trancheOf.",
        path=AIKG + "about",
        value=change.named(deal.about),
    )


def _spans(deal: Deal) -> set[Span]:
    """What bounds the same deal has where another source tells it, rounded or in another unit."""
    return {
        Span(number * (1 - slack), number * (1 + slack))
        for _, figure in deal.figures
        for value in (figure.lower, figure.upper)
        if 0 < value < INF
        for slack in (_ROUNDED if figure.counted and figure.currency else 0.0,)
        for scale in (
            {SCALES[figure.quantity] / each for each in SCALES.values()}
            if figure.quantity in SCALES
            else {1.0}
        )
        for number in (float(f"{value * scale:.12g}"),)
    }


def _alike(deal: Deal, other: Deal) -> Severity | None:
    """How alike two deals are: a violation for the very same, a warning for the same ceiling."""
    if deal.payers != other.payers or deal.payees != other.payees:
        return None
    if deal.source == other.source or _apart(deal, other):
        return None
    mine, theirs = deal.amounts, other.amounts
    common = {each.currency for each in mine} & {each.currency for each in theirs}
    if common:
        pairs = [(a, b) for a in mine for b in theirs if a.currency == b.currency]
        if any((a.lower, a.upper) == (b.lower, b.upper) for a, b in pairs):
            return Severity.VIOLATION
        return Severity.WARNING if any(_near(a, b) for a, b in pairs) else None
    if mine and theirs:
        # Other currencies: one of the two may be told as a conversion of the other.
        told = [*((a, b) for a in deal.of_role(CONVERSION) for b in theirs)]
        told += [(a, b) for a in other.of_role(CONVERSION) for b in mine]
        same = any(a.currency == b.currency and isclose(a.value, b.value) for a, b in told)
        return Severity.WARNING if same else None
    powers = [
        (_power(a), _power(b)) for a in deal.of_role(CAPACITY) for b in other.of_role(CAPACITY)
    ]
    return Severity.VIOLATION if any(a is not None and a == b for a, b in powers) else None


def _near(one: ToldFigure, other: ToldFigure) -> bool:
    """Whether two amounts may be one: the same number, or one told less exactly than the other."""
    if isclose(one.value, other.value):
        return True
    off = abs(one.value - other.value)
    if off > _ROUNDED * max(one.value, other.value):
        return False
    hedged = [_step(each) for each in (one, other) if each.hedges & _LOOSE]
    fine, coarse = sorted((_step(one), _step(other)))
    return off <= max(*hedged, coarse / 2 if fine < coarse else 0.0, 0.0)


def _step(figure: ToldFigure) -> float:
    """What one of the last digit is that the words of a figure give; 0 where they have no digits."""
    digits = _DIGITS.search(figure.phrase)
    number = float(digits[0].replace(",", "")) if digits else 0.0
    if not digits or not number:
        return 0.0
    decimals = len(digits[0].partition(".")[2])
    return figure.value / number * float(f"1e-{decimals}")


def _power(figure: ToldFigure) -> tuple[str, float, float] | None:
    """The bounds in watts, or in watt hours."""
    scale = SCALES.get(figure.quantity)
    if scale is None:
        return None
    kind = "energy" if figure.quantity.endswith("-HR") else "power"
    return kind, round(figure.lower * scale), figure.upper * scale


def _apart(deal: Deal, other: Deal, tolerance: timedelta = _SAME_STAGE) -> bool:
    same = [(a, b) for effect, a in deal.days for also, b in other.days if effect == also]
    if same:
        return all(a.apart(b, tolerance) for a, b in same)
    pairs = [(a, b) for _, a in deal.days for _, b in other.days]
    return bool(pairs) and all(a.apart(b, _ANY_STAGE) for a, b in pairs)


def _wholes(change: Change, about: str) -> set[str]:
    return {w for each in claims_about(change, about) for w in change.nodes(each, "trancheOf")}


def _distinct(change: Change, deal: Deal, other: Deal) -> bool:
    """Whether a claim relates the two agreements, or one source tells both."""
    mine, theirs = claims_about(change, deal.about), claims_about(change, other.about)
    for claims, about in ((mine, other.about), (theirs, deal.about)):
        if any(about in change.nodes(claim, link) for claim in claims for link in LINKS):
            return True
    if _wholes(change, deal.about) & _wholes(change, other.about) and _apart(
        deal, other, timedelta()
    ):
        return True
    sources = [{change.node(claim, "inSource") for claim in claims} for claims in (mine, theirs)]
    return bool(sources[0] & sources[1])
