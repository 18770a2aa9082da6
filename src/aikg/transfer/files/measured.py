"""A stream that counts and digests what goes through it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_HELD: Final = 1 << 20


class Measured:
    """Passes bytes on to another stream, which stays open, a megabyte at a time.

    It is what writers of files ask for, and no more: the last bytes wait until `flush`.

    Args:
        stream: where they go.

    Attributes:
        size: how many there were.

    Examples:
        >>> import io
        >>> measured = Measured(io.BytesIO())
        >>> _ = measured.write(b"abc")
        >>> measured.size, measured.sha256[:8]
        (3, 'ba7816bf')
    """

    closed = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = sha256()
        self._held = bytearray()
        self.size = 0

    @property
    def sha256(self) -> str:
        """The SHA-256 digest of all bytes so far (FIPS 180-4), 64 hexadecimal digits."""
        self.flush()
        return self._digest.hexdigest()

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Pass bytes on, and give their number."""
        self._held += data
        length = len(data)
        self.size += length
        if len(self._held) >= _HELD:
            self.flush()
        return length

    def writelines(self, pieces: Iterable[bytes]) -> None:
        """Pass on one piece after the other."""
        for piece in pieces:
            self.write(piece)

    def flush(self) -> None:
        """Pass on what is held."""
        if self._held:
            self._stream.write(self._held)
            self._digest.update(self._held)
            self._held = bytearray()

    def tell(self) -> int:
        """How many bytes there were."""
        return self.size

    def close(self) -> None:
        """Nothing: whoever opened the stream closes it."""
