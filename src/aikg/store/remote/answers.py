"""Answers of the SPARQL 1.1 Protocol: whether they are whole, and what is in them."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Final, cast

import pyoxigraph as ox

from aikg.store.remote import faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aikg.store.remote.exchange import Stream

_END: Final = re.compile(rb"\]\s*\}\s*\}\s*\Z")
_BOOLEAN: Final = re.compile(rb'"boolean"\s*:\s*(?:true|false)\s*\}\s*\Z')
_ENDING: Final = 200


def is_whole(body: bytes) -> bool:
    r"""Whether results in JSON are there to their end (SPARQL 1.1 Query Results JSON Format).

    A store that runs out of its own time may end an answer in the midst, under state 200.

    Examples:
        >>> is_whole(b'{"head": {"vars": ["x"]}, "results": {"bindings": [ ] } }\n')
        True
        >>> is_whole(b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x":{"type":"uri"')
        False
        >>> text = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"]}}'
        >>> is_whole(text)  # it ends within a text
        False
    """
    ending = body[-_ENDING:]
    if _BOOLEAN.search(ending):
        return True
    if not _END.search(ending):
        return False
    bare = body.replace(b"\\\\", b"") if b"\\" in body else body
    return (bare.count(b'"') - bare.count(b'\\"')) % 2 == 0


def results(url: str, body: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    """Read the results of a SELECT or an ASK.

    Raises:
        EngineError: they are not whole, or no such results.
    """
    if not body.lstrip().startswith(b"{"):
        raise faults.unreadable(url, "results in JSON", body)
    if not is_whole(body):
        raise faults.cut(url)
    try:
        found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError):
        raise faults.unreadable(url, "results in JSON", body) from None
    return found


def triples(url: str, answer: Stream | bytes) -> Iterator[ox.Triple]:
    """Read N-Triples as they come.

    Raises:
        EngineError: they break off, or are no N-Triples.
    """
    # It asks for nothing of a file but to be read.
    source = answer if isinstance(answer, bytes) else cast("IO[bytes]", answer)
    quads: Iterable[ox.Quad] = ox.parse(source, format=ox.RdfFormat.N_TRIPLES)
    try:
        for quad in quads:
            yield quad.triple
    except SyntaxError as fault:
        said = str(fault).encode()
        raise faults.unreadable(url, "N-Triples", said) from None
    finally:
        if not isinstance(answer, bytes):
            answer.close()
