"""Wholes and their parts in one reading (rule 3): what is inside, what is left, and who owes it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from aikg.derive.counting.conversions import new_money
from aikg.derive.counting.sides import OTHERS, Side
from aikg.derive.counting.timeline import at, breaks
from aikg.derive.counting.wholes import closed, open_ones, together
from aikg.ground.bounds import INF, NOTHING, Money, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aikg.derive.counting.histories import Histories, Own
    from aikg.derive.counting.states import State

Gross = list[tuple[Span, dict[str, Money]]]
"""What an agreement comes to with all that is contained in it, by currency, each from a span on."""


class Containing:
    """Which agreements contain which, and what that does to their amounts.

    Args:
        histories: what each passes through, by the claims of one reading.
    """

    def __init__(self, histories: Histories) -> None:
        self._histories = histories
        self._bonds = histories.bonds
        self._gross: dict[str, Gross] = {}

    def gross_of(self, agreement: str, above: frozenset[str]) -> Gross:
        """What an agreement comes to with all that is contained in it: at least its parts."""
        if agreement in self._gross:
            return self._gross[agreement]
        own = [(since, dict(state.money)) for since, state in self._histories.states(agreement)]
        direct = self._bonds.parts.get(agreement, [])
        names = [part for part in direct if part not in above]
        parts = [self.gross_of(part, above | {agreement}) for part in names]
        exhaustive = bool(parts) and self._histories.side(agreement).exhaustive
        steps: Gross = []
        for when in breaks(own, *parts):
            amounts = at(own, when) or {}
            below = [at(steps_, when) or {} for steps_ in parts]
            inside = self.inside(agreement, names, below, amounts)
            older = self._bonds.older
            total = {c: together(new_money(told, older).values()) for c, told in inside.items()}
            for currency, amount in amounts.items():
                if not (exhaustive and len(inside.get(currency, ())) == len(direct)):
                    known = total.get(currency, NOTHING)
                    total[currency] = known.plus(amount.less(known))
            steps.append((when, total))
        self._gross[agreement] = steps
        return steps

    def inside(
        self,
        agreement: str,
        parts: Sequence[str],
        inside: Sequence[Mapping[str, Money]],
        amounts: Mapping[str, Money],
    ) -> dict[str, dict[str, Money]]:
        """What the parts of a whole come to by currency, none above what the whole comes to."""
        told: dict[str, dict[str, Money]] = defaultdict(dict)
        for part, of_part in zip(parts, inside, strict=True):
            for currency, money in of_part.items():
                told[currency][part] = money
        for currency, of in told.items():
            # One with parts of its own is what they and its rest are: none of these has a ceiling.
            if currency in amounts and not any(self._bonds.parts.get(p) for p in open_ones(of)):
                exhaustive = self._histories.side(agreement).exhaustive and len(of) == len(parts)
                told[currency] = closed(amounts[currency], of, exhaustive=exhaustive)
        return told

    def above(self, agreement: str, own: Own) -> list[Own | Gross]:
        """What the ceiling of a part without one depends on: its whole, and the parts beside it."""
        wholes = self._bonds.wholes.get(agreement, [])
        if len(wholes) != 1 or self._bonds.parts.get(agreement):
            return []
        if all(money.possible != INF for _, state in own for _, money in state.money):
            return []
        [whole] = wholes
        parts = self._bonds.parts[whole]
        beside = [self.gross_of(part, frozenset({whole})) for part in parts if part != agreement]
        return [self._histories.states(whole), *beside]

    def closed(self, agreement: str, state: State, when: Span) -> State:
        """A part's state, with the ceiling that its whole gives it."""
        [whole] = self._bonds.wholes[agreement]
        above = at(self._histories.states(whole), when)
        if above is None or above.reason:
            return state
        parts = self._bonds.parts[whole]
        inside = [
            dict(state.money)
            if part == agreement
            else at(self.gross_of(part, frozenset({whole})), when) or {}
            for part in parts
        ]
        told = self.inside(whole, parts, inside, dict(above.money))
        money = ((currency, told[currency][agreement]) for currency, _ in state.money)
        return state._replace(money=tuple(money))

    def owing(
        self,
        agreement: str,
        side: Side,
        left: Money,
        inside: Sequence[Mapping[str, Money]],
        currency: str,
        when: Span,
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Who owes the rest of a whole; and who may, where nobody tells who does."""
        parts = self._bonds.parts[agreement]
        payers, may = self._without_a_part(agreement, side, inside, when)
        if not left.possible:
            return payers, frozenset()
        if left.possible == INF:
            return payers, frozenset() if payers else may
        told = {p: of[currency] for p, of in zip(parts, inside, strict=True) if currency in of}
        # Who pays a part that its whole alone gives a ceiling may pay more than is firm of it.
        more = frozenset().union(*(self._histories.side(part).payers for part in open_ones(told)))
        if payers or not left.committed:
            payers |= more
        return payers, frozenset() if payers else may | more

    def paying_above(
        self, agreement: str, side: Side, below: frozenset[str] = frozenset()
    ) -> tuple[frozenset[str], frozenset[str]]:
        """Who may pay a part of which nobody tells who does: who pays its whole; and who tells so."""
        payers: frozenset[str] = frozenset()
        claims: frozenset[str] = frozenset()
        for whole in () if side.payers else self._bonds.wholes.get(agreement, ()):
            if whole in below:
                continue
            above = self._histories.side(whole)
            told = (
                (above.payers - {OTHERS}, above.claims)
                if above.payers
                else self.paying_above(whole, above, below | {agreement})
            )
            payers, claims = payers | told[0], claims | told[1]
        return payers, claims if payers else frozenset()

    def claims_below(self, agreement: str, above: frozenset[str] = frozenset()) -> frozenset[str]:
        """The claims that tell of an agreement, and of all that it contains."""
        found = self._histories.side(agreement).claims
        for part in self._bonds.parts.get(agreement, []):
            if part not in above:
                found |= self.claims_below(part, above | {agreement})
        return found

    def _by_instalments(self, agreement: str, side: Side) -> bool:
        """Whether the very same pay each part as pay the whole, so that they owe the rest as well.

        Whoever is named of a programme, such as a round, need not be all who pay it.
        """
        parts = (self._histories.side(part).payers for part in self._bonds.parts[agreement])
        return not side.programme and all(payers == side.payers for payers in parts)

    def _without_a_part(
        self, agreement: str, side: Side, inside: Sequence[Mapping[str, Money]], when: Span
    ) -> tuple[frozenset[str], frozenset[str]]:
        """The payers of a whole without a part of their own; and who may be, where that is not known.

        A part of which no amount is told is within what is left. What one who withdrew was to pay
        falls to others, or to nobody: none of those who are left owes it for sure.
        """
        parts = self._bonds.parts[agreement]
        if self._by_instalments(agreement, side):
            return side.payers, side.payers
        nothing = [p for p, of in zip(parts, inside, strict=True) if not any(map(any, of.values()))]
        gone = [part for part in nothing if self._void(part, when)]
        told = [p for p, of in zip(parts, inside, strict=True) if of and p not in gone]
        rest = self._others(side.payers, told)
        left = self._others(rest, gone)
        return (rest, side.payers) if left == rest else (frozenset(), left)

    def _void(self, part: str, when: Span) -> bool:
        state = at(self._histories.states(part), when)
        return state is not None and state.reason == "void"

    def _others(self, payers: frozenset[str], parts: Sequence[str]) -> frozenset[str]:
        """The payers that pay none of some parts; a unit and its organization are one.

        Those who are not named of a part need not be all who are not named of the whole.
        """
        root = self._histories.root
        below = frozenset().union(*(self._payers_of(part) for part in parts)) - {OTHERS}
        return frozenset(
            payer
            for payer in payers - below
            if root.get(payer) not in below and payer not in {root.get(part) for part in below}
        )

    def _payers_of(self, part: str, above: frozenset[str] = frozenset()) -> frozenset[str]:
        """Who pays a part, and all that it contains."""
        found = self._histories.side(part).payers
        for below in self._bonds.parts.get(part, []):
            if below not in above:
                found |= self._payers_of(below, above | {part})
        return found
