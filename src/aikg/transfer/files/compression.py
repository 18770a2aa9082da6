"""Compressed bytes that are the same each time: without a name and a time in their head."""

from __future__ import annotations

import gzip
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from aikg.ground.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def compressing(stream: BinaryIO, compression: str) -> Iterator[BinaryIO]:
    r"""Give a stream whose bytes arrive in another one compressed.

    Args:
        stream: where they arrive; it stays open.
        compression: "gz" (RFC 1952), "zst" (RFC 8878) or nothing.

    Raises:
        InputError: no library for "zst" is there.

    Examples:
        >>> import io
        >>> bytes_ = io.BytesIO()
        >>> with compressing(bytes_, "gz") as packed:
        ...     _ = packed.write(b"a" * 100)
        >>> bytes_.getvalue()[:10] == b"\x1f\x8b\x08" + b"\0" * 5 + bytes_.getvalue()[8:10]
        True
    """
    if compression == "gz":
        with gzip.GzipFile("", "wb", 6, stream, mtime=0) as packed:
            yield cast("BinaryIO", packed)
    elif compression == "zst":
        with zstd().ZstdFile(stream, "wb") as packed:
            yield cast("BinaryIO", packed)
    else:
        yield stream


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
        mend="Install the extra: pip install 'aikg[transfer]'. Or write .gz.",
    )
