"""Money loops: the heaviest ones equal the full enumeration, and their overlap in time."""

from __future__ import annotations

from itertools import pairwise, product

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aikg.derive.loops import Edge, Loop, cycles, heaviest, heaviest_loops, overlap
from aikg.ground.bounds import ALWAYS, INF, Span

PARTIES = ["Amazon", "Zeta", "B", "anthropic", "Ä", "C10", "C9"]
FEW_VALUES = [0, 1, 2.5, 10e9, INF]


@st.composite
def networks(draw, parties=PARTIES, most=40):
    """Edges in two currencies: many ties, self-loops, edges that carry nothing, INF."""
    pairs = draw(
        st.lists(
            st.tuples(
                st.sampled_from(parties), st.sampled_from(parties), st.sampled_from(["EUR", "USD"])
            ),
            unique=True,
            max_size=most,
        )
    )
    figures = draw(
        st.lists(
            st.tuples(st.sampled_from(FEW_VALUES), st.sampled_from(FEW_VALUES)),
            min_size=len(pairs),
            max_size=len(pairs),
        )
    )
    return [Edge(*pair, *sorted(both)) for pair, both in zip(pairs, figures, strict=True)]


def enumerated(edges, longest):
    """All loops in order, by listing every cycle with networkx."""
    loops = []
    for currency in {edge.currency for edge in edges}:
        graph = networkx.DiGraph()
        for edge in edges:
            if edge.currency == currency and edge.possible > 0 and edge.source != edge.target:
                graph.add_edge(edge.source, edge.target, edge=edge)
        for cycle in networkx.simple_cycles(graph, length_bound=longest):
            least = cycle.index(min(cycle))
            parties = cycle[least:] + cycle[:least]
            legs = [graph.edges[leg]["edge"] for leg in pairwise([*parties, parties[0]])]
            loops.append(
                Loop(
                    tuple(parties),
                    min(leg.committed for leg in legs),
                    min(leg.possible for leg in legs),
                    currency,
                )
            )
    return sorted(
        loops, key=lambda x: (-x.possible, -x.committed, len(x.parties), x.parties, x.currency)
    )


@settings(max_examples=60)
@given(networks(), st.integers(0, 30), st.integers(2, 6))
def test_the_k_heaviest_are_the_first_k_of_the_full_enumeration(edges, k, longest):
    assert heaviest_loops(edges, k, longest) == enumerated(edges, longest)[:k]


@settings(max_examples=60)
@given(networks(parties=[f"P{i}" for i in range(12)], most=110), st.integers(1, 100))
def test_in_dense_networks_with_ties_too(edges, k):
    assert heaviest_loops(edges, k) == enumerated(edges, 4)[:k]


@settings(max_examples=60)
@given(
    edges=networks(parties=[f"P{i}" for i in range(12)], most=110),
    k=st.integers(1, 40),
    longest=st.integers(2, 5),
    little_effort=st.sampled_from([0, 30, 10**6]),
    most_ties=st.sampled_from([0, 3, 10**6]),
)
def test_the_loops_do_not_depend_on_the_way_in_which_they_are_found(
    edges, k, longest, little_effort, most_ties
):
    """With leaps of one edge, rows of two columns, and any bound at which the method changes."""
    expected = enumerated(edges, longest)[:k]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(heaviest, "_FIRST_LEGS", 1)
        patch.setattr(heaviest, "_LITTLE_EFFORT", little_effort)
        patch.setattr(heaviest, "_MOST_TIES", most_ties)
        patch.setattr(cycles, "_FIRST_COLUMNS", 2)
        patch.setattr(cycles, "_GROWTH", 1)
        assert heaviest_loops(edges, k, longest) == expected


@given(networks().flatmap(lambda edges: st.tuples(st.just(edges), st.permutations(edges))))
def test_the_order_of_the_edges_makes_no_difference(both):
    edges, shuffled = both
    assert heaviest_loops(edges, 5) == heaviest_loops(iter(shuffled), 5)


@given(networks(), st.integers(1, 20))
def test_fewer_loops_are_a_beginning_of_more(edges, k):
    assert heaviest_loops(edges, k)[: k - 1] == heaviest_loops(edges, k - 1)


def test_of_two_loops_one_is_the_heavier_and_none_are_none():
    edges = [
        Edge("A", "B", "USD", 1, 5),
        Edge("B", "A", "USD", 2, 7),
        Edge("B", "C", "USD", 6, 6),
        Edge("C", "B", "USD", 6, 6),
    ]
    assert heaviest_loops(edges, 1) == [Loop(("B", "C"), 6, 6, "USD")]
    assert heaviest_loops(edges, 0) == []
    assert heaviest_loops([]) == []


def test_between_microsoft_and_anthropic_at_most_10_billion_go_round_and_at_least_nothing():
    """Up to $10 billion one way, $30 billion of Azure capacity the other way."""
    edges = [
        Edge("Microsoft", "Anthropic", "USD", 0, 10e9),
        Edge("NVIDIA", "Anthropic", "USD", 0, 5e9),
        Edge("Anthropic", "Microsoft", "USD", 30e9, 30e9),
    ]
    assert heaviest_loops(edges) == [Loop(("Anthropic", "Microsoft"), 0, 10e9, "USD")]


def test_a_loop_is_in_one_currency():
    edges = [Edge("A", "B", "USD", 0, 5), Edge("B", "A", "EUR", 0, 5)]
    assert heaviest_loops(edges) == []


def test_ties_at_the_last_place_fall_to_the_committed_then_to_fewer_parties_then_to_names():
    ring = [("D", "E"), ("E", "F"), ("F", "D")]
    edges = [Edge(a, b, "USD", 0, INF) for a, b in [("B", "C"), ("C", "B"), *ring]]
    edges += [Edge("X", "Y", "USD", 1, INF), Edge("Y", "X", "USD", 2, INF)]
    edges += [Edge("A", "Z", "USD", 0, INF), Edge("Z", "A", "USD", 9, INF)]
    found = [loop.parties for loop in heaviest_loops(edges, 4)]
    assert found == [("X", "Y"), ("A", "Z"), ("B", "C"), ("D", "E", "F")]
    assert [loop.parties for loop in heaviest_loops(edges, 2)] == found[:2]


def test_among_millions_of_loops_that_all_tie_the_first_by_name_are_given():
    """Complete network of 120 parties: about 200 million loops, none of which is the heavier."""
    parties = [f"P{i:03}" for i in range(120)]
    edges = [Edge(a, b, "USD", 0, INF) for a, b in product(parties, parties)]
    expected = [Loop(("P000", party), 0, INF, "USD") for party in parties[1:101]]
    assert heaviest_loops(edges, 100) == expected


@pytest.mark.parametrize(
    ("edges", "k", "longest", "words"),
    [
        ([], -1, 4, "found -1"),
        ([], 1, 1, "at least 2 parties"),
        ([Edge("A", "B", "USD", 0, 1), Edge("A", "B", "USD", 0, 2)], 1, 4, "from A to B in USD"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(edges, k, longest, words):
    with pytest.raises(ValueError, match=words):
        heaviest_loops(edges, k, longest)


INSTANTS = range(7)


@st.composite
def spans(draw):
    """A span among few instants, sides without bounds included."""
    sides = sorted(draw(st.tuples(st.sampled_from(INSTANTS), st.sampled_from(INSTANTS))))
    open_sides = draw(st.tuples(st.booleans(), st.booleans()))
    return Span(*(None if o else str(side) for side, o in zip(sides, open_sides, strict=True)))


def _within(span):
    """The instants that a span allows: -2 and 9 stand for long before and long after."""
    low = -2 if span.earliest is None else int(span.earliest)
    high = 9 if span.latest is None else int(span.latest)
    return range(low, high + 1)


@given(st.lists(st.tuples(spans(), st.none() | spans()), min_size=1, max_size=3))
def test_overlap_is_what_trying_every_instant_gives(legs):
    """Live from the start on until before the end, whichever instants these are."""
    at = range(-2, 12)  # 10 and 11 are after every start: only what does not end is live
    certain, able = set(at), set(at)
    for start, end in legs:
        choices = list(product(_within(start), [12] if end is None else _within(end)))
        certain &= {x for x in at if all(since <= x < until for since, until in choices)}
        able &= {x for x in at if any(since <= x < until for since, until in choices)}
    assert overlap(legs) == ("yes" if certain else "possibly" if able else "no")


def test_legs_without_dates_that_do_not_end_overlap():
    assert overlap([(ALWAYS, None), (ALWAYS, None)]) == "yes"


def test_a_leg_that_begins_the_instant_another_ends_does_not_overlap_it():
    turn = Span("2025-09-22T00:00:00Z", "2025-09-22T00:00:00Z")
    assert overlap([(ALWAYS, turn), (turn, None)]) == "no"
