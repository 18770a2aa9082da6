"""Rows of comma-separated values as lines of canonical N-Triples.

Virtuoso 7 writes them twice as fast as N-Triples and twelve times as fast as JSON. They do not say of
what kind a term is: so links are asked for apart from literals, and with these their datatypes.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from io import StringIO
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from aikg.ground.terms import XSD
from aikg.store.canonical import canonical, is_padded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Columns = dict[str, Sequence[str]]
    Literal = tuple[str, str, str]

_ROUNDED: Final = frozenset({XSD + "double", XSD + "float"})
"""Datatypes whose texts are as long as they are exact."""
_BLANK: Final = "nodeID://"
"""How IRIs begin that stand for blank nodes."""
_LONGEST: Final = 1 << 30
"""Characters of a literal."""
_NODE: Final = ox.NamedNode("urn:p")


def links(body: bytes, names: Sequence[str], fixed: Mapping[str, str]) -> list[tuple[str, bytes]]:
    r"""Give what an answer tells of nodes: the IRI of a graph, and lines of N-Triples.

    Args:
        body: the answer.
        names: what was asked for, of `s`, `p`, `o` and `g`, in this order.
        fixed: IRIs for those that were not.

    Raises:
        ValueError: it is no such answer.

    Examples:
        >>> links(b'"s","o"\n"urn:a","urn:b"\n', ["s", "o"], {"p": "urn:p", "g": "urn:g"})
        [('urn:g', b'<urn:a> <urn:p> <urn:b> .\n')]
    """
    text = _told(body, names)
    if not text:
        return []
    if "g" in fixed and _even(text, len(names)):
        # What stands between two terms is the same in all lines, so that all change at once.
        between = f"> <{fixed['p']}> <" if "p" in fixed else "> <"
        lines = text[1:-2].replace(b'","', between.encode()).replace(b'"\n"', b"> .\n<")
        return [(fixed["g"], b"<%b> .\n" % lines)]
    columns = _columns(text, names, fixed)
    return _lines(columns, [_node(iri) for iri in columns["o"]])


def literals(
    body: bytes, names: Sequence[str], fixed: Mapping[str, str]
) -> list[tuple[str, bytes]]:
    r"""Give what an answer tells of literals, and of blank nodes, as the embedded engine writes them.

    Args:
        body: the answer.
        names: what was asked for, of `s`, `p`, `v` (the text), `d` (its datatype), `l` (its language)
            and `g`, in this order.
        fixed: as for `links`.

    Raises:
        ValueError: as for `links`.

    Examples:
        >>> body = b'"s","p","v","d","l"\n"urn:a","urn:p","colour",,"en"\n'
        >>> literals(body, ["s", "p", "v", "d", "l"], {"g": "urn:g"})
        [('urn:g', b'<urn:a> <urn:p> "colour"@en .\n')]
    """
    columns = _columns(_told(body, names), names, fixed)
    told = list(zip(columns["v"], columns["d"], columns["l"], strict=True))
    written = _written(set(told))
    return _lines(columns, [written[one] for one in told])


def _told(body: bytes, names: Sequence[str]) -> bytes:
    head, end, text = body.partition(b"\n")
    if not end or head.replace(b'"', b"") != ",".join(names).encode():
        raise ValueError(f"other columns: {body[:80].decode(errors='replace')}")
    if text and not text.endswith(b"\n"):
        raise ValueError("it ends within a line")
    return text


def _even(text: bytes, columns: int) -> bool:
    """Whether it is nothing but IRIs in quotes, so many in each line."""
    told = b'""' not in text and _BLANK.encode() not in text and text[:1] == b'"'
    return told and text.count(b'","') == text.count(b'"\n') * (columns - 1)


def _columns(text: bytes, names: Sequence[str], fixed: Mapping[str, str]) -> Columns:
    before = csv.field_size_limit(_LONGEST)
    try:
        rows = list(csv.reader(StringIO(text.decode(), newline=""), strict=True))
    except csv.Error as fault:
        raise ValueError(str(fault)) from None
    finally:
        csv.field_size_limit(before)
    columns: Columns = {name: [iri] * len(rows) for name, iri in fixed.items()}
    columns |= (
        zip(names, zip(*rows, strict=True), strict=True) if rows else ((n, ()) for n in names)
    )
    return columns


def _lines(columns: Columns, objects: Sequence[str]) -> list[tuple[str, bytes]]:
    graphs: dict[str, list[str]] = defaultdict(list)
    subjects = [_node(iri) for iri in columns["s"]]
    rows = zip(columns["g"], subjects, columns["p"], objects, strict=True)
    for graph, subject, predicate, told in rows:
        graphs[graph].append(f"{subject} <{predicate}> {told} .\n")
    return [(graph, "".join(lines).encode()) for graph, lines in graphs.items()]


def _node(iri: str) -> str:
    return f"_:{iri.removeprefix(_BLANK)}" if iri.startswith(_BLANK) else f"<{iri}>"


def _written(told: Iterable[Literal]) -> dict[Literal, str]:
    """Literals and blank nodes, by text, datatype and language, as N-Triples has them."""
    terms = {one: _term(*one) for one in told}
    odd = {
        one: ox.Triple(_NODE, _NODE, term)
        for one, term in terms.items()
        if one[1] in _ROUNDED or is_padded(term)
    }
    kept = canonical(odd.values())
    return {one: str(kept[odd[one]].object if one in odd else term) for one, term in terms.items()}


def _term(text: str, datatype: str, language: str) -> ox.Literal | ox.BlankNode:
    if language:
        return ox.Literal(text, language=language)
    if datatype:
        return ox.Literal(text, datatype=ox.NamedNode(datatype))
    if not text.startswith(_BLANK):
        raise ValueError(text)
    return ox.BlankNode(text.removeprefix(_BLANK))
