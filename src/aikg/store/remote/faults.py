"""What is said when a store cannot be reached, refuses, breaks off, or cannot be believed."""

from __future__ import annotations

import re
import ssl
from http.client import HTTPException
from typing import Final

from aikg.ground.errors import EngineError, Place
from aikg.store.remote.addresses import shown

_TAG: Final = re.compile(r"<[^<>]*>")
_NOT_ALLOWED: Final = re.compile(r"\bSR186\b|\bno permission\b", re.IGNORECASE)
"""How Virtuoso says, as a failure of its own, that whoever gives no name may not write."""
_UNKNOWN: Final = (
    "Whether it was done is not known: do the same again, which first takes back what is half done."
)


class Refusal(EngineError):  # noqa: N818
    """A store answered with a state of 300 or above.

    Attributes:
        status: the state, of RFC 9110, section 15.
        said: what it said, as text.
    """

    status: int = 0
    said: str = ""


def refused(url: str, status: int, body: bytes, location: str = "") -> Refusal:
    """Tell that a store does not do what it was asked to.

    Examples:
        >>> print(refused("http://127.0.0.1:8890/sparql", 500, b"Error SR186: No permission"))
        http://127.0.0.1:8890/sparql: the store does not know us, or does not allow it: found HTTP ...
        >>> print(refused("http://127.0.0.1:7878/query", 404, b"<h1>Not found</h1>"))
        http://127.0.0.1:7878/query: there is no store at this address: found HTTP 404, Not found. ...
    """
    said = " ".join(_TAG.sub(" ", body.decode("utf-8", "replace")).split())
    found = f"HTTP {status}{', ' if said else ''}{said}"
    problem, mend = "the store refuses the request", ""
    if 300 <= status < 400:
        problem, found = "the store is at another address", f"HTTP {status}, {shown(location)}"
        mend = "Give that address, if it is to be trusted."
    elif status in (401, 403) or (status >= 400 and _NOT_ALLOWED.search(said)):
        problem = "the store does not know us, or does not allow it"
        mend = (
            "Put AIKG_STORE_USER and AIKG_STORE_PASSWORD, or AIKG_STORE_TOKEN, into the "
            "environment, or the host into ~/.netrc."
        )
    elif status == 404:
        problem = "there is no store at this address"
        mend = "Give the address of its queries, such as http://127.0.0.1:7878/query."
    elif status == 413:
        problem = "the store takes no request so long"
    elif status in (408, 429, 502, 503, 504):
        problem = "the store is too busy, or away"
        mend = "Try again later."
    elif status >= 500:
        problem = "the store failed"
        mend = "Its own log may say more."
    fault = Refusal(problem, found=found, where=Place(shown(url)), mend=mend)
    fault.status, fault.said = status, said
    return fault


def not_reached(url: str, fault: Exception) -> EngineError:
    """Tell that there is no connection to a store."""
    if isinstance(fault, ssl.SSLCertVerificationError):
        found, mend = (
            f"a certificate that does not prove it ({fault.verify_message})",
            "Let SSL_CERT_FILE name the file with the certificate of its issuer.",
        )
    elif isinstance(fault, TimeoutError):
        found, mend = "no answer in time", "Is the address right, and the store running?"
    else:
        reason = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
        found, mend = str(reason), "Is the address right, and the store running?"
    return EngineError("the store is not reached", found=found, where=Place(shown(url)), mend=mend)


def broken(url: str, fault: Exception, *, done: bool) -> EngineError:
    """Tell that a store hung up in the midst of a request or an answer.

    Args:
        url: the address.
        fault: what happened.
        done: whether it does not matter that the request may have been carried out.
    """
    reason = getattr(fault, "strerror", None) or type(fault).__name__
    if isinstance(fault, HTTPException):
        reason = "an answer that breaks off, or is no HTTP"
    return EngineError(
        "the connection to the store broke",
        expected="a whole answer",
        found=str(reason),
        where=Place(shown(url)),
        mend="Try again." if done else _UNKNOWN,
    )


def late(url: str, seconds: float, *, done: bool) -> EngineError:
    """Tell that a store takes too long."""
    return EngineError(
        "the store takes too long",
        expected=f"a whole answer within {seconds:g} seconds",
        where=Place(shown(url)),
        mend="Ask for less, or allow more seconds with AIKG_STORE_TIMEOUT." if done else _UNKNOWN,
    )


def huge(url: str, most: int) -> EngineError:
    """Tell that an answer does not end."""
    return EngineError(
        "the answer of the store does not end",
        expected=f"at most {most:,} bytes",
        where=Place(shown(url)),
        mend="Ask for less, such as with LIMIT.",
    )


def cut(url: str, what: str = "an answer that breaks off") -> EngineError:
    """Tell that an answer is not whole, though the store says that it is."""
    return EngineError(
        "the answer of the store is not whole",
        expected="all of it",
        found=what,
        where=Place(shown(url)),
        mend="The store's own time-out may be too short, or it cuts long answers: raise its limits.",
    )


def unreadable(url: str, kind: str, body: bytes) -> EngineError:
    """Tell that an answer is none of the kind that was asked for."""
    begins = " ".join(body[:200].decode("utf-8", "replace").split())
    return EngineError(
        "the answer of the store cannot be read",
        expected=kind,
        found=begins or "nothing",
        where=Place(shown(url)),
        mend="Is this the address of a SPARQL endpoint?",
    )
