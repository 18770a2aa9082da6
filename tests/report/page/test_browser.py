"""The page in a real browser: nothing fails, nothing is fetched, every mark opens its quotes."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_without_a_word_on_the_console_and_without_a_request(name, scheme, show):
    page = show(name, scheme=scheme)
    assert page.locator(".sankey-link").count() > 0
    assert page.locator(".sankey-link:not([data-claims])").count() == 0
    assert page.locator(".waiting").count() == 0


def test_the_flows_are_drawn_by_the_time_the_page_counts_as_loaded(
    name, browser, tmp_path, request
):
    """Who prints it then, or takes its picture, has them."""
    file = tmp_path / "page.html"
    file.write_text(request.getfixturevalue(name), encoding="utf-8")
    page = browser.new_page()
    page.add_init_script(
        "addEventListener('load', () =>"
        " { window.waiting = document.querySelectorAll('.waiting').length })"
    )
    page.goto(file.as_uri(), wait_until="load")
    assert page.evaluate("window.waiting") == 0
    page.close()


def test_on_a_phone_the_page_does_not_scroll_sideways(name, show):
    page = show(name, width=390)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(("width", "told"), [(1200, False), (390, True)])
def test_a_picture_that_is_cut_says_that_it_scrolls(width, told, show):
    page = show("first", width=width)
    assert page.locator(".sideways").is_visible() == told
    wider = "each => each.scrollWidth > each.clientWidth"
    assert page.locator(".network").evaluate(wider) == told


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


LONG = ("timeline", "agreements")
"""Where there are hundreds of marks."""


@pytest.mark.parametrize(
    "where",
    [pytest.param(name, marks=[pytest.mark.thorough] * (name in LONG)) for name in MARKS],
)
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


@pytest.mark.parametrize("key", ["Enter", pytest.param(" ", marks=pytest.mark.thorough)])
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
