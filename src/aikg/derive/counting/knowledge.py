"""Which claims are known, and stand, from when on: in order, and where dates leave it open."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from aikg.derive.counting.gaps import earliest, gaps
from aikg.ground.bounds import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aikg.derive.counting.told import Claim

_T = TypeVar("_T")
_MANY: Final = 4
"""Of more sources that may be known or not, not every choice is told: one, all but one, and all."""


class Window(NamedTuple):
    """A time during which some claims, and no others, may be known.

    Attributes:
        place: its place among all times that one publication or withdrawal divides from the next.
        since: not before this instant; None where any is early enough.
        until: the publications and withdrawals with which it ends.
        claims: those that are known in it, sorted by IRI.
    """

    place: int
    since: str | None
    until: Span
    claims: tuple[Claim, ...]


def in_order(claims: Sequence[Claim]) -> Iterable[tuple[Span, list[Claim]]]:
    """From each publication and each withdrawal on, the claims that are known and stand.

    What may come at several instants is taken to come at the last of them; what bears no date comes
    after all else.
    """
    since = {claim.iri: _known(claim) for claim in claims}
    turns = {*since.values(), *(c.withdrawn for c in claims if c.withdrawn is not None)}
    ordered = sorted(claims, key=lambda claim: claim.iri)
    states: dict[Span, list[Claim]] = {}
    last = max((turn.earliest for turn in turns if turn.earliest and turn.latest), default=None)
    for turn in sorted(turns, key=lambda span: span.order):
        state = [
            claim
            for claim in ordered
            if since[claim.iri].order <= turn.order
            and (claim.withdrawn is None or turn.order < claim.withdrawn.order)
        ]
        # Not before all of it may be known; and what begins at the same is not told apart.
        begin = turn.earliest if turn.latest else last
        starts = (begin, *(since[claim.iri].earliest for claim in state))
        states[Span(earliest(starts), turn.latest)] = state
    return states.items()


def left_open(claims: Sequence[Claim]) -> Iterator[Window]:
    """Give what may be known at which time, where dates of more than one day leave that open.

    Instants of one day are not told apart: what is asked for is known by the end of a day.
    """
    since = {claim.iri: _known(claim) for claim in claims}
    spans = [*since.values(), *(c.withdrawn for c in claims if c.withdrawn is not None)]
    ordered = sorted(claims, key=lambda claim: claim.iri)
    for place, (begin, end) in enumerate(gaps(spans)):
        at = begin.latest or ""
        may = [c for c in ordered if _may_be_known(since[c.iri], c.withdrawn, at)]
        sure = {c.iri for c in may if _is_known(since[c.iri], c.withdrawn, at)}
        # What a source tells comes out together.
        for chosen in _choices(sorted({_of(c) for c in may if c.iri not in sure}, key=repr)):
            known = tuple(claim for claim in may if claim.iri in sure or _of(claim) in chosen)
            starts = (begin.earliest, *(since[claim.iri].earliest for claim in known))
            yield Window(place, earliest(starts), end, known)


def _known(claim: Claim) -> Span:
    """Since when it is known: what bears no date, at some time before it was withdrawn."""
    if claim.withdrawn is None or claim.published.latest is not None:
        return claim.published
    return Span(claim.published.earliest, claim.withdrawn.latest)


def _of(claim: Claim) -> tuple[str, str, Span | None]:
    """What comes and goes at once: the claims of a source, but for those withdrawn by themselves."""
    return claim.source, "" if claim.source else claim.iri, claim.withdrawn


def _may_be_known(since: Span, withdrawn: Span | None, at: str) -> bool:
    gone = withdrawn is not None and withdrawn.latest is not None and withdrawn.latest <= at
    return (since.earliest or "") <= at and not gone


def _is_known(since: Span, withdrawn: Span | None, at: str) -> bool:
    leaving = withdrawn is not None and (withdrawn.earliest or "") <= at
    return since.latest is not None and since.latest <= at and not leaving


def _choices(of: Sequence[_T]) -> Iterator[frozenset[_T]]:
    sizes = range(len(of) + 1) if len(of) <= _MANY else {0, 1, len(of) - 1, len(of)}
    for size in sizes:
        yield from map(frozenset, combinations(of, size))
