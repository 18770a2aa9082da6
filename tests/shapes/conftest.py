"""Bearable times for the second opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rdflib.plugins.sparql import processor

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def queries_are_parsed_once() -> Iterator[None]:
    """rdflib parses the query of a SPARQL constraint anew for every node; here it does so once."""
    parse, translate = processor.parseQuery, processor.translateQuery
    kept: dict[tuple[object, ...], Any] = {}

    def once(query: str, base: object = None, namespaces: Any = None) -> Any:
        key = (query, base, *sorted((namespaces or {}).items()))
        if key not in kept:
            kept[key] = translate(parse(query), base, namespaces)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor, "parseQuery", lambda query: query)
        patch.setattr(processor, "translateQuery", once)
        yield
