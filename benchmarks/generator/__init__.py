"""Made-up markets of any size, told by made-up sources in the vocabulary of this project.

quads.py      N-Quads text, graph by graph
dice.py       chance, the same for the same seed on every machine
market.py     who there is: organizations of skewed weight, units, platforms, models
amounts.py    money in words and in bounds, with its hedges
dates.py      instants, publication dates, dates as told
deals.py      what is agreed: kinds, roles, amounts
clusters.py   deals that hang together: tranches, programmes, replacements, overlaps
wording.py    the words that tell a stage
telling.py    one claim of one source on one deal
asides.py     what stands beside it: conditions, rights, opinions, holdings
stream.py     all of it, source by source, in memory that does not grow
filled.py     a store in memory with all that follows from it
"""

from generator.stream import Tally, generate

__all__ = ["Tally", "generate"]
