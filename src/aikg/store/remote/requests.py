"""Requests of the SPARQL 1.1 Protocol, as SPARQLWrapper writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from SPARQLWrapper import JSON, N3, POST, POSTDIRECTLY, URLENCODED, XML, SPARQLWrapper

from aikg.ground.terms import PREFIXES
from aikg.store.refusals import chooses_graphs
from aikg.store.remote.exchange import Message
from aikg.store.tokens import code

if TYPE_CHECKING:
    from aikg.store.remote.addresses import Addresses
    from aikg.store.remote.profiles import Profile

_NT: Final = "application/n-triples"
_RESULTS: Final = "application/sparql-results+xml"
_DECLARED: Final = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_ONCE_ONLY: Final = re.compile(
    r"\bWHERE\b|\bLOAD\b|\bCREATE\b|\bCOPY\b|\bMOVE\b|\bADD\b|\[|_\s*:", re.IGNORECASE
)
_DELETES: Final = re.compile(r"\bDELETE\s+WHERE\b", re.IGNORECASE)


def query_message(
    addresses: Addresses, query: str, form: str, profile: Profile, *, accept: str = ""
) -> Message:
    """Write a query (SPARQL 1.1 Protocol, sections 2.1.2 and 2.1.3).

    Args:
        addresses: where to.
        query: the query; the usual prefixes are put before it.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        profile: the product.
        accept: the form in which results are to come; by default the one that is read best.
    """
    wrapper = _wrapper(addresses, with_prefixes(query), form, profile)
    if not chooses_graphs(query):
        for name, value in profile.union.items():
            wrapper.addParameter(name, value)
    graphs = form in ("CONSTRUCT", "DESCRIBE")
    best = f"{_NT}, text/plain;q=0.1" if graphs else None if profile.exact else _RESULTS
    return wrapper.message(repeatable=True, accept=accept or best)


def update_message(addresses: Addresses, request: str, profile: Profile) -> Message:
    """Write an update (sections 2.2.1 and 2.2.2)."""
    wrapper = _wrapper(addresses, with_prefixes(request), "INSERT", profile)
    return wrapper.message(repeatable=repeatable(request), accept="*/*")


def with_prefixes(text: str) -> str:
    r"""Put before a query or an update those of the usual prefixes that it uses.

    Examples:
        >>> with_prefixes("ASK { kg:a ?p ?o }")
        'PREFIX kg: <https://w3id.org/aikg/id/>\nASK { kg:a ?p ?o }'
    """
    used = [prefix for prefix in PREFIXES if f"{prefix}:" in text]
    # Those that stand in the usual way are found without looking at each word.
    usual = [prefix for prefix in used if f"PREFIX {prefix}:" in text]
    used = [prefix for prefix in used if prefix not in usual]
    if used and text.casefold().count("prefix") > len(usual):
        declared = set(_DECLARED.findall(text))
        used = [prefix for prefix in used if prefix not in declared]
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in used) + text


def repeatable(request: str) -> bool:
    """Whether an update does, if it is done twice, just what it does once.

    Examples:
        >>> repeatable("INSERT DATA { <urn:a> <urn:p> 1 } ; DELETE WHERE { <urn:b> ?p ?o }")
        True
        >>> repeatable("INSERT { ?s <urn:n> ?m } WHERE { ?s <urn:n> ?n BIND (?n + 1 AS ?m) }")
        False
    """
    return not _ONCE_ONLY.search(_DELETES.sub("", code(request)))


def _wrapper(addresses: Addresses, text: str, form: str, profile: Profile) -> _Wrapper:
    wrapper = _Wrapper(addresses.query, updateEndpoint=addresses.update)
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(POSTDIRECTLY if profile.direct else URLENCODED)
    wrapper.setOnlyConneg(True)
    rows = JSON if profile.exact else XML
    wrapper.setReturnFormat(N3 if form in ("CONSTRUCT", "DESCRIBE") else rows)
    # Its own look at the text would take what stands in comments for the form.
    wrapper.queryString, wrapper.queryType = text, form
    return wrapper


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper up to the request; it would send each over a connection of its own."""

    def message(self, *, repeatable: bool, accept: str | None) -> Message:
        """The request that it has made."""
        made = self._createRequest()
        body = made.data if isinstance(made.data, bytes) else None
        headers = {name: value for name, value in made.header_items() if name != "User-agent"}
        if accept is not None:
            headers["Accept"] = accept
        return Message("POST", made.full_url.removesuffix("?"), body, headers, repeatable)
