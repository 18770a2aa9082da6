"""The history of each agreement of a cluster, in one reading: its own, its whole's, its successors'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.derive.counting.depending import without_releases
from aikg.derive.counting.events import Event, drawn_in, in_order, inherited
from aikg.derive.counting.history import events_of
from aikg.derive.counting.sides import Side, is_conditional, side_of
from aikg.derive.counting.states import NEVER_BEGUN, State, states
from aikg.ground.bounds import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aikg.derive.counting.bonds import Bonds
    from aikg.derive.counting.rivals import Dropped
    from aikg.derive.counting.told import Claim

_BINDING: Final = frozenset({"committed", "paid"})

Own = list[tuple[Span, State]]
"""The states of one agreement."""


class Histories:
    """What each agreement passes through, and who takes part in it.

    Attributes:
        own: for each agreement the claims on it.
        bonds: how the agreements are tied to one another.
        dropped: the statements that the reading holds to be wrong.
        root: for each unit the organization that it rolls up into.
    """

    def __init__(
        self,
        own: Mapping[str, Sequence[Claim]],
        bonds: Bonds,
        dropped: Dropped,
        root: Mapping[str, str],
    ) -> None:
        self.own = own
        self.bonds = bonds
        self.dropped = dropped
        self.root = root
        self._sides: dict[str, Side] = {}
        self._told: dict[str, list[Event]] = {}
        self._events: dict[str, list[Event]] = {}
        self._conditional: dict[str, list[Claim]] = {}
        self._played: dict[str, Own] = {}

    def side(self, agreement: str) -> Side:
        """Who takes part in an agreement, and what else is told of it but its history.

        A part of which nobody tells who pays it, or who is paid, has the one that its whole has.
        """
        if agreement not in self._sides:
            self._sides[agreement] = self._side(agreement)
        return self._sides[agreement]

    def _side(self, agreement: str, below: frozenset[str] = frozenset()) -> Side:
        side = side_of(self.own[agreement], self.dropped, self.root)
        wholes = self.bonds.wholes.get(agreement, ())
        # A whole cannot be a part of its own part; the gate says so.
        if len(wholes) != 1 or (side.payers and side.payees) or wholes[0] in below:
            return side
        return side.within(self._side(wholes[0], below | {agreement}))

    def states(self, agreement: str) -> Own:
        """The states that an agreement passes through, each from a span on."""
        if agreement not in self._played:
            events, side = self._of(agreement), self.side(agreement)
            conditional = self._conditional[agreement]
            played = (
                states(events, contingent=side.contingent, conditional=conditional)
                if events
                else [NEVER_BEGUN]
            )
            self._played[agreement] = [(state.since, state) for state in played]
        return self._played[agreement]

    def _of(self, agreement: str, above: frozenset[str] = frozenset()) -> list[Event]:
        if agreement in self._events:
            return self._events[agreement]
        own = self.own[agreement]
        self._conditional[agreement] = [claim for claim in own if is_conditional(claim)]
        events = [*self._own_history(agreement)]
        binds = any(event.effect in _BINDING for event in events)
        for whole in self.bonds.wholes.get(agreement, []):
            if whole in above:
                continue  # a whole cannot be a part of its own part; the gate says so
            upper = self._of(whole, above | {agreement})
            if not any(event.name for event in events):
                self._conditional[agreement] += map(without_releases, self._conditional[whole])
                events += [inherited(event) for event in upper if event.name or event.settled]
            # What was exercised of an option binds by itself: that the rest lapses does not undo it.
            if binds and self.side(whole).contingent:
                continue
            events += [
                inherited(event)
                for event in upper
                if event.reason and inherited(event) not in events
            ]
        events += [self._replaced(claim) for claim in self.bonds.successors.get(agreement, [])]
        ordered = in_order(events)
        self._events[agreement] = ordered
        return ordered

    def _own_history(self, agreement: str) -> list[Event]:
        """What its own claims tell of it."""
        if agreement not in self._told:
            silent = {(iri, entry) for field, iri, entry in self.dropped if field == "amount"}
            void = {iri for field, iri, _ in self.dropped if field == "end"}
            self._told[agreement] = events_of(self.own[agreement], silent, void)
        return self._told[agreement]

    def _replaced(self, claim: Claim) -> Event:
        # It takes effect at the successor's first stage.
        stages = [event for event in self._own_history(claim.about) if event.name]
        first = drawn_in(stages)[0] if stages else Span(None, claim.published.latest)
        return Event(first, 98, "void", "", (), frozenset({claim.iri}), "replaced")
