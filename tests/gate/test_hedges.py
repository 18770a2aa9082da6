"""A hedge speaks of the number that it stands with, and of no other."""

from __future__ import annotations

import pytest

from aikg.gate.evidence.clauses import clauses
from aikg.gate.evidence.hedges import hedges_of
from aikg.gate.evidence.numbers import quantities


def hedged(text: str) -> list[list[str]]:
    """The kinds of hedge of each number of a text."""
    numbers = quantities(text)
    return [
        [each.concept.rpartition("#hedge-")[2] for each in hedges_of(text, numbers, index)]
        for index in range(len(numbers))
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("up to $10 billion", ["up-to"]),
        ("up to an additional $10 billion", ["up-to"]),
        ("up to an eye-watering $10 billion", ["up-to"]),
        ("up to a combined total of $10 billion", ["up-to"]),
        ("up to, depending on milestones, $10 billion", ["up-to"]),
        ("as much as $10 billion", ["up-to"]),
        ("as much as another $10 billion", ["up-to"]),
        ("as much as roughly $10 billion", ["up-to", "about"]),
        ("no more than $10 billion", ["up-to"]),
        ("$10 billion at most", ["up-to"]),
        ("within 26 weeks", ["up-to"]),
        ("up to and including $10 billion", ["up-to"]),
        ("may not exceed $10 billion", ["up-to"]),
        ("an upper limit of $10 billion", ["up-to"]),
        ("as large as $10 billion", ["up-to"]),
        ("no higher than $10 billion", ["up-to"]),
        ("no greater than $10 billion", ["up-to"]),
        ("not over $10 billion", ["up-to"]),
        ("not in excess of $10 billion", ["up-to"]),
        ("won't exceed $10 billion", ["up-to"]),
        ("without exceeding $10 billion", ["up-to"]),
        ("a maximum aggregate amount of $10 billion", ["up-to"]),
        ("a limit of $10 billion", ["up-to"]),
        ("could reach $10 billion", ["up-to"]),
        ("may eventually reach a total of $10 billion", ["up-to"]),
        ("could rise to $10 billion", ["up-to"]),
        ("$10 billion at the very most", ["up-to"]),
        ("potentially $10 billion", ["up-to"]),
        ("possibly $10 billion", ["up-to"]),
        ("a facility expandable to $10 billion", ["up-to"]),
        ("in the ballpark of $10 billion", ["about"]),
        ("on the order of $10 billion", ["about"]),
        ("a sub-$10 billion round", ["less-than"]),
        ("$10 billion and counting", ["at-least"]),
        ("it paid $10 billion plus.", ["at-least"]),
        ("it paid over $10 billion", ["more-than"]),
        ("potentially another $10 billion", ["up-to"]),
        ("potentially around $10 billion", ["up-to", "about"]),
        ("$10 billion potentially", ["up-to"]),
        ("$10 billion (potentially) over time", ["up-to"]),
        ("$10 billion, potentially.", ["up-to"]),
        ("(up to) $10 billion", ["up-to"]),
        ("(up to) another $10 billion", ["up-to"]),
        ("(maximum) $10 billion", ["up-to"]),
        ("(at least) $10 billion", ["at-least"]),
        ("$10 billion (at most)", ["up-to"]),
        ("$10 billion (or more)", ["at-least"]),
        ("an up-to-$10-billion round", ["up-to"]),
        ("up-to $10 billion", ["up-to"]),
        ("a $10 billion ceiling", ["up-to"]),
        ("a $10-billion spending cap", ["up-to"]),
        ("a $10 billion limit on what it may draw", ["up-to"]),
        ("a ceiling of $10 billion", ["up-to"]),
        ("a cap of a total of $10 billion", ["up-to"]),
        ("tops out at $10 billion", ["up-to"]),
        ("a potential $10 billion", ["up-to"]),
        ("a possible $10 billion", ["up-to"]),
        ("an eventual $10 billion", ["up-to"]),
        ("worth a potential $10 billion over time", ["up-to"]),
        ("as many as 10 million shares", ["up-to"]),
        ("capped at $10 billion", ["up-to"]),
        ("≤ $10 billion", ["up-to"]),
        ("≥10 GW", ["at-least"]),
        ("exceeds $10 billion", ["more-than"]),
        ("surpassing $10 billion", ["more-than"]),
        (">$10bn", ["more-than"]),
        ("<$10bn", ["less-than"]),
        ("at least 10 GW", ["at-least"]),
        ("no less than 10 GW", ["at-least"]),
        ("10 GW or more", ["at-least"]),
        ("$10+ billion", ["at-least"]),
        ("more than $10 billion", ["more-than"]),
        ("over $10 billion", ["more-than"]),
        ("less than $10 billion", ["less-than"]),
        ("about $10 billion", ["about"]),
        ("around half a billion dollars", ["about"]),
        ("some 160 million shares", ["about"]),
        ("~$10 billion", ["about"]),
    ],
)
def test_words_that_hedge_a_number_are_found(text, kinds) -> None:
    assert hedged(text) == [kinds]


@pytest.mark.parametrize(
    "text",
    [
        "plans to invest $10 billion",
        "will invest $10 billion",
        "adds up to $10 billion",
        "signed up to buy $10 billion",
        "set up to invest $10 billion",
        "in the run-up to the $10 billion deal",
        "said about OpenAI that it pays $10 billion",
        "in talks about a $10 billion deal",
        "over five years",
        "over the next five years",
        "under a $10 billion contract",
        "some say it pays $10 billion",
        "within a $10 billion programme",
        "potentially investing $10 billion",
        "potentially a $10 billion deal",
        "a potential $10 billion deal",
        "it paid $10 billion plus stock",
        "bought for $10 billion plus assumed debt",
        "it handed over $10 billion",
        "they forked over $10 billion",
        "a possible $10 billion deal",
        "an eventual $10 billion takeover",
        "a potential $10-billion investment",
        "the ceiling of the hall cost $10 billion",
        "the cap of a bottle maker with $10 billion in sales",
        "a $10 billion market cap",
        "$10 billion to cap emissions",
        "(which it was set up to do) $10 billion",
        "$10 billion (more or less of it in shares)",
        "could invest $10 billion",
        "could reach a deal worth $10 billion",
        "may reach an agreement on $10 billion",
        "$10 billion, potentially in tranches",
    ],
)
def test_words_that_only_look_like_hedges_are_none(text) -> None:
    assert hedged(text) == [[]]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("up to $10 billion, and $30 billion of Azure", [["up-to"], []]),
        ("$30 billion of Azure, and up to $10 billion", [[], ["up-to"]]),
        ("$5 billion and at least $10 billion", [[], ["at-least"]]),
        ("up to $5 billion in cash and $2 billion in shares", [["up-to"], []]),
        ("At least two investors put in $5 billion", [["at-least"], []]),
        ("$2 billion, potentially rising to $5 billion", [[], ["up-to"]]),
        ("$2 billion and potentially $5 billion", [[], ["up-to"]]),
        ("$1.3 billion (about $1.5 billion)", [[], ["about"]]),
        ("$1.3 billion (at least $1 billion in cash)", [[], ["at-least"]]),
        ("$1 billion of a $2 billion ceiling", [[], ["up-to"]]),
    ],
)
def test_a_hedge_of_one_number_leaves_the_one_beside_it_firm(text, kinds) -> None:
    assert hedged(text) == kinds


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "Acme pays Widget, while Gadget has left.",
            ["Acme pays Widget", ", while Gadget has left."],
        ),
        ("Acme pays; Widget sells.", ["Acme pays", "; Widget sells."]),
        (
            "Acme will pay Widget, and Gadget will pay Doohickey.",
            ["Acme will pay Widget", ", and Gadget will pay Doohickey."],
        ),
        ("Acme, Widget, and Gadget will pay.", ["Acme, Widget, and Gadget will pay."]),
        ("Acme pays Widget and may buy it.", ["Acme pays Widget and may buy it."]),
        ("Acme pays Widget and Gadget.", ["Acme pays Widget and Gadget."]),
    ],
)
def test_clauses_part_where_a_new_subject_has_its_verb(sentence, parts) -> None:
    assert [sentence[start:end] for start, end in clauses(sentence)] == parts
