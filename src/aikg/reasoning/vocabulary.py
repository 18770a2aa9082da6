"""The terms of OWL 2, RDF and RDFS that this room reads, as IRIs.

See OWL 2 Mapping to RDF Graphs, https://www.w3.org/TR/owl2-mapping-to-rdf/.
"""

from __future__ import annotations

from aikg.ground.terms import OWL, RDF, RDFS, SKOS, XSD

TYPE = RDF + "type"
FIRST, REST, NIL = RDF + "first", RDF + "rest", RDF + "nil"
LABELS = (RDFS + "label", SKOS + "prefLabel")

SUBCLASS, EQUIVALENT, DISJOINT = RDFS + "subClassOf", OWL + "equivalentClass", OWL + "disjointWith"
SUBPROPERTY, DOMAIN, RANGE = RDFS + "subPropertyOf", RDFS + "domain", RDFS + "range"
INVERSE, CHAIN = OWL + "inverseOf", OWL + "propertyChainAxiom"
THING, NOTHING = OWL + "Thing", OWL + "Nothing"

BUILT_IN = (RDF, RDFS, OWL, XSD)

DECLARED_AS = {
    OWL + "Class": "class",
    RDFS + "Datatype": "datatype",
    OWL + "ObjectProperty": "object",
    OWL + "DatatypeProperty": "data",
    OWL + "AnnotationProperty": "annotation",
    OWL + "NamedIndividual": "individual",
}
"""What a triple with rdf:type declares its subject to be."""

CHARACTERISTICS = {
    OWL + "FunctionalProperty": "Functional",
    OWL + "InverseFunctionalProperty": "InverseFunctional",
    OWL + "TransitiveProperty": "Transitive",
    OWL + "SymmetricProperty": "Symmetric",
    OWL + "AsymmetricProperty": "Asymmetric",
    OWL + "ReflexiveProperty": "Reflexive",
    OWL + "IrreflexiveProperty": "Irreflexive",
}
"""Types that say more of a property; all but the first make it an object property."""

CLASS_AXIOMS = {
    SUBCLASS: "SubClassOf",
    EQUIVALENT: "EquivalentClasses",
    DISJOINT: "DisjointClasses",
    OWL + "disjointUnionOf": "DisjointUnion",
    OWL + "hasKey": "HasKey",
}
PROPERTY_AXIOMS = {
    SUBPROPERTY: "SubPropertyOf",
    DOMAIN: "PropertyDomain",
    RANGE: "PropertyRange",
    OWL + "equivalentProperty": "EquivalentProperties",
    OWL + "propertyDisjointWith": "DisjointProperties",
    INVERSE: "InverseObjectProperties",
    CHAIN: "SubObjectPropertyOfChain",
}
INDIVIDUAL_AXIOMS = {
    OWL + "sameAs": "SameIndividual",
    OWL + "differentFrom": "DifferentIndividuals",
}

MEMBERS, DISTINCT = OWL + "members", OWL + "distinctMembers"
NEGATIVE = OWL + "NegativePropertyAssertion"
NEGATIVE_SOURCE, NEGATIVE_PROPERTY = OWL + "sourceIndividual", OWL + "assertionProperty"
NEGATIVE_TARGETS = (OWL + "targetIndividual", OWL + "targetValue")
NARY_AXIOMS = {
    OWL + "AllDisjointClasses": "DisjointClasses",
    OWL + "AllDisjointProperties": "DisjointProperties",
    OWL + "AllDifferent": "DifferentIndividuals",
    NEGATIVE: "NegativePropertyAssertion",
}
"""Types whose subject stands for an axiom of its own."""
NARY_PARTS = frozenset({MEMBERS, DISTINCT, NEGATIVE_SOURCE, NEGATIVE_PROPERTY, *NEGATIVE_TARGETS})

EXPRESSION_PREDICATES = frozenset(
    {FIRST, REST, RDF + "langRange"}
    | {OWL + name for name in ("onProperty", "onProperties", "onClass", "onDataRange")}
    | {OWL + name for name in ("someValuesFrom", "allValuesFrom", "hasValue", "hasSelf")}
    | {OWL + name for name in ("cardinality", "minCardinality", "maxCardinality")}
    | {OWL + name for name in ("qualifiedCardinality", "minQualifiedCardinality")}
    | {OWL + name for name in ("maxQualifiedCardinality", "onDatatype", "withRestrictions")}
    | {OWL + name for name in ("unionOf", "intersectionOf", "complementOf", "oneOf")}
    | {OWL + name for name in ("datatypeComplementOf", "inverseOf")}
)
EXPRESSION_TYPES = frozenset(
    {RDF + "List", RDFS + "Datatype"}
    | {OWL + name for name in ("Restriction", "Class", "DataRange", "ObjectProperty")}
)
ANNOTATION_TYPES = frozenset({OWL + "Axiom", OWL + "Annotation"})
ONTOLOGY = OWL + "Ontology"
