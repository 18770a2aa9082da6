"""What of all that follows is written, and why the rest may be left out."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from aikg.derive.rules import Program, Scope, close, compile_rules
from aikg.ground.errors import InputError
from aikg.ground.terms import AIKG, CLAIM, DERIVED_GRAPH, OWL, RDF, SOURCE
from aikg.store import EmbeddedStore
from derive.rules.worlds import ontology, published, rules

TYPE = RDF + "type"


def disjoint() -> list[set[str]]:
    """The lists of classes of which nothing is two."""
    told = {}
    for t in ontology():
        told.setdefault(t.subject, {})[t.predicate.value] = t.object
    lists = []
    for node in [t.object for t in ontology() if t.predicate.value == OWL + "members"]:
        members = set()
        while node in told:
            members.add(told[node][RDF + "first"].value)
            node = told[node][RDF + "rest"]
        lists.append(members)
    return lists


def test_what_is_told_can_be_of_no_class_in_scope():
    """So that the namespace of a subject need not be looked at where a class is concluded."""
    program = Program(rules())
    above = {}
    for rule in rules():
        low, high = rule.body[0], rule.head
        if len(rule.body) == 1 and low.predicate.value == high.predicate.value == TYPE:
            above.setdefault(low.object.value, set()).add(high.object.value)

    def up(name: str) -> set[str]:
        found, waiting = {name}, [name]
        while waiting:
            new = above.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found

    concluded = {r.head.object.value for r in program.rules if r.head.predicate.value == TYPE}
    roots = Scope().told_classes
    assert concluded
    for name in concluded:
        for told in roots:
            assert any(
                one & up(name) and one & up(told) and (one & up(name)) != (one & up(told))
                for one in disjoint()
            ), f"{name} and {told} are not disjoint"


def test_nothing_is_written_about_what_is_told():
    store = published()
    close(store)
    written = list(store.read(DERIVED_GRAPH))
    assert written
    assert not [t for t in written if t.subject.value.startswith((CLAIM, SOURCE))]


def test_what_a_claim_tells_of_an_entry_of_the_register_follows():
    """The range of a property above a told one reaches the value, though the claim gets nothing."""
    turtle = """
        @prefix : <https://w3id.org/aikg/ontology#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        :leads rdfs:subPropertyOf :invests . :invests rdfs:subPropertyOf :takesPart .
        :takesPart rdfs:range :Agent . :invests owl:inverseOf :investedBy .
        :Agent rdfs:subClassOf :Thing ."""
    program = Program(compile_rules(q.triple for q in parse(turtle, RdfFormat.TURTLE)))
    store = EmbeddedStore()
    store.update(f"INSERT DATA {{ GRAPH graph:s {{ <{CLAIM}s/a> aikg:leads kg:fund }} }}")
    close(store, program)
    found = {
        (t.predicate.value.removeprefix(AIKG), t.object.value.removeprefix(AIKG))
        for t in store.read(DERIVED_GRAPH)
    }
    assert found == {(TYPE, "Agent"), (TYPE, "Thing"), ("investedBy", CLAIM + "s/a")}


def test_a_rule_that_rests_on_a_class_left_out_is_refused():
    turtle = """
        @prefix : <https://w3id.org/aikg/ontology#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        :Claim rdfs:subClassOf :Statement .
        :Known owl:equivalentClass [ owl:onProperty :restsOn ; owl:someValuesFrom :Claim ] ."""
    told = compile_rules(q.triple for q in parse(turtle, RdfFormat.TURTLE))
    with pytest.raises(InputError, match=r"aikg:Known.*aikg:Claim"):
        Program(told)
