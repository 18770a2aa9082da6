"""N-Quads text (RDF 1.1 N-Quads), one named graph after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.ground.terms import AIKG, CLAIM, GRAPH, KG, RDF, RDFS, SOURCE, UNIT, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

Term = str
"""A term as N-Quads writes it."""


class Names(dict[str, Term]):
    """The names of one namespace, written in full; each is made once.

    Examples:
        >>> Names("urn:x:")["a"]
        '<urn:x:a>'
    """

    def __init__(self, namespace: str) -> None:
        super().__init__()
        self._namespace = namespace

    def __missing__(self, name: str) -> Term:
        term = self[name] = f"<{self._namespace}{name}>"
        return term


A: Final = Names(AIKG)
U: Final = Names(UNIT)
TYPE: Final = f"<{RDF}type>"
LABEL: Final = f"<{RDFS}label>"
TRUE: Final = f'"true"^^<{XSD}boolean>'
_DOUBLE: Final = f'"^^<{XSD}double>'
_INTEGER: Final = f'"^^<{XSD}integer>'
_INSTANT: Final = f'"^^<{XSD}dateTime>'


def kg(name: str) -> Term:
    """The IRI of a thing."""
    return f"<{KG}{name}>"


def claim(source: str, name: str) -> Term:
    """The IRI of a claim or of a part of one; names never grow into a table of all."""
    return f"<{CLAIM}{source}/{name}>"


def source_iri(source: str) -> Term:
    """The IRI of a source."""
    return f"<{SOURCE}{source}>"


def text(value: str) -> Term:
    """A plain text; none of the texts made here has a quotation mark or a line break."""
    return f'"{value}"'


def double(value: float) -> Term:
    """A number in the form that the engine gives back.

    Examples:
        >>> double(3.4e9)[:12], double(float("inf"))[:5], double(2.5)[:5]
        ('"3400000000"', '"INF"', '"2.5"')
    """
    if value == float("inf"):
        return '"INF' + _DOUBLE
    return f'"{int(value) if value == int(value) else value}{_DOUBLE}'


def integer(value: int) -> Term:
    """A whole number."""
    return f'"{value}{_INTEGER}'


def instant(value: str) -> Term:
    """An instant in UTC."""
    return f'"{value}{_INSTANT}'


class Quads:
    r"""The quads of one named graph.

    Examples:
        >>> quads = Quads("x")
        >>> quads.describe("<urn:a>", None, [("<urn:p>", text("v"))])
        >>> quads.written()
        '<urn:a> <urn:p> "v" <https://w3id.org/aikg/graph/x> .\\n'
    """

    def __init__(self, graph: str) -> None:
        self._end = f" <{GRAPH}{graph}> .\n"
        self._lines: list[str] = []

    def describe(
        self, subject: Term, kind: Term | None, pairs: Iterable[tuple[Term, Term]]
    ) -> None:
        """Say what a thing is, if that is said here, and what else is said of it."""
        lines, end = self._lines, self._end
        if kind:
            lines.append(f"{subject} {TYPE} {kind}{end}")
        for predicate, value in pairs:
            lines.append(f"{subject} {predicate} {value}{end}")

    def __len__(self) -> int:
        return len(self._lines)

    def written(self) -> str:
        """All of it as text."""
        return "".join(self._lines)
