"""Terms of rates that other sources tell (rule 1)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from aikg.ground.bounds import Bounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aikg.derive.counting.told import Claim, Figure, Lasts


def with_terms(claims: Sequence[Claim]) -> Sequence[Claim]:
    """Give rates the term and the notice that their own source leaves out, as others tell them.

    Where several tell them, all of them bound it: what is due for the term is at most that for the
    longest, and what is due for the notice at least that for the shortest.

    Args:
        claims: those that are known and stand.

    Examples:
        >>> from aikg.derive.counting.told import Claim, Figure
        >>> rate = Figure(Bounds(4e6, 4e6), "USD", rate=(None, None), period=1 / 12)
        >>> told = Claim("claim:a", "kg:deal", figures=(rate,))
        >>> other = Claim("claim:b", "kg:deal", lasts=(Bounds(2, 2), None))
        >>> [figure] = with_terms([told, other])[0].figures
        >>> figure.rate, sorted(figure.terms_by)
        ((Bounds(lower=24.0, upper=24.0), None), ['claim:b'])
    """
    if not any(_open(figure) for claim in claims for figure in claim.figures):
        return claims
    lasting: dict[str, list[tuple[str, Lasts]]] = defaultdict(list)
    for claim in claims:
        if any(claim.lasts):
            lasting[claim.about].append((claim.iri, claim.lasts))
    return [
        replace(claim, figures=tuple(_completed(f, lasting[claim.about]) for f in claim.figures))
        if lasting[claim.about]
        else claim
        for claim in claims
    ]


def _open(figure: Figure) -> bool:
    return figure.rate is not None and bool(figure.period) and None in figure.rate


def _completed(figure: Figure, lasting: Sequence[tuple[str, Lasts]]) -> Figure:
    if figure.rate is None or not _open(figure):
        return figure
    told: list[Bounds | None] = []
    tellers: frozenset[str] = frozenset()
    for place, known in enumerate(figure.rate):
        found = {iri: years for iri, lasts in lasting if (years := lasts[place])}
        if known or not found:
            told.append(known)
            continue
        least = min(years.lower for years in found.values())
        most = max(years.upper for years in found.values())
        told.append(Bounds(least / figure.period, most / figure.period))
        tellers |= frozenset(found)
    term, notice = told
    return figure._replace(rate=(term, notice), terms_by=tellers)
