"""Values that change in time: steps, each from a span on until the next."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, TypeVar

from aikg.ground.bounds import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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
    *,
    once_begun: bool = False,
) -> dict[str, list[tuple[Span, V]]]:
    """Timelines of which some depend on one another, each rewritten by what all hold at a time.

    What one passes through at a span it may hold for a while, beside each that others pass through.

    Args:
        timelines: by name.
        joined: the names of those that depend on one another.
        rewrite: gives what they are to hold for what they hold at one time, where they have begun.
        once_begun: whether what others change of one comes after it has begun itself.
    """
    names = sorted(name for name in joined if name in timelines)
    result: dict[str, list[tuple[Span, V]]] = {name: [] for name in names}
    for when in breaks(*(timelines[name] for name in names)):
        passed = {name: found for name in names if (found := through(timelines[name], when))}
        held: dict[str, list[V]] = {name: [] for name in passed}
        for now in product(*passed.values()):
            for name, value in rewrite(dict(zip(passed, now, strict=True))).items():
                held[name].append(value)
        for name, values in held.items():
            begun = Span(timelines[name][0][0].earliest, None) if once_begun else when
            since = when.common(begun) or when
            last = values[-1]
            before = [value for value in dict.fromkeys(values) if value != last]
            result[name] += [(since, value) for value in (*before, last)]
    return dict(timelines) | {name: without_repeats(steps) for name, steps in result.items()}
