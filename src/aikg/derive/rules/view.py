"""The named graphs of a store, seen with some triples hidden and some added, without writing."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import Literal, Triple, Variable

from aikg.derive.rules.pattern import Pattern, key_of, named, values
from aikg.derive.rules.rule import hold, in_any_graph, parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import NamedNode

    from aikg.derive.rules.pattern import Row, Term
    from aikg.store import Store

_ROW: Final = Variable("row")
_ENDS: Final = (Variable("s"), Variable("p"), Variable("o"))

# Rows of an inline table: a query stays short enough for every engine.
_ROWS: Final = 200


class View:
    """All named graphs of a store as one, with some triples hidden and some added.

    Each question is one query by look-ups from known terms, for up to 200 rows at a time, so that it
    costs what it finds and not what the store holds.

    Args:
        store: the store; it is only read.

    Examples:
        >>> from pyoxigraph import NamedNode
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:pays> <urn:b> } }")
        >>> a, pays, b, c = map(NamedNode, ("urn:a", "urn:pays", "urn:b", "urn:c"))
        >>> view = View(store)
        >>> view.add(Triple(a, pays, c))
        >>> link = Pattern(Variable("x"), pays, Variable("y"))
        >>> [row[Variable("y")].value for row in view.extend(link, [{Variable("x"): a}])]
        ['urn:b', 'urn:c']
        >>> view.hide([Triple(a, pays, b)])
        >>> [row[Variable("y")].value for row in view.extend(link, [{Variable("x"): a}])]
        ['urn:c']
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._hidden: dict[str, set[Triple]] = defaultdict(set)
        self._added: dict[str, set[Triple]] = defaultdict(set)

    def add(self, triple: Triple) -> None:
        """See a triple that the store may not hold."""
        self._added[key_of(triple)].add(triple)

    def hide(self, triples: Iterable[Triple]) -> None:
        """See triples no longer, neither in the store nor as added."""
        for triple in triples:
            self._hidden[key_of(triple)].add(triple)
            self._added[key_of(triple)].discard(triple)

    def show(self, triple: Triple) -> None:
        """See a hidden triple again, if the store holds it."""
        self._hidden[key_of(triple)].discard(triple)

    def located(self, triples: Collection[Triple]) -> dict[Triple, set[str]]:
        """Give the named graphs of the store in which each triple stands, hidden or not."""
        known = list(triples)
        found: dict[Triple, set[str]] = {triple: set() for triple in known}
        rows = [(named(t.subject), t.predicate, named(t.object)) for t in known]
        for table in _tables(_ENDS, enumerate(rows)):
            query = f"SELECT ?row ?g WHERE {{ {table} GRAPH ?g {{ ?s ?p ?o }} }}"
            for answer in self._store.select(query):
                found[known[_number(answer[_ROW])]].add(cast("NamedNode", answer["g"]).value)
        return found

    def holding(self, triples: Collection[Triple]) -> set[Triple]:
        """Give those of the triples that are seen."""
        known = set(triples)
        seen = {triple for triple in known if triple in self._added.get(key_of(triple), ())}
        asked = [t for t in known - seen if t not in self._hidden.get(key_of(t), ())]
        return seen | {triple for triple, graphs in self.located(asked).items() if graphs}

    def extend(self, pattern: Pattern, rows: Sequence[Row]) -> list[Row]:
        """Give each row, with the values that the pattern's other variables can take beside it."""
        if not rows:
            return []
        bound = [one for one in pattern.variables if one in rows[0]]
        groups: dict[tuple[Term, ...], list[Row]] = defaultdict(list)
        for row in rows:
            groups[tuple(row[one] for one in bound)].append(row)
        found = []
        for key, new in self._matches(pattern, bound, list(groups)):
            found += [row | new for row in groups[key]]
        return found

    def satisfied(self, patterns: Iterable[Pattern], rows: Sequence[Row]) -> list[Row]:
        """Give those of the rows beside which all the patterns hold, whatever their other values."""
        left = list(rows)
        if left:
            for group in parts(patterns, left[0].keys()):
                left = self._beside(group, left)
                if not left:
                    break
        return left

    def _matches(
        self, pattern: Pattern, bound: list[Variable], keys: list[tuple[Term, ...]]
    ) -> Iterator[tuple[tuple[Term, ...], Row]]:
        hidden = self._hidden.get(pattern.key, ())
        free = [one for one in pattern.variables if one not in bound]
        wanted = " ".join(map(str, (_ROW, *free)))
        for table in _tables(bound, enumerate(keys)):
            query = f"SELECT DISTINCT {wanted} WHERE {{ {table} {in_any_graph(pattern, 0)} }}"
            for answer in self._store.select(query):
                key = keys[_number(answer[_ROW])]
                new: Row = {one: named(answer[one]) for one in free}
                if not hidden or pattern.fill(dict(zip(bound, key, strict=True)) | new) not in hidden:
                    yield key, new
        asked = set(keys)
        for triple in self._added.get(pattern.key, ()):
            row = pattern.match(triple)
            if row is not None and (key := tuple(row[one] for one in bound)) in asked:
                yield key, row

    def _beside(self, group: list[Pattern], rows: list[Row]) -> list[Row]:
        if group[0].variables <= rows[0].keys():
            filled = [group[0].fill(row) for row in rows]
            seen = self.holding({triple for triple in filled if triple is not None})
            return [row for row, triple in zip(rows, filled, strict=True) if triple in seen]
        bound = sorted(
            {one for p in group for one in p.variables if one in rows[0]}, key=lambda one: one.value
        )
        keys = [tuple(row[one] for one in bound) for row in rows]
        met = self._stored(group, bound, list(dict.fromkeys(keys)))
        met |= {
            key
            for key, row in zip(keys, rows, strict=True)
            if key not in met and self._met_by_added(group, row)
        }
        return [row for key, row in zip(keys, rows, strict=True) if key in met]

    def _stored(
        self, group: list[Pattern], bound: list[Variable], keys: list[tuple[Term, ...]]
    ) -> set[tuple[Term, ...]]:
        values_of = {one: {key[place] for key in keys} for place, one in enumerate(bound)}
        conditions = {p: self._not_hidden(p, values_of) for p in group}
        filters = hold(group, count(), conditions)
        met = set()
        for table in _tables(bound, enumerate(keys)):
            for answer in self._store.select(f"SELECT ?row WHERE {{ {table} {filters} }}"):
                met.add(keys[_number(answer[_ROW])])
        return met

    def _not_hidden(self, pattern: Pattern, values_of: Mapping[Variable, set[Term]]) -> str:
        tests = []
        for triple in self._hidden.get(pattern.key, ()):
            row = pattern.match(triple)
            if row is not None and all(row[o] in values_of[o] for o in row if o in values_of):
                same = " && ".join(f"sameTerm({one}, {value})" for one, value in row.items())
                tests.append(f"FILTER (!({same or 'true'}))")
        return " ".join(tests)

    def _met_by_added(self, group: list[Pattern], row: Row) -> bool:
        """Whether the patterns hold with at least one of them being an added triple."""
        for pattern in group:
            for triple in self._added.get(pattern.key, ()):
                new = pattern.match(triple)
                if new is None or any(row.get(one, value) != value for one, value in new.items()):
                    continue
                rows = [row | new]
                for other in group:
                    rows = self.extend(other, rows)
                if rows:
                    return True
        return False


def _number(term: object) -> int:
    return int(cast("Literal", term).value)


def _tables(
    variables: Iterable[Variable], rows: Iterable[tuple[int, tuple[Term, ...]]]
) -> Iterator[str]:
    """Write inline tables whose first column is the number of each row."""
    numbered = [(Literal(number), *row) for number, row in rows]
    names = (_ROW, *variables)
    for start in range(0, len(numbered), _ROWS):
        yield values(names, numbered[start : start + _ROWS])
