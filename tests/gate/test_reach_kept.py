"""How far shapes look is written down, and read off them where that is of no use."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import shapes_reach
from aikg.gate.check import packaged_shapes
from aikg.gate.reach import Reach, kept, written
from aikg.gate.shacl import Shapes
from aikg.ground.packaged import reach_file, shape_files


def test_what_is_written_down_of_the_packaged_shapes_is_what_they_say():
    """Run `.venv/bin/python tools/shapes_reach.py` after a change of the shapes."""
    assert reach_file().read_text(encoding="utf-8") == shapes_reach.text()


def test_what_is_written_down_is_the_same_reach():
    read_off, read_back = Reach.of(packaged_shapes().triples), kept(reach_file(), shape_files())
    assert read_back
    assert [*read_back.automaton.edges()] == [*read_off.automaton.edges()]
    assert replace(read_back, automaton=read_off.automaton) == read_off


def of_p(folder: Path) -> Path:
    """A file of shapes that look along one property."""
    file = folder / "shapes.ttl"
    file.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ;"
        "sh:targetClass <urn:C> ; sh:property [ sh:path <urn:p> ; sh:minCount 1 ] ."
    )
    return file


@pytest.mark.parametrize("text", ["", "{}", "[]", "{", '{"shapes": ["DIGEST"], "steps": [[0]]}'])
def test_shapes_are_read_where_what_is_written_down_is_of_no_use(tmp_path, text):
    file, shapes = tmp_path / "reach.json", of_p(tmp_path)
    digest = json.loads(written(Reach.of([]), [shapes]))["shapes"][0]
    file.write_text(text.replace("DIGEST", digest))
    assert kept(file, [shapes]) is None
    assert Shapes.load([shapes], file).reach.classes == {"urn:C"}


def test_shapes_are_read_where_what_is_written_down_is_of_others(tmp_path):
    file, shapes = tmp_path / "reach.json", of_p(tmp_path)
    file.write_text(written(Shapes.load([shapes]).reach, [shapes]))
    assert Shapes.load([shapes], file).reach.automaton.taking("urn:p", inverse=False)
    shapes.write_text(shapes.read_text().replace("urn:p", "urn:q"))
    assert kept(file, [shapes]) is None
    assert Shapes.load([shapes], file).reach.automaton.taking("urn:q", inverse=False)


def test_how_lines_end_does_not_make_other_shapes(tmp_path):
    file, shapes = tmp_path / "reach.json", of_p(tmp_path)
    shapes.write_bytes(shapes.read_bytes() + b"\n")
    file.write_text(written(Shapes.load([shapes]).reach, [shapes]))
    shapes.write_bytes(shapes.read_bytes().replace(b"\n", b"\r\n"))
    assert kept(file, [shapes])
