"""Every state of the widget and the console, one after the other: for axe in the tests, and for a camera."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Page, expect

from tests.acceptance.page_people import PHONE, WIDE, Citizen, Counsellor, said
from tests.acceptance.page_states_console import Look, call, dialogs, foreign_link, grave

Opener = Callable[..., Awaitable[Page]]

QUESTION = "Kan eg bli sjukepleiar utan R-matte? Eg går på påbygg og har fordjuping i helse."
LONG_WORD = "Arbeidsmarknadsopplæringskvalifiseringstilskotsordningssøknadsskjema"
ANSWER = "Hei! Ja, det kan du. Opptakskrava står på utdanning.no, og vi kan lese dei saman."


async def every_state(open_page: Opener, look: Look, number: int = 3) -> None:
    """One conversation from the first page to the last word, on both sides; leaves nobody behind."""
    counsellor = Counsellor(await open_page(WIDE, reduced_motion="reduce"))
    citizen = Citizen(await open_page(PHONE, reduced_motion="reduce"))
    await before(citizen, look)
    await at_the_desk(counsellor, look, number)
    await in_line(citizen, counsellor, look)
    await talking(citizen, counsellor, look)
    await foreign_link(citizen, counsellor, look)
    await dialogs(counsellor, look)
    await grave(counsellor, look)
    await without_network(citizen, counsellor, look)
    await ended(citizen, counsellor, look)


async def before(citizen: Citizen, look: Look) -> None:
    """The first page, and the first page with nothing written."""
    await citizen.page.goto("/chat")
    await expect(citizen.page.get_by_label("Hva lurer du på?")).to_be_visible()
    await look(citizen.page, "widget-before")
    await citizen.page.get_by_role("button", name="Start chat").click()
    await expect(citizen.page.get_by_role("alert")).to_be_visible()
    await look(citizen.page, "widget-nothing-written")
    await citizen.page.get_by_label("Hva lurer du på?").fill("Jeg heter noe, og nummeret er 17859820158")
    await citizen.page.get_by_role("button", name="Start chat").click()
    await expect(citizen.page.locator(".caught")).to_be_visible()
    await look(citizen.page, "widget-number-caught")


async def at_the_desk(counsellor: Counsellor, look: Look, number: int) -> None:
    """Before signing in, after, and ready."""
    await counsellor.page.goto("/console")
    await expect(counsellor.page.get_by_label("Passord")).to_be_visible()
    await look(counsellor.page, "console-signed-out")
    await counsellor.sign_in(number)
    await look(counsellor.page, "console-empty")


async def in_line(citizen: Citizen, counsellor: Counsellor, look: Look) -> None:
    """She waits, thinks of leaving, and is offered to somebody."""
    await citizen.ask(QUESTION)
    await expect(citizen.page.get_by_text("Du er nummer 1 i køen.")).to_be_visible()
    await look(citizen.page, "widget-in-line")
    await citizen.page.get_by_role("button", name="Forlat køen").click()
    await expect(citizen.page.get_by_role("dialog")).to_be_visible()
    await look(citizen.page, "widget-leaving-the-line")
    await citizen.page.keyboard.press("Escape")
    await counsellor.be("Tilgjengelig")
    await expect(counsellor.page.get_by_role("button", name="Ta samtalen")).to_be_visible()
    await look(counsellor.page, "console-offered")


async def talking(citizen: Citizen, counsellor: Counsellor, look: Look) -> None:
    """Both write: a short answer, a word without an end, quick replies, and a note."""
    await counsellor.accept()
    await counsellor.say(ANSWER)
    await citizen.read(ANSWER)
    await citizen.say(LONG_WORD)
    await expect(said(counsellor.page, LONG_WORD)).to_be_visible()
    await look(citizen.page, "widget-talking")
    await look(counsellor.page, "console-talking")
    await counsellor.field.fill("/")
    await expect(counsellor.page.get_by_role("listbox", name="Hurtigsvar")).to_be_visible()
    await look(counsellor.page, "console-quick-replies")
    await counsellor.field.fill("")
    await counsellor.page.get_by_label("Notat").check()
    await counsellor.say("Har vore i kontakt med rådgivar på skulen.")
    await expect(counsellor.page.get_by_role("region", name="Notater")).to_be_visible()
    await look(counsellor.page, "console-note")


@asynccontextmanager
async def cut_off(page: Page) -> AsyncIterator[None]:
    """Without a network, as the page notices it."""
    await page.context.set_offline(True)
    await page.evaluate("window.dispatchEvent(new Event('offline'))")
    yield
    await page.context.set_offline(False)


async def without_network(citizen: Citizen, counsellor: Counsellor, look: Look) -> None:
    """The network is gone on either side, with something unsent."""
    async with cut_off(citizen.page):
        await citizen.say("Skrive på toget")
        await expect(citizen.page.get_by_text("Forbindelsen er brutt")).to_be_visible()
        await look(citizen.page, "widget-no-network")
    await expect(citizen.page.get_by_text("Forbindelsen er brutt")).to_be_hidden()
    async with cut_off(counsellor.page):
        await expect(counsellor.page.get_by_text("Forbindelsen er brutt")).to_be_visible()
        await look(counsellor.page, "console-no-network")
    await expect(counsellor.page.get_by_text("Forbindelsen er brutt")).to_be_hidden()


async def ended(citizen: Citizen, counsellor: Counsellor, look: Look) -> None:
    """The end, what is recorded after it, and what the citizen erases."""
    page = counsellor.page
    await counsellor.end(lambda: look(page, "console-ending"))
    await expect(citizen.page.get_by_role("heading", name="Takk for praten")).to_be_visible()
    await look(citizen.page, "widget-after")
    search = page.get_by_role("combobox", name="Tema")
    await search.fill("valg")
    await expect(page.get_by_role("listbox", name="Tema")).to_be_visible()
    await look(page, "console-topics")
    await search.press("Escape")
    await page.get_by_role("button", name="Fullfør").click()
    await expect(page.get_by_text("Velg minst ett tema")).to_be_visible()
    await look(page, "console-wrap-up")
    await counsellor.wrap_up("valg av videregående")
    await call(counsellor, look)
    await counsellor.be("Av")
    await asked_how_it_was(citizen.page, look)
    await erased(citizen.page, look)


async def asked_how_it_was(page: Page, look: Look) -> None:
    """The one question at the end, answered, with room for a word."""
    await page.get_by_role("radio", name="Ganske mye").check(force=True)
    await expect(page.get_by_text("Takk for svaret").first).to_be_visible()
    await look(page, "widget-feedback")


async def erased(page: Page, look: Look) -> None:
    """She wants it gone, and it is."""
    await page.get_by_role("button", name="Slett samtalen hos oss").click()
    await look(page, "widget-erasing")
    await page.get_by_role("button", name="Ja, slett").click()
    await expect(page.get_by_role("heading", name="Teksten er slettet")).to_be_visible()
    await look(page, "widget-erased")


async def about_pages(open_page: Opener, look: Look) -> None:
    """What was tested, and what is kept."""
    page = await open_page(PHONE, reduced_motion="reduce")
    for name in ("accessibility", "privacy"):
        await page.goto(f"/{name}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await page.wait_for_load_state("networkidle")
        await look(page, f"about-{name}")


async def speak(page: Page, language: str) -> None:
    """Change the page's language where it stands, also behind an open dialog."""
    choose = (
        "(field, code) => { field.value = code; field.dispatchEvent(new Event('change', {bubbles: true})); }"
    )
    await page.locator("select.language").first.evaluate(choose, language)
    await expect(page.locator("html")).to_have_attribute("lang", language)


async def closed(open_page: Opener, look: Look) -> None:
    """The door is shut: why, what one may leave, the receipt for it, and what the desk holds of it."""
    page = await open_page(PHONE, reduced_motion="reduce")
    await page.goto("/chat")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Chatten åpner")
    await look(page, "widget-closed")
    await page.locator("#way-call").check()
    await page.get_by_role("button", name="Be om å bli ringt").click()
    await expect(page.locator("#number")).to_be_focused()
    await look(page, "widget-number-missing")
    await page.locator("#way-message").check()
    await page.get_by_label("Hva lurer du på?").fill(QUESTION)
    await page.get_by_role("button", name="Send spørsmålet").click()
    await expect(page.get_by_role("heading", name="Spørsmålet er sendt")).to_be_visible()
    await look(page, "widget-receipt")
    await page.get_by_role("button", name="Se om du har fått svar").click()
    await expect(page.get_by_role("button", name="Slett hos oss")).to_be_visible()
    await look(page, "widget-reading")
    await page.get_by_role("button", name="Slett hos oss").click()
    await page.get_by_role("dialog").get_by_role("button", name="Ja, slett").click()
    await expect(page.get_by_role("heading", name="Alt er slettet hos oss")).to_be_visible()
    await look(page, "widget-all-erased")


TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const every = [...document.querySelectorAll("body *")];
    const wide = every.filter(element => element.getBoundingClientRect().right > room + 0.5);
    return [document.documentElement.scrollWidth, ...wide.map(element => element.outerHTML.slice(0, 120))];
}"""


def sideways(page: Page) -> Any:
    """What makes the page scroll sideways; nothing, if all is well."""
    return page.evaluate(TOO_WIDE)


SPACED = """() => {
    const wide = new CSSStyleSheet();
    wide.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
    const former = document.adoptedStyleSheets;
    document.adoptedStyleSheets = [...former, wide];
    const cut = element => {
        const how = getComputedStyle(element);
        const meant = how.textOverflow === "ellipsis" || how.webkitLineClamp !== "none";
        if (how.overflowY !== "hidden" || meant) return false;
        return element.clientHeight > 1 && element.scrollHeight > element.clientHeight + 2;
    };
    const every = [...document.querySelectorAll("body *")];
    const found = every.filter(cut).map(element => element.outerHTML.slice(0, 120));
    document.adoptedStyleSheets = former;
    return found;
}"""


def no_clipping(page: Page) -> Any:
    """What loses text when a reader widens its spacing (WCAG 1.4.12); nothing, if all is well."""
    return page.evaluate(SPACED)
