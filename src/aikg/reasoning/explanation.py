"""Why graphs do not hold together: a minimal set of axioms, in words, with where they were told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Triple

from aikg.ground.errors import EngineError
from aikg.reasoning import vocabulary as v
from aikg.reasoning.axioms import Axiom, Document, Origin, read_axioms
from aikg.reasoning.hermit import first_inconsistent
from aikg.reasoning.minimal import minimise
from aikg.reasoning.pellet import justify
from aikg.reasoning.phrases import read_labels
from aikg.reasoning.relevance import around, candidates, nearest_first
from aikg.reasoning.verdict import without_graphs
from aikg.reasoning.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_SUPPOSED = NamedNode("urn:aikg:supposed")


@dataclass(frozen=True)
class Explanation:
    """A minimal inconsistent set of axioms: take any one away, and the rest is consistent.

    The graph may hold other contradictions beside this one.

    Attributes:
        axioms: the facts first, then the vocabulary; empty if there is nothing to explain.
        supposing: the class of which a member was supposed, if a class was to be explained.
    """

    axioms: tuple[Axiom, ...] = ()
    supposing: str | None = None

    def __bool__(self) -> bool:
        return bool(self.axioms)

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where its axioms were told, each place once."""
        return tuple(dict.fromkeys(origin for axiom in self.axioms for origin in axiom.origins))


def explain(
    triples: Iterable[Triple | Quad],
    *,
    unsatisfiable: str | None = None,
    origin: Callable[[Triple], Iterable[Origin]] | None = None,
    timeout: float | None = None,
) -> Explanation:
    """Explain why graphs, all of them together, are inconsistent.

    Pellet proposes the axioms that clash; HermiT then proves that they do, and that none of them
    can be spared. Where Pellet finds nothing, HermiT searches alone, which takes longer.

    Args:
        triples: the graphs, as triples, or as quads to have the graphs of each axiom told.
        unsatisfiable: IRI of a class; explain why it can have no member.
        origin: finds where a triple was told.
        timeout: seconds that it may take; None sets no limit.

    Raises:
        EngineError: there is no Java, a reasoner failed, or it ran out of time or memory.
        InputError: a literal, a datatype or an axiom is not one of OWL 2 DL.

    >>> from pyoxigraph import RdfFormat, parse
    >>> graph = '''
    ...     @prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    ...     @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    ...     :Agent owl:disjointWith :Platform . :Platform rdfs:label "platform" .
    ...     :aws a :Agent , :Platform ; rdfs:label "AWS" .'''
    >>> for axiom in explain(parse(graph, RdfFormat.TURTLE)).axioms:
    ...     print(axiom.text)
    AWS is a http://example.org/Agent
    AWS is a platform
    no http://example.org/Agent is a platform
    """
    quads = list(triples)
    plain = without_graphs(quads)
    search = _Search(read_axioms(plain), unsatisfiable, timeout)
    found = search.minimal()
    if found is None:
        return Explanation()
    found.sort(key=lambda axiom: not axiom.is_fact)
    words = Words(found, read_labels(plain, frozenset().union(*(a.signature for a in found))))
    graphs = _graphs(quads)
    told = [
        replace(
            axiom,
            text=words.say(axiom),
            graphs=tuple(dict.fromkeys(g for triple in axiom.triples for g in graphs[triple])),
            origins=tuple(dict.fromkeys(o for triple in axiom.triples for o in origin(triple)))
            if origin
            else (),
        )
        for axiom in found
    ]
    return Explanation(tuple(told), unsatisfiable)


class _Search:
    """The search for a minimal inconsistent set, within the time given."""

    def __init__(self, document: Document, member_of: str | None, timeout: float | None) -> None:
        self.axioms = document.axioms
        self.declarations = document.declarations
        self.end = None if timeout is None else monotonic() + timeout
        self.timeout = timeout
        self.given: list[Axiom] = []
        if member_of is not None:
            triple = Triple(_SUPPOSED, NamedNode(v.TYPE), NamedNode(member_of))
            self.given = [Axiom("ClassAssertion", (triple,))]

    def minimal(self) -> list[Axiom] | None:
        lines = self._hint()
        names = frozenset().union(*lines)
        proposals = [candidates(self.axioms, lines), around(self.axioms, names)] if lines else []
        for proposal in [*proposals, self.axioms]:
            found = minimise(proposal, self._ask, nearest_first)
            if found is not None:
                return found
        return None

    def _hint(self) -> list[frozenset[str]]:
        # At most half of the time: HermiT alone may still find what Pellet does not.
        left = self._left()
        try:
            return justify(
                [*self.axioms, *self.given],
                self.declarations,
                timeout=None if left is None else left / 2,
            )
        except EngineError:
            return []

    def _ask(self, sets: Sequence[Sequence[Axiom]]) -> int | None:
        whole = [[*one, *self.given] for one in sets]
        return first_inconsistent(whole, self.declarations, timeout=self._left())

    def _left(self) -> float | None:
        if self.end is None:
            return None
        left = self.end - monotonic()
        if left <= 0:
            raise EngineError(
                "the contradiction was not explained in time",
                expected=f"an explanation within {self.timeout:g} seconds",
                mend="Allow more time, or give it fewer graphs.",
            )
        return left


def _graphs(quads: Iterable[Triple | Quad]) -> dict[Triple, list[str]]:
    graphs: dict[Triple, list[str]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad, Quad) and isinstance(quad.graph_name, NamedNode):
            graphs[quad.triple].append(quad.graph_name.value)
    return graphs
