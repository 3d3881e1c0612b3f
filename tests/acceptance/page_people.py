"""People at real browsers: a citizen on her phone and a counsellor at her desk, for the page tests."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from tests.acceptance.page_axe import violations
from tests.fixtures import patience

PHONE = {"width": 360, "height": 640}
WIDE = {"width": 1440, "height": 900}
PASSWORD = "demo-desk"
PATIENCE = int(1_000 * patience.PATIENCE)
"""The same in milliseconds."""
EXPECTED_NOISE = (
    "status of 401",
    "status of 503",
    "WebSocket connection to",
    "net::ERR_INTERNET_DISCONNECTED",
)
"""What a browser reports by itself: nobody signed in yet, a desk whose stores were busy for seconds (the page
asks again), an attempt to connect given up, no network.
"""
POLICY_BROKEN = """document.addEventListener("securitypolicyviolation", broken => console.error(
    `Content-Security-Policy: ${broken.violatedDirective} ${broken.blockedURI} ${broken.sample}`))"""
"""Every page of every test says so when it breaks its own policy, also where a browser would keep quiet."""

expect.set_options(timeout=PATIENCE)


async def new_page(browser: Browser, url: str, size: dict[str, int], **context: Any) -> Page:
    """A page with a memory of its own; everything it complains of is kept in `complaints`."""
    # Without motion by default: a ring that empties keeps a processor busy, and nothing here looks at it.
    wanted: dict[str, Any] = {"reduced_motion": "reduce", "locale": "nb-NO", **context}
    opened = await browser.new_context(
        viewport={"width": size["width"], "height": size["height"]}, base_url=url, **wanted
    )
    opened.set_default_timeout(PATIENCE)
    await opened.add_init_script(POLICY_BROKEN)
    page = await opened.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    setattr(page, "complaints", complaints)  # noqa: B010 — a page has no place of its own for it.
    return page


def complaints(page: Page) -> list[str]:
    """What the page has complained of, without what browsers say of their own accord."""
    every: list[str] = getattr(page, "complaints")  # noqa: B009
    return [said for said in every if not any(noise in said for noise in EXPECTED_NOISE)]


def forgive(page: Page, noise: str) -> None:
    """Forget complaints that were called for; raises AssertionError where there was none."""
    every: list[str] = getattr(page, "complaints")  # noqa: B009
    called_for = [said for said in every if noise in said]
    assert called_for
    for said in called_for:
        every.remove(said)


async def accessible(page: Page) -> None:
    """No axe violation, and nothing that makes the page scroll sideways."""
    found = await violations(page)
    assert not found, found
    sideways = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not await page.evaluate(sideways)


class Citizen:
    """Somebody with a question."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def field(self) -> Locator:
        """Where she writes in the conversation."""
        return self.page.locator("#message")

    async def ask(self, question: str) -> None:
        """Open the chat and ask; returns when she stands in line."""
        await self.page.goto("/chat")
        await self.page.get_by_label("Hva lurer du på?").fill(question)
        await self.page.get_by_role("button", name="Start chat").click()
        await expect(self.field).to_be_visible()

    async def say(self, text: str) -> None:
        """Write and send."""
        await self.field.fill(text)
        await self.page.get_by_role("button", name="Send").click()

    async def read(self, text: str, *, patience: int = PATIENCE) -> None:
        """Wait until a message stands in the conversation."""
        await expect(said(self.page, text)).to_be_visible(timeout=patience)


class Counsellor:
    """Somebody on shift."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def field(self) -> Locator:
        """Where she answers in the conversation in focus."""
        return self.page.locator(".pane[data-focused='true'] textarea")

    async def sign_in(self, number: int) -> None:
        """Sign in as one of the demo's six; returns when the desk is there."""
        await self.page.goto("/console")
        await self.page.get_by_label("E-post").fill(f"veileder{number}@desk.example")
        await self.page.get_by_label("Passord").fill(PASSWORD)
        await self.page.get_by_label("Passord").press("Enter")
        await expect(self.page.get_by_role("heading", name="Mine samtaler")).to_be_visible()

    async def be(self, state: str) -> None:
        """Choose «Tilgjengelig», «Pause» or «Av»; returns when the desk has said so."""
        switch = self.page.get_by_role("radio", name=state, exact=True)
        # Not `check`: a busy desk says so later than Playwright looks.
        await switch.click(force=True)
        await expect(switch).to_be_checked()

    async def accept(self) -> None:
        """Take what is offered; returns when the conversation is open."""
        await self.page.get_by_role("button", name="Ta samtalen").click()
        await expect(self.field).to_be_focused()

    async def say(self, text: str) -> None:
        """Answer in the conversation in focus."""
        await self.field.fill(text)
        await self.field.press("Enter")

    async def read(self, text: str, *, patience: int = PATIENCE) -> None:
        """Wait until a message stands in a conversation."""
        await expect(said(self.page, text)).to_be_visible(timeout=patience)

    async def end(self, look: Callable[[], Awaitable[None]] | None = None) -> None:
        """End the conversation in focus, without a goodbye; again where a busy desk has not answered.

        `look` at what is asked before it ends.
        """
        await self._press_end(look)
        ended = self.page.locator("form.wrap-up button[type='submit'][aria-disabled='false']")
        unanswered = self.page.get_by_text("Tjenesten svarte ikke. Prøv igjen.")
        await expect(ended.or_(unanswered).first).to_be_visible()
        if await unanswered.is_visible():
            await self._press_end()

    async def _press_end(self, look: Callable[[], Awaitable[None]] | None = None) -> None:
        await self.page.get_by_role("button", name="Avslutt", exact=True).click()
        dialog = self.page.get_by_role("dialog")
        await expect(dialog).to_be_visible()
        if look is not None:
            await look()
        await dialog.get_by_role("button", name=re.compile("^Avslutt( uten hilsen)?$")).click()

    async def wrap_up(self, topic: str) -> None:
        """Record one topic and the level it may ask for; returns when the conversation is gone."""
        search = self.page.get_by_role("combobox", name="Tema")
        await search.fill(topic)
        await search.press("Enter")
        await expect(search).to_have_value("")
        await expect(self.page.locator(".topics .chosen li").first).to_be_visible()
        level = self.page.get_by_label("Utdanningsnivå")
        if await level.is_visible():
            await level.select_option("IKKE_SPES")
        await self.page.get_by_role("button", name="Fullfør").click()
        await expect(self.page.locator(".pane")).to_have_count(0)


def said(page: Page, text: str) -> Locator:
    """The bubble that says just this."""
    return page.locator(".said").get_by_text(text, exact=True)
