"""A coordinator plays a month again: what is missing is told, it can be stopped, and says what came of it."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PASSWORD, PHONE, WIDE, accessible

ATTEMPTS = 30
"""More than it takes an ended process to be gone."""


async def test_a_month_is_played_again_with_somebody_more_and_stopped(open_page: type_of_opener) -> None:
    page = await open_page(WIDE)
    await page.goto("/board#what-if")
    await page.get_by_label("E-post").fill("koordinator@desk.example")
    await page.get_by_label("Passord").fill(PASSWORD)
    await page.get_by_label("Passord").press("Enter")
    play = page.get_by_role("button", name="Spill måneden på nytt")
    await play.press("Enter")
    await expect(page.get_by_text("Legg til minst én endring først.")).to_be_visible()
    await page.get_by_role("button", name="Flere på jobb", exact=True).press("Enter")
    people = page.get_by_label("Hvor mange")
    await expect(people).to_be_focused()
    await people.fill("0")
    await play.press("Enter")
    await expect(page.get_by_text("Skriv et tall fra 1 til 99.")).to_be_visible()
    await accessible(page)
    await people.fill("2")
    await page.get_by_role("button", name="Stengt", exact=True).press("Enter")
    await play.press("Enter")
    await page.get_by_role("button", name="Stopp").press("Enter")
    await expect(page.get_by_role("progressbar")).to_have_count(0)
    # The one that was stopped leaves its place as soon as its process is gone.
    told = page.get_by_role("heading", name=re.compile("^Slik kunne .* vært$"))
    busy = page.get_by_text("En annen koordinator spiller en måned akkurat nå.")
    for _ in range(ATTEMPTS):
        if await told.is_visible():
            break
        await play.press("Enter")
        await expect(page.get_by_role("progressbar")).to_have_count(0)
        await expect(told.or_(busy)).to_be_visible()
    await expect(told).to_be_focused()
    await expect(page.get_by_role("heading", name="2 flere på jobb ma–fr kl. 16–20")).to_be_visible()
    await expect(page.get_by_role("columnheader", name="Stengt lø, sø")).to_be_visible()
    await accessible(page)
    await page.reload()
    await expect(page.get_by_label("Hvor mange")).to_have_value("2")
    await page.emulate_media(color_scheme="dark")
    await page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    await play.press("Enter")
    await expect(told).to_be_visible()
    await accessible(page)
