"""Writing a file in one step or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from aikg.ground.errors import FileUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterator


def refuse_unwritable(file: Path, proposal: str) -> None:
    """Refuse, before any work is done, a place where no file can be written.

    Args:
        file: where to write.
        proposal: what a file in it may be called, where it is a folder.

    Raises:
        FileUnreadable: it is a folder, in no folder, or no ordinary file.
    """
    if file.is_dir():
        raise FileUnreadable(
            "not a file that can be written",
            expected="the name of a file",
            found=f"the folder {file}",
            mend=f"Write {file / proposal}.",
        )
    if not file.parent.is_dir():
        raise FileUnreadable(
            f"there is no folder {file.parent}", mend="Make it, or name another file."
        )
    if file.exists() and not file.is_file():
        raise FileUnreadable(
            f"{file} is no ordinary file", mend="Name another, or - for standard output."
        )


@contextmanager
def replacing(file: Path) -> Iterator[BinaryIO]:
    """Open a file to write beside the one it takes the place of, once all went well.

    No reader ever sees half of it, and where writing fails the old one stays as it was.

    Args:
        file: what is to be replaced, or made; links are followed, and its mode is kept.

    Raises:
        FileUnreadable: it cannot be written there; says why, such as that the disk is full.

    Examples:
        >>> import tempfile
        >>> file = Path(tempfile.mkdtemp()) / "graph.nt"
        >>> with replacing(file) as stream:
        ...     _ = stream.write(b"<urn:a> <urn:p> <urn:b> .")
        ...     file.exists()
        False
        >>> file.exists()
        True
    """
    target = file.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise FileUnreadable(f"cannot write {file}: {error.strerror}") from None
    half = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        half.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        half.replace(target)
    except BaseException as error:
        with suppress(OSError):
            half.unlink()
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise FileUnreadable(f"cannot write {file}: {error.strerror or error}") from None
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
