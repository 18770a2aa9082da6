"""Write ontology/shapes/reach.json: how far the shapes look, read off them once and not by each process.

Run it in the environment of the checkout::

    .venv/bin/python tools/shapes_reach.py

A test fails while it and the shapes differ; until then a check reads the shapes themselves.
"""

from __future__ import annotations

import sys

from aikg.gate.reach import Reach, written
from aikg.gate.shacl import Shapes
from aikg.ground.packaged import reach_file, shape_files


def text() -> str:
    """What the file is to say."""
    files = shape_files()
    return written(Reach.of(Shapes.load(files).triples), files)


if __name__ == "__main__":
    reach_file().write_text(text(), encoding="utf-8")
    print(reach_file().name)
    sys.exit(0)
