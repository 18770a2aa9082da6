r"""The terms of a line of canonical N-Triples, taken apart without parsing it anew.

Subject and predicate have no space in them, and no IRI or language tag has a quotation mark (RDF 1.2
N-Triples, section 7), so that two cuts find the terms, and the last quotation mark the end of a text.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from aikg.ground.terms import RDF, XSD, bare

STRING: Final = f"{XSD}string"
LANGUAGE: Final = f"{RDF}langString"
DIRECTION: Final = f"{RDF}dirLangString"

_ESCAPE: Final = re.compile(r'\\(?:u([0-9A-F]{4})|U([0-9A-F]{8})|([tbnrf"\'\\]))')
_LETTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Object(NamedTuple):
    """The object of a triple.

    Attributes:
        kind: "iri", "blank", "literal" or "triple".
        value: the IRI, the label with its `_:`, the text, or the triple term as N-Triples.
        datatype: the IRI of a literal's datatype; empty for all else.
        language: its language tag, in lower case; empty where it has none.
        direction: its base direction, "ltr" or "rtl"; empty where it has none.
    """

    kind: str
    value: str
    datatype: str = ""
    language: str = ""
    direction: str = ""


def split(line: str) -> tuple[str, str, str]:
    """Give subject, predicate and object of a line as they are written.

    Examples:
        >>> split('<urn:a> <urn:p> "a b" .')
        ('<urn:a>', '<urn:p>', '"a b"')
    """
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest[:-2]


def node(written: str) -> str:
    """Give the IRI without its brackets, or the label of a blank node as it is."""
    return bare(written) if written[0] == "<" else written


def object_of(written: str) -> Object:
    r"""Take an object apart.

    Examples:
        >>> object_of('"a\\nb"@en-gb--ltr')[1:]
        ('a\nb', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#dirLangString', 'en-gb', 'ltr')
        >>> object_of("<urn:a>").kind, object_of('"1"^^<urn:t>').datatype
        ('iri', 'urn:t')
    """
    if written[0] == '"':
        end = written.rindex('"')
        text, rest = unescaped(written[1:end]), written[end + 1 :]
        if rest.startswith("^^"):
            return Object("literal", text, rest[3:-1])
        if rest:
            language, _, direction = rest[1:].partition("--")
            return Object(
                "literal", text, DIRECTION if direction else LANGUAGE, language, direction
            )
        return Object("literal", text, STRING)
    if written.startswith("<<("):
        return Object("triple", written)
    return Object("iri" if written[0] == "<" else "blank", node(written))


def unescaped(text: str) -> str:
    r"""Give a text of N-Triples with its escapes resolved.

    Examples:
        >>> unescaped('tab\\t, quote\\", \\u00E9')
        'tab\t, quote", é'
    """
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return _LETTERS.get(found[3], found[3])
    return chr(int(found[1] or found[2], 16))
