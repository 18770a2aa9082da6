"""The JSON-LD context that is shipped: what its address stands for, without a look at the network."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

from aikg.ground.packaged import context_file

CONTEXT: Final = "https://w3id.org/aikg/context.jsonld"
"""The address of the context."""


def shipped(iri: str) -> str | None:
    """Return the text of the shipped context for its address; None for any other.

    Examples:
        >>> shipped("https://e.org/context") is None
        True
    """
    return _text() if iri == CONTEXT else None


@cache
def context() -> dict[str, Any]:
    """The terms and prefixes of the shipped context.

    Examples:
        >>> context()["lower"]
        {'@id': 'aikg:lower', '@type': 'xsd:double'}
    """
    made: dict[str, Any] = json.loads(_text())["@context"]
    return made


@cache
def _text() -> str:
    return context_file().read_text(encoding="utf-8")
