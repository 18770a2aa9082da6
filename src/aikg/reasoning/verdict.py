"""Whether graphs hold together, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Quad, Triple

from aikg.reasoning import vocabulary as v
from aikg.reasoning.axioms import read_axioms
from aikg.reasoning.hermit import classify

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aikg.reasoning.hermit import Inferences


@dataclass(frozen=True)
class Verdict:
    """What HermiT says of a graph. Every term is an IRI in full.

    Attributes:
        consistent: whether the axioms can all be true.
        types: for each individual, all named classes that it belongs to, asserted or inferred;
            owl:Thing left out.
        facts: object property assertions between named individuals, asserted or inferred, as
            (subject, predicate, object); empty unless asked for.
        unsatisfiable: the named classes that nothing can belong to. The graph may be consistent all
            the same; yet the vocabulary is wrong.
        undeclared: predicates that nothing declares, so that the verdict says nothing of them.
    """

    consistent: bool
    types: Mapping[str, frozenset[str]] = field(default_factory=dict)
    facts: frozenset[tuple[str, str, str]] = frozenset()
    unsatisfiable: frozenset[str] = frozenset()
    undeclared: frozenset[str] = frozenset()

    def members(self, class_iri: str) -> list[str]:
        """Return the individuals of a class, by the alphabet."""
        return sorted(iri for iri, classes in self.types.items() if class_iri in classes)


def prove(
    triples: Iterable[Triple | Quad], *, facts: bool = False, timeout: float | None = None
) -> Verdict:
    """Prove graphs consistent, all of them together, and classify their individuals.

    The proof is HermiT's, under the direct semantics of OWL 2 DL. Annotations take no part in it,
    nor do imports: they are never fetched.

    Args:
        triples: the graphs, as triples or quads.
        facts: whether to infer object property assertions as well, which takes longer.
        timeout: seconds that it may take; None sets no limit.

    Raises:
        EngineError: there is no Java, HermiT failed, or it ran out of time or memory.
        InputError: a literal, a datatype or an axiom is not one of OWL 2 DL.

    >>> from pyoxigraph import RdfFormat, parse
    >>> graph = '''
    ...     @prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
    ...     @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    ...     :investor a owl:ObjectProperty ; rdfs:range :Agent .
    ...     :deal :investor :amazon .'''
    >>> verdict = prove(parse(graph, RdfFormat.TURTLE))
    >>> verdict.consistent, verdict.members("http://example.org/Agent")
    (True, ['http://example.org/amazon'])
    """
    document = read_axioms(without_graphs(triples))
    found = classify(document, facts=facts, timeout=timeout)
    if found is None:
        return Verdict(False, undeclared=document.undeclared)
    return Verdict(
        True,
        types=_types(found),
        facts=frozenset(found.facts),
        unsatisfiable=frozenset(found.unsatisfiable),
        undeclared=document.undeclared,
    )


def without_graphs(triples: Iterable[Triple | Quad]) -> list[Triple]:
    """Return each triple once, in order, whatever the graphs that it stands in."""
    return list(dict.fromkeys(one.triple if isinstance(one, Quad) else one for one in triples))


def _types(found: Inferences) -> dict[str, frozenset[str]]:
    above: dict[str, frozenset[str]] = {}

    def classes(iri: str) -> frozenset[str]:
        """The class, its equals, and all above them."""
        if iri not in above:
            waiting, seen = [iri], set()
            while waiting:
                one = waiting.pop()
                if one not in seen:
                    seen.add(one)
                    waiting += [*found.equal.get(one, ()), *found.parents.get(one, ())]
            above[iri] = frozenset(seen - {v.THING})
        return above[iri]

    return {
        individual: frozenset().union(*map(classes, direct))
        for individual, direct in found.direct.items()
    }
