"""The bytes of a file: regular files of a bearable size only."""

from __future__ import annotations

import stat
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from aikg.ground.errors import BadParameter, FileUnreadable, Place, did_you_mean
from aikg.ground.names import nearest

if TYPE_CHECKING:
    from pathlib import Path

# A folder may hold millions of files; this many are looked at for a likely name.
_LOOKED_AT = 10_000


def load(path: Path, limit: int | None, what: str = "a file") -> bytes:
    """Return the bytes of the regular file at ``path``.

    Args:
        path: The file.
        limit: The most bytes to read, or None for no limit.
        what: What is looked for, as messages name it.

    Raises:
        FileUnreadable: The file is missing, a folder, no regular file, forbidden or too large.
        BadParameter: The limit is not above 0.
    """
    _check(limit)
    name = str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise _no_file(path, status.st_mode, what)
        if limit is not None and status.st_size > limit:
            raise _too_large(name, f"{_megabytes(status.st_size)}", limit)
        with path.open("rb") as file:
            return take(file, name, limit)
    except FileUnreadable:
        raise
    except (FileNotFoundError, NotADirectoryError):
        raise _missing(path) from None
    except PermissionError:
        raise FileUnreadable(
            "no permission to read the file",
            where=Place(name),
            mend="Allow yourself to read it, or work on a copy.",
        ) from None
    except OSError as error:
        raise FileUnreadable(
            "the file cannot be read", found=error.strerror or str(error), where=Place(name)
        ) from error
    except ValueError:
        # A name with a NUL in it, or with letters that the file system cannot hold.
        raise FileUnreadable("no file can have this name", where=Place(name)) from None


def take(file: BinaryIO, name: str, limit: int | None) -> bytes:
    """Return all bytes of an open binary file, refusing more than ``limit``.

    Raises:
        FileUnreadable: There are more bytes than that.
        BadParameter: The limit is not above 0.
    """
    _check(limit)
    if limit is None:
        return file.read()
    data = file.read(limit + 1)
    if len(data) > limit:
        raise _too_large(name, f"more than {_megabytes(limit)}", limit)
    return data


def _check(limit: int | None) -> None:
    if limit is not None and limit <= 0:
        raise BadParameter(
            "bad limit", expected="a number of bytes above 0, or None", found=str(limit)
        )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size:,} bytes"


def _too_large(name: str, size: str, limit: int) -> FileUnreadable:
    return FileUnreadable(
        "the file is too large to be read at once",
        expected=f"at most {_megabytes(limit)}",
        found=size,
        where=Place(name),
        mend="Split it, or read it from Python with a higher limit.",
    )


def _no_file(path: Path, mode: int, what: str) -> FileUnreadable:
    kinds = (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISCHR, "a character device"),
        (stat.S_ISBLK, "a block device"),
        (stat.S_ISSOCK, "a socket"),
    )
    found = next((kind for test, kind in kinds if test(mode)), "something else")
    mend = "Name a regular file; what is piped in is read as '-'."
    if found == "a folder":
        mend = "Name a file in it."
        inside = sorted(name for name in _names(path) if name.endswith((".ttl", ".trig")))
        if inside:
            mend = f"Name a file in it, such as {inside[0]}."
    return FileUnreadable(
        "no regular file", expected=what, found=found, where=Place(str(path)), mend=mend
    )


def _missing(path: Path) -> FileUnreadable:
    folder = path.parent
    if not folder.is_dir():
        return FileUnreadable(f"there is no folder {folder}", where=Place(str(path)))
    near = [str(folder / name) for name in nearest(path.name, _names(folder))]
    return FileUnreadable("there is no such file", where=Place(str(path)), mend=did_you_mean(near))


def _names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in islice(folder.iterdir(), _LOOKED_AT)]
    except OSError:
        return []  # a folder that may be passed through but not listed
