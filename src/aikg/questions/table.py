"""Rows and columns, without a contract: the result of a SPARQL query of a user's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from aikg.ground.terms import XSD
from aikg.questions import formats
from aikg.questions.formats import Iri, Value
from aikg.questions.frames import inferred
from aikg.questions.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aikg.questions.contract import Column
    from aikg.questions.edition import Edition

_INTEGERS = frozenset(
    XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")
)
_REALS = frozenset(XSD + name for name in ("double", "float"))
# Without "NaN" and exponents, which Python's own decimals have (XML Schema 1.1 part 2, 3.3.3.1).
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z")


@dataclass(frozen=True, repr=False)
class Table(Written):
    r"""Columns and rows.

    Attributes:
        columns: the names of the columns, in order.
        rows: one mapping for each row; None where a column has no value.
        edition: the state of the graph that they are of; None where they are of none.
        promised: the types of the columns where they are known; else they are what the cells show.

    Examples:
        >>> table = Table(["who"], [{"who": "Anthropic"}])
        >>> len(table), table.to_csv()
        (1, 'who\r\nAnthropic\r\n')
        >>> [row["who"] for row in table], table[0]
        (['Anthropic'], {'who': 'Anthropic'})
    """

    columns: list[str]
    rows: list[dict[str, Value]]
    edition: Edition | None = None
    promised: tuple[Column, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)

    def __getitem__(self, index: int) -> dict[str, Value]:
        return self.rows[index]

    def cells(self) -> list[list[Value]]:
        """The rows as lists, in the order of the columns."""
        return [[row[name] for name in self.columns] for row in self.rows]

    @property
    def typed(self) -> Sequence[Column]:
        """The columns with their types."""
        return self.promised or inferred(self.columns, self.cells())

    @property
    def footer(self) -> str:
        """Which state of the graph they are of, in words; empty where that is not known."""
        return str(self.edition) if self.edition is not None else ""

    def to_json(self) -> str:
        """One JSON object: `{"columns": [name], "rows": [{column: value}], "graph": {…}}`.

        `graph` has the version and the digest of the graph, and is left out where there is none.
        """
        rows = [{name: formats.finite(row[name]) for name in self.columns} for row in self.rows]
        document: dict[str, object] = {"columns": self.columns, "rows": rows}
        if self.edition is not None:
            document["graph"] = self.edition.as_dict()
        return formats.to_json(document)

    def _repr_html_(self) -> str:
        from aikg.questions import markup

        return markup.table(markup.heads(self.typed), self.cells(), self.typed)


def tabulate(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Table:
    """Make a table of a result of any form (SPARQL 1.1 Query, section 16).

    Examples:
        >>> import pyoxigraph
        >>> tabulate(pyoxigraph.Store().query("ASK {}")).rows
        [{'answer': True}]
    """
    if isinstance(result, ox.QueryBoolean):
        return Table(["answer"], [{"answer": bool(result)}])
    if isinstance(result, ox.QueryTriples):
        columns = ["subject", "predicate", "object"]
        triples = ((t.subject, t.predicate, t.object) for t in result)
        return Table(columns, [dict(zip(columns, map(cell, t), strict=True)) for t in triples])
    columns = [variable.value for variable in result.variables]
    return Table(columns, [{name: cell(solution[name]) for name in columns} for solution in result])


def cell(term: object) -> Value:
    """Turn an RDF term into what a cell holds; literals become what Python has for their datatype.

    Examples:
        >>> from pyoxigraph import Literal, NamedNode
        >>> cell(Literal(4e9)), cell(Literal(True)), cell(Literal("x")), cell(None)
        (4000000000.0, True, 'x', None)
        >>> cell(Literal("0.1", datatype=NamedNode(XSD + "decimal")))
        Decimal('0.1')
        >>> cell(NamedNode("https://w3id.org/aikg/id/nvidia")).short
        'kg:nvidia'
    """
    if isinstance(term, ox.Literal):
        return _python_value(term)
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    return None if term is None else str(term)


def _python_value(literal: ox.Literal) -> str | int | float | Decimal | bool:
    datatype = literal.datatype.value
    try:
        if datatype in _REALS:
            return float(literal.value)
        if datatype in _INTEGERS:
            return int(literal.value)
    except ValueError:
        # An ill-typed literal keeps its text (RDF 1.1 Concepts, section 3.3).
        return literal.value
    if datatype == XSD + "decimal" and _DECIMAL.match(literal.value):
        return Decimal(literal.value)
    if datatype == XSD + "boolean":
        return literal.value in {"true", "1"}
    return literal.value
