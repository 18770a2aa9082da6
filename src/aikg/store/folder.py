"""A store on disk: created and filled once, many readers or one writer, and it says who holds it.

The folder holds `store/` (the engine's files), `lock`, `digest` (of what is told, until a change),
and `holders/` (a note of each process that has it open). A store that is being filled stands in
`filling-PID/` and gets its name only when it is complete, so that one that was broken off is never
mistaken for a store.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from aikg.ground.errors import EngineError, FileUnreadable, Place
from aikg.store.embedded import EmbeddedStore
from aikg.store.processes import alive

if TYPE_CHECKING:
    from collections.abc import Callable


def open_folder(
    path: Path, fill: Callable[[EmbeddedStore], None], *, write: bool = False
) -> EmbeddedStore:
    """Open the store in a folder; where there is none yet, create and fill it.

    Args:
        path: the folder.
        fill: puts into a new store what it is to begin with.
        write: whether to change it; then nobody else can have it open meanwhile.

    Raises:
        EngineError: another process holds it; says which.
        FileUnreadable: the path is no folder, or cannot be read or written.

    Examples:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp()) / "graph"
        >>> def fill(store): store.update("INSERT DATA { GRAPH graph:x { kg:a a aikg:Agent } }")
        >>> open_folder(folder, fill).close()
        >>> with_it = open_folder(folder, fill)
        >>> with_it.graphs()
        ['https://w3id.org/aikg/graph/x']
        >>> with_it.close()
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not (path / "store").is_dir():
            _refuse_foreign(path)
            _refuse_lost(path)
        (path / "holders").mkdir(exist_ok=True)
    except FileExistsError:
        raise FileUnreadable(
            "this is no folder",
            expected="a folder for the store, new or made by aikg",
            where=Place(str(path)),
        ) from None
    except OSError as error:
        raise FileUnreadable(
            "the folder of the store cannot be used",
            found=error.strerror or str(error),
            where=Place(str(path)),
        ) from None
    if not (path / "store").is_dir():
        _create(path, fill)
    lock = _Lock(path, exclusive=write)
    try:
        inner = str(path / "store")
        opened = ox.Store(inner) if write else ox.Store.read_only(inner)
    except (OSError, RuntimeError) as error:
        lock.release()
        raise EngineError(
            "the store cannot be opened",
            found=" ".join(str(error).split()),
            where=Place(str(path)),
            mend="If no process has it open, remove the folder and load it again.",
        ) from None
    return EmbeddedStore(opened, on_close=lock.release, digest=path / "digest")


def _refuse_foreign(path: Path) -> None:
    foreign = sorted(p.name for p in path.iterdir() if not _ours(p.name))
    if foreign:
        raise FileUnreadable(
            "this folder holds other things",
            expected="an empty folder, or one made by aikg",
            found=foreign[0],
            where=Place(str(path)),
            mend="Name a new folder.",
        )


def _refuse_lost(path: Path) -> None:
    """Refuse a folder that was filled once and has lost what it was filled with."""
    # Where filling it was broken off, what was filled so far lies beside the digest.
    if (path / "digest").exists() and not any(path.glob("filling-*")):
        raise EngineError(
            "the store is gone from its folder",
            expected=f"the folder {path / 'store'}",
            found="what stands beside it alone",
            where=Place(str(path)),
            mend="Put it back from a copy, or remove the folder to begin anew.",
        )


def _create(path: Path, fill: Callable[[EmbeddedStore], None]) -> None:
    lock = _Lock(path, exclusive=True)
    try:
        if (path / "store").is_dir():
            return  # another process was faster
        for left in path.glob("filling-*"):
            shutil.rmtree(left)
        filling = path / f"filling-{os.getpid()}"
        engine = ox.Store(str(filling))
        store = EmbeddedStore(engine, digest=path / "digest")
        fill(store)
        str(store.digest)  # it is kept from now on
        engine.optimize()  # a third smaller, and as much faster to read
        engine.flush()  # into files with checksums, out of a log of which a cut end goes unnoticed
        store.close()
        del engine
        filling.rename(path / "store")
    finally:
        lock.release()


def _ours(name: str) -> bool:
    return name in {"store", "lock", "holders", "digest", "digest.half"} or name.startswith(
        "filling-"
    )


class _Lock:
    """A lock on a folder: shared by readers, or held by one writer; it ends with its process."""

    def __init__(self, path: Path, *, exclusive: bool) -> None:
        self._note = path / "holders" / f"{os.getpid()}-{id(self)}.json"
        self._file: BinaryIO = _lock_file(path / "lock", exclusive=exclusive)
        if not _try_lock(self._file, exclusive=exclusive):
            self._file.close()
            raise EngineError(
                "the store is held by another process",
                expected="nobody else" if exclusive else "no writer",
                found=_holders(path) or "a process that did not leave its name",
                where=Place(str(path)),
                mend="Wait until it is done, or use another store.",
            )
        told = {
            "pid": os.getpid(),
            "does": "writes" if exclusive else "reads",
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
            "command": " ".join([Path(sys.argv[0]).name, *sys.argv[1:3]])[:80],
        }
        # Whoever may only read cannot leave a note, and reads all the same.
        with suppress(OSError):
            self._note.write_text(json.dumps(told), encoding="utf-8")

    def release(self) -> None:
        """Let go; a process that dies lets go too."""
        with suppress(OSError):
            self._note.unlink()
        self._file.close()


def _lock_file(path: Path, *, exclusive: bool) -> BinaryIO:
    try:
        return path.open("ab")
    except OSError as error:
        # A reader can lock what it may not write.
        if not exclusive and path.exists():
            with suppress(OSError):
                return path.open("rb")
        raise FileUnreadable(
            "the folder of the store cannot be used",
            found=error.strerror or str(error),
            where=Place(str(path.parent)),
            mend="Allow yourself to write there, or work on a copy.",
        ) from None


def _try_lock(file: BinaryIO, *, exclusive: bool) -> bool:
    try:
        import fcntl
    except ImportError:  # no such locks on this system: the engine's own keeps a second writer out
        return True
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _holders(path: Path) -> str:
    found = []
    for note in sorted((path / "holders").glob("*.json")):
        with suppress(OSError, ValueError, KeyError):
            told = json.loads(note.read_text(encoding="utf-8"))
            if alive(int(told["pid"])):
                found.append(
                    f"process {told['pid']} ({told['command']}), which {told['does']} "
                    f"since {told['since']}"
                )
            else:
                note.unlink()
    return "; ".join(found)
