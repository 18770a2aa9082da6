"""`aikg draw`: the picture of who pays whom."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from aikg.cli.opening import add_store, opened
from aikg.cli.output import note, write
from aikg.cli.verb import FINE, Verb
from aikg.ground.errors import FileUnreadable

if TYPE_CHECKING:
    import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the picture goes."""
    add_store(parser)
    parser.add_argument(
        "out", metavar="OUT.svg", help="the file to write, or - for standard output"
    )


def run(arguments: argparse.Namespace) -> int:
    """Draw the whole graph, and write the picture in one step or not at all."""
    file = None if arguments.out == "-" else _writable(Path(arguments.out))
    from aikg.report import draw

    with opened(arguments.store) as graph:
        picture = draw(graph)
    if file is None:
        write(picture)
        return FINE
    _replace(file, picture)
    note(f"wrote {file}")
    return FINE


def _writable(file: Path) -> Path:
    """Refuse, before any work is done, what cannot become a picture."""
    if file.is_dir():
        raise FileUnreadable(
            "not a file that can be written",
            expected="the name of a file",
            found=f"the folder {file}",
            mend=f"Write {file / 'alliance.svg'}.",
        )
    if not file.parent.is_dir():
        raise FileUnreadable(
            f"there is no folder {file.parent}", mend="Make it, or name another file."
        )
    if file.exists() and not file.is_file():
        raise FileUnreadable(
            f"{file} is no ordinary file", mend="Name another, or - for standard output."
        )
    if file.suffix.lower() != ".svg":
        # What is there by another name was never a picture, and would be lost.
        raise FileUnreadable(
            "not the name of an SVG picture",
            expected="a name that ends in .svg, or - for standard output",
            found=str(file),
            mend=f"Write {file.with_suffix('.svg')}.",
        )
    return file


def _replace(file: Path, text: str) -> None:
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


VERB = Verb("draw", "draw who pays whom, and how firmly, as an SVG picture", arguments, run)
