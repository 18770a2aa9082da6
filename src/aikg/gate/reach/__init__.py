"""Reach: which nodes a change can affect, and which triples it takes to judge them.

automaton.py  the steps that shapes take away from a node
paths.py      property paths, as SHACL and SPARQL have them, turned into steps
patterns.py   the steps of a SPARQL constraint
reading.py    the steps of a set of shapes, read off its triples
kept.py       the same, written down once for shapes that do not change
overlay.py    what is told, as it will be after a change
slicing.py    a change's slice: walked backwards to the nodes, forwards to the triples
"""

from aikg.gate.reach.kept import kept, written
from aikg.gate.reach.overlay import Change, Told
from aikg.gate.reach.reading import Reach
from aikg.gate.reach.slicing import Slice, as_it_stands, slice_of

__all__ = ["Change", "Reach", "Slice", "Told", "as_it_stands", "kept", "slice_of", "written"]
