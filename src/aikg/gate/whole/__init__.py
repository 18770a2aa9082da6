"""The whole of a store, checked in slices: what a change costs, once for each batch of nodes.

distinct.py  terms, each once, in memory that does not grow with them
batches.py   the nodes that shapes can target, a batch at a time, each in one batch
crew.py      processes that validate slices, which they get as text
worker.py    such a process
graphs.py    a named graph of a store as a document, for what shapes cannot say
judging.py   what is found of a slice: of its own nodes alone
tally.py     the findings: counted all, kept up to a bound
checking.py  the check itself
"""

from aikg.gate.whole.checking import KEPT, check_whole

__all__ = ["KEPT", "check_whole"]
