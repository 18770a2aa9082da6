"""Numbers are read as the press writes them, whatever form they take."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aikg.gate.evidence.lexicon import CODES, DOLLARS, MONEY_WORDS
from aikg.gate.evidence.nations import NATIONS
from aikg.gate.evidence.numbers import quantities
from aikg.ground.bounds import INF
from aikg.ground.text import fold


def read(text: str) -> list[tuple[float, float, str]]:
    """Lower and upper number, and what it is a number of: a unit, or the likeliest currency."""
    return [
        (each.low, each.high, each.unit or ("USD" if "USD" in each.money else "".join(each.money)))
        for each in quantities(fold(text))
    ]


@pytest.mark.parametrize("text", ["Rs 1300 crore", "Rs.1300 crore", "Rs. 1,300 crore"])
def test_the_sign_of_rupees_is_that_of_each_country_that_has_them(text):
    [found] = quantities(fold(text))
    assert (found.low, found.money) == (13e9, {"INR", "PKR", "LKR"})


@pytest.mark.parametrize("text", ["the DLSR 5 model", "xRM2 billion", "VKD 3 billion"])
def test_letters_within_a_word_are_no_sign_of_a_currency(text):
    assert all(not each.money for each in quantities(fold(text)))


@pytest.mark.parametrize("text", ["Dh13 billion", "Dhs 13bn", "13 billion dirhams"])
def test_a_sign_that_two_countries_share_may_be_of_either(text):
    [found] = quantities(fold(text))
    assert (found.low, found.money) == (13e9, {"AED", "MAD"})


@pytest.mark.parametrize("money", ["dollars", "rupees", "pesos", "crowns", "kroner", "riyals"])
@pytest.mark.parametrize("nation", sorted(NATIONS))
def test_a_nation_says_which_currency_of_that_name_it_is(nation, money) -> None:
    """Before the word, with a hyphen or without; and the word alone means what it did."""
    assert NATIONS[nation] in CODES
    amounts = f"24 billion {nation.title()} {money}", f"24-billion-{nation}-{money}"
    for [found] in map(quantities, amounts):
        assert (found.low, found.money) == (24e9, {NATIONS[nation]})
    [alone] = quantities(f"24 billion {money}")
    assert alone.money == MONEY_WORDS[money]
    assert len(alone.money) > 1


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("24 billion Australian dollars", "AUD"),
        ("24 billion U.S. dollars", "USD"),
        ("24 billion US-dollars", "USD"),
        ("24 billion American dollars", "USD"),
        ("a 24-billion-Canadian-dollar deal", "CAD"),
        ("24 billion New Taiwan dollars", "TWD"),
        ("24 billion in Singapore dollars", "SGD"),
        ("$24 billion Australian dollars", "AUD"),
        ("$24 billion in Hong Kong dollars", "HKD"),
        ("$24 billion AUD", "AUD"),
        ("AUD $24 billion", "AUD"),
        ("USD $24 billion", "USD"),
        ("$24 billion Canadian in cash", "CAD"),
        ("$24 billion (Canadian)", "CAD"),
        ("CDN$24 billion", "CAD"),
        ("24 billion Swedish crowns", "SEK"),
        ("24 billion Czech crowns", "CZK"),
        ("24 billion Mexican pesos", "MXN"),
        ("24 billion Egyptian pounds", "EGP"),
        ("24 billion Canadian cents", "CAD"),
    ],
)
def test_what_says_which_of_several_currencies_it_is_leaves_that_one(text, currency) -> None:
    [found] = quantities(text)
    assert found.money == {currency}


@pytest.mark.parametrize(
    "text",
    [
        "$24 billion",
        "24 billion dollars",
        "a $24 billion Canadian fund",
        "$24 billion Swiss francs",
    ],
)
def test_dollars_of_which_nothing_else_is_said_may_be_of_any_country(text) -> None:
    assert [each.money for each in quantities(text) if each.measured][:1] == [DOLLARS]


@pytest.mark.parametrize("name", ["PSP", "GIC", "AMD", "IBM", "the PSP", "a", "A", "from a"])
@pytest.mark.parametrize(
    ("amount", "currency"),
    [("A$23.5 billion", "AUD"), ("C$23.5bn", "CAD"), ("US$23.5bn", "USD"), ("€23.5bn", "EUR")],
)
def test_a_name_in_capitals_or_an_article_before_a_sign_is_no_part_of_the_number(
    name, amount, currency
) -> None:
    [found] = quantities(f"paid {name} {amount}")
    assert (found.low, found.money) == (23.5e9, {currency})
    assert found.start == len(f"paid {name} ")


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("$10 billion", 10e9, "USD"),
        ("US$1.5 trillion", 1.5e12, "USD"),
        ("$30B", 30e9, "USD"),
        ("10bn", 10e9, ""),
        ("€1.3 billion", 1.3e9, "EUR"),
        ("10bn euros", 10e9, "EUR"),
        ("EUR10bn", 10e9, "EUR"),
        ("USD 10 billion", 10e9, "USD"),
        ("10 billion USD", 10e9, "USD"),
        ("10 billion dollars", 10e9, "USD"),
        ("10 billion U.S. dollars", 10e9, "USD"),
        ("300 million Swiss francs", 300e6, "CHF"),
        ("C$6.8bn", 6.8e9, "CAD"),
        ("£500m", 500e6, "GBP"),
        ("₹5,000 crore", 50e9, "INR"),
        ("₹50 lakh", 5e6, "INR"),
        ("₹1.5 lakh crore", 1.5e12, "INR"),
        ("SR5.6 billion", 5.6e9, "SAR"),
        ("SR 5.6bn", 5.6e9, "SAR"),
        ("SAR5.6bn", 5.6e9, "SAR"),
        ("QR3bn", 3e9, "QAR"),
        ("KD200m", 200e6, "KWD"),
        ("AED 5bn", 5e9, "AED"),
        ("₩1.5 trillion", 1.5e12, "KRW"),
        ("NT$30bn", 30e9, "TWD"),
        ("HK$3.2bn", 3.2e9, "HKD"),
        ("S$1bn", 1e9, "SGD"),
        ("CN¥3bn", 3e9, "CNY"),
        ("JP¥300bn", 300e9, "JPY"),
        ("SFr200m", 200e6, "CHF"),
        ("RM2 billion", 2e9, "MYR"),
        ("Rp 3 trillion", 3e12, "IDR"),
        ("2 billion ringgit", 2e9, "MYR"),
        ("2 billion Turkish lira", 2e9, "TRY"),
        ("NIS 200 million", 200e6, "ILS"),
        ("11.9 billion", 11.9e9, ""),
        ("€1,300 million", 1.3e9, "EUR"),
        ("160 million shares", 160e6, ""),
        ("160m shares", 160e6, ""),
        ("half a billion dollars", 500e6, "USD"),
        ("a half-billion dollars", 500e6, "USD"),
        ("half of a billion dollars", 500e6, "USD"),
        ("a quarter of a billion dollars", 250e6, "USD"),
        ("three quarters of a billion dollars", 750e6, "USD"),
        ("two and a half billion dollars", 2.5e9, "USD"),
        ("one-and-a-quarter billion dollars", 1.25e9, "USD"),
        ("2½ billion euros", 2.5e9, "EUR"),
        ("a penny a share", 0.01, "USD"),
        ("one cent a share", 0.01, "USD"),
        ("half a gigawatt", 0.5, "GigaW"),
        ("three quarters of a gigawatt", 0.75, "GigaW"),
        ("a quarter of the shares", 25, "PERCENT"),
        ("half its shares", 50, "PERCENT"),
        ("three-fifths of the votes", 60, "PERCENT"),
        ("1.4 trln dollars", 1.4e12, "USD"),
        ("a billion dollars", 1e9, "USD"),
        ("twenty-five million", 25e6, ""),
        ("6 GW", 6, "GigaW"),
        ("6GW", 6, "GigaW"),
        ("one gigawatt", 1, "GigaW"),
        ("a gigawatt", 1, "GigaW"),
        ("1.2-gigawatt", 1.2, "GigaW"),
        ("one hundred and twenty megawatts", 120, "MegaW"),
        ("4,000 gigawatt hours", 4000, "GigaW-HR"),
        ("10 GWh", 10, "GigaW-HR"),
        ("10 percent", 10, "PERCENT"),
        ("10 per cent", 10, "PERCENT"),
        ("10%", 10, "PERCENT"),
        ("five-year", 5, "YR"),
        ("18 months", 18, "MO"),
        ("$10+ billion", 10e9, "USD"),
        ("1,25 billion euros", 1.25e9, "EUR"),
        ("12,5 percent", 12.5, "PERCENT"),
        ("12 Mrd. Euro", 12e9, "EUR"),
        ("US$ 4 bilhões", 4e9, "USD"),
        ("2 miliardi di euro", 2e9, "EUR"),
        ("3 Billionen Euro", 3e12, "EUR"),
        ("1.250.000,50 euros", 1250000.5, "EUR"),
    ],
)
def test_one_number_is_read_with_its_magnitude_and_measure(text, value, measure) -> None:
    [(low, high, of)] = read(text)
    assert (low, high, of) == (pytest.approx(value), pytest.approx(value), measure)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between $5 and $10 billion", 5e9, 10e9),
        ("$5–10 billion", 5e9, 10e9),
        ("$5 billion to $10 billion", 5e9, 10e9),
        ("between 80,000 and 100,000 chips", 80e3, 100e3),
        ("10 to 12 percent", 10, 12),
        ("tens of billions of dollars", 10e9, INF),
        ("hundreds of millions", 100e6, INF),
        ("billions of dollars", 1e9, INF),
        ("several billion dollars", 1e9, INF),
        ("a few hundred million dollars", 100e6, INF),
        ("a couple of billion dollars", 1e9, INF),
        ("a multi-billion-dollar deal", 1e9, INF),
        ("double-digit billions", 10e9, INF),
        ("a ten-figure sum", 1e9, INF),
        ("a high 9-figure sum", 100e6, INF),
        ("raised its stake by $5 to $10 billion", 5e9, 10e9),
        ("grew by 10 to 12 percent", 10, 12),
        ("raised debt backed by $5 billion to $10 billion", 5e9, 10e9),
        ("by $5 billion to $10 billion", 5e9, 10e9),
        ("up to $5 billion to $10 billion", 5e9, 10e9),
    ],
)
def test_a_range_is_one_number_with_two_ends(text, low, high) -> None:
    assert [(one, other) for one, other, _ in read(text)] == [(low, high)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("raised it from $5 billion to $10 billion", [5e9, 10e9]),
        ("raised it from up to $5 billion to $10 billion", [5e9, 10e9]),
        ("raised it from its previous $5 billion to $10 billion", [5e9, 10e9]),
        ("raised its stake by $333 million to $1.73 billion", [333e6, 1.73e9]),
        ("lifted its 5.5 percent stake by $333 million to $1.73 billion", [5.5, 333e6, 1.73e9]),
        ("its capital was increased by up to $2 billion to $10 billion", [2e9, 10e9]),
        ("cut by almost 2 gigawatts to 10 gigawatts", [2, 10]),
        ("up $2 billion to $10 billion", [2e9, 10e9]),
        ("$5 billion and $10 billion", [5e9, 10e9]),
        ("10 megawatts to 2 years", [10, 2]),
        ("phases 1,2 of it", [1, 2]),
    ],
)
def test_two_numbers_that_are_no_range_stay_two(text, values) -> None:
    assert [low for low, high, _ in read(text) if low == high] == values


@pytest.mark.parametrize(
    "text",
    [
        *("H100 chips", "3D models", "GB200s", "a deal", "per million", ""),
        *("the first quarter of the year", "the second half of the year", "a third lease"),
        *("a quarter", "several companies", "a low price", "every cent"),
    ],
)
def test_what_is_no_number_is_not_read_as_one(text) -> None:
    assert read(text) == []


@given(
    value=st.integers(1, 999),
    tenths=st.integers(0, 9),
    magnitude=st.sampled_from(
        [("million", 1e6), ("bn", 1e9), ("billion", 1e9), ("trillion", 1e12)]
    ),
    before=st.sampled_from(["", "pays ", "and then ", "(", "for its AI "]),
    after=st.sampled_from(["", " of Azure", ", and more", ".", ")"]),
)
def test_what_is_written_is_what_is_read_wherever_it_stands(
    value, tenths, magnitude, before, after
) -> None:
    word, factor = magnitude
    text = f"{before}${value}.{tenths} {word}{after}"
    [number] = quantities(text)
    assert number.low == pytest.approx((value + tenths / 10) * factor)
    assert text[number.start : number.end] == f"${value}.{tenths} {word}"


@given(
    st.sampled_from(["raised", "increased", "cut", "lifted"]),
    st.sampled_from(["", " its stake", " what it owes"]),
    st.sampled_from(["by", "by about", "by up to", "from", "from up to", "from an initial"]),
    st.integers(1, 400),
    st.integers(1, 99),
)
def test_a_change_has_two_numbers_whatever_they_are_and_a_span_of_the_two_one(
    does, what, words, step, total
) -> None:
    amounts = f"${step} million to ${total} billion"
    two = quantities(f"{does}{what} {words} {amounts}")
    assert [each.low for each in two] == [step * 1e6, total * 1e9]
    [one] = quantities(f"{does}{what} for {amounts}")
    assert (one.low, one.high) == (step * 1e6, total * 1e9)


@given(st.text("0123456789.,$€% abmGWtonper-and", max_size=40))
def test_reading_never_fails_and_numbers_come_in_their_order(text) -> None:
    found = quantities(fold(text))
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(each.low <= each.high for each in found)
