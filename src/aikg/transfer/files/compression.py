"""Compressed bytes that are the same each time: without a name and a time in their head."""

from __future__ import annotations

import gzip
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from aikg.ground.packing import zstd

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
