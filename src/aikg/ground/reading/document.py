"""A document: what a file says, and where it says it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from typing import Literal as OneOf

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat

    from aikg.ground.errors import Place
    from aikg.ground.reading.contexts import Inliner
    from aikg.ground.reading.lines import Lines
    from aikg.ground.reading.positions import Positions, Term

    Target: TypeAlias = Term | Quad | tuple[Term, Term | None, Term | None]

Part: TypeAlias = OneOf["subject", "predicate", "object"]
_PARTS: tuple[Part, ...] = ("subject", "predicate", "object")


class IllTyped(NamedTuple):
    """A literal whose lexical form is not one of its datatype.

    Attributes:
        term: The literal.
        place: Where it stands; None where that could not be made out.
        expected: What the datatype wants, with an example.
    """

    term: Literal
    place: Place | None
    expected: str


class Document:
    r"""The quads of a file, with their places in its text.

    Places cost nothing until the first one is asked for; then the text is walked through once
    more, at about a megabyte a second.

    Attributes:
        path: The file's name, as it was given.
        format: The RDF format it was read as.
        text: Its text, without a byte order mark.
        quads: Its quads in the order of the text, with lexical forms as written; a triple that
            is stated twice is there twice.
        prefixes: The prefixes it declares, with their namespaces.

    Examples:
        >>> from aikg.ground.reading import read_text
        >>> document = read_text("@prefix : <https://e.org/> .\n:a :pays :b ; :sum 1.50 .")
        >>> subject, predicate, object_, _ = document.quads[1]
        >>> print(document.place((subject, predicate, object_)), object_.value)
        <text>:2:20 1.50
        >>> print(document.place(subject), document.place((subject, predicate, None)))
        <text>:2:1 <text>:2:15
    """

    def __init__(
        self,
        path: str,
        format: RdfFormat,
        text: str,
        quads: list[Quad],
        prefixes: dict[str, str],
        names: Inliner | None = None,
    ) -> None:
        self.path = path
        self.format = format
        self.text = text
        self.quads = quads
        self.prefixes = prefixes
        self._names = names

    def __repr__(self) -> str:
        return f"<Document {self.path!r}: {self.format.name}, {len(self.quads)} quads>"

    @property
    def is_empty(self) -> bool:
        """Whether the file, well-formed as it is, states nothing."""
        return not self.quads

    def place(self, target: Target, part: Part | None = None) -> Place | None:
        """Return where a term, or a part of a triple, first stands.

        In Turtle, TriG, N-Triples and N-Quads the place is exact. What only brackets express
        (the cells of a collection, blank nodes) stands at the bracket or item. In JSON-LD and
        YAML-LD it is the key, or the value, of the subject's mapping. In RDF/XML, in files that
        use the triple terms of RDF 1.2, and where no mapping says it, it is where the words of
        the term first stand; for a triple, where they first stand behind the term before it, or
        else that term's place.

        Args:
            target: A term; or a triple as a tuple (or pyoxigraph's Triple or Quad), in which a
                None for the object, or for predicate and object, stands for any.
            part: The part of the triple whose place is wanted; by default the last one given.

        Returns:
            The place, or None where the file has no such term or triple, or where its words are
            nowhere in the text.
        """
        if isinstance(target, NamedNode | BlankNode | Literal):
            return self._at(self._positions.term(target))
        subject, predicate, object_ = tuple(target)[:3]
        offsets = self._positions.triple(subject, predicate, object_)
        if offsets is None:
            return self._at(self._positions.term(target)) if isinstance(target, Triple) else None
        given = 2 if object_ is not None else 1 if predicate is not None else 0
        return self._at(offsets[given if part is None else _PARTS.index(part)])

    def place_of(self, number: int, part: Part = "object") -> Place | None:
        """Return where a part of the quad with this number, counted from 0, stands."""
        return self._at(self._positions.quad(number)[_PARTS.index(part)])

    def excerpt(self, place: Place, length: int = 1) -> str:
        """Return the line of a place with ``length`` characters underlined; empty without a line.

        Examples:
            >>> from aikg.ground.reading import read_text
            >>> document = read_text("<e:a> <e:sum> 'ten' .")
            >>> print(document.excerpt(document.place(document.quads[0]), 5))
              1 | <e:a> <e:sum> 'ten' .
                |               ^^^^^
        """
        if place.line is None:
            return ""
        return self._lines.excerpt(place.line, place.column or 1, length)

    def extent(self, place: Place) -> int:
        """Return how many characters the term at a place takes in its line; 0 without a line.

        Examples:
            >>> from aikg.ground.reading import read_text
            >>> document = read_text("<e:a> <e:sum> 'ten' .")
            >>> document.extent(document.place(document.quads[0]))
            5
        """
        if place.line is None:
            return 0
        from aikg.ground.reading.extent import extent

        line, start = self._lines.line(place.line), (place.column or 1) - 1
        known = self._positions.length(self._lines.offset(place.line, start + 1))
        if known is not None:
            return max(1, min(known, len(line.rstrip()) - start))
        return extent(line, start)

    def ill_typed(self) -> list[IllTyped]:
        """Return the literals whose lexical form is not one of their datatype (XSD 1.1, part 2).

        Checked are the datatypes that the vocabulary uses: boolean, decimal, integer,
        nonNegativeInteger, positiveInteger, double, date, dateTime, anyURI and string.

        Returns:
            One entry for each statement of such a literal, in the order of the text.

        Examples:
            >>> from aikg.ground.reading import read_text
            >>> xsd = "http://www.w3.org/2001/XMLSchema#"
            >>> [fault] = read_text(f"<e:a> <e:sum> 'ten'^^<{xsd}double> .").ill_typed()
            >>> print(fault.place, fault.expected)
            <text>:1:15 a number such as 1.5e9, INF, -INF or NaN
        """
        from aikg.ground.reading.datatypes import expected

        return [
            IllTyped(quad.object, self.place_of(number), wanted)
            for number, quad in enumerate(self.quads)
            if isinstance(quad.object, Literal) and (wanted := expected(quad.object))
        ]

    def _at(self, offset: int | None) -> Place | None:
        return None if offset is None else self._lines.place(self.path, offset)

    @cached_property
    def _lines(self) -> Lines:
        from aikg.ground.reading.lines import Lines

        return Lines(self.text)

    @cached_property
    def _positions(self) -> Positions:
        from aikg.ground.reading.positions import Positions

        return Positions(self.text, self.format, self.quads, self.prefixes, self._names)
