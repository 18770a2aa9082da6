"""The gate's part of the one public object: what is checked, admitted, withdrawn and merged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from aikg.ground.errors import InputError, UnknownName
from aikg.ground.packing import packing_of
from aikg.ground.terms import CLAIM, GRAPH, LOG_GRAPH, ONTOLOGY_GRAPH, shorten
from aikg.questions.values import as_iri, register_entry, sources_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyoxigraph as ox

    from aikg.gate.admit import Admission, Note
    from aikg.gate.around import Surroundings
    from aikg.gate.findings import Report
    from aikg.gate.texts import Texts
    from aikg.ground.reading import Document
    from aikg.store import Store

Engine = Literal["turbo", "pyshacl"]

_LOG = f"""
SELECT ?when ?what ?who ?why ?size ?digest WHERE {{
  GRAPH <{LOG_GRAPH}> {{
    ?entry prov:endedAtTime ?when ; rdfs:label ?what ; dc:creator ?who ; rdfs:comment ?size ;
      dc:identifier ?digest .
    OPTIONAL {{ ?entry dc:description ?why }}
  }}
}} ORDER BY ?when ?entry
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the log.

    Attributes:
        when: when the change was made, in UTC, as `xsd:dateTime`.
        what: what was done, such as `add wire.ttl`.
        who: who did it.
        why: the reason; empty where none was given.
        size: how many triples came and went.
        digest: `sha256:` and the digest of the change.
    """

    when: str
    what: str
    who: str
    why: str
    size: str
    digest: str


class Gatekeeping:
    """What the gate does for a graph.

    Attributes:
        store: where the graph is kept.
    """

    store: Store

    def check(
        self,
        *files: Path | str | Document,
        engine: Engine = "turbo",
        sources: Path | str | None = None,
    ) -> Report:
        """Check files, as one change to what is known here, and against the texts that they quote.

        What a graph tells and its file does not is shown (`Lost`); `add` refuses it.

        Args:
            *files: paths of RDF files, or documents that are already read.
            engine: the SHACL engine; pyshacl is the second opinion.
            sources: a folder with the texts of the sources, one file `NAME.txt` for each source
                `src:NAME`; without it quotes are not looked for in their places.

        Returns:
            The report: `conforms`, and the findings with file, line and column.

        Raises:
            InputError: a file cannot be read, or is not well-formed.
            FileUnreadable: there is no such folder.
        """
        from aikg.gate.admit import lost
        from aikg.gate.check import check
        from aikg.gate.findings import Severity

        documents = [self._read(file) for file in files]
        told = [(document, self._graph_of(document)) for document in documents]
        around = self._around(told, engine)
        report = check(
            documents,
            around.known,
            engine=engine,
            texts=_texts(sources),
            lookup=around.lookup,
        )
        if not around.change.removed:
            return report
        gone = lost(around.change.removed, told, Severity.INFO)
        return replace(report, findings=(*report.findings, gone))

    def check_all(
        self,
        *,
        engine: Engine = "turbo",
        sources: Path | str | None = None,
        jobs: int = 1,
        name: str = "graph",
    ) -> Report:
        """Check all that is told here: the register, and every source beside the others.

        It is validated in slices, so that memory does not grow with the graph.

        Args:
            engine: the SHACL engine; pyshacl is the second opinion.
            sources: a folder with the texts of the sources, as `check` takes it.
            jobs: how many processes validate; with 1 this one does.
            name: what the report calls the graph.

        Returns:
            The report; each finding has the named graph for its place. Of each severity the first
            thousand findings are listed, and all are counted.

        Raises:
            InputError: there is no process to validate, or the graph has very many blank nodes.
            FileUnreadable: there is no such folder.

        Examples:
            >>> import aikg
            >>> with aikg.open() as graph:
            ...     graph.check_all().conforms
            True
        """
        from aikg.gate.whole import check_whole

        if jobs < 1:
            raise InputError("nothing to validate with", expected="1 job or more", found=str(jobs))
        return check_whole(
            self.store,
            self._vocabulary,
            engine=engine,
            texts=_texts(sources),
            jobs=jobs,
            name=name,
        )

    def add(
        self,
        *files: Path | str | Document,
        by: str = "",
        engine: Engine = "turbo",
        sources: Path | str | None = None,
        strict: bool = False,
        overwrite: bool = False,
        dry_run: bool = False,
    ) -> Admission:
        """Check files, and admit what they say with all that follows from it, or nothing at all.

        A file is the whole of what its graph tells, `…/graph/NAME` after its name; where one graph
        is told by two files given together, by both. Adding it again changes nothing.

        Args:
            *files: paths of RDF files, or documents that are already read.
            by: who adds them, for the log; the user of this process if not given.
            engine: the SHACL engine.
            sources: a folder with the texts of the sources, as `check` takes it.
            strict: whether warnings are refused too.
            overwrite: whether what the graph told before and the file no longer says may go.
            dry_run: whether to write nothing.

        Returns:
            What was found, and what has changed; nothing has where it does not conform.

        Raises:
            InputError: a file cannot be read, or is not well-formed, or is for another's graph.
            EngineError: the graph is that of a folder, and is not open to write.

        Examples:
            >>> import aikg
            >>> from aikg.ground.packaged import source_files
            >>> with aikg.open() as graph:
            ...     graph.add(*source_files()).admitted
            True
        """
        from aikg.gate.admit import admit_documents

        told = [(document, self._graph_of(document)) for document in map(self._read, files)]
        note = self._note("add " + ", ".join(Path(d.path).name for d, _ in told), by)
        return admit_documents(
            self.store,
            told,
            self._around(told, engine),
            note,
            engine=engine,
            texts=_texts(sources),
            strict=strict,
            overwrite=overwrite,
            dry_run=dry_run,
        )

    def withdraw(
        self, name: str, reason: str, *, by: str = "", erase: bool = False, dry_run: bool = False
    ) -> Admission:
        """Withdraw a claim, or all that a source tells: from now on it is not known.

        What was known before stays known until now, so that `known_by` answers as it did.

        Args:
            name: a source by label, name or IRI, or a claim such as `claim:wire/loan`.
            reason: why, in words.
            by: who withdraws it, for the log; the user of this process if not given.
            erase: take it out as if it had never been there; only the log tells of it.
            dry_run: whether to write nothing.

        Raises:
            UnknownName: there is no such claim or source.
            InputError: no reason is given, or it is withdrawn already.
        """
        from aikg.gate.admit import admit_change
        from aikg.gate.withdrawing import erasure, statements, withdrawal

        names = self._statement(name) or sources_named(self.store, name)
        note = self._note(f"{'erase' if erase else 'withdraw'} {name}", by, reason)
        if not reason.strip():
            raise InputError("it has no reason", expected="a few words", mend="Give a reason.")
        if erase:
            statements(self.store, names)
            change = erasure(self.store, names)
        else:
            change = withdrawal(self.store, names, reason, note.when)
        return admit_change(self.store, change, self._vocabulary, note, dry_run=dry_run)

    def merge(self, one: str, other: str, *, by: str = "", dry_run: bool = False) -> Admission:
        """Make two entries of the register one: what named the one names the other.

        Args:
            one: the entry that goes, by label or IRI; it becomes a redirect, and its names aliases.
            other: the entry that stays, by label or IRI.
            by: who merges them, for the log; the user of this process if not given.
            dry_run: whether to write nothing.

        Raises:
            UnknownName: the register has no such entry.
            InputError: they are the same, or differ in what a thing has one of.
        """
        from aikg.gate.admit import admit_change
        from aikg.gate.merging import merger

        first, second = (register_entry(self.store, name) for name in (one, other))
        note = self._note(f"merge {one} into {other}", by)
        change = merger(self.store, first, second)
        return admit_change(self.store, change, self._vocabulary, note, dry_run=dry_run)

    def log(self) -> list[Entry]:
        """Who changed what, when, under which digest; the first change first."""
        return [
            Entry(
                *(
                    row[name].value if row[name] else ""
                    for name in ("when", "what", "who", "why", "size", "digest")
                )
            )
            for row in self.store.select(_LOG)
        ]

    def _statement(self, name: str) -> list[str]:
        """The claim, or another statement of a source, that an IRI names; none for other names."""
        iri = as_iri(name)
        if iri and self.store.ask(f"ASK {{ GRAPH ?g {{ <{iri}> aikg:inSource ?source }} }}"):
            return [iri]
        if iri and iri.startswith(CLAIM):
            rows = self.store.select(
                "SELECT DISTINCT ?claim "
                "{ GRAPH ?g { ?claim aikg:inSource ?source } FILTER (ISIRI(?claim)) }"
            )
            known = {shorten(row["claim"].value) for row in rows}
            raise UnknownName.among("claim", shorten(iri), known)
        return []

    @cached_property
    def _vocabulary(self) -> tuple[ox.Triple, ...]:
        from aikg.gate.known import Known

        return Known.of(self.store.read(ONTOLOGY_GRAPH)).vocabulary

    def _note(self, what: str, who: str, why: str = "") -> Note:
        import getpass

        from aikg.gate.admit import Note

        return Note(what, who or getpass.getuser(), datetime.now(UTC), why)

    def _around(self, told: Sequence[tuple[Document, str]], engine: Engine) -> Surroundings:
        from aikg.gate.around import Surroundings
        from aikg.gate.check import packaged_shapes

        shapes = packaged_shapes()
        shapes.prepare(engine)
        return Surroundings.of(self.store, told, shapes, self._vocabulary)

    @staticmethod
    def _read(file: Path | str | Document) -> Document:
        from aikg.ground.reading import Document, read

        return file if isinstance(file, Document) else read(file)

    @staticmethod
    def _graph_of(document: Document) -> str:
        # What a file's name may hold and an IRI may not is escaped (RFC 3986, section 2.1).
        name = Path(packing_of(document.path)[0]).stem
        return GRAPH + quote(name, safe="", errors="surrogateescape")


def _texts(sources: Path | str | None) -> Texts | None:
    from aikg.gate.texts import Texts

    return None if sources is None else Texts(Path(sources))
