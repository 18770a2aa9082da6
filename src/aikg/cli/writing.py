"""Writing a file in one step or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from aikg.ground.errors import FileUnreadable


def writable(file: Path, name: str, what: str) -> Path:
    """Refuse, before any work is done, what cannot become a file of this kind.

    Args:
        file: where to write.
        name: what such a file may be called; its suffix is the one that is asked for.
        what: what it is, for the message, such as "an SVG picture".

    Raises:
        FileUnreadable: it is a folder, in no folder, no ordinary file, or named as something else.
    """
    suffix = Path(name).suffix
    if file.is_dir():
        raise FileUnreadable(
            "not a file that can be written",
            expected="the name of a file",
            found=f"the folder {file}",
            mend=f"Write {file / name}.",
        )
    if not file.parent.is_dir():
        raise FileUnreadable(
            f"there is no folder {file.parent}", mend="Make it, or name another file."
        )
    if file.exists() and not file.is_file():
        raise FileUnreadable(
            f"{file} is no ordinary file", mend="Name another, or - for standard output."
        )
    if file.suffix.lower() != suffix:
        # What is there by another name was never one of these, and would be lost.
        raise FileUnreadable(
            f"not the name of {what}",
            expected=f"a name that ends in {suffix}, or - for standard output",
            found=str(file),
            mend=f"Write {file.with_suffix(suffix)}.",
        )
    return file


def replace(file: Path, text: str) -> None:
    """Put a whole file in the place of the old one: no reader ever sees half of it."""
    file = file.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    except OSError as error:
        raise FileUnreadable(f"cannot write {file}: {error.strerror}") from None
    half = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        half.chmod(file.stat().st_mode & 0o777 if file.exists() else 0o666 & ~_umask())
        half.replace(file)
    except BaseException:
        with suppress(OSError):
            half.unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
