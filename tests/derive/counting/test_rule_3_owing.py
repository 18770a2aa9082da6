"""Rule 3: who owes what a whole leaves where a part is undisclosed, or its payer has withdrawn."""

from __future__ import annotations

from aikg.derive.counting.sides import OTHERS
from derive.counting.cases import WHOLE, Money, now, part, tell, whole


def test_who_pays_an_undisclosed_part_may_owe_what_is_left_as_well():
    fund, bank, trust = (frozenset({name}) for name in ("kg:fund", "kg:bank", "kg:trust"))
    claims = (
        whole(10, "closed", payers=fund | bank | trust),
        part("a", 6, "closed", payers=fund),
        part("b", None, "closed", payers=bank),
    )
    rest = now(*claims, about=WHOLE).content
    assert (rest.money, rest.payers) == (Money(4, 4, 4), bank | trust)
    # Once it is told what that part comes to, the one that is left owes the rest.
    known = now(*claims[:2], part("b", 1, "closed", payers=bank), about=WHOLE).content
    assert (known.money, known.payers) == (Money(3, 3, 3), trust)


def test_the_rest_of_an_open_list_has_others_where_a_part_has_others_too():
    fund, bank, others = frozenset({"kg:fund"}), frozenset({"kg:bank"}), frozenset({OTHERS})
    claims = (
        whole(10, "closed", payers=fund | bank, open="payers"),
        part("a", 8, "closed", payers=fund, open="payers"),
    )
    assert now(*claims, about=WHOLE).content.payers == bank | others
    alone = part("a", 8, "closed", payers=fund)
    assert now(claims[0], alone, about=WHOLE).content.payers == bank | others


def test_what_one_who_withdraws_was_to_pay_is_owed_by_none_of_the_others_for_sure():
    fund, bank = frozenset({"kg:fund"}), frozenset({"kg:bank"})
    claims = (
        whole(10, "signed", payers=fund | bank, published=1),
        part("a", 6, "signed", payers=fund, published=1),
    )
    assert now(*claims, about=WHOLE).content.payers == bank
    gone = part("a", None, ("cancelled", 9), payers=fund, published=10)
    rest = now(*claims, gone, about=WHOLE).content
    assert (rest.money, rest.payers, rest.may_pay) == (Money(0, 10, 10), frozenset(), bank)


def test_a_part_of_which_nobody_tells_who_pays_it_may_be_paid_by_any_who_pays_its_whole():
    lenders = frozenset({"kg:lender", "kg:other"})
    lent = whole(26, "signed", payers=lenders)
    drawn = part("drawn", 11, "closed")
    position = now(lent, drawn, about="kg:drawn").content
    assert (position.payers, position.may_pay) == (frozenset(), lenders)
    # It says who tells of the whole; who tells who pays the part has the last word.
    assert position.rests_on == {lent.iri, drawn.iri}
    told = now(lent, drawn, part("drawn", None, payers=frozenset({"kg:bank"})), about="kg:drawn")
    assert (told.content.payers, told.content.may_pay) == ({"kg:bank"}, frozenset())
    inner = tell(4, "closed", about="kg:inner", parts_of=("kg:drawn",))
    assert now(lent, drawn, inner, about="kg:inner").content.may_pay == lenders


def test_a_part_of_which_nobody_tells_who_pays_it_is_paid_by_the_only_one_who_pays_its_whole():
    lender, borrower = frozenset({"kg:lender"}), frozenset({"kg:borrower"})
    lent = whole(26, "signed", payers=lender, payees=borrower)
    drawn, inner = (
        part("drawn", 11, "closed"),
        tell(4, "closed", about="kg:inner", parts_of=("kg:drawn",)),
    )
    for about in ("kg:drawn", "kg:inner"):
        content = now(lent, drawn, inner, about=about).content
        assert (content.payers, content.payees, content.may_pay) == (lender, borrower, frozenset())
        assert lent.iri in content.rests_on
    rest = now(lent, drawn, inner, about=WHOLE).content
    assert (rest.money, rest.payers) == (Money(0, 15, 15), lender)


def test_whoever_is_named_of_a_programme_or_an_open_list_pays_no_part_that_names_nobody():
    lender = frozenset({"kg:lender"})
    for more in ({"programme": True, "kind": "Programme"}, {"open": "payers"}):
        lent, drawn = whole(26, "signed", payers=lender, **more), part("drawn", 11, "closed")
        content = now(lent, drawn, about="kg:drawn").content
        assert (content.payers, content.may_pay) == (frozenset(), lender)
