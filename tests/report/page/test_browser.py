"""The page in a real browser: nothing fails, nothing is fetched, every mark opens its quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

PAGES = (
    "first",
    *(pytest.param(name, marks=pytest.mark.thorough) for name in ("cases", "market")),
)


@pytest.fixture
def show(browser, tmp_path, request) -> Callable[..., Page]:
    """Open a page by the name of its graph; afterwards hold that it said and fetched nothing."""
    faults: list[str] = []
    contexts = []

    def opened(name: str, width: int = 1200, scheme: str = "light") -> Page:
        file = tmp_path / f"{name}.html"
        file.write_text(request.getfixturevalue(name), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, offline=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda asked: asked.url == file.as_uri() or faults.append(asked.url))
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=120_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_without_a_word_on_the_console_and_without_a_request(name, scheme, show):
    page = show(name, scheme=scheme)
    assert page.locator(".sankey-link").count() > 0
    assert page.locator(".sankey-link:not([data-claims])").count() == 0
    assert page.locator(".waiting").count() == 0


@pytest.mark.parametrize("name", PAGES)
def test_on_a_phone_the_page_does_not_scroll_sideways(name, show):
    page = show(name, width=390)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_paper_the_flows_are_as_wide_as_the_sheet(show):
    page = show("cases")
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(media="print")
    for picture in page.locator(".sankey .main-svg:first-child").all():
        box = picture.bounding_box()
        assert 600 < box["width"] <= 700 and box["x"] + box["width"] <= 700
    assert page.locator(".sankey-link").first.is_visible()


@pytest.mark.parametrize("name", PAGES)
def test_it_can_be_printed(name, show, tmp_path):
    """On paper everything folded is open, and nothing is only for the screen."""
    page = show(name)
    page.emulate_media(media="print")
    assert not page.locator("#scheme").is_visible()
    assert not page.locator(".pager").first.is_visible()
    file = tmp_path / "out.pdf"
    page.pdf(path=file, format="A4")
    assert file.read_bytes().startswith(b"%PDF")
    assert page.evaluate("[...document.querySelectorAll('details')].every(each => each.open)")


@pytest.mark.parametrize(("width", "told"), [(1200, False), (390, True)])
def test_a_picture_that_is_cut_says_that_it_scrolls(width, told, show):
    page = show("first", width=width)
    assert page.locator(".sideways").is_visible() == told
    wider = "each => each.scrollWidth > each.clientWidth"
    assert page.locator(".network").evaluate(wider) == told


PRINTED = """() => {
  dispatchEvent(new Event("beforeprint"));
  return new Promise(done => setTimeout(() => done(
    [...document.querySelectorAll(".table")].map(each => [
      each.dataset.table, each.querySelectorAll("tbody tr").length,
      each.querySelector(".count").textContent,
      each.querySelector(".rest:not([hidden])")?.textContent ?? "",
    ])), 300));
}"""


def test_on_paper_every_table_has_all_of_its_rows(show):
    """On the screen there are 25 of them, as before and after."""
    page = show("instalments")
    agreements = page.locator("#table-agreements tbody tr")
    assert agreements.count() == 25
    printed = page.evaluate(PRINTED)
    assert {told for *_, told in printed} == {""}
    assert {name: f"{rows} rows" for name, rows, *_ in printed if rows > 1} == {
        name: count for name, rows, count, _ in printed if rows > 1
    }
    assert max(rows for _, rows, *_ in printed) > 250
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function("document.querySelectorAll('#table-agreements tbody tr').length === 25")


def test_rows_that_are_not_printed_are_told_of(show):
    """Where some were looked for, the others are missing, and the sheet says how many."""
    page = show("instalments")
    page.locator("#table-agreements").get_by_role("searchbox").fill("OpenAI contract")
    page.wait_for_timeout(300)
    rows, count, told = next(each[1:] for each in page.evaluate(PRINTED) if each[0] == "agreements")
    assert f"{rows} of {count} are printed" in told and "“openai contract”" in told
    assert page.locator("#table-agreements .rest").is_visible()


def test_without_scripts_the_page_says_that_a_table_goes_on(instalments):
    assert '<p class="note rest">The first 25 of 116 rows.</p>' in instalments


@pytest.mark.thorough
def test_of_a_long_table_a_thousand_rows_are_printed_and_the_sheet_says_so(show):
    printed = {name: (rows, told) for name, rows, _, told in show("market").evaluate(PRINTED)}
    rows, told = printed["agreements"]
    assert rows == 1000
    assert told.startswith("1,000 of ") and "the page itself has them all" in told


def test_the_button_turns_light_to_dark_and_back(show):
    page = show("first")
    button = page.locator("#scheme")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.evaluate(ground) != light
    button.click()
    assert page.evaluate(ground) == light


MARKS = {
    "totals": ".tiles .mark",
    "network": "#network .mark",
    "loops": "#loops .mark",
    "timeline": "#timeline .mark",
    "contradictions": "#contradictions .mark",
    "agreements": "#table-agreements tbody .mark",
    "flows": "#table-flows tbody .mark",
}


@pytest.mark.parametrize("where", MARKS)
def test_each_mark_opens_quotes_by_click_and_by_keyboard(where, show):
    """The dialog shows at least one quote with its paragraph, and Escape leads back to the mark."""
    page = show("cases")
    marks = page.locator(MARKS[where])
    assert marks.count() > 0
    for number in range(marks.count()):
        mark = marks.nth(number)
        if number % 2:
            mark.press("Enter")
        else:
            mark.click()
        page.wait_for_selector("dialog[open]")
        title = mark.get_attribute("data-title")
        assert page.locator("#quotes-title").inner_text() == " ".join(title.split())
        assert page.locator("dialog blockquote").count() > 0, title
        assert page.locator("dialog cite").first.inner_text().startswith("paragraph ")
        page.keyboard.press("Escape")
        assert page.locator("dialog[open]").count() == 0
        assert mark.evaluate("each => each === document.activeElement")


@pytest.mark.parametrize("key", ["Enter", " "])
def test_each_band_of_the_flows_opens_quotes_by_click_and_by_keyboard(key, show):
    page = show("cases")
    bands = page.locator(".sankey-link")
    for number in range(bands.count()):
        band = bands.nth(number)
        assert band.get_attribute("role") == "button"
        for act in (lambda each: each.dispatch_event("click"), lambda each: each.press(key)):
            act(band)
            page.wait_for_selector("dialog[open]")
            title = page.locator("#quotes-title").inner_text()
            assert title == band.get_attribute("aria-label")
            assert page.locator("dialog blockquote").count() > 0
            page.keyboard.press("Escape")


def test_a_band_is_hit_by_the_mouse(show):
    page = show("first")
    band = page.locator(".sankey-link.committed").first
    band.scroll_into_view_if_needed()
    box = band.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("dialog[open]")
    assert "committed" in page.locator("#quotes-title").inner_text()


def test_paid_committed_and_possible_do_not_look_alike(show):
    page = show("first")
    fill = "each => getComputedStyle(each).fill"
    fills = {
        name: page.locator(f".sankey-link.{name}").first.evaluate(fill)
        for name in ("paid", "committed", "possible")
    }
    assert len(set(fills.values())) == 3
    assert "#hatch" in fills["possible"]


def test_a_dialog_tells_source_hedge_and_stage(show):
    page = show("first")
    page.locator("#timeline .mark", has_text="Microsoft investment in Anthropic").first.click()
    page.wait_for_selector("dialog[open]")
    told = page.locator("#quotes-body").inner_text()
    for words in ("Innovation Village", "paragraph 1", "hedged by “up to”", "stage: planned"):
        assert words in told
    assert "0 to USD 10 billion" in told


def column(page, table, number):
    cells = page.locator(f"#table-{table} tbody tr > :nth-child({number})")
    return cells.all_inner_texts()


def test_tables_are_sorted_both_ways_by_mouse_and_by_keyboard(show):
    page = show("cases")
    head = page.locator("#table-flows thead th").nth(5)
    head.locator("button").click()
    page.wait_for_function(
        "document.querySelectorAll('#table-flows [aria-sort=descending]').length"
    )
    page.wait_for_function(
        "document.querySelector('#table-flows tbody tr td:nth-child(6)').innerText.startsWith('448')"
    )
    head.locator("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    page.wait_for_function(
        "document.querySelector('#table-flows tbody tr td:nth-child(6)').innerText.startsWith('400 m')"
    )
    page.locator("#table-flows thead button").first.click()
    page.wait_for_function(
        "document.querySelector('#table-flows tbody tr').innerText.startsWith('Amazon')"
    )
    names = column(page, "flows", 1)
    assert names == sorted(names, key=str.casefold)


def test_cells_without_a_value_come_last_whichever_way_a_table_is_sorted(show):
    page = show("first")
    button = page.locator("#table-agreements thead button").nth(8)
    for _ in range(2):
        button.click()
        page.wait_for_timeout(200)
        cells = column(page, "agreements", 9)
        assert cells[0] != "–" and cells[-1] == "–"


def sorted_by(page, table, number):
    """Sort a table by a column, the least first, and give the column."""
    head = page.locator(f"#table-{table} thead th").nth(number - 1)
    page.locator(f"#table-{table}").evaluate("each => each.open = true")
    before = column(page, table, 1)
    head.locator("button").click()
    page.wait_for_timeout(300)
    assert head.get_attribute("aria-sort") == "ascending"
    assert column(page, table, 1) != before
    return column(page, table, number)


def test_sources_are_sorted_by_their_dates_and_those_without_one_come_last(show):
    """By the last day that it can have been, whichever words tell it."""
    told = sorted_by(show("cases"), "sources", 3)
    days = [re.findall(r"\d{4}-\d\d-\d\d", each) for each in told]
    dated = [each[-1] for each in days if each]
    assert any(len(each) == 2 for each in days)
    assert dated == sorted(dated)
    assert told[-1] == "undated" and "undated" not in told[: len(dated)]


def test_amounts_as_stated_are_sorted_by_their_size_and_found_by_their_words(show):
    """$1.25 billion comes before $1.3 billion, and "billion" is found all the same."""
    page = show("instalments")
    told = sorted_by(page, "agreements", 5)
    sizes = [
        max(float(number) for number in re.findall(r"[\d.]+(?= billion)", each))
        for each in told
        if "billion" in each
    ]
    assert {1.25, 1.3} <= set(sizes)
    assert sizes == sorted(sizes)
    page.locator("#table-agreements").get_by_role("searchbox").fill("$1.25 billion")
    page.wait_for_function("document.querySelectorAll('#table-agreements tbody tr').length === 1")


@pytest.mark.thorough
def test_a_long_table_is_turned_and_searched(show):
    page = show("market")
    table = page.locator("#table-agreements")
    assert table.locator("tbody tr").count() == 25
    first = column(page, "agreements", 1)
    table.get_by_role("button", name="More").click()
    page.wait_for_function(
        "document.querySelector('#table-agreements .pager').innerText.includes('26–50')"
    )
    assert column(page, "agreements", 1) != first
    table.get_by_role("searchbox").fill("Lab 0")
    page.wait_for_function(
        "[...document.querySelectorAll('#table-agreements tbody tr')]"
        ".every(row => row.innerText.includes('Lab 0'))"
    )
    table.get_by_role("searchbox").fill("no such name anywhere")
    page.wait_for_function("!document.querySelector('#table-agreements tbody tr')")
    table.get_by_role("searchbox").fill("")
    page.wait_for_function("document.querySelectorAll('#table-agreements tbody tr').length === 25")


CONTRAST = """(dark) => {
  const channel = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const ground = each => {
    for (let at = each; at; at = at.parentElement) {
      const found = rgb(getComputedStyle(at).backgroundColor);
      if (found.length < 4 || found[3] === 1) return found;
    }
    return dark ? [15, 20, 26] : [255, 255, 255];
  };
  const faults = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const each = walker.currentNode.parentElement;
    const off = !each.checkVisibility() || each.closest("svg, script, style, :disabled");
    if (off || !walker.currentNode.textContent.trim()) continue;
    const [one, other] = [light(rgb(getComputedStyle(each).color)), light(ground(each))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) faults.push(each.className + ": " + walker.currentNode.textContent + " " + ratio);
  }
  return faults;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_that_wcag_asks_for(scheme, show):
    """At least 4.5 to 1 for text (WCAG 2.2, success criterion 1.4.3)."""
    page = show("cases", scheme=scheme)
    assert page.evaluate(CONTRAST, scheme == "dark") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_marks_of_the_charts_have_the_contrast_that_wcag_asks_for(scheme, show):
    """At least 3 to 1 against the ground for graphics (success criterion 1.4.11)."""
    from aikg.report.paint import contrast

    page = show("first", scheme=scheme)
    hexes = page.evaluate(
        """names => names.map(name => {
          const each = document.createElement("i");
          each.style.color = `var(--${name})`;
          document.body.append(each);
          const [r, g, b] = getComputedStyle(each).color.match(/\\d+/g).map(Number);
          each.remove();
          return "#" + [r, g, b].map(part => part.toString(16).padStart(2, "0")).join("");
        })""",
        ["ground", "paid", "committed", "possible", "tie", "focus"],
    )
    assert all(contrast(hexes[0], each) >= 3 for each in hexes[1:]), hexes


def test_labels_that_are_markup_do_nothing_in_the_browser(show, request):
    """A label full of tags is shown as it is, in charts, tables and dialogs."""
    page = show("cursed")
    assert page.evaluate("window.evil") is None
    assert page.locator("img").count() == 0
    page.locator("#loops .mark").first.click()
    page.wait_for_selector("dialog[open]")
    page.locator("#table-agreements thead button").first.evaluate("each => each.click()")
    page.wait_for_timeout(200)
    assert page.evaluate("window.evil") is None
    assert page.locator("img").count() == 0
    assert "<img src=x" in page.locator("#table-agreements tbody").inner_text()


@pytest.fixture
def cursed() -> str:
    """The first article's page, where two organizations have markup for labels."""
    import aikg
    from aikg.report.page import compose

    graph = aikg.open()
    for name in ("anthropic", "microsoft"):
        graph.store.update(
            f"DELETE WHERE {{ GRAPH ?g {{ kg:{name} rdfs:label ?was }} }} ; INSERT DATA {{ GRAPH "
            f"graph:register {{ kg:{name} rdfs:label '''<img src=x onerror='window.evil=1'> {name} "
            "<b>%{x}</b><a href=\"javascript:window.evil=1\">$x$</a>''' } }"
        )
    return compose(graph)
