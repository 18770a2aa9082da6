"""Where a term first stands in a text whose grammar is not followed: JSON-LD and RDF/XML."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aikg.ground.reading.positions import Offsets, Term

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
# Where a name begins and ends: no further character of a name stands next to it.
_BEGIN = r"(?<![\w\-/#%:.])"
_END = r"(?![\w\-/#%:]|\.\w)"


class Words:
    """The words of a text, searched for the forms that a term can take there.

    Examples:
        >>> words = Words('{"@id": "e:deal", "e:price": 10}', {"e": "https://e.org/"})
        >>> words.find(NamedNode("https://e.org/price"))
        19
        >>> words.find(Literal("11")) is None
        True
    """

    def __init__(self, text: str, prefixes: Mapping[str, str]) -> None:
        self._text = text
        self._prefixes = prefixes
        self._first: dict[Term, int | None] = {}

    def find(self, term: Term, start: int = 0) -> int | None:
        """Return the offset at which a form of the term first stands from ``start`` on."""
        if not start and term in self._first:
            return self._first[term]
        forms = "|".join(self._forms(term))
        found = re.compile(forms).search(self._text, start) if forms else None
        offset = found.start() if found else None
        if not start:
            self._first[term] = offset
        return offset

    def triple(self, *terms: Term) -> Offsets:
        """Return the offsets of the terms, each looked for behind the one before it.

        A term whose words are nowhere (a number that is written otherwise, say) stands where the
        term before it does.
        """
        offsets: list[int | None] = []
        start = 0
        for term in terms:
            offset = self.find(term, start)
            if offset is None and start:
                offset = self.find(term)
            if offset is None and offsets:
                offset = offsets[-1]
            offsets.append(offset)
            start = max(start, offset + 1 if offset is not None else 0)
        return offsets[0], offsets[1], offsets[2]

    def _forms(self, term: Term) -> Iterator[str]:
        """Yield a pattern for each form that the term can take."""
        if isinstance(term, NamedNode):
            yield from self._names(term.value)
        elif isinstance(term, BlankNode):
            yield _BEGIN + re.escape(str(term)) + _END
        elif isinstance(term, Literal):
            value = term.value
            if not value.strip():
                yield re.escape(f'"{value}"')
                return
            escaped = value.replace("&", "&amp;").replace("<", "&lt;")
            in_json = (json.dumps(value, ensure_ascii=ascii)[1:-1] for ascii in (False, True))
            for form in sorted({value, escaped, *in_json}):
                yield rf"(?<!\w){re.escape(form)}(?![\w]|\.\d)"

    def _names(self, iri: str) -> Iterator[str]:
        yield _BEGIN + re.escape(iri) + _END
        if iri == _TYPE:
            yield '"@type"'
        for prefix, namespace in self._prefixes.items():
            local = iri.removeprefix(namespace)
            if local and local != iri:
                yield _BEGIN + re.escape(f"{prefix}:{local}") + _END
                if not prefix:  # a name of XML in the default namespace
                    yield "(?<=<)" + re.escape(local) + _END
        # A term of a JSON-LD context, or a name relative to the base.
        last = re.split("[/#:]", iri)[-1]
        if last:
            yield rf'"#?{re.escape(last)}"'
