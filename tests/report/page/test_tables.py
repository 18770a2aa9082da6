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
        "document.querySelector('#table-flows tbody tr td:nth-child(6)').innerText.startsWith('1.3')"
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


def sorted_by(page, table, number, way="ascending"):
    """Sort a table by a column, by one click, and give the column."""
    head = page.locator(f"#table-{table} thead th").nth(number - 1)
    page.locator(f"#table-{table}").evaluate("each => each.open = true")
    head.locator("button").click()
    page.wait_for_timeout(300)
    assert head.get_attribute("aria-sort") == way
    return column(page, table, number)


SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


@pytest.mark.parametrize(("table", "number", "of"), [("agreements", 9, 9), ("flows", 6, 3)])
def test_amounts_are_sorted_by_currency_first_the_greatest_first(show, table, number, of):
    """One euro is not less than two dollars: amounts of one currency stand together.

    The currency stands before the amount, or in a column of its own.
    """
    page = show("cases")
    amounts = sorted_by(page, table, number, "descending")
    currencies = [cell.split()[0] for cell in column(page, table, of) if cell != "–"]
    parts = [re.search(r"([\d.,]+) ?(\w*)$", cell) for cell in amounts if cell != "–"]
    sizes = [float(p[1].replace(",", "")) * SCALES.get(p[2], 1) for p in parts]
    found = list(zip(currencies, sizes, strict=True))
    assert {"EUR", "USD"} <= set(currencies)
    assert found == sorted(found, key=lambda each: (each[0], -each[1]))


def test_sources_are_sorted_by_their_dates_and_those_without_one_come_last(show):
    """By the last day that it can have been, whichever words tell it."""
    told = sorted_by(show("cases"), "sources", 3)
    days = [re.findall(r"\d{4}-\d\d-\d\d", each) for each in told]
    dated = [each[-1] for each in days if each]
    assert any(len(each) == 2 for each in days)
    assert dated == sorted(dated)
    assert told[-1] == "undated" and "undated" not in told[: len(dated)]


def test_amounts_as_stated_are_sorted_by_their_size_and_found_by_their_words(show):
    """$1.3 billion comes before $1.25 billion, and "billion" is found all the same."""
    page = show("instalments")
    page.locator("#table-agreements").get_by_role("searchbox").fill("$1.")
    told = sorted_by(page, "agreements", 5, "descending")
    dollars = [each for each in told if re.fullmatch(r"\$[\d.]+ billion", each)]
    sizes = [float(re.findall(r"[\d.]+", each)[0]) for each in dollars]
    assert {1.25, 1.3} <= set(sizes)
    assert sizes == sorted(sizes, reverse=True)
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
