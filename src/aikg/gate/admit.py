"""Admitting a change: judged first, then made with all that follows from it, or not at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from aikg.derive.amending import amend, effective
from aikg.gate.around import Around
from aikg.gate.change import CHECKS
from aikg.gate.check import check, packaged_shapes
from aikg.gate.findings import Finding, Report, Severity
from aikg.gate.reach import Change
from aikg.gate.undoing import merged_again, withdrawals
from aikg.ground.errors import InputError, Place
from aikg.ground.spoken import set_as
from aikg.ground.terms import (
    DC,
    DERIVED_GRAPH,
    GRAPH,
    JOURNAL_GRAPH,
    LOG_GRAPH,
    ONTOLOGY_GRAPH,
    PROV,
    RDF,
    RDFS,
    RECORD_GRAPH,
    XSD,
    shorten,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from pyoxigraph import Triple

    from aikg.derive.amending import Amendment
    from aikg.gate.around import Surroundings
    from aikg.gate.shacl import Engine
    from aikg.gate.texts import Texts
    from aikg.gate.undoing import Withdrawal
    from aikg.ground.reading import Document
    from aikg.store import Store

_OURS = frozenset({DERIVED_GRAPH, JOURNAL_GRAPH, LOG_GRAPH, ONTOLOGY_GRAPH, RECORD_GRAPH})


@dataclass(frozen=True)
class Note:
    """What the log is to say of a change.

    Attributes:
        what: what is done, in a few words, such as `add wire.ttl`.
        who: who does it.
        when: when, in UTC.
        why: the reason; empty where none is asked for.
    """

    what: str
    who: str
    when: datetime
    why: str = ""


@dataclass(frozen=True)
class Admission:
    """What became of a change that was put to the gate.

    Attributes:
        report: what was found.
        change: what it comes to, once what is there already is left out.
        amendment: what was written, with all that follows from it; None if nothing was.
        entry: the IRI of the entry in the log; empty if nothing was written.
        digest: SHA-256 of the change, as `digest_of` gives it.
    """

    report: Report
    change: Change
    amendment: Amendment | None = None
    entry: str = ""
    digest: str = ""

    @property
    def taken_back(self) -> tuple[Withdrawal, ...]:
        """The withdrawals that the change takes back, since a file tells again what was withdrawn."""
        return tuple(withdrawals(self.change.removed))

    @property
    def admitted(self) -> bool:
        """Whether the store now tells it: it was written, or there already."""
        return self.amendment is not None or not (self.change.added or self.change.removed)


def digest_of(change: Change) -> str:
    """Give the SHA-256 digest of a change: its quads in N-Quads, sorted, each after `+` or `-`.

    Examples:
        >>> digest_of(Change())[:8]
        'e3b0c442'
    """
    lines = [f"+{quad}" for quad in change.added] + [f"-{quad}" for quad in change.removed]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def judged(store: Store, change: Change, vocabulary: Sequence[Triple], engine: Engine) -> Report:
    """Judge a change that no file tells: report what is wrong after it and was not before.

    Args:
        store: the store before the change.
        change: what comes and goes.
        vocabulary: the triples of the vocabulary, as `Known.of` keeps them.
        engine: the SHACL engine.
    """
    shapes = packaged_shapes()
    known = Around.of_change(store, change, shapes, tuple(vocabulary))
    affected = {str(node).strip("<>") for node in known.affected}
    old = set(shapes.validate((), known.stood(known.affected), engine))
    found = [f for f in shapes.validate((), known.triples, engine) if f.focus in affected]
    return Report(tuple(sorted(set(found) - old)), (), len(change.added | change.removed))


def admit_documents(
    store: Store,
    documents: Sequence[tuple[Document, str]],
    around: Surroundings,
    note: Note,
    *,
    engine: Engine = "turbo",
    texts: Texts | None = None,
    strict: bool = False,
    overwrite: bool = False,
    dry_run: bool = False,
) -> Admission:
    """Check files, and make the store tell what they say.

    Args:
        store: the store; open to write.
        documents: the files, each with the graph for what is in no named graph of its own.
        around: what they change, and what is known around that.
        note: what the log is to say.
        engine: the SHACL engine.
        texts: the texts of the sources; without them quotes are not looked for in their places.
        strict: whether warnings are refused too.
        overwrite: whether what a graph told before and its file no longer says may go.
        dry_run: whether to write nothing.

    Raises:
        InputError: a file is for a graph that is not told by files.
    """
    told = {str(quad.graph_name).strip("<>") for quad in around.change.added}
    foreign = sorted(graph for graph in told if graph in _OURS or not graph.startswith(GRAPH))
    if foreign:
        raise InputError(
            "a file tells of a graph that is not its to fill",
            expected=f"a graph of a source, such as {shorten(GRAPH + 'wire')}, or the register",
            found=shorten(foreign[0]),
            mend="Leave the graph out: it is named after the file. Of an export, what was told "
            f"can be added again: write it with {set_as('only', 'asserted', many=True)}; the rest "
            "is derived anew.",
        )
    report = check(
        [document for document, _ in documents],
        around.known,
        engine=engine,
        texts=texts,
        lookup=around.lookup,
    )
    come, gone = effective(store, around.change.added, around.change.removed)
    change = Change(come, gone)
    more = merged_again(store, come, [document for document, _ in documents])
    if gone and not overwrite:
        more.append(lost(gone, documents))
    if more:
        report = replace(report, findings=(*report.findings, *more))
    return _settled(store, change, report, note, strict=strict, dry_run=dry_run)


def admit_change(
    store: Store,
    change: Change,
    vocabulary: Sequence[Triple],
    note: Note,
    *,
    engine: Engine = "turbo",
    dry_run: bool = False,
) -> Admission:
    """Judge a change that no file tells, and make it.

    Args:
        store: the store; open to write.
        change: what comes and goes.
        vocabulary: the triples of the vocabulary, as `Known.of` keeps them.
        note: what the log is to say.
        engine: the SHACL engine.
        dry_run: whether to write nothing.
    """
    change = Change(*effective(store, change.added, change.removed))
    report = judged(store, change, vocabulary, engine)
    return _settled(store, change, report, note, strict=False, dry_run=dry_run)


def _settled(
    store: Store, change: Change, report: Report, note: Note, *, strict: bool, dry_run: bool
) -> Admission:
    refused = not report.conforms or (strict and bool(report.of(Severity.WARNING)))
    nothing = not (change.added or change.removed)
    digest = digest_of(change)
    if refused or nothing or dry_run:
        return Admission(report, change, digest=digest)
    entry, told = _entry(change, note, digest)
    amendment = amend(store, change.added | told, change.removed)
    return Admission(report, change, amendment, entry.value, digest)


def lost(
    removed: Collection[Quad],
    documents: Sequence[tuple[Document, str]],
    severity: Severity = Severity.VIOLATION,
) -> Finding:
    """Say what a graph tells and its file does not.

    Args:
        removed: what would go; at least one triple.
        documents: the files, each with the graph for what is in no named graph of its own.
        severity: how grave that is.
    """
    graphs = sorted({str(quad.graph_name).strip("<>") for quad in removed})
    first = min(removed, key=str)
    paths = [document.path for document, graph in documents if graph in graphs]
    back = withdrawals(removed)
    told = f" That takes back what was withdrawn: {'; '.join(map(str, back))}." if back else ""
    mend = (
        f"Leave it as it is, withdrawn; to take that back, add the file with {set_as('overwrite')}."
        if back
        else "Withdraw the claim if it no longer stands; to mend a slip, add it with "
        f"{set_as('overwrite')}."
    )
    return Finding(
        CHECKS + "Lost",
        severity,
        str(first.subject).strip("<>"),
        f"{shorten(graphs[0])} tells {len(removed)} triples that "
        f"{paths[0] if paths else 'the file'} does not, this one first.{told}",
        expected="a file that says all that its graph tells, and more",
        mend=mend,
        path=first.predicate.value,
        value=str(first.object),
        place=Place(paths[0]) if paths else None,
    )


def _entry(change: Change, note: Note, digest: str) -> tuple[NamedNode, frozenset[Quad]]:
    """The entry of the log, in the terms of PROV-O and Dublin Core."""
    # The canonical form (XML Schema 1.1 part 2, section E.3.6), which all stores give back alike.
    when = note.when.strftime("%Y-%m-%dT%H:%M:%S.%f").rstrip("0").rstrip(".") + "Z"
    entry = NamedNode(f"{LOG_GRAPH}/{when}-{digest[:12]}")
    graphs = {quad.graph_name for quad in change.added | change.removed}
    texts: Iterable[tuple[str, NamedNode | Literal]] = (
        (RDF + "type", NamedNode(PROV + "Activity")),
        (RDFS + "label", Literal(note.what)),
        (PROV + "endedAtTime", Literal(when, datatype=NamedNode(XSD + "dateTime"))),
        (DC + "creator", Literal(note.who)),
        (DC + "identifier", Literal(f"sha256:{digest}")),
        (
            RDFS + "comment",
            Literal(f"{len(change.added)} triples came, {len(change.removed)} went"),
        ),
        *(((DC + "description", Literal(note.why)),) if note.why else ()),
        *((PROV + "used", graph) for graph in graphs if isinstance(graph, NamedNode)),
    )
    return entry, frozenset(
        Quad(entry, NamedNode(name), value, NamedNode(LOG_GRAPH)) for name, value in texts
    )
