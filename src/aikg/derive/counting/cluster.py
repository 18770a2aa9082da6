"""A cluster at one state of knowledge, told in one way: what each agreement comes to, over time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from aikg.derive.counting.ahead import Ahead, ahead
from aikg.derive.counting.bonds import Bonds
from aikg.derive.counting.conversions import new_money, without_conversions
from aikg.derive.counting.depending import without_releases
from aikg.derive.counting.events import Event, drawn_in, in_order, inherited
from aikg.derive.counting.history import events_of
from aikg.derive.counting.overlaps import overlapped
from aikg.derive.counting.positions import Content
from aikg.derive.counting.sides import Side, agents, is_conditional, side_of
from aikg.derive.counting.states import NEVER_BEGUN, State, states
from aikg.derive.counting.timeline import at, breaks, rewritten, through, without_repeats
from aikg.derive.counting.wholes import remainder, together
from aikg.ground.bounds import NOTHING, Money, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aikg.derive.counting.positions import Reason
    from aikg.derive.counting.rivals import Dropped
    from aikg.derive.counting.told import Claim

Contents = tuple[Content, ...]
"""What an agreement comes to from one instant on: one for each currency, or one without any."""

Timeline = list[tuple[Span, Contents]]

_Own = list[tuple[Span, State]]
_Gross = list[tuple[Span, dict[str, Money]]]

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
        self._dropped = dropped
        self._root = root
        self._own: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            self._own[claim.about].append(claim)
        self._bonds = Bonds(self._own)
        self._sides: dict[str, Side] = {}
        self._told: dict[str, list[Event]] = {}
        self._events: dict[str, list[Event]] = {}
        self._conditional: dict[str, list[Claim]] = {}
        self._played: dict[str, list[State]] = {}
        self._gross: dict[str, _Gross] = {}

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
            )
        return told

    def beside(self) -> Iterator[Ahead]:
        """What counted wholes may come to for a time, beside their timelines."""
        for agreement in self._bonds.parts:
            side, own, gross, payers = self._whole(agreement)
            for since, until, state, inside in ahead(own, gross):
                now = [money or {} for money in inside]
                for content in self._content(agreement, side, state, now, payers):
                    if not content.reason:
                        yield Ahead(since, until, content)

    # -- history ---------------------------------------------------------------------------------

    def _history(self, agreement: str, above: frozenset[str] = frozenset()) -> list[Event]:
        if agreement in self._events:
            return self._events[agreement]
        own = self._own[agreement]
        self._conditional[agreement] = [claim for claim in own if is_conditional(claim)]
        events = [*self._own_history(agreement)]
        for whole in self._bonds.wholes.get(agreement, []):
            if whole in above:
                continue  # a whole cannot be a part of its own part; the gate says so
            upper = self._history(whole, above | {agreement})
            if not any(event.name for event in events):
                self._conditional[agreement] += map(without_releases, self._conditional[whole])
                events += [inherited(event) for event in upper if event.name or event.settled]
            events += [
                inherited(event)
                for event in upper
                if event.reason and inherited(event) not in events
            ]
        events += [self._replaced(claim) for claim in self._bonds.successors.get(agreement, [])]
        ordered = in_order(events)
        self._events[agreement] = ordered
        return ordered

    def _own_history(self, agreement: str) -> list[Event]:
        """What its own claims tell of it."""
        if agreement not in self._told:
            silent = {(iri, entry) for field, iri, entry in self._dropped if field == "amount"}
            void = {iri for field, iri, _ in self._dropped if field == "end"}
            self._told[agreement] = events_of(self._own[agreement], silent, void)
        return self._told[agreement]

    def _replaced(self, claim: Claim) -> Event:
        # It takes effect at the successor's first stage.
        stages = [event for event in self._own_history(claim.about) if event.name]
        first = drawn_in(stages)[0] if stages else Span(None, claim.published.latest)
        return Event(first, 98, "void", "", (), frozenset({claim.iri}), "replaced")

    def _side(self, agreement: str) -> Side:
        if agreement not in self._sides:
            self._sides[agreement] = side_of(self._own[agreement], self._dropped, self._root)
        return self._sides[agreement]

    def _states(self, agreement: str, side: Side) -> list[State]:
        if agreement not in self._played:
            events = self._history(agreement)
            conditional = self._conditional[agreement]
            self._played[agreement] = (
                states(events, contingent=side.contingent, conditional=conditional)
                if events
                else [NEVER_BEGUN]
            )
        return self._played[agreement]

    # -- amounts ---------------------------------------------------------------------------------

    def _contents(self, agreement: str) -> Timeline:
        side, own, gross, payers = self._whole(agreement)
        timeline: Timeline = []
        for when in breaks(own, *gross):
            inside = [at(steps, when) or {} for steps in gross]
            # A whole that has not begun leaves nothing.
            for state in through(own, when):
                timeline.append((when, self._content(agreement, side, state, inside, payers)))
        return without_repeats(timeline)

    def _whole(self, agreement: str) -> tuple[Side, _Own, list[_Gross], frozenset[str]]:
        """Its side and states, what its parts come to, and the payers without a part of their own."""
        side = self._side(agreement)
        own = [(state.since, state) for state in self._states(agreement, side)]
        parts = self._bonds.parts.get(agreement, [])
        gross = [self._gross_of(part, frozenset({agreement})) for part in parts]
        payers = side.payers
        if parts and not self._by_instalments(agreement, side):
            payers = self._without_a_part(payers, self._payers_below(agreement))
        return side, own, gross, payers

    def _content(
        self,
        agreement: str,
        side: Side,
        state: State,
        inside: Sequence[Mapping[str, Money]],
        payers: frozenset[str],
    ) -> Contents:
        claims = side.claims | state.claims
        who = side.payers, side.payees
        parts = self._bonds.parts.get(agreement, [])
        if not state.money:
            reason: Reason = state.reason or (
                "undisclosed"
                if (side.payers or side.payees) and not side.programme
                else "by-parts"
                if parts
                else "no-money"
            )
            whole = reason in ("no-money", "by-parts")
            return (Content(agreement, "", NOTHING, whole, *who, reason, rests_on=claims),)
        contents: list[Content] = []
        for currency, amount in state.money:
            reckoned = (_RECKONED,) if currency in state.reckoned else ()
            content = Content(
                agreement,
                currency,
                amount,
                state.complete,
                *who,
                rests_on=claims,
                warnings=reckoned,
            )
            told = self._inside(parts, inside).get(currency, [])
            if parts and told:
                # What one of the parts does not disclose is still in what the whole leaves.
                exhaustive = side.exhaustive and len(told) == len(inside)
                left, warning = remainder(amount, told, exhaustive=exhaustive)
                content = replace(
                    content,
                    money=left,
                    remainder=True,
                    payers=payers,
                    may_pay=side.payers if left.possible and not payers else frozenset(),
                    rests_on=claims.union(*(self._claims_below(part) for part in parts)),
                    warnings=(*reckoned, warning) if warning and not state.reason else reckoned,
                )
            if any(money and currency not in money for money in inside):
                content = replace(
                    content,
                    money=Money(0.0, 0.0, content.money.possible),
                    remainder=True,
                    rests_on=claims.union(*(self._claims_below(part) for part in parts)),
                    warnings=(*content.warnings, _FOREIGN),
                )
            reason = _reason(content, state.reason)
            contents.append(replace(content, reason=reason) if reason else content)
        return tuple(contents)

    def _inside(
        self, parts: Sequence[str], inside: Sequence[Mapping[str, Money]]
    ) -> dict[str, list[Money]]:
        """What the parts of a whole come to by currency, what was converted once."""
        told: dict[str, dict[str, Money]] = defaultdict(dict)
        for part, amounts in zip(parts, inside, strict=True):
            for currency, money in amounts.items():
                told[currency][part] = money
        older = self._bonds.older
        return {currency: [*new_money(of, older).values()] for currency, of in told.items()}

    def _by_instalments(self, agreement: str, side: Side) -> bool:
        """Whether the very same pay each part as pay the whole, so that they owe the rest as well.

        Whoever is named of a programme, such as a round, need not be all who pay it.
        """
        parts = (self._side(part).payers for part in self._bonds.parts[agreement])
        return not side.programme and all(payers == side.payers for payers in parts)

    def _without_a_part(self, payers: frozenset[str], below: frozenset[str]) -> frozenset[str]:
        """The payers without a part of their own; a unit and its organization are one."""
        root = self._root
        return frozenset(
            payer
            for payer in payers - below
            if root.get(payer) not in below and payer not in {root.get(part) for part in below}
        )

    def _payers_below(self, agreement: str, above: frozenset[str] = frozenset()) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        for part in self._bonds.parts.get(agreement, []):
            if part not in above:
                found |= agents("payers", self._own[part], self._dropped, self._root)
                found |= self._payers_below(part, above | {agreement})
        return found

    def _claims_below(self, agreement: str, above: frozenset[str] = frozenset()) -> frozenset[str]:
        found = self._side(agreement).claims
        for part in self._bonds.parts.get(agreement, []):
            if part not in above:
                found |= self._claims_below(part, above | {agreement})
        return found

    def _gross_of(self, agreement: str, above: frozenset[str]) -> _Gross:
        """What an agreement comes to with all that is contained in it: at least its parts."""
        if agreement in self._gross:
            return self._gross[agreement]
        own = [
            (state.since, dict(state.money))
            for state in self._states(agreement, self._side(agreement))
        ]
        direct = self._bonds.parts.get(agreement, [])
        names = [part for part in direct if part not in above]
        parts = [self._gross_of(part, above | {agreement}) for part in names]
        exhaustive = bool(parts) and self._side(agreement).exhaustive
        steps: _Gross = []
        for when in breaks(own, *parts):
            inside = self._inside(names, [at(steps_, when) or {} for steps_ in parts])
            total = {currency: together(told) for currency, told in inside.items()}
            for currency, amount in (at(own, when) or {}).items():
                if not (exhaustive and len(inside.get(currency, ())) == len(direct)):
                    below = total.get(currency, NOTHING)
                    total[currency] = below.plus(amount.less(below))
            steps.append((when, total))
        self._gross[agreement] = steps
        return steps


def _reason(content: Content, ended: Reason) -> Reason:
    if content.money.possible or content.money.committed:
        return ""
    if ended:
        return ended
    return "by-parts" if content.remainder else ""
