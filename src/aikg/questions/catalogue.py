"""The questions that there are: the `.rq` files of a folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aikg.ground.errors import UnknownName
from aikg.ground.packaged import folder
from aikg.questions.contract import Question, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Catalogue:
    """The questions of a folder of `.rq` files, by name.

    Examples:
        >>> Catalogue.packaged()["investments"].title
        'Investments'
        >>> Catalogue.packaged()["investmnts"]
        Traceback (most recent call last):
        aikg.ground.errors.UnknownName: unknown question 'investmnts'. Did you mean investments?
    """

    folder: Path

    @classmethod
    def packaged(cls) -> Catalogue:
        """The questions that come with the package."""
        return cls(folder("queries"))

    @property
    def names(self) -> list[str]:
        """The names of all questions, in order; no file is read for it."""
        return sorted(file.stem for file in self.folder.glob("*.rq"))

    def __getitem__(self, name: str) -> Question:
        names = self.names
        if name not in names:
            raise UnknownName.among("question", name, names)
        return read(self.folder / f"{name}.rq")

    def __iter__(self) -> Iterator[Question]:
        return (self[name] for name in self.names)

    def __len__(self) -> int:
        return len(self.names)
