"""Ctrl-C while the engine works, which lets no handler of Python's run before it is done."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from functools import cache, wraps
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    Run = Callable[[argparse.Namespace], int]

STOPPED: Final = 130
"""The exit code that shells expect of a command that Ctrl-C ended."""


def stoppable(run: Run) -> Run:
    """Let Ctrl-C end a verb at once, in the midst of the engine too.

    For verbs that only read: what they have open is let go of as the process ends, and a child
    process would outlive it.

    Examples:
        >>> import argparse
        >>> stoppable(lambda arguments: arguments.code)(argparse.Namespace(code=1))
        1
    """

    @wraps(run)
    def watched(arguments: argparse.Namespace) -> int:
        # Only the main thread is told of signals; on Windows it takes a socket to watch for them.
        if os.name == "nt" or current_thread() is not main_thread():
            return run(arguments)
        # A shell that starts it in the background has it ignore Ctrl-C, which is meant for others.
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            return run(arguments)
        with _watching():
            return run(arguments)

    return watched


@contextmanager
def _watching() -> Iterator[None]:
    handler = signal.signal(signal.SIGINT, lambda *_: None)
    woken = signal.set_wakeup_fd(_watcher(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(woken)
        signal.signal(signal.SIGINT, handler)


@cache
def _watcher() -> int:
    """Start a thread that reads what C's own handler writes, whatever the main thread does."""
    # It is started once and never ends: a thread that came later, or went, could set off the
    # collection of garbage, and results of the engine must be dropped where they were made.
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    Thread(target=_watch, args=(reads,), daemon=True).start()
    return writes


def _watch(reads: int) -> None:
    while os.read(reads, 1)[0] != signal.SIGINT:
        pass
    print("aikg: stopped", file=sys.stderr, flush=True)
    os._exit(STOPPED)
