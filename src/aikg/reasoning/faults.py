"""What HermiT's exceptions mean for the one who wrote the graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from aikg.ground.errors import AikgError, EngineError, InputError
from aikg.ground.terms import shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Triple

    from aikg.reasoning.axioms import Document

_MALFORMED = re.compile(
    r'MalformedLiteralException: Literal "(.*?)"\^\^<([^>]+)> is malformed', re.S
)
_UNSUPPORTED = re.compile(r"The datatype '([^']+)' is not part of the OWL 2 datatype map")
_NOT_DL = re.compile(r"IllegalArgumentException: (.+)")
_IRI = re.compile(r"<([^<>\s]+)>")
_DATATYPES = "https://www.w3.org/TR/owl2-syntax/#Datatype_Maps"


def fault(message: str, document: Document) -> AikgError:
    """Return the error that tells what HermiT's exception is about.

    Args:
        message: what HermiT wrote, with the IRIs of the graph.
        document: the graph that it read.
    """
    if found := _MALFORMED.search(message):
        text, datatype = found.groups()
        # Lexical forms pass through XML, so that only their printable part is compared.
        return InputError(
            "a literal is not of its datatype",
            expected=f"a value of {shorten(datatype)}",
            found=f'"{text}"',
            mend=_at(document, lambda o: _is_literal(o, datatype) and _same(o.value, text)),
        )
    if found := _UNSUPPORTED.search(message):
        datatype = found[1]
        where = _at(
            document,
            lambda o: (
                _is_literal(o, datatype) or (isinstance(o, NamedNode) and o.value == datatype)
            ),
        )
        return InputError(
            f"OWL 2 has no datatype {shorten(datatype)}",
            expected="one of OWL 2's datatypes, such as xsd:dateTime or xsd:string",
            found=shorten(datatype),
            mend=f"{where} See {_DATATYPES}".strip(),
        )
    if found := _NOT_DL.search(message):
        return InputError(
            "the graph is not in OWL 2 DL",
            found=_IRI.sub(lambda iri: shorten(iri[1]), found[1].strip()),
            mend="A transitive property, or one with a chain, cannot be restricted so.",
        )
    first = next((line for line in message.splitlines() if line.strip()), "")
    return EngineError(
        "HermiT failed", found=first.removeprefix('Exception in thread "main" ')[:200]
    )


def _is_literal(term: object, datatype: str) -> bool:
    return isinstance(term, Literal) and term.datatype.value == datatype


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _at(document: Document, wanted: Callable[..., bool]) -> str:
    """Tell in which triple it stands."""
    for axiom in document.axioms:
        for triple in axiom.triples:
            if wanted(triple.object):
                return f"It stands in: {_turtle(triple)}."
    return ""


def _turtle(triple: Triple) -> str:
    return " ".join(
        shorten(term.value) if isinstance(term, NamedNode) else str(term)
        for term in (triple.subject, triple.predicate, triple.object)
    )
