"""Rule 8 and the two clocks: what a position says of itself."""

from __future__ import annotations

from dataclasses import replace

from aikg.derive.counting import Cluster, tally
from aikg.ground.terms import AIKG
from derive.counting.cases import (
    ALWAYS,
    INF,
    Money,
    Span,
    counting,
    now,
    on,
    tell,
    total,
)
from derive.counting.strategies import day
from derive.counting.tables import at, said

PARTIES = {"payers": frozenset({"kg:p"}), "payees": frozenset({"kg:q"})}


def test_an_undisclosed_amount_makes_it_incomplete_and_adds_nothing():
    position = now(tell(None, "signed", **PARTIES))
    assert position.content.reason == "undisclosed"
    assert (position.content.complete, position.content.money) == (False, Money(0, 0, 0))


def test_a_disclosed_amount_is_complete_hedged_or_not():
    for amount in (5, (0, 5), (5, INF)):
        assert now(tell(amount, "announced")).content.complete


def test_an_agreement_in_which_nobody_pays_is_no_gap():
    position = now(tell(None, "announced"))
    assert (position.content.reason, position.content.complete) == ("no-money", True)


def test_a_round_of_which_no_amount_is_told_is_undisclosed_and_a_mere_frame_is_no_gap():
    kinds = {AIKG + kind: AIKG + "Programme" for kind in ("FundingRound", "Alliance")}
    told = [
        now(tell(None, "closed", kind=kind, broader=frozenset({above}), programme=True, **PARTIES))
        for kind, above in kinds.items()
    ]
    assert [(p.content.reason, p.content.complete) for p in told] == [
        ("undisclosed", False),
        ("no-money", True),
    ]


def test_a_round_counts_by_its_parts_where_they_alone_have_amounts():
    round_ = tell(None, "closed", kind=AIKG + "FundingRound", programme=True, **PARTIES)
    part = tell(5, "closed", about="kg:part", parts_of=("kg:deal",), **PARTIES)
    assert now(round_, part, about="kg:deal").content.reason == "by-parts"
    assert total(round_, part) == Money(5, 5, 5)


def test_a_position_names_the_claims_that_it_rests_on_and_no_others():
    amount, end = tell(5, ("signed", 1)), tell(None, ("closed", 3), voice="kg:wire")
    comment = tell(None, voice="kg:daily")  # tells nothing that an amount depends on
    assert now(amount, end, comment).content.rests_on == {amount.iri, end.iri}


def test_a_withdrawal_ends_what_is_known_and_never_erases_what_was():
    stands = tell(5, ("signed", 1), published=10)
    gone = tell(8, ("signed", 1), published=20, voice="kg:wire", withdrawn=Span(day(30), day(30)))
    assert total(stands, gone) == Money(0, 5, 5)
    assert total(stands, gone, known=day(15)) == Money(0, 5, 5)
    assert total(stands, gone, known=day(25)) == Money(0, 8, 8)
    assert total(stands, gone, known=day(35)) == Money(0, 5, 5)


def test_a_withdrawal_leaves_what_was_known_beside_a_source_without_a_date():
    undated = tell(10, ("signed", 1), published=ALWAYS)
    dated = tell(5, ("signed", 1), published=20, voice="kg:wire")
    gone = replace(dated, withdrawn=Span(day(30), day(30)))
    before = {(said(p), p.known_from) for p in counting(undated, dated) if p.counted}
    after = [p for p in counting(undated, gone) if p.counted]
    [new] = [p for p in after if p.known_until is None]
    assert {(said(p), p.known_from) for p in after if p is not new} == before
    assert new.known_from == Span(day(30), None)
    assert new.content.money == Money(0, 10, 10)


def test_a_publication_leaves_what_a_source_without_a_date_may_have_told_before_it():
    undated = tell(5, ("signed", 1), published=ALWAYS)
    dated = tell(10, ("signed", 1), published=20, voice="kg:wire")
    amounts = {
        (p.known_from, p.known_until, p.content.money.possible)
        for p in counting(undated, dated)
        if p.counted
    }
    assert amounts == {
        (ALWAYS, on(20), 5),
        (on(20), Span(on(20).earliest, None), 10),
        (Span(on(20).earliest, None), None, 10),
    }


def test_a_claim_that_was_withdrawn_without_ever_being_dated_was_known_at_some_time_before():
    gone = tell(8, ("signed", 1), withdrawn=Span(day(30), day(30)))
    [position] = counting(gone)
    assert (position.known_from, position.known_until) == (
        Span(None, day(30)),
        Span(day(30), day(30)),
    )


def test_what_bears_no_date_is_of_the_latest_state_alone():
    [position] = counting(tell(5, "signed", published=ALWAYS))
    assert (position.known_from, position.true_from) == (ALWAYS, ALWAYS)
    assert position.current
    assert at([position]) and not at([position], day(50), day(50))


def test_an_undated_stage_of_a_dated_source_was_reached_by_its_publication():
    [position] = counting(tell(5, "signed", published=10))
    assert position.true_from == Span(None, on(10).latest)


def test_statements_that_do_not_stand_are_named_by_field_and_claim():
    old, new = tell(5, published=1), tell(6, published=9)
    other = tell(7, voice="kg:wire", payers=frozenset({"kg:p"}))
    gone = tell(5, withdrawn=Span(day(30), day(30)), voice="kg:daily", published=2)
    cluster = Cluster((old, new, other, gone))
    assert tally(cluster).wrong == {
        ("amount", old.iri),
        ("amount", other.iri),
        ("claim", gone.iri),
    }
    assert tally(Cluster((replace(other, preferred=True), new))).wrong == {("amount", new.iri)}
    assert tally(Cluster(())).wrong == frozenset()


def test_what_came_out_in_some_month_may_have_been_known_before_what_came_out_on_a_day_of_it():
    month = Span(day(1), on(27).latest)
    first = tell(10, ("signed", 1), published=month)
    other = tell(8, ("signed", 1), published=14, voice="kg:wire", preferred=True)
    amounts = {
        (p.known_from, p.known_until, p.content.money.possible)
        for p in counting(first, other)
        if p.counted and p.content.reading == ()
    }
    assert amounts == {
        (Span(month.earliest, None), on(14), 10),  # it may have been alone
        (on(14), Span(on(14).earliest, month.latest), 8),
    }


def test_what_one_source_tells_is_known_together_or_not_at_all():
    whole, part = (
        tell(amount, ("signed", 1), about=about, source="source:one", parts_of=parts, **PARTIES)
        for amount, about, parts in ((10, "kg:whole", ()), (4, "kg:part", ("kg:whole",)))
    )
    other = tell(4, ("signed", 1), about="kg:part", published=20, voice="kg:wire", **PARTIES)
    before = [p for p in counting(whole, part, other) if p.known_until is not None]
    assert {p.content.money.possible for p in before} == {
        4,
        6,
    }  # and never the 10 of the whole alone
