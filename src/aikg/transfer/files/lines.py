"""N-Quads and N-Triples in their canonical forms: one line for each, in the order of their bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.transfer.files.quads import canonical_quads, united

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from aikg.store import Store


def write_n_quads(stream: BinaryIO, store: Store, graphs: Mapping[str, str]) -> int:
    """Write the canonical form of the dataset, and give the number of its lines."""
    return _write(stream, canonical_quads(store, graphs))


def write_n_triples(stream: BinaryIO, store: Store, graphs: Mapping[str, str]) -> int:
    """Write the union of the graphs, and give the number of its lines."""
    return _write(stream, united(store, graphs))


def _write(stream: BinaryIO, lines: Iterable[bytes]) -> int:
    number = 0

    def counted() -> Iterator[bytes]:
        nonlocal number
        for line in lines:
            number += 1
            yield line

    stream.writelines(counted())
    return number
