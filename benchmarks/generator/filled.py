"""A store in memory with all that follows from made-up deals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from aikg.derive import derive_all
from aikg.ground import packaged
from aikg.ground.terms import ONTOLOGY_GRAPH
from aikg.store import EmbeddedStore
from generator.stream import Tally, generate

if TYPE_CHECKING:
    from pathlib import Path

SEED = 7
"""The seed of all graphs that benchmarks compare."""


def filled(deals: int, folder: Path) -> ox.Store:
    """Make a graph, leave it as `made.nq` in a folder, load it and derive all that follows."""
    file = folder / "made.nq"
    with file.open("w", encoding="utf-8") as stream:
        stream.writelines(generate(deals, SEED, Tally()))
    raw = ox.Store()
    store = EmbeddedStore(raw)
    for ontology in packaged.ontology_files():
        store.load_file(ONTOLOGY_GRAPH, ontology)
    store.load_quads(file)
    derive_all(store)
    return raw
