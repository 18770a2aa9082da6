"""Rule 2: what cannot all be right is told in readings, one of which is assessed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aikg.derive.counting import Cluster, tally
from aikg.ground.bounds import grain
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
    tell,
    total,
)

LOW, HIGH = 10, 20


def assessed(*claims):
    return now(*claims).content.money.possible


# -- which reading is assessed: each comes first of those below it, which all say otherwise ----------


def test_first_comes_what_editors_prefer():
    preferred = tell(LOW, preferred=True)
    against = [
        tell(HIGH, voice=voice, published=9, own_voice=True) for voice in ("kg:party", "kg:wire")
    ]
    assert assessed(preferred, *against) == LOW


def test_then_a_party_or_authority_speaking_for_itself():
    party = tell(LOW, voice="kg:party", own_voice=True)
    against = [tell(HIGH, voice=voice, published=9) for voice in ("kg:press", "kg:wire")]
    assert assessed(party, *against) == LOW


def test_then_more_independent_sources():
    many = [tell(LOW, voice="kg:press", published=1), tell(LOW, voice="kg:daily")]
    later = tell(HIGH, voice="kg:wire", published=9)
    assert assessed(*many, later) == LOW


def test_one_publisher_that_tells_it_twice_is_one_source():
    twice = [tell(LOW, published=1), tell(LOW, published=2)]
    later = tell(HIGH, voice="kg:wire", published=9)
    assert assessed(*twice, later) == HIGH


def test_then_the_later_publication():
    assert assessed(tell(LOW, published=9), tell(HIGH, voice="kg:wire", published=1)) == LOW


def test_then_what_bears_a_date_before_what_does_not():
    undated = tell(HIGH, voice="kg:wire", published=ALWAYS)
    assert assessed(tell(LOW, published=1), undated) == LOW


# -- readings -----------------------------------------------------------------------------------------


def test_the_other_readings_keep_their_positions_not_counted_with_reading_and_dispute():
    claims = (tell(LOW, published=1), tell(HIGH, voice="kg:wire", published=9))
    counted, [other] = now(*claims), rival(*claims)
    assert counted.counted and not other.counted
    assert (counted.content.reading, other.content.reading) == (("kg:wire",), ("kg:press",))
    assert counted.content.dispute == other.content.dispute != ""
    assert other.content.money.possible == LOW


def test_rivalries_between_the_same_sources_are_one_dispute_with_one_choice():
    # The one says 10 and 5, the other 5 and 10: 15 in either reading, never 20 and never 10.
    def told(about, amount, voice, published):
        return tell((0, amount), about=about, voice=voice, published=published,
                    replaces=frozenset({"kg:letter"}))  # fmt: skip

    claims = (
        *(told("kg:a", 10, "kg:press", ALWAYS), told("kg:b", 5, "kg:press", ALWAYS)),
        *(told("kg:a", 5, "kg:wire", 9), told("kg:b", 10, "kg:wire", 9)),
    )
    assert total(*claims) == Money(0, 0, 15)
    assert now(*claims, about="kg:a").content.dispute == now(*claims, about="kg:b").content.dispute
    assert [rival(*claims, about=name)[0].content.money.possible for name in ("kg:a", "kg:b")] == [
        10,
        5,
    ]


def test_disputes_between_different_sources_are_chosen_each_for_itself():
    def told(about, amount, voice, published):
        return tell(amount, about=about, voice=voice, published=published,
                    replaces=frozenset({"kg:letter"}))  # fmt: skip

    claims = (
        *(told("kg:a", 10, "kg:press", 9), told("kg:a", 5, "kg:wire", 1)),
        *(told("kg:b", 7, "kg:daily", 9), told("kg:b", 8, "kg:party", 1)),
    )
    assert total(*claims).possible == 17
    names = {now(*claims, about=name).content.dispute for name in ("kg:a", "kg:b")}
    assert len(names) == 2


def test_two_disputes_that_bear_on_one_agreement_are_told_in_every_combination():
    # What the whole leaves depends on both of its parts, each disputed by others.
    claims = (
        tell(100, about="kg:whole", voice="kg:own"),
        *(tell(LOW, about="kg:a", parts_of=("kg:whole",), published=9),
          tell(HIGH, about="kg:a", voice="kg:wire")),
        *(tell(1, about="kg:b", voice="kg:daily", parts_of=("kg:whole",), published=9),
          tell(2, about="kg:b", voice="kg:party")),
    )  # fmt: skip
    left = [p.content.money.possible for p in rival(*claims, about="kg:whole")]
    assert now(*claims, about="kg:whole").content.money.possible == 89
    assert sorted(left) == [78, 79, 88]


def test_two_sources_that_agree_are_one_reading():
    claims = (
        *(tell(LOW, published=1), tell(LOW, voice="kg:wire", published=2)),
        tell(HIGH, voice="kg:daily", published=9),
    )
    assert now(*claims).content.reading == ("kg:press", "kg:wire")
    assert [p.content.reading for p in rival(*claims)] == [("kg:daily",)]


# -- what does not rival ------------------------------------------------------------------------------


def test_an_unstated_ceiling_does_not_rival_a_stated_one():
    floor, exact = tell((10, INF), "announced"), tell((0, 30), "announced", voice="kg:wire")
    assert not now(floor, exact).content.dispute
    # Both hold: at least the one and at most the other.
    assert now(floor, exact).content.money == Money(0, 0, 30)
    assert now(floor, tell((0, 5), "announced", voice="kg:wire")).content.dispute


@pytest.mark.parametrize(
    ("other", "rivals"), [(1.26e9, False), (1.34e9, False), (1.36e9, True), (1.2e9, True)]
)
def test_figures_that_are_equal_at_the_last_written_digit_do_not_rival(other, rivals):
    rough = tell(figures=(Figure(Bounds(1.3e9, 1.3e9), "EUR", grain("€1.3 billion", 1.3e9)),))
    fine = Figure(Bounds(other, other), "EUR", grain(f"€{other / 1e9:g} billion", other))
    claims = (rough, tell(figures=(fine,), voice="kg:wire"))
    assert bool(now(*claims).content.dispute) is rivals
    if not rivals:
        assert now(*claims).content.money.possible == other  # the more exact one stands


@pytest.mark.parametrize(
    ("words", "value", "expected"),
    [
        ("$38 billion", 38e9, 1e9),
        ("€1.3 billion", 1.3e9, 1e8),
        ("$350,000", 350e3, 1),
        ("three instalments of $10 billion", 10e9, 1e9),
        ("in 2 tranches of $15 billion", 15e9, 1e9),
        ("a few billion", 3e9, 0),
        ("at least $5 billion", INF, 0),
    ],
)
def test_the_last_written_digit_is_that_of_the_number_that_tells_the_value(words, value, expected):
    assert grain(words, value) == pytest.approx(expected)


def test_a_unit_and_the_organization_that_it_rolls_up_into_do_not_rival():
    unit = tell(LOW, payees=frozenset({"kg:cloud-unit"}))
    parent = tell(LOW, voice="kg:wire", payees=frozenset({"kg:parent"}))
    position = now(unit, parent, root={"kg:cloud-unit": "kg:parent"})
    assert not position.content.dispute
    assert position.content.payees == {"kg:cloud-unit"}  # the more exact one


def test_a_list_of_parties_that_is_a_part_of_another_does_not_rival_it():
    some = tell(LOW, payers=frozenset({"kg:p"}))
    more = tell(LOW, payers=frozenset({"kg:p", "kg:q"}), voice="kg:wire")
    assert not now(some, more).content.dispute
    assert now(some, more).content.payers == {"kg:p", "kg:q"}


def test_other_parties_do_rival():
    press = tell(LOW, payers=frozenset({"kg:p"}), published=9)
    wire = tell(LOW, payers=frozenset({"kg:q"}), voice="kg:wire", published=1)
    assert now(press, wire).content.payers == {"kg:p"}
    assert [p.content.payers for p in rival(press, wire)] == [{"kg:q"}]


def kinded(kind, *broader, **more):
    return tell(LOW, "signed", kind=kind, broader=frozenset(broader), **more)


def test_a_kind_and_a_kind_of_it_do_not_rival_and_two_other_kinds_do():
    wide = kinded("ContingentAgreement", "Agreement", contingent=True)
    narrow = kinded("Guarantee", "ContingentAgreement", "Agreement", contingent=True)
    other = kinded("Loan", "Agreement", voice="kg:wire", published=9)
    near = replace(narrow, voice="kg:wire")
    assert not tally(Cluster((wide, near))).wrong
    assert tally(Cluster((wide, other))).wrong == {("kind", wide.iri)}
    assert now(wide, other).content.dispute
    # What is contingent by the one is possible by it, and the amount binds by the other.
    assert now(wide, other).content.money == Money(0, LOW, LOW)
    assert [p.content.money for p in rival(wide, other)] == [Money(0, 0, LOW)]


def test_an_amount_in_a_further_currency_is_what_the_other_source_does_not_tell():
    euros = Figure(Bounds(3, 3), "EUR")
    both, one = tell(LOW, "signed", figures=(euros,)), tell(LOW, "signed", voice="kg:wire")
    assert not any(p.content.dispute for p in counting(both, one))
    assert total(both, one) == Money(0, LOW, LOW)
    assert total(both, one, currency="EUR") == Money(0, 3, 3)


def test_amounts_in_two_currencies_of_which_neither_source_tells_the_others_rival():
    euros = tell(None, "signed", figures=(Figure(Bounds(3, 3), "EUR"),), published=9)
    dollars = tell(LOW, "signed", voice="kg:wire", published=1)
    assert (total(euros, dollars, currency="EUR"), total(euros, dollars)) == (
        Money(0, 3, 3),
        Money(0, 0, 0),
    )
    # Each reading has a row in each currency, so that the least over readings is nothing.
    others = {p.content.currency: p.content.money for p in rival(euros, dollars)}
    assert others == {"USD": Money(0, LOW, LOW), "EUR": Money(0, 0, 0)}
    now_ = {p.content.currency: p.content for p in at(counting(euros, dollars)) if p.counted}
    assert now_["USD"].dispute == now_["EUR"].dispute != ""


def test_one_publisher_that_tells_it_in_either_of_two_currencies_is_sure_of_neither():
    """Undated, nobody knows which of its tellings takes the other back."""
    euros = tell(None, "signed", figures=(Figure(Bounds(38, 38), "EUR"),))
    dollars = tell(38, "signed")
    for told in ((dollars, euros), (euros, dollars)):
        assert total(*told) == total(*told, currency="EUR") == Money(0, 0, 38)
    assert total(dollars, tell(50, "signed")) == Money(0, 38, 50)


def test_amounts_of_one_event_that_a_later_report_repeats_are_not_told_anew():
    # In March the wire still tells what was announced by January; what was signed since stands.
    announced = tell(LOW, "announced", published=1)
    signed = tell(HIGH, ("signed", 30), voice="kg:daily", published=30)
    repeated = tell(LOW, "announced", voice="kg:wire", published=60)
    assert total(announced, signed, repeated) == Money(0, HIGH, HIGH)
    assert not any(p.content.dispute for p in counting(announced, signed, repeated))


def test_an_end_rivals_a_life_unless_one_is_certainly_the_later():
    alive = tell(LOW, ("signed", 10), published=30)
    dead = tell(None, ("cancelled", 5), voice="kg:wire", published=30)
    # Signed after it was called off: taken up again.
    assert total(alive, dead) == Money(0, LOW, LOW)
    assert not now(alive, dead).content.dispute
    # Called off after it was signed.
    assert not now(alive, replace(dead, stages=tell(None, ("cancelled", 20)).stages)).counted
    # Neither is dated: one of them is wrong.
    undated = (tell(LOW, "signed"), tell(None, "cancelled", voice="kg:wire"))
    assert now(*undated).content.dispute


def test_a_dispute_is_known_since_the_second_publication_and_undisputed_before():
    claims = (tell(LOW, published=1), tell(HIGH, voice="kg:wire", published=9))
    first = [p for p in counting(*claims) if p.known_from == on(1)]
    assert [(p.content.dispute, p.content.money.possible) for p in first] == [("", LOW)]
    assert [p.known_until for p in first] == [on(9)]


def test_two_amounts_without_a_ceiling_do_not_rival():
    """ "More than 10" and "more than 20" can both be right."""
    lower, higher = tell((10, INF), "signed"), tell((20, INF), "signed", voice="kg:wire")
    assert not now(lower, higher).content.dispute
    assert now(lower, higher).content.money == Money(0, 20, INF)


def test_rivals_that_a_certainly_later_stage_has_overtaken_are_no_dispute_any_more():
    """Who was wrong about the talks makes no difference to what was signed; it did until then."""
    claims = (
        tell(2, ("rumoured", 1), voice="kg:press"),
        tell(3, ("rumoured", 1), voice="kg:wire"),
        tell(1.7, ("signed", 9), voice="kg:press"),
    )
    content = now(*claims).content
    assert (content.money, content.dispute) == (Money(0, 1.7, 1.7), "")
    before = [p for p in counting(*claims) if p.true_until and p.true_until.latest]
    assert {p.content.money.possible for p in before if p.content.dispute} == {2, 3}
    assert [p.counted for p in counting(*claims) if p.current] == [True]


def test_rivals_of_the_latest_stage_are_a_dispute_whatever_came_before():
    claims = (
        tell(2, ("rumoured", 1), voice="kg:press"),
        tell(1.7, ("signed", 9), voice="kg:press"),
        tell(1.9, ("signed", 9), voice="kg:wire"),
    )
    assert now(*claims).content.dispute
