"""Reach and paths: who hangs together with whom by agreements, in how few of them."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import aikg
from derive.counting.cases import tell
from derive.deals import opened
from questions.small import graph_of

WHO = "abcdefg"
parties = st.sets(st.sampled_from(WHO), min_size=1, max_size=3)
deals = st.lists(st.tuples(parties, parties), min_size=1, max_size=7)
FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def told(deals) -> aikg.Graph:
    return graph_of(
        tell(
            1e9, about=f"kg:deal-{number}",
            payers=frozenset(f"kg:{who}" for who in payers),
            payees=frozenset(f"kg:{who}" for who in payees),
        )
        for number, (payers, payees) in enumerate(deals)
    )  # fmt: skip


def network(deals) -> nx.MultiGraph:
    graph = nx.MultiGraph()
    graph.add_nodes_from(WHO)
    for number, (payers, payees) in enumerate(deals):
        for one, other in combinations(sorted(payers | payees), 2):
            graph.add_edge(one, other, key=f"deal-{number}")
    return graph


@FEW
@given(deals, st.integers(1, 4))
def test_reach_is_by_the_fewest_agreements_and_names_those_of_the_last_step(deals, steps) -> None:
    start = min(deals[0][0])
    graph = network(deals)
    rows = told(deals).ask("reach", organization=start, steps=str(steps))
    lengths = nx.single_source_shortest_path_length(graph, start, cutoff=steps)
    assert {row.organization: row.steps for row in rows} == {
        node: length for node, length in lengths.items() if length
    }
    for row in rows:
        before = [n for n in graph[row.organization] if lengths.get(n, 9) == row.steps - 1]
        assert row.via == sorted(set(before) - {start})
        assert row.through == sorted({k for n in before for k in graph[n][row.organization]})


@FEW
@given(deals)
def test_paths_are_all_shortest_chains_with_all_agreements_of_each_step(deals) -> None:
    one, other = min(deals[0][0]), max(deals[-1][1])
    assume(one != other)
    graph = network(deals)
    rows = told(deals).ask("paths", a=one, b=other, most="1000", steps="9")
    if not nx.has_path(graph, one, other):
        assert len(rows) == 0
        return
    paths = sorted({tuple(path) for path in nx.all_shortest_paths(nx.Graph(graph), one, other)})
    assert sorted(tuple(row.organizations) for row in rows) == paths
    for row in rows:
        legs = [(leg["from"], leg["agreement"], leg["to"]) for leg in row.agreements]
        assert legs == [
            (a, name, b)
            for a, b in zip(row.organizations, row.organizations[1:], strict=False)
            for name in sorted(graph[a][b])
        ]


def test_no_more_chains_than_asked_for_and_none_that_is_longer_than_asked_for() -> None:
    square = told([({"a"}, {"b"}), ({"a"}, {"c"}), ({"b"}, {"d"}), ({"c"}, {"d"})])
    ask = {"a": "a", "b": "d"}
    assert [row.organizations for row in square.ask("paths", **ask)] == [
        ["a", "b", "d"],
        ["a", "c", "d"],
    ]
    assert len(square.ask("paths", **ask, most="1")) == 1
    assert len(square.ask("paths", **ask, steps="1")) == 0


def test_units_stand_for_the_organization_they_belong_to_unless_told_otherwise() -> None:
    unit = "INSERT DATA { GRAPH graph:register { kg:b aikg:unitOf kg:c } }"
    claims = [
        tell(
            1e9,
            about=f"kg:deal-{a}{b}",
            payers=frozenset({f"kg:{a}"}),
            payees=frozenset({f"kg:{b}"}),
        )
        for a, b in ("ab", "cd")
    ]
    graph = graph_of(claims, unit)
    [row] = graph.ask("paths", a="a", b="d")
    assert row.organizations == ["a", "c", "d"]
    assert len(graph.ask("paths", a="a", b="d", rollup=False)) == 0
    assert [row.organization for row in graph.ask("reach", organization="c")] == ["a", "d"]


def test_what_was_replaced_exposes_nobody_and_on_a_date_before_it_did() -> None:
    graph = opened("d2")

    def through(**when: str) -> set[str]:
        rows = graph.ask("reach", organization="NVIDIA", steps="1", **when)
        return {name for row in rows if row.organization == "OpenAI" for name in row.through}

    old, new = (
        "NVIDIA investment in OpenAI under the letter of intent",
        "NVIDIA investment in OpenAI, 2026",
    )
    assert new in through()
    assert old not in through()
    assert old in through(as_of="2025-12-31")
    assert new not in through(as_of="2025-12-31")


@pytest.mark.parametrize("question", ["ties", "lineage", "rival-ties", "reach", "paths"])
def test_a_clock_that_changes_nothing_changes_no_answer(question: str) -> None:
    graph = aikg.open()
    now = [dict(row) for row in graph.ask(question)]
    assert now
    assert [dict(row) for row in graph.ask(question, as_of="2030", known_by="2030")] == now


@pytest.mark.parametrize("steps", ["0", "-1", "1.5", "many", "", "1e9999"])
def test_steps_are_whole_numbers_above_0(steps: str) -> None:
    with pytest.raises(aikg.BadParameter, match=r"^steps is"):
        aikg.open().ask("reach", steps=steps)


@pytest.mark.parametrize("question", ["ties", "paths", "net-flow"])
@pytest.mark.parametrize(
    "given",
    [{"a": "Anthropic", "b": "Anthropic"}, {"a": "Amazon", "b": "Amazon Web Services"}],
    ids=["itself", "its unit"],
)
def test_nobody_is_asked_what_it_has_to_do_with_itself(
    question: str, given: dict[str, str]
) -> None:
    with aikg.open() as graph, pytest.raises(aikg.InputError, match="the same organization"):
        graph.ask(question, **given)


def test_a_unit_is_another_than_its_parent_without_roll_up() -> None:
    with aikg.open() as graph:
        assert not graph.ask("ties", a="Amazon", b="Amazon Web Services", rollup=False).rows
