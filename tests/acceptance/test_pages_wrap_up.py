"""Wrap-ups by a handful of keys, calls by one, the own day, and what is done when it is grave."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PHONE, WIDE, Citizen, Counsellor

MOST_KEYS = 5
"""To record a conversation that has ended: at five seconds a key it is done in less than half a minute."""
ASKED_OR_RECORDED = """left => document.activeElement.id === "level"
    || document.querySelectorAll(".mine-row").length === left"""
HOLDER = '[data-part="drawer"] .concern'


class Typist:
    """Somebody who uses keys alone, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    async def press(self, *keys: str) -> None:
        """One after another."""
        for key in keys:
            await self.page.keyboard.press(key)
            self.pressed += 1


async def talk(open_page: type_of_opener, counsellor: Counsellor, question: str) -> Citizen:
    """A conversation that has begun."""
    citizen = Citizen(await open_page(PHONE))
    await citizen.ask(question)
    await counsellor.accept()
    return citizen


async def at_work(open_page: type_of_opener, number: int) -> tuple[Counsellor, Page]:
    """A counsellor who is ready, with the keys free."""
    counsellor = Counsellor(await open_page(WIDE))
    await counsellor.sign_in(number)
    await counsellor.be("Tilgjengelig")
    return counsellor, counsellor.page


async def test_two_wrap_ups_are_recorded_one_after_the_other_by_a_handful_of_keys(
    open_page: type_of_opener,
) -> None:
    counsellor, page = await at_work(open_page, 1)
    for question in ("Hva er fagbrev?", "Hva er fagskole?"):
        await talk(open_page, counsellor, question)
        await counsellor.end()
        await expect(page.locator("#topic-search")).to_be_focused()
    waiting = page.get_by_role("region", name="2 etterarbeid venter")
    await expect(waiting.get_by_role("button")).to_have_count(2)
    favourites = page.get_by_role("group", name="Oftest brukt").get_by_role("button")
    await expect(favourites.first).to_be_visible()
    await page.keyboard.press("Escape")
    await page.keyboard.press("w")
    await expect(waiting.get_by_role("button", name="fagbrev")).to_have_attribute("aria-current", "true")
    await page.reload()
    await expect(waiting).to_be_visible()
    for left in (1, 0):
        typist = Typist(page)
        await typist.press("w")
        await expect(page.locator("#topic-search")).to_be_focused()
        await expect(favourites.first).to_be_visible()
        await typist.press("1", "Enter")
        await page.wait_for_function(ASKED_OR_RECORDED, arg=left)
        if await page.get_by_label("Utdanningsnivå").is_visible():
            await typist.press("ArrowDown", "Enter")
        await expect(page.locator(".mine-row")).to_have_count(left)
        assert typist.pressed <= MOST_KEYS
        if left:
            await expect(page.locator("#topic-search")).to_be_focused()
            await page.keyboard.press("Escape")
    await expect(page.locator('[data-part="rail"]')).to_be_focused()
    await page.keyboard.press("i")
    day = page.get_by_role("dialog", name="Min dag")
    await expect(day.get_by_text("Etterarbeid som venter")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator('[data-part="rail"]')).to_be_focused()
    await counsellor.be("Av")


async def test_a_call_is_registered_by_one_key_and_whatever_happens_to_the_network(
    open_page: type_of_opener,
) -> None:
    counsellor, page = await at_work(open_page, 2)
    strip, card = page.get_by_role("region", name="Telefonsamtale"), page.locator(".call-card")
    await page.keyboard.press("t")
    await expect(strip.get_by_role("button", name="Angre")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(strip).to_have_count(0)
    await page.context.set_offline(True)
    await page.keyboard.press("t")
    await expect(strip.get_by_text("registreres når forbindelsen er tilbake")).to_be_visible()
    await page.context.set_offline(False)
    await expect(card.get_by_role("timer")).to_be_visible()
    await expect(counsellor.field).to_be_focused()
    await page.keyboard.type("Ringer om opptak")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("region", name="Notater")).to_contain_text("Ringer om opptak")
    await card.get_by_label("Språk").select_option("en")
    await expect(page.locator(".pane-head")).to_contain_text("Engelsk")
    await page.reload()
    await expect(card.get_by_role("timer")).to_be_visible()
    await page.keyboard.press("t")
    await expect(counsellor.field).to_be_focused()
    await page.keyboard.press("Escape")
    await page.keyboard.press("e")
    await expect(page.locator("#topic-search")).to_be_focused()
    await expect(card).to_contain_text("Begynte kl.")
    await counsellor.wrap_up("søke jobb")
    await page.keyboard.press("y")
    await page.get_by_label("Sluttet").press("Enter")
    await expect(card).to_contain_text("Begynte kl.")
    await expect(page.locator("#topic-search")).to_be_focused()
    await counsellor.wrap_up("søke jobb")
    await counsellor.be("Av")


async def test_what_is_grave_has_a_routine_a_hold_and_an_end(open_page: type_of_opener) -> None:
    counsellor, page = await at_work(open_page, 3)
    citizen = await talk(open_page, counsellor, "Jeg orker ikke mer. http://utdanning.no.ond.example/x")
    await page.keyboard.press("Escape")
    await page.keyboard.press("m")
    await expect(page.locator(HOLDER).get_by_role("link", name="Ring 113")).to_be_visible()
    await page.keyboard.press("b")
    await expect(page.get_by_label("Hvorfor")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert").get_by_text("Skriv hvorfor.")).to_be_visible()
    await page.keyboard.type("Bekymringsmelding er sendt")
    await page.keyboard.press("Enter")
    await expect(page.locator(HOLDER)).to_contain_text("Teksten tas vare på til")
    await page.locator(".said").get_by_role("button").click()
    warning = page.get_by_role("dialog", name="Åpne en lenke fra samtalen?")
    await expect(warning.get_by_text("utdanning.no.ond.example", exact=True)).to_be_visible()
    await expect(warning.get_by_role("button", name="Ikke åpne")).to_be_focused()
    await page.keyboard.press("Escape")
    assert len(page.context.pages) == 1
    await page.locator('[data-part="pane"]').focus()
    await page.keyboard.press("x")
    await expect(page.get_by_role("button", name="Nei, fortsett")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(citizen.page.get_by_role("heading", name="Takk for praten")).to_be_visible()
    await expect(page.locator("#topic-search")).to_be_focused()
    await expect(page.get_by_label("Utfall")).to_have_value("TULL")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".pane")).to_have_count(0)
    await counsellor.be("Av")
