"""What in a query is a name, what is text, and what is code (SPARQL 1.1 Query, section 19.8)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TOKEN: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<(?P<iri>[^<>\"{}|^`\\\s]*)>"
    r"|#[^\n]*"
    r"|(?P<prefix>(?:[^\W\d_][\w.-]*)?):(?P<local>(?:[\w:%.·-]|\\.)*)"
    r"|@[\w-]+",
    re.DOTALL,
)
_DECLARES: Final = re.compile(r"\bPREFIX\s*\Z", re.IGNORECASE)

_TEMPLATE: Final = re.compile(r"\bCONSTRUCT\s*(?P<template>\{[^{}]*\})", re.IGNORECASE)


class Name(NamedTuple):
    """An IRI in a query, in full or abbreviated.

    Attributes:
        offset: where it begins, in characters, counted from 0.
        written: as the query has it, such as `aikg:Investor`.
        prefix: its prefix; None where it stands in full.
        iri: what it stands for; None where the prefix is not declared.
    """

    offset: int
    written: str
    prefix: str | None
    iri: str | None


@lru_cache(maxsize=8)  # several look at one query, each for something else
def code(text: str) -> str:
    """Blank out strings, IRIs, prefixed names, language tags and comments.

    Examples:
        >>> code("ASK { ?s rdfs:label 'SERVICE'@en }  # SERVICE").split()
        ['ASK', '{', '?s', '}']
    """
    return _TOKEN.sub(" ", text)


def blanked(text: str) -> str:
    """Blank out the same with as many spaces, so that all else stays in its place.

    Examples:
        >>> blanked("ASK { ?s ?p '}' }")
        'ASK { ?s ?p     }'
    """
    return _TOKEN.sub(lambda token: " " * len(token[0]), text)


def template(text: str) -> tuple[int, int]:
    """Where the template of a CONSTRUCT query begins and ends; nowhere in queries without one.

    Examples:
        >>> begins, ends = template("CONSTRUCT { ?s a <urn:a> } WHERE { ?s a <urn:b> }")
        >>> "CONSTRUCT { ?s a <urn:a> } WHERE { ?s a <urn:b> }"[begins:ends]
        '{ ?s a <urn:a> }'
        >>> template("ASK { ?s <urn:p> 'CONSTRUCT { }' }")
        (0, 0)
    """
    found = _TEMPLATE.search(blanked(text))
    return found.span("template") if found else (0, 0)


def names(text: str, prefixes: Mapping[str, str]) -> Iterator[Name]:
    """Give the IRIs of a query in their order, with the prefixes known beforehand and its own.

    Examples:
        >>> [name.iri for name in names("PREFIX a: <urn:> ASK { a:b c:d <e> }", {})]
        ['urn:b', None, 'e']
    """
    known = dict(prefixes)
    declaring: str | None = None
    for token in _TOKEN.finditer(text):
        prefix, iri = token["prefix"], token["iri"]
        if declaring is not None and iri is not None:
            known[declaring], declaring = iri, None
        elif iri is not None:
            yield Name(token.start(), token[0], None, iri)
        elif prefix is not None and _DECLARES.search(text, 0, token.start()):
            declaring = prefix
        elif prefix is not None:
            # A dot at the end of a name ends the statement (rule PN_LOCAL).
            local, written = token["local"].rstrip("."), token[0].rstrip(".")
            full = known[prefix] + re.sub(r"\\(.)", r"\1", local) if prefix in known else None
            yield Name(token.start(), written, prefix, full)
