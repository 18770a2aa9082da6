"""The three addresses of a store: of queries, of updates, and of the Graph Store Protocol."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit, urlunsplit

from aikg.ground.errors import InputError
from aikg.store.protocol import is_address
from aikg.store.remote.profiles import PROFILES, Profile

if TYPE_CHECKING:
    from collections.abc import Mapping

UPDATE: Final = "AIKG_STORE_UPDATE"
GRAPHS: Final = "AIKG_STORE_GRAPHS"


@dataclass(frozen=True)
class Addresses:
    """Where a store is asked, changed, and read and written graph by graph.

    Attributes:
        query: of the SPARQL 1.1 Protocol, section 2.1.
        update: of its section 2.2.
        graphs: of the SPARQL 1.1 Graph Store HTTP Protocol, by indirect identification (4.2).
    """

    query: str
    update: str
    graphs: str

    @classmethod
    def below(cls, url: str, profile: Profile, *, named: bool = True) -> Addresses:
        """Put together the addresses of a product's store, from the one that people know it by.

        The address of its queries does as well. `AIKG_STORE_UPDATE` and `AIKG_STORE_GRAPHS` name
        the other two where they stand elsewhere.

        Args:
            url: the store's address, or that of its queries.
            profile: the product.
            named: whether there are credentials for it.

        Examples:
            >>> from aikg.store.remote.profiles import PROFILES
            >>> Addresses.below("http://127.0.0.1:3030/deals/query", PROFILES["fuseki"]).graphs
            'http://127.0.0.1:3030/deals/data'
            >>> at = "http://127.0.0.1:7200/repositories/r"
            >>> Addresses.below(at, PROFILES["graphdb"]).update
            'http://127.0.0.1:7200/repositories/r/statements'
        """
        base = _base(url, profile)
        paths = (profile.query, profile.update, profile.graphs)
        if profile.unnamed and not named:
            paths = profile.unnamed
        return cls(*(_joined(base, path) for path in paths))

    def given(self, environment: Mapping[str, str] = os.environ) -> Addresses:
        """Put in the place of those that were found the ones that the environment names."""
        return Addresses(
            self.query,
            checked(environment.get(UPDATE) or self.update),
            checked(environment.get(GRAPHS) or self.graphs),
        )


def checked(url: str) -> str:
    """Give an address back if it is one that may be used and shown.

    Raises:
        InputError: it is none, or has a user or a password in it.

    Examples:
        >>> checked("http://me:secret@127.0.0.1/sparql")
        Traceback (most recent call last):
        aikg.ground.errors.InputError: the address of a store has a user or password in it: ...
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if not is_address(url) or not parts.hostname or port == 0:
        raise InputError(
            "this is no address of a store",
            expected="one such as http://127.0.0.1:7878",
            found=shown(url),
        )
    if parts.username is not None or parts.password is not None:
        raise InputError(
            "the address of a store has a user or password in it",
            expected="an address that may be seen by anybody",
            mend="Put them into AIKG_STORE_USER and AIKG_STORE_PASSWORD, or into ~/.netrc.",
        )
    return url


def shown(url: str) -> str:
    """An address as it may be shown and logged: without user, password, query and fragment.

    Examples:
        >>> shown("https://me:secret@127.0.0.1:8890/sparql?key=secret")
        'https://127.0.0.1:8890/sparql'
    """
    head, sep, rest = url.partition("://")
    if not sep:
        return "an address without http://"
    place, _, path = rest.partition("/")
    clean = place.rsplit("@", 1)[-1]
    return f"{head}://{clean}/{path}".split("?", 1)[0].split("#", 1)[0].rstrip("/")


def candidates(url: str) -> list[str]:
    """The addresses at which the queries of a store may be answered, the likeliest first.

    Examples:
        >>> candidates("http://127.0.0.1:7878")
        ['http://127.0.0.1:7878/query', 'http://127.0.0.1:7878/sparql', 'http://127.0.0.1:7878']
        >>> candidates("http://127.0.0.1:8890/sparql")[0]
        'http://127.0.0.1:8890/sparql'
    """
    path = urlsplit(url).path.rstrip("/")
    below = [_joined(url, "query"), _joined(url, "sparql")]
    last = path.rsplit("/", 1)[-1]
    return [*below, url] if not path or last not in _QUERIES else [url, *below]


_QUERIES: Final = frozenset(
    {"sparql"} | {profile.query for profile in PROFILES.values() if profile.query}
)


def _base(url: str, profile: Profile) -> str:
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    head, _, last = path.rpartition("/")
    # "sparql" is where Virtuoso and others answer; only Neptune keeps the rest below it.
    if last and (last == profile.query or (last == "sparql" and profile.query)):
        path = head
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _joined(base: str, path: str) -> str:
    return f"{base.rstrip('/')}/{path}" if path else base
