"""Pair totals: what goes from one organization to another in all, and the loops found in them."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from math import inf

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aikg.derive import derive_all
from aikg.derive.loops import Edge, heaviest_loops, ranked, ranked_loops
from aikg.derive.totals import add_all
from aikg.ground.terms import AIKG, DERIVED_GRAPH, KG, REGISTER_GRAPH
from aikg.store import EmbeddedStore
from derive.counting.strategies import clusters
from derive.written import load, with_ontology

relaxed = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
UNITS = f"INSERT DATA {{ GRAPH <{REGISTER_GRAPH}> {{ kg:unit-of-p aikg:unitOf kg:p }} }}"
POSITIONS = """
SELECT ?position ?currency ?paid ?committed ?possible ?payer ?payee {
  ?position a aikg:CurrentPosition ; aikg:currency ?currency ; aikg:paid ?paid ;
    aikg:committed ?committed ; aikg:possible ?possible ;
    aikg:positionPayer ?payer ; aikg:positionPayee ?payee }
"""
TOTALS = """
SELECT ?from ?to ?currency ?paid ?committed ?possible ?row {
  ?total a aikg:PairTotal ; aikg:totalFrom ?from ; aikg:totalTo ?to ; aikg:currency ?currency ;
    aikg:totalPaid ?paid ; aikg:totalCommitted ?committed ; aikg:totalPossible ?possible ;
    aikg:asRow ?row }
"""


def written(store: EmbeddedStore) -> dict[tuple[str, str, str], tuple[float, float, float]]:
    """For each pair what is paid, committed and possible, as the graph has it."""
    found = {}
    for row in store.select(TOTALS):
        pair = tuple(row[name].value for name in ("from", "to", "currency"))
        assert pair not in found
        found[pair] = tuple(float(row[n].value) for n in ("paid", "committed", "possible"))
        payer, payee, committed, possible, currency = row["row"].value.split(" ", 4)
        assert (payer, payee, currency) == pair
        assert (float(committed), float(possible)) == found[pair][1:]
    return found


def added_up(store: EmbeddedStore) -> dict[tuple[str, str, str], tuple[float, float, float]]:
    """The same, by adding up the positions one by one, in fractions."""
    top = {row["unit"].value: row["top"].value for row in store.select(
        "SELECT ?unit ?top { ?unit aikg:unitOf ?top }"
    )}  # fmt: skip
    sides: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    amounts = {}
    for row in store.select(POSITIONS):
        name = row["position"].value
        for side, of in zip(sides[name], ("payer", "payee"), strict=True):
            side.add(top.get(row[of].value, row[of].value))
        sums = tuple(float(row[n].value) for n in ("paid", "committed", "possible"))
        amounts[name] = row["currency"].value, sums
    totals: dict[tuple[str, str, str], list[float | Fraction]] = defaultdict(lambda: [0, 0, 0])
    for name, (payers, payees) in sides.items():
        currency, sums = amounts[name]
        counts = [1, 1, 1] if len(payers) == len(payees) == 1 else [0, 0, 1]
        for payer in payers:
            for payee in payees - {payer}:
                total = totals[payer, payee, currency]
                for which, amount in enumerate(sums):
                    if counts[which]:
                        total[which] += inf if amount == inf else Fraction(amount)
    return {pair: tuple(map(float, sums)) for pair, sums in totals.items() if sums[2]}


@relaxed
@given(clusters(most=6), st.booleans())
def test_pair_totals_are_the_sums_of_the_current_positions_between_two(cluster, has_units):
    """Units count as their parents, and of what several share only the possible amount is added."""
    store = with_ontology()
    load(store, cluster.claims)
    if has_units:
        store.update(UNITS)
    derive_all(store)
    found, expected = written(store), added_up(store)
    assert found.keys() == expected.keys()
    for pair, sums in expected.items():
        assert found[pair] == pytest.approx(sums)


def positions(edges: list[Edge]) -> str:
    """An update that writes a current position for each edge."""
    told = (
        f"kg:position-{number} a aikg:CurrentPosition ; aikg:positionPayer <{edge.source}> ; "
        f'aikg:positionPayee <{edge.target}> ; aikg:currency "{edge.currency}" ; aikg:paid 0e0 ; '
        f'aikg:committed "{edge.committed}"^^xsd:double ; '
        f'aikg:possible "{str(edge.possible).upper()}"^^xsd:double .'
        for number, edge in enumerate(edges)
    )
    return f"INSERT DATA {{ GRAPH <{DERIVED_GRAPH}> {{ {' '.join(told)} }} }}"


PARTIES = [f"{KG}p{number}" for number in range(9)]
AMOUNTS = st.sampled_from([0.5, 1.0, 9.5, 10.0, 99.0, 1e9, 9.5e9, 1e10, 2e10, 1e40, inf])


@st.composite
def networks(draw):
    """Edges of all magnitudes, many of them equal, in two currencies."""
    pairs = st.tuples(
        *[st.sampled_from(PARTIES)] * 2, st.sampled_from(["EUR", "USD"])
    ).filter(lambda pair: pair[0] != pair[1])  # fmt: skip
    edges = []
    for pair in draw(st.lists(pairs, unique=True, max_size=50)):
        possible = draw(AMOUNTS)
        committed = draw(st.sampled_from([0.0, 0.25, 3.0, 12.0, 5e9]))
        edges.append(Edge(*pair, min(committed, possible), possible))
    return edges


@settings(max_examples=80, deadline=None)
@given(
    networks(),
    st.integers(0, 12),
    st.sampled_from([100, 34, 30]),
    st.sampled_from([0, 29, -9]),
    st.sampled_from([1, 7, 1000]),
)
def test_the_loops_of_a_store_are_the_heaviest_of_all_that_is_paid(edges, k, top, bottom, many):
    """Whatever is read at first, and however much more each time."""
    store = EmbeddedStore()
    if edges:
        store.update(positions(edges))
    add_all(store)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranked, "_TOP", top)
        patch.setattr(ranked, "_BOTTOM", bottom)
        patch.setattr(ranked, "_MANY", many)
        assert ranked_loops(store, k) == heaviest_loops(edges, k)


def test_small_payments_are_not_read_where_large_ones_go_round(monkeypatch):
    ring = [Edge(PARTIES[n], PARTIES[(n + 1) % 3], "USD", 0, 5e9) for n in range(3)]
    small = [
        Edge(one, other, "USD", 0, 7.0) for one in PARTIES for other in PARTIES[3:] if one != other
    ]
    store = EmbeddedStore()
    store.update(positions([*ring, *small]))
    add_all(store)
    asked: list[str] = []
    select = store.select
    monkeypatch.setattr(store, "select", lambda query: (asked.append(query), select(query))[1])
    [loop] = ranked_loops(store, 1)
    assert (loop.parties, loop.possible) == (tuple(PARTIES[:3]), 5e9)
    read = sum(
        len(list(select(query))) for query in asked if f"<{AIKG}" in query or "asRow" in query
    )
    assert read == len(ring)


def test_sums_beyond_any_double_are_infinite():
    store = EmbeddedStore()
    edge = Edge(PARTIES[0], PARTIES[1], "USD", 0, 1.5e308)
    store.update(positions([edge, edge]))
    add_all(store)
    assert written(store) == {edge[:3]: (0, 0, inf)}
