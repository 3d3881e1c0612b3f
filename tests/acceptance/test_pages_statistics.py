"""A coordinator's statistics: the page says what the API says, it adds up, and everybody can read it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.page_axe import CONTRAST, violations
from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PASSWORD, PHONE, WIDE, accessible, forgive

FETCH = "async path => (await fetch(path)).json()"
ADDRESS = """() => performance.getEntriesByType("resource").map(one => one.name)
    .findLast(one => one.includes("by=weekday%2C"))"""


@pytest.fixture
async def statistics(open_page: type_of_opener) -> Page:
    """The page of statistics, of the demo's last four weeks."""
    page = await open_page(WIDE)
    await page.goto("/board#statistics")
    await page.get_by_label("E-post").fill("koordinator@desk.example")
    await page.get_by_label("Passord").fill(PASSWORD)
    await page.get_by_label("Passord").press("Enter")
    await expect(page.get_by_role("heading", name="Henvendelser per time og ukedag")).to_be_visible()
    return page


async def table(page: Page, kind: str = "heat") -> list[list[str]]:
    """The cells of the table, its head and foot included."""
    script = "table => [...table.rows].map(row => [...row.cells].map(cell => cell.innerText.trim()))"
    found: list[list[str]] = await page.locator(f"table.{kind}").first.evaluate(script)
    return found


def number(cell: str) -> int:
    """A count as it is written, thousands apart."""
    return int(cell.replace("\u00a0", "") or "0")


async def answered(page: Page) -> Any:
    """What the API says to the very question that the page has asked."""
    return await page.evaluate(FETCH, await page.evaluate(ADDRESS))


async def shares_are_sums_and_waits_stand_by_channel(statistics: Page, said: Any) -> None:
    """One sum over another, and what does not add up by channel; also after the page is loaded anew."""
    within, all_answered = (
        sum(row[name] for row in said["totals"]) for name in ("answered_within_target", "answered")
    )
    await statistics.get_by_label("Mål", exact=True).select_option("answered_within_target")
    await expect(statistics.get_by_role("heading", name="Besvart innen målet per time")).to_be_visible()
    assert abs(int((await table(statistics))[-1][-1].removesuffix(" %")) - 100 * within / all_answered) <= 0.5
    await statistics.get_by_label("Mål", exact=True).select_option("wait_p90_seconds")
    await expect(statistics.locator("table.heat")).to_have_count(2)
    await statistics.reload()
    await expect(statistics.locator("table.heat")).to_have_count(2)
    for row, heat in zip(said["totals"], await statistics.locator("table.heat").all(), strict=True):
        wait = row["wait_p90_seconds"]
        await expect(heat.locator("tfoot td").last).to_have_text(f"{wait // 60}:{wait % 60:02}")


async def files_hold_it(statistics: Page, total: int) -> None:
    """Both kinds of file come, and the CSV adds up to the page's total."""
    async with statistics.expect_download() as saved:
        await statistics.get_by_role("button", name="Ukedag og time, CSV").press("Enter")
    file = await saved.value
    assert file.suggested_filename.startswith("weekday-clock_hour-")
    lines = (await file.path()).read_text("utf-8-sig").splitlines()
    column = lines[0].split(";").index("arrivals")
    assert sum(int(line.split(";")[column]) for line in lines[1:]) == total
    async with statistics.expect_download() as saved:
        await statistics.get_by_role("button", name="Dag for dag, Excel").click()
    assert (await (await saved.value).path()).read_bytes().startswith(b"PK")


async def test_figures_are_those_of_the_api_add_up_and_leave_as_files(statistics: Page) -> None:
    said = await answered(statistics)
    cells = {(row["weekday"], row["clock_hour"]): 0 for row in said["rows"]}
    for row in said["rows"]:
        cells[row["weekday"], row["clock_hour"]] += row["arrivals"]
    total = sum(row["arrivals"] for row in said["totals"])
    _, *hours, foot = await table(statistics)
    assert total > 500
    for name, *shown in hours:
        expected = [cells.get((str(day), name[:2]), 0) for day in range(1, 8)]
        assert [number(cell) for cell in shown] == [*expected, sum(expected)]
    columns = list(zip(*([number(cell) for cell in row[1:]] for row in hours), strict=True))
    assert [number(cell) for cell in foot[1:]] == [sum(column) for column in columns]
    assert number(foot[-1]) == total
    assert number((await table(statistics, "steps"))[-1][1]) == total
    large = statistics.locator("[data-measure='arrivals'] dd")
    assert number(await large.first.inner_text()) == total
    before = sum(row["arrivals"] for row in said["compared_totals"])
    await expect(large.last).to_contain_text("enn" if before != total else "Det samme")
    await files_hold_it(statistics, total)
    await shares_are_sums_and_waits_stand_by_channel(statistics, said)


async def test_it_is_asked_by_keys_and_a_bad_question_has_a_way_out(statistics: Page) -> None:
    await statistics.get_by_label("Kanal").focus()
    await statistics.keyboard.press("ArrowDown")
    await expect(statistics).to_have_url(re.compile("#statistics/channel=chat$"))
    heat = statistics.get_by_role("group", name="Henvendelser per time og ukedag")
    await heat.focus()
    await expect(heat).to_be_focused()
    await statistics.get_by_text("Hva betyr tallene?").press("Enter")
    await expect(statistics.get_by_text("Hver henvendelse telles én gang.")).to_be_visible()
    await statistics.get_by_label("Periode", exact=True).select_option("own")
    await statistics.get_by_label("Til og med").fill("2020-01-01")
    await expect(statistics.get_by_text("Første dag må komme før siste.")).to_be_visible()
    await statistics.goto(f"/board#statistics/{urlencode({'centre': 'ATLANTIS'})}")
    await statistics.get_by_role("button", name="Vis de siste 4 ukene").press("Enter")
    await expect(heat).to_be_visible()
    forgive(statistics, "status of 422")


async def test_everybody_can_read_it(statistics: Page) -> None:
    await accessible(statistics)
    await statistics.emulate_media(color_scheme="dark")
    assert not await violations(statistics, CONTRAST)
    await statistics.emulate_media(forced_colors="active")
    await accessible(statistics)
    await statistics.set_viewport_size({"width": 320, "height": PHONE["height"]})
    await accessible(statistics)
