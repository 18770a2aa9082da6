"""The record of a load, in the store itself: what is being loaded, and whether it is finished.

It stands in the graph `…/record`, as an activity (PROV-O, section 3.1): when it began, which graphs
it makes, by the names that they have there, and of which digest; when it ended stands there only once
the receipt is clean.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from aikg.ground.terms import RECORD_GRAPH
from aikg.transfer.placed import at_home, called

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aikg.store import Store
    from aikg.transfer.sums import Sum

_GRAPH: Final = "GRAPH graph:record"
# A query to a store whose graphs are placed elsewhere cannot name it.
_NODE: Final = f"<{RECORD_GRAPH}#load>"
_READ: Final = f"""
SELECT ?began ?ended ?version ?digest {{
  {_GRAPH} {{ ?load prov:startedAtTime ?began ; owl:versionInfo ?version }}
  OPTIONAL {{ {_GRAPH} {{ ?load prov:endedAtTime ?ended }} }}
  OPTIONAL {{ {_GRAPH} {{ ?load dc:identifier ?digest }} }}
}}
"""
_MADE: Final = f"SELECT ?graph {{ {_GRAPH} {{ ?load prov:generated ?graph }} }} ORDER BY ?graph"
_CLEAR: Final = f"DELETE WHERE {{ {_GRAPH} {{ {_NODE} ?property ?value }} }}"
_UNFINISHED: Final = f"""
DELETE WHERE {{ {_GRAPH} {{ {_NODE} prov:endedAtTime ?ended }} }} ;
DELETE WHERE {{ {_GRAPH} {{ {_NODE} dc:identifier ?digest }} }}"""
BATCH: Final = 400
"""Graphs that one request tells of, a triple each: so many any product takes."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a store says was loaded into it.

    Attributes:
        began: when the load began, as `xsd:dateTime` in UTC.
        ended: when its receipt was clean; None while it is not finished.
        version: of the vocabulary.
        digest: of all that was loaded, by value; empty while it is not finished.
        graphs: the IRIs of the graphs, as they are called at home.
    """

    began: str
    ended: str | None
    version: str
    digest: str
    graphs: tuple[str, ...]


def read(store: Store) -> Record | None:
    """Give what a store says was loaded into it; None where nothing was."""
    told = next(iter(store.select(_READ)), None)
    if told is None:
        return None
    ended = told["ended"]
    return Record(
        _text(told["began"]),
        None if ended is None else _text(ended),
        _text(told["version"]),
        "" if told["digest"] is None else _text(told["digest"]),
        tuple(at_home(store, _text(row["graph"])) for row in store.select(_MADE)),
    )


def begin(store: Store, now: str, version: str) -> None:
    """Say that a load has begun and is not finished; what earlier ones made is still told."""
    store.update(f"{_UNFINISHED} ;\n{_begun(now, version)}")


def claim(store: Store, graphs: Iterable[str]) -> None:
    """Say which graphs the load makes, before it does."""
    for batch in _batches(graphs):
        store.update(f"INSERT DATA {{ {_GRAPH} {{\n{_made(store, batch)}\n}} }}")


def disclaim(store: Store, graphs: Iterable[str]) -> None:
    """Say that graphs of earlier loads are no more, once they are removed."""
    for batch in _batches(graphs):
        store.update(f"DELETE DATA {{ {_GRAPH} {{\n{_made(store, batch)}\n}} }}")


def finish(store: Store, now: str, digest: Sum) -> None:
    """Say that it is finished: its receipt is clean."""
    store.update(
        f"{_UNFINISHED} ;\n"
        f'INSERT DATA {{ {_GRAPH} {{ {_NODE} prov:endedAtTime "{now}"^^xsd:dateTime ;'
        f' dc:identifier "{digest}" }} }}'
    )


def undo(store: Store) -> None:
    """Say that what was loaded is being removed: it is no longer finished."""
    store.update(_UNFINISHED)


def forget(store: Store) -> None:
    """Say nothing of it any more."""
    store.update(_CLEAR)


def _batches(graphs: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(sorted(graphs))
    while batch := list(islice(rest, BATCH)):
        yield batch


def _made(store: Store, graphs: Iterable[str]) -> str:
    return "\n".join(f"{_NODE} prov:generated <{called(store, graph)}> ." for graph in graphs)


def _begun(now: str, version: str) -> str:
    return f"""
DELETE WHERE {{ {_GRAPH} {{ {_NODE} prov:startedAtTime ?began ; owl:versionInfo ?version }} }} ;
INSERT DATA {{ {_GRAPH} {{
  {_NODE} a prov:Activity ; prov:startedAtTime "{now}"^^xsd:dateTime ;
    owl:versionInfo "{version}" .
}} }}"""


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else ""
