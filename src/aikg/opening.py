"""Opening the graph of a store: filled at first use, whole again after what was broken off."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aikg.derive import recover, unfinished
from aikg.ground import packaged
from aikg.ground.errors import EngineError, Place
from aikg.ground.terms import GRAPH, ONTOLOGY_GRAPH, REGISTER_GRAPH
from aikg.store import EmbeddedStore, is_address, open_folder

if TYPE_CHECKING:
    from aikg.store import Store
    from aikg.store.remote import RemoteStore


def opened(store: Path | str | None, *, write: bool = False) -> Store:
    """Open the store of a graph.

    Args:
        store: a folder, which is created and filled at first use; the address of a SPARQL 1.1
            store that holds a graph; or None for the packaged graph in memory.
        write: whether it is to be changed; one process at a time can.

    Raises:
        EngineError: another process holds the store; says which. Or it is damaged, or away.
        FileUnreadable: the folder cannot be used.
    """
    if store is None:
        memory = EmbeddedStore()
        _fill(memory)
        return memory
    if is_address(str(store)):
        return _remote(str(store), write=write)
    kept = _whole(open_folder(Path(store), _fill, write=write), Path(store), write=write)
    _refuse_hollow(kept, store)
    return kept


def _fill(store: EmbeddedStore) -> None:
    """Put the packaged graph into a store, and derive what follows."""
    from aikg.derive import derive_all

    for file in packaged.ontology_files():
        store.load_file(ONTOLOGY_GRAPH, file)
    store.load_file(REGISTER_GRAPH, packaged.register_file())
    for file in packaged.source_files():
        store.load_file(GRAPH + file.stem, file)
    derive_all(store)


def _whole(store: EmbeddedStore, folder: Path, *, write: bool) -> EmbeddedStore:
    """Undo what a change that was broken off has left in the store, whoever opens it next."""
    if not unfinished(store):
        return store
    if write:
        recover(store)
        return store
    store.close()
    with_writing = open_folder(folder, _fill, write=True)
    recover(with_writing)
    with_writing.close()
    return open_folder(folder, _fill)


def _remote(url: str, *, write: bool) -> RemoteStore:
    """Open the store at an address, which has to hold a graph already."""
    from aikg.store.remote import open_remote

    store = open_remote(url)
    try:
        if not store.holds(ONTOLOGY_GRAPH):
            raise EngineError(
                "there is no graph in the store",
                expected="the vocabulary in it",
                where=Place(store.addresses.query),
                mend=f"Load it first: aikg load {url}",
            )
        if not store.ask("ASK { ?ontology a owl:Ontology }"):
            raise EngineError(
                "the store does not see all graphs as one",
                where=Place(store.addresses.query),
                mend=store.profile.mend,
            )
        if write:
            store.hold()
        _mended(store, write=write)
    except BaseException:
        store.close()
        raise
    return store


def _mended(store: RemoteStore, *, write: bool) -> None:
    """Undo what a change that was broken off has left, unless somebody is at it."""
    if not unfinished(store):
        return
    if not write:
        if store.held():
            return  # it is not broken off, but under way
        store.hold()
    recover(store)
    if not write:
        store.let_go()


def _refuse_hollow(store: EmbeddedStore, folder: Path | str) -> None:
    """Refuse what has no vocabulary under its name, and would answer 0 to everything."""
    if store.holds(ONTOLOGY_GRAPH):
        return
    # What was loaded in part, or under other names, is as it was meant to be.
    held = store.graphs()
    store.close()
    if held:
        raise EngineError(
            "there is no graph to ask in the store",
            expected=f"the vocabulary in {ONTOLOGY_GRAPH}",
            found=f"{len(held)} named graphs without it, such as {held[0]}",
            where=Place(str(folder)),
            mend="It was loaded in part, or under another --graph-prefix, for other programs to ask. "
            "Load all of it into a folder of its own: aikg load FOLDER, without a prefix.",
        )
    raise EngineError(
        "the store is damaged",
        expected="the vocabulary in it",
        found="a store without one",
        where=Place(str(folder)),
        mend="Remove the folder; it is filled anew at the next use.",
    )
