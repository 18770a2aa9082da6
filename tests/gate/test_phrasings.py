"""Amounts in the many ways that the press writes them: told rightly they pass, and beside each stand
the slips that are refused."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from aikg.gate.findings import Severity
from gate.telling import checked, claim, document, figure, of, rules, source

ROLES = "aikg:investor kg:microsoft ; aikg:investee kg:anthropic"
INF = float("inf")


class Told(NamedTuple):
    """An amount in words, its bounds, its measure, and the hedge with its words."""

    amount: str
    lower: float
    upper: float
    measure: str = "USD"
    hedge: str = ""
    words: str = ""


AMOUNTS = [
    Told("£1.2bn", 1.2e9, 1.2e9, "GBP"),
    Told("US$1.5B", 1.5e9, 1.5e9),
    Told("EUR 1.3 billion", 1.3e9, 1.3e9, "EUR"),
    Told("€1,300 million", 1.3e9, 1.3e9, "EUR"),
    Told("₩1.4 trillion", 1.4e12, 1.4e12, "KRW"),
    Told("RMB 10 billion", 10e9, 10e9, "CNY"),
    Told("fifteen billion dollars", 15e9, 15e9),
    Told("a half-billion dollars", 0.5e9, 0.5e9),
    Told("a quarter of a billion dollars", 0.25e9, 0.25e9),
    Told("one and a half billion dollars", 1.5e9, 1.5e9),
    Told("$2½ billion", 2.5e9, 2.5e9),
    Told("24 billion Australian dollars", 24e9, 24e9, "AUD"),
    Told("a 24-billion-Canadian-dollar sum", 24e9, 24e9, "CAD"),
    Told("24 billion New Taiwan dollars", 24e9, 24e9, "TWD"),
    Told("24 billion US dollars", 24e9, 24e9),
    Told("$24 billion in Hong Kong dollars", 24e9, 24e9, "HKD"),
    Told("24 billion Swedish crowns", 24e9, 24e9, "SEK"),
    Told("24 billion Mexican pesos", 24e9, 24e9, "MXN"),
    Told("a A$23.5 billion sum", 23.5e9, 23.5e9, "AUD"),
    Told("as much as €5 billion", 0, 5e9, "EUR", "up-to", "as much as"),
    Told("up to ¥500 billion", 0, 500e9, "JPY", "up-to", "up to"),
    Told("up to and including $5 billion", 0, 5e9, "USD", "up-to", "up to and including"),
    Told("“up to $10 billion”", 0, 10e9, "USD", "up-to", "up to"),
    Told("potentially $4 billion", 0, 4e9, "USD", "up-to", "potentially"),
    Told("$4 billion potentially", 0, 4e9, "USD", "up-to", "potentially"),
    Told("a sum that could reach $4 billion", 0, 4e9, "USD", "up-to", "could reach"),
    Told("as high as $4 billion", 0, 4e9, "USD", "up-to", "as high as"),
    Told("a maximum of $4 billion", 0, 4e9, "USD", "up-to", "a maximum of"),
    Told("a maximum amount of $4 billion", 0, 4e9, "USD", "up-to", "a maximum amount of"),
    Told("no more than $4 billion", 0, 4e9, "USD", "up-to", "no more than"),
    Told("no greater than $4 billion", 0, 4e9, "USD", "up-to", "no greater than"),
    Told("a sum capped at $4 billion", 0, 4e9, "USD", "up-to", "capped at"),
    Told("a sum not exceeding $4 billion", 0, 4e9, "USD", "up-to", "not exceeding"),
    Told("(up to) $4 billion", 0, 4e9, "USD", "up-to", "up to"),
    Told("an up-to-$4-billion sum", 0, 4e9, "USD", "up-to", "up-to"),
    Told("a potential $4 billion", 0, 4e9, "USD", "up-to", "potential"),
    Told("a $4 billion ceiling", 0, 4e9, "USD", "up-to", "ceiling"),
    Told("≤ $5 billion", 0, 5e9, "USD", "up-to", "≤"),
    Told("less than a billion euros", 0, 1e9, "EUR", "less-than", "less than"),
    Told("as little as $5 billion", 5e9, INF, "USD", "at-least", "as little as"),
    Told("$10 billion or more", 10e9, INF, "USD", "at-least", "or more"),
    Told("a sum that exceeds $10 billion", 10e9, INF, "USD", "more-than", "exceeds"),
    Told(">$10bn", 10e9, INF, "USD", "more-than", ">"),
    Told("roughly $10 billion", 10e9, 10e9, "USD", "about", "roughly"),
    Told("nearly $7 billion", 7e9, 7e9, "USD", "about", "nearly"),
    Told("tens of billions of dollars", 10e9, 100e9, "USD", "magnitude", "tens of billions"),
    Told("tens of billions of dollars", 10e9, INF, "USD", "magnitude", "tens of billions"),
    Told("several billion dollars", 2e9, 10e9, "USD", "magnitude", "several billion"),
    Told("a multibillion-dollar sum", 1e9, INF, "USD", "magnitude", "multibillion-dollar"),
    Told("a ten-figure dollar sum", 1e9, 9.999e9, "USD", "magnitude", "ten-figure"),
    Told("a 10-figure dollar sum", 1e9, 10e9, "USD", "magnitude", "10-figure"),
    Told("a low nine-figure dollar sum", 100e6, 400e6, "USD", "magnitude", "low nine-figure"),
    Told("1,25 milliards d’euros", 1.25e9, 1.25e9, "EUR"),
    Told("12 Mrd. Euro", 12e9, 12e9, "EUR"),
    Told("12,5 Milliarden Euro", 12.5e9, 12.5e9, "EUR"),
    Told("4 bilhões de reais", 4e9, 4e9, "BRL"),
    Told("4 mil millones de dólares", 4e9, 4e9),
    Told("€1.250.000.000", 1.25e9, 1.25e9, "EUR"),
    Told("bis zu 12 Mrd. Euro", 0, 12e9, "EUR", "up-to", "bis zu"),
    Told("au moins 2 milliards d’euros", 2e9, INF, "EUR", "at-least", "au moins"),
    Told("más de 500 millones de euros", 500e6, INF, "EUR", "more-than", "más de"),
    Told("cerca de 4 bilhões de reais", 4e9, 4e9, "BRL", "about", "cerca de"),
    Told("between $5 billion and $10 billion", 5e9, 10e9, "USD", "between", "between"),
    Told("$5–10 billion", 5e9, 10e9, "USD", "between", "$5–10 billion"),
    Told("$5 — $10 billion", 5e9, 10e9, "USD", "between", "—"),
    Told("at least $10bn and up to $15bn", 10e9, 15e9, "USD", "between", "at least"),
]
SHARES = [
    Told("8–10 percent", 8, 10, "PERCENT", "between", "8–10"),
    Told("a quarter of its shares", 25, 25, "PERCENT"),
    Told("half of its shares", 50, 50, "PERCENT"),
    Told("a one-third stake", 33.3, 33.3, "PERCENT"),
    Told("two thirds of its shares", 66.67, 66.67, "PERCENT"),
]
AT_HAND = pytest.mark.parametrize("at_hand", [True, False])


def listed(amounts: list[Told]) -> list[object]:
    return [pytest.param(t, id=f"{t.amount}, {t.lower:g} to {t.upper:g}") for t in amounts]


@pytest.fixture
def check(tmp_path: Path):
    """Check a claim of an investment with one figure, with its text or without."""

    def give(told: Told, *, at_hand: bool = True, beside: str = "", does: str = "invests"):
        text = f"Microsoft {does} {told.amount}{beside} in Anthropic, it says."
        (tmp_path / "wire.txt").write_text(text, encoding="utf-8")
        money = told.measure != "PERCENT"
        stated = figure(
            told.amount,
            f"{told.lower:.6e}",
            "INF" if told.upper == INF else f"{told.upper:.6e}",
            role="principal" if money else "stake",
            measure=f'aikg:currency "{told.measure}"' if money else "aikg:unit unit:PERCENT",
            hedge=told.hedge,
            words=told.words,
        )
        quote = text.partition(", it says")[0]
        more = "" if money else "aikg:notStated aikg:figure-principal"
        parts = source("wire", text, quote), claim("deal", ROLES, stated, more=more)
        return checked(document(*parts), texts=tmp_path if at_hand else None)

    return give


@AT_HAND
@pytest.mark.parametrize("told", listed([*AMOUNTS, *SHARES]))
def test_an_amount_told_as_it_is_written_passes(check, told, at_hand) -> None:
    assert rules(check(told, at_hand=at_hand)) == set()


@AT_HAND
@pytest.mark.parametrize("factor", [1e-3, 1e3])
@pytest.mark.parametrize("told", listed([*AMOUNTS, *SHARES]))
def test_a_slip_of_magnitude_is_refused_however_the_amount_is_written(
    check, told, factor, at_hand
) -> None:
    slipped = told._replace(lower=told.lower * factor, upper=told.upper * factor)
    refused = rules(check(slipped, at_hand=at_hand), Severity.VIOLATION)
    assert refused & {"FigureNotInQuote", "Percentage"}


@pytest.mark.parametrize("told", listed(AMOUNTS))
def test_another_currency_is_refused_however_the_right_one_is_written(check, told) -> None:
    other = told._replace(measure="CHF")
    assert "MeasureNotInQuote" in rules(check(other), Severity.VIOLATION)


@AT_HAND
@pytest.mark.parametrize("told", listed([each for each in AMOUNTS if each.measure != "USD"]))
def test_dollars_of_the_united_states_are_refused_where_another_currency_is_named(
    check, told, at_hand
) -> None:
    report = check(told._replace(measure="USD"), at_hand=at_hand)
    assert "MeasureNotInQuote" in rules(report, Severity.VIOLATION)


@AT_HAND
@pytest.mark.parametrize("name", ["PSP", "GIC", "AMD"])
def test_a_name_in_capitals_before_a_sign_leaves_its_currency(check, name, at_hand) -> None:
    right = Told(f"with {name} A$23.5 billion", 23.5e9, 23.5e9, "AUD")
    assert rules(check(right, at_hand=at_hand)) == set()
    wrong = rules(check(right._replace(measure="USD"), at_hand=at_hand), Severity.VIOLATION)
    assert wrong == {"MeasureNotInQuote"}


CHANGES = [
    Told("it by $333 million to $1.73 billion", 1.73e9, 1.73e9),
    Told("it by $333 million to $1.73 billion", 333e6, 333e6),
    Told("from up to $800 million to $1.3 billion", 1.3e9, 1.3e9),
    Told("from $800 million to $1.3 billion", 1.3e9, 1.3e9),
]


@AT_HAND
@pytest.mark.parametrize("told", listed(CHANGES))
def test_the_new_amount_and_the_step_to_it_are_no_range(check, told, at_hand) -> None:
    """The step and the sum pass as they are told; what was hedged before stays hedged."""
    assert rules(check(told, at_hand=at_hand, does="raises")) == set()
    before = told._replace(amount="from up to $800 million to $1.3 billion", lower=8e8, upper=8e8)
    refused = rules(check(before, at_hand=at_hand, does="raises"), Severity.VIOLATION)
    assert refused == {"HedgeDropped"}


@AT_HAND
@pytest.mark.parametrize("told", listed([each for each in AMOUNTS if each.hedge]))
def test_firm_bounds_are_refused_however_the_amount_is_hedged(check, told, at_hand) -> None:
    value = told.upper if told.lower == 0 else told.lower
    firm = told._replace(lower=value, upper=value, hedge="", words="")
    assert rules(check(firm, at_hand=at_hand), Severity.VIOLATION) & {
        "HedgeDropped",
        "FigureNotInQuote",
    }


@pytest.mark.parametrize(
    "told", listed([each for each in AMOUNTS if not each.hedge and each.lower])
)
def test_a_number_does_not_hedge_itself(check, told) -> None:
    opened = told._replace(lower=0.0, hedge="up-to", words=told.amount[:4])
    assert of(check(opened), "HedgeUnfounded")


@pytest.mark.parametrize(
    ("lower", "upper"), [(1e9, 1e12), (1e9, INF), (1e9, 2e9), (2e9, 9e9), (1e10, 1e11), (10, 10)]
)
def test_a_number_of_digits_bounds_an_amount_on_both_sides(check, lower, upper) -> None:
    told = Told("a ten-figure dollar sum", lower, upper, "USD", "magnitude", "ten-figure")
    assert of(check(told), "FigureNotInQuote")


@pytest.mark.parametrize("words", ["1.250 millones", "1,375 Milliarden", "4 billones"])
@pytest.mark.parametrize("beside", ["", " for 24 percent"])
def test_a_number_that_two_countries_read_otherwise_is_left_to_the_reader(
    check, words, beside
) -> None:
    report = check(Told(words, 1.25e9, 1.25e9, "EUR"), beside=beside)
    [found] = of(report, "FigureUnread")
    assert f'"{words}"' in found.problem
    assert report.conforms
    sure = Told("1,25 milliards d’euros", 1.25e9, 1.25e9, "EUR")
    assert of(check(sure, beside=beside), "FigureUnread") == []
