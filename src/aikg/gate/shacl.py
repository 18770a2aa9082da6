"""The shapes, and the engines that run them (SHACL, W3C Recommendation of 20 July 2017)."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, get_args
from typing import Literal as OneOf

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from aikg.gate.findings import Finding, Severity
from aikg.gate.rules import SEVERITIES, Rules
from aikg.ground.errors import EngineError, UnknownName
from aikg.ground.meanwhile import meanwhile
from aikg.ground.reading import read
from aikg.ground.terms import SH, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Quad
    from rdflib import BNode, Graph, URIRef
    from rdflib import Literal as RdflibLiteral
    from rdflib.term import Node

    from aikg.gate.reach import Reach
    from aikg.gate.turbo import Compiled

    Term = NamedNode | BlankNode | Literal | Triple

Engine = OneOf["turbo", "pyshacl"]
"""The engines: pyshacl-turbo, and pySHACL as the second opinion."""

_RESULT = NamedNode(SH + "result")


class Shapes:
    """A set of shapes, compiled when first used and as often used as wanted.

    Attributes:
        triples: The shapes graph.
        rules: What each named shape says of itself, by its IRI.

    Examples:
        >>> from aikg.ground.packaged import shape_files
        >>> from aikg.ground.reading import read_text
        >>> shapes = Shapes.load(shape_files())
        >>> text = "<https://e.org/deal> <https://w3id.org/aikg/ontology#currency> 'Dollar' ."
        >>> for finding in shapes.validate(read_text(text).quads):
        ...     print(finding.problem, finding.found, "|", finding.expected)
        A currency is an ISO 4217 code of three capital letters. "Dollar" | a code of three
        capital letters, such as "USD"
    """

    def __init__(
        self, triples: Sequence[Triple], kept: Callable[[], Reach | None] = lambda: None
    ) -> None:
        self.triples = triples
        self.rules = Rules(triples)
        self._kept = kept

    @classmethod
    def load(cls, paths: Sequence[Path], reach: Path | None = None) -> Shapes:
        """Read shapes from RDF files.

        Args:
            paths: The files.
            reach: A file in which `gate.reach.kept` wrote down how far they look; what it says of
                other shapes than these is not used.

        Raises:
            InputError: A file cannot be read or is not well-formed.
        """
        from aikg.gate.reach import kept

        return cls(
            [quad.triple for path in paths for quad in read(path, rename_blank_nodes=True).quads],
            lambda: None if reach is None else kept(reach, paths),
        )

    def validate(
        self,
        data: Iterable[Quad | Triple],
        context: Iterable[Triple] = (),
        engine: Engine = "turbo",
        vocabulary: tuple[Triple, ...] = (),
    ) -> list[Finding]:
        """Validate data, and report on every node that a shape targets.

        Nothing is inferred beyond what SHACL asks of an engine: ``sh:class`` and class targets
        follow ``rdfs:subClassOf`` (section 3.3), so that the context must hold the vocabulary.

        Args:
            data: The triples to validate; graph names are ignored.
            context: Triples that are known beside them, as told and not derived: vocabulary,
                register, other claims. Its nodes are validated too; triples with blank nodes in
                them are left out, as no shape looks at class expressions.
            engine: Which engine runs the shapes.
            vocabulary: Triples of the context that are the same each time, and are written out for
                the engine once.

        Returns:
            The findings, sorted, each once, without places.

        Raises:
            EngineError: The engine failed; there is no falling back on the other one.
            UnknownName: There is no such engine.
        """
        return self.validating(data, context, engine, vocabulary)()

    def validating(
        self,
        data: Iterable[Quad | Triple],
        context: Iterable[Triple] = (),
        engine: Engine = "turbo",
        vocabulary: tuple[Triple, ...] = (),
    ) -> Callable[[], list[Finding]]:
        """Begin to validate, as `validate` does, and give what waits for the findings.

        The engine turbo works in a thread and lets go of the interpreter, so that other work can be
        done meanwhile; pySHACL begins when it is waited for.

        Raises:
            UnknownName: There is no such engine.

        Examples:
            >>> wait = Shapes([]).validating([])
            >>> wait()
            []
        """
        _known(engine)
        triples = [each if isinstance(each, Triple) else each.triple for each in data]
        triples += (each for each in context if not _has_blank(each))
        if engine == "turbo":
            report = meanwhile(self._report, _text(triples) + _kept_text(vocabulary))
            return lambda: self._findings(engine, report)
        triples += (each for each in vocabulary if not _has_blank(each))
        return lambda: self._findings(engine, lambda: self._pyshacl(triples))

    def validate_text(self, ntriples: str, engine: Engine = "turbo") -> list[Finding]:
        """Validate N-Triples, and report on every node that a shape targets, as `validate` does.

        Args:
            ntriples: All triples, the vocabulary among them.
            engine: Which engine runs the shapes.

        Raises:
            EngineError: The engine failed; there is no falling back on the other one.
            UnknownName: There is no such engine.

        Examples:
            >>> shapes = Shapes([])
            >>> shapes.validate_text("<urn:a> <urn:b> <urn:c> .")
            []
        """
        _known(engine)
        if engine == "turbo":
            return self._findings(engine, lambda: self._report(ntriples))
        return self._findings(engine, lambda: self._pyshacl(_triples(ntriples)))

    def _findings(self, engine: Engine, report: Callable[[], Iterable[Triple]]) -> list[Finding]:
        try:
            return self._read(report())
        except Exception as error:
            raise EngineError(
                f"the SHACL engine {engine} failed",
                found=f"{type(error).__name__}: {error}",
                mend="See whether the other engine says more, and report it.",
            ) from error

    def _report(self, ntriples: str) -> list[Triple]:
        return self._compiling().report(ntriples)

    @cached_property
    def reach(self) -> Reach:
        """How far the shapes look from a focus node."""
        from aikg.gate.reach import Reach

        return self._kept() or Reach.of(self.triples)

    def prepare(self, engine: Engine) -> None:
        """Begin with what takes an engine long before it can validate, while other work is done."""
        if engine == "turbo":
            _ = self._compiling

    @cached_property
    def _compiling(self) -> Callable[[], Compiled]:
        from aikg.gate.turbo import compiling

        return compiling(_text(self.triples))

    @cached_property
    def _graph(self) -> Graph:
        return rdflib_graph(self.triples)

    def _pyshacl(self, triples: list[Triple]) -> list[Triple]:
        import pyshacl
        from rdflib import Graph

        with quiet():
            data = rdflib_graph(triples)
            conforms, report, text = pyshacl.validate(data, shacl_graph=self._graph)
            if not isinstance(report, Graph):  # how pySHACL reports its own failure
                raise RuntimeError(text or str(conforms))
            return [Triple(_term(s), _term(p), _term(o)) for s, p, o in report]  # type: ignore[arg-type]

    def _read(self, report: Iterable[Triple]) -> list[Finding]:
        """Turn a validation report (SHACL, section 3.6) into findings."""
        told: dict[object, dict[str, Term]] = defaultdict(dict)
        results = []
        for triple in report:
            told[triple.subject][triple.predicate.value.removeprefix(SH)] = triple.object
            if triple.predicate == _RESULT:
                results.append(triple.object)
        found: dict[Finding, set[str]] = {}
        for result in results:
            components = found.setdefault(self._finding(told[result]), set())
            components.add(_name(told[result]["sourceConstraintComponent"]))
        return sorted(replace(each, components=tuple(sorted(found[each]))) for each in found)

    def _finding(self, told: Mapping[str, Term]) -> Finding:
        focus, value, path = told["focusNode"], told.get("value"), told.get("resultPath")
        shape = _name(told["sourceShape"])
        rule = self.rules.get(shape)
        # A severity of one's own (section 2.1.4) may be as grave as any.
        severity = SEVERITIES.get(_name(told["resultSeverity"]), Severity.VIOLATION)
        message = told.get("resultMessage")
        return Finding(
            rule=shape if rule else _name(told["sourceConstraintComponent"]),
            severity=severity,
            focus=_name(focus),
            problem=rule.problem if rule else message.value if isinstance(message, Literal) else "",
            expected=rule.expected if rule else "",
            mend=rule.mend if rule else "",
            # Paths of more than one step are blank nodes here, and mean nothing outside.
            path=path.value if isinstance(path, NamedNode) else None,
            # A node shape reports the focus node itself as the value.
            value=None if value is None or (path is None and value == focus) else str(value),
        )


def _known(engine: str) -> None:
    if engine not in get_args(Engine):
        raise UnknownName.among("SHACL engine", engine, get_args(Engine))


def _text(triples: Iterable[Triple]) -> str:
    return (pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()


@lru_cache(maxsize=2)
def _kept_text(vocabulary: tuple[Triple, ...]) -> str:
    return _text(each for each in vocabulary if not _has_blank(each))


def _triples(text: str) -> list[Triple]:
    return [quad.triple for quad in pyoxigraph.parse(text.encode(), format=RdfFormat.N_TRIPLES)]


@contextmanager
def quiet() -> Iterator[None]:
    """Keep rdflib from logging tracebacks of literals that are no value of their datatype."""
    import logging
    import warnings

    log = logging.getLogger("rdflib.term")
    before, log.disabled = log.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            yield
    finally:
        log.disabled = before


def _has_blank(triple: Triple) -> bool:
    return isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)


def _name(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _term(node: Node) -> NamedNode | BlankNode | Literal:
    from rdflib import BNode, URIRef
    from rdflib import Literal as RdflibLiteral

    if isinstance(node, URIRef):
        return NamedNode(str(node))
    if isinstance(node, BNode):
        return BlankNode(str(node))
    assert isinstance(node, RdflibLiteral)
    if node.language:
        return Literal(str(node), language=node.language)
    if node.datatype:
        return Literal(str(node), datatype=NamedNode(str(node.datatype)))
    return Literal(str(node))


def rdflib_graph(triples: Iterable[Triple]) -> Graph:
    """Copy triples into a graph of rdflib, with the lexical forms and labels that they have."""
    from rdflib import BNode, Graph, URIRef
    from rdflib import Literal as RdflibLiteral

    def node(term: object) -> URIRef | BNode | RdflibLiteral:
        if isinstance(term, NamedNode):
            return URIRef(term.value)
        if isinstance(term, BlankNode):
            return BNode(term.value)
        assert isinstance(term, Literal)
        if term.language:
            return RdflibLiteral(term.value, lang=term.language)
        # rdflib tells a plain literal from one of xsd:string, which RDF 1.1 does not.
        plain = term.datatype.value == XSD + "string"
        datatype = None if plain else URIRef(term.datatype.value)
        return RdflibLiteral(term.value, datatype=datatype, normalize=False)

    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add((node(triple.subject), node(triple.predicate), node(triple.object)))
    return graph
