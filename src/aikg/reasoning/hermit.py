"""HermiT: whether a graph is consistent, and what follows from it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from aikg.ground.errors import EngineError
from aikg.reasoning import java
from aikg.reasoning import vocabulary as v
from aikg.reasoning.encoding import Encoder
from aikg.reasoning.faults import fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Triple

    from aikg.reasoning.axioms import Axiom, Document

_MAIN = "org.semanticweb.HermiT.cli.CommandLine"
_INCONSISTENT = "InconsistentOntologyException"
_UNREADABLE = "It all went pear-shaped"
_RELATION = re.compile(r"^(SubClassOf|EquivalentClasses|Type)\( (<.+>) \)$", re.MULTILINE)
_KNOWN = re.compile(r"^<([^>]+)> \(known instances: (.*?) \| possible instances:", re.MULTILINE)
_PAIR = re.compile(r"\(<([^>]+)>, <([^>]+)>\)")


@dataclass(frozen=True)
class Inferences:
    """What HermiT found in a consistent graph; every IRI in full.

    Attributes:
        direct: for each individual, its most specific named classes.
        parents: for each class, the named classes right above it.
        equal: for each class, the named classes equivalent to it, itself included.
        unsatisfiable: the named classes that can have no member.
        facts: object property assertions between named individuals.
    """

    direct: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    parents: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    equal: dict[str, set[str]] = field(default_factory=dict)
    unsatisfiable: set[str] = field(default_factory=set)
    facts: set[tuple[str, str, str]] = field(default_factory=set)


def classify(document: Document, *, facts: bool, timeout: float | None) -> Inferences | None:
    """Prove a graph consistent and classify its classes and individuals.

    Args:
        document: the graph.
        facts: whether to infer object property assertions as well, which takes longer.
        timeout: seconds that it may take; None sets no limit.

    Returns:
        What follows from the graph; None if it is inconsistent, for then everything follows.

    Raises:
        EngineError: HermiT failed, or it ran out of time or memory.
        InputError: a literal, a datatype or an axiom is not one of OWL 2 DL.
    """
    encoder = Encoder()
    with TemporaryDirectory(prefix="aikg-") as folder:
        file = Path(folder, "graph.rdf")
        encoder.write(file, document.declarations, document.axioms)
        options = ["-c", "-I", *(["-Y"] if facts else [])]
        output = java.run("hermit", _MAIN, [*options, file.name], cwd=file.parent, timeout=timeout)
    if _INCONSISTENT in output.err:
        return None
    if output.code or _UNREADABLE in output.err:
        raise fault(encoder.decode(output.err), document)
    return _read(encoder.decode(output.out))


def first_inconsistent(
    sets: Sequence[Sequence[Axiom]], declarations: Sequence[Triple], *, timeout: float | None
) -> int | None:
    """Find the first of several sets of axioms that is inconsistent.

    One run of Java looks at them in turn, which costs little more than to look at one.

    Args:
        sets: the sets of axioms.
        declarations: what all of them declare.
        timeout: seconds that all of it may take; None sets no limit.

    Returns:
        The place of the first inconsistent set, from 0; None if all of them are consistent.

    Raises:
        EngineError: HermiT failed, or it ran out of time or memory.
    """
    encoder = Encoder()
    with TemporaryDirectory(prefix="aikg-") as folder:
        files = [Path(folder, f"set{place}.rdf") for place in range(len(sets))]
        for file, axioms in zip(files, sets, strict=True):
            encoder.write(file, declarations, axioms)
        names = [file.name for file in files]
        output = java.run("hermit", _MAIN, ["-k", *names], cwd=Path(folder), timeout=timeout)
    consistent = len(re.findall(r"^\S+ is satisfiable\.$", output.out, re.MULTILINE))
    if _INCONSISTENT in output.err and consistent < len(sets):
        return consistent
    if output.code or consistent != len(sets):
        raise EngineError(
            "HermiT failed on a part of the graph", found=encoder.decode(output.err)[:200]
        )
    return None


def _read(text: str) -> Inferences:
    found = Inferences()
    for relation, listed in _RELATION.findall(text):
        iris = listed[1:-1].split("> <")
        if relation == "Type":
            found.direct[iris[0]].add(iris[1])
        elif relation == "SubClassOf":
            found.parents[iris[0]].add(iris[1])
        elif v.NOTHING in iris:
            found.unsatisfiable.update(iri for iri in iris if iri != v.NOTHING)
        else:
            found.equal.update({iri: set(iris) for iri in iris})
    for predicate, pairs in _KNOWN.findall(text):
        found.facts.update((s, predicate, o) for s, o in _PAIR.findall(pairs))
    return found
