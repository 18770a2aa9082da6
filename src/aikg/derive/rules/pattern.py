"""Triple patterns: what the bodies and heads of rules are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pyoxigraph import Literal, NamedNode, Triple, Variable

from aikg.ground.errors import InputError
from aikg.ground.terms import RDF, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Term: TypeAlias = "NamedNode | Literal"
Row: TypeAlias = "dict[Variable, Term]"

TYPE: Final = NamedNode(RDF + "type")


class Pattern(NamedTuple):
    """A triple pattern with a known predicate.

    Examples:
        >>> pays = Pattern(Variable("x"), NamedNode("urn:pays"), Variable("y"))
        >>> print(pays)
        ?x <urn:pays> ?y
        >>> print(pays.fill({Variable("x"): NamedNode("urn:a"), Variable("y"): NamedNode("urn:b")}))
        <urn:a> <urn:pays> <urn:b>
    """

    subject: NamedNode | Variable
    predicate: NamedNode
    object: NamedNode | Literal | Variable

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object}"

    @property
    def key(self) -> str:
        """The IRI that it speaks of: a class where it tells a type, else the property."""
        return _key(self.predicate, self.object)

    @property
    def variables(self) -> frozenset[Variable]:
        """The variables at its subject and object."""
        return frozenset(end for end in (self.subject, self.object) if isinstance(end, Variable))

    def renamed(self, names: Mapping[Variable, Variable]) -> Pattern:
        """The same pattern with other names for some of its variables.

        Examples:
            >>> x, y = Variable("x"), Variable("y")
            >>> print(Pattern(x, NamedNode("urn:pays"), y).renamed({x: y, y: x}))
            ?y <urn:pays> ?x
        """
        subject, value = self.subject, self.object
        return Pattern(
            names.get(subject, subject) if isinstance(subject, Variable) else subject,
            self.predicate,
            names.get(value, value) if isinstance(value, Variable) else value,
        )

    def match(self, triple: Triple) -> Row | None:
        """Give the values of its variables for which it is that triple; None where it cannot be.

        Examples:
            >>> loop = Pattern(Variable("x"), NamedNode("urn:pays"), Variable("x"))
            >>> a, b = NamedNode("urn:a"), NamedNode("urn:b")
            >>> loop.match(Triple(a, loop.predicate, b)) is None
            True
            >>> loop.match(Triple(a, loop.predicate, a))
            {<Variable value=x>: <NamedNode value=urn:a>}
        """
        if self.predicate != triple.predicate:
            return None
        row: Row = {}
        for end, value in ((self.subject, triple.subject), (self.object, triple.object)):
            if isinstance(end, Variable):
                known = named(value)
                if row.setdefault(end, known) != known:
                    return None
            elif end != value:
                return None
        return row

    def fill(self, row: Row) -> Triple | None:
        """Give the triple with those values; None where its subject would be a literal."""
        subject = row[self.subject] if isinstance(self.subject, Variable) else self.subject
        value = row[self.object] if isinstance(self.object, Variable) else self.object
        return Triple(subject, self.predicate, value) if isinstance(subject, NamedNode) else None


def key_of(triple: Triple) -> str:
    """Give the IRI that a triple speaks of: the class where it tells a type, else the property.

    Examples:
        >>> key_of(Triple(NamedNode("urn:a"), TYPE, NamedNode("urn:Agent")))
        'urn:Agent'
    """
    return _key(triple.predicate, triple.object)


def _key(predicate: NamedNode, value: object) -> str:
    is_type = predicate == TYPE and isinstance(value, NamedNode)
    return value.value if is_type and isinstance(value, NamedNode) else predicate.value


def named(term: object) -> Term:
    """Give back an IRI or a literal, which alone can be looked up by a query.

    Raises:
        InputError: the term is a blank node or a triple.

    Examples:
        >>> named(NamedNode("urn:a"))
        <NamedNode value=urn:a>
    """
    if isinstance(term, NamedNode | Literal):
        return term
    raise InputError(
        "a node without a name cannot be looked up in a store",
        expected="an IRI or a literal",
        found=str(term),
        mend="Give it an IRI",
    )


def values(variables: Iterable[Variable], rows: Iterable[tuple[Term | int, ...]]) -> str:
    """Write an inline table (SPARQL 1.1 Query, section 10.2).

    Examples:
        >>> values([Variable("x")], [(NamedNode("urn:a"),), (NamedNode("urn:b"),)])
        'VALUES (?x) { (<urn:a>) (<urn:b>) }'
    """
    lines = " ".join(f"({' '.join(map(str, row))})" for row in rows)
    return f"VALUES ({' '.join(map(str, variables))}) {{ {lines} }}"


def say(pattern: Pattern) -> str:
    """Write a pattern with prefixes, for people to read.

    Examples:
        >>> from aikg.ground.terms import AIKG
        >>> say(Pattern(Variable("x"), TYPE, NamedNode(AIKG + "Investor")))
        '?x a aikg:Investor'
    """
    parts = (
        "a" if part == TYPE else shorten(part.value) if isinstance(part, NamedNode) else str(part)
        for part in pattern
    )
    return " ".join(parts)
