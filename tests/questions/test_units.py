"""Units count as the organization that they are units of, for as long as that is so."""

from __future__ import annotations

import pytest

import aikg
from derive.counting.cases import tell
from questions.small import graph_of

MARCH, JUNE = ("2025-03", "01", "31"), ("2025-06", "01", "30")


def relation(since=None, until=None, parent="kg:owner"):
    """What the register tells of the unit: a month in which the relation begins, and one it ends in."""
    dates = [
        f"; aikg:{name} [ aikg:earliest '{month}-{first}T00:00:00Z'^^xsd:dateTime ;"
        f" aikg:latest '{month}-{last}T23:59:59Z'^^xsd:dateTime ]"
        for name, told in (("validFrom", since), ("validUntil", until))
        if told
        for month, first, last in [told]
    ]
    return f"""INSERT DATA {{ GRAPH graph:register {{
      kg:unit aikg:unitRelation kg:relation . kg:owner a aikg:Organization ; rdfs:label 'owner' .
      kg:relation a aikg:UnitRelation ; aikg:parent {parent} {" ".join(dates)} . }} }}"""


def deals():
    """The unit pays another, and that one pays the owner."""
    sides = [("unit", "other"), ("other", "owner")]
    for number, (payer, payee) in enumerate(sides):
        yield tell(
            5,
            ("signed", 1),
            about=f"kg:deal-{number}",
            payers=frozenset({f"kg:{payer}"}),
            payees=frozenset({f"kg:{payee}"}),
            kind="Investment",
        )


def paid_by_owner(graph: aikg.Graph, **asked: object) -> tuple[float, float]:
    [row] = graph.ask("totals", payer="owner", **asked)  # type: ignore[arg-type]
    return row.committed, row.possible


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2025-02-28", (0, 0)),
        ("2025-03-15", (0, 5)),
        ("2025-03-31", (5, 5)),
        ("2025-05-31", (5, 5)),
        ("2025-06-15", (0, 5)),
        ("2025-06-30", (0, 0)),
    ],
)
def test_a_unit_for_a_time_rolls_up_for_that_time_and_may_where_its_dates_leave_it_open(
    date, expected
):
    with graph_of(deals(), relation(MARCH, JUNE)) as graph:
        assert paid_by_owner(graph, as_of=date) == expected
        assert paid_by_owner(graph, as_of=date, rollup=False) == (0, 0)


def test_by_the_latest_state_a_relation_without_an_end_rolls_up_and_one_with_an_end_does_not():
    with graph_of(deals(), relation(MARCH)) as graph:
        assert paid_by_owner(graph) == (5, 5)
        assert [row.organizations for row in graph.ask("money-loops")] == [["other", "owner"]]
    with graph_of(deals(), relation(MARCH, JUNE)) as graph:
        assert paid_by_owner(graph) == (0, 0)
        assert not graph.ask("money-loops")


@pytest.mark.parametrize(
    ("question", "column", "parameters"),
    [
        ("investor-exposure", "investor", {}),
        ("outflows", "counterparty", {"organization": "other"}),
        ("inflows", "counterparty", {"organization": "other"}),
        ("reach", "organization", {"organization": "other"}),
    ],
)
def test_whoever_is_named_in_an_answer_is_the_organization_at_the_top_of_that_time(
    question, column, parameters
):
    with graph_of(deals(), relation(MARCH, JUNE)) as graph:
        named = {
            date: {row[column] for row in graph.ask(question, as_of=date, **parameters)}
            for date in ("2025-02-28", "2025-04", "2025-07")
        }
    then = {"unit"} if question != "outflows" else {"owner"}
    assert then <= named["2025-02-28"] == named["2025-07"]
    assert "unit" not in named["2025-04"]
    assert "owner" in named["2025-04"]
