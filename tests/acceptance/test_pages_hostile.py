"""Whatever people write, screens show it as text: nothing runs, leads astray, or turns the page."""

from __future__ import annotations

import asyncio
import unicodedata
from contextlib import suppress

from playwright.async_api import Page, expect

from tests.acceptance.hostile_texts import ADDRESSES, HOSTILE, LETTERS, MARKUP
from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_door import Door, door
from tests.acceptance.page_people import PASSWORD, PHONE, WIDE, Citizen, Counsellor
from tests.acceptance.page_states import sideways
from tests.fixtures.patience import PATIENCE

__all__ = ["door"]

GROWN = """() => [...document.querySelectorAll(".said *, .log li *, .mine-row *, .notes *, td *, .reason *")]
    .filter(element => /^(script|img|svg|iframe|style|b|form|meta|math|object|embed|base|link)$/i
        .test(element.localName) && !element.closest("button, .ring")).map(element => element.outerHTML)"""
"""Elements that can only have come out of a text."""
LED = """() => [...document.querySelectorAll("a[href]")].map(link => link.href)
    .filter(address => !/^(https?:|tel:|mailto:)/.test(address) || /\\/\\/[^/]*@/.test(address))"""


async def harmless(page: Page) -> None:
    """Nothing has run, grown or turned, and no address leads into a script or hides where it goes."""
    assert await page.evaluate("document.documentElement.dataset.broken ?? null") is None
    assert await page.evaluate(GROWN) == []
    assert await page.evaluate(LED) == []
    assert not await sideways(page)


def as_kept(text: str) -> str:
    """A text as the desk keeps it: composed, without the room around it."""
    return unicodedata.normalize("NFC", text).strip()


async def shown(page: Page, texts: tuple[str, ...]) -> None:
    """Each of them stands in the conversation, sign by sign, once all have come."""
    missing = [*texts]
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while missing:
                found = [text.strip() for text in await page.locator(".said").all_text_contents()]
                missing = [text for text in texts if as_kept(text) not in found]
    assert missing == []


async def test_hostile_texts_of_both_sides_are_shown_as_they_are(open_page: type_of_opener) -> None:
    counsellor = Counsellor(await open_page(WIDE))
    await counsellor.sign_in(1)
    await counsellor.be("Tilgjengelig")
    citizen = Citizen(await open_page(PHONE))
    by_citizen, by_counsellor = (*MARKUP, *LETTERS), (*ADDRESSES, *MARKUP, *LETTERS[:3])
    await citizen.ask(by_citizen[0])
    await expect(counsellor.page.get_by_role("button", name="Ta samtalen")).to_be_visible()
    await harmless(counsellor.page)
    await counsellor.accept()
    for text in by_citizen[1:]:
        await citizen.say(text)
    for text in by_counsellor:
        await counsellor.say(text)
    for page in (citizen.page, counsellor.page):
        await shown(page, by_citizen)
        await shown(page, by_counsellor)
        await harmless(page)
    await counsellor.page.get_by_label("Notat").check()
    await counsellor.say(MARKUP[1])
    await expect(counsellor.page.get_by_role("region", name="Notater")).to_contain_text(MARKUP[1])
    await harmless(counsellor.page)
    await citizen.page.reload()
    await shown(citizen.page, by_citizen)
    await harmless(citizen.page)
    assert await citizen.page.title() == "Karriereveiledning"
    await counsellor.end()
    await counsellor.wrap_up("fagbrev")
    await counsellor.be("Av")


async def test_hostile_words_of_a_coordinator_are_text_on_the_board_and_on_the_closed_page(
    open_page: type_of_opener, door: Door
) -> None:
    reasons = {"nb": MARKUP[1], "nn": MARKUP[0], "en": MARKUP[4]}
    answer = await door.coordinator.change(
        "POST", "/api/desk/close", {"channel": "chat", "reason": reasons, "until": None}
    )
    assert answer.is_success, answer.text
    board = await open_page(WIDE)
    await board.goto("/board#audit")
    await board.get_by_label("E-post").fill("koordinator@desk.example")
    await board.get_by_label("Passord").fill(PASSWORD)
    await board.get_by_role("button", name="Logg inn").click()
    await expect(board.get_by_text(MARKUP[1]).first).to_be_visible()
    await harmless(board)
    page = await open_page(PHONE)
    await page.goto("/chat?language=nn")
    await expect(page.get_by_text(MARKUP[0])).to_be_visible()
    await harmless(page)


def test_corpus_holds_every_kind_once() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE)
