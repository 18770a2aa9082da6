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
    parser = expat.ParserCreate()
    lines = Lines(text)
    depth = 0
    prefixes: dict[str, str] = {}

    def fault(problem: str, mend: str = "") -> SyntaxFault:
        offset = lines.offset(parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        return fault_at(text, name, offset, problem=problem, mend=mend)

    def doctype(*_: object) -> None:
        raise fault_at(
            text,
            name,
            text.find("<!DOCTYPE"),  # expat is past it by now
            len("<!DOCTYPE"),
            problem="a document type declaration, which could define entities",
            mend="Remove it and write each entity out.",
        )

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth == 1 and ":" not in element and "xmlns" not in attributes:
            raise fault(
                f"this is XML and no RDF: the element {element} has no namespace",
                "RDF/XML begins with rdf:RDF; is this a web page, or another kind of file?",
            )
        for key, value in attributes.items():
            if key.startswith("xmlns"):
                prefixes.setdefault(key.removeprefix("xmlns").removeprefix(":"), value)
        if depth > _DEEPEST:
            raise fault(
                f"elements are nested more than {_DEEPEST} deep",
                "Name the inner nodes and state them side by side.",
            )

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        offset = lines.offset(error.lineno, error.offset + 1)
        raise fault_at(
            text, name, offset, problem=f"not well-formed XML: {expat.ErrorString(error.code)}"
        ) from None
    return prefixes
