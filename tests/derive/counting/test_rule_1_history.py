"""Rule 1: the stages and figures of all standing claims form one history."""

from __future__ import annotations

from aikg.ground.bounds import Span
from derive.counting.cases import Money, at, counting, now, on, rival, stage, tell, total
from derive.counting.strategies import day


def test_the_figures_of_the_latest_stage_reached_stand():
    claims = (
        tell((0, 10), ("announced", 10), published=10),
        tell(12, ("signed", 40), published=40),
    )
    assert total(*claims) == Money(0, 12, 12)
    assert total(*claims, true=day(30)) == Money(0, 0, 10)
    assert not rival(*claims)


def test_a_figure_gives_way_to_another_sources_only_if_that_stage_is_certainly_later():
    early = tell(10, ("signed", 10), published=11)
    later = tell(12, ("signed", 40), voice="kg:wire", published=40)
    assert now(early, later).content.dispute == ""
    assert total(early, later) == Money(0, 12, 12)
    undated = tell(12, "signed", voice="kg:wire", published=40)
    assert now(early, undated).content.dispute
    assert [p.content.money for p in rival(early, undated)] == [Money(0, 10, 10)]


def test_what_one_source_does_not_tell_comes_from_the_others():
    amount = tell((0, 10), voice="kg:press", payers=frozenset({"kg:p"}))
    rest = tell(None, "announced", voice="kg:wire", payees=frozenset({"kg:q"}))
    position = now(amount, rest)
    assert position.content.money == Money(0, 0, 10)
    assert (position.content.payers, position.content.payees) == ({"kg:p"}, {"kg:q"})
    assert position.content.rests_on == {amount.iri, rest.iri}
    assert not position.content.dispute


def test_a_claim_whose_figure_is_held_to_be_wrong_still_tells_who_and_when():
    wrong = tell(10, ("signed", 10), published=11, payers=frozenset({"kg:p"}))
    right = tell(12, published=12, voice="kg:wire", preferred=True)
    position = now(wrong, right)
    assert position.content.money == Money(0, 12, 12)
    assert position.content.payers == {"kg:p"}


def test_a_later_claim_in_the_same_publishers_reporting_takes_the_place_of_its_earlier_one():
    first = tell(10, ("signed", 10), published=10)
    second = tell(12, ("signed", 10), published=20)
    assert total(first, second) == Money(0, 12, 12)
    assert total(first, second, known=day(15)) == Money(0, 10, 10)
    assert not any(position.content.dispute for position in counting(first, second))


def test_a_later_claim_of_the_same_publisher_leaves_what_it_does_not_tell_anew():
    first = tell(10, ("signed", 10), published=10, payers=frozenset({"kg:p"}))
    second = tell(None, ("closed", 20), published=20)
    assert total(first, second) == Money(10, 10, 10)
    assert now(first, second).content.payers == {"kg:p"}


def test_entries_of_one_stage_are_one_event_wherever_their_dates_allow_it():
    # "Earlier this month" and a day within it: signed once, on that day.
    vague = tell(10, stage("signed", Span(day(1), on(20).latest)), published=20)
    exact = tell(10, ("signed", 7), published=21, voice="kg:wire")
    assert now(vague, exact).true_from == on(7)


def test_an_amount_of_the_claim_as_a_whole_holds_for_its_earlier_stages_too():
    # The model leaves it open; not disclosed until the signing would be less than what is told.
    claim = tell(10, ("announced", 10), ("signed", 40), published=40)
    assert total(claim, true=day(30)) == Money(0, 0, 10)
    assert total(claim) == Money(0, 10, 10)


def test_an_announcement_after_the_signing_takes_nothing_back():
    # A stage reached is reached: the latest is the furthest, unless a pause or an end is told.
    assert total(tell(10, ("signed", 10), ("announced", 15), published=15)) == Money(0, 10, 10)
    signed = tell(10, ("signed", 10), published=10)
    more = tell((0, 22), ("announced", 40), published=40, voice="kg:wire")
    assert total(signed, more) == Money(0, 10, 22)


def test_a_pause_takes_back_what_was_committed_and_a_new_signing_restores_it():
    signed = tell(10, ("signed", 10), published=10)
    paused = tell(None, ("on-hold", 40), published=40)
    resumed = tell(None, ("signed", 60), published=60)
    assert total(signed, paused) == Money(0, 0, 10)
    assert total(signed, paused, resumed) == Money(0, 10, 10)


def test_where_dates_do_not_decide_the_usual_order_of_stages_does():
    claims = (tell(None, "closed"), tell(10, "rumoured", voice="kg:wire"))
    assert total(*claims) == Money(10, 10, 10)


def test_without_any_stage_an_amount_is_possible():
    assert total(tell(10)) == Money(0, 0, 10)
    assert len(at(counting(tell(10)))) == 1
