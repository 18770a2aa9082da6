"""Which form a query has, known by its text: nothing that is stored is asked for it."""

from __future__ import annotations

from typing import Literal

import pyoxigraph as ox

from aikg.ground.terms import PREFIXES
from aikg.store.faults import malformed
from aikg.store.refusals import refuse_deep, refuse_service, refuse_surrogates

Form = Literal["SELECT", "ASK", "CONSTRUCT"]
"""CONSTRUCT stands for DESCRIBE too: both give triples."""


def form_given(query: str) -> Form:
    """Give the form of a query that a user wrote.

    Raises:
        SyntaxFault: it is no SPARQL; says where.
        InputError: it calls another endpoint, or would bring the engine down.
    """
    refuse_surrogates(query)
    refuse_deep(query)
    return form_of(query)


def form_of(query: str) -> Form:
    """Give the form of a query, as the embedded engine reads it.

    Raises:
        SyntaxFault: it is no SPARQL; says where.
        InputError: it calls another endpoint.

    Examples:
        >>> form_of("SELECT * { ?s ?p ?o }"), form_of("DESCRIBE kg:openai")
        ('SELECT', 'CONSTRUCT')
    """
    # An ASK is answered as it is read, on an empty store: what it calls would be called.
    refuse_service(query)
    try:
        found = ox.Store().query(query, prefixes=PREFIXES)
    except SyntaxError as fault:
        raise malformed("query", query, fault) from None
    except RuntimeError:  # it has a function that only the store may know
        return "SELECT"
    if isinstance(found, ox.QuerySolutions):
        return "SELECT"
    return "ASK" if isinstance(found, ox.QueryBoolean) else "CONSTRUCT"
