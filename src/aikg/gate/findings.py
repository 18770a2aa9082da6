"""What the gate finds: one thing that is wrong at one place, and the report of them all."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from aikg.ground.errors import shown
from aikg.ground.terms import bare, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aikg.ground.errors import Place


class Severity(IntEnum):
    """How grave a finding is, the gravest first (SHACL, section 2.1.4).

    Examples:
        >>> Severity.VIOLATION < Severity.INFO, str(Severity.WARNING)
        (True, 'warning')
    """

    VIOLATION = 0
    """It does not get in."""
    WARNING = 1
    """It gets in, and is probably wrong or incomplete."""
    INFO = 2
    """It may be of interest."""

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, where, and what to do about it.

    Attributes:
        rule: The IRI of the shape or check that found it.
        severity: How grave it is.
        focus: The IRI of the node it is about, or ``_:`` and the label of a blank node.
        problem: What is wrong, as a sentence.
        expected: What would have been right, in a few words.
        mend: What to do, as one or two sentences.
        path: The IRI of the property concerned; None where the whole node is.
        value: What stands there, as a term of N-Triples; None where something is missing.
        place: File, line and column; None where they are not known.
        length: How many characters of its line the offending term takes; 0 where it is not known.
        excerpt: The line, and the term underlined with carets; empty where no line is known.
        components: IRIs of the constraint components of the shape that found it, such as
            ``sh:MinCountConstraintComponent``; none where no shape did.

    Findings that differ in the last three alone are the same.

    Examples:
        >>> from aikg.ground.errors import Place
        >>> print(
        ...     Finding(
        ...         "https://w3id.org/aikg/ontology/shapes#StageKnown",
        ...         Severity.VIOLATION,
        ...         "https://w3id.org/aikg/claim/wire/loan.signed",
        ...         "This is no stage.",
        ...         mend="Take a concept of aikg:StageScheme.",
        ...         value="<https://w3id.org/aikg/ontology#stage-sealed>",
        ...         place=Place("wire.ttl", 31, 16),
        ...     )
        ... )
        wire.ttl:31:16: violation: claim:wire/loan.signed: This is no stage. Found
        aikg:stage-sealed. Take a concept of aikg:StageScheme. [StageKnown]
    """

    rule: str
    severity: Severity
    focus: str
    problem: str
    expected: str = ""
    mend: str = ""
    path: str | None = None
    value: str | None = None
    place: Place | None = None
    length: int = field(default=0, compare=False)
    excerpt: str = field(default="", compare=False)
    components: tuple[str, ...] = field(default=(), compare=False)

    @property
    def name(self) -> str:
        """The local name of the rule."""
        return self.rule.rpartition("#")[2]

    @property
    def about(self) -> str:
        """The node it is about, as people write it."""
        return "a blank node" if self.focus.startswith("_:") else shorten(self.focus)

    @property
    def message(self) -> str:
        """What is wrong and what to do, without what was found."""
        return f"{self.problem} {self.mend}".rstrip()

    @property
    def text(self) -> str:
        """What is wrong, what was expected, what was found, and what to do, as sentences."""
        expected = f" Expected {self.expected}." if self.expected else ""
        found = f" Found {shown(self.found)}." if self.value is not None else ""
        mend = f" {self.mend}" if self.mend else ""
        return f"{self.problem}{expected}{found}{mend}"

    @property
    def found(self) -> str:
        """What stands there, as people write it; empty where something is missing."""
        return "" if self.value is None else written(self.value)

    def __lt__(self, other: Finding) -> bool:
        """Order by place, then gravity; what has no place comes last."""
        return self._order() < other._order()

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.severity}: {self.about}: {self.text} [{self.name}]"

    def as_dict(self) -> dict[str, str | int | None]:
        """Give the finding as JSON can hold it: strings, whole numbers and nulls.

        Examples:
            >>> finding = Finding("https://e.org/#R", Severity.INFO, "https://e.org/a", "Odd.")
            >>> finding.as_dict()["severity"], finding.as_dict()["line"]
            ('info', None)
        """
        file, line, column = self.place or (None, None, None)
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "focus": self.focus,
            "path": self.path,
            "found": self.found or None,
            "expected": self.expected or None,
            "problem": self.problem,
            "mend": self.mend or None,
            "file": file,
            "line": line,
            "column": column,
        }

    def _order(self) -> tuple[object, ...]:
        file, line, column = self.place or (None, None, None)
        rest = (self.rule, self.focus, self.path or "", self.value or "", self.problem)
        return (file is None, file or "", line or 0, column or 0, self.severity, *rest)


@dataclass(frozen=True)
class Report:
    """All findings of one check, in the order of the files.

    Attributes:
        findings: The findings, sorted.
        files: The names of the files that were checked.
        triples: How many different triples they state.
        unread: How many of their quotes were not looked for in the texts of their sources.
        beyond: How many findings there are besides, for each severity that has more than are kept.

    Examples:
        >>> report = Report((), ("wire.ttl",), 12)
        >>> report.conforms, print(report)
        wire.ttl: 12 triples, no findings
        (True, None)
    """

    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    triples: int
    unread: int = 0
    beyond: Mapping[Severity, int] = field(default_factory=dict)

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and infos do not count."""
        return not self.count(Severity.VIOLATION)

    def count(self, severity: Severity) -> int:
        """How many findings of one severity there are, those that are not kept among them."""
        return len(self.of(severity)) + self.beyond.get(severity, 0)

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(each for each in self.findings if each.severity is severity)

    @property
    def summary(self) -> str:
        """One line: the files, how much they state, how many findings, and what was not read."""
        counts = [
            f"{count} {severity}{'' if count == 1 else 's'}"
            for severity in Severity
            if (count := self.count(severity))
        ]
        files = self.files[0] if len(self.files) == 1 else f"{len(self.files)} files"
        quotes = "1 quote was" if self.unread == 1 else f"{self.unread} quotes were"
        unread = f"; {quotes} not looked for in the sources" if self.unread else ""
        more = sum(self.beyond.values())
        beyond = f"; {more} of them are counted and not listed" if more else ""
        found = ", ".join(counts) or "no findings"
        triples = "1 triple" if self.triples == 1 else f"{self.triples} triples"
        return f"{files}: {triples}, {found}{beyond}{unread}"

    def lines(self) -> Iterator[str]:
        """Yield for each finding a line with its place, severity and rule; then what it underlines."""
        for finding in self.findings:
            yield str(finding)
            yield from finding.excerpt.splitlines()

    def __str__(self) -> str:
        return "\n".join([*self.lines(), self.summary])

    def as_dict(self) -> dict[str, object]:
        """Give the report as JSON can hold it."""
        return {
            "conforms": self.conforms,
            "files": list(self.files),
            "triples": self.triples,
            "unread": self.unread,
            "beyond": {str(severity): count for severity, count in self.beyond.items()},
            "findings": [each.as_dict() for each in self.findings],
        }

    def to_sarif(self) -> str:
        """Write the report in SARIF 2.1.0 (OASIS), from which code hosts annotate the lines."""
        from aikg.gate.sarif import to_sarif

        return to_sarif(self)

    def to_shacl(self) -> str:
        """Write the report as a validation report of SHACL (section 3.6), in Turtle.

        It conforms if there is no result at all (section 3.6.1.1), where ``conforms`` overlooks
        warnings and infos.
        """
        from aikg.gate.validation import to_turtle

        return to_turtle(self)


def written(term: str) -> str:
    """Write a term of N-Triples the way people do in Turtle.

    Examples:
        >>> written("<https://w3id.org/aikg/ontology#Claim>")
        'aikg:Claim'
        >>> written('"10e9"^^<http://www.w3.org/2001/XMLSchema#double>')
        '10e9'
        >>> written('"10e9"'), written('"ten"@en')
        ('"10e9"', '"ten"@en')
    """
    if term.startswith("<"):
        short = shorten(bare(term))
        return term if short == bare(term) else short
    lexical, mark, datatype = term.rpartition('"^^<')
    if not mark:
        return term
    datatype = shorten(datatype[:-1])
    if datatype in _BARE:
        return lexical[1:]
    return f'{lexical}"^^{datatype}'


# Literals that Turtle writes without quotation marks.
_BARE = ("xsd:double", "xsd:integer", "xsd:decimal", "xsd:boolean")
