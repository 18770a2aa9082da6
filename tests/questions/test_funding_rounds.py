"""Whoever gives capital in a funding round is an investor, and is asked for as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import aikg

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUND = """
INSERT DATA {
  GRAPH graph:register {
    kg:lab a aikg:Organization ; rdfs:label "Example Lab" .
    kg:fund a aikg:Organization ; rdfs:label "Example Fund" .
    kg:lab-seed rdfs:label "Seed round of Example Lab" .
  }
  GRAPH graph:press {
    <https://w3id.org/aikg/source/press> a aikg:NewsArticle ; rdfs:label "press" .
    claim:seed a aikg:Claim ; aikg:inSource <https://w3id.org/aikg/source/press> ;
      aikg:about kg:lab-seed ; aikg:kind aikg:FundingRound ; aikg:standing aikg:standing-normal ;
      aikg:investee kg:lab ; aikg:leadInvestor kg:fund ; aikg:investor kg:nvidia ;
      aikg:hasFigure claim:seed.f ; aikg:hasStageEntry claim:seed.s .
    claim:seed.f a aikg:Figure ; aikg:figureRole aikg:figure-principal ; aikg:asStated "$2 billion" ;
      aikg:lower 2e9 ; aikg:upper 2e9 ; aikg:currency "USD" .
    claim:seed.s a aikg:StageEntry ; aikg:stage aikg:stage-closed ; aikg:asStated "closed" .
  }
}
"""


@pytest.fixture
def graph() -> Iterator[aikg.Graph]:
    with aikg.open() as graph:
        graph.store.update(ROUND)
        graph.derive()
        yield graph


def test_each_investor_of_a_round_has_its_amount_as_possible(graph: aikg.Graph) -> None:
    """What they give together is firm for none of them."""
    [fund] = graph.ask("investor-exposure", investor="Example Fund")
    assert (fund.paid, fund.committed, fund.possible, fund.complete) == (0, 0, 2e9, True)
    [nvidia] = graph.ask("investor-exposure", investor="NVIDIA")
    assert nvidia.possible == 7e9  # with what the first source tells
    assert "Seed round of Example Lab" in nvidia.agreements


def test_a_round_is_listed_among_the_investments_with_each_of_its_investors(
    graph: aikg.Graph,
) -> None:
    rows = graph.ask("investments", organization="Example Lab")
    assert {(row.investor, row.upper) for row in rows} == {("Example Fund", 2e9), ("NVIDIA", 2e9)}


def test_earlier_answers_keep_a_round_that_was_withdrawn(graph: aikg.Graph) -> None:
    graph.withdraw("claim:seed", "made up")
    assert graph.ask("investor-exposure", investor="Example Fund").rows == ()
    [then] = graph.ask("investor-exposure", investor="Example Fund", known_by="2026-01-01")
    assert then.possible == 2e9


def test_a_lead_investor_of_a_round_is_an_investor(graph: aikg.Graph) -> None:
    assert graph.store.ask("ASK { GRAPH graph:derived { kg:fund a aikg:Investor } }")


def opened(told: str, source: str = "wire") -> str:
    """A source that tells the round to be of so much, by a list of investors that is told so."""
    return (
        ROUND.replace("press", source)
        .replace("claim:seed", f"claim:{source}")
        .replace("aikg:leadInvestor kg:fund ; aikg:investor kg:nvidia", told)
    )


@pytest.mark.parametrize(
    "told",
    ["aikg:investor kg:fund ; aikg:openList true", "aikg:leadInvestor kg:fund"],
    ids=["among them", "led by"],
)
def test_of_a_round_with_others_who_are_not_named_nothing_is_firm_of_those_who_are(
    told: str,
) -> None:
    with aikg.open() as graph:
        graph.store.update(opened(told))
        graph.derive()
        [fund] = graph.ask("totals", payer="Example Fund")
        assert (fund.paid, fund.committed, fund.possible, fund.complete) == (0, 0, 2e9, True)
        [lab] = graph.ask("totals", payee="Example Lab")
        assert (lab.paid, lab.possible) == (2e9, 2e9)
        [row] = graph.ask("inflows", organization="Example Lab")
        assert set(row.counterparty.split(", ")) == {"Example Fund", "others who are not named"}


def test_one_who_is_named_alone_pays_all_of_a_round() -> None:
    with aikg.open() as graph:
        graph.store.update(opened("aikg:investor kg:fund"))
        graph.derive()
        [fund] = graph.ask("totals", payer="Example Fund")
        assert fund.paid == 2e9


def test_two_lists_that_are_open_do_not_contradict_each_other() -> None:
    with aikg.open() as graph:
        graph.store.update(opened("aikg:investor kg:fund ; aikg:openList true"))
        graph.store.update(opened("aikg:investor kg:nvidia ; aikg:openList true", "daily"))
        graph.derive()
        assert graph.ask("contradictions", organization="Example Lab").rows == ()
        # One that names all of them closes the list, and contradicts what it leaves out.
        graph.store.update(opened("aikg:investor kg:amd", "post"))
        graph.derive()
        fields = {row.field for row in graph.ask("contradictions", organization="Example Lab")}
        assert fields == {"payers"}


def test_whoever_is_named_of_those_who_sell_their_shares_back_has_others_beside_it() -> None:
    """A company buys them by itself, though as many are named who pay as are paid."""
    with aikg.open() as graph:
        told = "aikg:payer kg:nvidia ; aikg:payee kg:fund ; aikg:openList true"
        bought = opened(told).replace("aikg:FundingRound", "aikg:BuyBack")
        graph.store.update(bought.replace("aikg:investee", "aikg:target"))
        graph.derive()
        [row] = graph.ask("totals", payer="NVIDIA", payee="Example Fund")
        assert (row.paid, row.possible) == (0, 2e9)
        paid = {row.counterparty for row in graph.ask("outflows", organization="NVIDIA")}
        assert any("others who are not named" in each for each in paid)


def test_an_open_list_of_models_leaves_who_takes_part_closed() -> None:
    with aikg.open() as graph:
        assert graph.ask("ties", a="Microsoft", b="Anthropic").rows
        query = "SELECT ?p { GRAPH graph:derived { ?p aikg:positionPayer aikg:others } }"
        assert not list(graph.store.select(query))
