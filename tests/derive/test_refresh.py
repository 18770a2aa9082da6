"""Keeping the derived graph up to date comes to the same as deriving it anew."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aikg.derive import derive_all, refresh
from aikg.derive.counting import Claim
from aikg.ground.terms import AIKG, DERIVED_GRAPH, REGISTER_GRAPH
from aikg.store import EmbeddedStore
from derive.counting.strategies import AGENTS, VOICES, clusters
from derive.counting.strategies import claims as some_claims
from derive.written import graph_of, iri, load, touched, triples, with_ontology

relaxed = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
BODIES = (*AGENTS, *VOICES)
PARTS = ("kg:a", "kg:b", "kg:c", "kg:d", "kg:e", "kg:f")


@pytest.fixture(scope="module")
def world() -> EmbeddedStore:
    store = with_ontology()
    store.update(
        f"INSERT DATA {{ GRAPH <{REGISTER_GRAPH}> {{ kg:unit-of-p aikg:unitOf kg:p . "
        # What is typed here need not be derived again from whatever names it.
        + " ".join(f"{iri(name)} a aikg:Agent , aikg:Organization ." for name in BODIES)
        + " ".join(f"{iri(name)} a aikg:Agreement ." for name in PARTS)
        + " } }"
    )
    return store


def emptied(store: EmbeddedStore) -> EmbeddedStore:
    for graph in store.graphs():
        if graph.rpartition("/")[2] not in {"ontology", "register"}:
            store.replace(graph, ())
    return store


def derived(store: EmbeddedStore) -> set[str]:
    return {str(triple) for triple in store.read(DERIVED_GRAPH)}


def deriving(store: EmbeddedStore, claims: list[Claim] | tuple[Claim, ...]) -> set[str]:
    load(emptied(store), claims)
    derive_all(store)
    return derived(store)


def change(store: EmbeddedStore, gone: list[Claim], come: list[Claim]) -> None:
    with refresh(store, touched([*gone, *come])):
        for claim in gone:
            store.replace(graph_of(claim), ())
        load(store, come)


@relaxed
@given(clusters(most=6), st.data())
def test_after_any_change_the_derived_graph_is_what_deriving_anew_gives(world, cluster, data):
    base = list(cluster.claims)
    deriving(world, base)
    gone = data.draw(st.lists(st.sampled_from(base), unique_by=lambda c: c.iri, max_size=3))
    come = [
        data.draw(some_claims(number, PARTS, cyclic=False))
        for number in range(100, 100 + data.draw(st.integers(0, 2)))
    ]
    change(world, gone, come)
    kept_up = derived(world)
    derive_all(world)
    assert kept_up == derived(world)


@relaxed
@given(clusters(most=5), st.data())
def test_a_change_and_its_opposite_leave_everything_as_it_was(world, cluster, data):
    before = deriving(world, cluster.claims)
    come = [data.draw(some_claims(100, PARTS, cyclic=False))]
    change(world, [], come)
    change(world, come, [])
    assert derived(world) == before


@relaxed
@given(clusters(most=4), some_claims(100, ("kg:x", "kg:y"), cyclic=False))
def test_no_triple_of_another_cluster_is_written(world, cluster, claim):
    deriving(world, cluster.claims)
    written: list[str] = []
    update = world.update
    world.update = lambda request: (written.append(request), update(request))  # type: ignore[method-assign,assignment,return-value,func-returns-value]
    try:
        change(world, [], [replace(claim, withdrawn=None)])
    finally:
        del world.update
    of_others = {
        str(row["node"])
        for name in PARTS
        for row in world.select(
            f"SELECT ?node {{ GRAPH <{DERIVED_GRAPH}> {{ "
            f"{{ BIND ({iri(name)} AS ?node) }} UNION {{ ?node aikg:ofAgreement {iri(name)} }} "
            f"UNION {{ ?node aikg:ofPosition/aikg:ofAgreement {iri(name)} }} }} }}"
        )
    }
    changed = {
        line.split(" ", 1)[0]
        for request in written
        for line in request.splitlines()
        if line.startswith("<")
    }
    assert written
    assert not changed & of_others


@relaxed
@given(clusters(most=5), st.data())
def test_a_deprecated_claim_changes_nothing_that_is_derived(world, cluster, data):
    before = deriving(world, cluster.claims)
    wrong = data.draw(some_claims(100, PARTS, cyclic=False))
    load(world, [wrong], standing="deprecated")
    derive_all(world)
    assert derived(world) == before


def test_a_deprecated_figure_or_stage_does_not_count_while_the_rest_of_its_claim_does(world):
    from derive.counting.cases import tell

    claim = replace(tell((0, 9e9), "signed", payers=frozenset({"kg:p"})), iri="claim:0")
    load(emptied(world), [claim])
    figure = ox.NamedNode(iri("claim:0").value + ".figure-0")
    deprecated = ox.Triple(
        figure, ox.NamedNode(AIKG + "standing"), ox.NamedNode(AIKG + "standing-deprecated")
    )
    assert any(t.subject == figure for t in triples(claim))
    world.add(graph_of(claim), [deprecated])
    derive_all(world)
    assert world.ask(
        f"ASK {{ ?p aikg:ofAgreement {iri('kg:deal')} ; aikg:positionPayer {iri('kg:p')} ; "
        "aikg:notCountedBecause aikg:not-counted-undisclosed }"
    )
