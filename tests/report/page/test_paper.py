"""The page on paper: as wide as the sheet, with all of its rows or a word of those that are not."""

from __future__ import annotations

import pytest


def test_on_paper_the_flows_are_as_wide_as_the_sheet(show):
    page = show("cases")
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(media="print")
    for picture in page.locator(".sankey .main-svg:first-child").all():
        box = picture.bounding_box()
        assert 600 < box["width"] <= 700 and box["x"] + box["width"] <= 700
    assert page.locator(".sankey-link").first.is_visible()


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


PRINTED = """() => {
  dispatchEvent(new Event("beforeprint"));
  return new Promise(done => setTimeout(() => done(
    [...document.querySelectorAll(".table")].map(each => [
      each.dataset.table, each.querySelectorAll("tbody tr").length,
      each.querySelector(".count").textContent.split(", ")[0],
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
