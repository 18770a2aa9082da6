"""The export as a whole: refuse what cannot be done before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.ground.errors import BadParameter, FileUnreadable
from aikg.ground.replacing import refuse_unwritable
from aikg.transfer.files.compression import zstd
from aikg.transfer.files.formats import GRAPHML, PARQUET, Format, chosen
from aikg.transfer.files.parquet import pyarrow
from aikg.transfer.files.selection import selected
from aikg.transfer.files.writing import Exported, write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from aikg.store import Store


def export(
    store: Store, files: Sequence[Path], *, format: str | None = None, only: Iterable[str] = ()
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
    graphs = {graph: graph for graph in selected(store, parts)}
    return [
        write_file(file, store, graphs, each) for file, each in zip(files, formats, strict=True)
    ]


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
            found=f"--only {' '.join(only)}",
            mend="Leave out --only.",
        )
    if wanted.compression == "zst":
        zstd()
    if wanted.syntax is PARQUET:
        pyarrow()
