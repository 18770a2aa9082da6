"""Finding a store: which product answers at an address, and where it takes what."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aikg.ground.errors import EngineError, UnknownName
from aikg.store.remote import faults, requests
from aikg.store.remote.addresses import Addresses, candidates, checked
from aikg.store.remote.answers import results
from aikg.store.remote.credentials import Credentials
from aikg.store.remote.exchange import Exchange
from aikg.store.remote.faults import Refusal
from aikg.store.remote.limits import Limits
from aikg.store.remote.paged import PagedStore
from aikg.store.remote.profiles import GENERIC, PROFILES, Profile, by_server
from aikg.store.remote.store import RemoteStore

if TYPE_CHECKING:
    from collections.abc import Mapping

PRODUCT: Final = "AIKG_STORE_PRODUCT"
"""The environment variable that names the product where its answers do not."""
_NEPTUNE: Final = ".neptune.amazonaws.com"


def open_remote(
    url: str,
    *,
    product: str = "",
    credentials: Credentials | None = None,
    limits: Limits | None = None,
    environment: Mapping[str, str] = os.environ,
) -> RemoteStore:
    """Open the store at an address, once it is known what product it is.

    Args:
        url: the address that people know the store by, or that of its queries.
        product: such as `virtuoso`; what the store says of itself by default.
        credentials: who we are; from the environment or ~/.netrc by default.
        limits: how long and how much one request may take.
        environment: the environment.

    Raises:
        InputError: it is no address, or has a password in it.
        UnknownName: there is no profile of that product.
        EngineError: the store is not reached, or there is none at the address.
    """
    checked(url)
    exchange = Exchange(
        credentials or Credentials.of_environment(url, environment),
        limits or Limits.of_environment(environment),
    )
    named = product or environment.get(PRODUCT, "")
    try:
        found, server = _answering(url, exchange)
        profile = _named(named) if named else _told(found, server)
        addresses = Addresses.below(found, profile, named=exchange.named).given(environment)
    except BaseException:
        exchange.close()
        raise
    if profile is GENERIC:
        addresses = Addresses(found, found, found).given(environment)
    kind = RemoteStore if profile.exact else PagedStore
    return kind(addresses, profile, exchange)


def _answering(url: str, exchange: Exchange) -> tuple[str, str]:
    """The address that answers queries, and what it says of its product."""
    refused: EngineError | None = None
    for candidate in candidates(url):
        message = requests.query_message(Addresses(candidate, "", ""), "ASK {}", "ASK", GENERIC)
        try:
            reply = exchange.ask(message)
            results(candidate, reply.body)
        except Refusal as refusal:
            # That it does not know us says more than that there is nothing.
            if refused is None or refusal.status in (401, 403):
                refused = refusal
            if refusal.status >= 500:
                break
        except EngineError as fault:
            if not str(fault.problem).startswith("the answer"):
                raise
            refused = refused or fault
        else:
            return candidate, reply.headers.get("Server", "")
    raise refused or faults.unreadable(url, "a SPARQL endpoint", b"")


def _told(url: str, server: str) -> Profile:
    if (urlsplit(url).hostname or "").endswith(_NEPTUNE):
        return PROFILES["neptune"]
    return by_server(server)


def _named(product: str) -> Profile:
    known = PROFILES.get(product.casefold())
    if known is None:
        raise UnknownName.among("product", product, [p.name for p in PROFILES.values()])
    return known
