"""Money loops: cycles of live flows, and whether their legs are live at one time.

heaviest.py   the loops that can carry the most, without listing all of them
ranked.py     the same of a store, whose smaller payments are not even read
cycles.py     which legs lie on a short cycle, and the cycles in their order
overlap.py    whether all legs of a loop are live at one instant
"""

from aikg.derive.loops.heaviest import Edge, Loop, heaviest_loops
from aikg.derive.loops.overlap import overlap
from aikg.derive.loops.ranked import ranked_loops

__all__ = ["Edge", "Loop", "heaviest_loops", "overlap", "ranked_loops"]
