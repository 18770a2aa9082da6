"""A cluster at one state of knowledge, told in one way: what each agreement comes to, over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.derive.counting.ahead import Ahead, ahead
from aikg.derive.counting.bonds import Bonds
from aikg.derive.counting.containing import Containing
from aikg.derive.counting.conversions import new_money, without_conversions
from aikg.derive.counting.histories import Histories
from aikg.derive.counting.overlaps import overlapped
from aikg.derive.counting.positions import Content
from aikg.derive.counting.timeline import at, breaks, rewritten, through, without_repeats
from aikg.derive.counting.told import by_agreement
from aikg.derive.counting.wholes import remainder
from aikg.ground.bounds import ALWAYS, NOTHING, Money, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aikg.derive.counting.containing import Gross
    from aikg.derive.counting.histories import Own
    from aikg.derive.counting.positions import Reason
    from aikg.derive.counting.rivals import Dropped
    from aikg.derive.counting.sides import Side
    from aikg.derive.counting.states import State
    from aikg.derive.counting.told import Claim

Contents = tuple[Content, ...]
"""What an agreement comes to from one instant on: one for each currency, or one without any."""

Timeline = list[tuple[Span, Contents]]

_FOREIGN: Final = "a part is told in another currency: how much of the whole it takes is not known"
_RECKONED: Final = "reckoned from a rate, for its notice and its term"


class Telling:
    """The claims of a cluster as one reading tells them.

    Args:
        claims: those that are known and stand, sorted by IRI.
        dropped: the statements that the reading holds to be wrong.
        root: for each unit the organization that it rolls up into.
    """

    def __init__(self, claims: Sequence[Claim], dropped: Dropped, root: Mapping[str, str]) -> None:
        self._own = by_agreement(claims)
        self._bonds = Bonds(self._own)
        self._histories = Histories(self._own, self._bonds, dropped, root)
        self._containing = Containing(self._histories)

    def timelines(self) -> dict[str, Timeline]:
        """What each agreement comes to, over time, counted positions beside each other."""
        told: dict[str, Timeline] = {name: self._contents(name) for name in self._own}
        bonds = self._bonds
        if older := bonds.older:
            joined = {name for young, old in older.items() for name in (young, *old)}
            told = rewritten(
                told,
                joined,
                lambda held: without_conversions(held, older, bonds.tellers_of_conversions),
            )
        if edges := bonds.overlapping:
            told = rewritten(
                told,
                {name for edge in edges for name in edge},
                lambda held: overlapped(held, edges, bonds.tellers_of_overlaps),
                once_begun=True,
            )
        return told

    def beside(self) -> Iterator[Ahead]:
        """What counted wholes may come to for a time, beside their timelines."""
        for agreement in self._bonds.parts:
            side, own, gross = self._whole(agreement)
            for since, until, state, inside in ahead(own, gross):
                now = [money or {} for money in inside]
                for content in self._content(agreement, side, state, now, until):
                    if not content.reason:
                        yield Ahead(since, until, content)

    def _contents(self, agreement: str) -> Timeline:
        side, own, gross = self._whole(agreement)
        above = self._containing.above(agreement, own)
        timeline: Timeline = []
        begun = Span(own[0][0].earliest, None) if own else ALWAYS
        for when in breaks(own, *gross, *above):
            inside = [at(steps, when) or {} for steps in gross]
            # A whole that has not begun leaves nothing, and what a part changes of it comes after that.
            since = when.common(begun) or when
            for state in through(own, when):
                told = self._containing.closed(agreement, state, when) if above else state
                timeline.append((since, self._content(agreement, side, told, inside, when)))
        return without_repeats(timeline)

    def _whole(self, agreement: str) -> tuple[Side, Own, list[Gross]]:
        """Its side and states, and what its parts come to."""
        side = self._histories.side(agreement)
        own = self._histories.states(agreement)
        parts = self._bonds.parts.get(agreement, [])
        gross = [self._containing.gross_of(part, frozenset({agreement})) for part in parts]
        return side, own, gross

    def _content(
        self,
        agreement: str,
        side: Side,
        state: State,
        inside: Sequence[Mapping[str, Money]],
        when: Span,
    ) -> Contents:
        # Where it were no part, its whole would count beside it.
        claims = side.claims | state.claims | self._bonds.tellers_of_wholes(agreement)
        may_pay, told_by = self._containing.paying_above(agreement, side)
        if not state.money:
            return (self._without_money(agreement, side, state, claims),)
        parts = self._bonds.parts.get(agreement, [])
        told = self._containing.inside(agreement, parts, inside, dict(state.money))
        contents: list[Content] = []
        for currency, amount in state.money:
            content = Content(
                agreement,
                currency,
                amount,
                state.complete,
                side.payers,
                side.payees,
                may_pay=may_pay,
                rests_on=claims | told_by,
                warnings=(_RECKONED,) if currency in state.reckoned else (),
            )
            content = self._rest(content, side, state, told.get(currency, {}), inside, when)
            reason = _reason(content, state.reason)
            contents.append(content._replace(reason=reason) if reason else content)
        return tuple(contents)

    def _without_money(
        self, agreement: str, side: Side, state: State, claims: frozenset[str]
    ) -> Content:
        """What an agreement is of which no amount is told: no amount is to be looked for in some."""
        parts = side.programme and self._bonds.parts.get(agreement)
        reason: Reason = state.reason or (
            "undisclosed"
            if (side.payers or side.payees) and side.raises and not parts
            else "by-parts"
            if self._bonds.parts.get(agreement)
            else "no-money"
        )
        whole = reason in ("no-money", "by-parts")
        who = side.payers, side.payees
        return Content(agreement, "", NOTHING, whole, *who, reason, rests_on=claims)

    def _rest(
        self,
        content: Content,
        side: Side,
        state: State,
        told: Mapping[str, Money],
        inside: Sequence[Mapping[str, Money]],
        when: Span,
    ) -> Content:
        """What a whole leaves beside its parts; all that it is where they tell no amount.

        Args:
            content: the whole by itself, in one currency.
            side: who pays it and is paid.
            state: what it has come to.
            told: what its parts come to in that currency.
            inside: what each of its parts comes to, by currency.
            when: the instant.
        """
        foreign = any(money and content.currency not in money for money in inside)
        if not told and not foreign:
            return content
        left, warnings = content.money, content.warnings
        if told:
            # What one of the parts does not disclose is still in what the whole leaves.
            exhaustive = side.exhaustive and len(told) == len(inside)
            amounts = new_money(told, self._bonds.older).values()
            left, warning = remainder(left, amounts, exhaustive=exhaustive)
            if warning and not state.reason:
                warnings = (*warnings, warning)
        if foreign:
            left = Money(0.0, 0.0, left.possible)
            warnings = (*warnings, _FOREIGN)
        agreement, currency = content.agreement, content.currency
        owing, may_pay = self._containing.owing(agreement, side, left, inside, currency, when)
        below = map(self._containing.claims_below, self._bonds.parts[agreement])
        return content._replace(
            money=left,
            remainder=True,
            payers=owing,
            may_pay=may_pay,
            rests_on=content.rests_on.union(*below),
            warnings=warnings,
        )


def _reason(content: Content, ended: Reason) -> Reason:
    if content.money.possible or content.money.committed:
        return ""
    if ended:
        return ended
    if content.remainder:
        return "by-parts"
    # A rate of which no time is told comes to nothing that could be counted.
    return "" if content.complete else "undisclosed"
