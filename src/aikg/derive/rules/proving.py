"""Whether patterns hold beside what is known, without listing all that they hold for."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING, Final

from pyoxigraph import Variable

from aikg.derive.rules.pattern import Pattern, values
from aikg.derive.rules.rule import hold, in_any_graph, parts
from aikg.derive.rules.view import ROW, ROWS, number, tables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import Triple

    from aikg.derive.rules.pattern import Row, Term
    from aikg.derive.rules.view import View

_KNOWN: Final = Variable("known")
_P: Final = Variable("p")
_FEW: Final = 8


def satisfied(view: View, patterns: Iterable[Pattern], rows: Sequence[Row]) -> list[Row]:
    """Give those of the rows beside which all the patterns hold, whatever their other values.

    Args:
        view: where they are to hold.
        patterns: the patterns.
        rows: values of the same variables each.

    Examples:
        >>> from pyoxigraph import NamedNode
        >>> from aikg.derive.rules.view import View
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> <urn:b> } }")
        >>> x, a, b = Variable("x"), NamedNode("urn:a"), NamedNode("urn:b")
        >>> some = Pattern(x, NamedNode("urn:p"), Variable("y"))
        >>> [row[x].value for row in satisfied(View(store), [some], [{x: a}, {x: b}])]
        ['urn:a']
    """
    left = list(rows)
    if left:
        for group in parts(patterns, left[0].keys()):
            left = _beside(view, group, left)
            if not left:
                break
    return left


def met_once(view: View, asked: Sequence[tuple[Pattern, Row]]) -> list[bool]:
    """Say of each pattern whether it has an instance beside its row, in few queries for all.

    Args:
        view: where they are to hold.
        asked: patterns of which one end at least is known, by itself or by the row.

    Examples:
        >>> from pyoxigraph import NamedNode
        >>> from aikg.derive.rules.view import View
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:p> <urn:b> } }")
        >>> x, a, b = Variable("x"), NamedNode("urn:a"), NamedNode("urn:b")
        >>> some = Pattern(x, NamedNode("urn:p"), Variable("y"))
        >>> met_once(View(store), [(some, {x: a}), (some, {x: b})])
        [True, False]
    """
    sure = [p.fill(row) if p.variables <= row.keys() else None for p, row in asked]
    seen = view.holding({triple for triple in sure if triple is not None})
    met = [
        triple in seen if p.variables <= row.keys() else any(_fit(view.added(p), row))
        for (p, row), triple in zip(asked, sure, strict=True)
    ]
    for shape in ("?known ?p ?other", "?other ?p ?known"):
        places: dict[tuple[Term, ...], list[int]] = defaultdict(list)
        hidden: dict[tuple[Term, ...], set[Triple]] = defaultdict(set)
        for place, (pattern, row) in enumerate(asked):
            end = pattern.subject if shape.startswith("?known") else pattern.object
            value = row.get(end) if isinstance(end, Variable) else end
            if not met[place] and not pattern.variables <= row.keys() and value is not None:
                look: tuple[Term, ...] = (value, pattern.predicate)
                places[look].append(place)
                hidden[look].update(
                    filter(None, map(pattern.fill, _fit(view.hidden(pattern), row)))
                )
        for look in _found(view, shape, hidden):
            for place in places[look]:
                met[place] = True
    return met


def _found(
    view: View, shape: str, hidden: Mapping[tuple[Term, ...], Collection[Triple]]
) -> Iterator[tuple[Term, ...]]:
    """Give of pairs of a term and a predicate those of which there is more than what is hidden."""
    plain = [look for look, gone in hidden.items() if not gone]
    others = [look for look, gone in hidden.items() if gone]
    # Each is held against the hidden triples of all in its table: few, or that grows as a square.
    for asked in (plain, *(others[start : start + _FEW] for start in range(0, len(others), _FEW))):
        gone = " ".join(_other_than(shape, triple) for look in asked for triple in hidden[look])
        for table in tables((_KNOWN, _P), enumerate(asked)):
            found = f"FILTER EXISTS {{ GRAPH ?g {{ {shape} }} {gone} }}"
            for answer in view.select(f"SELECT ?row WHERE {{ {table} {found} }}"):
                yield asked[number(answer[ROW])]


def _other_than(shape: str, triple: Triple) -> str:
    """Write the filter that a triple, told by three variables, is another one."""
    terms = zip(shape.split(), (triple.subject, triple.predicate, triple.object), strict=True)
    return f"FILTER (!({' && '.join(f'sameTerm({name}, {term})' for name, term in terms)}))"


def _fit(new: Iterable[Row], row: Row) -> Iterator[Row]:
    """Give those of some new rows that agree with a row."""
    return (one for one in new if all(row.get(v, value) == value for v, value in one.items()))


def _beside(view: View, group: list[Pattern], rows: list[Row]) -> list[Row]:
    known = rows[0].keys()
    if group[0].variables <= known:
        filled = [group[0].fill(row) for row in rows]
        seen = view.holding({triple for triple in filled if triple is not None})
        return [row for row, triple in zip(rows, filled, strict=True) if triple in seen]
    if sum(bool(pattern.variables & known) for pattern in group) > 1:
        return [row for row in rows if _meet(view, group, row)]
    return _nested(view, group, rows)


def _meet(view: View, group: list[Pattern], row: Row) -> bool:
    """Whether patterns between known ends hold: from either end, wherever there is less to follow.

    One end may be a party of very many agreements; it is seldom both.
    """
    rows, left = [row], list(group)
    while left and rows:
        tied = [pattern for pattern in left if pattern.variables & rows[0].keys()]
        sizes = {pattern: _size(view, pattern, rows) for pattern in tied}
        best = min(tied, key=lambda pattern: sizes[pattern])
        if sizes[best] >= ROWS:
            return bool(_nested(view, parts(left, rows[0].keys())[0], rows))
        left.remove(best)
        rows = view.extend(best, rows)
    return bool(rows)


def _size(view: View, pattern: Pattern, rows: list[Row]) -> int:
    """Count the instances beside some rows, up to a few hundred."""
    bound = sorted(pattern.variables & rows[0].keys(), key=str)
    if len(bound) == len(pattern.variables):
        return 0
    table = values(bound, {tuple(row[one] for one in bound) for row in rows})
    found = f"{{ SELECT * WHERE {{ {table} {in_any_graph(pattern, 0)} }} LIMIT {ROWS} }}"
    answer = next(iter(view.select(f"SELECT (COUNT(*) AS ?row) WHERE {found}")))
    return number(answer[ROW])


def _nested(view: View, group: list[Pattern], rows: list[Row]) -> list[Row]:
    """Give the rows beside which the patterns hold, as one filter within the other."""
    known = rows[0].keys()
    bound = sorted({one for p in group for one in p.variables & known}, key=str)
    keys = [tuple(row[one] for one in bound) for row in rows]
    asked = list(dict.fromkeys(keys))
    values_of = {one: {key[place] for key in asked} for place, one in enumerate(bound)}
    conditions = {pattern: _not_hidden(view, pattern, values_of) for pattern in group}
    filters = hold(group, count(), conditions)
    met = set()
    for table in tables(bound, enumerate(asked)):
        for answer in view.select(f"SELECT ?row WHERE {{ {table} {filters} }}"):
            met.add(asked[number(answer[ROW])])
    return [
        row
        for key, row in zip(keys, rows, strict=True)
        if key in met or _met_by_added(view, group, row)
    ]


def _not_hidden(view: View, pattern: Pattern, values_of: Mapping[Variable, set[Term]]) -> str:
    tests = []
    for row in view.hidden(pattern):
        if all(row[one] in values_of.get(one, row.values()) for one in row):
            same = " && ".join(f"sameTerm({one}, {value})" for one, value in row.items())
            tests.append(f"FILTER (!({same or 'true'}))")
    return " ".join(tests)


def _met_by_added(view: View, group: list[Pattern], row: Row) -> bool:
    """Whether the patterns hold with at least one of them being an added triple."""
    for pattern in group:
        for new in _fit(view.added(pattern), row):
            rows = [row | new]
            for other in group:
                rows = view.extend(other, rows)
            if rows:
                return True
    return False
