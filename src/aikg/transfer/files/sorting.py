"""Sorting lines without holding them all: sorted runs in temporary files, merged at the end."""

from __future__ import annotations

from contextlib import ExitStack
from heapq import merge
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RUN: Final = 1 << 26
"""The most bytes of lines that are held at once; with what Python adds to each, about twice that."""

_AT_ONCE: Final = 64
"""The most files that are merged at once: systems let a process open some hundreds."""


def ordered(lines: Iterable[bytes], run: int | None = None) -> Iterator[bytes]:
    r"""Give lines in the order of their bytes, each once.

    In UTF-8 that is the order of code points, the one of canonical N-Quads (RDF Dataset
    Canonicalization 1.0, section 4.4.3).

    Args:
        lines: each with the line feed at its end, and none within.
        run: the bytes that are sorted at once, `RUN` by default; what is more goes to files in
            the folder for temporary files, which `TMPDIR` names.

    Raises:
        OSError: there is no room for temporary files.

    Examples:
        >>> list(ordered([b"b\n", b"c\n", b"a\n", b"b\n"], run=3))
        [b'a\n', b'b\n', b'c\n']
    """
    most = RUN if run is None else run
    with ExitStack() as kept:
        folder: Path | None = None
        files: list[Path] = []
        held: list[bytes] = []
        size = made = 0
        for line in lines:
            held.append(line)
            size += len(line)
            if size >= most:
                if folder is None:
                    folder = Path(kept.enter_context(TemporaryDirectory(prefix="aikg-sort-")))
                held.sort()
                files.append(_write(folder / str(made), held))
                made += 1
                held, size = [], 0
                if len(files) == _AT_ONCE:
                    files = [_merged(files, folder / str(made))]
                    made += 1
        held.sort()
        runs = [kept.enter_context(file.open("rb")) for file in files]
        yield from _once(merge(*runs, held) if runs else held)


def _write(file: Path, lines: Iterable[bytes]) -> Path:
    with file.open("wb") as stream:
        stream.writelines(lines)
    return file


def _merged(files: list[Path], target: Path) -> Path:
    with ExitStack() as kept:
        runs = [kept.enter_context(file.open("rb")) for file in files]
        _write(target, _once(merge(*runs)))
    for file in files:
        file.unlink()
    return target


def _once(lines: Iterable[bytes]) -> Iterator[bytes]:
    last = None
    for line in lines:
        if line != last:
            yield line
            last = line
