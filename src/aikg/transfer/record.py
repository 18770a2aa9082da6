"""The record of a load, in the store itself: what is being loaded, and whether it is finished.

It is a graph `…/loads` of one activity (PROV-O, section 3.1): when it began, which graphs it makes
and of which digest; when it ended stands there only once the receipt is clean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aikg.transfer.sides import LOADS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aikg.store import Store
    from aikg.transfer.sums import Sum

_NODE: Final = f"<{LOADS}>"
_READ: Final = f"""
SELECT ?began ?ended ?version ?graph ?digest WHERE {{
  GRAPH {_NODE} {{
    {_NODE} prov:startedAtTime ?began ; owl:versionInfo ?version .
    OPTIONAL {{ {_NODE} prov:endedAtTime ?ended }}
    OPTIONAL {{ {_NODE} prov:generated ?graph }}
    OPTIONAL {{ ?graph dc:identifier ?digest }}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Record:
    """What a store says was loaded into it.

    Attributes:
        began: when the load began, as `xsd:dateTime` in UTC.
        ended: when its receipt was clean; None while it is not finished.
        version: of the vocabulary.
        graphs: for each graph the digest of what was sent.
    """

    began: str
    ended: str | None
    version: str
    graphs: Mapping[str, str]


def read(store: Store) -> Record | None:
    """Give what a store says was loaded into it; None where nothing was."""
    rows = list(store.select(_READ))
    if not rows:
        return None
    first = rows[0]
    return Record(
        first["began"].value,
        first["ended"].value if first["ended"] is not None else None,
        first["version"].value,
        {
            row["graph"].value: row["digest"].value
            for row in rows
            if row["graph"] is not None and row["digest"] is not None
        },
    )


def begin(store: Store, graphs: Mapping[str, Sum], now: str, version: str) -> None:
    """Say that a load has begun and is not finished, in one request."""
    store.update(f"{_clear()} ;\n{_insert(graphs, now, version)}")


def finish(store: Store, now: str) -> None:
    """Say that it is finished."""
    store.update(
        f'INSERT DATA {{ GRAPH {_NODE} {{ {_NODE} prov:endedAtTime "{now}"^^xsd:dateTime }} }}'
    )


def forget(store: Store) -> None:
    """Say nothing of it any more."""
    store.update(_clear())


def _clear() -> str:
    return f"DELETE WHERE {{ GRAPH {_NODE} {{ ?s ?p ?o }} }}"


def _insert(graphs: Mapping[str, Sum], now: str, version: str) -> str:
    return "INSERT DATA {{ GRAPH {node} {{\n{lines}\n}} }}".format(
        node=_NODE, lines="\n".join(_lines(graphs, now, version))
    )


def _lines(graphs: Mapping[str, Sum], now: str, version: str) -> Iterable[str]:
    yield f'{_NODE} a prov:Activity ; rdfs:label "a load of the graph" ;'
    yield f'  prov:startedAtTime "{now}"^^xsd:dateTime ; owl:versionInfo "{version}" .'
    for graph, found in sorted(graphs.items()):
        yield f'{_NODE} prov:generated <{graph}> . <{graph}> dc:identifier "{found}" .'
