"""An agreement into which an older one was turned brings no new money."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aikg.derive.counting.conversions import new_money
from derive.counting.cases import INF, Bounds, Figure, Money, now, tell, total
from derive.counting.strategies import clusters, day

PARTIES = {"payers": frozenset({"kg:p"}), "payees": frozenset({"kg:q"})}


def turned(amount, *stages, source="kg:notes", **more):
    more = {"about": "kg:shares", **PARTIES, **more}
    return tell(amount, *stages, converted_from=frozenset({source}), **more)


def notes(amount, *stages, **more):
    return tell(amount, *stages, **{"about": "kg:notes", **PARTIES, **more})


def test_what_was_paid_for_notes_is_not_paid_again_for_the_shares_they_became():
    claims = (notes(13, ("closed", 1)), turned(13, ("closed", 40)))
    assert total(*claims) == Money(13, 13, 13)
    shares = now(*claims, about="kg:shares")
    assert (shares.content.reason, shares.counted) == ("converted", False)
    assert now(*claims, about="kg:notes").content.money == Money(13, 13, 13)


def test_a_conversion_without_an_amount_of_its_own_is_no_gap():
    shares = now(notes(13, "closed"), turned(None, "closed"), about="kg:shares").content
    assert (shares.reason, shares.complete) == ("converted", True)


def test_a_conversion_of_what_nobody_tells_of_is_undisclosed_as_any_other():
    shares = now(turned(None, "closed"), about="kg:shares").content
    assert (shares.reason, shares.complete) == ("undisclosed", False)
    assert total(turned(5, "closed")) == Money(5, 5, 5)


def test_what_the_new_one_adds_counts_by_itself():
    claims = (notes(13, ("closed", 1)), turned(20, ("signed", 40)))
    assert now(*claims, about="kg:shares").content.money == Money(0, 7, 7)
    assert total(*claims) == Money(13, 20, 20)
    assert total(*claims, true=day(20)) == Money(13, 13, 13)


def test_a_conversion_of_a_part_leaves_the_rest_where_it_was():
    claims = (notes(13, "closed"), turned(5, "closed"))
    assert total(*claims) == Money(13, 13, 13)


@pytest.mark.parametrize("stage", ["announced", "signed"])
def test_what_was_merely_possible_under_an_option_binds_under_what_it_became(stage):
    option = notes((0, 9), "signed", kind="Option", contingent=True)
    order = turned(9, stage)
    committed = 9 if stage == "signed" else 0
    assert total(option, order) == Money(0, committed, 9)
    firm = now(option, order, about="kg:shares").content.money
    assert firm.committed == committed


def test_what_was_committed_as_a_loan_and_paid_as_shares_is_one_amount():
    assert total(notes(5, ("signed", 1)), turned(5, ("closed", 9))) == Money(5, 5, 5)


def test_what_is_turned_twice_is_counted_once():
    common = turned(13, "closed", about="kg:common", source="kg:shares")
    assert total(notes(13, "closed"), turned(13, "closed"), common) == Money(13, 13, 13)


def test_notes_of_two_lenders_that_become_one_stake_are_its_money():
    claims = (
        notes(4, "closed"),
        notes(3, "closed", about="kg:other"),
        tell(10, "closed", about="kg:shares", converted_from=frozenset({"kg:notes", "kg:other"})),
    )
    assert total(*claims) == Money(10, 10, 10)
    assert now(*claims, about="kg:shares").content.money == Money(3, 3, 3)


def test_a_part_of_a_grant_that_became_shares_is_in_the_grant_already():
    claims = (notes(25, "committed"), turned(10, "closed", parts_of=("kg:notes",)))
    assert total(*claims) == Money(10, 25, 25)
    assert now(*claims, about="kg:shares").content.money == Money(10, 10, 10)


def test_notes_that_become_part_of_a_round_are_part_of_what_it_raises():
    claims = (
        tell(40, "closed", about="kg:round"),
        notes(13, "closed"),
        turned(13, "closed", parts_of=("kg:round",)),
    )
    assert total(*claims) == Money(40, 40, 40)
    assert now(*claims, about="kg:round").content.money == Money(27, 27, 27)


def test_notes_and_what_they_became_take_their_place_in_a_whole_once():
    claims = (
        tell(40, "closed", about="kg:round"),
        notes(13, "closed", parts_of=("kg:round",)),
        turned(13, "closed", parts_of=("kg:round",)),
    )
    assert total(*claims) == Money(40, 40, 40)


def test_the_parts_of_what_was_converted_are_converted_with_it():
    claims = (
        tell(10, "closed", about="kg:notes"),
        tell(6, "closed", about="kg:first", parts_of=("kg:notes",)),
        turned(10, "closed"),
        tell(7, "closed", about="kg:mine", parts_of=("kg:shares",)),
    )
    assert total(*claims) == Money(10, 10, 10)


def test_a_conversion_into_another_currency_is_not_reckoned():
    euros = turned(None, "closed", figures=(Figure(Bounds(9, 9), "EUR"),))
    assert total(notes(10, "closed"), euros) == Money(10, 10, 10)
    assert total(notes(10, "closed"), euros, currency="EUR") == Money(9, 9, 9)


def test_a_conversion_rests_on_the_claims_on_what_it_came_from():
    old, new = notes(13, "closed"), turned(20, "closed")
    assert now(old, new, about="kg:shares").content.rests_on == {old.iri, new.iri}
    assert now(old, new, about="kg:notes").content.rests_on == {old.iri}


finite = st.integers(0, 9).map(float)  # a floor always is; only a ceiling may be endless
moneys = st.tuples(finite, finite, st.one_of(finite, st.just(INF))).map(
    lambda three: Money(*sorted(three))
)
names = st.sampled_from("abcdef")


@settings(max_examples=300)
@given(st.dictionaries(names, moneys, min_size=1), st.lists(st.tuples(names, names), max_size=8))
def test_together_they_come_to_the_most_of_those_of_which_none_was_turned_into_another(told, pairs):
    direct = {(max(a, b), min(a, b)) for a, b in pairs if a != b}
    older: dict[str, frozenset[str]] = {}
    for name in "abcdef":  # an older one has an earlier letter
        into = {old for new, old in direct if new == name}
        older[name] = frozenset(into.union(*(older[old] for old in into)))
    found = new_money(told, older)
    assert found.keys() == told.keys()
    for money in found.values():
        assert 0 <= money.paid <= money.committed <= money.possible
    free = [
        group
        for size in range(1, len(told) + 1)
        for group in combinations(told, size)
        if not any(a in older[b] for a in group for b in group)
    ]
    for index in range(3):
        most = max(sum(told[name][index] for name in group) for group in free)
        assert sum(money[index] for money in found.values()) == most
    # What is unrelated to any conversion stays as it was.
    for name in told:
        if not any(name in older[n] or n in older[name] for n in told):
            assert found[name] == told[name]


@settings(max_examples=40, deadline=None)
@given(clusters(cyclic=False))
def test_a_conversion_never_makes_a_total_greater(cluster):
    """More is firm only where a part that was merely possible no longer takes from its whole."""
    from dataclasses import replace

    from aikg.derive.counting import Cluster, count
    from aikg.ground.bounds import NOTHING
    from derive.counting.tables import totals

    apart = Cluster(
        tuple(replace(claim, converted_from=frozenset()) for claim in cluster.claims), cluster.root
    )
    with_, without = totals(count(cluster)), totals(count(apart))
    parted = any(claim.wholes or claim.tranches for claim in cluster.claims)
    # What has come to nothing may be told with its currency, or not: it adds nothing to it.
    for currency in with_.keys() | without.keys():
        one, other = with_.get(currency, NOTHING), without.get(currency, NOTHING)
        assert one.possible <= other.possible
        assert parted or (one.paid <= other.paid and one.committed <= other.committed)
