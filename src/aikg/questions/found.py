"""What a SELECT found, as the rows that a question promises.

The engine writes its rows as text (SPARQL 1.1 Query Results TSV) and each text is made a value once:
names, stages and currencies recur, and an object of every term of every row costs more than the rest.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode

from aikg.derive.rows import lexical, lines
from aikg.ground.terms import XSD, bare
from aikg.questions.contract import SEPARATOR, TRACE
from aikg.questions.rows import row_type
from aikg.questions.table import cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import QuerySolutions

    from aikg.questions.contract import Question
    from aikg.questions.formats import Value
    from aikg.questions.rows import Row

V = TypeVar("V")

_BOOLEANS: Final = ("true", "false")


class _Known(dict[str, V], Generic[V]):
    """What each text means, worked out when it is first met."""

    def __init__(self, meant: Callable[[str], V]) -> None:
        super().__init__()
        self._meant = meant

    def __missing__(self, text: str) -> V:
        found = self[text] = self._meant(text)
        return found


def rows_found(question: Question, solutions: QuerySolutions) -> Iterator[Row]:
    """Give a row for each solution, with the claims that it is traced to.

    Examples:
        >>> from aikg.questions.catalogue import Catalogue
        >>> from aikg.store import EmbeddedStore
        >>> told = '"NVIDIA" 4e9 0.5 UNDEF UNDEF UNDEF UNDEF UNDEF'
        >>> columns = "?investor ?lower ?upper ?investee ?currency ?stage ?as_stated ?source"
        >>> query = f"SELECT * {{ VALUES ({columns}) {{ ({told}) }} }}"
        >>> rows = rows_found(Catalogue.packaged()["investments"], EmbeddedStore().select(query))
        >>> [(row.investor, row.lower, row.upper, row.investee) for row in rows]
        [('NVIDIA', 4000000000.0, 0.5, None)]
    """
    for _, row in pairs_found(question, solutions, ()):
        yield row


def pairs_found(
    question: Question, solutions: QuerySolutions, beside: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Row]]:
    """Give for each solution the texts of some variables that are no columns, and the row."""
    place = {variable.value: number for number, variable in enumerate(solutions.variables)}
    asides = [place[name] for name in beside]
    known: dict[str, _Known[Value]] = {
        kind: _Known(meant) for kind, meant in (("number", _number), ("any", _value))
    }
    joined = _Known(_items)
    one = [
        (column.name, place[column.name], known["number" if column.type == "number" else "any"])
        for column in question.columns
    ]
    many = {column.name for column in question.columns if column.many}
    several = [(name, number) for name, number, _ in one if name in many]
    single = [(name, number, cells) for name, number, cells in one if name not in many]
    order = dict.fromkeys((name for name, _, _ in one), None) if several else {}
    traced = place.get(TRACE)
    kind = row_type(question)
    for line in lines(solutions):
        texts = line.split("\t")
        cells: dict[str, Value] = order.copy()
        for name, number, values in single:
            cells[name] = values[texts[number]]
        for name, number in several:
            cells[name] = list(joined[texts[number]])
        told = joined[texts[traced]] if traced is not None else ()
        yield tuple(lexical(texts[number]) for number in asides), kind(cells, told)


def _items(text: str) -> tuple[str, ...]:
    return tuple(sorted({item for item in lexical(text).split(SEPARATOR) if item}))


def _number(text: str) -> Value:
    value = _value(text)
    # A sum of whole numbers is a whole number to SPARQL.
    if isinstance(value, int | Decimal) and value is not True and value is not False:
        return float(value)
    return value


def _value(text: str) -> Value:
    return cell(_term(text))


def _term(text: str) -> NamedNode | BlankNode | Literal | str | None:
    """Read a term of SPARQL 1.1 Query Results TSV, section 4: terms in the syntax of Turtle."""
    if not text:
        return None
    if text.startswith("<"):
        return NamedNode(bare(text)) if not text.startswith("<<") else text
    if text.startswith("_:"):
        return BlankNode(text[2:])
    if not text.startswith('"'):
        return Literal(text, datatype=NamedNode(XSD + _bare(text)))
    after = text[text.rindex('"') + 1 :]
    if after.startswith("^^"):
        return Literal(lexical(text), datatype=NamedNode(after[3:-1]))
    return Literal(lexical(text))


def _bare(text: str) -> str:
    """The datatype of a literal that is written without quotes."""
    if text in _BOOLEANS:
        return "boolean"
    if "e" in text.lower():
        return "double"
    return "decimal" if "." in text else "integer"
