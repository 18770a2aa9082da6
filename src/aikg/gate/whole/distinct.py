"""Terms, each once, in memory that does not grow with how many there are."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_AT_HAND: Final = 100_000
"""How many terms are kept in memory before they are parted into files."""
_FILES: Final = 128


def distinct(terms: Iterable[str], at_hand: int = _AT_HAND) -> Iterator[str]:
    """Yield each of some lines of text once.

    Up to a number of them are kept in memory. If there are more, all are parted by their checksum
    into temporary files, and each of these is read by itself; they then come in another order.

    Args:
        terms: texts without line ends, such as terms of N-Triples.
        at_hand: how many are kept in memory before they are parted.

    Raises:
        OSError: there is no room for temporary files.

    Examples:
        >>> list(distinct(["<urn:a>", "<urn:b>", "<urn:a>"]))
        ['<urn:a>', '<urn:b>']
        >>> sorted(distinct(["<urn:a>", "<urn:b>", "<urn:a>"] * 3, at_hand=1))
        ['<urn:a>', '<urn:b>']
    """
    waiting = iter(terms)
    found: dict[str, None] = {}
    for term in waiting:
        found[term] = None
        if len(found) > at_hand:
            break
    else:
        yield from found
        return
    with ExitStack() as stack:
        # Surrogates cannot be in a term that an engine holds.
        files = [
            stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
            for _ in range(_FILES)
        ]
        for part in (found, waiting):
            for term in part:
                files[crc32(term.encode()) % _FILES].write(term + "\n")
        found.clear()
        for file in files:
            file.seek(0)
            yield from dict.fromkeys(line[:-1] for line in file)
