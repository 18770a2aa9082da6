"""Dependence: what share each provider has at least and at most, and how concentrated that is."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aikg.ground.bounds import INF
from derive.counting.cases import tell
from derive.deals import opened
from questions.small import graph_of

# Claims are written with payers and payees: here each payer is a customer.
CUSTOMERS = """INSERT { GRAPH ?g { ?claim aikg:customer ?who } }
WHERE { GRAPH ?g { ?claim aikg:payer ?who } }"""


def bought(*told: tuple[str, tuple[float, float] | None], stage: str = "signed"):
    """A graph in which kg:me buys of each provider between two amounts."""
    claims = [
        tell(
            amount, stage, about=f"kg:deal-{number}", kind="CloudContract",
            payers=frozenset({"kg:me"}), payees=frozenset({provider} if provider else ()),
        )
        for number, (provider, amount) in enumerate(told)
    ]  # fmt: skip
    return graph_of(claims, CUSTOMERS)


def test_what_is_committed_to_one_and_only_possible_for_another() -> None:
    rows = opened("d3", "d4").ask("dependence", customer="OpenAI")
    amazon, coreweave, amd = rows
    assert (amazon.provider, coreweave.provider, amd.provider) == ("Amazon", "CoreWeave", "AMD")
    assert amazon.share_least == pytest.approx(100 * 38 / (38 + 22.4))
    assert amazon.share_most == 100
    assert (coreweave.share_least, coreweave.share_most) == pytest.approx((0, 100 * 22.4 / 60.4))
    assert amazon.hhi_most == 10_000
    assert amazon.hhi_least == pytest.approx(1e4 * (38**2 + 22.4**2) / 60.4**2)
    # The supply of chips has no disclosed price: it is told, has no share, and nothing is complete.
    assert (amd.possible, amd.share_most, amd.currency) == (None, None, None)
    assert {row.complete for row in rows} == {False}


def test_as_known_by_a_date_only_the_first_contract_is_there() -> None:
    rows = opened("d4").ask("dependence", customer="OpenAI", known_by="2025-04-01")
    assert {row.provider: row.possible for row in rows}["CoreWeave"] == 11.9e9


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 9), st.integers(0, 9)),
        min_size=1, max_size=5,
    )
)  # fmt: skip
def test_shares_are_of_the_committed_and_the_possible_in_totals(told) -> None:
    graph = bought(*((f"kg:{who}", (min(a, b), max(a, b))) for who, a, b in told))
    rows = graph.ask("dependence", customer="me")
    for row in rows:
        [total] = graph.ask("totals", payer="me", payee=row.provider)
        assert (row.committed, row.possible) == (total.committed, total.possible)
        if row.share_most is not None:
            assert 0 <= row.share_least <= row.share_most <= 100
            assert row.hhi_least <= row.hhi_most <= 10_000 + 1e-6
            others = [other for other in rows if other.provider != row.provider]
            ceilings = sum(other.possible for other in others)
            if ceilings:
                assert row.share_least == pytest.approx(
                    100 * row.committed / (row.committed + ceilings)
                )


def test_a_ceiling_that_is_not_set_is_a_limit_that_is_not_reached() -> None:
    rows = {
        row.provider: row
        for row in bought(("kg:a", (5, 5)), ("kg:b", (1, INF))).ask("dependence", customer="me")
    }
    assert math.isinf(rows["b"].possible)
    assert (rows["a"].share_least, rows["b"].share_most) == (0, 100)
    assert not rows["a"].attained


def test_a_provider_that_is_named_nowhere_is_one_of_its_own() -> None:
    rows = bought(("kg:a", (6, 6)), ("", (2, 2))).ask("dependence", customer="me")
    assert [(row.provider, row.share_least) for row in rows] == [("a", 75), (None, 25)]


def test_an_undisclosed_purchase_makes_it_incomplete_and_smaller_nothing() -> None:
    rows = bought(("kg:a", (6, 6)), ("kg:b", None)).ask("dependence", customer="me", trace=True)
    assert [(row.provider, row.share_least, row.complete) for row in rows] == [
        ("a", 100, False),
        ("b", None, False),
    ]
    assert len(rows[0].rests_on) == 2
