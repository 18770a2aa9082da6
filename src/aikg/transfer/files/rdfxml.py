"""RDF/XML, written subject by subject (RDF 1.1 XML Syntax), as far as XML can say it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from aikg.ground.errors import InputError
from aikg.ground.terms import PREFIXES, RDF
from aikg.transfer.files.quads import united
from aikg.transfer.files.terms import DIRECTION, LANGUAGE, STRING, node, object_of, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from aikg.store import Store

# Namespaces in XML 1.0, rule NCName.
_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_FIRST: Final = re.compile(f"[{_START}]")
_LETTERS: Final = re.compile(f"[{_START}0-9.\u00b7\u0300-\u036f\u203f-\u2040-]*")
# What no XML 1.0 document can hold, escaped or not (rule Char).
_NO_CHARACTER: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Names of the syntax itself, which are no properties (RDF 1.1 XML Syntax, section 6.1.4).
_RESERVED: Final = frozenset(
    RDF + name
    for name in (
        *("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description"),
        *("li", "aboutEach", "aboutEachPrefix", "bagID"),
    )
)
_XML_OWN: Final = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/")


def write_rdf_xml(stream: BinaryIO, store: Store, graphs: Mapping[str, str]) -> int:
    """Write the union of the graphs, and give the number of its triples.

    Raises:
        InputError: XML has no way to say one of them; says which.
    """
    number = 0

    def counted() -> Iterator[str]:
        nonlocal number
        for line in united(store, graphs):
            number += 1
            yield line[:-1].decode()

    stream.writelines(rdf_xml(counted()))
    return number


def rdf_xml(lines: Iterable[str]) -> Iterator[bytes]:
    """Give a document in pieces.

    Args:
        lines: of N-Triples, all of a subject together.

    Examples:
        >>> label = "<http://www.w3.org/2000/01/rdf-schema#label>"
        >>> [_, piece, _] = rdf_xml([f'<urn:a> {label} "1 < 2" .'])
        >>> print(piece.decode(), end="")
          <rdf:Description rdf:about="urn:a">
            <rdfs:label>1 &lt; 2</rdfs:label>
          </rdf:Description>
    """
    declared = "".join(f'\n    xmlns:{name}="{iri}"' for name, iri in sorted(PREFIXES.items()))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{declared}>\n'.encode()
    for subject, triples in groupby(map(split, lines), key=lambda triple: triple[0]):
        said = "".join(f"    {_property(p, o)}\n" for _, p, o in triples)
        yield (
            f"  <rdf:Description {_reference(subject, 'about')}>\n{said}  </rdf:Description>\n"
        ).encode()
    yield b"</rdf:RDF>\n"


def _reference(written: str, attribute: str) -> str:
    if written.startswith("_:"):
        return f'rdf:nodeID="{written[2:]}"'
    return f"rdf:{attribute}={quoteattr(node(written))}"


def _property(predicate: str, written: str) -> str:
    tag, declared = _tag(node(predicate))
    told = object_of(written)
    if told.kind in {"iri", "blank"}:
        return f"<{tag}{declared} {_reference(written, 'resource')}/>"
    if told.kind == "triple" or told.datatype == DIRECTION:
        raise _refusal("a term of RDF 1.2", written)
    if _NO_CHARACTER.search(told.value):
        raise _refusal("a control character, which XML has no way to write", written)
    kind = ""
    if told.datatype == LANGUAGE:
        kind = f' xml:lang="{told.language}"'
    elif told.datatype != STRING:
        kind = f" rdf:datatype={quoteattr(told.datatype)}"
    # A bare carriage return would be read as a line feed (XML 1.0, section 2.11).
    return f"<{tag}{declared}{kind}>{escape(told.value, {chr(13): '&#13;'})}</{tag}>"


@lru_cache(maxsize=10_000)
def _tag(iri: str) -> tuple[str, str]:
    """The name of an element, and the namespace that it declares."""
    name = _longest_name(iri)
    namespace = iri[: len(iri) - len(name)]
    if not name or not namespace or iri in _RESERVED or namespace in _XML_OWN:
        raise _refusal("a property whose IRI does not end in a name of XML", iri)
    for prefix, known in PREFIXES.items():
        if known == namespace:
            return f"{prefix}:{name}", ""
    return name, f" xmlns={quoteattr(namespace)}"


def _longest_name(iri: str) -> str:
    letters = _LETTERS.match(iri[::-1])
    tail = letters[0][::-1] if letters else ""
    first = _FIRST.search(tail)
    return tail[first.start() :] if first else ""


def _refusal(what: str, found: str) -> InputError:
    return InputError(
        f"RDF/XML cannot hold {what}",
        found=found,
        mend="Write another format, such as .ttl or .nt.",
    )
