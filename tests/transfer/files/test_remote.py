"""A graph in another store is exported in place, and comes out to the byte as it went in."""

from __future__ import annotations

from pathlib import Path

import aikg
from aikg.graph import Graph
from transfer.files.graphs import written


def test_what_another_store_holds_is_exported_in_place(
    graph: Graph, target: str, tmp_path: Path
) -> None:
    """In a folder, in Oxigraph's server, and in Virtuoso."""
    graph.load(target, answers=False)
    folders = {"here": tmp_path / "here", "there": tmp_path / "there"}
    for folder in folders.values():
        folder.mkdir()
    with aikg.open(target) as there:
        for name, each in (("here", graph), ("there", there)):
            folder = folders[name]
            each.export(folder / "graph.nq", describe=folder / "graph.void.ttl")
            (folder / "graph.graphml").write_bytes(written(each.store, "graphml"))
    for file in sorted(folders["here"].iterdir()):
        assert (folders["there"] / file.name).read_bytes() == file.read_bytes(), file.name
