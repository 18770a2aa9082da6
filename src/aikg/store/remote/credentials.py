"""Who we are to a store: from the environment or ~/.netrc, and nowhere else.

Nothing of it is ever part of an address, a message or a log.
"""

from __future__ import annotations

import base64
import netrc
import os
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgr,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from aikg.ground.errors import EngineError, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

USER: Final = "AIKG_STORE_USER"
PASSWORD: Final = "AIKG_STORE_PASSWORD"
TOKEN: Final = "AIKG_STORE_TOKEN"


class Credentials:
    """Who we are, and how that is told to one store.

    Args:
        user: for Basic (RFC 7617) and Digest (RFC 7616) authentication, with
        password: its password.
        token: for Bearer authentication (RFC 6750); it goes before user and password.

    Examples:
        >>> credentials = Credentials("aladdin", "opensesame")
        >>> credentials.header("GET", "http://127.0.0.1/x") is None  # nobody has asked yet
        True
        >>> credentials.challenged(['Basic realm="x"'])
        True
        >>> credentials.header("GET", "http://127.0.0.1/x")
        'Basic YWxhZGRpbjpvcGVuc2VzYW1l'
        >>> credentials
        Credentials(user and password)
    """

    def __init__(self, user: str = "", password: str = "", token: str = "") -> None:
        self._user = user
        self._password = password
        self._token = token
        self._basic = ""
        self._digest: dict[str, str] = {}
        self._answering = AbstractDigestAuthHandler(_One(user, password))
        self._lock = Lock()  # it counts how often a challenge was answered

    @classmethod
    def of_environment(cls, url: str, environment: Mapping[str, str] = os.environ) -> Credentials:
        """Take `AIKG_STORE_TOKEN`, or `AIKG_STORE_USER` and `AIKG_STORE_PASSWORD`, or ~/.netrc.

        Args:
            url: the store's address; its host is looked up in the file that `NETRC` names, or
                ~/.netrc.
            environment: the environment.

        Raises:
            EngineError: the file cannot be read as one of its kind.
        """
        token, user = environment.get(TOKEN, ""), environment.get(USER, "")
        if token or user:
            return cls(user, environment.get(PASSWORD, ""), token)
        file = Path(environment.get("NETRC") or Path.home() / ".netrc")
        if not file.is_file():
            return cls()
        try:
            found = netrc.netrc(str(file)).authenticators(urlsplit(url).hostname or "")
        except (OSError, netrc.NetrcParseError, UnicodeDecodeError):
            # What is wrong is not repeated: the line may hold a password.
            raise EngineError(
                "passwords cannot be read",
                expected="a file of the form of ~/.netrc that only its owner can read",
                where=Place(str(file)),
            ) from None
        return cls(found[0], found[2] or "") if found else cls()

    def __bool__(self) -> bool:
        return bool(self._token or self._user)

    def __repr__(self) -> str:
        kind = "token" if self._token else "user and password" if self._user else "none"
        return f"Credentials({kind})"

    def header(self, method: str, url: str) -> str | None:
        """Give what the header Authorization is to say; None for nothing."""
        if self._token:
            return f"Bearer {self._token}"
        if self._digest:
            request = Request(url, method=method)
            with self._lock:
                told: str | None = self._answering.get_authorization(request, self._digest)
            return f"Digest {told}" if told else None
        return self._basic or None

    def challenged(self, challenges: list[str]) -> bool:
        """Take what a store asks for in its headers WWW-Authenticate.

        Returns:
            Whether there is an answer, so that it is worth to try again.
        """
        if self._token or not self._user:
            return False
        by_scheme = {
            text.partition(" ")[0].casefold(): text.partition(" ")[2] for text in challenges
        }
        if "digest" in by_scheme:
            self._digest = parse_keqv_list(parse_http_list(by_scheme["digest"]))
            return True
        if "basic" in by_scheme:
            pair = f"{self._user}:{self._password}".encode()
            self._basic = f"Basic {base64.b64encode(pair).decode('ascii')}"
            return True
        return False


class _One(HTTPPasswordMgr):
    """One pair for whatever is asked: the connection goes to one store alone."""

    def __init__(self, user: str, password: str) -> None:
        super().__init__()
        self._pair = user, password

    def find_user_password(self, realm: str, authuri: str) -> tuple[str, str]:
        """Give the pair."""
        del realm, authuri
        return self._pair
