"""The way out of the one public object: into files, and into other stores with a receipt."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aikg.ground.errors import AikgError, FileUnreadable, Place
from aikg.ground.terms import GRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from aikg.questions import Catalogue
    from aikg.questions.edition import Edition
    from aikg.store import Store
    from aikg.transfer.files import Exported
    from aikg.transfer.load import Sent
    from aikg.transfer.receipt import Receipt
    from aikg.transfer.record import Record


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a load.

    Attributes:
        sent: what went over.
        receipt: whether it arrived.
    """

    sent: Sent
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Verified:
    """What another store holds, compared with this graph.

    Attributes:
        record: what the store says was loaded into it; None if nothing was.
        receipt: whether it holds the same.
    """

    record: Record | None
    receipt: Receipt

    @property
    def clean(self) -> bool:
        """Whether it holds the same, and no load of it is unfinished."""
        unfinished = self.record is not None and self.record.ended is None
        return self.receipt.clean and not unfinished


class Transferring(ABC):
    """What carries a graph elsewhere.

    Attributes:
        store: where the graph is kept.
        questions: what can be asked of it.
    """

    store: Store
    questions: Catalogue

    @property
    @abstractmethod
    def edition(self) -> Edition:
        """The version of the vocabulary, and the digest of all that is told."""

    def export(
        self,
        *files: Path | str,
        format: str | None = None,
        only: Iterable[str] = (),
        describe: Path | str | None = None,
        issued: date | str | None = None,
        at: str = "",
    ) -> list[Exported]:
        """Write the graph to files: the same bytes for the same graph, each file whole or not at all.

        Args:
            *files: where to write, each in the format that its name says: `.nq`, `.trig`, `.ttl`,
                `.nt`, `.jsonld`, `.rdf`, `.parquet` or `.graphml`, all but Parquet also with `.gz`
                or `.zst` after it.
            format: the format where names do not say it, such as "nq" or "nq.gz".
            only: parts of it: "asserted" (all that is told), "derived", "ontology", "register", or
                sources by label or IRI; everything by default.
            describe: a file `….void.ttl` for a description of graph and files, in VoID and DCAT.
            issued: the day of publication, for the description: a date, or such as "2026-11-24".
            at: the address of the folder where the files will be, for the description.

        Returns:
            For each file what is in it: format, triples, bytes and SHA-256 digest.

        Raises:
            UnknownName: there is no such format, part or source; proposes the nearest.
            FileUnreadable: a file cannot be written.
            InputError: a format cannot hold what is told, or its library is not installed.
            BadParameter: the day or the address is none.

        Examples:
            >>> import aikg, tempfile
            >>> [told] = aikg.open().export(Path(tempfile.mkdtemp()) / "told.nq.gz", only=["asserted"])
            >>> told.format.syntax.name, len(told.graphs)
            ('N-Quads', 2)
        """
        from aikg.transfer.files import export

        return export(
            self.store,
            [Path(file) for file in files],
            format=format,
            only=only,
            describe=None if describe is None else Path(describe),
            issued=issued,
            at=at,
        )

    def load(
        self,
        target: str,
        *,
        only: Iterable[str] = (),
        graph_prefix: str = "",
        answers: bool = True,
        progress: Callable[[int], None] | None = None,
    ) -> Loaded:
        """Load the graph into another store, sending only what it lacks, and prove that it arrived.

        Until the receipt is clean a record in the store says that the load is not finished; run it
        again to go on.

        Args:
            target: the address of a SPARQL 1.1 store; a folder, made at first use; or a file in a
                format of `export`, which is written whole and read back, but never over another.
            only: parts (`asserted`, `derived`, `ontology`, `register`) or sources; all by default.
            graph_prefix: what the IRIs of the graphs begin with there; as here by default.
            answers: whether the questions are asked on both sides; never where only parts go.
            progress: is told how many triples more were sent.

        Raises:
            EngineError: the store cannot be reached, changed, or is held by another process.
            UnknownName: there is no such part or source.
            FileUnreadable: the file is there already, and holds something else.
            InputError: the target or the prefix cannot be used.

        Examples:
            >>> import tempfile
            >>> import aikg
            >>> with aikg.open() as graph:
            ...     loaded = graph.load(tempfile.mkdtemp())
            >>> loaded.receipt.clean, loaded.sent.triples == loaded.receipt.total[1].count
            (True, True)
        """
        from aikg.transfer import record
        from aikg.transfer.files.reading import is_file
        from aikg.transfer.load import load
        from aikg.transfer.targets import opened

        parts = list(only)
        if is_file(target):
            return self._into_file(target, parts, graph_prefix, progress)
        graphs = self._selected(parts)
        with closing(opened(target, prefix=graph_prefix, write=True)) as there:
            version = self.edition.version
            sent = load(
                self.store, there, graphs, version=version, whole=not parts, progress=progress
            )
            receipt = self._receipt(there, graphs, parts, answers=answers, sent=sent)
            if receipt.clean:
                now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
                record.finish(there, now, receipt.total[1])
                if not parts and graph_prefix in ("", GRAPH):
                    # What is there says the same, however the store writes it.
                    there.digest.keep(int(str(self.store.digest), 16))
        return Loaded(sent, receipt)

    def verify(
        self,
        target: str,
        *,
        only: Iterable[str] = (),
        graph_prefix: str = "",
        answers: bool = True,
    ) -> Verified:
        """Compare what another store holds with this graph; nothing is changed.

        Args:
            target: the address of a SPARQL 1.1 store, a folder, or a file.
            only: as for `load`.
            graph_prefix: as for `load`.
            answers: as for `load`.

        Raises:
            EngineError: the store cannot be reached, or does not give all it has.
            UnknownName: there is no such part or source.
            InputError: the target or the prefix cannot be used.
        """
        from aikg.transfer import record
        from aikg.transfer.files.reading import is_file
        from aikg.transfer.targets import opened

        parts = list(only)
        if is_file(target):
            return Verified(None, self._of_file(target, self._selected(parts), graph_prefix))
        with closing(opened(target, prefix=graph_prefix)) as there:
            receipt = self._receipt(there, self._selected(parts), parts, answers=answers)
            return Verified(record.read(there), receipt)

    def unload(self, target: str, *, graph_prefix: str = "") -> list[str]:
        """Remove from another store the graphs that loads have made there, and nothing else.

        Returns:
            The IRIs of the graphs.

        Raises:
            EngineError: the store cannot be reached, changed, or is held by another process.
            FileUnreadable: there is no store in the folder.
            InputError: the target or the prefix cannot be used.
        """
        from aikg.transfer.load import unload
        from aikg.transfer.targets import check_store, opened

        check_store(target)
        with closing(opened(target, prefix=graph_prefix, write=True)) as there:
            return unload(there)

    def _into_file(
        self, target: str, parts: list[str], prefix: str, progress: Callable[[int], None] | None
    ) -> Loaded:
        from aikg.transfer.files import planned, write_file
        from aikg.transfer.files.reading import FileSide
        from aikg.transfer.load import Sent
        from aikg.transfer.sums import Sums

        FileSide(Path(target))  # what cannot be read back is not written
        format = planned(Path(target), None, parts)
        graphs = self._selected(parts)
        self._spare_other(target, graphs, prefix)
        told = write_file(Path(target), self.store, _renamed(graphs, prefix), format)
        if progress is not None:
            progress(told.triples)
        receipt = self._of_file(target, graphs, prefix)
        sums = Sums({one.graph: one.sent for one in receipt.graphs})
        return Loaded(Sent(sums, tuple(graphs), (), (), told.triples), receipt)

    def _spare_other(self, target: str, graphs: list[str], prefix: str) -> None:
        """Refuse to write over a file that holds anything else, such as claims to be admitted."""
        file = Path(target)
        if not file.exists() or not file.stat().st_size:
            return
        try:
            same = self._of_file(target, graphs, prefix).clean
        except AikgError:  # whatever it is, it was not written by a load
            same = False
        if not same:
            raise FileUnreadable(
                "a file is there already, and holds something else",
                expected="a new file, or one that holds the graph as it is",
                where=Place(target),
                mend="Name a new file, or remove this one. What a file of claims tells, or an export "
                f"with --only asserted, is admitted to a store by aikg add {target} --store FOLDER.",
            )

    def _of_file(self, target: str, graphs: list[str], prefix: str) -> Receipt:
        from aikg.transfer.files.reading import FileSide, United
        from aikg.transfer.receipt import compare
        from aikg.transfer.sides import StoreSide

        there = FileSide(Path(target), prefix)
        if not there.named:
            return compare(United(self.store, graphs), there, there.graphs())
        # What is in graphs that were never sent is told apart from what is missing in those sent.
        return compare(StoreSide(self.store), there, sorted({*graphs, *there.graphs()}))

    def _selected(self, parts: list[str]) -> list[str]:
        from aikg.transfer.selection import selected

        return selected(self.store, parts)

    def _receipt(
        self,
        there: Store,
        graphs: list[str],
        parts: list[str],
        *,
        answers: bool,
        sent: Sent | None = None,
    ) -> Receipt:
        from aikg.transfer.answers import answers as asked
        from aikg.transfer.receipt import compare
        from aikg.transfer.sides import StoreSide

        here, other = StoreSide(self.store), StoreSide(there)
        # What is in graphs that were never sent is told apart from what is missing in those sent.
        compared = graphs if parts else sorted({*graphs, *other.graphs()})
        answered = list(asked(self.store, there, self.questions)) if answers and not parts else []
        return compare(here, other, compared, sent=sent.sums if sent else None, answers=answered)


def _renamed(graphs: Iterable[str], prefix: str) -> dict[str, str]:
    """The IRIs of graphs here, with those that they go by in a file."""
    return {graph: (prefix or GRAPH) + graph.removeprefix(GRAPH) for graph in graphs}
