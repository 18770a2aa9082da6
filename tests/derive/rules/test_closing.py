"""What the rules conclude is what reasoners conclude, no more and no less."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aikg.derive.rules import Program, Scope, close
from aikg.ground.terms import DERIVED_GRAPH
from aikg.store import EmbeddedStore
from derive.rules import hard
from derive.rules.second_engine import RdflibStore
from derive.rules.worlds import (
    EVERYTHING,
    GRAPHS,
    apart,
    by_hermit,
    by_owlrl,
    everything,
    placed,
    published,
    rules,
    spoken,
    stored,
    worlds,
)

SLOW = settings(
    max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
# Many small graphs side by side, since a reasoner's time goes mostly into the vocabulary.
many_worlds = st.lists(worlds, min_size=12, max_size=12).map(
    lambda found: reduce(set.union, (apart(one, place) for place, one in enumerate(found)), set())
)


def concluded(store: EmbeddedStore, scope: Scope) -> tuple[set, Scope]:
    program = Program(rules(), scope)
    close(store, program)
    return spoken(everything(store), program.scope), program.scope


@pytest.mark.parametrize("scope", [Scope(), EVERYTHING], ids=["in scope", "everything"])
def test_the_published_graph_has_what_owlrl_concludes(scope):
    """Over all individuals, and over those in scope."""
    told = everything(published())
    ours, fit = concluded(published(), scope)
    assert ours == spoken(by_owlrl(told), fit)
    assert len(ours - told) > 50


def test_the_published_graph_has_what_hermit_concludes():
    told = everything(published())
    ours, fit = concluded(published(), Scope())
    assert ours == spoken(by_hermit(told), fit)


def test_the_published_graph_has_the_roles_and_ties_that_queries_rely_on():
    store = published()
    close(store)
    assert store.ask(
        """ASK { kg:microsoft a aikg:Investor , aikg:CloudProvider , aikg:ModelHost ;
                aikg:investsIn kg:anthropic ; aikg:offersModelsOf kg:anthropic .
            kg:anthropic a aikg:CloudCustomer , aikg:ModelDeveloper ; aikg:pays kg:microsoft ;
                aikg:buysCloudFrom kg:microsoft ; aikg:dependsOn kg:microsoft , kg:aws ;
                aikg:develops kg:claude .
            kg:microsoft-anthropic-investment a aikg:Agreement ; aikg:payer kg:microsoft ;
                aikg:participant kg:anthropic }"""
    )
    assert not store.ask("ASK { kg:openai a aikg:CloudProvider }")


@SLOW
@given(many_worlds, st.sampled_from([Scope(), EVERYTHING]))
def test_random_graphs_have_what_owlrl_concludes(quads, scope):
    ours, fit = concluded(stored(quads), scope)
    assert ours == spoken(by_owlrl({triple for _, triple in quads}), fit)


@SLOW
@given(many_worlds)
def test_random_graphs_have_what_hermit_concludes(quads):
    ours, fit = concluded(stored(quads), Scope())
    assert ours == spoken(by_hermit({triple for _, triple in quads}), fit)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sets(hard.quads, min_size=4, max_size=9))
def test_a_hard_ontology_has_what_owlrl_concludes(quads):
    """Every form at once, with rules that feed each other in cycles."""
    store = hard.stored(quads)
    close(store, hard.program())
    assert everything(store) == hard.by_owlrl({triple for _, triple in quads})


@settings(max_examples=40, deadline=None)
@given(st.sets(placed(), max_size=40))
def test_no_triple_is_written_that_stands_in_another_graph(quads):
    """So that a query over all graphs counts it once."""
    store = stored(quads)
    assessed = set(store.read(DERIVED_GRAPH))
    close(store)
    others = {t for graph in GRAPHS if graph != DERIVED_GRAPH for t in store.read(graph)}
    assert not (set(store.read(DERIVED_GRAPH)) - assessed) & others
    assert assessed <= set(store.read(DERIVED_GRAPH))


@settings(max_examples=40, deadline=None)
@given(st.sets(hard.quads, max_size=12))
def test_running_it_again_adds_nothing(quads):
    store = hard.stored(quads)
    close(store, hard.program())
    once = set(store.read(DERIVED_GRAPH))
    close(store, hard.program())
    assert set(store.read(DERIVED_GRAPH)) == once


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_another_engine_concludes_the_same():
    """Nothing but SPARQL 1.1 is asked of a store: rdflib runs the same updates."""
    ours, other = published(), RdflibStore()
    for graph in ours.graphs():
        other.add(graph, ours.read(graph))
    close(ours)
    close(other)
    assert spoken(set(other.read(DERIVED_GRAPH)), Scope()) == spoken(
        set(ours.read(DERIVED_GRAPH)), Scope()
    )


def test_no_update_asks_for_what_some_stores_refuse():
    """Property paths of any length, and services."""

    asked: list[str] = []

    class Listening(EmbeddedStore):
        def update(self, request: str) -> None:
            asked.append(request)
            super().update(request)

        def ask(self, query: str) -> bool:
            asked.append(query)
            return super().ask(query)

    store = Listening()
    store.update("INSERT DATA { GRAPH graph:register { kg:aws aikg:unitOf kg:amazon } }")
    close(store)
    assert len(asked) > 50
    for text in asked:
        assert not any(sign in text for sign in (">+", ">*", ">/", ">|", "SERVICE", "FROM"))
