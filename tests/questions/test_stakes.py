"""Stakes: only what is told to be held, by what stands, is held."""

from __future__ import annotations

import pytest

import aikg

CLAIM = """
INSERT DATA {{ GRAPH graph:some-source {{
  c:told a aikg:Claim ; aikg:about kg:openai ; aikg:inSource src:some-source ;
    aikg:standing aikg:standing-normal ; aikg:{link} c:told.one .
  c:told.one a aikg:{kind} ; {parties} aikg:hasFigure c:told.share {more} .
  c:told.share a aikg:Figure ; aikg:figureRole aikg:figure-stake ;
    aikg:unit unit:PERCENT ; aikg:lower 27e0 ; aikg:upper 27e0 {share} .
}} }}"""
HOLDING = {
    "link": "hasHolding",
    "kind": "Holding",
    "parties": "aikg:holdingOf kg:microsoft ; aikg:holdingIn kg:openai ;",
}
CAP = {
    "link": "hasRight",
    "kind": "Right",
    "parties": "aikg:rightKind aikg:right-stake-cap ; aikg:rightHolder kg:microsoft ; "
    "aikg:rightOver kg:openai ;",
}
PREFIXES = """
PREFIX c: <https://w3id.org/aikg/claim/some-source/>
PREFIX unit: <http://qudt.org/vocab/unit/>
"""


def stakes(told: dict[str, str], more: str = "", share: str = "") -> list[tuple[object, ...]]:
    graph = aikg.open()
    graph.store.update(PREFIXES + CLAIM.format(**told, more=more, share=share))
    return [(row["holder"], row["issuer"], row["what"]) for row in graph.ask("stakes")]


@pytest.mark.parametrize(("told", "what"), [(HOLDING, "stake"), (CAP, "cap")])
def test_what_is_told_to_be_held_is_listed(told: dict[str, str], what: str) -> None:
    assert stakes(told) == [("Microsoft", "OpenAI", what)]


@pytest.mark.parametrize("told", [HOLDING, CAP])
def test_what_is_told_to_be_absent_is_not(told: dict[str, str]) -> None:
    assert stakes(told, more="; aikg:statedAbsent true") == []


@pytest.mark.parametrize("told", [HOLDING, CAP])
def test_a_share_that_its_editors_deprecate_is_not(told: dict[str, str]) -> None:
    assert stakes(told, share="; aikg:standing aikg:standing-deprecated") == []


INVESTED = """
INSERT DATA { GRAPH graph:some-source {
  c:told a aikg:Claim ; aikg:about kg:some-deal ; aikg:inSource src:some-source ;
    aikg:kind aikg:Investment ; aikg:standing aikg:standing-normal ;
    aikg:investor kg:microsoft ; aikg:investee kg:openai ;
    aikg:hasFigure c:told.share .
  c:told.share a aikg:Figure ; aikg:figureRole aikg:figure-stake ;
    aikg:unit unit:PERCENT ; aikg:lower 49e0 ; aikg:upper 49e0 .
} }"""
CLOSED = """
INSERT DATA { GRAPH graph:other-source {
  c:closing a aikg:Claim ; aikg:about kg:some-deal ; aikg:inSource src:other-source ;
    aikg:standing aikg:standing-%s ; aikg:hasStageEntry c:closing.stage .
  c:closing.stage aikg:stage aikg:stage-closed .
} }"""


@pytest.mark.parametrize(("standing", "held"), [("", 0), ("normal", 1), ("deprecated", 0)])
def test_the_stake_of_an_investment_is_held_once_some_source_tells_its_closing(
    standing: str, held: int
) -> None:
    graph = aikg.open()
    graph.store.update(PREFIXES + INVESTED)
    if standing:
        graph.store.update(PREFIXES + CLOSED % standing)
    rows = [row for row in graph.ask("stakes", trace=True) if row.lower == 49]
    assert [len(row.rests_on) for row in rows] == [2] * held
