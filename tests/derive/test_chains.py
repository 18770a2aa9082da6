"""Shortest chains, beside those that networkx finds."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from aikg.derive.chains import chains, reached

NODES = "abcdefgh"
edges = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=16)
nodes = st.sampled_from(NODES)


def graph_of(pairs: list[tuple[str, str]]) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(NODES)
    graph.add_edges_from((a, b) for a, b in pairs if a != b)
    return graph


@given(edges, nodes, st.integers(1, 5))
def test_each_is_reached_in_as_few_steps_as_there_can_be(pairs, start, steps) -> None:
    graph = graph_of(pairs)
    found = reached(lambda near: {node: graph[node] for node in near}, start, steps)
    lengths = nx.single_source_shortest_path_length(graph, start, cutoff=steps)
    assert {node: step for node, (step, _) in found.items()} == {
        node: length for node, length in lengths.items() if node != start
    }


@given(edges, nodes, nodes)
def test_all_shortest_chains_are_given_and_no_other(pairs, start, goal) -> None:
    graph = graph_of(pairs)
    found = reached(
        lambda near: {node: graph[node] for node in near}, start, 9, lambda last: goal in last
    )
    mine = list(chains(found, goal))
    if start == goal or not nx.has_path(graph, start, goal):
        assert mine == []
    else:
        assert mine == sorted(map(tuple, nx.all_shortest_paths(graph, start, goal)))


@given(edges, st.sets(nodes, min_size=1), st.sets(nodes, min_size=1))
def test_of_several_starts_and_goals_the_nearest_count(pairs, starts, goals) -> None:
    graph = graph_of(pairs)
    found = reached(lambda near: {node: graph[node] for node in near}, starts, 9)
    mine = list(chains(found, goals - starts))
    every = [
        tuple(path)
        for start in starts
        for goal in goals - starts
        if nx.has_path(graph, start, goal)
        for path in nx.all_shortest_paths(graph, start, goal)
    ]
    least = min(map(len, every), default=0)
    assert mine == sorted(path for path in every if len(path) == least)


@given(edges, nodes)
def test_nothing_is_read_twice_nor_further_than_asked(pairs, start) -> None:
    graph = graph_of(pairs)
    read: list[str] = []

    def neighbours(near):
        read.extend(near)
        return {node: graph[node] for node in near}

    reached(neighbours, start, 2)
    assert len(read) == len(set(read))
    lengths = nx.single_source_shortest_path_length(graph, start)
    assert all(lengths[node] < 2 for node in read)
