"""Rule 5: how firm an amount is."""

from __future__ import annotations

import pytest

from derive.counting.cases import (
    Bounds,
    Condition,
    Figure,
    Money,
    counting,
    now,
    on,
    stage,
    tell,
    total,
)
from derive.counting.strategies import day

USD = "USD"


@pytest.mark.parametrize("name", ["committed", "signed", "exercised"])
def test_the_lower_bound_is_committed_once_a_stage_binds(name):
    assert total(tell((4, 9), name)) == Money(0, 4, 9)


@pytest.mark.parametrize(
    "name", ["rumoured", "planned", "announced", "letter-of-intent", "on-hold", "denied"]
)
def test_before_that_nothing_is(name):
    assert total(tell((4, 9), name)) == Money(0, 0, 9)


@pytest.mark.parametrize("name", ["closed"])
def test_the_lower_bound_of_what_is_told_as_closed_or_delivered_is_paid(name):
    assert total(tell((4, 9), name)) == Money(4, 4, 9)


def test_committed_up_to_five_billion_commits_nothing():
    assert total(tell((0, 5e9), "committed")) == Money(0, 0, 5e9)


# -- conditions ---------------------------------------------------------------------------------------


def test_a_conditional_amount_is_possible_until_all_its_conditions_are_met():
    half = (Condition(met=on(20)), Condition())
    assert total(tell(9, ("signed", 10), conditions=half)) == Money(0, 0, 9)
    both = (Condition(met=on(20)), Condition(met=on(30)))
    claim = tell(9, ("signed", 10), conditions=both)
    assert total(claim, true=day(25)) == Money(0, 0, 9)
    assert total(claim, true=day(31)) == Money(0, 9, 9)


def test_a_condition_that_another_source_tells_counts_for_this_one_too():
    # What one source does not tell comes from the others.
    signed = tell(9, ("signed", 10), published=10)
    subject = tell(None, voice="kg:wire", published=10, conditions=(Condition(),))
    assert total(signed, subject) == Money(0, 0, 9)


def test_a_source_that_tells_the_conditions_to_be_met_speaks_for_those_that_do_not_know_yet():
    signed = tell(9, ("signed", 10), published=10, conditions=(Condition(),))
    cleared = tell(None, voice="kg:wire", published=30, conditions=(Condition(met=on(30)),))
    assert total(signed, cleared) == Money(0, 9, 9)
    assert total(signed, cleared, true=day(20)) == Money(0, 0, 9)
    assert total(signed, cleared, known=day(20)) == Money(0, 0, 9)


def test_what_was_paid_needs_no_condition_any_more():
    signed = tell(9, ("signed", 10), published=10, conditions=(Condition(),))
    closed = tell(None, ("closed", 30), voice="kg:wire", published=30)
    assert total(signed, closed) == Money(9, 9, 9)


def test_a_condition_of_one_figure_leaves_the_others_firm():
    # A price and a sum more that depends on something.
    more = Figure(Bounds(2, 2), USD, conditions=(Condition(),))
    assert total(tell(9, "signed", figures=(more,))) == Money(0, 9, 11)
    assert total(tell(9, "closed", figures=(more,))) == Money(9, 9, 11)


def test_a_figure_whose_condition_is_met_binds_from_then_on_and_one_that_failed_falls_away():
    met = Figure(Bounds(2, 2), USD, conditions=(Condition(met=on(30)),))
    claim = tell(9, ("signed", 10), figures=(met,))
    assert total(claim, true=day(20)) == Money(0, 9, 11)
    assert total(claim) == Money(0, 11, 11)
    failed = Figure(Bounds(2, 2), USD, conditions=(Condition(failed=on(30)),))
    claim = tell(9, ("signed", 10), figures=(failed,))
    assert total(claim, true=day(20)) == Money(0, 9, 11)
    assert total(claim) == Money(0, 9, 9)


def test_a_condition_of_a_stage_holds_back_that_stage_alone():
    ready = tell(9, ("signed", 10))
    assert total(tell(9, stage("signed", on(10), conditions=(Condition(),)))) == Money(0, 0, 9)
    later = stage("exercised", on(40), conditions=(Condition(met=on(40)),))
    assert total(ready, tell(None, later, voice="kg:wire")) == Money(0, 9, 9)


def test_a_condition_that_was_met_is_no_beginning_of_an_agreement():
    # Signed on no day that is told, so some time before what it waited for.
    claim = tell(9, "signed", published=30, conditions=(Condition(met=on(10)),))
    assert [p.content.money for p in counting(claim)] == [Money(0, 0, 9), Money(0, 9, 9)]
    assert now(claim).true_from == on(10)
    # Met before it was signed.
    claim = tell(9, ("signed", 20), conditions=(Condition(met=on(10)),))
    assert [(p.true_from, p.content.money) for p in counting(claim)] == [(on(20), Money(0, 9, 9))]


# -- a failed condition, and what follows ---------------------------------------------------------------


def test_where_a_condition_failed_the_fallback_is_committed_and_the_amount_is_void():
    fee = Condition(failed=on(30), fallback=((USD, Bounds(1, 1)),))
    claim = tell(9, ("signed", 10), conditions=(fee,))
    assert total(claim) == Money(0, 1, 1)
    assert total(claim, true=day(20)) == Money(0, 0, 9)


def test_the_fallback_is_owed_still_when_the_deal_is_then_called_off():
    fee = Condition(failed=on(30), fallback=((USD, Bounds(1, 1)),))
    claim = tell(9, ("signed", 10), ("cancelled", 31), conditions=(fee,))
    assert total(claim) == Money(0, 1, 1)


def test_a_fallback_that_two_sources_tell_is_owed_once():
    fee = Condition(failed=on(30), fallback=((USD, Bounds(1, 1)),))
    claims = [tell(9, ("signed", 10), voice=v, conditions=(fee,)) for v in ("kg:a", "kg:b")]
    assert total(*claims) == Money(0, 1, 1)


def test_where_a_condition_failed_without_a_fallback_nothing_counts():
    position = now(tell(9, ("signed", 10), conditions=(Condition(failed=on(30)),)))
    assert (position.content.reason, position.content.money) == ("void", Money(0, 0, 0))


# -- contingent kinds -----------------------------------------------------------------------------------


def test_what_is_due_only_if_something_else_happens_is_possible():
    assert total(tell(9, "signed", kind="Guarantee", contingent=True)) == Money(0, 0, 9)


def test_an_option_that_was_exercised_binds_and_stays_so():
    exercised = tell(9, ("exercised", 10), kind="Option", contingent=True)
    talk = tell(None, ("announced", 20), voice="kg:wire")
    assert total(exercised) == Money(0, 9, 9)
    assert total(exercised, talk) == Money(0, 9, 9)


def test_what_was_paid_under_a_contingent_agreement_is_paid():
    assert total(tell(9, "closed", kind="Guarantee", contingent=True)) == Money(9, 9, 9)
