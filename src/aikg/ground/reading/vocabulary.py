"""Terms of a namespace that it does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from aikg.ground.errors import Place, UnknownName, did_you_mean
from aikg.ground.names import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from aikg.ground.reading.document import Document


class UnknownTerm(NamedTuple):
    """An IRI in a namespace that the namespace does not define.

    Attributes:
        term: The IRI.
        place: Where it first stands; None where that could not be made out.
        nearest: The known IRIs it may be a misspelling of, the likeliest first.
        name: The IRI as the document's prefixes abbreviate it.
        proposals: ``nearest`` in the same form.
    """

    term: NamedNode
    place: Place | None
    nearest: tuple[str, ...]
    name: str
    proposals: tuple[str, ...]

    def error(self) -> UnknownName:
        """Return the error that says so."""
        return UnknownName(
            f"unknown term {self.name}",
            where=self.place,
            mend=did_you_mean(self.proposals),
            nearest=self.nearest,
        )


def unknown_terms(document: Document, namespace: str, known: Collection[str]) -> list[UnknownTerm]:
    r"""Return the IRIs of a document that lie in a namespace and are not among those known.

    Subjects, predicates, objects, graph names and datatypes are looked at. An abbreviation in
    angle brackets (``<aikg:Claim>``), which is an IRI of its own, counts as lying in the
    namespace that its prefix stands for.

    Args:
        document: The document.
        namespace: The IRI with which all terms of the namespace begin.
        known: The IRIs of all terms that the namespace has.

    Returns:
        One entry for each such IRI, in the order of the text.

    Examples:
        >>> from aikg.ground.reading import read_text
        >>> document = read_text("@prefix v: <https://v.org/> .\n<e:a> a v:Invester .")
        >>> [term] = unknown_terms(document, "https://v.org/", ["https://v.org/Investor"])
        >>> print(term.error())
        <text>:2:9: unknown term v:Invester. Did you mean v:Investor?
    """
    prefixes = [each for each, iri in document.prefixes.items() if iri == namespace]
    begins = (namespace, *(f"{prefix}:" for prefix in prefixes if prefix))
    known = frozenset(known)
    found = dict.fromkeys(
        iri for iri in _iris(document) if iri.startswith(begins) and iri not in known
    )
    if not found:
        return []
    by_local = {iri.removeprefix(namespace): iri for iri in known if iri.startswith(namespace)}
    short = f"{prefixes[0]}:" if prefixes else namespace
    terms = []
    for iri in found:
        begin = next(each for each in begins if iri.startswith(each))
        near = nearest(iri.removeprefix(begin), by_local)
        name = iri.removeprefix(namespace)
        term = NamedNode(iri)
        terms.append(
            UnknownTerm(
                term,
                document.place(term),
                tuple(by_local[local] for local in near),
                f"<{iri}>" if name == iri else short + name,
                tuple(short + local for local in near),
            )
        )
    return terms


def _iris(document: Document) -> Iterator[str]:
    for term in dict.fromkeys(term for quad in document.quads for term in quad):
        yield from _inside(term)


def _inside(term: object) -> Iterator[str]:
    if isinstance(term, NamedNode):
        yield term.value
    elif isinstance(term, Literal):
        yield term.datatype.value
    elif isinstance(term, Triple):
        for part in term:
            yield from _inside(part)
