"""Counting: claims in, positions out; a pure function of one cluster of agreements.

A cluster is what hangs together by parts, programmes, replacements and overlaps. The eight rules of
counting (`docs/model.md` has them, by number) are spread over the rooms here, each of which names the
ones it keeps:

    told.py             what goes in: claims as told
    positions.py        what comes out: positions
    events.py     1     what happens to an agreement: which events are one, and their order
    history.py    1     one history of stages and figures for each agreement
    histories.py  1     the same in one reading, with what a whole and a successor do to it
    terms.py      1, 7  rates with the terms that other sources tell
    states.py     5, 6  a history played through: what binds, what was paid, what has ended
    depending.py  5     conditions, whoever tells that they are met
    figures.py    5, 7  what a figure commits and allows, rates included
    rivals.py     2     statements, and which of them cannot both be right
    disputes.py   2     disputes, and the readings of them
    bonds.py      3, 6  parts, successors, conversions and overlaps, as claims tell them
    wholes.py     3     wholes and their parts
    containing.py 3     the same in one reading: what is inside, what is left, and who owes it
    ahead.py      3     wholes that may have begun before parts whose dates come first
    conversions.py      agreements that were turned into others
    overlaps.py   7     amounts that overlap
    sides.py      4, 8  who pays and who is paid, and which claims that rests on
    cluster.py    3, 6  all of it at one state of knowledge, told in one way
    choices.py    2     which readings are told where there are too many
    readings.py   2     all of it at one state of knowledge, in every reading
    timeline.py         values that change in time
    knowledge.py        which claims are known, and stand, from when on
    clocks.py           states of knowledge joined into positions on two clocks
    gaps.py             the times between the days on which something may begin or end
    firm.py       8     how long it is sure that what a position tells stands
    changes.py    8     changes that concern several agreements
    settled.py    2     what is disputed at last, and by which rule it was settled
"""

from aikg.derive.counting.clocks import Tally, count, tally
from aikg.derive.counting.positions import Position
from aikg.derive.counting.settled import Settled
from aikg.derive.counting.told import Claim, Cluster, Condition, Figure, Stage

__all__ = [
    "Claim",
    "Cluster",
    "Condition",
    "Figure",
    "Position",
    "Settled",
    "Stage",
    "Tally",
    "count",
    "tally",
]
