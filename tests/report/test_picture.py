"""The picture of who pays whom says what the graph says, can be read, and is always the same."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aikg
from aikg.ground.reading import read as read_file
from aikg.report import draw
from aikg.report.money import Money
from aikg.report.network import Deal, Firmness, Network, Party
from aikg.report.paint import DARK, LIGHT, TEXT_ON, contrast
from aikg.report.picture import compose
from aikg.report.reading import read

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def network() -> Network:
    with aikg.open() as graph:
        return read(graph)


@pytest.fixture(scope="module")
def drawn() -> str:
    with aikg.open() as graph:
        return draw(graph)


def told(network: Network) -> set[tuple[str, str, str, str, bool]]:
    names = {key: party.name for key, party in network.parties.items()}
    return {
        (names[d.start], names[d.end], d.headline, d.firmness, d.implied) for d in network.deals
    }


def test_the_deals_of_the_article_are_all_there_with_their_direction_phrase_and_firmness(
    network: Network,
) -> None:
    money = {deal for deal in told(network) if deal[3] != "tie"}
    assert money == {
        ("Microsoft", "Anthropic", "up to $10 billion", "possible", False),
        ("NVIDIA", "Anthropic", "up to $5 billion", "possible", True),
        ("Amazon", "Anthropic", "additional $4 billion", "paid", True),
        ("Amazon", "Anthropic", "undisclosed", "paid", True),
        ("Anthropic", "Microsoft", "$30 billion worth", "committed", False),
        ("OpenAI", "Amazon", "$38 billion", "committed", False),
        ("Anthropic", "payee not named", "up to one gigawatt", "possible", True),
    }


def test_ties_without_money_are_there_and_units_are_rolled_up(network: Network) -> None:
    ties = {(frozenset(deal[:2]), deal[2]) for deal in told(network) if deal[3] == "tie"}
    assert ties == {
        (frozenset({"Microsoft", "OpenAI"}), "partnership agreement"),
        (frozenset({"NVIDIA", "Anthropic"}), "technical collaboration"),
        (frozenset({"Amazon", "Anthropic"}), "chip supply"),
        (frozenset({"Microsoft", "Anthropic"}), "model availability"),
    }


def test_members_of_the_alliance_are_marked(network: Network) -> None:
    members = {party.name for party in network.parties.values() if party.member}
    assert members == {"Microsoft", "NVIDIA", "Anthropic"}


def test_no_ceiling_is_drawn_as_firm(network: Network) -> None:
    """ "Committed up to $5 billion" commits nothing."""
    assert {d.firmness for d in network.deals if d.phrase.startswith("up to")} == {"possible"}


def test_the_picture_in_the_docs_is_what_the_graph_gives_today(drawn: str) -> None:
    """Otherwise: .venv/bin/aikg draw docs/alliance.svg"""
    assert (ROOT / "docs" / "alliance.svg").read_text(encoding="utf-8") == drawn


def test_another_process_with_another_seed_of_hashes_draws_the_same_bytes(drawn: str) -> None:
    code = "import aikg, sys; from aikg.report import draw; sys.stdout.write(draw(aikg.open()))"
    other = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
    )
    assert other.stdout.decode() == drawn


def test_the_picture_needs_nothing_else(drawn: str) -> None:
    """No script, no font, no image, no address but the namespace."""
    assert re.findall(r"https?://[^\"' ]+", drawn) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<(script|image|foreignObject|use)|@import|@font-face|url\(", drawn)


def test_the_picture_tells_itself_to_those_who_do_not_see_it(drawn: str) -> None:
    svg = ElementTree.fromstring(drawn)
    assert svg.get("role") == "img"
    names = {element.get("id"): element for element in svg if element.get("id")}
    title, description = (names[key] for key in svg.get("aria-labelledby", "").split())
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert "Microsoft to Anthropic: up to $10 billion (investment, planned)." in (
        description.text or ""
    )


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_lines_stand_out_in_both_schemes(palette: dict[str, str]) -> None:
    """WCAG 2.2, 1.4.3 (text, 4.5) and 1.4.11 (graphics, 3)."""
    for ink, ground in TEXT_ON:
        assert contrast(palette[ink], palette[ground]) >= 4.5, (ink, ground)
    for line in ("paid", "committed", "possible", "tie", "ink", "soft"):
        for ground in ("ground", "plate"):
            assert contrast(palette[line], palette[ground]) >= 3, (line, ground)


def test_both_schemes_are_in_the_picture(drawn: str) -> None:
    light, dark = drawn.split("@media (prefers-color-scheme: dark)")
    assert all(colour in light for colour in LIGHT.values())
    assert all(colour in dark for colour in DARK.values())


def test_the_picture_fits_a_page_and_its_type_a_phone(drawn: str) -> None:
    """On 360 points of a phone no type is smaller than 8 points."""
    svg = ElementTree.fromstring(drawn)
    width = float(svg.get("width", "0"))
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", drawn)]
    assert width <= 900
    assert min(sizes) * 360 / width >= 8


Stroke = tuple[str, float, bool]
"""How firm a stroke is, how thick, and whether it has gaps."""


def strokes(svg: str) -> dict[str, list[Stroke]]:
    """The strokes of each deal's arrow on its plate, the undermost first, by the deal's sentence."""
    found = {}
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        if (title := group.find(f"{SVG}title")) is not None:
            found[title.text or ""] = [
                (part.get("class", ""), float(path.get("stroke-width", "0")), dashed)
                for part in group.iter(f"{SVG}g")
                for path in part.findall(f"{SVG}path[@class='line']")
                for dashed in ["stroke-dasharray" in path.attrib]
            ]
    return found


def of_fixture(name: str) -> str:
    with aikg.open() as graph:
        for file in sorted((FIXTURES / "deals" / name).glob("*.ttl")):
            graph.include(read_file(file))
        return draw(graph)


amounts = st.floats(1e6, 1e12)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["paid", "committed", "possible"]), amounts), min_size=2))
def test_a_line_is_as_thick_as_its_amount_however_firm_it_is(told: list[tuple[str, float]]) -> None:
    """No amount is drawn thinner than a smaller one, and what is undisclosed is the thinnest."""
    moneys = [Money(a if f == "paid" else 0, 0 if f == "possible" else a, a) for f, a in told]
    deals = [
        Deal(f"urn:{n}", "a", "b", "loan", str(n), "", Firmness(firmness), money, "USD")
        for n, ((firmness, _), money) in enumerate(zip(told, moneys, strict=True))
    ]
    deals += [
        Deal("urn:silent", "a", "b", "loan", f"silent {firmness}", "", firmness)
        for firmness in (Firmness.PAID, Firmness.COMMITTED, Firmness.POSSIBLE)
    ]
    network = Network({"a": Party("A"), "b": Party("B")}, tuple(deals))
    drawn = strokes(compose(network))
    of = {deal.phrase: drawn[network.sentence(deal)] for deal in deals}
    assert all(len(each) == 1 for each in of.values())
    width = [of[str(n)][0][1] for n in range(len(told))]
    ordered = sorted(zip([amount for _, amount in told], width, strict=True))
    assert [w for _, w in ordered] == sorted(width)
    assert all(of[f"silent {firmness}"][0][1] < min(width) for firmness, _ in told)


def test_what_is_told_in_the_article_is_drawn_by_its_amount(drawn: str) -> None:
    """A paid $4 billion is thinner than a possible $10 billion; the undisclosed is the thinnest."""
    found = strokes(drawn)
    by_amount = [
        "Amazon to Anthropic: undisclosed (investment, closed; partly implied by the words).",
        "Amazon to Anthropic: additional $4 billion (investment, closed; partly implied by the words).",
        "NVIDIA to Anthropic: up to $5 billion (investment, committed; partly implied by the words).",
        "Microsoft to Anthropic: up to $10 billion (investment, planned).",
        "Anthropic to Microsoft: $30 billion worth (cloud contract, committed).",
        "OpenAI to Amazon: $38 billion (cloud contract, signed).",
    ]
    widths = [found[sentence][0][1] for sentence in by_amount]
    assert widths == sorted(set(widths))


def test_only_what_is_firm_is_drawn_without_gaps() -> None:
    """Of $1 billion to $1 trillion, a solid line as thick as $1 billion lies beneath the dashes."""
    parties = {"a": Party("A"), "b": Party("B")}
    least, most = Money(0, 1e9, 1e9), Money(0, 1e9, 1e12)
    firm, open_, both = (
        Deal(f"urn:{n}", "a", "b", "loan", phrase, "", Firmness.COMMITTED, money, "USD")
        for n, (phrase, money) in enumerate(
            [("one", least), ("more than one", Money(0, 1e9, math.inf)), ("one to many", most)]
        )
    )
    network = Network(parties, (firm, open_, both))
    found = strokes(compose(network))
    ((_, thick, gaps),) = found[network.sentence(firm)]
    assert not gaps
    for deal in (open_, both):
        solid, beyond = found[network.sentence(deal)]
        assert solid == ("committed", thick, False)
        assert beyond[0] == "possible" and beyond[1] > thick and beyond[2]
    told = compose(network)
    assert "the line beneath is the firmer part" in told and "it has no ceiling" in told


def test_a_contract_of_billions_without_a_figure_is_not_the_thickest_solid_line() -> None:
    """ "Multibillion-dollar" commits one billion and may be a trillion."""
    found = strokes(of_fixture("r04"))
    (told,) = (each for sentence, each in found.items() if "multibillion-dollar" in sentence)
    assert [(firmness, gaps) for firmness, _, gaps in told] == [
        ("committed", False),
        ("possible", True),
    ]
    solid = {s: w for s, all_ in found.items() for f, w, gaps in all_ if f != "tie" and not gaps}
    assert told[0][1] < solid["OpenAI to Amazon: $38 billion (cloud contract, signed)."]


def test_the_span_of_a_word_is_drawn_as_no_ceiling_and_not_as_a_trillion() -> None:
    """Planned or signed, "multibillion" is drawn by its one billion, and the picture says why."""
    picture = of_fixture("r04")
    (told,) = (each for sentence, each in strokes(picture).items() if "multibillion" in sentence)
    solid, ticks = told
    assert ticks[1] == solid[1] + 6  # only the breadth of the ticks, which says nothing
    assert "no ceiling, or only that of a word such as “multibillion”" in " ".join(
        text.text or "" for text in ElementTree.fromstring(picture).iter(f"{SVG}text")
    )


PARTIES = {"a": Party("A"), "b": Party("B")}
KINDS = {
    "paid": Deal("urn:p", "a", "b", "loan", "$1", "", Firmness.PAID, Money(1, 1, 1), "USD"),
    "committed": Deal("urn:c", "a", "b", "loan", "", "", Firmness.COMMITTED),
    "possible": Deal("urn:o", "a", "b", "loan", "$9", "", Firmness.POSSIBLE, Money(0, 0, 9), "USD"),
    "a tie": Deal("urn:t", "a", "b", "chip supply", "", "", Firmness.TIE),
    "no ceiling": Deal(
        "urn:n", "a", "b", "loan", "$2", "", Firmness.COMMITTED, Money(0, 2, math.inf), "USD"
    ),
}


@given(st.sets(st.sampled_from(sorted(KINDS)), min_size=1))
def test_the_legend_lists_what_is_drawn_and_nothing_else(drawn: set[str]) -> None:
    """What has no ceiling has a firm part too, which is drawn as such."""
    network = Network(PARTIES, tuple(KINDS[kind] for kind in sorted(drawn)))
    svg = ElementTree.fromstring(compose(network))
    texts = [text.text or "" for text in svg.iter(f"{SVG}text")]
    listed = {kind for kind in KINDS if any(re.match(f"{kind}(:|$)", text) for text in texts)}
    assert listed == drawn | ({"committed"} if "no ceiling" in drawn else set())


def test_an_alliance_with_one_member_in_the_picture_is_not_told_of() -> None:
    """AMD and OpenAI are allies: where AMD is not drawn, OpenAI is not shaded."""
    id_ = "https://w3id.org/aikg/id/"
    ours = [f"{id_}microsoft-nvidia-anthropic-alliance", f"{id_}microsoft-anthropic-investment"]
    with aikg.open() as graph:
        assert len(read(graph, ours).programmes) == 1
        alone = read(graph, [ours[0], f"{id_}openai-amazon-cloud-contract"])
    assert alone.programmes == () and not any(party.member for party in alone.parties.values())
    assert alone.agreements == 1


def test_a_closed_deal_that_two_sources_tell_is_drawn_as_paid() -> None:
    """As the totals have it, where one source tells a later stage than the other."""
    found = strokes(of_fixture("r11"))
    (told,) = (each for sentence, each in found.items() if "$6.5 billion in shares" in sentence)
    assert [(firmness, gaps) for firmness, _, gaps in told] == [("paid", False)]


def test_every_line_is_as_firm_as_the_totals() -> None:
    """What is drawn for each agreement is what its current positions and its parts' add up to."""
    with aikg.open() as graph:
        for name in ("r01", "r07", "r11", "r16"):
            for file in sorted((FIXTURES / "deals" / name).glob("*.ttl")):
                graph.include(read_file(file))
        drawn = {deal.agreement.rpartition("/")[2]: deal.money for deal in read(graph).deals}
    assert drawn["softbank-openai-first"] == Money(10e9, 10e9, 10e9)
    assert drawn["amazon-openai-second"] == Money(0, 0, 35e9)
    # A whole bears its parts, as its words do.
    assert drawn["amazon-openai-investment"] == Money(0, 15e9, 50e9)
    assert drawn["amazon-anthropic-investment-earlier"] == Money(4e9, 4e9, 4e9)
    # What was paid once does not become money anew.
    assert drawn["amazon-anthropic-conversion"] is None
