"""The terms of what is derived, as N-Triples has them."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from aikg.ground.terms import AIKG, KG, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable


def term(name: str) -> str:
    """Write a term of the vocabulary.

    Examples:
        >>> term("Flow")
        '<https://w3id.org/aikg/ontology#Flow>'
    """
    return f"<{AIKG}{name}>"


def text_of(lines: Iterable[str]) -> bytes:
    r"""Put lines together, each with its end.

    Examples:
        >>> text_of(["<urn:a> <urn:p> <urn:b> .", "<urn:a> <urn:p> <urn:c> ."])
        b'<urn:a> <urn:p> <urn:b> .\n<urn:a> <urn:p> <urn:c> .\n'
    """
    return "\n".join([*lines, ""]).encode()


def minted(kind: str, *key: str) -> str:
    """Write an IRI that depends on the key alone, so that what stays the same keeps its name."""
    return f"<{KG}{kind}-{blake2b(chr(31).join(key).encode(), digest_size=10).hexdigest()}>"


@lru_cache(maxsize=8192)
def double(value: float) -> str:
    """Write a number as xsd:double, in the canonical form of the engine: digits without an exponent.

    Examples:
        >>> double(4e9)
        '"4000000000"^^<http://www.w3.org/2001/XMLSchema#double>'
    """
    text = "INF" if value == float("inf") else f"{value:.15g}"
    if text != "INF" and ("e" in text or value.is_integer()):
        text = f"{value:.0f}" if value.is_integer() else repr(value)
    return f'"{text}"^^<{XSD}double>'


def escaped(text: str) -> str:
    """Escape what may not stand within quotes (RDF 1.1 N-Triples, section 2.4)."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
