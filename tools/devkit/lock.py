"""One process at a time in a folder; the next one waits."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextlib.contextmanager
def alone(folder: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold a folder until the end of the block, or of the process, however that ends.

    Where the system has no `flock` (Windows), nothing is held.

    Args:
        folder: the folder; nothing is written into it.
        wait: called once if another process holds it, before waiting for that to end.

    Raises:
        OSError: the folder cannot be opened, or its file system has no locks.

    Example:
        >>> from pathlib import Path
        >>> with alone(Path(), lambda: print("waiting")):
        ...     print("alone")
        alone
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait()
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
