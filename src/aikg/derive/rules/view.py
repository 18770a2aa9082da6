"""The named graphs of a store, seen with some triples hidden and some added, without writing."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import Literal, Triple, Variable

from aikg.derive.rules.pattern import Pattern, key_of, named, values
from aikg.derive.rules.rule import in_any_graph

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from pyoxigraph import NamedNode, QuerySolution

    from aikg.derive.rules.pattern import Row, Term
    from aikg.store import Store

ROW: Final = Variable("row")
_ENDS: Final = (Variable("s"), Variable("p"), Variable("o"))

# Rows of an inline table: a query stays short enough for every engine.
ROWS: Final = 200


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
        self._places: dict[Triple, set[str]] = {}
        self._hidden: dict[str, set[Triple]] = defaultdict(set)
        self._added: dict[str, set[Triple]] = defaultdict(set)

    def beside(self) -> View:
        """Give another view of the same store; what one has looked up, the other knows."""
        other = View(self._store)
        other._places = self._places
        return other

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
        """Give the named graphs of the store in which each triple stands, hidden or not.

        It asks the store once for each triple: a view is for as long as the store does not change.
        """
        unknown = [triple for triple in triples if triple not in self._places]
        self._places.update((triple, set()) for triple in unknown)
        rows = [(named(t.subject), t.predicate, named(t.object)) for t in unknown]
        for table in tables(_ENDS, enumerate(rows)):
            query = f"SELECT ?row ?g WHERE {{ {table} GRAPH ?g {{ ?s ?p ?o }} }}"
            for answer in self._store.select(query):
                place = cast("NamedNode", answer["g"]).value
                self._places[unknown[number(answer[ROW])]].add(place)
        return {triple: self._places[triple] for triple in triples}

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

    def _matches(
        self, pattern: Pattern, bound: list[Variable], keys: list[tuple[Term, ...]]
    ) -> Iterator[tuple[tuple[Term, ...], Row]]:
        hidden = self._hidden.get(pattern.key, ())
        free = [one for one in pattern.variables if one not in bound]
        wanted = " ".join(map(str, (ROW, *free)))
        for table in tables(bound, enumerate(keys)):
            query = f"SELECT DISTINCT {wanted} WHERE {{ {table} {in_any_graph(pattern, 0)} }}"
            for answer in self._store.select(query):
                key = keys[number(answer[ROW])]
                new: Row = {one: named(answer[one]) for one in free}
                if (
                    not hidden
                    or pattern.fill(dict(zip(bound, key, strict=True)) | new) not in hidden
                ):
                    yield key, new
        asked = set(keys)
        for row in self.added(pattern):
            key = tuple(row[one] for one in bound)
            if key in asked:
                yield key, row

    def select(self, query: str) -> Iterable[QuerySolution]:
        """Ask the store; what is hidden or added is not looked at."""
        return self._store.select(query)

    def added(self, pattern: Pattern) -> Iterator[Row]:
        """Give the values for which the pattern is an added triple."""
        return _rows(pattern, self._added.get(pattern.key, ()))

    def hidden(self, pattern: Pattern) -> Iterator[Row]:
        """Give the values for which the pattern is a hidden triple."""
        return _rows(pattern, self._hidden.get(pattern.key, ()))


def _rows(pattern: Pattern, triples: Iterable[Triple]) -> Iterator[Row]:
    return (row for triple in triples if (row := pattern.match(triple)) is not None)


def number(term: object) -> int:
    """Give the number that a literal is."""
    return int(cast("Literal", term).value)


def tables(
    variables: Iterable[Variable], rows: Iterable[tuple[int, tuple[Term, ...]]]
) -> Iterator[str]:
    """Write inline tables of at most 200 rows whose first column, `?row`, numbers all rows."""
    numbered = [(place, *row) for place, row in rows]
    names = (ROW, *variables)
    for start in range(0, len(numbered), ROWS):
        yield values(names, numbered[start : start + ROWS])
