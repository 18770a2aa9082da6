"""A history played through: what an agreement comes to after each event (rules 1, 5 and 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aikg.derive.counting.depending import holds_back
from aikg.derive.counting.events import drawn_in
from aikg.derive.counting.figures import amounts, money, reckoned
from aikg.derive.counting.gaps import within_a_day
from aikg.ground.bounds import ALWAYS, NOTHING, Bounds, Money, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aikg.derive.counting.events import Event
    from aikg.derive.counting.figures import Amounts
    from aikg.derive.counting.positions import Reason
    from aikg.derive.counting.told import Claim, Condition, Effect, Figure


class State(NamedTuple):
    """An agreement from one event on until the next.

    Attributes:
        since: when it begins.
        money: for each currency what is paid, committed and possible; empty where nothing is told.
        complete: whether all of it is disclosed.
        reason: why it does not count; empty where it does.
        claims: the claims that its stages and figures rest on.
        reckoned: the currencies whose amount is reckoned from a rate.
    """

    since: Span
    money: tuple[tuple[str, Money], ...]
    complete: bool
    reason: Reason
    claims: frozenset[str]
    reckoned: frozenset[str] = frozenset()


NEVER_BEGUN = State(ALWAYS, (), False, "", frozenset())
"""The one state of an agreement of which neither a stage nor an amount is told."""


def states(
    events: Sequence[Event], *, contingent: bool, conditional: Iterable[Claim]
) -> list[State]:
    """Play a history through: what the figures of the latest stage come to after each event.

    Args:
        events: in order.
        contingent: whether the kind is contingent.
        conditional: the claims that tell conditions.
    """
    play = _Play(events, list(conditional), contingent=contingent)
    played = [
        play.after(event, since) for since, event in zip(drawn_in(events), events, strict=True)
    ]
    # What is met before anything is told of the agreement itself is no state of it.
    begun = (i for i, event in enumerate(events) if event.name or event.figures or event.reason)
    return _condensed(played[next(begun, len(events) - 1) :])


class _Play:
    """How far a history has been played."""

    def __init__(
        self, events: Sequence[Event], conditional: list[Claim], *, contingent: bool
    ) -> None:
        self._first = next((event for event in events if event.figures), None)
        self._conditional = conditional
        self._contingent = contingent
        self._effect: Effect = "possible"
        self._rank = 0
        self._stage: Event | None = None
        self._exercised = False
        self._figures: tuple[Figure, ...] = ()
        self._firm: tuple[Figure, ...] = ()
        self._told_firm = False
        self._claims: frozenset[str] = frozenset()
        self._settled: frozenset[Condition] = frozenset()
        self._ended: Reason = ""
        self._owed: dict[str, Money] = {}
        self._paid: dict[str, Money] = {}
        self._most: dict[str, Money] = {}

    def after(self, event: Event, since: Span) -> State:
        """Take one more event in, and give the state after it."""
        self._claims |= event.claims
        self._settled |= event.settled
        for currency, bounds in event.fallback:
            # Told by several, or of several conditions that failed together, it is owed once.
            owed = Money(0.0, bounds.lower, bounds.upper)
            self._owed[currency] = self._owed.get(currency, NOTHING).at_least(owed)
        if event.reason:
            # Nothing revives what was replaced, so it stays the reason.
            self._ended = "replaced" if self._ended == "replaced" else event.reason
        self._reach(event, self._tell(event))
        self._claims = self._claims.union(*(figure.terms_by for figure in self._figures))
        told = amounts(self._standing(self._figures))
        complete = bool(told) and all(whole for _, whole in told.values())
        fallen = bool(self._figures) and not told
        now = self._ended_with(told) if self._ended or fallen else self._running(told)
        reason: Reason = self._ended or ("void" if fallen else "")
        # Of what has ended unpaid nothing else can be owed than is told.
        complete = complete or (bool(reason) and self._effect != "paid")
        rates = reckoned(self._standing(self._figures))
        return State(since, tuple(sorted(now.items())), complete, reason, self._claims, rates)

    def _tell(self, event: Event) -> bool:
        """Take in the amount that an event tells, if any."""
        binds = event.effect in ("committed", "paid")
        if event.figures:
            self._figures, self._told_firm = event.figures, self._told_firm or binds
            return True
        # Of what was told before it was binding, those who tell that it binds need not know.
        if event.ahead and (not self._figures or (binds and not self._told_firm)):
            self._figures = event.ahead
            return True
        if event.deferred and not self._figures and self._first is not None:
            self._figures = self._first.figures
            self._claims |= self._first.claims
            return True
        return False

    def _reach(self, event: Event, told: bool) -> None:
        """Take in the stage that an event reaches, if any."""
        binding = event.effect in ("committed", "paid")
        if event.name and not event.reason and event.effect != "none":
            if self._ended == "void" and binding:
                self._ended = ""  # only what binds revives
            # A preliminary stage that is told later takes nothing back; a pause does.
            if not self._ended and (binding or event.rank > self._rank or not self._binds):
                self._effect, self._rank, self._stage = event.effect, event.rank, event
                self._firm = self._figures
                self._exercised = self._exercised or event.name.endswith("exercised")
        if told and (event.effect == "none" or not self._binds or not self._firm):
            self._firm = self._figures

    @property
    def _binds(self) -> bool:
        return self._effect in ("committed", "paid")

    def _standing(self, figures: Iterable[Figure]) -> list[Figure]:
        """The figures whose conditions have not failed."""
        return [
            figure
            for figure in figures
            if not any(c.failed is not None and c in self._settled for c in figure.conditions)
        ]

    def _running(self, told: Amounts) -> dict[str, Money]:
        """What it comes to while it lives."""
        sure = amounts(self._sure())
        due = self._due()
        firm = amounts(self._standing(self._firm))
        if firm and firm.keys() != told.keys():
            told = firm  # a later talk in another currency is no second amount
        now: dict[str, Money] = {}
        for currency, (bounds, _) in told.items():
            lower = sure[currency][0].lower if currency in sure else 0.0
            lower = max(lower, due.get(currency, 0.0))
            now[currency] = money(self._effect, Bounds(lower, max(bounds.upper, lower)))
        if self._effect == "paid":
            self._paid |= {c: Money(m.paid, m.paid, m.paid) for c, m in now.items()}
        for currency, amount in self._paid.items():
            now[currency] = now.get(currency, NOTHING).at_least(amount)
        # What a later stage no longer leaves open is not open once it has ended either.
        most = now if self._effect == "paid" else self._most
        self._most = {
            c: Money(m.paid, m.paid, min(m.possible, now.get(c, NOTHING).possible))
            for c, m in most.items()
        }
        for currency, amount in self._owed.items():
            now[currency] = now.get(currency, NOTHING).plus(amount)
        return now

    def _sure(self) -> list[Figure]:
        """The figures that bind: their conditions are met, and the kind is not contingent."""
        if self._effect != "paid" and (
            not self._may_bind or holds_back(self._depending(), self._is_met)
        ):
            return []
        return [figure for figure in self._firm if all(map(self._is_met, figure.conditions))]

    def _due(self) -> dict[str, float]:
        """What has fallen due of an amount that binds as conditions are met, one by one."""
        told = self._depending()
        others = [(claim, [c for c in conditions if not c.releases]) for claim, conditions in told]
        if not self._binds or not self._may_bind or holds_back(others, self._is_met):
            return {}
        due: dict[str, float] = {}
        for _, conditions in told:
            mine: dict[str, float] = {}
            for condition in filter(self._is_met, conditions):
                for currency, bounds in condition.releases:
                    mine[currency] = mine.get(currency, 0.0) + bounds.lower
            # Told by several, it falls due once.
            due = {c: max(due.get(c, 0.0), mine.get(c, 0.0)) for c in {*due, *mine}}
        return due

    @property
    def _may_bind(self) -> bool:
        return self._exercised or not self._contingent

    def _depending(self) -> list[tuple[Claim, list[Condition]]]:
        """For each claim what the amount depends on, at the stage that was reached."""
        stage = self._stage
        return [
            (
                claim,
                [
                    *claim.conditions,
                    *(
                        condition
                        for entry in claim.stages
                        if stage and entry.name == stage.name
                        for condition in entry.conditions
                        if condition in stage.conditions
                    ),
                ],
            )
            for claim in self._conditional
        ]

    def _is_met(self, condition: Condition) -> bool:
        return condition.met is not None and condition in self._settled

    def _ended_with(self, told: Amounts) -> dict[str, Money]:
        """What was paid stays paid, as much as that may be; a fallback is committed."""
        left = {currency: self._most.get(currency, NOTHING) for currency in {*told, *self._most}}
        for currency, amount in self._owed.items():
            left[currency] = left.get(currency, NOTHING).plus(amount)
        return left


def _condensed(played: Iterable[State]) -> list[State]:
    """States as they follow: of those that begin on one day the last, of equals the first.

    Of several that begin at some time within the same longer span, each may last for a while.
    """
    result: list[State] = []
    for state in played:
        if result and result[-1].since == state.since and within_a_day(state.since):
            result[-1] = state
        elif result and (result[-1].money, result[-1].complete, result[-1].reason) == (
            state.money,
            state.complete,
            state.reason,
        ):
            result[-1] = result[-1]._replace(claims=result[-1].claims | state.claims)
        else:
            result.append(state)
    return result
