"""A change's slice gives exactly what validating everything gives, for every node it can affect."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from aikg.gate.check import packaged_shapes
from aikg.gate.findings import Finding
from aikg.gate.known import Known
from aikg.gate.reach import Change, Reach, slice_of
from aikg.gate.shacl import Shapes
from aikg.ground.terms import GRAPH, ONTOLOGY_GRAPH, RDF, RDFS, SH
from aikg.store import EmbeddedStore, canonical
from shapes import test_shapes as examples

relaxed = settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
GRAPHS = tuple(NamedNode(GRAPH + name) for name in ("one", "two"))


def outcome(
    shapes: Shapes, vocabulary: list[Triple], before: set[Quad], after: set[Quad]
) -> tuple[set[Finding], set[Finding]]:
    """What the gate finds of a change, and what validating all before and after it says of that.

    Raises:
        AssertionError: a node that the change is not said to affect has other findings after it.
    """
    reach = Reach.of(shapes.triples)
    store = EmbeddedStore()
    store.add(ONTOLOGY_GRAPH, vocabulary)
    for graph in GRAPHS:
        store.add(graph.value, [quad.triple for quad in before if quad.graph_name == graph])
    found = slice_of(store, reach, Change(frozenset(after - before), frozenset(before - after)))
    affected = {str(node).strip("<>") for node in found.affected}

    def validated(triples: set[Triple]) -> set[Finding]:
        return set(shapes.validate(triples, vocabulary))

    was, full = (validated({quad.triple for quad in state}) for state in (before, after))
    assert {f for f in full if f.focus not in affected} == {
        f for f in was if f.focus not in affected
    }
    sliced = {f for f in validated(set(found.triples)) if f.focus in affected}
    return sliced, {f for f in full if f.focus in affected}


@cache
def vocabulary() -> list[Triple]:
    return list(Known.packaged(register=False).vocabulary)


@cache
def pool(shape: str, kind: str) -> list[Triple]:
    """The triples of an example, under names that all examples share, so that they meet."""
    text = "".join(
        (examples.HERE / "base" / f"{file}.ttl").read_text("utf-8") for file in examples.base(shape)
    )
    lines = examples.CASES[shape].get(kind, "").splitlines()
    text += "\n".join(line for line in lines if not line.startswith("- "))
    named = [each for each in examples.turtle(text, "shared") if not _blank(each)]
    return list(canonical(named).values())


def _blank(triple: Triple) -> bool:
    return any(str(term).startswith("_:") for term in (triple.subject, triple.object))


@relaxed
@given(st.lists(st.sampled_from(examples.EXAMPLES), min_size=1, max_size=3, unique=True), st.data())
def test_the_packaged_shapes_say_the_same_of_a_slice_as_of_everything(chosen, data):
    triples = sorted({t for shape, kind in chosen for t in pool(shape, kind)}, key=str)
    quads = [Quad(*triple, data.draw(st.sampled_from(GRAPHS))) for triple in triples]
    some = st.lists(st.sampled_from(quads), max_size=8)
    before = set(quads) - set(data.draw(some))
    after = (before | set(data.draw(some))) - set(data.draw(some))
    sliced, full = outcome(packaged_shapes(), vocabulary(), before, after)
    assert sliced == full


# -- random shapes -------------------------------------------------------------------------------

EX = "https://example.org/"
PREDICATES = tuple(EX + name for name in "pqr")
CLASSES = tuple(EX + name for name in ("C", "D"))
"""Classes of the vocabulary: the second is below the first."""
OWN_CLASSES = tuple(EX + name for name in ("E", "F"))
"""Classes that facts place below others."""
NODES = tuple(EX + f"n{number}" for number in range(5))


def property_paths(max_leaves: int) -> st.SearchStrategy[str]:
    return st.recursive(
        st.sampled_from([f"<{predicate}>" for predicate in PREDICATES]),
        lambda inner: st.one_of(
            st.builds("[ sh:inversePath {} ]".format, inner),
            st.builds("( {} {} )".format, inner, inner),
            st.builds("[ sh:alternativePath ( {} {} ) ]".format, inner, inner),
            st.builds("[ sh:zeroOrMorePath {} ]".format, inner),
            st.builds("[ sh:oneOrMorePath {} ]".format, inner),
            st.builds("[ sh:zeroOrOnePath {} ]".format, inner),
        ),
        max_leaves=max_leaves,
    )


paths = property_paths(3)
classes = st.sampled_from([f"<{name}>" for name in CLASSES])
values = st.sampled_from([f"<{name}>" for name in NODES])
sparql_paths = st.sampled_from(
    ["ex:p", "ex:p+", "^ex:q", "ex:p/^ex:r", "(ex:p|ex:q)*", "ex:r?", "!ex:p", "!(ex:p|^ex:q)"]
)
constraints = st.recursive(
    st.one_of(
        st.builds("sh:minCount {}".format, st.integers(1, 2)),
        st.builds("sh:maxCount {}".format, st.integers(0, 1)),
        st.builds("sh:class {}".format, classes),
        st.builds("sh:hasValue {}".format, values),
        st.builds("sh:in ( {} {} )".format, values, values),
        st.builds("sh:nodeKind sh:{}".format, st.sampled_from(("IRI", "Literal"))),
        st.builds("sh:disjoint <{}>".format, st.sampled_from(PREDICATES)),
        st.builds("sh:equals <{}>".format, st.sampled_from(PREDICATES)),
    ),
    lambda inner: st.one_of(
        st.builds("sh:not [ sh:path {} ; {} ]".format, paths, inner),
        st.builds("sh:node [ sh:property [ sh:path {} ; {} ] ]".format, paths, inner),
        st.builds(
            "sh:or ( [ sh:path {} ; {} ] [ sh:property [ sh:path {} ; {} ] ] )".format,
            *(paths, inner, paths, inner),
        ),
        st.builds(
            "sh:qualifiedValueShape [ sh:property [ sh:path {} ; {} ] ] ; sh:qualifiedMinCount 1".format,
            *(paths, inner),
        ),
    ),
    max_leaves=3,
)
targets = st.one_of(
    st.builds("sh:targetClass {}".format, classes),
    st.builds("sh:targetSubjectsOf <{}>".format, st.sampled_from(PREDICATES)),
    st.builds("sh:targetObjectsOf <{}>".format, st.sampled_from(PREDICATES)),
    st.builds("sh:targetNode {}".format, values),
)
property_shapes = st.builds("{} ; sh:path {} ; {}".format, targets, paths, constraints)
closed_shapes = st.builds(
    "a sh:NodeShape ; {} ; sh:closed true ; sh:property [ sh:path <{}> ; {} ]".format,
    *(targets, st.sampled_from(PREDICATES), constraints),
)
sibling_shapes = st.builds(
    "a sh:NodeShape ; {} ; sh:property [ sh:path {} ; sh:qualifiedValueShape [ sh:path {} ; {} ] ; "
    "sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true ] , "
    "[ sh:path {} ; sh:qualifiedValueShape [ sh:path {} ; {} ] ; sh:qualifiedMaxCount 1 ]".format,
    *(targets, paths, paths, constraints, paths, paths, constraints),
)
sparql_shapes = st.builds(
    'a sh:NodeShape ; {} ; sh:sparql [ sh:prefixes <urn:x> ; sh:select "'
    'SELECT $this ?value {{ $this {} ?value . ?value {} ?other FILTER (?other != $this) }}" ]'.format,
    *(targets, sparql_paths, sparql_paths),
)
shape_texts = st.lists(
    st.one_of(property_shapes, property_shapes, closed_shapes, sibling_shapes, sparql_shapes),
    min_size=1,
    max_size=3,
)
PROLOGUE = f"""
@prefix sh: <{SH}> . @prefix ex: <{EX}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:x> sh:declare [ sh:prefix "ex" ; sh:namespace "{EX}"^^xsd:anyURI ] .
"""
terms = st.one_of(
    st.sampled_from([NamedNode(name) for name in NODES]),
    st.sampled_from([NamedNode(name) for name in NODES]),
    st.just(Literal("text")),
)
facts = st.one_of(
    st.builds(
        Triple,
        st.sampled_from([NamedNode(name) for name in NODES]),
        st.sampled_from([NamedNode(predicate) for predicate in PREDICATES]),
        terms,
    ),
    st.builds(
        Triple,
        st.sampled_from([NamedNode(name) for name in NODES]),
        st.just(NamedNode(RDF + "type")),
        st.sampled_from([NamedNode(name) for name in CLASSES + OWN_CLASSES]),
    ),
    st.builds(
        Triple,
        st.sampled_from([NamedNode(name) for name in OWN_CLASSES]),
        st.just(NamedNode(RDFS + "subClassOf")),
        st.sampled_from([NamedNode(name) for name in CLASSES + OWN_CLASSES]),
    ),
)
worlds = st.frozensets(
    st.builds(lambda t, g: Quad(*t, g), facts, st.sampled_from(GRAPHS)), max_size=14
)
BELOW = [Triple(*(NamedNode(n) for n in (CLASSES[1], RDFS + "subClassOf", CLASSES[0])))]


def shapes_of(texts: list[str]) -> Shapes:
    written = PROLOGUE + "\n".join(
        f"<urn:shape-{number}> {text} ." for number, text in enumerate(texts)
    )
    return Shapes([quad.triple for quad in parse(written.encode(), format=RdfFormat.TURTLE)])


@settings(relaxed, max_examples=100)
@given(shape_texts, worlds, worlds)
def test_any_shapes_say_the_same_of_a_slice_as_of_everything(texts, before, after):
    sliced, full = outcome(shapes_of(texts), BELOW, set(before), set(after))
    assert sliced == full


@relaxed
@given(targets, property_paths(6), values, worlds, worlds)
def test_any_path_however_nested_is_followed_to_its_ends(target, path, value, before, after):
    shapes = shapes_of([f"{target} ; sh:path {path} ; sh:hasValue {value}"])
    sliced, full = outcome(shapes, BELOW, set(before), set(after))
    assert sliced == full


def quads(*facts: str) -> set[Quad]:
    """Facts, each of three local names, told in one graph."""
    names = {"a": RDF + "type", "below": RDFS + "subClassOf"}
    return {
        Quad(*(NamedNode(names.get(name, EX + name)) for name in fact.split()), GRAPHS[0])
        for fact in facts
    }


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("sh:targetClass ex:C ; sh:path ex:p ; sh:minCount 1", (), ("n a D",)),
        (
            "sh:targetClass ex:C ; sh:path ex:p ; sh:minCount 1",
            ("n a E", "E below F"),
            ("n a E", "E below F", "F below D"),
        ),
        (
            "sh:targetNode ex:n ; sh:path ex:p ; sh:class ex:C",
            ("n p m", "m a E", "E below C"),
            ("n p m", "m a E"),
        ),
        (
            "sh:targetNode ex:n ; sh:path [ sh:oneOrMorePath ( ex:p [ sh:zeroOrOnePath ex:q ] ) ] ; "
            "sh:maxCount 2",
            ("n p n1", "n1 p n2"),
            ("n p n1", "n1 p n2", "n2 p n3"),
        ),
        (
            "sh:targetNode ex:n ; sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ; "
            "sh:qualifiedValueShapesDisjoint true ; sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] "
            "] , [ sh:path ex:q ; sh:qualifiedMinCount 0 ; "
            "sh:qualifiedValueShape [ sh:path ex:r ; sh:minCount 1 ] ]",
            ("n p m",),
            ("n p m", "m r x"),
        ),
        (
            "a sh:NodeShape ; sh:targetNode ex:n ; sh:sparql [ sh:prefixes <urn:x> ; "
            'sh:select "SELECT $this { $this ex:p/!^ex:p ?any }" ]',
            ("n p m", "x p m"),
            ("n p m", "x p m", "x q m"),
        ),
    ],
    ids=["subclass", "class placed", "class taken out", "repeated", "siblings", "negated inverse"],
)
def test_a_change_that_makes_a_shape_fail_affects_the_node_that_it_targets(text, before, after):
    sliced, full = outcome(shapes_of([text]), BELOW, quads(*before), quads(*after))
    assert sliced == full
    assert {finding.focus for finding in full} == {EX + "n"}


@relaxed
@given(worlds, worlds)
def test_where_a_shape_looks_further_than_can_be_told_everything_is_its_slice(before, after):
    """Of any world, whatever has no triple by one predicate fails where another two are far away."""
    one, other = PREDICATES[:2]
    select = f"SELECT $this {{ ?any <{one}> ?thing . ?else <{other}> ?more }}"
    shapes = shapes_of(
        [f'a sh:NodeShape ; sh:targetClass <{CLASSES[0]}> ; sh:sparql [ sh:select "{select}" ]']
    )
    assert Reach.of(shapes.triples).unbounded
    sliced, full = outcome(shapes, BELOW, set(before), set(after))
    assert sliced == full


def test_a_change_of_the_register_is_followed_back_to_the_claims_that_name_it():
    shapes = shapes_of(
        [f"sh:targetClass <{CLASSES[0]}> ; sh:path <{PREDICATES[0]}> ; sh:class <{CLASSES[1]}>"]
    )
    claim, deal = (NamedNode(name) for name in NODES[:2])
    told = {
        Quad(claim, NamedNode(RDF + "type"), NamedNode(CLASSES[0]), GRAPHS[0]),
        Quad(claim, NamedNode(PREDICATES[0]), deal, GRAPHS[0]),
    }
    kind = Quad(deal, NamedNode(RDF + "type"), NamedNode(CLASSES[1]), GRAPHS[1])
    sliced, full = outcome(shapes, BELOW, told | {kind}, told)
    assert sliced == full
    assert [finding.focus for finding in sliced] == [claim.value]


@pytest.mark.parametrize(
    "text",
    [
        f"sh:targetObjectsOf <{PREDICATES[0]}> ; sh:path [ sh:inversePath <{PREDICATES[0]}> ] ; "
        "sh:maxCount 1",
        f"sh:targetObjectsOf <{PREDICATES[0]}> , <{PREDICATES[1]}> ; "
        f"sh:path ( [ sh:inversePath <{PREDICATES[0]}> ] <{PREDICATES[1]}> ) ; sh:maxCount 0",
    ],
    ids=["counted", "led through"],
)
def test_what_stands_for_all_that_have_a_value_is_seen_by_no_constraint(text):
    subjects, values = ([NamedNode(name) for name in NODES[at : at + 2]] for at in (0, 2))
    told = {
        Quad(subject, NamedNode(predicate), value, GRAPHS[0])
        for subject, predicate, value in zip(subjects, PREDICATES, values, strict=False)
    }
    # Both values are looked at anew; what has them as values does not change.
    new = {
        Quad(value, NamedNode(PREDICATES[0]), Literal(value.value), GRAPHS[0]) for value in values
    }
    sliced, full = outcome(shapes_of([text]), BELOW, told, told | new)
    assert sliced == full == set()


@pytest.mark.parametrize(
    ("text", "unbounded"),
    [
        ('a sh:NodeShape ; sh:sparql [ sh:select "SELECT $this { ?a <urn:p> ?b }" ]', True),
        ('a sh:NodeShape ; sh:sparql [ sh:select "SELECT $this { $this <urn:p> ?b }" ]', False),
        ("a sh:NodeShape ; sh:js [ ]", True),
        ("a sh:NodeShape ; sh:property <urn:shape-0>", True),
        ("sh:target [ a sh:SPARQLTarget ]", True),
        (
            "a sh:NodeShape ; ex:own 1 . ex:C a sh:ConstraintComponent ; "
            "sh:parameter [ sh:path ex:own ]",
            True,
        ),
    ],
)
def test_a_shape_whose_reach_cannot_be_told_is_named(text, unbounded):
    reach = Reach.of(shapes_of([text]).triples)
    assert reach.unbounded == ({"urn:shape-0"} if unbounded else set())
