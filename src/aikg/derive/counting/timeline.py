"""Values that change in time: steps, each from a span on until the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from aikg.ground.bounds import Span

V = TypeVar("V")


def breaks(*timelines: Sequence[tuple[Span, object]]) -> list[Span]:
    """The spans at which any of several timelines takes a step, in order, each once.

    Examples:
        >>> from aikg.ground.bounds import Span
        >>> [span.latest for span in breaks([(Span(None, "b"), 1)], [(Span(None, "a"), 2)])]
        ['a', 'b']
    """
    return sorted({span for steps in timelines for span, _ in steps}, key=lambda s: s.order)


def at(steps: Sequence[tuple[Span, V]], when: Span) -> V | None:
    """The value from the last step that is not after a span; None before the first."""
    value: V | None = None
    for since, held in steps:
        if since.order > when.order:
            break
        value = held
    return value


def through(steps: Sequence[tuple[Span, V]], when: Span) -> list[V]:
    """The values that are passed through at a span, if any begin with it; else the one from before.

    Examples:
        >>> from aikg.ground.bounds import Span
        >>> undated = Span(None, "b")
        >>> through([(undated, "signed"), (undated, "cancelled")], undated)
        ['signed', 'cancelled']
        >>> through([(undated, "signed"), (undated, "cancelled")], Span(None, "c"))
        ['cancelled']
    """
    values = [value for since, value in steps if since == when]
    if values:
        return values
    before = at(steps, when)
    return [] if before is None else [before]


def without_repeats(steps: Iterable[tuple[Span, V]]) -> list[tuple[Span, V]]:
    """The same timeline with no step that changes nothing."""
    result: list[tuple[Span, V]] = []
    for since, value in steps:
        if not result or result[-1][1] != value:
            result.append((since, value))
    return result


def rewritten(
    timelines: Mapping[str, list[tuple[Span, V]]],
    joined: Iterable[str],
    rewrite: Callable[[dict[str, V]], Mapping[str, V]],
) -> dict[str, list[tuple[Span, V]]]:
    """Timelines of which some depend on one another, each rewritten by what all hold at a time.

    Args:
        timelines: by name.
        joined: the names of those that depend on one another.
        rewrite: gives what they are to hold for what they hold at one time, where they have begun.
    """
    names = sorted(name for name in joined if name in timelines)
    result: dict[str, list[tuple[Span, V]]] = {name: [] for name in names}
    for when in breaks(*(timelines[name] for name in names)):
        now = {name: at(timelines[name], when) for name in names}
        held = rewrite({name: value for name, value in now.items() if value is not None})
        for name, value in held.items():
            result[name].append((when, value))
    return dict(timelines) | {name: without_repeats(steps) for name, steps in result.items()}
