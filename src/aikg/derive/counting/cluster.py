"""A cluster at one state of knowledge, told in one way: what each agreement comes to, over time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from aikg.derive.counting.history import Event, dated, events_of, in_order
from aikg.derive.counting.overlaps import sure
from aikg.derive.counting.positions import Content
from aikg.derive.counting.sides import Side, agents, is_conditional, side_of
from aikg.derive.counting.states import NEVER_BEGUN, State, states
from aikg.derive.counting.timeline import at, breaks, condensed
from aikg.derive.counting.wholes import remainder
from aikg.ground.bounds import NOTHING, Money, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aikg.derive.counting.disputes import Dropped
    from aikg.derive.counting.positions import Reason
    from aikg.derive.counting.told import Claim

Contents = tuple[Content, ...]
"""What an agreement comes to from one instant on: one for each currency, or one without any."""

Timeline = list[tuple[Span, Contents]]


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
        self._events: dict[str, list[Event]] = {}
        self._conditional: dict[str, list[Claim]] = {}
        self._played: dict[str, list[State]] = {}
        self._gross: dict[str, list[tuple[Span, dict[str, Money]]]] = {}

    @cached_property
    def parts(self) -> dict[str, list[str]]:
        """For each whole the agreements contained in it."""
        found: dict[str, set[str]] = defaultdict(set)
        for agreement, claims in self._own.items():
            for claim in claims:
                for whole in claim.wholes:
                    found[whole].add(agreement)
                found[agreement] |= claim.tranches & self._own.keys()
        return {
            whole: sorted(parts - {whole})
            for whole, parts in sorted(found.items())
            if whole in self._own and parts - {whole}
        }

    @cached_property
    def wholes(self) -> dict[str, list[str]]:
        """For each agreement those that contain it."""
        found: dict[str, list[str]] = defaultdict(list)
        for whole, parts in self.parts.items():
            for part in parts:
                found[part].append(whole)
        return found

    @cached_property
    def successors(self) -> dict[str, list[Claim]]:
        """For each agreement the claims by which another takes its place."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claims in self._own.values():
            for claim in claims:
                for replaced in claim.replaces - {claim.about}:
                    found[replaced].append(claim)
        return found

    def timelines(self) -> dict[str, Timeline]:
        """What each agreement comes to, over time, counted positions beside each other."""
        return self._overlapped({agreement: self._contents(agreement) for agreement in self._own})

    # -- history ---------------------------------------------------------------------------------

    def _history(self, agreement: str, above: frozenset[str] = frozenset()) -> list[Event]:
        if agreement in self._events:
            return self._events[agreement]
        own = self._own[agreement]
        self._conditional[agreement] = [claim for claim in own if is_conditional(claim)]
        events = events_of(own, self._told_wrong("amount", own), self._told_wrong("end", own))
        for whole in self.wholes.get(agreement, []):
            if whole in above:
                continue  # a whole cannot be a part of its own part; the gate says so
            upper = self._history(whole, above | {agreement})
            if not any(event.name for event in events):
                self._conditional[agreement] += self._conditional[whole]
                events += [
                    replace(event, figures=(), fallback=())
                    for event in upper
                    if event.name or event.settled
                ]
            events += [
                replace(event, figures=(), fallback=())
                for event in upper
                if event.reason and event not in events
            ]
        events += [self._replaced(claim) for claim in self.successors.get(agreement, [])]
        ordered = in_order(events)
        self._events[agreement] = ordered
        return ordered

    def _replaced(self, claim: Claim) -> Event:
        # It takes effect at the successor's first stage.
        whens = [
            dated(other, stage) for other in self._own[claim.about] for stage in other.stages
        ] or [Span(None, claim.published.latest)]
        first = min(whens, key=lambda span: span.order)
        return Event(first, 98, "void", "", (), frozenset({claim.iri}), "replaced")

    def _told_wrong(self, field: str, claims: Sequence[Claim]) -> frozenset[str]:
        return frozenset(claim.iri for claim in claims if (field, claim.iri) in self._dropped)

    def _side(self, agreement: str) -> Side:
        return side_of(self._own[agreement], self._dropped, self._root)

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
        side = self._side(agreement)
        own = [(state.since, state) for state in self._states(agreement, side)]
        parts = self.parts.get(agreement, [])
        gross = [self._gross_of(part, frozenset({agreement})) for part in parts]
        payers = side.payers
        if parts:
            payers -= self._payers_below(agreement)
        timeline: Timeline = []
        for when in breaks(own, *gross):
            state = at(own, when)
            if state is None:
                continue  # a whole that has not begun leaves nothing
            inside = [at(steps, when) or {} for steps in gross]
            timeline.append((when, self._content(agreement, side, state, inside, payers)))
        return condensed(timeline)

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
        parts = self.parts.get(agreement, [])
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
            content = Content(agreement, currency, amount, state.complete, *who, rests_on=claims)
            told = [money[currency] for money in inside if currency in money]
            if parts and told:
                # What one of the parts does not disclose is still in what the whole leaves.
                exhaustive = side.exhaustive and len(told) == len(inside)
                left, warning = remainder(amount, told, exhaustive=exhaustive)
                content = replace(
                    content,
                    money=left,
                    remainder=True,
                    payers=payers,
                    rests_on=claims.union(*(self._claims_below(part) for part in parts)),
                    warnings=(warning,) if warning and not state.reason else (),
                )
            reason = _reason(content, state.reason)
            contents.append(replace(content, reason=reason) if reason else content)
        return tuple(contents)

    def _payers_below(self, agreement: str, above: frozenset[str] = frozenset()) -> frozenset[str]:
        found: frozenset[str] = frozenset()
        for part in self.parts.get(agreement, []):
            if part not in above:
                found |= agents("payers", self._own[part], self._dropped, self._root)
                found |= self._payers_below(part, above | {agreement})
        return found

    def _claims_below(self, agreement: str, above: frozenset[str] = frozenset()) -> frozenset[str]:
        found = self._side(agreement).claims
        for part in self.parts.get(agreement, []):
            if part not in above:
                found |= self._claims_below(part, above | {agreement})
        return found

    def _gross_of(
        self, agreement: str, above: frozenset[str]
    ) -> list[tuple[Span, dict[str, Money]]]:
        """What an agreement comes to with all that is contained in it: at least its parts."""
        if agreement in self._gross:
            return self._gross[agreement]
        own = [
            (state.since, dict(state.money))
            for state in self._states(agreement, self._side(agreement))
        ]
        parts = [
            self._gross_of(part, above | {agreement})
            for part in self.parts.get(agreement, [])
            if part not in above
        ]
        exhaustive = bool(parts) and self._side(agreement).exhaustive
        direct = len(self.parts.get(agreement, []))
        steps: list[tuple[Span, dict[str, Money]]] = []
        for when in breaks(own, *parts):
            inside = [at(steps_, when) or {} for steps_ in parts]
            total: dict[str, Money] = {}
            for money in inside:
                for currency, amount in money.items():
                    total[currency] = total.get(currency, NOTHING).plus(amount)
            for currency, amount in (at(own, when) or {}).items():
                all_told = sum(currency in money for money in inside) == direct
                if not (exhaustive and all_told):
                    below = total.get(currency, NOTHING)
                    total[currency] = below.plus(amount.less(below))
            steps.append((when, total))
        self._gross[agreement] = steps
        return steps

    # -- overlaps --------------------------------------------------------------------------------

    def _overlapped(self, timelines: dict[str, Timeline]) -> dict[str, Timeline]:
        edges = sorted(
            {
                (claim.about, other)
                for claims in self._own.values()
                for claim in claims
                for other in claim.overlaps
                if other in timelines and other != claim.about
            }
        )
        if not edges:
            return timelines
        joined = {name for edge in edges for name in edge}
        edge_claims = {
            name: frozenset(
                claim.iri
                for claims in self._own.values()
                for claim in claims
                if claim.overlaps and (claim.about == name or name in claim.overlaps)
            )
            for name in joined
        }
        result = dict(timelines)
        for name in joined:
            result[name] = []
        for when in breaks(*(timelines[name] for name in joined)):
            now = {name: at(timelines[name], when) for name in joined}
            amounts = sure({name: held for name, held in now.items() if held}, edges)
            for name, held in now.items():
                if held is not None:
                    result[name].append(
                        (
                            when,
                            tuple(
                                replace(
                                    content,
                                    money=amounts[name, content.currency],
                                    rests_on=content.rests_on | edge_claims[name],
                                )
                                for content in held
                            ),
                        )
                    )
        return {name: condensed(steps) for name, steps in result.items()}


def _reason(content: Content, ended: Reason) -> Reason:
    if content.money.possible or content.money.committed:
        return ""
    if ended:
        return ended
    return "by-parts" if content.remainder else ""
