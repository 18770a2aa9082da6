"""Rule 3 across currencies: nobody tells how much of a whole a part in another one takes."""

from __future__ import annotations

from derive.counting.cases import WHOLE, Bounds, Figure, Money, now, part, tell, total, whole


def test_a_part_in_another_currency_takes_nothing_away():
    from derive.counting.cases import Bounds, Figure

    euros = tell(None, about="kg:a", parts_of=(WHOLE,), figures=(Figure(Bounds(4, 4), "EUR"),))
    assert total(whole(10), euros).possible == 10
    assert total(whole(10), euros, currency="EUR").possible == 4


def test_what_a_part_in_another_currency_takes_of_its_whole_is_not_known():
    dollars = tell(
        None, "closed", about="kg:a", parts_of=(WHOLE,), figures=(Figure(Bounds(1, 1), "USD"),)
    )
    euros = whole(None, "closed", figures=(Figure(Bounds(17, 17), "EUR"),))
    rest = now(euros, dollars, about=WHOLE).content
    assert (rest.money, rest.remainder) == (Money(0, 0, 17), True)
    assert "another currency" in " ".join(rest.warnings)
    assert total(euros, dollars) == Money(1, 1, 1)
    both = tell(
        None,
        "closed",
        about="kg:a",
        parts_of=(WHOLE,),
        figures=(Figure(Bounds(1, 1), "USD"), Figure(Bounds(1, 1), "EUR")),
    )
    assert now(euros, both, about=WHOLE).content.money == Money(16, 16, 16)


def test_who_pays_a_part_in_another_currency_has_a_part_as_well():
    cloud, telecom = frozenset({"kg:cloud"}), frozenset({"kg:telecom"})
    dollars = (Figure(Bounds(4, 4), "USD"),)
    won = whole(None, "signed", figures=(Figure(Bounds(7, 7), "KRW"),), payers=cloud | telecom)
    rest = now(won, part("a", None, "signed", figures=dollars, payers=cloud), about=WHOLE).content
    assert (rest.money, rest.payers) == (Money(0, 0, 7), telecom)
