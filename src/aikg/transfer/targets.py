"""Where a graph goes: the store at an address, or in a folder; told apart by how they are named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from aikg.ground.errors import FileUnreadable, InputError, Place
from aikg.ground.terms import GRAPH
from aikg.store import is_address, open_folder
from aikg.transfer.files.reading import is_file
from aikg.transfer.placed import Placed

if TYPE_CHECKING:
    from aikg.store import Store

_EXPECTED: Final = "the address of a SPARQL store, or a folder made by aikg"
_IRI_ENDS: Final = ("/", "#", ":", "=")


def opened(target: str, *, prefix: str = "", write: bool = False) -> Store:
    """Open the store that is meant.

    Args:
        target: an address, or a folder, which is made if it is to be written.
        prefix: what the IRIs of the graphs begin with there; as here if empty.
        write: whether it is to be changed.

    Raises:
        InputError: the prefix is no IRI that names can follow.
        EngineError: the store cannot be reached, or is held by another process.
        FileUnreadable: the folder cannot be used, or holds no store.
    """
    if prefix:
        _check(prefix)
    store = _store(target, write=write)
    return Placed(store, prefix) if prefix and prefix != GRAPH else store


def check_store(target: str) -> None:
    """Refuse a target that is a file, or a folder without a store; an address may be one.

    Raises:
        FileUnreadable: there is no store in the folder.
        InputError: it is a file.
        UnknownName: it is named like a file of a format that is not written.
    """
    if is_file(target):
        raise InputError(
            "a file is no store that graphs are removed from",
            expected=_EXPECTED,
            found=target,
            mend="Remove the file itself.",
        )
    _check_folder(target)


def _check_folder(target: str) -> None:
    if not is_address(target) and not (Path(target) / "store").is_dir():
        raise FileUnreadable(
            "there is no store in this folder",
            expected=_EXPECTED,
            where=Place(target),
            mend=f"Load it first: aikg load {target}",
        )


def _store(target: str, *, write: bool) -> Store:
    if is_address(target):
        # Only who goes to a remote store pays for the way there.
        from aikg.store.remote import open_remote

        store = open_remote(target)
        if write:
            try:
                store.hold()
            except BaseException:
                store.close()
                raise
        return store
    if not write:
        _check_folder(target)
    return open_folder(Path(target), lambda _: None, write=write)


def _check(prefix: str) -> None:
    from pyoxigraph import NamedNode

    try:
        NamedNode(prefix + "x")
    except ValueError:
        raise InputError(
            "the prefix of the graphs is no IRI",
            expected="one such as https://example.org/graph/",
            found=prefix,
        ) from None
    if not prefix.endswith(_IRI_ENDS):
        raise InputError(
            "the prefix of the graphs ends in a name",
            expected=f"one that ends with {' or '.join(_IRI_ENDS)}",
            found=prefix,
            mend=f"Write {prefix}/.",
        )
