"""Rule 3: parts count by themselves, and their whole by what they leave of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aikg.derive.counting.wholes import remainder
from derive.counting.cases import (
    INF,
    WHOLE,
    Bounds,
    Condition,
    Money,
    counting,
    now,
    on,
    part,
    tell,
    total,
    whole,
)


def test_a_part_counts_for_its_own_payers_and_the_rest_is_owed_by_those_without_a_part():
    claims = (
        whole(10, "signed", payers=frozenset({"kg:p", "kg:q"}), payees=frozenset({"kg:r"})),
        part("a", 4, "closed", payers=frozenset({"kg:p"}), payees=frozenset({"kg:r"})),
    )
    own, rest = now(*claims, about="kg:a").content, now(*claims, about=WHOLE).content
    assert (own.money, own.payers, own.remainder) == (Money(4, 4, 4), {"kg:p"}, False)
    assert (rest.money, rest.payers, rest.remainder) == (Money(0, 6, 6), {"kg:q"}, True)
    assert total(*claims) == Money(4, 10, 10)


P, Q = frozenset({"kg:p"}), frozenset({"kg:q"})


@pytest.mark.parametrize(
    ("programme", "payers", "parts"),
    [
        (False, P | Q, (P, Q)),
        (False, P, (P, Q)),
        (False, P | Q, (P | Q, P)),
        # Who is named of a round need not be all who pay it.
        (True, P, (P,)),
    ],
)
def test_where_every_payer_has_a_part_those_of_the_rest_are_unknown_and_the_payee_is_not(
    programme, payers, parts
):
    claims = (
        whole(10, payers=payers, payees=frozenset({"kg:r"}), programme=programme, kind="kg:kind"),
        *(part(f"part-{number}", 2, payers=each) for number, each in enumerate(parts)),
    )
    rest = now(*claims, about=WHOLE).content
    left = 10 - 2 * len(parts)
    assert (rest.payers, rest.payees, rest.money.possible) == (frozenset(), {"kg:r"}, left)
    assert rest.may_pay == payers


@pytest.mark.parametrize("payers", [P, P | Q])
def test_whoever_pays_by_instalments_owes_the_rest_as_well(payers):
    claims = (
        whole(10, payers=payers),
        *(part(name, 3, payers=payers) for name in ("first", "second")),
    )
    rest = now(*claims, about=WHOLE).content
    assert (rest.payers, rest.may_pay, rest.money.possible) == (payers, frozenset(), 4)


def test_of_a_whole_that_leaves_nothing_nobody_may_pay_the_rest():
    claims = (
        whole(4, payers=P | Q),
        *(part(name, 2, payers=payers) for name, payers in (("a", P), ("b", Q))),
    )
    assert now(*claims, about=WHOLE).content.may_pay == frozenset()


def test_the_payer_of_a_part_of_a_part_has_a_part_too():
    claims = (
        whole(10, payers=frozenset({"kg:p", "kg:q"})),
        part("a", 4),
        tell(3, about="kg:inner", parts_of=("kg:a",), payers=frozenset({"kg:p"})),
    )
    assert now(*claims, about=WHOLE).content.payers == {"kg:q"}
    assert total(*claims).possible == 10


def test_a_unit_that_has_a_part_speaks_for_its_organization_and_the_other_way_round():
    root = {"kg:unit": "kg:p", "kg:other-unit": "kg:p"}

    def left(payers, part_payers):
        claims = (whole(10, payers=frozenset(payers)), part("a", 4, payers=frozenset(part_payers)))
        return now(*claims, about=WHOLE, root=root).content.payers

    assert left({"kg:p", "kg:q"}, {"kg:unit"}) == {"kg:q"}
    assert left({"kg:unit", "kg:q"}, {"kg:p"}) == {"kg:q"}
    assert left({"kg:unit", "kg:other-unit"}, {"kg:unit"}) == {"kg:other-unit"}


def test_a_part_told_of_an_outer_whole_too_is_taken_from_it_once():
    claims = (
        tell(100, about="kg:venture"),
        tell(60, about=WHOLE, parts_of=("kg:venture",)),
        tell(30, about="kg:a", parts_of=(WHOLE, "kg:venture")),
    )
    assert total(*claims).possible == 100
    assert now(*claims, about="kg:venture").content.money.possible == 40


def test_a_part_of_two_wholes_is_taken_from_each_and_counted_once():
    claims = (
        *(tell(10, about="kg:v"), tell(20, about="kg:w")),
        tell(4, about="kg:a", parts_of=("kg:v", "kg:w")),
    )
    assert total(*claims).possible == 26


def test_what_a_whole_leaves_is_never_below_zero_and_never_more_firm_than_possible():
    assert remainder(Money(5, 8, 10), [Money(9, 9, 9)], exhaustive=False)[0] == Money(0, 0, 1)
    # What is committed of the whole lies with a part that is only possible: at least the rest.
    assert remainder(Money(0, 10, 10), [Money(0, 0, 4)], exhaustive=False)[0] == Money(0, 6, 6)


def test_endless_less_anything_is_endless():
    assert total(whole((10, INF)), part("a", 4)).possible == INF
    assert now(whole((10, INF)), part("a", 4), about=WHOLE).content.money.possible == INF


def test_a_whole_whose_parts_are_all_of_it_leaves_nothing_and_says_where_they_fall_short():
    claims = (whole(62, exhaustive=True), part("a", 19), part("b", 33))
    position = now(*claims, about=WHOLE)
    assert position.content.money == Money(0, 0, 0)
    assert position.content.reason == "by-parts"
    assert position.content.warnings == ("parts told to be all of it add to 52 of 62",)
    assert total(*claims).possible == 52


def test_what_one_of_all_the_parts_does_not_disclose_is_still_in_the_whole():
    # Undisclosed makes an answer incomplete, not smaller.
    claims = (whole(62, exhaustive=True), part("a", 19), part("b", None, payees=frozenset({"x"})))
    assert total(*claims).possible == 62


def test_a_part_that_is_committed_is_not_paid_with_its_whole_and_a_warning_says_so():
    claims = whole(10, "closed"), part("a", 4, "signed")
    rest = now(*claims, about=WHOLE).content
    assert rest.money == Money(6, 6, 6)
    assert rest.warnings == ("told as paid with 10, and parts of it with 4 as committed only",)
    assert now(claims[0], part("a", 4, "closed"), about=WHOLE).content.warnings == ()


def test_where_parts_exceed_their_whole_their_sum_stands_with_a_warning():
    claims = (whole(10), part("a", 7), part("b", 8))
    assert total(*claims).possible == 15
    position = now(*claims, about=WHOLE)
    assert position.content.warnings == ("parts add to 15, the whole is told as 10",)
    assert position.content.reason == "by-parts"


def test_a_whole_that_was_called_off_is_not_warned_of_for_what_its_parts_were_paid():
    claims = (whole(10, ("cancelled", 9)), part("a", 7, ("closed", 3)))
    assert total(*claims) == Money(7, 7, 7)
    assert now(*claims, about=WHOLE).content.warnings == ()


def test_an_outer_whole_holds_what_an_inner_one_comes_to_with_its_parts():
    claims = (
        tell(500, about="kg:venture"),
        tell(62, about=WHOLE, parts_of=("kg:venture",), exhaustive=True),
        *(part("a", 19), part("b", 33)),
    )
    assert total(*claims).possible == 500
    assert now(*claims, about="kg:venture").content.money.possible == 448


def test_a_programme_without_an_amount_counts_nothing_and_its_members_beside_each_other():
    claims = (
        whole(None, "announced", kind="Alliance", programme=True, payers=frozenset({"kg:p"})),
        part("a", 7),
        part("b", 8),
    )
    position = now(*claims, about=WHOLE)
    assert (position.counted, position.content.reason) == (False, "by-parts")
    assert position.content.complete
    assert total(*claims).possible == 15


def test_the_stage_of_a_whole_reaches_the_parts_that_have_none_of_their_own():
    claims = (whole(None, ("signed", 9)), part("a", 7), part("b", 8, ("rumoured", 9)))
    assert now(*claims, about="kg:a").content.money == Money(0, 7, 7)
    assert now(*claims, about="kg:b").content.money == Money(0, 0, 8)


def test_what_the_stage_of_a_whole_depends_on_reaches_such_parts_with_it():
    from derive.counting.cases import Condition, Span, on

    claims = (whole(None, ("signed", 9), conditions=(Condition(),)), part("a", 7))
    assert now(*claims, about="kg:a").content.money == Money(0, 0, 7)
    met = (whole(None, ("signed", 9), conditions=(Condition(met=on(20)),)), part("a", 7))
    assert now(*met, about="kg:a").content.money == Money(0, 7, 7)
    assert now(*met, about="kg:a").true_from == Span(*on(20))


@pytest.mark.parametrize("teller", ["part", "whole"])
def test_the_part_or_the_whole_may_tell_of_their_bond(teller):
    parts_of = (WHOLE,) if teller == "part" else ()
    tranches = frozenset({"kg:a"} if teller == "whole" else ())
    claims = (whole(10, tranches=tranches), tell(4, about="kg:a", parts_of=parts_of))
    assert total(*claims).possible == 10


def test_wholes_that_are_parts_of_their_own_parts_are_counted_all_the_same():
    claims = (tell(10, about="kg:a", parts_of=("kg:b",)), tell(8, about="kg:b", parts_of=("kg:a",)))
    assert {p.content.agreement for p in counting(*claims)} == {"kg:a", "kg:b"}


def test_an_agreement_that_is_no_part_of_itself_leaves_itself_whole():
    assert total(tell(10, parts_of=("kg:deal",))).possible == 10


# -- Rule 4: who --------------------------------------------------------------------------------------


def test_an_amount_that_several_owe_names_all_of_them_and_is_counted_once():
    shared = tell(10, "signed", payers=frozenset({"kg:p", "kg:q"}), payees=frozenset({"kg:r"}))
    [position] = counting(shared)
    assert position.content.payers == {"kg:p", "kg:q"}


def test_an_amount_whose_payer_nobody_tells_counts_for_its_payee():
    position = now(tell(10, payees=frozenset({"kg:r"})))
    assert position.counted and not position.content.payers


# -- all of rule 3, on trees ----------------------------------------------------------------------------

FUNDERS = ("kg:p", "kg:q", "kg:r")


@st.composite
def trees(draw):
    """Agreements of which each but the first is a part of an earlier one."""
    told = []
    for number in range(draw(st.integers(1, 6))):
        # Parts without a ceiling have claims of their own, in `test_rule_3_ceilings`.
        more = draw(st.sampled_from((0, 1, 5) if number else (0, 1, 5, INF)))
        lower = draw(st.integers(0, 9))
        told.append(
            {
                "name": f"kg:{number}",
                "amount": draw(st.sampled_from(((lower, lower + more), None))),
                "stage": draw(st.sampled_from(("announced", "signed", "closed"))),
                "told": draw(st.frozensets(st.sampled_from(FUNDERS), max_size=2)),
                "whole": f"kg:{draw(st.integers(0, number - 1))}" if number else None,
                "exhaustive": draw(st.booleans()),
            }
        )
    for node in told:
        # The only payer of a whole pays its parts of which nobody tells who does.
        above = [other["payers"] for other in told if other["name"] == node["whole"]]
        inherited = above[0] if above and len(above[0]) == 1 else frozenset()
        node["payers"] = node["told"] or inherited
    return told


def by_hand(node, tree):
    """What a node comes to by itself and with its parts, and who pays in them: rule 3 as written."""
    inside = [by_hand(other, tree) for other in tree if other["whole"] == node["name"]]
    below = frozenset().union(*(payers for _, _, payers in inside)) | node["payers"]
    grosses = [gross for _, gross, _ in inside if gross is not None]
    parts = Money(*(sum(column) for column in zip(*grosses, strict=True))) if grosses else None
    if node["amount"] is None:
        return None, parts, below
    lower, upper = node["amount"]
    paid, committed = lower * (node["stage"] == "closed"), lower * (node["stage"] != "announced")
    if parts is None:
        return Money(paid, committed, upper), Money(paid, committed, upper), below
    if node["exhaustive"] and len(grosses) == len(inside):
        return Money(0, 0, 0), parts, below
    possible = INF if upper == INF else max(0, upper - parts.possible)
    committed = min(possible, max(0, committed - parts.committed))
    left = Money(min(committed, max(0, paid - parts.paid)), committed, possible)
    return left, Money(*(a + b for a, b in zip(left, parts, strict=True))), below


@settings(max_examples=100, deadline=None)
@given(trees())
def test_each_counts_by_itself_and_its_whole_what_it_leaves_whatever_the_tree(tree):
    claims = [
        tell(
            node["amount"],
            node["stage"],
            about=node["name"],
            payers=node["told"],
            exhaustive=node["exhaustive"],
            parts_of=(node["whole"],) if node["whole"] else (),
        )
        for node in tree
    ]
    for node in tree:
        content = now(*claims, about=node["name"]).content
        money = by_hand(node, tree)[0]
        assert content.money == (money or Money(0, 0, 0))
        inside = [by_hand(other, tree) for other in tree if other["whole"] == node["name"]]
        assert content.remainder == (money is not None and any(g for _, g, _ in inside))
        # Who pays an undisclosed part may pay what is left as well.
        taken = frozenset().union(*(payers for _, gross, payers in inside if gross is not None))
        # Who pays each part and the whole alike pays by instalments, and the rest as well.
        alike = all(o["payers"] == node["payers"] for o in tree if o["whole"] == node["name"])
        left = node["payers"] if alike else node["payers"] - taken
        assert content.payers == (left if content.remainder else node["payers"])
    assert sum(now(*claims, about=n["name"]).content.money.possible for n in tree) == (
        total(*claims).possible
    )


def test_what_falls_due_of_a_whole_falls_due_of_none_of_its_parts():
    met = Condition(met=on(5), releases=(("USD", Bounds(8, 8)),))
    told = whole(10, "committed", conditions=(met,))
    small = part("a", (0, 1))
    assert total(told).committed == 10
    assert now(told, small, about="kg:a").content.money == Money(0, 0, 1)
    assert total(told, small).possible == 10
