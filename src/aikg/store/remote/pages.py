"""Answers of a store that cuts them, or rounds what is in them, put together whole and exact.

Virtuoso 7 ends an answer after so many rows without a word but a header, and writes numbers of type
`xsd:double` with six digits. So what is cut is asked for page by page, in an order, and beside what
may be rounded stands its text, which is exact. It writes XML several times faster than JSON.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

import pyoxigraph as ox

from aikg.ground.terms import XSD
from aikg.store.canonical import canonical, is_padded
from aikg.store.remote import faults
from aikg.store.tokens import blanked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from aikg.store.remote.exchange import Reply

    Ask = Callable[[str], Reply]
    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Row = dict[str, Term]

_CUT: Final = "X-SPARQL-MaxRows"
_ROUNDED: Final = frozenset({XSD + "double", XSD + "float"})
_XML: Final = "{http://www.w3.org/2005/sparql-results#}"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_ASKED: Final = "__ask_retval"
_LABEL: Final = re.compile(r"\W+")
_TEXT: Final = "_as_text"
_PROLOGUE: Final = re.compile(
    r"(?:\s+|#[^\n]*(?:\n|\Z)|PREFIX\s+[\w.-]*:\s*<[^<>]*>|BASE\s*<[^<>]*>)*", re.IGNORECASE
)
_ORDERED: Final = re.compile(r"\bORDER\s+BY\b(?![^{}]*[{}])", re.IGNORECASE)
_LIMITED: Final = re.compile(r"\b(?:LIMIT|OFFSET|VALUES)\b(?![^{}]*[{}])", re.IGNORECASE)


def solutions(url: str, query: str, rows: int, ask: Ask) -> ox.QuerySolutions | ox.QueryBoolean:
    """Ask a SELECT or ASK query, and give all of its answer.

    Args:
        url: of queries, for what is told.
        query: the query, with its prefixes.
        rows: after how many rows the store cuts.
        ask: sends a query, and gives the answer in XML.

    Raises:
        EngineError: an answer is not whole even so.
    """
    found = _Answer.of(url, ask(query))
    if found.truth is not None:
        text = json.dumps({"head": {}, "boolean": found.truth})
        return ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    names = found.variables
    exact = {name for row in found.rows for name, term in row.items() if _rounded(term)}
    if found.cut:
        pages = _pages(url, _in_order(query, names), names, rows, ask, exact)
        return _written(names, [row for page in pages for row in page])
    if not exact:
        return _written(names, found.rows)
    return _written(names, next(_pages(url, query, names, rows, ask, exact)))


def parted(query: str) -> tuple[str, str]:
    r"""Part a query into its prologue and the rest (SPARQL 1.1 Query, section 4.1).

    Examples:
        >>> parted("PREFIX a: <urn:a#>\n# why\nASK {}")[1]
        'ASK {}'
    """
    found = _PROLOGUE.match(query)
    end = found.end() if found else 0
    return query[:end], query[end:]


def _pages(
    url: str, query: str, names: Sequence[str], rows: int, ask: Ask, rounded: set[str]
) -> Iterator[list[Row]]:
    exact = set(rounded)
    start = 0
    while True:
        page = _Answer.of(url, ask(_wrapped(query, names, exact, start, rows))).rows
        more = {name for row in page for name in names if _rounded(row.get(name))} - exact
        if more:
            exact |= more
            continue
        yield _exact(page, exact)
        start += len(page)
        if len(page) < rows:
            return


def _wrapped(query: str, names: Sequence[str], exact: set[str], start: int, rows: int) -> str:
    prologue, rest = parted(query)
    texts = [f"(STR(?{name}) AS ?{name}{_TEXT})" for name in sorted(exact)]
    wanted = " ".join([*(f"?{name}" for name in names), *texts])
    return f"{prologue}\nSELECT {wanted} WHERE {{ {{\n{rest}\n}} }} OFFSET {start} LIMIT {rows}"


def _in_order(query: str, names: Sequence[str]) -> str:
    """Order a query by all that it asks for, after what it is ordered by: pages must not overlap."""
    by = " ".join(f"?{name}" for name in names)
    prologue, rest = parted(query)
    bare = blanked(rest)
    if _LIMITED.search(bare):
        return f"{prologue}\nSELECT {by} WHERE {{ {{\n{rest}\n}} }} ORDER BY {by}"
    return f"{query}\n{'' if _ORDERED.search(bare) else 'ORDER BY '}{by}"


class _Answer(NamedTuple):
    """An answer in XML, read: pyoxigraph's reader drops spaces at the ends of texts.

    Attributes:
        variables: in order.
        rows: what is bound.
        truth: the answer to ASK.
        cut: whether the store says that there may be more.
    """

    variables: list[str]
    rows: list[Row]
    truth: bool | None
    cut: bool

    @classmethod
    def of(cls, url: str, reply: Reply) -> _Answer:
        """Read it.

        Raises:
            EngineError: it is not whole, or none.
        """
        if not reply.body.lstrip().startswith(b"<"):
            raise faults.unreadable(url, "results in XML", reply.body)
        if not reply.body.rstrip().endswith(b"</sparql>"):
            raise faults.cut(url)
        try:
            root = fromstring(reply.body)
        except ParseError:
            raise faults.unreadable(url, "results in XML", reply.body) from None
        names = [one.get("name", "") for one in root.iter(f"{_XML}variable")]
        rows = [
            {one.get("name", ""): _term(one[0]) for one in result if len(one)}
            for result in root.iter(f"{_XML}result")
        ]
        told = root.find(f"{_XML}boolean")
        truth = None if told is None else (told.text or "").strip() == "true"
        if [name.casefold() for name in names] == [_ASKED]:
            truth = bool(rows)  # in some of its settings a row is how it says yes
        return cls(names, rows, truth, _CUT in reply.headers)


def _term(element: Element) -> Term:
    text = element.text or ""
    if element.tag == f"{_XML}uri":
        return ox.NamedNode(text)
    if element.tag == f"{_XML}bnode":
        return ox.BlankNode(_LABEL.sub("", text))
    language, datatype = element.get(_LANG), element.get("datatype")
    if language:
        return ox.Literal(text, language=language)
    return ox.Literal(text, datatype=ox.NamedNode(datatype)) if datatype else ox.Literal(text)


def _rounded(term: object) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value in _ROUNDED


def _exact(page: list[Row], exact: set[str]) -> list[Row]:
    """Put the texts in the place of what is rounded, as the embedded engine writes them."""
    node = ox.NamedNode("urn:p")
    for row in page:
        for name in exact:
            text, term = row.pop(name + _TEXT, None), row.get(name)
            if _rounded(term) and isinstance(term, ox.Literal) and isinstance(text, ox.Literal):
                row[name] = _number(term, text.value)
    typed = {t for row in page for t in row.values() if _rounded(t) or is_padded(t)}
    kept = canonical(ox.Triple(node, node, term) for term in typed)
    known = {one.object: other.object for one, other in kept.items()}
    return [{name: known.get(term, term) for name, term in row.items()} for row in page]


def _number(rounded: ox.Literal, text: str) -> ox.Literal:
    try:
        float(text)
    except ValueError:
        return rounded
    special = rounded.value in ("INF", "-INF", "NaN")
    return rounded if special else ox.Literal(text, datatype=rounded.datatype)


def _written(names: Sequence[str], rows: list[Row]) -> ox.QuerySolutions:
    """Rows as results."""
    bindings = [{name: _json(term) for name, term in row.items()} for row in rows]
    text = json.dumps({"head": {"vars": list(names)}, "results": {"bindings": bindings}})
    found = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    return found


def _json(term: object) -> dict[str, str]:
    """A term, as section 3.2.2 of the SPARQL 1.1 Query Results JSON Format has it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    assert isinstance(term, ox.Literal)
    told = {"type": "literal", "value": term.value}
    if term.language:
        return told | {"xml:lang": term.language}
    return told | {"datatype": term.datatype.value}
