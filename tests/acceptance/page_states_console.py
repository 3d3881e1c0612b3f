"""The console's dialogs and cards, one after the other: opened by their keys, looked at, and closed again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from playwright.async_api import Page, expect

from tests.acceptance.page_people import Citizen, Counsellor, said

Look = Callable[[Page, str], Awaitable[None]]

FOREIGN = "https://soknad.example/skjema?navn=meg"
BY_KEY = {
    "k": "asking-a-colleague",
    "s": "transfer",
    "x": "ending-for-abuse",
    "b": "keeping-the-text",
    "g": "routine",
    "i": "my-day",
    "v": "my-shifts",
    "y": "call-afterwards",
    "?": "keys",
}


async def dialogs(counsellor: Counsellor, look: Look) -> None:
    """What opens by a key in a conversation, and closes by Escape."""
    page = counsellor.page
    await page.keyboard.press("Escape")
    for key, name in BY_KEY.items():
        await page.keyboard.press(key)
        await at_a_dialog(page, f"console-{name}", look)
    await page.keyboard.press("Control+k")
    await at_a_dialog(page, "console-palette", look)
    await page.keyboard.press("Control+k")
    await page.keyboard.type("mine hurtigsvar")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Mine hurtigsvar")).to_be_visible()
    await at_a_dialog(page, "console-own-replies", look)


async def at_a_dialog(page: Page, name: str, look: Look) -> None:
    """One dialog, complete; afterwards there is none."""
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await look(page, name)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def grave(counsellor: Counsellor, look: Look) -> None:
    """It is marked as grave: what to do stands beside the conversation; then the mark is taken back."""
    page = counsellor.page
    await page.keyboard.press("m")
    await expect(page.locator(".flagged").first).to_be_visible()
    await page.wait_for_load_state("networkidle")
    await look(page, "console-grave")
    await page.keyboard.press("m")
    await expect(page.locator(".flagged")).to_have_count(0)


async def foreign_link(citizen: Citizen, counsellor: Counsellor, look: Look) -> None:
    """A citizen's address opens only after a warning."""
    await citizen.say(f"Er dette ekte? {FOREIGN}")
    link = counsellor.page.locator(".said").filter(has_text=FOREIGN).locator("a, button")
    await link.click()
    await at_a_dialog(counsellor.page, "console-foreign-link", look)
    await expect(said(citizen.page, f"Er dette ekte? {FOREIGN}")).to_be_visible()


async def call(counsellor: Counsellor, look: Look) -> None:
    """A call by one key, ended by one more, and recorded like anything else."""
    page = counsellor.page
    await page.keyboard.press("Escape")
    await page.keyboard.press("t")
    await expect(page.locator(".call-card, .call-strip").first).to_be_visible()
    await look(page, "console-call")
    await expect(page.locator(".call-card")).to_be_visible()
    await page.locator(".call-card").get_by_role("button").click()
    await expect(page.get_by_role("combobox", name="Tema")).to_be_visible()
    await look(page, "console-call-over")
    await counsellor.wrap_up("søke jobb")
