"""Reading a file, a text or standard input into a document."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph
from pyoxigraph import RdfFormat

from aikg.ground.errors import BadParameter
from aikg.ground.packing import packing_of, unpack
from aikg.ground.reading.document import Document
from aikg.ground.reading.formats import choose, is_yaml
from aikg.ground.reading.lines import decode, fault_at, refuse_nul
from aikg.ground.reading.source import load, take

if TYPE_CHECKING:
    from collections.abc import Callable

# The most bytes that are read at once unless told otherwise: about 600,000 triples of Turtle.
LIMIT = 64_000_000

# The parser dies of triple terms nested some thousands deep; nobody writes more than a few.
_DEEPEST = 100
_TRIPLE_TERM = re.compile(r"<<\(|\)>>")


def read(
    path: Path | str,
    *,
    base: str | None = None,
    format: RdfFormat | str | None = None,
    limit: int | None = LIMIT,
    contexts: Callable[[str], str | None] | None = None,
    rename_blank_nodes: bool = False,
) -> Document:
    r"""Read an RDF file.

    Turtle, TriG, N-Triples, N-Quads, JSON-LD 1.1, YAML-LD and RDF/XML are read, by the suffixes
    ``.ttl``, ``.trig``, ``.nt``, ``.nq``, ``.jsonld`` or ``.json``, ``.yamlld``, ``.yaml`` or
    ``.yml``, and ``.rdf``, ``.xml`` or ``.owl``; compressed ones where ``.gz`` or ``.zst`` follows.
    Nothing is ever fetched from the network.

    Args:
        path: A regular file in UTF-8.
        base: The IRI that relative IRIs are resolved against, unless the file sets its own.
        format: The format, where the suffix does not say it: "turtle", "ttl", "text/turtle" or
            pyoxigraph's own.
        limit: The most bytes to read, and to unpack to, or None for no limit.
        contexts: Gives the text of a JSON-LD context for its IRI, or None for one that it does
            not have, which is refused. By default the shipped context alone is given, by its
            address ``https://w3id.org/aikg/context.jsonld``.
        rename_blank_nodes: Give blank nodes fresh labels; set it where several files go into
            one store, since two files mean two nodes by ``_:b1``.

    Returns:
        The document: its quads and where each of them stands.

    Raises:
        FileUnreadable: The file is missing, no regular file, forbidden, too large, empty or not
            UTF-8; or was compressed, and cannot be unpacked.
        InputError: It ends in ``.zst``, and no library for that is there.
        SyntaxFault: It is not well-formed, or would lose statements unnoticed (JSON-LD).
        UnknownName: The format, or a key of JSON-LD that its context does not define.
        BadParameter: The base is no absolute IRI, or the limit not above 0.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "deal.ttl")
        ...     _ = path.write_text("<https://e.org/deal>\n  <https://e.org/price> 10 .")
        ...     document = read(path)
        >>> [str(quad.object) for quad in document.quads]
        ['"10"^^<http://www.w3.org/2001/XMLSchema#integer>']
        >>> document.place(document.quads[0])[1:]
        (2, 25)
    """
    path = Path(path)
    name = str(path)
    data = load(path, limit, "an RDF file")
    chosen = _Syntax(choose(name, format), is_yaml(name, format))
    _, packing = packing_of(name)
    if packing:
        data = unpack(data, packing, lambda file: take(file, name, limit), name)
    return _parse(decode(data, name, "RDF"), name, chosen, base, contexts, rename_blank_nodes)


def read_stdin(
    format: RdfFormat | str,
    *,
    base: str | None = None,
    limit: int | None = LIMIT,
    contexts: Callable[[str], str | None] | None = None,
    rename_blank_nodes: bool = False,
) -> Document:
    """Read RDF from standard input, which goes by the name ``<stdin>``.

    Parameters and errors are those of :func:`read`; the format must be said.
    """
    chosen = _Syntax(choose("<stdin>", format), is_yaml("<stdin>", format))
    data = take(sys.stdin.buffer, "<stdin>", limit)
    return _parse(
        decode(data, "<stdin>", "RDF"), "<stdin>", chosen, base, contexts, rename_blank_nodes
    )


def read_text(
    text: str | bytes,
    name: str = "<text>",
    format: RdfFormat | str = RdfFormat.TURTLE,
    *,
    base: str | None = None,
    contexts: Callable[[str], str | None] | None = None,
    rename_blank_nodes: bool = False,
) -> Document:
    r"""Read RDF from a text, or from the bytes of one in UTF-8.

    Parameters and errors are those of :func:`read`; places name the text by ``name``.

    Examples:
        >>> document = read_text("@prefix : <https://e.org/> .\n:a :pays :b, :c .")
        >>> [str(document.place(quad)) for quad in document.quads]
        ['<text>:2:10', '<text>:2:14']
        >>> read_text(":a :pays :b .", "deals.ttl")
        Traceback (most recent call last):
        ...
        aikg.ground.errors.SyntaxFault: deals.ttl:1:1: the prefix : is not declared. ...
    """
    chosen = _Syntax(choose(name, format), is_yaml(name, format))
    return _parse(
        decode(_encoded(text, name), name, "RDF"), name, chosen, base, contexts, rename_blank_nodes
    )


def _encoded(text: str | bytes, name: str) -> bytes:
    if isinstance(text, bytes):
        return text
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise fault_at(
            text, name, error.start, problem="half of a surrogate pair is no character"
        ) from None


class _Syntax(NamedTuple):
    """An RDF format, and whether it is JSON-LD that is written as YAML."""

    format: RdfFormat
    yaml: bool


def _parse(
    text: str,
    name: str,
    chosen: _Syntax,
    base: str | None,
    contexts: Callable[[str], str | None] | None,
    rename_blank_nodes: bool,
) -> Document:
    refuse_nul(text, name)
    syntax = chosen.format
    parsed, known = text, {}
    names = None
    if syntax == RdfFormat.JSON_LD:
        from aikg.ground.reading import jsonld
        from aikg.ground.reading.shipped import shipped
        from aikg.ground.reading.tree import Tree

        told = Tree(text, name, yaml=chosen.yaml)
        parsed, names = jsonld.prepare(told, contexts or shipped)
        base = base or jsonld.NO_BASE
    elif syntax == RdfFormat.RDF_XML:
        from aikg.ground.reading import rdfxml

        known = rdfxml.check(text, name)
    elif text.count("<<(") > _DEEPEST:
        _refuse_deep(text, name)
    try:
        parser = pyoxigraph.parse(
            parsed, format=syntax, base_iri=base, rename_blank_nodes=rename_blank_nodes
        )
    except ValueError as error:
        raise BadParameter("bad base", expected="an absolute IRI", found=str(base)) from error
    try:
        quads = list(parser)
    except SyntaxError as error:
        from aikg.ground.reading.faults import syntax_fault

        declared = {**known, **parser.prefixes}
        raise syntax_fault(error, text, name, syntax, declared, positioned=parsed is text) from None
    except MemoryError:  # the parser's own bound on one token, not the machine's
        from aikg.ground.reading.faults import long_token

        raise long_token(text, name, syntax) from None
    prefixes = {**known, **parser.prefixes}
    if syntax == RdfFormat.JSON_LD:
        jsonld.refuse_unresolved(quads, told, prefixes)
    return Document(name, syntax, text, quads, prefixes, names)


def _refuse_deep(text: str, name: str) -> None:
    depth = 0
    for found in _TRIPLE_TERM.finditer(text):
        depth += 1 if found[0] == "<<(" else -1
        if depth > _DEEPEST:
            raise fault_at(
                text,
                name,
                found.start(),
                3,
                problem="triple terms are nested too deep",
                expected=f"at most {_DEEPEST} of them in one another",
            )
