"""The export as a whole: refuse what cannot be done before anything is written."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, TypedDict

from aikg.ground.errors import BadParameter, FileUnreadable
from aikg.ground.packing import zstd
from aikg.ground.replacing import refuse_unwritable, replacing
from aikg.ground.spoken import given_as, set_as
from aikg.questions.edition import edition_of
from aikg.transfer.files.describing import description
from aikg.transfer.files.formats import GRAPHML, PARQUET, Format, chosen
from aikg.transfer.files.parquet import pyarrow
from aikg.transfer.files.statistics import statistics
from aikg.transfer.files.writing import Exported, write_file
from aikg.transfer.selection import selected

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from aikg.store import Store

_DESCRIPTION: Final = ".void.ttl"
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`?#]+")


def export(
    store: Store,
    files: Sequence[Path],
    *,
    format: str | None = None,
    only: Iterable[str] = (),
    describe: Path | None = None,
    issued: date | str | None = None,
    at: str = "",
) -> list[Exported]:
    """Write the graph of a store to files; `Graph.export` says how.

    Examples:
        >>> import tempfile
        >>> from pathlib import Path
        >>> import aikg
        >>> folder = Path(tempfile.mkdtemp())
        >>> found = export(aikg.open().store, [folder / "a.nt", folder / "a.ttl"])
        >>> found[0].triples == found[1].triples
        True
    """
    parts = [only] if isinstance(only, str) else list(only)
    formats = [planned(file, format, parts) for file in files]
    told = facts(describe, issued, at)
    graphs = {graph: graph for graph in selected(store, parts)}
    written = [
        write_file(file, store, graphs, each) for file, each in zip(files, formats, strict=True)
    ]
    if describe is not None:
        found = statistics(store, graphs)
        with replacing(describe) as stream:
            stream.writelines(description(edition_of(store), found, written, parts=parts, **told))
    return written


class Facts(TypedDict):
    """What a description tells that the graph does not.

    Attributes:
        issued: the day on which the files are published; None where it is not told.
        at: the address of the folder where they will be; empty where it is not told.
    """

    issued: date | None
    at: str


def facts(describe: Path | None, issued: date | str | None, at: str) -> Facts:
    """Give what a description is to tell beside the graph, checked.

    Raises:
        FileUnreadable: the description cannot be written there, or is named as something else.
        BadParameter: the date is none, the address is none, or there is no description to tell them.

    Examples:
        >>> from pathlib import Path
        >>> facts(Path("graph.void.ttl"), "2026-11-24", "")["issued"]
        datetime.date(2026, 11, 24)
    """
    if describe is None:
        for name, value in (("issued", issued), ("at", at)):
            if value:
                raise BadParameter(
                    f"{given_as(name)} stands in the description, and none is asked for",
                    mend=f"Add {set_as('describe', 'graph.void.ttl')}.",
                )
        return Facts(issued=None, at="")
    refuse_unwritable(describe, f"graph{_DESCRIPTION}")
    if not describe.name.lower().endswith(_DESCRIPTION):
        # A file of claims ends in .ttl too, and would be lost.
        raise FileUnreadable(
            "not the name of a description",
            expected=f"a name that ends in {_DESCRIPTION}",
            found=str(describe),
            mend=f"Write {describe.with_suffix('')}{_DESCRIPTION}.",
        )
    if at and not _ADDRESS.fullmatch(at):
        raise BadParameter(
            f"{given_as('at')} is no address of a folder",
            expected="one such as https://example.org/graph/",
            found=at,
        )
    return Facts(issued=_day(issued) if isinstance(issued, str) else issued, at=at)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadParameter(
            f"{given_as('issued')} is no date", expected="one such as 2026-11-24", found=text
        ) from None


def planned(file: Path, format: str | None = None, only: Sequence[str] = ()) -> Format:
    """Give the format that a file is to have, where nothing stands in the way of writing it.

    Raises:
        UnknownName: no such format.
        FileUnreadable: it cannot be written there.
        BadParameter: a network is to be of a part.
        InputError: a library that the format needs is not installed.
    """
    refuse_unwritable(file, "graph.nq")
    wanted = chosen(str(file), format)
    if file.exists() and not file.name.lower().endswith(wanted.suffix):
        # What is there by another name was never one of these, and would be lost.
        raise FileUnreadable(
            f"{file} is there already, and its name is not that of {wanted.syntax.name}",
            mend=f"Write {file.with_name(file.name + wanted.suffix)}, or remove it.",
        )
    check(wanted, only)
    return wanted


def check(wanted: Format, only: Sequence[str]) -> None:
    """Refuse what can be known to fail: a library that is not there, the network of a part.

    Raises:
        BadParameter: a network is to be of a part.
        InputError: a library that the format needs is not installed.
    """
    if wanted.syntax is GRAPHML and only:
        raise BadParameter(
            "GraphML is the network of all that is told",
            found=f"{given_as('only')} {' '.join(only)}",
            mend=f"Leave out {given_as('only')}.",
        )
    if wanted.compression == "zst":
        zstd()
    if wanted.syntax is PARQUET:
        pyarrow()
