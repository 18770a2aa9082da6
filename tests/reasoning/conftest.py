"""Small graphs to reason about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, Triple, parse

if TYPE_CHECKING:
    from collections.abc import Callable

PRELUDE = """
    @prefix : <http://example.org/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    :Agent a owl:Class ; rdfs:label "agent"@en , "acteur"@fr .
    :Organization a owl:Class ; rdfs:label "organization"@en ; rdfs:subClassOf :Agent .
    :Platform a owl:Class ; rdfs:label "platform"@en .
    :Investment a owl:Class ; rdfs:label "investment"@en .
    :investor a owl:ObjectProperty ; rdfs:label "investor"@en .
    :pays a owl:ObjectProperty ; rdfs:label "pays"@en .
    :unitOf a owl:ObjectProperty ; rdfs:label "unit of"@en .
    :hasPart a owl:ObjectProperty ; rdfs:label "has part"@en .
    :amount a owl:DatatypeProperty ; rdfs:label "amount"@en .
    :ticker a owl:DatatypeProperty ; rdfs:label "ticker"@en .
    :Azure a owl:NamedIndividual ; rdfs:label "Azure" .
    :Microsoft a owl:NamedIndividual ; rdfs:label "Microsoft" .
    :Amazon a owl:NamedIndividual ; rdfs:label "Amazon" .
    :deal a owl:NamedIndividual ; rdfs:label "the deal" .
"""


@pytest.fixture(scope="session")
def graph() -> Callable[[str], list[Triple]]:
    """A graph of a few declared terms, with the given statements in Turtle."""

    def make(turtle: str) -> list[Triple]:
        return [quad.triple for quad in parse(PRELUDE + turtle, RdfFormat.TURTLE)]

    return make
