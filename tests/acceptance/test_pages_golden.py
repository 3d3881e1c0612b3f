"""The golden month on the page: a coordinator reads what was worked out by hand, and so does her file."""

from __future__ import annotations

import asyncio
import csv
import io
import socket
from collections import Counter
from collections.abc import AsyncIterator

import pytest
import uvicorn
from playwright.async_api import Browser, Page, expect

from app.embedded.servers import EmbeddedServers
from tests.acceptance.page_people import WIDE, accessible, complaints, new_page
from tests.acceptance.test_pages_statistics import number
from tests.acceptance.test_pages_statistics import table as shown
from tests.factories import settings_of
from tests.fixtures.stores import new_database
from tests.integration.golden_desk import EMAIL, PASSWORD, golden_desk
from tests.integration.golden_month import READ_AT, hours, month_of, table

OCTOBER = "/board#statistics/period=own&from=2026-10-01&to=2026-10-31&compare=none&channel=chat"
HOLD = """() => {
    const read = ReadableStreamDefaultReader.prototype.read;
    let reads = 0;
    window.held = true;
    ReadableStreamDefaultReader.prototype.read = async function () {
        reads += 1;
        while (window.held && reads > 1) await new Promise(requestAnimationFrame);
        return read.call(this);
    };
}"""
"""The page reads the first piece, and on only when the test lets it: a file that is on its way meanwhile."""


@pytest.fixture
async def page(servers: EmbeddedServers, migrated_template: str, browser: Browser) -> AsyncIterator[Page]:
    """Signed in, with October's chats before her."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = {"port": listening.getsockname()[1]}
    with new_database(servers, migrated_template) as database_url:
        settings = settings_of(database_url, servers.valkey_url, "golden-page").model_copy(update=port)
        async with golden_desk(settings) as desk:
            server = uvicorn.Server(uvicorn.Config(desk.app, log_config=None, ws="none"))
            serving = asyncio.ensure_future(server.serve(sockets=[listening]))
            opened = await new_page(browser, settings.address, WIDE)
            await opened.clock.set_fixed_time(READ_AT)
            await opened.goto(OCTOBER)
            await opened.get_by_label("E-post").fill(EMAIL)
            await opened.get_by_label("Passord").fill(PASSWORD)
            await opened.get_by_label("Passord").press("Enter")
            await expect(opened.get_by_role("heading", name="Last ned")).to_be_visible()
            yield opened
            await opened.context.close()
            server.should_exit = True
            await serving
    assert not complaints(opened)


async def the_totals(page: Page) -> None:
    """The large figures above, and the heat map with its margins."""
    month = month_of("chat")
    large = page.locator("[data-measure='arrivals'] dd").first
    assert number(await large.inner_text()) == month["arrivals"]
    cells = Counter[tuple[str, str]]()
    for row in table("Arrivals by weekday and clock hour, and by language"):
        if row["channel"] == "chat":
            cells[row["clock_hour"], row["weekday"]] = int(row["arrivals"])
    _, *rows, foot = await shown(page)
    assert {name[:2] for name, *_ in rows} >= {hour for hour, _ in cells}
    for name, *counts in rows:
        wanted = [cells[name[:2], str(day)] for day in range(1, 8)]
        assert [number(cell) for cell in counts] == [*wanted, sum(wanted)]
    assert number(foot[-1]) == month["arrivals"]


async def the_waits(page: Page) -> None:
    """What does not add up is the desk's own count."""
    await page.get_by_label("Mål", exact=True).select_option("wait_p90_seconds")
    await expect(page.locator("table.heat tfoot td").last).to_have_text("1:01")
    assert month_of("chat")["wait_p90_seconds"] == 61


async def the_file_of_hours(page: Page) -> None:
    """It says how far it is, can be stopped, and holds every hour when it is let through."""
    await page.evaluate(HOLD)
    button = page.get_by_role("button", name="Time for time, CSV")
    await button.press("Enter")
    await expect(page.get_by_text("av 745 rader")).to_be_visible()
    await accessible(page)
    await page.get_by_role("button", name="Avbryt").press("Enter")
    await page.evaluate("window.held = false")
    await expect(page.get_by_text("Nedlastingen er avbrutt.")).to_be_attached()
    await expect(page.get_by_text("av 745 rader")).not_to_be_attached()
    async with page.expect_download() as saved:
        await button.press("Enter")
    text = (await (await saved.value).path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 745
    wanted = sum(row["arrivals"] for (_, channel), row in hours().items() if channel == "chat")
    assert sum(int(row["arrivals"]) for row in rows) == wanted


async def test_the_golden_month_reads_on_the_page_as_it_was_counted_by_hand(page: Page) -> None:
    await the_totals(page)
    await the_waits(page)
    await the_file_of_hours(page)
    await accessible(page)
