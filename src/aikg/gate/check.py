"""Checking files of claims: the shapes, the terms, the literals, and where each finding stands."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from aikg.gate.change import CHECKS, Change
from aikg.gate.checks import CHANGE_CHECKS
from aikg.gate.evidence.quoted import unread
from aikg.gate.findings import Finding, Report, Severity
from aikg.gate.lookups import InTriples
from aikg.gate.placeholders import Placeholders
from aikg.gate.repeated import NO_BLANK_NODE, SaidAlready
from aikg.gate.shacl import Engine, Shapes
from aikg.gate.terms import focus_of, ill_typed, triple_term, unknown
from aikg.ground.errors import Place, did_you_mean
from aikg.ground.names import nearest
from aikg.ground.packaged import reach_file, shape_files
from aikg.ground.terms import KG, SH, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from aikg.gate.known import Known
    from aikg.gate.lookups import Lookup
    from aikg.gate.rules import Rule
    from aikg.gate.texts import Texts
    from aikg.ground.reading import Document
    from aikg.ground.reading.document import Target

    Term = NamedNode | BlankNode | Literal

SHAPES = "https://w3id.org/aikg/ontology/shapes#"
"""The namespace of the shapes."""


@cache
def packaged_shapes() -> Shapes:
    """Load the packaged shapes, once."""
    return Shapes.load(shape_files(), reach_file())


def check(
    documents: Sequence[Document],
    known: Known,
    *,
    shapes: Shapes | None = None,
    engine: Engine = "turbo",
    texts: Texts | None = None,
    lookup: Callable[[], Lookup] | None = None,
) -> Report:
    """Check documents against the shapes, what is known, and the texts that they quote.

    Reported is what is wrong with the nodes that the documents speak of; what is wrong with the
    rest of what is known is not theirs.

    Args:
        documents: The documents, taken as one change.
        known: Vocabulary, register and claims beside them, as told.
        shapes: The shapes; the packaged ones by default.
        engine: The SHACL engine.
        texts: The texts of the sources; without them quotes are not looked for in their places.
        lookup: Gives where what shapes cannot say is looked up, once the engine is at work; in what
            is known by default. It leaves out what is derived, and the graphs that the documents
            are to replace.

    Returns:
        The report, whose findings have their places.

    Raises:
        EngineError: The engine failed.
        UnknownName: There is no such engine.

    Examples:
        >>> from aikg.gate.known import Known
        >>> from aikg.ground.reading import read_text
        >>> text = '''@prefix aikg: <https://w3id.org/aikg/ontology#> .
        ... @prefix kg: <https://w3id.org/aikg/id/> .
        ... kg:aws aikg:unitOf kg:amazn .'''
        >>> print(check([read_text(text, "aws.ttl")], Known.packaged()))
        aws.ttl:3:20: violation: kg:aws: Only an organization has units and members and runs
        platforms, and this is none that the register knows. Expected an
        aikg:Organization of the register. Found kg:amazn. Mend the name, or describe it.
        Did you mean kg:amazon? [UnitOfFits]
          3 | kg:aws aikg:unitOf kg:amazn .
            |                    ^^^^^^^^
        aws.ttl: 1 triple, 1 violation
    """
    shapes = shapes or packaged_shapes()
    looked_up = lookup or (lambda: InTriples(known.triples))
    return _Check(documents, known, shapes).report(
        engine, lambda: Change(documents, looked_up(), texts)
    )


class _Check:
    """One check: the documents, what is known, and the names in both."""

    def __init__(self, documents: Sequence[Document], known: Known, shapes: Shapes) -> None:
        self._documents = documents
        self._known = known
        self._shapes = shapes
        self._quads = [each for document in documents for each in document.quads]
        self._subjects = {each.subject for each in self._quads}

    @cached_property
    def _terms(self) -> dict[str, Term]:
        """Engines report terms in N-Triples; here they lead back to the terms of the documents."""
        terms = (term for quad in self._quads for term in quad.triple)
        return {str(term): term for term in terms if not isinstance(term, Triple)}

    def report(self, engine: Engine, changing: Callable[[], Change]) -> Report:
        """Run the shapes, and meanwhile the checks; findings give way to plainer ones."""
        known = self._known
        data = [each for each in self._quads if not isinstance(each.object, Triple)]
        validated = self._shapes.validating(data, known.told, engine, known.vocabulary)
        findings = [each for document in self._documents for each in self._of_document(document)]
        change = changing()
        beyond = [each for of_change in CHANGE_CHECKS for each in of_change(change)]
        said = SaidAlready(findings, self._shapes)
        found = [finding for finding in validated() if self._touched(finding)]
        old = self._old(found, engine)
        for finding in found:
            if finding not in old and not said.covers(finding):
                findings.append(self._placed(self._proposing(finding)))
        findings += beyond
        open_ = Placeholders(self._documents)
        findings = [each for each in findings if not open_.concern(each)] + open_.findings
        return Report(
            tuple(self._shown(finding) for finding in sorted(findings)),
            tuple(document.path for document in self._documents),
            len(set(self._quads)),  # a graph states each once, however often a file does
            unread(change),
        )

    def _shown(self, finding: Finding) -> Finding:
        """Add the line, with what is wrong in it underlined."""
        place = finding.place
        if place is None or place.line is None:
            return finding
        for document in self._documents:
            if document.path == place.file:
                length = document.extent(place)
                excerpt = document.excerpt(place, length)
                return replace(finding, length=length, excerpt=excerpt)
        return finding

    def _touched(self, finding: Finding) -> bool:
        """Whether the finding may be the documents' doing."""
        return self._known.touched(self._node(finding.focus), self._subjects)

    def _old(self, found: Sequence[Finding], engine: Engine) -> set[Finding]:
        """Those of nodes that only others describe which were there before the documents."""
        others = {self._node(finding.focus) for finding in found} - self._subjects
        stood = self._known.stood(others) if others else ()
        return set(self._shapes.validate((), stood, engine)) if stood else set()

    def _node(self, focus: str) -> Term:
        if focus.startswith('"'):  # a literal, where a thing belongs
            return self._terms.get(focus) or Literal(focus)
        blank = focus.startswith("_:")
        node = self._terms.get(focus if blank else f"<{focus}>")
        return node or (BlankNode(focus[2:]) if blank else NamedNode(focus))

    def _of_document(self, document: Document) -> Iterator[Finding]:
        """Yield what is wrong with a document whatever the shapes say."""
        if document.is_empty:
            yield Finding(
                CHECKS + "Empty",
                Severity.WARNING,
                document.path,
                "The file states nothing.",
                expected="at least one claim",
                mend="Is it still to be written?",
                place=Place(document.path),
            )
        yield from unknown(document, self._known.terms)
        yield from ill_typed(document)
        yield from self._nameless(document)

    def _nameless(self, document: Document) -> Iterator[Finding]:
        """Yield triple terms (RDF 1.2), and blank nodes, of which shapes see those with a type."""
        rule = self._shapes.rules.get(NO_BLANK_NODE)
        blank: dict[BlankNode, None] = {}
        for number, quad in enumerate(document.quads):
            if isinstance(quad.object, Triple):
                yield triple_term(quad, document.place_of(number))
            for term in (quad.subject, quad.object):
                if isinstance(term, BlankNode):
                    blank[term] = None
        if rule:
            yield from (_finding(rule, term, document.place(term)) for term in blank)

    def _proposing(self, finding: Finding) -> Finding:
        """Add the names that an unknown one may be a misspelling of."""
        name = finding.focus if finding.value is None else finding.value.strip("<>")
        if not name.startswith(KG) or name in self._names:
            return finding
        near = nearest(name.removeprefix(KG), [each.removeprefix(KG) for each in self._names])
        proposals = did_you_mean([shorten(KG + each) for each in near])
        return replace(finding, mend=f"{finding.mend} {proposals}".rstrip())

    @cached_property
    def _names(self) -> frozenset[str]:
        own = (each.value for each in self._subjects if isinstance(each, NamedNode))
        return self._known.names.union(each for each in own if each.startswith(KG))

    def _placed(self, finding: Finding) -> Finding:
        """Add the property, and where the value stands; or else the property, or the node."""
        node = self._node(finding.focus)
        if isinstance(node, Literal):
            return finding
        rule = self._shapes.rules.get(finding.rule)
        properties = [finding.path] if finding.path else list(rule.properties if rule else ())
        value = self._terms.get(finding.value or "")
        wanted: list[tuple[str | None, Target]] = []
        if value is not None:
            wanted += [(each, (node, NamedNode(each), value)) for each in properties]
        wanted += [(each, (node, NamedNode(each), None)) for each in properties]
        wanted += [(None, (node, None, None)), (None, node)]
        for path, target in wanted:
            for document in self._documents:
                place = document.place(target)
                if place is not None:
                    return replace(finding, path=finding.path or path, place=place)
        return finding


def _finding(rule: Rule, node: BlankNode, place: Place | None) -> Finding:
    return Finding(
        rule.iri,
        rule.severity,
        focus_of(node),
        rule.problem,
        rule.expected,
        rule.mend,
        place=place,
        components=(SH + "NodeKindConstraintComponent",),
    )
