"""The chat on somebody else's site under the strictest rules: nothing before the click, and no word of it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from playwright.async_api import Browser, Dialog, Error, Frame, Page, Route, async_playwright, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PHONE, WIDE, accessible, complaints, forgive, new_page
from tests.acceptance.page_site import Site
from tests.fixtures.raw_client import RawDesk, StaffMember
from tests.fixtures.running_desk import RunningDesk
from tests.fixtures.scene import Worker
from tools import browser as machine

NB = "Chat med en karriereveileder"
QUICK_EXIT = "Forlat raskt"
NO_STORAGE = """
Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("", "SecurityError"); } });
"""
WITH_STORAGE = "--disable-features=TrackingProtection3pcd,ThirdPartyCookieBlocking"
"""Some builds of Chromium give a frame of another site no storage unless told to; most give it its own."""

PATIENCE = 10_000
"""Milliseconds after which the loader says that the chat does not show (web/src/embed/frame.ts)."""


@pytest.fixture
async def browser_with_storage() -> AsyncIterator[Browser]:
    """A browser that gives a frame of another site a storage of its own."""
    options = machine.find().launch_options()
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(**{**options, "args": [*options["args"], WITH_STORAGE]})
        yield opened
        await opened.close()


async def told(page: Page, event: str) -> None:
    """Wait until the site has heard of this."""
    await expect(page.locator("#told")).to_contain_text(event)


async def in_line(page: Page, question: str) -> None:
    """Ask in the frame; returns when the site knows that somebody is in line."""
    chat = page.frame_locator("iframe")
    await chat.get_by_label("Hva lurer du på?").fill(question)
    await chat.get_by_role("button", name="Start chat").click()
    await told(page, 'queue {"position":1')


async def leave(page: Page) -> None:
    """Go out of the line, in the frame."""
    chat = page.frame_locator("iframe")
    await chat.get_by_role("button", name="Forlat køen").click()
    await chat.get_by_role("dialog").get_by_role("button", name="Forlat køen").click()
    await told(page, 'ended {"by":"citizen","reason":"left"}')


async def test_a_site_under_the_strictest_rules_holds_a_conversation(
    open_page: type_of_opener, site: Site, page_desk: RunningDesk
) -> None:
    page = await open_page(WIDE)
    where = await (await page.request.get("/embed.json")).json()
    site.holds(
        page_desk.url, f'src="{where["pinned"]}" integrity="{where["integrity"]}" crossorigin="anonymous"'
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(f"{site.origin}/artikkel")
    await told(page, "availability")
    await expect(page.locator("[data-desk-state]")).to_contain_text("Åpent")
    assert asked == [f"{site.origin}/artikkel", where["pinned"], f"{page_desk.url}/api/desk"]
    assert len(page.frames) == 1
    assert await page.context.cookies() == []
    assert await page.evaluate("[shifts, localStorage.length, sessionStorage.length]") == [[], 0, 0]
    button = page.get_by_role("button", name=NB)
    await button.click()
    await told(page, "open {}")
    await in_line(page, "Hva er et stipend?")
    await answered(page, page_desk)
    assert await page.evaluate("violations") == []
    # What nobody touched does not move: only our own panel did, at the click.
    assert set(await page.evaluate("shifts")) <= {"DESK-CHAT", None}


async def answered(page: Page, page_desk: RunningDesk) -> None:
    """A counsellor writes while the panel is closed, and ends; the site learns that, and not a word of it."""
    button, chat = page.get_by_role("button", name=NB), page.frame_locator("iframe")
    desk = RawDesk(page_desk.url)
    member = StaffMember(desk, "veileder6@desk.example")
    assert (await member.sign_in()).is_success
    worker = Worker(member)
    await worker.come()
    await worker.be("ready")
    contact_id = (await worker.offered())["contact"]["contact_id"]
    await worker.socket.ok("accept", contact_id=contact_id)
    await told(page, "assigned {}")
    await chat.get_by_role("button", name="Lukk chatten").click()
    await expect(page.locator("iframe")).to_be_hidden()
    await expect(button).to_be_focused()
    await worker.say(contact_id, "Penger du ikke betaler tilbake.")
    await told(page, 'message {"unread":1}')
    await expect(button).to_contain_text("Nye meldinger: 1")
    await expect(page).to_have_title("(1) Et annet nettsted")
    await page.get_by_role("link", name="Spør oss").click()
    await expect(chat.locator(".said").get_by_text("Penger du ikke betaler tilbake.")).to_be_visible()
    await expect(page).to_have_title("Et annet nettsted")
    await worker.wind_up()
    await told(page, 'ended {"by":"counsellor","reason":"done"}')
    assert "Penger" not in await page.locator("#told").inner_text()
    await desk.close_sockets()
    await member.close()
    await desk.close()


async def test_with_consent_the_chat_goes_on_on_the_next_page_and_a_quick_exit_leaves_nothing(
    browser_with_storage: Browser, site: Site, page_desk: RunningDesk
) -> None:
    page = await new_page(browser_with_storage, page_desk.url, PHONE)
    site.holds(page_desk.url)
    await page.goto(f"{site.origin}/?consent")
    await page.get_by_role("button", name=NB).click()
    await in_line(page, "Er det langt å gå?")
    box = await page.locator("iframe").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (PHONE["width"], PHONE["height"])
    await page.goto(f"{site.origin}/neste?consent")
    chat = page.frame_locator("iframe")
    await expect(chat.get_by_text("Du er nummer 1 i køen.").first).to_be_visible()
    await chat.get_by_role("button", name=QUICK_EXIT).click()
    await told(page, "exit {}")
    await expect(page.locator("iframe")).to_have_count(0)
    await page.goto(f"{site.origin}/tredje?consent")
    await told(page, "availability")
    await expect(page.locator("iframe")).to_have_count(0)
    await page.get_by_role("button", name=NB).click()
    await expect(chat.get_by_label("Hva lurer du på?")).to_have_value("")
    assert complaints(page) == []
    await page.context.close()


async def test_where_nothing_can_be_kept_the_browser_asks_before_a_conversation_is_lost(
    open_page: type_of_opener, site: Site, page_desk: RunningDesk
) -> None:
    page = await open_page(WIDE)
    await page.context.add_init_script(NO_STORAGE)
    site.holds(page_desk.url)
    await page.goto(f"{site.origin}/?consent")
    await page.get_by_role("link", name="Spør oss").click()
    await in_line(page, "Mister jeg plassen?")
    asked: list[str] = []

    async def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.dismiss()

    page.on("dialog", stay)
    with suppress(Error):  # The navigation is given up.
        await page.goto(f"{site.origin}/neste")
    assert asked == ["beforeunload"]
    await expect(page.frame_locator("iframe").get_by_text("Du er nummer 1 i køen.").first).to_be_visible()
    await leave(page)


async def test_a_site_that_is_not_on_the_list_shows_a_way_to_the_chat_and_no_chat(
    open_page: type_of_opener, site: Site, page_desk: RunningDesk
) -> None:
    page = await open_page(WIDE)
    site.holds(page_desk.url)
    await page.clock.install()
    await page.goto(f"{site.stranger}/?language=nn")
    await told(page, 'error {"code":"availability"}')
    await page.get_by_role("button", name="Chat med ein karriererettleiar").click()
    await page.clock.fast_forward(PATIENCE)
    await told(page, 'error {"code":"frame"}')
    link = page.get_by_role("link", name="Opne chatten i ei ny fane")
    await expect(link).to_have_attribute("href", f"{page_desk.url}/chat?language=nn")
    await page.get_by_role("button", name="Lukk").click()
    await expect(page.get_by_role("button", name="Chat med ein karriererettleiar")).to_be_focused()
    for noise in ("frame-ancestors", "CORS policy", "net::ERR_FAILED"):
        forgive(page, noise)


OFFER = """target => new Promise(done => {
    const { port1, port2 } = new MessageChannel();
    const said = [];
    port1.onmessage = ({ data }) => {
        said.push(data.type);
        if (data.type === "heard") done(said);
    };
    target.postMessage({ desk: "connect", v: 1 }, "*", [port2]);
})"""
"""Hands a port over as the loader does; what came back by it until the frame had heard of it."""

HEARD = """() => addEventListener("message", ({ ports }) => ports[0]?.postMessage({ type: "heard" }))"""
"""Says over each port that comes that it has come; whatever the page itself says, it has said before."""

FRAME = """([name, address]) => {
    const frame = document.createElement("iframe");
    Object.assign(frame, { name, src: address });
    document.body.append(frame);
}"""


async def framed(page: Page, name: str, desk: str) -> Frame:
    """One more chat in a frame of this page, ready to listen."""
    await page.evaluate(FRAME, [name, f"{desk}/chat?embedded=nb"])
    await expect(page.frame_locator(f"iframe[name={name}]").get_by_label("Hva lurer du på?")).to_be_visible()
    frame = page.frame(name=name)
    assert frame is not None
    await frame.evaluate(HEARD)
    return frame


async def test_a_port_is_taken_from_the_page_around_the_chat_alone_and_only_where_it_may_hold_it(
    open_page: type_of_opener, site: Site, page_desk: RunningDesk
) -> None:
    page = await open_page(WIDE)
    site.holds(page_desk.url)
    await page.goto(f"{site.origin}/")
    await framed(page, "first", page_desk.url)
    assert "hello" in await page.evaluate(f"({OFFER})(frames.first)")
    sibling = await framed(page, "second", page_desk.url)  # of an origin that may, but not from around it.
    assert await sibling.evaluate(f"({OFFER})(parent.frames.first)") == ["heard"]

    async def without_the_site(route: Route) -> None:
        answer = await route.fetch()
        assert site.origin in await answer.text()
        await route.fulfill(response=answer, body=(await answer.text()).replace(site.origin, ""))

    await page.route("**/chat?embedded=nb", without_the_site)
    await framed(page, "third", page_desk.url)
    assert await page.evaluate(f"({OFFER})(frames.third)") == ["heard"]


async def test_the_live_example_does_every_command_and_shows_every_event(open_page: type_of_opener) -> None:
    page = await open_page(WIDE)
    await page.goto("/embedding")
    happened = page.locator("#happened")
    await expect(happened).to_contain_text("desk:availability")
    await expect(page.get_by_text("integrity=")).to_contain_text("sha384-")
    await accessible(page)
    await page.get_by_role("button", name='setLocale("en")').click()
    launcher = page.get_by_role("button", name="Chat with a career counsellor")
    await expect(launcher).to_be_visible()
    await page.get_by_role("button", name="hide()").click()
    await expect(launcher).to_be_hidden()
    await page.get_by_role("button", name="open()", exact=True).click()
    chat = page.frame_locator("iframe")
    await expect(chat.get_by_label("What would you like to ask?")).to_be_visible()
    await page.get_by_role("button", name='setLocale("nn")').click()
    await expect(chat.get_by_label("Kva lurer du på?")).to_be_visible()
    await page.get_by_role("button", name="toggle()").click()
    await expect(happened).to_contain_text(re.compile("desk:close.*desk:open", re.DOTALL))
    await expect(page.get_by_role("button", name="toggle()")).to_be_focused()
    await page.get_by_role("button", name="destroy()").click()
    await expect(page.locator("desk-chat")).to_have_count(0)
