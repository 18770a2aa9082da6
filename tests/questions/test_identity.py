"""Entries that look alike and are different are told apart in the answer, and the same thing is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import aikg
from aikg.questions.operators.identity import look_alike


def told(*labels: str) -> aikg.Graph:
    """The published graph with some more organizations."""
    graph = aikg.open()
    entries = "\n".join(
        f'kg:other-{number} a aikg:Organization ; rdfs:label "{label}" .'
        for number, label in enumerate(labels)
    )
    graph.store.update(f"INSERT DATA {{ GRAPH graph:register {{ {entries} }} }}")
    return graph


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("X", "xAI"),
        ("Groq", "Grok"),
        ("Scale AI", "Scaleway"),
        ("Nscale", "Scale"),
        ("Example Labs", "ExampleLabs, Inc."),
    ],
)
def test_names_that_are_written_much_alike_are_named_with_each_other(one: str, other: str) -> None:
    with told(one, other) as graph:
        answer = {row.name: row.not_to_confuse for row in graph.ask("identity")}
        [alone] = graph.ask("identity", of=one)
    assert other in answer[one]
    assert one in answer[other]
    assert alone.not_to_confuse == answer[one]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Example Fund I", "Example Fund II"),
        ("Example Lab 1", "Example Lab 2"),
        ("Amazon", "Amazon Robotics"),
        ("Mistral AI", "Microsoft"),
    ],
)
def test_other_numerals_and_a_word_more_make_no_likeness(one: str, other: str) -> None:
    with told(one, other) as graph:
        answer = {row.name: row.not_to_confuse for row in graph.ask("identity", of=other)}
    assert one not in answer[other]


NAMES = st.text("abcX1 ™½", min_size=1, max_size=6)


@given(st.dictionaries(st.integers(0, 6).map(str), st.lists(NAMES, min_size=1, max_size=2)))
def test_likeness_goes_both_ways_and_never_to_oneself(names: dict[str, list[str]]) -> None:
    found = look_alike(names)
    for entry, others in found.items():
        assert entry not in others
        assert all(entry in found[other] for other in others)
