"""Rule 5: how firm an amount is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def told_conditions(*conditions, published, voice="kg:press", **more):
    return tell(None, voice=voice, published=published, conditions=conditions, **more)


def met(number):
    return Condition(met=on(number))


OPEN = Condition()


@pytest.mark.parametrize(
    ("told", "committed"),
    [
        # One of two was met: the other may be open still.
        ([(("kg:press", 10), (OPEN, OPEN)), (("kg:wire", 30), (met(30),))], 0),
        # Both were, by one who tells of both.
        ([(("kg:press", 10), (OPEN, OPEN)), (("kg:wire", 30), (met(30), met(30)))], 9),
        # Or on two days, so they are two.
        ([(("kg:press", 10), (OPEN, OPEN)), (("kg:wire", 30), (met(20),)),
          (("kg:daily", 40), (met(40),))], 9),
        # Two who tell of one day may tell of one condition.
        ([(("kg:press", 10), (OPEN, OPEN)), (("kg:wire", 40), (met(40),)),
          (("kg:daily", 40), (met(40),))], 0),
        # That it was met is what the first tells himself: no news of the other.
        ([(("kg:press", 30), (met(20), OPEN)), (("kg:wire", 40), (met(20),))], 0),
        ([(("kg:press", 30), (met(20), OPEN)), (("kg:wire", 40), (met(40),))], 9),
        # What was met before is no answer to what is told to be open since.
        ([(("kg:press", 40), (OPEN,)), (("kg:wire", 20), (met(10),))], 0),
        # One that consists of two is met by two.
        ([(("kg:press", 10), (Condition(members=2),)), (("kg:wire", 30), (met(30),))], 0),
    ],
)  # fmt: skip
def test_what_some_tell_to_be_open_is_met_only_by_as_many_as_they_tell_of(told, committed):
    signed = tell(9, ("signed", 5), voice="kg:registrar", published=5)
    claims = [
        told_conditions(*conditions, voice=voice, published=day_)
        for (voice, day_), conditions in told
    ]
    assert total(signed, *claims) == Money(0, committed, 9)


@given(st.lists(st.lists(st.sampled_from((OPEN, met(20), met(30))), max_size=3), max_size=3))
def test_a_condition_more_never_makes_an_amount_firmer(told):
    signed = tell(9, ("signed", 5), published=5)
    claims = [
        told_conditions(*conditions, voice=f"kg:{number}", published=40)
        for number, conditions in enumerate(told)
    ]
    before = total(signed, *claims).committed
    for index, claim in enumerate(claims):
        more = replace(claim, conditions=(*claim.conditions, OPEN))
        assert total(signed, *claims[:index], more, *claims[index + 1 :]).committed <= before


def test_a_figure_is_as_conditional_as_who_tells_of_most_conditions_says():
    def told(*conditions, voice):
        figure = Figure(Bounds(9, 9), USD, conditions=conditions)
        return tell(None, ("signed", 10), figures=(figure,), voice=voice)

    assert total(told(OPEN, OPEN, voice="kg:press"), told(met(20), voice="kg:wire")).committed == 0
    both = (told(OPEN, voice="kg:press"), told(met(20), voice="kg:wire"))
    assert total(*both).committed == 9


# -- what conditions release ----------------------------------------------------------------------------


def releasing(amount, **turned):
    return Condition(releases=((USD, Bounds(amount, amount)),), **turned)


def test_what_a_met_condition_releases_is_committed_of_an_amount_that_depends_on_more():
    # Ten for each gigawatt, of up to a hundred; one gigawatt stands.
    gigawatts = (releasing(10, met=on(30)), *(releasing(10) for _ in range(9)))
    claim = tell((0, 100), ("signed", 10), published=40, conditions=gigawatts)
    assert total(claim, true=day(20)) == Money(0, 0, 100)
    assert total(claim) == Money(0, 10, 100)
    exact = tell(100, ("signed", 10), published=40, conditions=gigawatts)
    assert total(exact) == Money(0, 10, 100)
    # Told by two, it falls due once.
    assert total(claim, replace(claim, iri="claim:again", voice="kg:wire")) == Money(0, 10, 100)


def test_nothing_falls_due_before_a_stage_binds_nor_before_all_else_is_met():
    first = releasing(10, met=on(30))
    assert total(tell((0, 100), ("letter-of-intent", 10), conditions=(first,))).committed == 0
    assert total(tell((0, 100), ("signed", 10), conditions=(first, OPEN))).committed == 0
    due = {"conditions": (first,), "kind": "Option", "contingent": True}
    contingent = tell((0, 100), ("signed", 10), **due)
    assert total(contingent).committed == 0


def test_a_release_that_failed_ends_nothing_else():
    claim = tell(
        (0, 100),
        ("signed", 10),
        conditions=(releasing(10, met=on(30)), releasing(10, failed=on(40))),
    )
    assert total(claim) == Money(0, 10, 100)


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


def test_a_fallback_is_owed_too_where_another_source_tells_that_the_condition_failed():
    open_ = Condition(fallback=((USD, Bounds(1, 1)),))
    first = tell(9, ("signed", 10), conditions=(open_,))
    later = tell(None, voice="kg:b", conditions=(Condition(failed=on(30)),))
    assert total(first) == Money(0, 0, 9)
    assert total(first, later) == total(later, first) == Money(0, 1, 1)
    assert total(first, later, true=day(20)) == Money(0, 0, 9)
    # It may be another condition that failed, for which nothing is owed.
    two = replace(first, conditions=(open_, Condition(members=2)))
    assert total(two, later) == Money(0, 0, 1)
    # Who tells the failure with what is owed needs nobody else's word.
    knows = replace(later, conditions=(Condition(failed=on(30), fallback=((USD, Bounds(2, 2)),)),))
    assert total(two, knows) == Money(0, 2, 2)


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
