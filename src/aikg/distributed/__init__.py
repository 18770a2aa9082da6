"""A dump that is too large for one machine, validated and counted on Apache Spark.

What is validated and counted is what one machine would: the same slices, the same clusters, judged
and counted by the same code. Spark only brings to one place what belongs together.

session.py     a session of Spark, and what keeps one from starting
dump.py        N-Quads as rows of terms, as the embedded engine keeps them
pasted.py      steps that are kept on disk, so that a machine that dies costs its own work alone
components.py  what is linked, found in rounds of joins
parts.py       whole clusters parted, and all that hangs on their claims
counting.py    the clusters of a part, counted
adding.py      what positions add up to between any two organizations
focusing.py    the nodes that shapes can target, in batches
walking.py     the slices of all batches, walked together
validating.py  a slice, validated; a named graph, word by word
job.py         all of it, from a dump to files and a report

Each function that other processes run stands in a module that imports no Spark.
"""

from aikg.distributed.job import Outcome, run
from aikg.distributed.session import session

__all__ = ["Outcome", "run", "session"]
