"""Writing what a verb makes into a file, in one step or not at all."""

from __future__ import annotations

from pathlib import Path

from aikg.ground.errors import FileUnreadable
from aikg.ground.replacing import refuse_unwritable, replacing


def writable(file: Path, name: str, what: str) -> Path:
    """Refuse, before any work is done, what cannot become a file of this kind.

    Args:
        file: where to write.
        name: what such a file may be called; its suffix is the one that is asked for.
        what: what it is, for the message, such as "an SVG picture".

    Raises:
        FileUnreadable: it is a folder, in no folder, no ordinary file, or named as something else.
    """
    suffix = Path(name).suffix
    refuse_unwritable(file, name)
    if file.suffix.lower() != suffix:
        # What is there by another name was never one of these, and would be lost.
        raise FileUnreadable(
            f"not the name of {what}",
            expected=f"a name that ends in {suffix}, or - for standard output",
            found=str(file),
            mend=f"Write {file.with_suffix(suffix)}.",
        )
    return file


def replace(file: Path, text: str) -> None:
    """Put a whole file in the place of the old one: no reader ever sees half of it."""
    with replacing(file) as stream:
        stream.write(text.encode())
