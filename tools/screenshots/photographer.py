"""Opens pages of a desk as its people do, and takes pictures of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from playwright.async_api import Browser, Page, expect

from tests.acceptance.page_people import PASSWORD, Citizen, Counsellor, new_page
from tools.screenshots.demo import ROOT

TARGET = ROOT / "docs" / "screenshots"
PHONE = {"width": 390, "height": 760}
LAPTOP = {"width": 1440, "height": 900}
REASON = {"nb": "Fagdag for veilederne", "nn": "Fagdag for rettleiarane", "en": "Staff training"}


class Photographer:
    """Opens pages of a desk and takes pictures of them."""

    def __init__(self, opened: Browser, url: str) -> None:
        self._browser = opened
        self.url = url

    async def page(self, size: dict[str, int], **context: Any) -> Page:
        """A page of its own person, in the light scheme and without motion."""
        still = {"color_scheme": "light", "reduced_motion": "reduce", **context}
        return await new_page(self._browser, self.url, size, **still)

    async def citizen(self, question: str) -> Citizen:
        """Somebody who has just asked."""
        somebody = Citizen(await self.page(PHONE))
        await somebody.ask(question)
        return somebody

    async def counsellor(self, number: int) -> Counsellor:
        """One of the demo's six, ready."""
        somebody = Counsellor(await self.page(LAPTOP))
        await somebody.sign_in(number)
        await somebody.be("Tilgjengelig")
        return somebody

    async def take(self, page: Page, name: str) -> None:
        """Keep what the page shows once its font has come."""
        await page.evaluate("document.fonts.ready")
        await page.screenshot(path=TARGET / f"{name}.png")
        print(f"docs/screenshots/{name}.png", flush=True)


async def coordinator(photographer: Photographer, address: str) -> Page:
    """A page of the coordinator's, signed in."""
    page = await photographer.page(LAPTOP)
    await page.goto(address)
    await page.get_by_label("E-post").fill("koordinator@desk.example")
    await page.get_by_label("Passord").fill(PASSWORD)
    await page.get_by_role("button", name="Logg inn").click()
    return page


async def close_chat(photographer: Photographer) -> None:
    """The coordinator closes the chat by hand until nine o'clock the day after tomorrow."""
    desk = await coordinator(photographer, "/board")
    await expect(desk.get_by_role("row", name="Hele dagen")).to_be_visible()
    now = datetime.fromisoformat((await (await desk.request.get("/api/desk")).json())["server_time"])
    until = (now + timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
    await order(
        photographer, desk, "close", {"channel": "chat", "reason": REASON, "until": until.isoformat()}
    )


async def open_chat(photographer: Photographer) -> None:
    """And opens it again, by the ordinary rules."""
    desk = await coordinator(photographer, "/board")
    await expect(desk.get_by_role("row", name="Hele dagen")).to_be_visible()
    await order(photographer, desk, "reopen", {"channel": "chat", "reason": REASON, "until": None})


async def order(photographer: Photographer, desk: Page, verb: str, body: dict[str, Any]) -> None:
    """An order by hand, as the board gives it."""
    headers = {"X-Desk": "1", "Origin": photographer.url}
    answer = await desk.request.post(f"{photographer.url}/api/desk/{verb}", headers=headers, data=body)
    assert answer.ok, await answer.text()
