"""Rows and columns, without a contract: the result of a SPARQL query of a user's own."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from aikg.ground.terms import XSD
from aikg.questions import formats
from aikg.questions.formats import Iri, Value
from aikg.questions.written import Written

_INTEGERS = frozenset(
    XSD + name for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")
)
_REALS = frozenset(XSD + name for name in ("double", "decimal", "float"))


@dataclass(frozen=True, repr=False)
class Table(Written):
    r"""Columns and rows.

    Attributes:
        columns: the names of the columns, in order.
        rows: one mapping for each row; None where a column has no value.
        footer: what stands beneath them in CSV and Markdown; empty for nothing.

    Examples:
        >>> table = Table(["who"], [{"who": "Anthropic"}])
        >>> len(table), table.to_csv()
        (1, 'who\r\nAnthropic\r\n')
    """

    columns: list[str]
    rows: list[dict[str, Value]]
    footer: str = ""

    def __len__(self) -> int:
        return len(self.rows)

    def cells(self) -> list[list[Value]]:
        """The rows as lists, in the order of the columns."""
        return [[row[name] for name in self.columns] for row in self.rows]

    def to_json(self) -> str:
        """One JSON object: `{"columns": [name], "rows": [{column: value}]}`."""
        rows = [{name: formats.finite(row[name]) for name in self.columns} for row in self.rows]
        return formats.to_json({"columns": self.columns, "rows": rows})

    def _repr_html_(self) -> str:
        return formats.to_html("", self.columns, self.cells())


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
        >>> cell(NamedNode("https://w3id.org/aikg/id/nvidia")).short
        'kg:nvidia'
    """
    if isinstance(term, ox.Literal):
        return _python_value(term)
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    return None if term is None else str(term)


def _python_value(literal: ox.Literal) -> str | int | float | bool:
    datatype = literal.datatype.value
    try:
        if datatype in _REALS:
            return float(literal.value)
        if datatype in _INTEGERS:
            return int(literal.value)
    except ValueError:
        # An ill-typed literal keeps its text (RDF 1.1 Concepts, section 3.3).
        return literal.value
    if datatype == XSD + "boolean":
        return literal.value in {"true", "1"}
    return literal.value
