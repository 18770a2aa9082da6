"""Files that are compressed: which ones are, and their bytes, as many as can be borne."""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from aikg.ground.errors import FileUnreadable, InputError, Place

if TYPE_CHECKING:
    from collections.abc import Callable

PACKINGS: Final = ("gz", "zst")
"""The suffixes of files that are compressed (RFC 1952, RFC 8878)."""


def packing_of(name: str) -> tuple[str, str]:
    """Give the name of what is compressed in a file, and the suffix that says how.

    Examples:
        >>> packing_of("told.nq.gz"), packing_of("told.nq")
        (('told.nq', 'gz'), ('told.nq', ''))
    """
    inner, _, suffix = name.rpartition(".")
    return (inner, suffix.lower()) if suffix.lower() in PACKINGS else (name, "")


def unpack(data: bytes, packing: str, take: Callable[[Any], bytes], name: str) -> bytes:
    """Give the bytes that were compressed.

    Args:
        data: the bytes of the file.
        packing: "gz" or "zst".
        take: takes the bytes of a binary file, and refuses more than can be borne.
        name: the file's name, for messages.

    Raises:
        FileUnreadable: it is cut short, or is something else than its name says.
        InputError: no library for "zst" is there.

    Examples:
        >>> unpack(gzip.compress(b"told"), "gz", lambda file: file.read(), "told.nq.gz")
        b'told'
    """
    library = zstd() if packing == "zst" else None
    wrong = (OSError, EOFError, zlib.error, *((library.ZstdError,) if library else ()))
    inner = io.BytesIO(data)
    try:
        with library.ZstdFile(inner) if library else gzip.GzipFile(fileobj=inner) as file:
            return take(file)
    except FileUnreadable:
        raise
    except wrong as error:
        raise FileUnreadable(
            "the file cannot be unpacked",
            expected=f"a whole file that was compressed as .{packing}",
            found=" ".join(str(error).split()),
            where=Place(name),
        ) from None


def zstd() -> Any:  # noqa: ANN401  (a module of the standard library, or its backport)
    """Give the library for Zstandard: Python's own from 3.14 on, and before that its backport.

    Raises:
        InputError: neither is there.
    """
    for name in ("compression.zstd", "backports.zstd"):
        with suppress(ImportError):
            return import_module(name)
    raise InputError(
        "files that end in .zst need the package backports.zstd",
        found="none",
        mend="Install the extra: pip install 'aikg[transfer]'. Or use .gz.",
    )
