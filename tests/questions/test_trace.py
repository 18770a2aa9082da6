"""Traces: a row rests on just the claims that it is traced to."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aikg
from aikg.ground.reading import read
from derive.counting.cases import tell
from derive.deals import CASES, opened
from questions.small import graph_of

DEALS = Path(__file__).parents[1] / "fixtures" / "deals"

ASKED = [
    ("totals", {"payee": "Anthropic"}),
    ("totals", {"payer": "Microsoft", "payee": "Anthropic"}),
    ("totals", {}),
    ("net-flow", {}),
    ("money-loops", {}),
    ("rival-ties", {}),
    ("ties", {}),
    ("lineage", {}),
    ("investments", {}),
    ("cloud-contracts", {}),
    ("model-availability", {}),
    ("hedges", {}),
    ("ties", {"readings": True}),
    ("rival-ties", {"readings": True}),
    ("lineage", {"readings": True}),
    ("lineage", {"readings": True, "organization": "Microsoft"}),
    ("lineage", {"organization": "Microsoft"}),
]

_CLAIMS = "SELECT DISTINCT ?claim { ?claim a aikg:Claim }"
# A claim with all that is its own: figures, stage entries and the like have no life beside it.
_REMOVE = """
DELETE {{ GRAPH ?g {{ ?part ?p ?o . <{claim}> ?q ?r }} }} WHERE {{
  GRAPH ?g {{
    <{claim}> ?q ?r .
    OPTIONAL {{ <{claim}> aikg:hasFigure|aikg:hasStageEntry|aikg:hasRight ?part . ?part ?p ?o }}
  }}
}}
"""


def _graph() -> aikg.Graph:
    graph = aikg.open()
    for file in sorted((DEALS / "d1").glob("*.ttl")):
        graph.include(read(file))
    return graph


def _rows(graph: aikg.Graph, question: str, parameters: dict[str, Any]) -> list[object]:
    answer = graph.ask(question, trace=True, **parameters)
    return [(dict(row), row.rests_on) for row in answer]


@pytest.fixture(scope="module")
def without() -> dict[str, aikg.Graph]:
    """For each claim the graph that it was taken out of, with what is derived worked out anew."""
    claims = [str(row["claim"]) for row in _graph().query(_CLAIMS).rows]
    graphs = {}
    for claim in claims:
        graphs[claim] = graph = _graph()
        graph.store.update(_REMOVE.format(claim=claim))
        graph.derive()
    return graphs


@pytest.mark.parametrize(("question", "parameters"), ASKED, ids=lambda value: str(value))
def test_a_row_changes_with_the_claims_it_is_traced_to_and_with_no_other(
    without: dict[str, aikg.Graph], question: str, parameters: dict[str, Any]
) -> None:
    before = _rows(_graph(), question, parameters)
    assert before
    for claim, graph in without.items():
        after = _rows(graph, question, parameters)
        for row in before:
            cells, rests_on = row
            assert rests_on, cells
            assert (row not in after) == (claim in rests_on), (claim, cells)


GIVEN = {
    "dependence": {"customer": "OpenAI"},
    "reach": {"organization": "Microsoft"},
    "paths": {"a": "Amazon", "b": "Microsoft"},
    "changes": {"from_": "2025-01-01", "to": "2026-06-30"},
    "evidence": {"of": "Anthropic"},
}
"""What questions are asked with that need a parameter, or are large without one."""


def _every(graph: aikg.Graph) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """The rows of all questions, each with the claims that it is traced to."""
    asked = [(question.name, False) for question in graph.questions]
    asked += [(name, True) for name in ("ties", "rival-ties", "lineage")]
    return {
        f"{name} with readings" if readings else name: [
            (repr(dict(row)), frozenset(map(str, row.rests_on)))
            for row in graph.ask(name, trace=True, readings=readings, **GIVEN.get(name, {}))
        ]
        for name, readings in asked
    }


@cache
def _whole(case: str) -> tuple[dict[str, list[tuple[str, frozenset[str]]]], list[str]]:
    graph = opened(case)
    return _every(graph), sorted(str(row["claim"]) for row in graph.query(_CLAIMS))


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(CASES), st.data())
def test_in_no_question_does_a_row_change_with_a_claim_that_it_is_not_traced_to(case, data) -> None:
    """And each row that is traced to the claim changes, in its cells or in what is left to trace."""
    before, claims = _whole(case)
    claim = data.draw(st.sampled_from(claims))
    graph = opened(case)
    graph.store.update(_REMOVE.format(claim=claim))
    graph.derive()
    for question, after in _every(graph).items():
        cells, rows = Counter(row for row, _ in after), Counter(after)
        for row in before[question]:
            told, traced = row
            if claim in traced:
                assert not rows[row], (question, told)
            else:
                assert cells[told], (question, told)


@pytest.mark.parametrize(("question", "who"), [("timeline", "who"), ("investments", "investor")])
def test_who_takes_part_is_traced_to_the_claim_that_tells_it(question: str, who: str) -> None:
    told = tell(5, "signed", payers=frozenset({"kg:p"}), payees=frozenset({"kg:q"}))
    silent = tell(5, "closed")
    more = """
    INSERT { GRAPH ?g { ?claim aikg:investor kg:p } } WHERE { GRAPH ?g { ?claim aikg:payer kg:p } } ;
    INSERT { GRAPH ?g { ?step aikg:asStated "will" } } WHERE { GRAPH ?g { ?step aikg:stage ?any } }
    """
    with graph_of([told, silent], more) as graph:
        rows = graph.ask(question, trace=True)
    assert len(rows) == 2
    assert all("p" in row[who] and len(row.rests_on) == 2 for row in rows)


def test_what_makes_an_investor_incomplete_is_in_the_trace_of_its_row() -> None:
    with aikg.open() as graph:
        [row] = graph.ask("investor-exposure", investor="Amazon", trace=True)
        assert not row.complete
        assert any(claim.endswith("/amazon-earlier") for claim in map(str, row.rests_on))


def test_the_column_of_the_trace_is_told_from_the_questions_own() -> None:
    graph = aikg.open()
    for question in graph.questions.names:
        columns = graph.ask(question, trace=True).with_trace().columns
        assert len(set(columns)) == len(columns), question


@pytest.mark.parametrize("part", ["hasFigure", "hasStageEntry"])
def test_the_words_of_a_part_are_among_the_quotes_though_its_claim_does_not_list_them(part) -> None:
    told = tell(5, "signed", payers=frozenset({"kg:p"}), payees=frozenset({"kg:q"}))
    words = f"""
    INSERT {{ GRAPH ?g {{
      ?part aikg:hasEvidence claim:words . claim:words aikg:paragraph 2 ; aikg:quotedFrom src:any ;
        aikg:quote "five dollars" }} }}
    WHERE {{ GRAPH ?g {{ ?claim aikg:about kg:deal ; aikg:{part} ?part }} }}
    """
    with graph_of([told], words) as graph:
        [row] = graph.ask("totals", payee="q", trace=True)
        assert [quote.quote for quote in graph.quotes(row)] == ["five dollars"]
        assert [row.quote for row in graph.ask("evidence", of="deal")] == ["five dollars"]


@pytest.mark.parametrize("question", aikg.open().questions.names)
def test_quotes_of_a_row_are_given_or_the_trace_is_asked_for_but_never_left_out(question):
    """A row that does not know its claims says so; none is silently without words."""
    graph = aikg.open()
    for row, traced in zip(graph.ask(question), graph.ask(question, trace=True), strict=True):
        if row.rests_on:
            assert graph.quotes(row) == graph.quotes(traced)
        else:
            with pytest.raises(aikg.BadParameter, match="with trace=True"):
                graph.quotes(row)
