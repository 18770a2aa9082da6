"""Conditions, and what they release, are read as they are told."""

from __future__ import annotations

import pytest

from aikg.derive.claims import read
from aikg.derive.counting import Claim, Cluster, Condition, count
from aikg.derive.vocabulary import Vocabulary
from aikg.ground.bounds import Bounds, Money
from aikg.store import EmbeddedStore
from derive.written import with_ontology

DEAL = "https://w3id.org/aikg/id/deal"
TELLING = """
PREFIX c: <https://w3id.org/aikg/claim/some/>
PREFIX unit: <http://qudt.org/vocab/unit/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT DATA { GRAPH graph:some {
  c:one a aikg:Claim ; aikg:about kg:deal ; aikg:inSource src:some ; aikg:kind aikg:Loan ;
    aikg:standing aikg:standing-%s ; aikg:lender kg:a ; aikg:borrower kg:b ;
    aikg:hasStageEntry c:signed .
  c:signed aikg:stage aikg:stage-signed .
  c:day aikg:earliest "2026-01-01T00:00:00Z"^^xsd:dateTime ;
    aikg:latest "2026-01-01T23:59:59Z"^^xsd:dateTime .
  %s
} }"""


def figure(name: str, lower: float, upper: float, more: str = "", role: str = "principal") -> str:
    return (
        f"c:{name} aikg:figureRole aikg:figure-{role} ; aikg:lower {lower}e0 ; "
        f'aikg:upper {upper}e0 ; aikg:currency "USD" {more} . '
    )


def claim_of(told: str, standing: str = "normal") -> Claim:
    store: EmbeddedStore = with_ontology()
    store.update(TELLING % (standing, told))
    [claim] = read(store, [DEAL], Vocabulary.read(store)).claims[DEAL]
    return claim


def money(claim: Claim) -> Money:
    [*_, position] = count(Cluster((claim,)))
    return position.content.money


WHOLE = "c:one aikg:hasFigure c:all . " + figure("all", 0, 100)
MORE = "c:one aikg:hasFigure c:all , c:more . " + figure("all", 9, 9) + figure("more", 2, 2)


def test_a_condition_that_releases_a_figure_of_its_claim_holds_back_that_figure_alone():
    claim = claim_of(MORE + "c:one aikg:hasCondition c:if . c:if aikg:releases c:more .")
    assert claim.conditions == ()
    assert [f.conditions for f in claim.figures] == [(), (Condition(),)]
    assert money(claim) == Money(0, 9, 11)
    met = claim_of(
        MORE + "c:one aikg:hasCondition c:if . c:if aikg:releases c:more ; aikg:metOn c:day ."
    )
    assert money(met) == Money(0, 11, 11)


def test_it_is_one_condition_whether_the_claim_the_stage_or_the_figure_has_it():
    for owner in ("c:one", "c:signed", "c:more"):
        told = f"{owner} aikg:hasCondition c:if . c:if aikg:releases c:more ."
        assert money(claim_of(MORE + told)) == Money(0, 9, 11), owner


def test_an_amount_that_a_condition_releases_within_a_greater_one_is_not_added_to_it():
    told = (
        WHOLE
        + "c:one aikg:hasCondition c:first , c:second . c:first aikg:releases c:ten ; "
        + "aikg:metOn c:day . c:second aikg:releases c:twenty . "
        + figure("ten", 10, 10)
        + figure("twenty", 20, 20)
    )
    claim = claim_of(told)
    assert [condition.releases for condition in claim.conditions] == [
        (("USD", Bounds(10, 10)),),
        (("USD", Bounds(20, 20)),),
    ]
    assert money(claim) == Money(0, 10, 100)


def test_where_no_other_amount_is_told_the_released_ones_are_its_amount():
    told = (
        "c:one aikg:hasCondition c:first , c:second . c:first aikg:releases c:ten ; "
        + "aikg:metOn c:day . c:second aikg:releases c:twenty . "
        + figure("ten", 10, 10)
        + figure("twenty", 20, 20)
    )
    assert money(claim_of(told)) == Money(0, 10, 30)


@pytest.mark.parametrize("more", ["; aikg:standing aikg:standing-deprecated", ""])
def test_what_is_no_counted_amount_is_not_released(more):
    role = "principal" if more else "count"
    told = WHOLE + "c:one aikg:hasCondition c:if . c:if aikg:releases c:ten ; aikg:metOn c:day . "
    claim = claim_of(told + figure("ten", 10, 10, more, role))
    assert [condition.releases for condition in claim.conditions] == [()]


def test_what_is_told_to_be_absent_conditions_nothing_nor_does_it_inside_of_others():
    told = MORE + "c:one aikg:hasCondition c:if . "
    assert money(claim_of(told + "c:if aikg:statedAbsent true .")) == Money(0, 11, 11)
    both = told + "c:if aikg:allOf c:x , c:y . c:x aikg:metOn c:day . "
    assert money(claim_of(both)) == Money(0, 0, 11)
    assert money(claim_of(both + "c:y aikg:statedAbsent true .")) == Money(0, 11, 11)


def test_a_condition_consists_of_as_many_as_must_all_be_met():
    told = MORE + "c:one aikg:hasCondition c:if . c:if aikg:allOf c:x , c:y . "
    [both] = claim_of(told).conditions
    [either] = claim_of(told + "c:y aikg:anyOf c:z , c:w . c:w aikg:allOf c:u , c:v .").conditions
    assert (both.members, either.members) == (2, 2)


def test_what_a_claim_and_its_stage_both_depend_on_is_one_condition():
    claim = claim_of(MORE + "c:one aikg:hasCondition c:if . c:signed aikg:hasCondition c:if .")
    assert (len(claim.conditions), claim.stages[0].conditions) == (1, ())


# -- figures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "told", "effective"),
    [
        ("normal", "", None),
        ("normal", "; aikg:standing aikg:standing-preferred", True),
        ("preferred", "", None),
        ("preferred", "; aikg:standing aikg:standing-normal", False),
    ],
)
def test_the_standing_of_a_figure_is_its_own_or_that_of_its_claim(claim, told, effective):
    found = claim_of("c:one aikg:hasFigure c:all . " + figure("all", 1, 1, told), claim)
    assert (found.preferred, found.figures[0].preferred) == (claim == "preferred", effective)
    entry = claim_of(f"c:signed aikg:stage aikg:stage-signed {told} .", claim).stages[0]
    assert entry.preferred is effective


TERM = (
    "c:one aikg:hasFigure c:all , c:term . c:term aikg:figureRole aikg:figure-duration ; "
    "aikg:unit unit:YR ; aikg:lower 3e0 ; aikg:upper 3e0 . "
)


def test_a_rate_for_several_periods_at_once_is_due_once_in_so_many():
    quarterly = TERM + figure("all", 5, 5, "; aikg:per unit:MO ; aikg:perCount 3e0", "rate")
    assert money(claim_of(quarterly)).possible == pytest.approx(60)


def test_a_claim_without_a_rate_tells_how_long_the_agreement_lasts_all_the_same():
    assert claim_of(TERM).lasts == (Bounds(3, 3), None)
    assert claim_of("").lasts == (None, None)


def until(holder: str, first: str, last: str) -> str:
    """That something is valid from the first of January 2026 until a day between two."""
    return (
        f"{holder} aikg:validFrom c:day ; aikg:validUntil {holder}-end . "
        f'{holder}-end aikg:earliest "{first}T00:00:00Z"^^xsd:dateTime ; '
        f'aikg:latest "{last}T23:59:59Z"^^xsd:dateTime . '
    )


@pytest.mark.parametrize(
    ("told", "possible"),
    [
        (until("c:one", "2027-12-31", "2027-12-31"), 24),
        (until("c:one", "2027-12-01", "2027-12-31"), 24),
        (until("c:all", "2026-06-30", "2026-06-30"), 6),
        # A period in words goes before dates; of dates those of the rate go before the contract's.
        (until("c:one", "2027-12-31", "2027-12-31") + TERM, 36),
        (
            until("c:one", "2027-12-31", "2027-12-31") + until("c:all", "2026-06-30", "2026-06-30"),
            6,
        ),
        (until("c:one", "2025-12-30", "2025-12-30"), 0),
    ],
)
def test_a_rate_is_possible_for_the_term_that_its_dates_tell(told, possible):
    rate = "c:one aikg:hasFigure c:all . " + figure("all", 1, 1, "; aikg:per unit:MO", "rate")
    found = money(claim_of(rate + told))
    assert found == Money(0, 0, pytest.approx(possible))


def due(first: tuple[str, str], last: tuple[str, str]) -> str:
    """That the first and the last of a figure fall due within two days each."""
    dates = {"from": first, "until": last}
    return "c:all aikg:dueFrom c:due-from ; aikg:dueUntil c:due-until . " + "".join(
        f'c:due-{name} aikg:earliest "{earliest}T00:00:00Z"^^xsd:dateTime ; '
        f'aikg:latest "{latest}T23:59:59Z"^^xsd:dateTime . '
        for name, (earliest, latest) in dates.items()
    )


YEAR_26, YEAR_30 = ("2026-01-01", "2026-12-31"), ("2030-01-01", "2030-12-31")
DUE = due(YEAR_26, YEAR_30)


@pytest.mark.parametrize(
    ("told", "per", "possible"),
    [
        (DUE, "unit:YR", 5),
        (due(("2026-03-31",) * 2, ("2026-12-31",) * 2), "unit:MO ; aikg:perCount 3e0", 4),
        (due(("2026-01-01",) * 2, ("2026-12-01",) * 2), "unit:MO", 12),
        (due(("2026-07-01",) * 2, ("2026-07-01",) * 2), "unit:YR", 1),
        # On a day that a month has not got, it is due on the last of the month.
        (due(("2026-01-31",) * 2, ("2026-02-28",) * 2), "unit:MO", 2),
        (due(("2026-01-31",) * 2, ("2026-04-30",) * 2), "unit:MO", 4),
        (due(("2026-08-31",) * 2, ("2026-09-30",) * 2), "unit:MO", 2),
        (due(("2026-01-30",) * 2, ("2026-02-27",) * 2), "unit:MO", 1),
        (due(("2024-02-29",) * 2, ("2025-02-28",) * 2), "unit:YR", 2),
        (due(("2026-01-05",) * 2, ("2026-02-02",) * 2), "unit:WK", 5),
        # A last one before the first is no term.
        (due(YEAR_30, YEAR_26), "unit:YR", 0),
        # Nearer than the dates of the contract, and less near than a period or its own validity.
        (DUE + until("c:one", "2035-12-31", "2035-12-31"), "unit:YR", 5),
        (DUE + until("c:all", "2028-12-31", "2028-12-31"), "unit:YR", 3),
        (DUE + TERM, "unit:YR", 3),
        (DUE, "aikg:unit-chip", 0),
    ],
)
def test_a_rate_is_possible_for_as_many_instalments_as_fall_due(told, per, possible):
    rate = "c:one aikg:hasFigure c:all . " + figure("all", 1, 1, f"; aikg:per {per}", "rate")
    assert money(claim_of(rate + told)) == Money(0, 0, pytest.approx(possible))


def test_a_price_for_each_of_two_units_at_once_is_one_price_that_nothing_can_be_added_by():
    hourly = TERM + figure("all", 5, 5, "; aikg:per unit:HR , aikg:unit-chip", "rate")
    claim = claim_of(hourly)
    assert [figure.rate for figure in claim.figures] == [(None, None)]
    assert money(claim) == Money(0, 0, 0)


@pytest.mark.parametrize("bound", ["lower", "upper"])
def test_a_released_figure_with_one_bound_is_no_amount_as_any_other_figure_is_none(bound: str):
    half = (
        f'c:half aikg:figureRole aikg:figure-principal ; aikg:{bound} 2e0 ; aikg:currency "USD" .'
    )
    told = "c:one aikg:hasCondition c:if . c:if aikg:releases c:half . " + half
    claim = claim_of(WHOLE + told)
    assert [f.bounds for f in claim.figures] == [Bounds(0, 100)]
    assert [condition.releases for condition in claim.conditions] == [()]
