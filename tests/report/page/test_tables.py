"""The tables of the page in a real browser: sorted by value, turned and searched."""

from __future__ import annotations

import re

import pytest


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
