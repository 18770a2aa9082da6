"""Rule 3 where a part is told without a ceiling: it is no more than its whole leaves."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from derive.counting.cases import INF, Money, now, tell, total

WHOLE = "kg:whole"
P, Q = frozenset({"kg:p"}), frozenset({"kg:q"})


def whole(amount, *stages, **more):
    return tell(amount, *stages, about=WHOLE, **more)


def part(name, amount, *stages, **more):
    return tell(amount, *stages, about=f"kg:{name}", parts_of=(WHOLE,), **more)


def test_a_part_without_a_ceiling_is_at_most_what_its_whole_leaves():
    """ "Up to $10 billion, of which at least 5 are firm" is no endless amount."""
    claims = (
        whole((0, 10), "planned", payers=P, payees=frozenset({"kg:r"})),
        part("a", (5, INF), "signed", payers=P, payees=frozenset({"kg:r"})),
    )
    assert now(*claims, about="kg:a").content.money == Money(0, 5, 10)
    assert total(*claims) == Money(0, 5, 10)


def test_a_part_without_a_ceiling_takes_nothing_firm_from_its_whole():
    """What is told as closed stays closed; who pays such a part may have paid more of it."""
    claims = (
        whole(13, "closed", payees=frozenset({"kg:r"})),
        part("a", (1, INF), "closed", payers=P, payees=frozenset({"kg:r"})),
    )
    rest = now(*claims, about=WHOLE).content
    assert total(*claims) == Money(13, 13, 13)
    assert (rest.money, rest.payers, rest.may_pay) == (Money(12, 12, 12), frozenset(), P)


def test_of_several_parts_without_a_ceiling_any_may_have_what_is_left():
    claims = (
        whole((0, 15), "planned", payers=P | Q, payees=frozenset({"kg:r"})),
        part("a", (2, INF), "signed", payers=P),
        part("b", (3, INF), "signed", payers=Q),
    )
    rest = now(*claims, about=WHOLE).content
    assert total(*claims) == Money(0, 5, 15)
    assert (rest.money, rest.payers) == (Money(0, 0, 10), P | Q)


def test_a_part_without_a_ceiling_that_is_all_that_others_leave_is_just_that():
    claims = (
        whole(13, "closed", exhaustive=True),
        part("a", 4, "closed"),
        part("b", (5, INF), "closed"),
    )
    assert now(*claims, about="kg:b").content.money == Money(5, 5, 9)
    assert not now(*claims, about=WHOLE).content.warnings


def test_the_rest_of_a_whole_without_a_ceiling_is_owed_by_those_without_a_part():
    claims = (
        whole((10, INF), "signed", payers=P | Q),
        part("a", (5, INF), "signed", payers=P),
    )
    rest = now(*claims, about=WHOLE).content
    assert (rest.money, rest.payers) == (Money(0, 5, INF), Q)


def test_a_part_without_a_ceiling_stays_endless_where_its_whole_has_none_either():
    claims = (whole((10, INF), "signed"), part("a", (5, INF), "signed"))
    assert now(*claims, about="kg:a").content.money == Money(0, 5, INF)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, 20),
    st.sampled_from(["planned", "signed", "closed"]),
    st.lists(
        st.tuples(
            st.integers(0, 9), st.booleans(), st.sampled_from(["planned", "signed", "closed"])
        ),
        max_size=3,
    ),
)
def test_parts_without_a_ceiling_that_fit_leave_a_whole_what_it_comes_to(amount, name, parts):
    """In particular a tranche that fits into what a whole has left leaves its possible unchanged."""
    if sum(least for least, _, _ in parts) > amount:
        return
    claims = [whole(amount, name)]
    claims += [
        part(f"part-{n}", least if fixed else (least, INF), how)
        for n, (least, fixed, how) in enumerate(parts)
    ]
    assert total(*claims).possible == amount
    if all(how == name for _, _, how in parts):
        assert total(*claims) == total(claims[0])
