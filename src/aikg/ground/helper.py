"""A process beside this one: it runs a module of the package, and the two talk by pipes."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from typing import IO

GONE: Final = (EOFError, OSError, pickle.UnpicklingError)
"""What is raised where the process has ended, perhaps in the middle of a message."""


class Helper:
    """A process that runs a module, and to which one thread at a time talks.

    Messages are pickled: the two ends are the same program.

    Args:
        module: The module's name. It reads from its standard input and writes to its standard output.

    Raises:
        OSError: The process cannot be started.

    Examples:
        >>> helper = Helper("this")  # a module that prints a poem, and is no talker
        >>> try:
        ...     helper.answer()
        ... except GONE:
        ...     print("it does not answer")
        ... finally:
        ...     helper.end()
        it does not answer
    """

    def __init__(self, module: str) -> None:
        # A session of its own: an interrupt from the keyboard is for this process to handle.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    def tell(self, message: object) -> None:
        """Send a message.

        Raises:
            OSError: The process has ended.
        """
        stream = cast("IO[bytes]", self._process.stdin)
        pickle.dump(message, stream, pickle.HIGHEST_PROTOCOL)
        stream.flush()

    def answer(self) -> object:
        """Wait for the next message.

        Raises:
            EOFError: The process has ended.
            OSError: Likewise.
            UnpicklingError: Likewise, in the middle of a message.
        """
        return pickle.load(cast("IO[bytes]", self._process.stdout))

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            try:
                cast("IO[bytes]", stream).close()
            except OSError:
                continue  # what could not be told to it is told to nobody
