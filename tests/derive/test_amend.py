"""A change of what is told leaves what deriving anew gives, wholly or not at all."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from aikg import derive
from aikg.derive import Amendment, amend, derive_all, recover, unfinished
from aikg.derive.counting import Claim, Figure
from aikg.derive.journal import data
from aikg.ground.bounds import Bounds
from aikg.ground.errors import InputError
from aikg.ground.terms import AIKG, DERIVED_GRAPH, ONTOLOGY_GRAPH, RDF, REGISTER_GRAPH, XSD
from aikg.store import EmbeddedStore
from derive.counting.cases import tell
from derive.counting.strategies import AGENTS, VOICES, clusters
from derive.counting.strategies import claims as some_claims
from derive.written import graph_of, iri, load, triples, with_ontology

relaxed = settings(
    max_examples=18,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
REGISTER = ox.NamedNode(REGISTER_GRAPH)
PARTS = ("kg:a", "kg:b", "kg:c", "kg:d", "kg:e", "kg:f")


@pytest.fixture(scope="module")
def world() -> EmbeddedStore:
    return with_ontology()


def emptied(store: EmbeddedStore) -> EmbeddedStore:
    for graph in store.graphs():
        if not graph.endswith("/ontology"):
            store.replace(graph, ())
    return store


def derived(store: EmbeddedStore) -> set[str]:
    return {str(triple) for triple in store.read(DERIVED_GRAPH)}


def deriving(store: EmbeddedStore, quads: Iterable[ox.Quad]) -> set[str]:
    emptied(store)
    fill(store, quads)
    derive_all(store)
    return derived(store)


def at(instant: str) -> ox.Literal:
    return ox.Literal(instant, datatype=ox.NamedNode(XSD + "dateTime"))


def fill(store: EmbeddedStore, quads: Iterable[ox.Quad]) -> None:
    store.update(data("INSERT", quads))


def quads_of(*claims: Claim) -> list[ox.Quad]:
    return [ox.Quad(*t, ox.NamedNode(graph_of(c))) for c in claims for t in triples(c)]


def everything(store: EmbeddedStore) -> set[tuple[str, str]]:
    return {
        (graph, str(triple))
        for graph in store.graphs()
        if not graph.endswith("/ontology")
        for triple in store.read(graph)
    }


def related() -> list[ox.Quad]:
    """The unit's relation to another organization, and its end."""
    relation = iri("kg:relation")
    told = [
        (iri("kg:unit-of-p"), "unitRelation", relation),
        (relation, "parent", iri("kg:r")),
        (relation, "validUntil", iri("kg:end")),
    ]
    return [ox.Quad(s, ox.NamedNode(AIKG + p), o, REGISTER) for s, p, o in told]


def units(low: str, high: str) -> ox.Quad:
    return ox.Quad(iri(low), ox.NamedNode(AIKG + "unitOf"), iri(high), ox.NamedNode(REGISTER_GRAPH))


def deprecating(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """For each claim, figure and stage entry of some quads the triple that deprecates it."""
    for quad in quads:
        if quad.predicate.value in {AIKG + "about", AIKG + "figureRole", AIKG + "stage"}:
            deprecated = ox.NamedNode(AIKG + "standing-deprecated")
            standing = ox.NamedNode(AIKG + "standing")
            yield ox.Quad(quad.subject, standing, deprecated, quad.graph_name)


@relaxed
@given(clusters(most=5), st.data())
def test_after_any_change_the_derived_graph_is_what_deriving_anew_gives(world, cluster, data):
    """Claims, single triples of them, deprecations and units come and go, all at once."""
    more = [data.draw(some_claims(number, PARTS, cyclic=False)) for number in (100, 101)]
    told = quads_of(*cluster.claims, *more)
    above = [("kg:unit-of-p", "kg:p"), ("kg:p", "kg:q"), ("kg:q", "kg:group")]
    pool = [*told, *deprecating(told), *(units(*pair) for pair in above), *related()]
    here = st.lists(st.sampled_from(pool), max_size=6)
    before, after = (
        {
            *quads_of(*data.draw(st.lists(st.sampled_from([*cluster.claims, *more])))),
            *data.draw(here),
        }
        - set(data.draw(here))
        for _ in range(2)
    )
    deriving(world, before)
    told_change = amend(world, after - before, before - after)
    kept_up = everything(world)
    assert kept_up == (deriving(world, after), everything(world))[1]
    assert (told_change.added, told_change.removed) == (after - before, before - after)


@relaxed
@given(clusters(most=5), st.data())
def test_a_change_and_its_opposite_leave_everything_as_it_was(world, cluster, data):
    deriving(world, quads_of(*cluster.claims))
    before = everything(world)
    done = amend(world, quads_of(data.draw(some_claims(100, PARTS, cyclic=False))))
    undone = amend(world, done.removed, done.added)
    assert everything(world) == before
    assert (undone.derived, undone.withdrawn) == (done.withdrawn, done.derived)


class BrokenOffError(Exception):
    """The process ended here."""


@relaxed
@given(clusters(most=3), some_claims(100, PARTS, cyclic=False), st.integers(1, 3))
def test_a_change_that_is_broken_off_is_undone_wholly(world, cluster, claim, last):
    """After each request that a change writes, the process may end."""
    deriving(world, quads_of(*cluster.claims))
    before = everything(world)
    update, left = world.update, last

    def breaking(request: str) -> None:
        nonlocal left
        if not left:
            raise BrokenOffError
        left -= 1
        update(request)

    world.update = breaking  # type: ignore[method-assign]
    try:
        amend(world, quads_of(claim))
    except BrokenOffError:
        pass
    finally:
        del world.update
    if unfinished(world):
        assert recover(world)
        assert everything(world) == before
    else:
        assert not amend(world, quads_of(claim)).added
    assert not recover(world)


@relaxed
@given(clusters(most=4), some_claims(100, PARTS, cyclic=False))
def test_what_it_tells_of_a_change_is_what_has_changed(world, cluster, claim):
    before = deriving(world, quads_of(*cluster.claims))
    done = amend(world, quads_of(claim))
    assert {str(triple) for triple in done.derived} == derived(world) - before
    assert {str(triple) for triple in done.withdrawn} == before - derived(world)
    assert iri(claim.about).value in done.reached


def test_what_is_there_already_or_not_there_changes_nothing(world):
    told = quads_of(tell((0, 9e9), "signed", payers=frozenset({"kg:p"})))
    deriving(world, told)
    absent = [ox.Quad(iri("kg:x"), q.predicate, q.object, q.graph_name) for q in told[:2]]
    assert amend(world, told, absent) == Amendment(frozenset(), frozenset())


@pytest.mark.parametrize(
    ("quad", "why"),
    [
        (ox.Quad(iri("kg:a"), iri("kg:b"), iri("kg:c")), "no named graph"),
        (ox.Quad(iri("kg:a"), iri("kg:b"), ox.BlankNode(), ox.NamedNode("urn:g")), "name"),
        (ox.Quad(*[iri("kg:a")] * 3, ox.NamedNode(DERIVED_GRAPH)), "derived"),
    ],
)
def test_what_cannot_be_kept_up_is_refused_before_anything_is_written(world, quad, why):
    good = quads_of(tell((0, 9e9), "signed"))
    deriving(world, good)
    before = everything(world)
    with pytest.raises(InputError, match=why):
        amend(world, [quad], good)
    assert everything(world) == before


@pytest.mark.parametrize(("since", "until"), [("validFrom", "validUntil"), ("dueFrom", "dueUntil")])
def test_a_change_of_the_dates_of_a_term_changes_what_a_rate_comes_to(world, since, until):
    rate = Figure(Bounds(5, 5), "USD", rate=(None, None))
    told = tell(None, "signed", figures=(rate,))
    [figure] = (
        quad.object for quad in quads_of(told) if quad.predicate.value.endswith("hasFigure")
    )
    holder = figure if since == "dueFrom" else iri(told.iri)
    day, end = iri("claim:day"), iri("claim:end")
    dates = {"earliest": "2026-01-01T00:00:00Z", "latest": "2026-01-01T23:59:59Z"}
    pairs = [(holder, since, day), (holder, until, end)]
    pairs += [(day, name, at(when)) for name, when in dates.items()]
    graph = ox.NamedNode(graph_of(told))

    def ending(year: int) -> list[ox.Quad]:
        last = [(end, name, at(f"{year}-12-31{when[10:]}")) for name, when in dates.items()]
        return [ox.Quad(s, ox.NamedNode(AIKG + p), o, graph) for s, p, o in last]

    term = [ox.Quad(s, ox.NamedNode(AIKG + p), o, graph) for s, p, o in pairs]
    before, after = ([*quads_of(told), *term, *ending(year)] for year in (2026, 2028))
    expected = deriving(world, after)
    assert deriving(world, before) != expected
    amend(world, ending(2028), ending(2026))
    assert derived(world) == expected


def test_a_change_of_the_vocabulary_derives_everything_anew(world):
    deriving(world, quads_of(tell((5, 5), "signed", payers=frozenset({"kg:p"}))))
    before = derived(world)
    [price] = [
        ox.Quad(*t, ox.NamedNode(ONTOLOGY_GRAPH))
        for t in world.read(ONTOLOGY_GRAPH)
        if t.subject.value == AIKG + "figure-price" and t.predicate.value == AIKG + "isCounted"
    ]
    amend(world, removed=[price])
    try:
        assert not world.ask("ASK { ?p a aikg:CountedPosition }")
    finally:
        amend(world, added=[price])
    assert derived(world) == before


@relaxed
@given(clusters(most=4), some_claims(100, ("kg:x", "kg:y"), cyclic=False))
def test_no_triple_of_another_cluster_is_written(world, cluster, claim):
    deriving(world, quads_of(*cluster.claims))
    written: list[str] = []
    update = world.update
    world.update = lambda request: (written.append(request), update(request))  # type: ignore[method-assign,assignment,return-value,func-returns-value]
    try:
        amend(world, quads_of(replace(claim, withdrawn=None)))
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
    """What it names is typed beforehand: that a word of the vocabulary is about such a thing stands."""
    types = [
        ox.Quad(iri(name), ox.NamedNode(RDF + "type"), ox.NamedNode(AIKG + kind), REGISTER)
        for names, kinds in (
            (PARTS, ("Agreement",)),
            ((*AGENTS, *VOICES), ("Agent", "Organization")),
        )
        for name in names
        for kind in kinds
    ]
    before = deriving(world, [*types, *quads_of(*cluster.claims)])
    wrong = data.draw(some_claims(100, PARTS, cyclic=False))
    load(world, [wrong], standing="deprecated")
    derive_all(world)
    assert derived(world) == before


def test_a_deprecated_figure_or_stage_does_not_count_while_the_rest_of_its_claim_does(world):
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


def test_what_the_floor_offers_is_there_whatever_was_imported_first():
    """A room of the name of what it holds would stand in its place from then on."""
    rooms = {module for _, module, _ in pkgutil.iter_modules(derive.__path__)}
    assert not rooms & set(derive.__all__)
    for room in sorted(rooms):
        import_module(f"{derive.__name__}.{room}")
    assert all(callable(getattr(derive, name)) for name in derive.__all__)
