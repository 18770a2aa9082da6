"""What is found of a slice, judged: what it says of nodes beside the batch is half the truth."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aikg.gate.findings import Finding
from aikg.gate.repeated import NO_BLANK_NODE
from aikg.gate.terms import focus_of, triple_term
from aikg.ground.errors import Place
from aikg.ground.terms import SH, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aikg.gate.shacl import Shapes
    from aikg.gate.whole.batches import Odd


def judged(graphs: Mapping[str, str], found: Iterable[Finding], shapes: Shapes) -> list[Finding]:
    """Give the findings of the nodes of a batch, each with its graph for a place.

    Args:
        graphs: the nodes as findings name them, each with the IRI of the graph that tells of it.
        found: what is found of their slice.
        shapes: what they are judged by.
    """
    own = [
        replace(each, place=place_in(graphs[each.focus])) for each in found if each.focus in graphs
    ]
    said = {each.focus for each in own if each.rule == NO_BLANK_NODE}
    rule = shapes.rules.get(NO_BLANK_NODE)
    if rule:  # of a blank node without a type no shape says so
        own += [
            Finding(
                rule.iri,
                rule.severity,
                focus,
                rule.problem,
                rule.expected,
                rule.mend,
                place=place_in(graph),
                components=(SH + "NodeKindConstraintComponent",),
            )
            for focus, graph in graphs.items()
            if focus.startswith("_:") and focus not in said
        ]
    return own


def nested(odd: Odd) -> Iterator[Finding]:
    """Yield the triples that have a triple as their object, each with its graph for a place."""
    for quad in sorted(odd.nested, key=str):
        yield triple_term(quad, place_in(focus_of(quad.graph_name)))


def place_in(graph: str) -> Place | None:
    """The place that a named graph is; none for what no graph tells of."""
    return Place(shorten(graph)) if graph else None
