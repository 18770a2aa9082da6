"""Rule 1: the stages and figures of all standing claims form one history."""

from __future__ import annotations

from dataclasses import replace

from aikg.ground.bounds import Span, grain
from derive.counting.cases import (
    ALWAYS,
    INF,
    Bounds,
    Figure,
    Money,
    at,
    counting,
    now,
    on,
    rival,
    stage,
    tell,
    total,
)
from derive.counting.strategies import day
from derive.counting.tables import may_come_to


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


def test_a_publishers_later_figure_that_is_no_rounding_of_its_earlier_one_takes_its_place():
    """Half of the last written digit away is no rounding; less than that may be."""

    def told(amount: float, **more: object):
        figure = Figure(Bounds(amount, amount), "USD", grain(f"${amount / 1e9:g} billion", amount))
        return tell(None, "signed", figures=(figure,), **more)

    assert now(told(2.5e9, published=1), told(2e9, published=9)).content.money.possible == 2e9
    assert now(told(2.4e9, published=1), told(2e9, published=9)).content.money.possible == 2.4e9


def test_a_publishers_later_floor_takes_the_place_of_its_earlier_one():
    claims = tell((20, INF), "signed", published=1), tell((10, INF), "signed", published=9)
    assert now(*claims).content.money == Money(0, 10, INF)


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


# -- standing applies to each statement, and so does a dispute -------------------------------------------


def preferred(claim, *, amount=None, stage_=None):
    """The same claim with a figure or a stage entry that its editors prefer, or do not."""
    figures = tuple(figure._replace(preferred=amount) for figure in claim.figures)
    stages = tuple(entry._replace(preferred=stage_) for entry in claim.stages)
    return replace(claim, figures=figures, stages=stages)


def test_a_figure_that_its_editors_prefer_is_assessed_whatever_the_standing_of_its_claim():
    low = preferred(tell(10, "announced", published=1), amount=True)
    high = tell(20, "announced", voice="kg:wire", published=9)
    assert now(low, high).content.money.possible == 10
    assert now(preferred(low, amount=None), high).content.money.possible == 20


def test_a_figure_of_normal_standing_gains_nothing_by_the_standing_of_its_claim():
    low = preferred(tell(10, "announced", published=1, preferred=True), amount=False)
    high = tell(20, "announced", voice="kg:wire", published=9)
    assert now(low, high).content.money.possible == 20


def test_a_preferred_figure_decides_nothing_that_is_no_amount():
    mine, yours = frozenset({"kg:p"}), frozenset({"kg:q"})
    low = preferred(tell(10, published=1, payers=mine), amount=True)
    high = tell(10, voice="kg:wire", published=9, payers=yours)
    assert now(low, high).content.payers == yours
    assert now(replace(low, preferred=True), high).content.payers == mine


def test_an_end_that_its_editors_prefer_is_assessed():
    alive = tell(10, "signed", published=9)
    dead = tell(None, "cancelled", voice="kg:wire", published=9)
    assert now(alive, preferred(dead, stage_=True)).content.reason == "void"
    assert now(preferred(alive, stage_=True), dead).content.money == Money(0, 10, 10)


def test_what_nobody_disputes_of_a_claim_stands_whatever_else_of_it_is_held_to_be_wrong():
    # Which amount was announced is disputed; what was closed is told by one alone.
    entries = (entry("announced", 5, "claim:0.announced"), entry("closed", 50, "claim:0.closed"))
    figures = (at_stage(10, entries[0].iri), at_stage(12, entries[1].iri))
    wrong = replace(tell(figures=figures, published=60), stages=entries)
    right = tell(11, ("announced", 5), voice="kg:wire", published=60, preferred=True)
    assert total(wrong, right, true=day(20)) == Money(0, 0, 11)
    assert total(wrong, right) == Money(12, 12, 12)
    # In either reading it comes to the same by now, so that nothing is disputed any more.
    assert now(wrong, right).content.dispute == ""
    assert [p.content.money for p in rival(wrong, right)] == []


def test_where_two_sources_tell_of_several_stages_like_is_held_against_like():
    # Neither is dated: the amount that was announced is no rival of the one that was signed.
    def told(voice):
        entries = tuple(
            entry(name, None, f"claim:{voice}.{name}") for name in ("announced", "signed")
        )
        amounts = tuple(at_stage(a, e.iri) for a, e in zip((10, 12), entries, strict=True))
        return replace(tell(figures=amounts, voice=voice), stages=entries)

    position = now(told("kg:press"), told("kg:wire"))
    assert not position.content.dispute
    assert position.content.money == Money(0, 12, 12)


def at_stage(amount, stage_):
    return Figure(Bounds(amount, amount), "USD", stage=stage_)


def entry(name, when, iri):
    return stage(name, ALWAYS if when is None else on(when), iri)


def test_a_source_without_a_date_that_repeats_another_word_for_word_changes_no_bound():
    first = tell(10, ("signed", 10), "closed", published=20, figures=())
    third = tell(None, ("cancelled", 30), published=31)
    echo = replace(first, iri="claim:echo", voice="kg:wire", published=ALWAYS)
    assert counting(first, third, echo)[-1].content.rests_on >= {first.iri, echo.iri}
    for true in (day(15), day(25), day(40)):
        assert total(first, third, echo, true=true) == total(first, third, true=true)


def test_two_amounts_at_one_stage_that_both_of_two_sources_tell_are_no_dispute():
    first = tell(None, stage("announced", on(1)), stage("announced"), published=5)
    first = replace(
        first,
        stages=tuple(s._replace(iri=str(n)) for n, s in enumerate(first.stages)),
        figures=tuple(Figure(Bounds(a, a), "USD", stage=str(n)) for n, a in enumerate((10, 12))),
    )
    echo = replace(first, iri="claim:echo", voice="kg:wire")
    assert not rival(first, echo)
    assert total(first, echo) == total(first)


def test_what_bears_no_date_need_not_lie_before_what_the_same_source_tells_to_come():
    since = stage("committed", Span(day(2), None))
    told = tell(10, since, "cancelled", published=1, voice="kg:wire")
    assert total(told) == Money(0, 0, 0)


def test_of_several_stages_at_some_time_in_one_span_each_may_have_lasted_for_a_while():
    month = Span(day(3), on(20).latest)
    for when in (ALWAYS, month):
        told = tell(2, stage("signed", when), stage("cancelled", when), published=30)
        positions = counting(told)
        assert may_come_to(positions, on(15).latest) == 2
        assert may_come_to(positions, on(30).latest) == 0
        assert [p.content.reason for p in positions] == ["", "void"]
        assert len({p.name for p in positions}) == 2
        assert total(told, true=day(15)) == Money(0, 0, 0)


def test_a_publisher_that_tells_a_stage_anew_takes_its_figure_back_whatever_has_no_ceiling():
    first = tell(15, "closed", published=10)
    mended = tell((1.5, INF), "closed", published=11)
    assert total(first, mended) == Money(1.5, 1.5, INF)
    assert total(first, mended, known=on(10).latest) == Money(15, 15, 15)
    assert total(tell((10, INF), "closed", published=9), first) == Money(15, 15, 15)
    # Of another publisher the exact figure is the finer one.
    assert total(first, replace(mended, voice="kg:wire")) == Money(15, 15, 15)


def test_what_was_in_talks_is_not_signed_where_those_who_tell_the_signing_tell_another_amount():
    talks = tell(40, "rumoured", published=10)
    signed = tell(30, ("signed", 20), ("closed", 60), published=61, voice="kg:wire")
    assert total(talks, signed, true=on(15).latest).possible == 40
    assert total(talks, signed, true=on(30).latest) == Money(0, 30, 30)
    assert total(talks, signed) == Money(30, 30, 30)
    # One that tells of the signing alone, and no amount, leaves the one that is known.
    silent = tell(None, ("signed", 20), published=21, voice="kg:wire")
    assert total(talks, silent) == Money(0, 40, 40)
