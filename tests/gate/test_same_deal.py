"""The same deal under another name, kind or unit is refused; twins that look alike pass."""

from __future__ import annotations

import pytest

from aikg.gate.findings import Finding
from aikg.ground.reading import Document
from gate.claims import AMAZON, AWS, CLOUD, PUBLISHED, REFUSED, WARNED, cloud, one
from gate.telling import beside, checked, claim, figure, of


def same_deal(*documents: Document, known: list[Document] = PUBLISHED) -> list[Finding]:
    return of(checked(*documents, known=beside(*known)), "SameDeal")


@pytest.mark.parametrize(
    "told",
    [
        cloud(),
        cloud(AMAZON),
        cloud("aikg:investor kg:openai ; aikg:investee kg:amazon", kind="Investment"),
        cloud(AWS, kind="ServiceContract"),
        cloud(AWS, day="2025-11-03"),
    ],
    ids=["of a unit", "by another name", "of another kind", "of a kind near it", "with its date"],
)
def test_the_same_deal_under_another_name_kind_or_unit_is_refused_with_the_link(told) -> None:
    [finding] = same_deal(told)
    assert finding.severity is REFUSED
    assert "kg:openai-amazon-cloud-contract" in finding.problem
    assert "aikg:about kg:openai-amazon-cloud-contract" in finding.mend
    assert finding.found == "kg:openai-aws-contract"
    assert finding.place is not None


@pytest.mark.parametrize(
    "twin",
    [
        cloud(amount="39e9", said="39"),
        cloud("aikg:customer kg:openai ; aikg:provider kg:microsoft"),
        cloud("aikg:customer kg:anthropic ; aikg:provider kg:amazon"),
        cloud("aikg:customer kg:aws ; aikg:provider kg:openai"),
        cloud(about="kg:openai-amazon-cloud-contract"),
        *(
            cloud(more=f"claim:other\\/deal aikg:{link} kg:openai-amazon-cloud-contract .")
            for link in ("follows", "amends", "replaces", "overlaps", "trancheOf")
        ),
    ],
    ids=[
        *("amount", "payee", "payer", "direction", "same agreement"),
        *("follows", "amends", "replaces", "overlaps", "tranche"),
    ],
)
def test_a_twin_that_only_looks_like_a_known_deal_passes(twin) -> None:
    assert same_deal(twin) == []


def test_deals_of_one_size_between_the_same_parties_are_two_where_dates_keep_them_apart() -> None:
    known = cloud(AMAZON, about="kg:first", name="known", day="2025-11-03")
    near = cloud(AWS, day="2025-11-10")
    assert [each.severity for each in same_deal(near, known=[known])] == [REFUSED]
    assert same_deal(cloud(AWS, day="2026-11-03"), known=[known]) == []


def test_deals_that_one_source_tells_beside_each_other_are_two() -> None:
    again = claim("again", AWS, figure("$38 billion", "38e9", role="price"), source="other",
                  about="kg:openai-amazon-cloud-contract", kind="CloudContract")  # fmt: skip
    assert same_deal(cloud(more=again)) == []


def test_the_same_deal_told_in_two_new_files_is_refused_once() -> None:
    first = cloud(AMAZON, about="kg:first", name="first")
    assert len(same_deal(first, cloud(), known=[])) == 1


def test_the_same_ceiling_with_another_floor_is_a_warning() -> None:
    text = "OpenAI signed an up to $38 billion deal with Amazon Web Services."
    price = figure("up to $38 billion", "0e0", "38e9", role="price", hedge="up-to", words="up to")
    told = one(AWS, price, **{**CLOUD, "text": text, "quote": "an up to $38 billion deal with"})
    assert [each.severity for each in same_deal(told)] == [WARNED]


@pytest.mark.parametrize(
    ("said", "hedge", "severity"),
    [
        ("38.2", "", [WARNED]),
        ("37.94", "", [WARNED]),
        ("38.6", "", []),
        ("about 38.2", "about", [WARNED]),
        ("about 38.6", "about", []),
        ("about 40", "about", []),
        ("more than 37", "more-than", [WARNED]),
        ("more than 30", "more-than", []),
        ("39", "", []),
        ("40", "", []),
    ],
)
def test_the_same_amount_told_more_or_less_exactly_is_a_warning(said, hedge, severity) -> None:
    amount = f"{said.split()[-1]}e9"
    upper = "INF" if hedge == "more-than" else None
    price = figure(f"{said} billion dollars", amount, upper, role="price", hedge=hedge,
                   words=said.rpartition(" ")[0])  # fmt: skip
    text = f"OpenAI signed a {said} billion dollars deal with Amazon Web Services."
    told = one(AWS, price, **{**CLOUD, "text": text, "quote": text[7:-1]})
    assert [each.severity for each in same_deal(told)] == severity


def test_parts_of_one_whole_on_days_of_their_own_are_two_in_whatever_order_they_are_told() -> None:
    part = "claim:{}\\/deal aikg:trancheOf kg:openai-amazon-cloud-contract ."
    known, near, same = (
        cloud(AMAZON, about=f"kg:part-{name}", name=name, day=day, more=part.format(name))
        for name, day in (
            ("first", "2025-11-13"),
            ("second", "2025-11-03"),
            ("third", "2025-11-13"),
        )
    )
    assert same_deal(near, known=[known]) == same_deal(known, known=[near]) == []
    assert [each.severity for each in same_deal(same, known=[known])] == [REFUSED]
    undated = cloud(AMAZON, about="kg:part-last", name="last", more=part.format("last"))
    assert [each.severity for each in same_deal(undated, known=[known])] == [WARNED]


def test_the_same_capacity_in_another_unit_is_the_same_deal() -> None:
    def power(amount: str, unit: str, words: str, name: str) -> Document:
        text = f"Anthropic will use {words} of chips from NVIDIA."
        measure = figure(words, amount, role="capacity", measure=f"aikg:unit unit:{unit}")
        roles = "aikg:user kg:anthropic ; aikg:supplier kg:nvidia"
        return one(roles, measure, text=text, quote=f"use {words} of chips", name=name,
                   about=f"kg:{name}-power", kind="ChipSupply")  # fmt: skip

    known = [power("6e0", "GigaW", "6 gigawatts", "known")]
    assert len(same_deal(power("6000e0", "MegaW", "6,000 megawatts", "other"), known=known)) == 1
    assert same_deal(power("6e0", "MegaW", "6 megawatts", "other"), known=known) == []
