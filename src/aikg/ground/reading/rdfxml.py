"""What RDF/XML must not hold, and where it is not well-formed: the parser gives no lines."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from aikg.ground.reading.lines import Lines, fault_at

if TYPE_CHECKING:
    from aikg.ground.errors import SyntaxFault

# Two levels of elements are one of nodes. The parser takes quadratic time in the depth.
_DEEPEST = 256


def check(text: str, name: str) -> dict[str, str]:
    """Return the prefixes of RDF/XML, which the parser forgets at the end of their elements.

    Refused are document type and entity declarations, deep nesting and what is not well-formed.
    Entities can blow a small file up without bound and point to files outside it (XML 1.0,
    section 4); RDF needs none.

    Raises:
        SyntaxFault: Names line and column of the first of them.
    """
    walk = _Walk(text, name)
    walk.parse()
    return walk.prefixes


class _Walk:
    """One walk through the elements of a text, which ends at the first thing to refuse.

    Args:
        text: The text.
        name: The file's name.

    Attributes:
        prefixes: The prefixes that it declares.
    """

    def __init__(self, text: str, name: str) -> None:
        self.prefixes: dict[str, str] = {}
        self._text = text
        self._name = name
        self._lines = Lines(text)
        self._depth = 0
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def parse(self) -> None:
        try:
            self._parser.Parse(self._text, True)
        except expat.ExpatError as error:
            problem = f"not well-formed XML: {expat.ErrorString(error.code)}"
            raise self._fault(error.lineno, error.offset, problem) from None

    def _doctype(self, *_: object) -> None:
        raise fault_at(
            self._text,
            self._name,
            self._text.find("<!DOCTYPE"),  # expat is past it by now
            len("<!DOCTYPE"),
            problem="a document type declaration, which could define entities",
            mend="Remove it and write each entity out.",
        )

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and ":" not in element and "xmlns" not in attributes:
            raise self._here(
                f"this is XML and no RDF: the element {element} has no namespace",
                "RDF/XML begins with rdf:RDF; is this a web page, or another kind of file?",
            )
        for key, value in attributes.items():
            if key.startswith("xmlns"):
                self.prefixes.setdefault(key.removeprefix("xmlns").removeprefix(":"), value)
        if self._depth > _DEEPEST:
            raise self._here(
                f"elements are nested more than {_DEEPEST} deep",
                "Name the inner nodes and state them side by side.",
            )

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _here(self, problem: str, mend: str) -> SyntaxFault:
        parser = self._parser
        return self._fault(parser.CurrentLineNumber, parser.CurrentColumnNumber, problem, mend)

    def _fault(self, line: int, column: int, problem: str, mend: str = "") -> SyntaxFault:
        """A fault at a place as expat has it: lines counted from 1, columns from 0."""
        offset = self._lines.offset(line, column + 1)
        return fault_at(self._text, self._name, offset, problem=problem, mend=mend)
