"""A coordinator publishes figures: those she saw, found again by everybody, and counted again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PASSWORD, PHONE, WIDE, accessible, forgive

RENAME = """async name => {
    const headers = {"X-Desk": "1", "Content-Type": "application/json"};
    const every = await (await fetch("/api/topic-list")).json();
    const topic = every.topics[0].children[0];
    const body = JSON.stringify({...topic, en: name ?? topic.en, if_version: null});
    const answer = await fetch(`/api/topic-list/${topic.code}`, {method: "PUT", headers, body});
    return answer.ok ? topic.en : null;
}"""
READ = "async path => (await fetch(path)).json()"


@pytest.fixture
async def board(open_page: type_of_opener) -> Page:
    """The page for publishing, on the demo's topics of the month before this one."""
    page = await open_page(WIDE)
    await page.goto("/board#publish")
    await page.get_by_label("E-post").fill("koordinator@desk.example")
    await page.get_by_label("Passord").fill(PASSWORD)
    await page.get_by_label("Passord").press("Enter")
    await expect(page.locator(".sheet table")).to_be_visible()
    return page


async def publish(board: Page) -> None:
    """Press it, and mean it."""
    await board.get_by_role("button", name="Publiser", exact=True).press("Enter")
    await board.get_by_role("button", name="Ja, publiser").press("Enter")


async def count_again(board: Page, words: str) -> None:
    """What comes of it."""
    await board.get_by_role("button", name="Tell på nytt").press("Enter")
    await expect(board.locator(".outcome").get_by_text(words)).to_be_visible()


async def as_it_is_for_everybody(board: Page) -> dict[str, Any]:
    """The published figure, read where the page says that everybody finds it."""
    shown = board.get_by_role("link", name="/api/open-data/snapshots/")
    said: dict[str, Any] = await board.evaluate(READ, await shown.get_attribute("href"))
    async with board.expect_download() as saved:
        await board.get_by_role("link", name="Last ned CSV").press("Enter")
    file = (await (await saved.value).path()).read_text("utf-8-sig")
    assert len(file.splitlines()) == 1 + sum(len(rows) for rows in said["tables"].values())
    return said


async def test_what_is_published_is_what_was_seen_and_is_counted_again(board: Page) -> None:
    await accessible(board)
    hidden = await board.locator(".sheet td.hidden-figure").count()
    told = "Ingen tall" if hidden == 0 else "Ett tall" if hidden == 1 else f"{hidden} tall"
    await expect(board.get_by_text(re.compile(rf"^{told} er skjult\."))).to_be_visible()
    former = await board.evaluate(RENAME, "Called otherwise")
    await publish(board)
    await expect(board.get_by_text("Tallene er andre nå enn da du så på dem")).to_be_visible()
    forgive(board, "status of 409")
    await publish(board)
    await expect(board.get_by_role("heading", name="Tallene slik de ble publisert")).to_be_visible()
    said = await as_it_is_for_everybody(board)
    assert "Called otherwise" in {row["name_en"] for row in said["tables"]["topics"]}
    await count_again(board, "Tallene er som da.")
    await board.evaluate(RENAME, former)
    await count_again(board, "Tallene er ikke som da.")
    await expect(board.locator(".outcome").get_by_text("Temalisten:")).to_be_visible()
    await board.emulate_media(color_scheme="dark")
    await board.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    await accessible(board)
    await board.get_by_role("link", name="Tilbake til publisering").press("Enter")
    await expect(board.get_by_role("heading", name="Tallene slik de ble publisert")).to_be_hidden()
    await expect(board.get_by_text(said["snapshot"])).to_be_visible()
    await expect(board.get_by_text(re.compile("^Publisert .* av Kari Koordinator$"))).to_be_visible()
