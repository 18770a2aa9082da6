"""Money loops, asked by name: the short way to them gives what the long way gives."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from derive.counting.cases import Span, on, stage, tell
from derive.counting.strategies import clusters
from questions.small import graph_of

P, Q = frozenset({"kg:p"}), frozenset({"kg:q"})

relaxed = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def paying(about, payer, payee, amount):
    """A signed deal of an exact amount."""
    return tell(amount, "signed", about=about, payers=frozenset({payer}), payees=frozenset({payee}))


@relaxed
@given(clusters(most=6))
def test_without_units_rolling_up_changes_no_loop(cluster):
    """One is found by pair totals, the other by adding up the positions of all agreements."""
    graph = graph_of(cluster.claims)
    one = graph.ask("money-loops", trace=True)
    other = graph.ask("money-loops", trace=True, rollup=False)
    assert [(dict(row), row.rests_on) for row in one] == [
        (dict(row), row.rests_on) for row in other
    ]


def test_what_a_unit_pays_and_what_its_parent_gets_goes_round():
    graph = graph_of(
        [
            paying("kg:deal-1", "kg:unit-of-p", "kg:q", 5e9),
            paying("kg:deal-2", "kg:q", "kg:p", 7e9),
        ],
        "INSERT DATA { GRAPH graph:register { kg:unit-of-p aikg:unitOf kg:p } }",
    )
    [loop] = graph.ask("money-loops")
    assert (loop.organizations, loop.committed, loop.possible) == (["p", "q"], 5e9, 5e9)
    assert not graph.ask("money-loops", rollup=False)


def test_an_amount_that_a_unit_and_its_parent_pay_together_goes_round_once():
    together = paying("kg:deal-1", "kg:unit-of-p", "kg:q", 5e9)
    graph = graph_of(
        [
            replace(together, payers=frozenset({"kg:unit-of-p", "kg:p"})),
            paying("kg:deal-2", "kg:q", "kg:p", 9e9),
        ],
        "INSERT DATA { GRAPH graph:register { kg:unit-of-p aikg:unitOf kg:p } }",
    )
    [loop] = graph.ask("money-loops")
    assert (loop.committed, loop.possible) == (5e9, 5e9)
    for asked in ({"as_of": "2030"}, {"known_by": "2030"}):
        [same] = graph.ask("money-loops", **asked)
        assert same.possible == 5e9


def test_an_agreement_that_may_be_in_several_states_is_one_line_of_its_leg() -> None:
    """As of a day within the month of its closing: the least that is firm in either, and the most."""
    month = Span(on(30).earliest, on(59).latest)
    claims = [
        tell(30, ("signed", 5), stage("closed", month), payers=P, payees=Q),
        tell(20, ("signed", 1), about="kg:back", payers=Q, payees=P),
    ]
    with graph_of(claims) as graph:
        [loop] = graph.ask("money-loops", as_of=(on(40).latest or "")[:10])
    assert [(leg["agreement"], leg["committed"], leg["possible"]) for leg in loop.legs] == [
        ("deal", 30, 30),
        ("back", 20, 20),
    ]


@pytest.mark.parametrize(("whole", "most"), [((), 8), (("kg:whole",), 4)])
def test_over_readings_the_least_and_the_most_that_goes_round_are_told(whole, most) -> None:
    """Disputes of one cluster between the same sources are one choice, never leg by leg."""
    there, back = {"payers": P, "payees": Q}, {"payers": Q, "payees": P, "about": "kg:back"}
    claims = [tell(None, "signed", about="kg:whole", published=1)]
    for voice, published, one, other in (("kg:press", 1, 10, 3), ("kg:wire", 2, 4, 8)):
        for amount, sides in ((one, there), (other, back)):
            told = {**sides, "voice": voice, "published": published, "parts_of": whole}
            claims.append(tell(amount, "signed", **told))
    with graph_of(claims) as graph:
        [plain] = graph.ask("money-loops")
        answer = graph.ask("money-loops", readings=True)
    [loop] = answer
    assert (loop.possible, loop.committed) == (plain.possible, plain.committed)
    assert (loop.possible_least, loop.possible_most) == (3, most)
    assert list(loop) == answer.columns


def test_a_loop_of_another_reading_alone_is_listed_with_nothing_assessed() -> None:
    claims = [
        tell(10, "signed", payers=P, payees=Q, voice="kg:press", published=1),
        tell(10, "signed", payers=P, payees=frozenset({"kg:r"}), voice="kg:wire", published=2),
        tell(7, "signed", about="kg:back", payers=Q, payees=P),
    ]
    with graph_of(claims) as graph:
        assert graph.ask("money-loops").rows == ()
        [loop] = graph.ask("money-loops", readings=True)
    assert (loop.possible, loop.possible_least, loop.possible_most) == (0, 0, 7)


@relaxed
@given(clusters(most=5))
def test_the_extremes_over_readings_hold_what_is_assessed(cluster):
    """And where nothing is disputed they are just that."""
    graph = graph_of(cluster.claims)
    plain = {tuple(row.organizations): row for row in graph.ask("money-loops")}
    over = {tuple(row.organizations): row for row in graph.ask("money-loops", readings=True)}
    assert plain.keys() <= over.keys()
    for who, row in over.items():
        for name in ("committed", "possible"):
            told = plain[who][name] if who in plain else 0
            assert row[f"{name}_least"] <= row[name] == told <= row[f"{name}_most"]
