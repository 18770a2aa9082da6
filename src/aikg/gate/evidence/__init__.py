"""Whether the words of a source carry what a claim says: numbers, hedges, clauses, parties."""
