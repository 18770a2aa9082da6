"""The texts of sources: a folder with one file NAME.txt for each source src:NAME."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.ground.errors import FileUnreadable, Place
from aikg.ground.reading.lines import decode
from aikg.ground.reading.source import load
from aikg.ground.terms import SOURCE
from aikg.ground.text import SourceText

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT = 16_000_000


class Texts:
    """The texts of a folder, each read when it is first asked for.

    Args:
        folder: The folder.

    Raises:
        FileUnreadable: There is no such folder.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise FileUnreadable(
                "there is no such folder",
                where=Place(str(folder)),
                mend="Name the folder that holds the texts of the sources, one NAME.txt for each.",
            )
        self._folder = folder
        self._read: dict[str, SourceText | FileUnreadable] = {}

    def of(self, source: str) -> SourceText:
        """Give the text of a source.

        Args:
            source: The IRI of the source.

        Raises:
            FileUnreadable: It has no file here, or the file cannot be read or is empty.
        """
        if source not in self._read:
            try:
                self._read[source] = self._load(source)
            except FileUnreadable as fault:
                self._read[source] = fault
        found = self._read[source]
        if isinstance(found, FileUnreadable):
            raise found
        return found

    def lacks(self, source: str) -> bool:
        """Whether there is no file at all for a source.

        Args:
            source: The IRI of the source.
        """
        name = f"{source.removeprefix(SOURCE)}.txt"
        try:
            return (self._folder / name).name == name and not (self._folder / name).exists()
        except (OSError, ValueError):  # a name that no file can have; reading it says so
            return False

    def _load(self, source: str) -> SourceText:
        name = source.removeprefix(SOURCE)
        file = self._folder / f"{name}.txt"
        if file.name != f"{name}.txt":
            raise FileUnreadable(
                "this source has no name that a file can have", expected="src:NAME", found=source
            )
        try:
            return text_in(file)
        except FileUnreadable as fault:
            fault.mend = f"Put the text of src:{name} there, in UTF-8. {fault.mend}".rstrip()
            raise


def text_in(file: Path) -> SourceText:
    """Read the text of a source.

    Raises:
        FileUnreadable: The file is missing, too large, empty or not UTF-8.
    """
    data = load(file, _LIMIT, "a text file")
    if not data.strip():
        raise FileUnreadable("the file is empty", where=Place(str(file)))
    return SourceText(decode(data, str(file)))
