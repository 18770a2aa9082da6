"""The page as text: it needs nothing else, says what was asked of it, and nothing in it can act."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

import aikg
from aikg.ground.errors import InputError, UnknownName
from aikg.ground.terms import GRAPH
from aikg.report.money import Money
from aikg.report.page import compose
from aikg.report.page.flows import Flow
from aikg.report.page.gathering import gather
from aikg.report.page.html import data, tag
from aikg.report.page.sankey import diagrams
from aikg.report.reading import read
from docs.test_claims_sheet import PARTS, written
from report.page.conftest import of_cases, with_cases

LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
EVIL = "</script><script>window.evil=1</script> \"'`& <img src=x onerror=evil()> ${style} $heading"


class Seen(HTMLParser):
    """The elements of a page, with their attributes, and the ids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((name, dict(attributes)))

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for found, attributes in self.tags if found == name]


@pytest.fixture(scope="module")
def seen(cases: str) -> Seen:
    return Seen(cases)


def test_nothing_is_loaded_from_anywhere(seen):
    """No element has a source of its own, and no link but an anchor or a citation."""
    for name, attributes in seen.tags:
        assert "src" not in attributes and "srcset" not in attributes, name
        if name != "a":
            assert "href" not in attributes, name
    assert not seen.all("link") and not seen.all("iframe") and not seen.all("object")


def test_the_page_itself_forbids_to_load_anything(seen):
    policy = next(m["content"] for m in seen.all("meta") if m.get("http-equiv"))
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy and "unsafe-eval" not in policy


def test_the_style_sheet_refers_to_nothing_outside(cases):
    style = cases[cases.index("<style>") : cases.index("</style>")]
    assert "@import" not in style
    assert re.findall(r"url\((?!#)", style) == []


def test_each_section_has_a_name_and_each_id_is_given_once(seen):
    ids = [attributes["id"] for _, attributes in seen.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for section in seen.all("section"):
        named = section.get("aria-labelledby")
        if section.get("id"):
            assert named in ids


def test_headings_go_down_one_level_at_a_time(seen):
    levels = [int(name[1]) for name, _ in seen.tags if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))


def test_every_mark_is_reachable_by_keyboard_and_says_what_it_is(seen):
    marks = [(name, a) for name, a in seen.tags if "data-claims" in a]
    assert len(marks) > 80
    for name, attributes in marks:
        assert name == "button" or attributes.get("tabindex") == "0", attributes
        assert name == "button" or attributes.get("role") == "button"
        assert name == "button" or attributes.get("aria-label")
        assert attributes["data-title"]


def test_the_name_of_a_mark_in_the_picture_has_the_words_that_are_seen(cases):
    """WCAG 2.2, 2.5.3: who says what he sees to his computer hits the mark."""
    marks = re.findall(r'<g class="mark"[^>]* aria-label="([^"]*)"[^>]*>(.*?)</text></g>', cases)
    assert len(marks) > 8
    for name, inside in marks:
        seen = re.sub(r"<title>.*?</title>|<[^>]*>", "", inside).strip()
        assert seen in name, (name, seen)


def test_the_totals_are_those_that_the_question_gives():
    graph = with_cases()
    asked = {row["currency"]: row["possible"] for row in graph.ask("totals")}
    page = gather(graph)
    assert {total.currency: total.money.possible for total in page.totals} == asked


def test_the_bands_of_a_flow_are_as_wide_as_its_money():
    """Paid, committed beyond that and possible beyond that add up to what is possible."""
    page = gather(aikg.open())
    (diagram,) = diagrams(page)
    widths = {band.firmness: 0.0 for band in diagram.bands}
    for band in diagram.bands:
        widths[band.firmness] += band.value
    assert widths == {"paid": 4e9, "committed": 68e9, "possible": 15e9}


@pytest.mark.parametrize("focus", [None, "Anthropic"])
def test_parties_that_are_folded_are_told_of_and_keep_their_money(focus):
    """Thirty payers of one organization: nine are drawn, the others are one, and nothing is lost."""
    page = gather(aikg.open(), focus)
    anthropic = ("https://w3id.org/aikg/id/anthropic",)
    flows = tuple(
        Flow(
            (f"urn:payer-{n}",), anthropic, "USD", Money(0, 0, 1e9 + n), True, False, ("urn:x",), ()
        )
        for n in range(30)
    )
    (diagram,) = diagrams(replace(page, flows=flows))
    assert "21 others" in diagram.labels and len(diagram.labels) == 11
    assert sum(band.value for band in diagram.bands) == pytest.approx(30e9, rel=1e-6)
    assert any("folded into “others”" in note for note in diagram.notes)


def without_a_ceiling():
    """The published graph, where a contract of OpenAI has no ceiling."""
    graph = aikg.open()
    graph.store.update(
        """DELETE { GRAPH graph:derived { ?p aikg:possible ?was } }
        INSERT { GRAPH graph:derived { ?p aikg:possible "INF"^^xsd:double } }
        WHERE { GRAPH graph:derived { ?p a aikg:CurrentPosition ; aikg:possible ?was ;
          aikg:ofAgreement kg:openai-amazon-cloud-contract } }"""
    )
    return graph


def test_flows_without_a_ceiling_are_marked_as_such():
    graph = without_a_ceiling()
    (diagram,) = diagrams(gather(graph))
    told = [band.title for band in diagram.bands if band.firmness == "open"]
    assert len(told) == 1 and "no ceiling" in told[0]
    assert any("no ceiling" in note for note in diagram.notes)
    assert "no ceiling" in compose(graph)


def test_the_span_of_a_word_is_not_drawn_as_if_it_were_told():
    """Of "multibillion" one billion is drawn; the trillion that it may be is dotted, and told."""
    graph = of_cases("r04")
    page = gather(graph)
    (diagram,) = (each for each in diagrams(page) if each.currency == "USD")
    lambda_ = [band for band in diagram.bands if "Lambda" in band.title]
    assert [band.firmness for band in lambda_] == ["committed", "open"]
    assert lambda_[0].value == 1e9
    assert "up to USD 1 trillion possible by the span of a word alone" in lambda_[1].title
    assert any("only that of a word such as “multibillion”" in note for note in diagram.notes)
    (usd,) = (total for total in page.totals if total.currency == "USD")
    assert usd.money.loose == 999e9
    assert "USD 999 billion of what is possible is only the span of a word" in compose(graph)


def test_a_leg_of_a_loop_is_drawn_as_the_flow_is():
    """Anthropic pays Google "tens of billions": ten are drawn, and up to a hundred are dotted."""
    page = compose(of_cases("*"))
    loops = page[page.index('id="loops"') : page.index('id="timeline"')]
    leg = re.search(r">Anthropic → Google</span>(.*?)</li>", loops, re.S)[1]
    assert 'class="committed"' in leg and 'class="endless"' in leg
    assert 'class="possible"' not in leg
    assert "USD 100 billion possible by the span of a word" in leg


@pytest.mark.parametrize("focus", [None, "OpenAI"])
def test_the_page_counts_the_agreements_that_it_draws(focus):
    """Alliances whose members are shaded are drawn too; one with a single member here is not."""
    graph = of_cases("*")
    page = gather(graph, focus)
    drawn = {deal.agreement for deal in page.network.deals}
    shaded = {a.name for a in page.agreements} & set(page.network.programmes)
    told = re.search(r"Drawn are (\d+) of (\d+) agreements", compose(graph, focus))
    assert told and int(told[1]) == len(drawn) + len(shaded) <= 21
    assert int(told[2]) == len(page.agreements)


@pytest.mark.parametrize("focus", [None, "OpenAI"])
def test_the_bar_of_a_total_without_a_ceiling_leaves_room_that_says_so(focus):
    """What is firm does not fill it: a fifth of the bar is dotted."""
    graph = without_a_ceiling()
    page = compose(graph, focus)
    tiles = page[page.index('class="tiles"') : page.index('class="legend"')]
    open_ = [bar for bar in re.findall(r'class="bar".*?<dl>', tiles, re.S) if "endless" in bar]
    assert open_
    for bar in open_:
        assert sum(map(float, re.findall(r"width:([\d.]+)%", bar))) == pytest.approx(80, abs=0.1)


def test_the_legend_has_dots_only_where_a_bar_ends_in_them(first):
    dots = '<span class="swatch endless">'
    assert dots in compose(without_a_ceiling())
    assert (
        "endless" not in re.sub("<style>.*?</style>", "", first, flags=re.S) and dots not in first
    )


@pytest.mark.thorough
def test_many_flows_are_folded_and_the_page_says_so(market):
    assert "are folded into “others”" in market
    assert "agreements, the greatest among a few parties; the table has them all" in market
    assert re.search(r"Drawn are 12 of [\d,]+ contradictions", market)


def test_an_open_list_of_payers_has_others_beside_those_it_names(tmp_path):
    """In the picture and among the agreements: the money is not that of one investor."""
    [round_] = [part for part in PARTS if "aikg:openList true" in part.text]
    with aikg.open() as graph:
        assert graph.add(written(tmp_path, round_)).admitted
        page, network = gather(graph), read(graph)
    [told] = [each for each in page.agreements if each.name == "Example Lab round"]
    assert [page.names[party] for party in told.payers] == [
        "Example Fund",
        "others who are not named",
    ]
    said = [network.sentence(deal) for deal in network.deals if deal.agreement == told.iri]
    assert len(said) == 2
    assert all("€500 million together" in each for each in said)


def test_both_readings_of_a_contradiction_stand_side_by_side(cases):
    start = cases.index('id="contradictions"')
    section = cases[start : cases.index('id="tables"', start)]
    assert section.count('class="reading') == 3  # the frame of both, and two
    assert section.count("this one counts") == 1
    assert "Told differently: amount. What decides is the later publication." in section
    assert "USD 5 billion possible" in section and "USD 10 billion possible" in section


def test_readings_in_two_currencies_are_told_once_each():
    """Two billion in dollars or in euros: neither reading tells of none in the other currency."""
    graph = of_cases("s08")
    page = gather(graph)
    (dispute,) = (d for d in page.disputes if "larch" in d.agreements[0])
    assert [[(told.currency, told.money) for told in r.told] for r in dispute.readings] == [
        [("USD", Money(0, 2e9, 2e9))],
        [("EUR", Money(0, 2e9, 2e9))],
    ]
    (agreement,) = (a for a in page.agreements if a.iri.endswith("larch-investment"))
    assert agreement.moved == (("USD", Money(0, 2e9, 2e9)),)
    assert "EUR" not in {flow.currency for flow in page.flows}


def test_an_agreement_in_two_currencies_has_two_rows_and_the_table_says_why():
    """Otherwise there seem to be more agreements than the head of the page tells of."""
    graph = aikg.open()
    graph.store.update(
        """INSERT { GRAPH graph:derived { kg:second ?property ?value ; aikg:currency "EUR" } }
        WHERE { GRAPH graph:derived { ?p a aikg:CurrentPosition ; ?property ?value ;
          aikg:ofAgreement kg:openai-amazon-cloud-contract }
          FILTER (?property != aikg:currency) }"""
    )
    page = compose(graph)
    agreements = int(re.search(r"(\d+) agreements, ", page)[1])
    assert f">{agreements + 1} rows, one for each currency, those first that move" in page
    assert " rows, one" not in compose(aikg.open())


def test_a_date_that_is_not_known_is_drawn_as_an_interval(cases):
    start = cases.index('id="timeline"')
    section = cases[start : cases.index('id="contradictions"', start)]
    assert 'class="when between possible"' in section
    assert 'class="when by possible"' in section
    assert "between 2025-03-01 and 2025-03-31" in section
    assert "Told without a date" in section


def test_the_footer_tells_which_graph_it_is(first):
    """Version and digest, as in every answer, so that a figure can be cited."""
    footer = first[first.index("<footer>") :]
    edition = aikg.open().edition
    assert f"<dd>{edition.version}</dd>" in footer
    assert f"<dd>{edition.digest}</dd>" in footer
    assert "https://w3id.org/aikg/ontology/1.0.0" in footer


def test_the_same_graph_gives_the_same_page(first):
    assert compose(aikg.open()) == first


def test_labels_and_quotes_that_are_markup_stay_text():
    """A label can hold tags, quotes, placeholders of the template: it shows them and nothing acts."""
    graph = aikg.open()
    names = ("anthropic", "microsoft", "microsoft-anthropic-investment")
    for name in names:
        node = NamedNode(f"https://w3id.org/aikg/id/{name}")
        graph.store.update(f"DELETE WHERE {{ GRAPH ?g {{ {node} {LABEL} ?was }} }}")
        graph.store.add(f"{GRAPH}register", [Triple(node, LABEL, Literal(EVIL))])
    page = compose(graph)
    found = Seen(page)
    assert "<img" not in page and "<script>window" not in page
    assert not any(key.startswith("on") for _, a in found.tags for key in a)
    assert [a.get("id") for a in found.all("script")] == ["payload", "diagrams", None, None]
    assert "&lt;img src=x onerror=evil()&gt; ${style} $heading" in page


@given(st.text())
def test_no_text_can_end_an_element_or_an_attribute(text):
    made = tag("p", text, title=text)
    found = Seen(made)
    assert [name for name, _ in found.tags] == ["p"]
    assert "<" not in data([text])


def test_a_source_is_only_linked_where_its_address_is_one_of_the_web():
    graph = aikg.open()
    graph.store.update(
        "INSERT { GRAPH ?g { ?source aikg:url 'javascript:alert(1)' } } "
        "WHERE { GRAPH ?g { ?source aikg:publishedBy ?by } }"
    )
    assert "javascript:alert" not in compose(graph)


class TestFocus:
    def test_only_what_the_organization_takes_part_in_is_told(self):
        page = gather(with_cases(), "OpenAI")
        assert page.focus == "OpenAI"
        assert {"NVIDIA investment in OpenAI, 2026"} <= {a.name for a in page.agreements}
        assert "ASML investment in Mistral AI" not in {a.name for a in page.agreements}
        assert {total.towards for total in page.totals} == {"in", "out"}
        assert all("https://w3id.org/aikg/id/openai" in f.payers + f.payees for f in page.flows)

    def test_a_unit_stands_for_the_whole(self):
        assert gather(aikg.open(), "Amazon Web Services").focus == "Amazon"

    def test_the_organization_stands_in_the_middle_of_its_flows(self):
        (diagram,) = diagrams(gather(aikg.open(), "Anthropic"))
        assert diagram.labels[diagram.sides.index(0.5)] == "Anthropic"
        assert set(diagram.sides) == {0.0, 0.5, 1.0}

    def test_a_case_or_a_space_too_many_does_not_matter(self):
        assert gather(aikg.open(), " anthropic ").focus == "Anthropic"

    def test_a_name_that_is_not_there_is_answered_with_the_nearest(self):
        with pytest.raises(UnknownName, match="Did you mean Anthropic"):
            compose(aikg.open(), "Antropic")

    def test_an_organization_without_any_deal_has_a_page_too(self):
        page = aikg.open().report("Innovation Village")
        assert "No two parties are tied to each other." in page
        assert "No flow of a disclosed amount is told." in page
        assert "No money goes round" in page


def test_without_the_chart_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "plotly.offline", None)
    with pytest.raises(InputError, match=r"pip install 'aikg\[report\]'"):
        compose(aikg.open())
