"""Where a picture of who pays whom puts things: nothing overlaps, no line runs behind a box."""

from __future__ import annotations

import math
import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aikg
from aikg.ground.reading import read as read_file
from aikg.report import draw
from aikg.report.boxes import boxes
from aikg.report.legend import signs
from aikg.report.lines import sides
from aikg.report.money import Money
from aikg.report.network import Deal, Firmness, Network, Party
from aikg.report.picture import compose, lay_out
from aikg.report.reading import read

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def network() -> Network:
    with aikg.open() as graph:
        return read(graph)


def overlaps(network: Network) -> list[tuple[str, str]]:
    made = boxes(network)
    width, _ = lay_out(made)
    assert all(box.left >= 0 and box.right <= width for box in made.values())
    return [
        (one.key, other.key)
        for one, other in combinations(made.values(), 2)
        if one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    ]


def test_one_party_with_many_partners_stands_between_them() -> None:
    """Nine side by side beneath it are twice as wide as four above it and five beneath."""
    parties = {f"p{n}": Party(f"Partner {n}") for n in range(9)} | {"hub": Party("Hub")}
    deals = tuple(
        Deal(f"urn:{n}", "hub", f"p{n}", "loan", "$1 billion in several parts", "", Firmness.PAID)
        for n in range(9)
    )
    made = boxes(Network(parties, deals))
    width, _ = lay_out(made)
    plates = sorted(box.width for box in made.values() if box.deals)
    assert width < 0.65 * sum(plates)
    above = {box.key for box in made.values() if box.party and box.top < made["hub"].top}
    assert len(above) in (4, 5)


def test_nothing_overlaps_in_the_picture_of_the_article(network: Network) -> None:
    assert overlaps(network) == []


@pytest.mark.parametrize("name", ["deals/d1", "deals/d2", "deals/d4", "deals/d6", "kinds"])
def test_nothing_overlaps_when_other_sources_are_added(name: str) -> None:
    with aikg.open() as graph:
        for file in sorted((FIXTURES / name).glob("*.ttl")):
            graph.include(read_file(file))
        network = read(graph)
        ElementTree.fromstring(draw(graph))
    assert len(network.deals) > 5
    assert overlaps(network) == []


ALL = Money(1e9, 4e9, 4e10)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    count = draw(st.integers(2, 9))
    keys = [f"urn:{index}" for index in range(count)]
    name = st.sampled_from(["A", "Amazon Web Services", "The Long Company of Many Words Limited"])
    ends = st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True)
    deals = [
        Deal(
            f"urn:deal:{index}",
            start,
            end,
            "cloud contract",
            draw(st.sampled_from(["", "$1 billion", "between $75 million and $90 million"])),
            draw(st.sampled_from(["", "letter of intent"])),
            draw(st.sampled_from(Firmness)),
            draw(st.sampled_from([None, Money(0, 0, 1e6), Money(1e6, 2e6, math.inf), ALL])),
            "USD",
        )
        for index, (start, end) in enumerate(draw(st.lists(ends, min_size=1, max_size=14)))
    ]
    used = {key for deal in deals for key in (deal.start, deal.end)}
    parties = {key: Party(draw(name), stated=draw(st.booleans())) for key in sorted(used)}
    return Network(parties, tuple(deals))


@settings(deadline=None, max_examples=60)
@given(networks())
def test_nothing_ever_overlaps(network: Network) -> None:
    assert overlaps(network) == []


@settings(deadline=None, max_examples=60)
@given(networks())
def test_every_line_leaves_its_box_within_its_edge_and_none_shares_its_place(
    network: Network,
) -> None:
    made = boxes(network)
    lay_out(made)
    taken: set[tuple[str, float, float]] = set()
    for (key, other), side in sides(made).items():
        lanes = made[key].lanes or made[other].lanes
        for index in range(lanes):
            x = side.first + 27 * index
            assert made[key].left < x < made[key].right
            assert (key, round(x, 3), side.edge) not in taken
            taken.add((key, round(x, 3), side.edge))


@settings(deadline=None, max_examples=60)
@given(networks())
def test_no_line_bends_beside_a_box(network: Network) -> None:
    """Between the rows alone, where there is none: else it would run behind a taller neighbour."""
    svg = ElementTree.fromstring(compose(network))
    frames = [rect for rect in svg.iter(f"{SVG}rect") if rect.get("class") != "ground"]
    spans = [(float(r.get("y", "")), float(r.get("height", ""))) for r in frames]
    for path in svg.iter(f"{SVG}path"):
        bent = re.search(
            r"([\d.]+)C([\d.]+) [\d.]+ ([\d.]+) [\d.]+ [\d.]+ ([\d.]+)", path.get("d", "")
        )
        if bent and bent[2] != bent[3]:
            top, bottom = sorted((float(bent[1]), float(bent[4])))
            assert all(bottom <= y + 0.1 or y + height <= top + 0.1 for y, height in spans)


@settings(deadline=None, max_examples=30)
@given(networks())
def test_every_picture_is_well_formed_and_draws_each_deal_with_one_head(network: Network) -> None:
    svg = ElementTree.fromstring(compose(network))
    heads = [path for path in svg.iter(f"{SVG}path") if path.get("class") == "head"]
    money = [deal for deal in network.deals if deal.firmness is not Firmness.TIE]
    # One on the line, one on the sign of its plate, and one on each arrow of the legend.
    arrows = [sign for sign in signs(network) if sign.stroke.firmness is not Firmness.TIE]
    assert len(heads) == 2 * len(money) + len(arrows)


def test_names_cannot_break_out_of_the_picture() -> None:
    parties = {"a": Party('<script>"&'), "b": Party("B")}
    paid = Money(1, 1, 1)
    deal = Deal("urn:x", "a", "b", "loan", "<$1 & more>", "closed", Firmness.PAID, paid, "USD")
    svg = ElementTree.fromstring(compose(Network(parties, (deal,))))
    assert '<script>"&' in [text.text for text in svg.iter(f"{SVG}text")]
