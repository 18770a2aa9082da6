"""A change to what is known: documents taken together, with the ways to read and to fault them."""

from __future__ import annotations

from functools import cached_property
from math import isfinite
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

from pyoxigraph import Literal, NamedNode, Triple

from aikg.gate.findings import Finding, Severity
from aikg.gate.lookups import Either, InTriples
from aikg.ground.terms import AIKG, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from aikg.gate.lookups import Lookup, Term
    from aikg.gate.texts import Texts
    from aikg.ground.errors import Place
    from aikg.ground.reading import Document

CHECKS = "https://w3id.org/aikg/ontology/checks#"
"""The namespace of what is checked without a shape, such as UnknownTerm or SameDeal."""


class Check(Protocol):
    """A check of a change: what shapes cannot say."""

    def __call__(self, change: Change, /) -> Iterable[Finding]:
        """Yield what is wrong with what the documents state, each with its place."""


class Change:
    """Documents taken as one change, beside what is known.

    Args:
        documents: The documents.
        known: Lookups in what is known: vocabulary, register, claims.
        texts: The texts of the sources, where they are at hand.

    Attributes:
        new: Lookups in the documents alone.
        known: Lookups in what is known, without the documents.
        all: Lookups in both.
        texts: The texts of the sources, where they are at hand.
    """

    def __init__(
        self, documents: Sequence[Document], known: Lookup, texts: Texts | None = None
    ) -> None:
        self._documents = documents
        self.new = InTriples(
            quad.triple
            for document in documents
            for quad in document.quads
            if not isinstance(quad.object, Triple)
        )
        self.known = known
        self.all = Either(self.new, known)
        self.texts = texts

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The IRIs that the documents say something of, in their order."""
        quads = (quad for document in self._documents for quad in document.quads)
        return tuple(
            dict.fromkeys(q.subject.value for q in quads if isinstance(q.subject, NamedNode))
        )

    def typed(self, name: str) -> list[str]:
        """The named nodes of a class of the vocabulary that the documents describe."""
        return self.new.subjects(RDF + "type", NamedNode(AIKG + name))

    def nodes(self, subject: str, name: str) -> list[str]:
        """The named values of a property of the vocabulary."""
        found = self.all.objects(subject, AIKG + name)
        return [each.value for each in found if isinstance(each, NamedNode)]

    def node(self, subject: str, name: str) -> str:
        """The first named value of a property of the vocabulary, or an empty text."""
        return next(iter(self.nodes(subject, name)), "")

    def texts_of(self, subject: str, name: str) -> list[str]:
        """The literal values of a property of the vocabulary, as they are written."""
        found = self.all.objects(subject, AIKG + name)
        return [each.value for each in found if isinstance(each, Literal)]

    def text(self, subject: str, name: str) -> str:
        """The first literal value of a property of the vocabulary, or an empty text."""
        return next(iter(self.texts_of(subject, name)), "")

    def number(self, subject: str, name: str) -> float | None:
        """The number that a property of the vocabulary has; None where it has none."""
        try:
            return float(self.text(subject, name))
        except ValueError:
            return None

    def whole(self, subject: str, name: str) -> int | None:
        """The whole number that a property of the vocabulary has; None where it has none."""
        number = self.number(subject, name)
        return int(number) if number is not None and isfinite(number) else None

    def said(self, subject: str, name: str) -> bool:
        """Whether a flag of the vocabulary is set."""
        return "true" in self.texts_of(subject, name)

    @staticmethod
    def named(iri: str) -> NamedNode:
        """The term of an IRI."""
        return NamedNode(iri)

    def label(self, thing: str) -> str:
        """A name of it for people; empty where it has none."""
        found = self.all.objects(thing, RDFS + "label")
        return next((each.value for each in found if isinstance(each, Literal)), "")

    def below(self, name: str) -> frozenset[str]:
        """A property of the vocabulary and all those under it, as IRIs."""
        return self._below(AIKG + name, "subPropertyOf")

    def kinds_of(self, name: str) -> frozenset[str]:
        """A class of the vocabulary and all those under it, as IRIs."""
        return self._below(AIKG + name, "subClassOf")

    def _below(self, iri: str, link: str) -> frozenset[str]:
        found, waiting = {iri}, [iri]
        while waiting:
            for each in self.known.subjects(RDFS + link, NamedNode(waiting.pop())):
                if each not in found:
                    found.add(each)
                    waiting.append(each)
        return frozenset(found)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The properties that name who takes part in an agreement, as IRIs."""
        return frozenset().union(*(self.below(each) for each in ("payer", "payee", "participant")))

    @cached_property
    def paying(self) -> frozenset[str]:
        """The roles of who pays; and of who uses, where no payment is told."""
        return self.below("payer") | {AIKG + "user"}

    @cached_property
    def paid(self) -> frozenset[str]:
        """The roles of who is paid; and of who supplies, where no payment is told."""
        return self.below("payee") | {AIKG + "supplier"}

    def parties(self, claim: str, roles: Collection[str]) -> list[tuple[str, str]]:
        """The roles among some that a claim fills, and by whom."""
        told = self.all.told(claim, roles)
        filled = [(role, each.value) for role, each in told if isinstance(each, NamedNode)]
        return sorted(filled, key=itemgetter(0))

    def finding(
        self,
        rule: str,
        severity: Severity,
        focus: str,
        problem: str,
        *,
        expected: str = "",
        mend: str = "",
        path: str | None = None,
        value: Term | None = None,
    ) -> Finding:
        """Make a finding, with the place where it can be mended.

        Args:
            rule: The local name of the check.
            severity: How grave it is.
            focus: The IRI of the node it is about.
            problem: What is wrong, as a sentence.
            expected: What would have been right.
            mend: What to do.
            path: The IRI of the property concerned.
            value: What stands there; by default, of a property that is told once, its value.
        """
        if path is not None and value is None:
            value = next(iter(self.new.objects(focus, path)), None)
        return Finding(
            CHECKS + rule,
            severity,
            focus,
            problem,
            expected=expected,
            mend=mend,
            path=path,
            value=None if value is None else str(value),
            place=self.place(focus, path, value),
        )

    def place(self, focus: str, path: str | None = None, value: Term | None = None) -> Place | None:
        """Where a value stands in the documents; or else its property, or its node."""
        node = NamedNode(focus)
        for document in self._documents:
            if path is not None and value is not None:
                place = document.place((node, NamedNode(path), value))
                if place is not None:
                    return place
        for document in self._documents:
            for target in ((node, NamedNode(path), None) if path else None, (node, None, None)):
                place = target and document.place(target)
                if place:
                    return place
        return next((p for d in self._documents if (p := d.place(node)) is not None), None)
