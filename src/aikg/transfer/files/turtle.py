"""Turtle and TriG, written piece by piece out of lines that are in order (RDF 1.1)."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from aikg.ground.terms import PREFIXES, RDF, XSD, bare
from aikg.transfer.files.quads import by_graph, united
from aikg.transfer.files.terms import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from aikg.store import Store

_TYPE: Final = f"<{RDF}type>"
_GAP: Final = "\n"
_REMEMBERED: Final = 100_000
# Names that need no escape but that of the slash (rule PN_LOCAL); all others stay whole.
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_/.-]*[A-Za-z0-9_])?")
# What may stand without quotation marks (rules INTEGER, DECIMAL, BooleanLiteral).
_BARE: Final = re.compile(
    rf'"(?:([+-]?[0-9]+)"\^\^<{XSD}integer>|([+-]?[0-9]+\.[0-9]+)"\^\^<{XSD}decimal>'
    rf'|(true|false)"\^\^<{XSD}boolean>)'
)


class Turtle:
    r"""Writes triples with prefixes, subjects and predicates once each.

    Args:
        prefixes: those that names are shortened by; they are declared in the order of the alphabet.

    Attributes:
        triples: how many were written.

    Examples:
        >>> lines = ["<urn:a> <urn:p> <urn:b> .", '<urn:a> <urn:p> "c" .', "<urn:a> <urn:q> <urn:d> ."]
        >>> written = Turtle({"u": "urn:"})
        >>> print((written.head() + b"".join(written.subjects(lines))).decode(), end="")
        @prefix u: <urn:> .
        <BLANKLINE>
        u:a u:p u:b , "c" ;
            u:q u:d .
    """

    def __init__(self, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self._prefixes = dict(sorted(prefixes.items()))
        self._longest_first = sorted(self._prefixes.items(), key=lambda item: -len(item[1]))
        self._known: dict[str, str] = {}
        self.triples = 0

    def head(self) -> bytes:
        """The declarations of all prefixes."""
        return "".join(f"@prefix {n}: <{iri}> .\n" for n, iri in self._prefixes.items()).encode()

    def subjects(self, lines: Iterable[str], margin: str = "") -> Iterator[bytes]:
        """Give a piece for each subject.

        Args:
            lines: of N-Triples, all of a subject together, and of a predicate within it.
            margin: what each line begins with.
        """
        for subject, of_subject in groupby(map(split, lines), key=lambda triple: triple[0]):
            said = []
            for predicate, of_predicate in groupby(of_subject, key=lambda triple: triple[1]):
                objects = [self.term(triple[2]) for triple in of_predicate]
                self.triples += len(objects)
                verb = "a" if predicate == _TYPE else self.term(predicate)
                said.append(f"{verb} {' , '.join(objects)}")
            joined = f" ;\n{margin}    ".join(said)
            yield f"{margin or _GAP}{self.term(subject)} {joined} .\n".encode()

    def term(self, written: str) -> str:
        """Give a term of N-Triples as short as Turtle allows."""
        if written[0] == '"':
            bare = _BARE.fullmatch(written)
            if bare:
                return bare[1] or bare[2] or bare[3]
            if written[-1] == ">":
                text, quote, datatype = written.rpartition('"^^')
                return text + quote + self._iri(datatype)
            return written
        return self._iri(written) if written.startswith("<") and written[1] != "<" else written

    def _iri(self, written: str) -> str:
        known = self._known.get(written)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[written] = self._shortened(written)
        return known

    def _shortened(self, written: str) -> str:
        iri = bare(written)
        for prefix, namespace in self._longest_first:
            if iri.startswith(namespace):
                local = iri[len(namespace) :]
                short = _LOCAL.fullmatch(local)
                return prefix + ":" + local.replace("/", "\\/") if short else written
        return written


def write_turtle(stream: BinaryIO, store: Store, graphs: Mapping[str, str]) -> int:
    """Write the union of the graphs, and give the number of its triples."""
    written = Turtle()
    stream.write(written.head())
    stream.writelines(written.subjects(line[:-1].decode() for line in united(store, graphs)))
    return written.triples


def write_trig(stream: BinaryIO, store: Store, graphs: Mapping[str, str]) -> int:
    """Write one graph after the other, and give the number of triples of all."""
    written = Turtle()
    stream.write(written.head())
    for graph, pairs in groupby(by_graph(store, graphs), key=lambda pair: pair[0]):
        stream.write(f"\n{written.term(graph.decode())} {{\n".encode())
        stream.writelines(written.subjects((line.decode() for _, line in pairs), "    "))
        stream.write(b"}\n")
    return written.triples
