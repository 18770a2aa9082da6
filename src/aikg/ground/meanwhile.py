"""Work that goes on in a thread while the caller does something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def meanwhile(
    work: Callable[_Given, _Made], /, *args: _Given.args, **kwargs: _Given.kwargs
) -> Callable[[], _Made]:
    """Begin some work in a thread.

    It gains time where the work lets go of the interpreter, as engines in native code do.

    Args:
        work: What is to be done.
        *args: What it is given.
        **kwargs: What it is given by name.

    Returns:
        What waits for the work, gives what it made, and raises what went wrong in it.

    Examples:
        >>> wait = meanwhile(sorted, [2, 1], reverse=True)
        >>> wait()
        [2, 1]
    """
    from concurrent.futures import ThreadPoolExecutor

    thread = ThreadPoolExecutor(1)
    made = thread.submit(work, *args, **kwargs)
    thread.shutdown(wait=False)
    return made.result
