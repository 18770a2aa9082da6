"""The command line of `tools/dev.py`: which task, with which arguments."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from devkit import environment
from devkit.errors import DevError
from devkit.tasks import TASKS

if TYPE_CHECKING:
    from collections.abc import Sequence

_INTERRUPTED = 130


def usage() -> str:
    """What `help` prints: each task with what it does.

    Example:
        >>> "run" in usage() and "test" in usage()
        True
    """
    width = max(map(len, TASKS))
    lines = [f"  {name:{width}}  {task.summary}" for name, task in TASKS.items()]
    return "\n".join(
        [
            "usage: python3 tools/dev.py TASK [ARGUMENT ...]    or: make TASK ARGS='...'",
            "",
            *lines,
            f"  {'help':{width}}  print this",
            "",
            "The first task that needs it builds .venv/ in the checkout from the pinned packages.",
        ]
    )


def main(arguments: Sequence[str]) -> int:
    """Run one task.

    Args:
        arguments: the task's name and what is passed on to it.

    Returns:
        The exit code: the task's own, 2 where the task could not be started.
    """
    name, *rest = arguments or ["help"]
    if name in {"help", "-h", "--help"}:
        print(usage())
        return 0
    task = TASKS.get(name)
    if task is None:
        print(f"There is no task {name!r}.\n\n{usage()}", file=sys.stderr)
        return 2
    try:
        if task.level is not None:
            environment.ensure(task.level)
            environment.compile_sources()
        return task.work(rest)
    except DevError as error:
        print(error, file=sys.stderr)
        return 2
    except subprocess.SubprocessError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED
