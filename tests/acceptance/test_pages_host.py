"""The host page: it tells whether the desk is open, and loads nothing of the chat before the click."""

from __future__ import annotations

import gzip
import re

from playwright.async_api import expect

from app.routers.pages import FOLDER as STATIC
from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PHONE, WIDE, accessible


async def test_the_chat_opens_by_the_click_and_closes_again(open_page: type_of_opener) -> None:
    page = await open_page(WIDE)
    await page.goto("/")
    button = page.get_by_role("button", name="Start chat")
    await expect(page.locator("#chat-state")).to_contain_text("Åpent")
    assert len(page.frames) == 1
    await accessible(page)
    await button.click()
    chat = page.frame_locator("iframe")
    await chat.get_by_label("Hva lurer du på?").fill("Halvferdig spørsmål")
    await accessible(page)
    await chat.get_by_role("button", name="Lukk chatten").click()
    await expect(page.locator("iframe")).to_be_hidden()
    await expect(button).to_be_focused()
    await button.click()
    await expect(chat.get_by_label("Hva lurer du på?")).to_have_value("Halvferdig spørsmål")


async def test_the_chat_fills_a_phone(open_page: type_of_opener) -> None:
    page = await open_page(PHONE)
    await page.goto("/?language=en")
    await accessible(page)
    await page.get_by_role("button", name="Start chat").click()
    chat = page.frame_locator("iframe")
    await expect(chat.get_by_label("What would you like to ask?")).to_be_visible()
    await expect(chat.get_by_role("button", name="Close the chat")).to_be_visible()
    box = await page.locator("iframe").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (PHONE["width"], PHONE["height"])


async def test_the_pages_reach_no_other_host(open_page: type_of_opener) -> None:
    page = await open_page(WIDE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/chat", "/console", "/board"):
        await page.goto(path)
        await expect(page.get_by_role("heading", level=1).first).to_be_visible()
    here = page.url.split("/board")[0]
    assert asked
    assert [url for url in asked if not url.startswith(here)] == []


def test_the_loader_is_under_3_kb_and_the_frame_loads_at_most_60_kb() -> None:
    """Compressed: the loader; and everything that the frame's page names. Its font comes later."""
    assert len(gzip.compress((STATIC / "embed.js").read_bytes())) < 3_000
    page = STATIC / "chat.html"
    loaded = [page, *(STATIC / path for path in re.findall(r'"/(assets/[^"]+)"', page.read_text()))]
    assert len(loaded) == 3, "the page, one script and one style"
    assert sum(len(gzip.compress(file.read_bytes())) for file in loaded) <= 60_000
    (font,) = STATIC.glob("assets/inter-norwegian-*.woff2")
    assert font.stat().st_size < 17_000


async def test_the_chat_in_norwegian_needs_the_small_font_alone(open_page: type_of_opener) -> None:
    page = await open_page(PHONE)
    fonts: list[str] = []
    page.on("request", lambda one: fonts.append(one.url) if one.resource_type == "font" else None)
    await page.goto("/chat?language=nn")
    await expect(page.get_by_label("Kva lurer du på?")).to_be_visible()
    await page.evaluate("document.fonts.ready")
    assert len(fonts) == 1
    assert "inter-norwegian" in fonts[0]
