"""What may have been true beside the order in which the latest dates put what happened."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.derive.counting.gaps import earliest, gaps, lasts, within_a_day
from aikg.ground.bounds import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from aikg.derive.counting.positions import Content
    from aikg.derive.counting.states import State
    from aikg.ground.bounds import Money

Timelines = dict[str, list[tuple[Span, tuple["Content", ...]]]]
Choice = dict[str, "State | None"]
"""For each agreement the state that it is in; None where it has not begun."""

_MANY: Final = 64
"""Of more combinations of states, the first are told."""


class Aside(NamedTuple):
    """What an agreement may come to for a time.

    Attributes:
        since: not before its earliest instant; without a latest one, since it need not come at all.
        until: when it has certainly ended.
        content: what it comes to.
    """

    since: Span
    until: Span
    content: Content


def asides(
    played: Mapping[str, Sequence[State]],
    timelines: Timelines,
    told: Callable[[Choice], Timelines],
) -> Iterator[Aside]:
    """Give what counted amounts may come to that the timelines do not allow for.

    A timeline takes its steps at the latest instants that their dates allow. Where one agreement is
    dated to a month and its part to a day of it, the whole may have been there before the part.

    Args:
        played: for each agreement its states in order, also those that pass undated.
        timelines: what each comes to in the order of the latest dates.
        told: gives what all come to in some states.
    """
    played = {name: _by_day(states) for name, states in played.items()}
    if not _leaves_open(played):
        return
    spans = {state.since for states in played.values() for state in states}
    found: dict[tuple[Content, str | None], Aside] = {}
    for begin, end in gaps(spans):
        at = begin.latest or ""
        choices = [
            [(name, state) for state in _states_at(states, at)] for name, states in played.items()
        ]
        for chosen in islice(product(*choices), _MANY):
            choice = dict(chosen)
            starts = (begin.earliest, *(state.since.earliest for state in choice.values() if state))
            since = earliest(starts)
            for name, steps in told(choice).items():
                for content in steps[-1][1] if steps else ():
                    key = content, since
                    if key not in found and _widens(content, since, end, timelines.get(name, ())):
                        found[key] = Aside(Span(since, None), end, content)
                    elif key in found:
                        found[key] = found[key]._replace(until=end)
    yield from found.values()


def _leaves_open(played: Mapping[str, Sequence[State]]) -> bool:
    """Whether states pass on a day that is not told, or dates of several agreements overlap."""
    if len(played) == 1:
        [states] = played.values()
        return len({state.since for state in states}) < len(states)
    return not all(within_a_day(state.since) for states in played.values() for state in states)


def _by_day(states: Sequence[State]) -> list[State]:
    """The states without those that pass within a day."""
    following = [*(state.since for state in states[1:]), None]
    return [
        state
        for state, then in zip(states, following, strict=True)
        if state.since != then or not within_a_day(state.since)
    ]


def _states_at(states: Sequence[State], at: str) -> Iterator[State | None]:
    """The states that an agreement may be in at an instant."""
    surely = [
        i for i, s in enumerate(states) if s.since.latest is not None and s.since.latest <= at
    ]
    first = surely[-1] if surely else -1
    if first < 0:
        yield None
    for place, state in enumerate(states):
        if place >= max(first, 0) and (state.since.earliest or "") <= at:
            yield state


def _widens(
    content: Content,
    since: str | None,
    until: Span,
    steps: Sequence[tuple[Span, tuple[Content, ...]]],
) -> bool:
    """Whether it is more than what the timeline allows for the time, or less than it has for sure."""
    if content.reason or not content.currency:
        return False
    others: list[Money] = []
    sure = False
    for place, (begin, contents) in enumerate(steps):
        end = steps[place + 1][0] if place + 1 < len(steps) else None
        if (begin.earliest or "") <= (since or "") and lasts(end) >= lasts(until):
            sure = sure or (begin.latest is not None and begin.latest <= (since or ""))
            others += [c.money for c in contents if c.currency == content.currency and not c.reason]
    money = content.money
    return all(money.possible > other.possible for other in others) or (
        sure
        and (
            all(money.paid < other.paid for other in others)
            or all(money.committed < other.committed for other in others)
        )
    )
