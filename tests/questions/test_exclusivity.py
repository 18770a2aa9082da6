"""Exclusivity: in force only as far as what it depends on is told to be met."""

from __future__ import annotations

import pytest

import aikg

RIGHT = """
PREFIX c: <https://w3id.org/aikg/claim/some-source/>
INSERT DATA {{ GRAPH graph:some-source {{
  c:told a aikg:Claim ; aikg:about kg:some-licence ; aikg:inSource src:some-source ;
    aikg:standing aikg:standing-normal ; aikg:hasRight c:told.right .
  c:told.right a aikg:Right ; aikg:rightKind aikg:right-exclusivity ; aikg:rightHolder kg:openai ;
    aikg:rightGrantor kg:microsoft .
  {more}
}} }}"""
ON_CLAIM = "c:told aikg:hasCondition c:told.condition ."
ON_RIGHT = "c:told.right aikg:hasCondition c:told.condition ."
MET = "c:told.condition aikg:metOn c:told.day ."
MET_ELSEWHERE = (
    "c:later aikg:about kg:some-licence ; aikg:hasCondition c:later.condition . "
    "c:later.condition aikg:metOn c:later.day ."
)
ABSENT = "c:told.condition aikg:statedAbsent true ."


@pytest.mark.parametrize(
    ("more", "in_force"),
    [
        ("", "yes"),
        (ON_CLAIM, "possibly"),
        (ON_RIGHT, "possibly"),
        (ON_CLAIM + MET, "yes"),
        (ON_CLAIM + MET_ELSEWHERE, "yes"),
        (ON_CLAIM + ABSENT, "yes"),
        (ON_CLAIM + "c:told.right aikg:strength aikg:strength-ended .", "no"),
    ],
)
def test_an_exclusivity_is_in_force_once_what_it_depends_on_is_met(
    more: str, in_force: str
) -> None:
    graph = aikg.open()
    graph.store.update(RIGHT.format(more=more))
    [row] = [each for each in graph.ask("exclusivity") if each.strength != "loosened"]
    assert row.in_force == in_force
