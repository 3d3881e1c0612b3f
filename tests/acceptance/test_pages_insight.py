"""Topics, the year's tables, announced hours: the pages say what the API says, for everybody to read."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PASSWORD, PHONE, WIDE, accessible
from tests.acceptance.test_pages_statistics import number, table

SAID = """async part => (await fetch(performance.getEntriesByType("resource").map(one => one.name)
    .findLast(one => one.includes(part)))).json()"""
EVERY_TABLE = """() => [...document.querySelectorAll("table.year")].map(table =>
    [...table.tBodies[0].rows].filter(row => row.dataset.level === "1").map(row => row.cells[1].innerText))"""
HIDDEN = "skjult"


@pytest.fixture
async def board(open_page: type_of_opener) -> Page:
    """A coordinator's board, on the page of statistics."""
    page = await open_page(WIDE)
    await page.goto("/board#statistics")
    await page.get_by_label("E-post").fill("koordinator@desk.example")
    await page.get_by_label("Passord").fill(PASSWORD)
    await page.get_by_label("Passord").press("Enter")
    await expect(page.get_by_role("heading", name="Enhet for enhet")).to_be_visible()
    return page


async def go(board: Page, page: str, heading: str) -> None:
    """To another of the pages of figures, by its row; returns once its figures are there."""
    await board.get_by_role("navigation", name="Sider med tall").get_by_role("link", name=page).press("Enter")
    await expect(board.get_by_role("heading", name=heading, exact=True).first).to_be_visible()


async def everybody_reads_it(board: Page) -> None:
    """On a phone in the dark; the colours of the light are those of every page."""
    await board.emulate_media(color_scheme="dark")
    await board.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    await accessible(board)
    await board.emulate_media(color_scheme="light")
    await board.set_viewport_size({"width": WIDE["width"], "height": WIDE["height"]})


async def said(board: Page, part: str) -> Any:
    """What the API says to the very question that the page has asked."""
    return await board.evaluate(SAID, part)


async def topics_are_those_of_the_api(board: Page) -> None:
    """They add up with what is not registered; the list and its file, and what divides it."""
    await board.get_by_label("Periode", exact=True).select_option("8w")
    await go(board, "Tema", "Tema etter utdanningsnivå spørsmålet gjelder")
    answer = await said(board, "codes=recorded&compare")
    firsts = [row for row in answer["rows"] if row["parent"] is None]
    _, *lines, missing, whole = await table(board, "topics")
    assert [number(line[1]) for line in lines] == [row["primary"] for row in firsts]
    assert number(missing[1]) == answer["not_registered"] > 0
    assert sum(number(line[1]) for line in [*lines, missing]) == number(whole[1]) == answer["contacts"]
    shares = [float(line[4].removesuffix(" %").replace(",", ".")) for line in lines]
    assert abs(sum(shares) - 100) < 0.06 * len(shares)
    await everybody_reads_it(board)
    await board.get_by_label("Del etter").select_option("centre")
    await expect(board.get_by_role("heading", name="Tema etter enhet")).to_be_visible()
    divided = await said(board, "by=centre")
    cells = {(cell["topic"], cell["value"]): cell["contacts"] for cell in divided["cells"]}
    _, *crossed, _, _ = await table(board, "cross")
    for first, line in zip(firsts, crossed, strict=True):
        shown = [None if cell == HIDDEN else number(cell) for cell in line[1:]]
        assert shown == [cells[first["topic"], value] for value in divided["values"]]
    async with board.expect_download() as saved:
        await board.get_by_role("button", name="Temaene, CSV").press("Enter")
    lines_kept = (await (await saved.value).path()).read_text("utf-8-sig").splitlines()
    assert len(lines_kept) == 1 + len(answer["rows"])


async def each_table_of_the_year_adds_up(board: Page) -> None:
    """To the contacts, where nothing of it is hidden."""
    await go(board, "Årets tabeller", "Kjønn")
    answer = await said(board, "statistics/annual")
    for shown in await board.evaluate(EVERY_TABLE):
        known = [number(cell) for cell in shown if cell != HIDDEN]
        assert sum(known) == answer["contacts"] or len(known) < len(shown)
    assert len(await board.locator("table.year").all()) == len({row["table"] for row in answer["rows"]})
    await everybody_reads_it(board)
    await board.emulate_media(media="print")
    await expect(board.get_by_role("button", name="Skriv ut")).to_be_hidden()
    await expect(board.get_by_role("heading", name="Tabellene for")).to_be_visible()
    await board.emulate_media(media="screen")


async def announced_hours_are_those_of_the_api(board: Page) -> None:
    """The share of each channel, and each of the gaps."""
    await go(board, "Åpent i praksis", "Hele perioden")
    answer = await said(board, "statistics/availability")
    for row in answer["totals"]:
        large = board.locator(f"[data-channel='{row['channel']}'] dd").first
        await expect(large).to_have_text(f"{int(row['share'] * 100)} %")
    gaps = board.locator("table.gaps tbody tr")
    await expect(gaps).to_have_count(len(answer["gaps"]))
    await everybody_reads_it(board)


async def test_pages_of_figures_say_what_the_api_says_and_everybody_can_read_them(board: Page) -> None:
    await topics_are_those_of_the_api(board)
    await each_table_of_the_year_adds_up(board)
    await announced_hours_are_those_of_the_api(board)
