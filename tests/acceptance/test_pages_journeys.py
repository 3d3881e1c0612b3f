"""Whole journeys (domain facts): by keyboard alone, several people at once, and reloaded at each stage."""

from __future__ import annotations

import asyncio
import re

from playwright.async_api import Locator, Page, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_keys import press, tab_to, way_round
from tests.acceptance.page_people import PASSWORD, PHONE, WIDE, Citizen, Counsellor

LAPTOP = {"width": 1024, "height": 768}
TURNS = 4


async def test_a_citizen_goes_the_whole_way_by_keyboard(open_page: type_of_opener) -> None:
    counsellor = Counsellor(await open_page(WIDE))
    await counsellor.sign_in(1)
    citizen = Citizen(await open_page(WIDE))
    page = citizen.page
    await page.goto("/chat?language=nn")
    await expect(page.get_by_label("Kva lurer du på?")).to_be_visible()
    await tab_to(page, "Kva lurer du på?")
    await page.keyboard.type("Kan eg byte frå studieførebuande til yrkesfag?")
    await tab_to(page, "Start chat")
    await press(page, "Enter")
    await expect(citizen.field).to_be_focused()
    await page.keyboard.type("Eg går i Vg1.")
    await press(page, "Enter")
    await expect(page.get_by_text("Du er nummer 1 i køen.")).to_be_visible()
    await counsellor.be("Tilgjengelig")
    await counsellor.accept()
    await counsellor.read("Eg går i Vg1.")
    await counsellor.say("Hei! Ja, det går an.")
    await citizen.read("Hei! Ja, det går an.")
    await expect(citizen.field).to_be_focused()
    await page.keyboard.type("Så fint, takk!")
    await press(page, "Enter")
    await counsellor.read("Så fint, takk!")
    await tab_to(page, "Avslutt")
    await press(page, "Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await press(page, "Enter")
    await expect(page.get_by_role("heading", name="Takk for praten")).to_be_focused()
    await tab_to(page, "Slett samtalen hos oss")
    await press(page, "Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await tab_to(page, "Ja, slett")
    await press(page, "Enter")
    await expect(page.get_by_role("heading", name="Teksten er sletta")).to_be_focused()
    await counsellor.wrap_up("yrkesfag")
    await counsellor.be("Av")


async def test_a_counsellor_goes_the_whole_way_by_keyboard(open_page: type_of_opener) -> None:
    counsellor = Counsellor(await open_page(WIDE))
    page = counsellor.page
    await sign_in_by_keys(page, 2)
    await press(page, "r")
    await expect(page.get_by_role("radio", name="Tilgjengelig")).to_be_checked()
    citizen = Citizen(await open_page(PHONE))
    await citizen.ask("Hva er forskjellen på fagskole og høyskole?")
    await expect(page.get_by_role("button", name="Ta samtalen")).to_be_visible()
    await press(page, "a")
    await expect(counsellor.field).to_be_focused()
    await page.keyboard.type("/hei")
    await expect(page.get_by_role("listbox", name="Hurtigsvar")).to_be_visible()
    await press(page, "Enter", "Enter")
    await expect(bubble(citizen.page, "Fint at du tar kontakt.")).to_be_visible()
    await citizen.say("Hei!")
    await counsellor.read("Hei!")
    await press(page, "Escape", "k")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await press(page, "Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await press(page, "e")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await press(page, "Enter")
    await expect(page.locator("#topic-search")).to_be_focused()
    await page.keyboard.type("praksiskandidat")
    await press(page, "Enter")
    await expect(page.get_by_label("Utdanningsnivå")).to_be_visible()
    await press(page, "Tab", "ArrowDown")
    await tab_to(page, "Fullfør")
    await press(page, "Enter")
    await expect(page.locator(".pane")).to_have_count(0)
    await press(page, "Control+k")
    await page.keyboard.type("logg ut")
    await press(page, "Enter")
    await expect(page.get_by_role("heading", name="Logg inn")).to_be_visible()


def bubble(page: Page, part: str) -> Locator:
    """A bubble that holds these words."""
    return page.locator(".said").filter(has_text=part)


async def sign_in_by_keys(page: Page, number: int) -> None:
    """From the address to the desk without a pointer."""
    await page.goto("/console")
    await expect(page.get_by_label("E-post")).to_be_visible()
    await tab_to(page, "E-post")
    await page.keyboard.type(f"veileder{number}@desk.example")
    await press(page, "Tab")
    await page.keyboard.type(PASSWORD)
    await press(page, "Enter")
    await expect(page.get_by_role("heading", name="Mine samtaler")).to_be_visible()


def lasting(name: str) -> str:
    """What a stop is called, without what the time that passes changes: what is unread, and how long ago."""
    return re.sub(r" \d+ nye?\b| (venter på svar|skrev for) .*", "", name)


async def test_no_key_is_caught_anywhere_on_the_way_round(open_page: type_of_opener) -> None:
    counsellor = Counsellor(await open_page(WIDE))
    await counsellor.sign_in(3)
    await counsellor.be("Tilgjengelig")
    citizen = Citizen(await open_page(PHONE))
    await citizen.ask("Kan jeg ta fagbrev som voksen?")
    await counsellor.accept()
    # The way is the same both ways once all of it is there: what is said comes after the field.
    await counsellor.read("Kan jeg ta fagbrev som voksen?")
    for page in (counsellor.page, citizen.page):
        forwards = await way_round(page, "Tab")
        backwards = await way_round(page, "Shift+Tab")
        assert len(forwards) > 4
        assert {lasting(name) for name in forwards} == {lasting(name) for name in backwards}
    await counsellor.end()
    await counsellor.wrap_up("fagbrev")
    await counsellor.be("Av")


async def test_four_people_at_once_read_their_own_words_and_no_others(open_page: type_of_opener) -> None:
    sizes = ((WIDE, PHONE), (LAPTOP, {"width": 416, "height": 672}))
    pairs = []
    for number, (wide, narrow) in enumerate(sizes, start=4):
        counsellor = Counsellor(await open_page(wide))
        await counsellor.sign_in(number)
        await counsellor.be("Tilgjengelig")
        citizen = Citizen(await open_page(narrow))
        await citizen.ask(f"Spørsmål til {number}")
        await counsellor.accept()
        await counsellor.be("Pause")
        pairs.append((number, citizen, counsellor))
    await asyncio.gather(*(converse(*pair) for pair in pairs))
    for number, citizen, counsellor in pairs:
        for page in (citizen.page, counsellor.page):
            assert await page.locator(".said").all_text_contents() == expected(number)
        await counsellor.end()
        await counsellor.wrap_up("fagbrev")
        await counsellor.be("Av")


async def converse(number: int, citizen: Citizen, counsellor: Counsellor) -> None:
    """Turn by turn, each waiting for the other's words."""
    for turn in range(TURNS):
        await counsellor.say(f"{number} svarer {turn}")
        await citizen.read(f"{number} svarer {turn}")
        await citizen.say(f"{number} spør {turn}")
        await counsellor.read(f"{number} spør {turn}")


def expected(number: int) -> list[str]:
    """What stands in a conversation, in its order."""
    turns = [(f"{number} svarer {turn}", f"{number} spør {turn}") for turn in range(TURNS)]
    return [f"Spørsmål til {number}", *(text for turn in turns for text in turn)]
