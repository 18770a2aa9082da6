"""Rule 6: what ends, what that reaches, and what it leaves."""

from __future__ import annotations

import pytest

from derive.counting.cases import INF, Money, Span, counting, now, on, tell, total
from derive.counting.strategies import day

NEW = {"about": "kg:new", "replaces": frozenset({"kg:deal"})}


def test_replacing_takes_effect_at_the_first_stage_of_the_successor():
    letter = tell((0, 100), ("letter-of-intent", 10), published=10)
    successor = tell(30, ("signed", 40), ("closed", 60), published=60, **NEW)
    assert total(letter, successor, true=day(30)) == Money(0, 0, 100)
    assert total(letter, successor, true=day(50)) == Money(0, 30, 30)
    assert total(letter, successor, known=day(30)) == Money(0, 0, 100)
    assert total(letter, successor) == Money(30, 30, 30)


def test_a_successor_whose_first_stage_has_no_date_may_replace_at_any_time_before_its_second():
    old = tell(100, ("signed", 10), published=10)
    successor = tell(30, "committed", ("closed", 50), published=60, **NEW)
    [was, is_] = [
        p
        for p in counting(old, successor)
        if p.content.agreement == "kg:deal" and p.known_until is None
    ]
    assert was.true_until == is_.true_from == Span(on(10).earliest, on(50).latest)


def test_a_successor_without_a_stage_replaces_by_its_publication():
    letter = tell((0, 100), ("letter-of-intent", 10), published=10)
    ended = now(letter, tell(30, published=40, **NEW))
    assert ended.true_from.latest == on(40).latest
    assert ended.content.reason == "replaced"


@pytest.mark.parametrize("name", ["rumoured", "announced", "denied"])
def test_not_ruled_out_revives_nothing(name):
    letter = tell((0, 100), ("letter-of-intent", 10), published=10)
    successor = tell(30, ("signed", 40), published=40, **NEW)
    open_ = tell(None, (name, 60), voice="kg:wire", published=60)
    assert total(letter, successor, open_) == Money(0, 30, 30)
    dead = tell(None, ("cancelled", 50), published=50)
    assert total(letter, dead, open_) == Money(0, 0, 0)


def test_what_binds_revives_what_was_void_and_never_what_was_replaced():
    letter = tell((0, 100), ("letter-of-intent", 10), published=10)
    again = tell(50, ("signed", 60), published=60)
    dead = tell(None, ("cancelled", 50), published=50)
    successor = tell(30, ("signed", 40), published=40, **NEW)
    assert total(letter, dead, again) == Money(0, 50, 50)
    assert total(letter, successor, again) == Money(0, 30, 30)
    assert total(letter, successor, dead, again) == Money(0, 30, 30)


def test_what_was_replaced_or_is_void_stays_as_history():
    letter = tell((0, 100), ("letter-of-intent", 10), published=10)
    for ending, reason in (
        (tell(30, ("signed", 40), published=40, **NEW), "replaced"),
        (tell(None, ("cancelled", 40), published=40), "void"),
    ):
        own = [p for p in counting(letter, ending) if p.content.agreement == "kg:deal"]
        was, is_ = (p for p in own if p.known_until is None)
        assert (was.true_until, was.content.money) == (on(40), Money(0, 0, 100))
        assert (is_.content.reason, is_.counted, is_.current) == (reason, False, True)


def test_an_end_reaches_the_parts_and_never_the_whole():
    whole = tell(10, ("signed", 10), about="kg:whole")
    part = tell(4, ("signed", 10), about="kg:part", parts_of=("kg:whole",))
    end = {"voice": "kg:wire", "published": 40}
    assert total(whole, part, tell(None, ("cancelled", 40), about="kg:whole", **end)) == Money(
        0, 0, 0
    )
    # The whole is what it was told to be, whichever part of it fell through.
    rest = (whole, part, tell(None, ("cancelled", 40), about="kg:part", **end))
    assert total(*rest) == Money(0, 10, 10)
    assert now(*rest, about="kg:part").content.reason == "void"
    replaced = tell(None, ("signed", 40), about="kg:new", replaces=frozenset({"kg:whole"}))
    assert now(whole, part, replaced, about="kg:part").content.reason == "replaced"


@pytest.mark.parametrize(
    "ending",
    [
        tell(None, ("cancelled", 40), voice="kg:wire"),
        tell(30, ("signed", 40), **NEW),
        tell(None, ("signed", 40), voice="kg:wire"),
        tell((0, 20), ("announced", 40), voice="kg:wire"),
        tell(None, ("on-hold", 40), voice="kg:wire"),
        tell(None, ("completed", 40), voice="kg:wire"),
    ],
    ids=["cancelled", "replaced", "signed again", "announced again", "on hold", "completed"],
)
def test_what_was_paid_stays_paid(ending):
    claims = (tell(4, ("closed", 10), published=10), ending)
    assert now(*claims).content.money.paid == 4


@pytest.mark.parametrize("name", ["completed", "denied"])
def test_a_term_that_has_run_its_course_or_a_denial_voids_nothing(name):
    claims = (tell(4, ("signed", 10), published=10), tell(None, (name, 40), voice="kg:wire"))
    assert total(*claims) == Money(0, 4, 4)


@pytest.mark.parametrize("stage", ["exercised", "closed"])
def test_what_was_exercised_of_an_option_stays_once_the_rest_has_lapsed(stage):
    option = tell(10, ("signed", 1), ("cancelled", 9), contingent=True, kind="kg:option")
    used = tell(4, (stage, 5), about="kg:used", parts_of=("kg:deal",))
    paid = 4 * (stage == "closed")
    assert total(option, used) == Money(paid, 4, 4)
    assert total(option, used, true=day(7)) == Money(paid, 4, 10)
    # A part that was only announced lapses with it, and so does what was signed under a contract.
    for told in ([("announced", 5)], []):
        assert not any(total(option, tell(4, *told, about="kg:used", parts_of=("kg:deal",))))
    contract = tell(10, ("signed", 1), ("cancelled", 9))
    assert total(contract, used) == Money(paid, paid, paid)


def test_an_end_told_without_any_date_is_the_last_that_happened():
    assert total(tell(4, "signed"), tell(None, "cancelled", published=40)) == Money(0, 0, 0)


def test_an_end_without_a_date_is_not_before_what_the_same_source_tells_with_one():
    # It tells of a signing on a day after its own publication: wrongly, but of one that then ended.
    claim = tell(4, ("signed", 20), "cancelled", published=10)
    assert total(claim) == Money(0, 0, 0)


@pytest.mark.parametrize("amount", [(2, 3), (2, INF), (0, 2)])
@pytest.mark.parametrize("end", ["cancelled", "replaced"])
def test_how_much_was_paid_is_as_open_as_before_once_it_has_ended(amount, end):
    paid = tell(amount, ("closed", 10), published=10)
    ended = (
        tell(None, ("cancelled", 50), published=50)
        if end == "cancelled"
        else tell(7, ("planned", 50), published=50, **NEW)
    )
    assert now(paid, ended).content.money == Money(amount[0], *amount)


def test_of_a_deal_that_is_exactly_told_later_its_end_leaves_just_that():
    rough, exact = (
        tell((2, INF), ("closed", 10), published=10),
        tell(3, ("closed", 10), published=20),
    )
    assert now(rough, exact, tell(None, ("cancelled", 50), published=50)).content.money == (3, 3, 3)
