"""The formats that a graph is written in, and which one the name of a file says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from aikg.ground.errors import InputError, UnknownName, did_you_mean
from aikg.ground.names import nearest


@dataclass(frozen=True, slots=True)
class Syntax:
    """What can stand in a file.

    Attributes:
        suffix: the suffix of its files, without the dot.
        name: what it is called.
        media_type: its media type, as registered with IANA where it is.
        graphs: whether it keeps which named graph a triple stands in.
        rdf: whether what is read back are the triples that went in.
    """

    suffix: str
    name: str
    media_type: str
    graphs: bool
    rdf: bool = True


N_QUADS: Final = Syntax("nq", "N-Quads", "application/n-quads", graphs=True)
TRIG: Final = Syntax("trig", "TriG", "application/trig", graphs=True)
TURTLE: Final = Syntax("ttl", "Turtle", "text/turtle", graphs=False)
N_TRIPLES: Final = Syntax("nt", "N-Triples", "application/n-triples", graphs=False)
JSON_LD: Final = Syntax("jsonld", "JSON-LD", "application/ld+json", graphs=True)
RDF_XML: Final = Syntax("rdf", "RDF/XML", "application/rdf+xml", graphs=False)
PARQUET: Final = Syntax("parquet", "Parquet", "application/vnd.apache.parquet", graphs=True)
GRAPHML: Final = Syntax("graphml", "GraphML", "application/xml", graphs=False, rdf=False)

SYNTAXES: Final = {
    each.suffix: each
    for each in (N_QUADS, TRIG, TURTLE, N_TRIPLES, JSON_LD, RDF_XML, PARQUET, GRAPHML)
}
COMPRESSIONS: Final = {"gz": "application/gzip", "zst": "application/zstd"}
"""Suffixes of compressed files, and their media types."""


@dataclass(frozen=True, slots=True)
class Format:
    """A syntax, and how its bytes are compressed.

    Attributes:
        syntax: what is written.
        compression: "gz", "zst" or nothing.
    """

    syntax: Syntax
    compression: str = ""

    @property
    def suffix(self) -> str:
        """What the name of such a file ends in.

        Examples:
            >>> Format(N_QUADS, "gz").suffix
            '.nq.gz'
        """
        return f".{self.syntax.suffix}" + (f".{self.compression}" if self.compression else "")

    @property
    def binary(self) -> bool:
        """Whether its bytes are no text."""
        return bool(self.compression) or self.syntax is PARQUET

    @property
    def compression_type(self) -> str:
        """The media type of the compressed bytes; empty where they are not."""
        return COMPRESSIONS.get(self.compression, "")


def chosen(name: str, given: str | None = None) -> Format:
    """Give the format of a file by its name, or the one that is asked for.

    Args:
        name: the file's name.
        given: a format such as "nq" or "nq.gz", which goes before what the name says.

    Raises:
        UnknownName: neither names a format that can be written.
        InputError: Parquet, which is compressed inside, is to be compressed once more.

    Examples:
        >>> chosen("graph.NQ.gz").suffix, chosen("-", "ttl").suffix
        ('.nq.gz', '.ttl')
        >>> chosen("graph.csv")
        Traceback (most recent call last):
        aikg.ground.errors.UnknownName: 'graph.csv' does not say its format: expected ...
    """
    suffixes = [suffix.lower().removeprefix(".") for suffix in PurePath(name).suffixes]
    compression = suffixes.pop() if suffixes and suffixes[-1] in COMPRESSIONS else ""
    wanted = suffixes[-1] if suffixes else ""
    if given is not None:
        wanted, _, outer = given.lower().removeprefix(".").partition(".")
        if wanted not in SYNTAXES or outer not in {"", *COMPRESSIONS}:
            raise UnknownName.among("format", given, list(SYNTAXES))
        compression = outer or compression
    if wanted not in SYNTAXES:
        near = nearest(wanted, SYNTAXES)
        raise UnknownName(
            f"'{name}' does not say its format",
            expected="a name that ends in "
            + ", ".join(f".{suffix}" for suffix in SYNTAXES)
            + ", and in .gz or .zst where it is to be compressed",
            found=f".{wanted}" if wanted else "no such suffix",
            mend=did_you_mean([f".{each}" for each in near])
            or "Name it so, or say the format: --format nq.",
            nearest=near,
        )
    if compression and SYNTAXES[wanted] is PARQUET:
        raise InputError(
            "Parquet is compressed inside",
            found=f".parquet.{compression}",
            mend="Write .parquet alone.",
        )
    return Format(SYNTAXES[wanted], compression)
