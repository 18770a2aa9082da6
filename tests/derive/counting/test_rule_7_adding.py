"""Rule 7: what does not add."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from aikg.derive.counting.overlaps import heaviest
from derive.counting.cases import Bounds, Figure, Money, counting, now, on, tell, total


def over(name, amount, *stages, on=(), **more):
    overlaps = frozenset(f"kg:{other}" for other in on)
    return tell(amount, *stages, about=f"kg:{name}", overlaps=overlaps, **more)


def test_of_those_that_overlap_the_heaviest_set_that_does_not_is_sure_and_the_sum_possible():
    claims = (
        *(over("a", 6, "signed", on="b"), over("b", 10, "signed", on="c"), over("c", 6, "signed")),
    )
    assert total(*claims) == Money(0, 12, 22)
    assert now(*claims, about="kg:b").content.money == Money(0, 0, 10)
    assert now(*claims, about="kg:b").counted


def test_what_was_paid_is_sure_even_where_something_heavier_overlaps_it():
    # At least 5 was paid, at least 10 is committed, and nothing is paid that is not committed.
    claims = (over("a", 5, "closed", on="b"), over("b", 10, "signed"))
    assert total(*claims) == Money(5, 10, 15)


def test_an_overlap_takes_nothing_from_what_it_does_not_concern():
    claims = (
        *(over("a", 6, "signed", on="b"), over("b", 7, "signed"), over("c", 8, "signed", on="d")),
        over("d", None, "signed"),
    )
    assert total(*claims) == Money(0, 15, 21)


def test_what_overlaps_an_agreement_overlaps_its_parts_as_well():
    contract, plan = over("deal", 20, "signed", on=("plan",)), over("plan", 100, "committed")
    paid = tell(5, "closed", about="kg:paid", parts_of=("kg:deal",))
    of_plan = tell(8, "closed", about="kg:of-plan", parts_of=("kg:plan",))
    assert total(contract, plan) == Money(0, 100, 120)
    assert total(contract, plan, paid) == Money(5, 100, 120)
    assert total(contract, plan, paid, of_plan) == Money(8, 100, 120)
    assert contract.iri in now(contract, plan, paid, about="kg:paid").content.rests_on
    # A part that overlaps its own whole, or another part of it, is no more than told.
    inside = tell(
        5, "closed", about="kg:paid", parts_of=("kg:deal",), overlaps=frozenset({"kg:deal"})
    )
    assert total(over("deal", 20, "signed"), inside) == Money(5, 15, 20)


def test_an_overlap_rests_on_the_claim_that_tells_it():
    claims = (over("a", 6, "signed", on="b"), over("b", 7, "signed"))
    assert claims[0].iri in now(*claims, about="kg:b").content.rests_on


weights = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 9), min_size=1)


@given(weights, st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))))
def test_the_heaviest_set_is_the_heaviest_of_all_sets_without_an_overlap(weights, edges):
    def free(names):
        return not any(a in names and b in names for a, b in edges if a != b)

    sets = (set(c) for n in range(len(weights) + 1) for c in combinations(sorted(weights), n))
    best = max(sum(weights[n] for n in names) for names in sets if free(names))
    found = heaviest(weights, edges)
    assert free(found)
    assert sum(weights[name] for name in found) == best


def test_a_long_chain_of_overlaps_is_solved_exactly():
    names = [f"kg:{number:03}" for number in range(60)]
    found = heaviest(dict.fromkeys(names, 1.0), list(pairwise(names)))
    assert len(found) == 30


# -- currencies ---------------------------------------------------------------------------------------


def test_currencies_are_not_added():
    both = tell(5, "signed", figures=(Figure(Bounds(3, 3), "EUR"),))
    assert total(both) == Money(0, 5, 5)
    assert total(both, currency="EUR") == Money(0, 3, 3)
    assert len(counting(both)) == 2


def test_two_figures_of_one_telling_in_one_currency_are():
    assert total(tell(5, "signed", figures=(Figure(Bounds(0, 3), "USD"),))) == Money(0, 5, 8)


# -- rates --------------------------------------------------------------------------------------------


def rate(term, notice):
    figure = Figure(Bounds(2, 2), "USD", rate=(term, notice))
    return tell(None, "signed", figures=(figure,))


def test_a_rate_is_committed_for_its_notice_and_possible_for_its_term():
    assert total(rate(Bounds(36, 36), Bounds(3, 3))) == Money(0, 6, 72)


def test_what_is_reckoned_from_a_rate_says_so():
    assert now(rate(Bounds(36, 36), None)).content.warnings == (
        "reckoned from a rate, for its notice and its term",
    )
    assert now(tell(5, "signed")).content.warnings == ()


def test_a_rate_beside_a_total_is_a_way_of_telling_it_and_rivals_none():
    yearly = Figure(Bounds(2, 2), "USD", rate=(Bounds(10, 10), None))
    assert total(tell(20, "signed", figures=(yearly,))) == Money(0, 20, 20)
    of_another = tell(None, "signed", figures=(yearly,), voice="kg:wire")
    assert total(tell(21, "signed"), of_another) == Money(0, 21, 21)
    assert not any(p.content.dispute for p in counting(tell(21, "signed"), of_another))


def test_a_rate_without_a_notice_commits_nothing():
    assert total(rate(Bounds(36, 48), None)) == Money(0, 0, 96)


def test_an_unstated_period_is_unknown_and_not_a_year():
    position = now(rate(None, None))
    assert (position.content.money, position.content.complete) == (Money(0, 0, 0), False)
    # What has to be paid until notice takes effect is owed whatever the term.
    position = now(rate(None, Bounds(3, 3)))
    assert (position.content.money, position.content.complete) == (Money(0, 6, 6), False)


def test_a_notice_longer_than_the_term_commits_no_more_than_the_term():
    assert total(rate(Bounds(2, 2), Bounds(12, 12))) == Money(0, 4, 4)


def test_a_rate_lasts_as_long_as_another_source_tells():
    rate = Figure(Bounds(4, 4), "USD", rate=(None, None), period=1 / 12)
    monthly = tell(None, "signed", figures=(rate,), published=1)
    lasts = tell(
        None, "signed", lasts=(Bounds(2, 2), Bounds(0.25, 0.25)), published=5, voice="kg:b"
    )
    assert now(monthly).content.reason == "undisclosed"
    content = now(monthly, lasts).content
    assert (content.money, content.complete) == (Money(0, 12, 96), True)
    assert lasts.iri in content.rests_on
    assert total(monthly, lasts, known=on(3).latest) == Money(0, 0, 0)
    # Of two that tell it, the longer one is possible and the shorter notice sure.
    longer = tell(None, "signed", lasts=(Bounds(3, 3), Bounds(0.5, 0.5)), published=6, voice="kg:c")
    assert total(monthly, lasts, longer) == Money(0, 12, 144)
    # A term of its own it keeps.
    own = replace(monthly, figures=(rate._replace(rate=(Bounds(12, 12), None)),))
    assert total(own, lasts).possible == 48


def test_the_term_of_another_agreement_is_not_its_own():
    rate = Figure(Bounds(4, 4), "USD", rate=(None, None), period=1 / 12)
    other = tell(None, "signed", about="kg:other", lasts=(Bounds(2, 2), None), replaces=frozenset())
    assert now(tell(None, "signed", figures=(rate,)), other).content.reason == "undisclosed"
