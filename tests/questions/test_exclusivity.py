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


SOURCE = """
PREFIX c: <https://w3id.org/aikg/claim/{name}/>
INSERT DATA {{ GRAPH graph:{name} {{
  src:{name} aikg:publicationDate c:published .
  c:published aikg:earliest "{day}T00:00:00Z"^^xsd:dateTime ;
    aikg:latest "{day}T23:59:59Z"^^xsd:dateTime .
  c:told a aikg:Claim ; aikg:about kg:some-licence ; aikg:inSource src:{name} ;
    aikg:standing aikg:standing-normal ; aikg:hasRight c:told.right .
  c:told.right a aikg:Right ; aikg:rightKind aikg:right-exclusivity ;
    aikg:strength aikg:strength-{how} {more} .
}} }}"""


def full_once_told(*later: tuple[str, str, str]) -> tuple[str, int]:
    """Whether a full exclusivity is in force, and how many claims that rests on."""
    graph = aikg.open()
    over = "; aikg:rightOver kg:azure"
    graph.store.update(SOURCE.format(name="first", day="2025-05-01", how="full", more=over))
    for name, (how, day, more) in zip(("second", "third"), later, strict=False):
        graph.store.update(SOURCE.format(name=name, day=day, how=how, more=more))
    [row] = [each for each in graph.ask("exclusivity", trace=True) if each.strength == "full"]
    return row.in_force, len(row.rests_on)


def test_what_a_later_source_tells_of_an_exclusivity_is_its_latest_state() -> None:
    assert full_once_told() == ("yes", 1)
    assert full_once_told(("loosened", "2025-06-01", "")) == ("possibly", 2)
    assert full_once_told(("ended", "2025-06-01", "; aikg:rightOver kg:azure")) == ("no", 2)
    assert full_once_told(("loosened", "2025-06-01", ""), ("ended", "2025-07-01", "")) == ("no", 3)


def test_what_an_earlier_source_tells_and_what_is_told_of_something_else_alters_nothing() -> None:
    assert full_once_told(("ended", "2025-04-01", "")) == ("yes", 1)
    assert full_once_told(("ended", "2025-06-01", "; aikg:rightOver kg:aws")) == ("yes", 1)
