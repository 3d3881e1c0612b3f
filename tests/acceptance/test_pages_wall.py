"""The board on a wall: everything in words, old figures say so, and the end of a sign-in is calm."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PASSWORD, accessible, complaints

WALL = {"width": 1920, "height": 1080}
FITS = """() => [...document.querySelectorAll(".wall, .wall-card")].filter(one =>
    one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1
).map(one => one.className)"""
SIGN_OUT = """async () => (await fetch("/api/login", {method: "DELETE", headers: {"x-desk": "1"}})).status"""


async def sign_in(page: Page) -> None:
    """A coordinator."""
    await page.get_by_label("E-post").fill("koordinator@desk.example")
    await page.get_by_label("Passord").fill(PASSWORD)
    await page.get_by_label("Passord").press("Enter")


async def test_a_wall_screen_lasts_through_a_lost_network_and_the_end_of_its_sign_in(
    open_page: type_of_opener,
) -> None:
    page = await open_page(WALL)
    await page.goto("/board#wall")
    await sign_in(page)
    chat = page.get_by_role("region", name="Chat")
    await expect(chat.locator(".wall-mood")).to_have_text("Rolig")
    await expect(page.get_by_role("row", name="Alle")).to_be_visible()
    assert await page.get_by_role("button").count() + await page.get_by_role("link").count() == 0
    assert await page.evaluate(FITS) == []
    await accessible(page)
    await page.context.set_offline(True)
    await expect(page.get_by_text("Tallene er gamle.")).to_be_visible()
    await expect(chat.locator(".wall-mood")).to_have_text("Vet ikke nå")
    assert await page.evaluate(FITS) == []
    await accessible(page)
    await page.context.set_offline(False)
    await expect(chat.locator(".wall-mood")).to_have_text("Rolig")
    await expect(page.get_by_text("Tallene er gamle.")).to_have_count(0)
    assert await page.evaluate(SIGN_OUT) == 204
    await expect(page.get_by_role("heading", name="Skjermen er logget ut")).to_be_visible()
    await expect(chat).to_have_count(0)
    await accessible(page)
    await page.get_by_role("button", name="Logg inn").click()
    await sign_in(page)
    await expect(chat.locator(".wall-mood")).to_have_text("Rolig")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("heading", name="Varsler")).to_be_visible()
    await page.get_by_text("Hva varsler vi om?").click()
    await expect(page.get_by_text("åpent uten noen tilgjengelig i mer enn 1 min").first).to_be_visible()
    await accessible(page)
    _only_what_was_called_for(page)


def _only_what_was_called_for(page: Page) -> None:
    """Browsers tell of a lost network and of a sign-in that is over by themselves."""
    said = complaints(page)
    noise = ("net::ERR_", "status of 401", "WebSocket connection", "Failed to fetch")
    assert all(any(one in line for one in noise) for line in said), said
    every: list[str] = getattr(page, "complaints")  # noqa: B009
    every.clear()
