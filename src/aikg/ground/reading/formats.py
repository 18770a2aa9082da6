"""Which RDF format a file is in."""

from __future__ import annotations

from pathlib import PurePath

from pyoxigraph import RdfFormat

from aikg.ground.errors import UnknownName, did_you_mean
from aikg.ground.names import nearest
from aikg.ground.packing import packing_of

# Suffixes of file names and the names by which the formats go.
FORMATS: dict[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "json": RdfFormat.JSON_LD,
    "yamlld": RdfFormat.JSON_LD,
    "yaml": RdfFormat.JSON_LD,
    "yml": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "xml": RdfFormat.RDF_XML,
    "owl": RdfFormat.RDF_XML,
}
_NAMES: dict[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "n-triples": RdfFormat.N_TRIPLES,
    "n-quads": RdfFormat.N_QUADS,
    "json-ld": RdfFormat.JSON_LD,
    "yaml-ld": RdfFormat.JSON_LD,
    "application/ld+yaml": RdfFormat.JSON_LD,
    "rdf/xml": RdfFormat.RDF_XML,
}


_YAML = {"yamlld", "yaml", "yml", "yaml-ld", "application/ld+yaml"}


def is_yaml(name: str, given: RdfFormat | str | None) -> bool:
    """Return whether JSON-LD is written as YAML, by the format that was given or the suffix.

    Examples:
        >>> is_yaml("deals.yamlld", None), is_yaml("deals.yaml", "jsonld")
        (True, False)
    """
    said = given if given is not None else PurePath(packing_of(name)[0]).suffix
    return isinstance(said, str) and said.lower().removeprefix(".") in _YAML


def choose(name: str, given: RdfFormat | str | None) -> RdfFormat:
    """Return the format: the one that was given, or else the one of the file's suffix.

    Args:
        name: The file's name.
        given: A format, its name ("turtle"), suffix ("ttl") or media type ("text/turtle").

    Raises:
        UnknownName: Neither names a format that can be read.

    Examples:
        >>> choose("deals.TTL.gz", None).name, choose("-", "json-ld").name
        ('Turtle', 'JSON-LD')
    """
    if isinstance(given, RdfFormat):
        if given in FORMATS.values():
            return given
        given = given.name
    if given is not None:
        key = given.lower().removeprefix(".")
        known = FORMATS | _NAMES | {each.media_type: each for each in FORMATS.values()}
        if key in known:
            return known[key]
        raise UnknownName.among("RDF format", given, [*FORMATS, *_NAMES])
    suffix = PurePath(packing_of(name)[0]).suffix
    chosen = FORMATS.get(suffix.lower().removeprefix("."))
    if chosen is None:
        near = nearest(suffix, [f".{each}" for each in FORMATS])
        known_suffixes = ", ".join(f".{each}" for each in FORMATS)
        ask = f"{did_you_mean(near)} " if near else ""
        raise UnknownName(
            f"'{name}' does not say its RDF format",
            expected=f"one of the suffixes {known_suffixes}, and .gz or .zst after it where it is "
            "compressed",
            found=suffix or "no suffix",
            mend=f"{ask}Rename the file.",
            nearest=near,
        )
    return chosen
