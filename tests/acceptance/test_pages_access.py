"""Every state of the pages: without an axe violation, and without scrolling sideways, narrow and wide."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PHONE, WIDE, Citizen, Counsellor, accessible

NARROW = {"width": 320, "height": 256}
"""1280 × 1024 at 400 %."""

REASON = "Brann i bygget"


@pytest.mark.parametrize("size", [PHONE, WIDE, NARROW], ids=["phone", "wide", "400 %"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_citizens_page_in_every_state(
    open_page: type_of_opener, size: dict[str, int], scheme: str
) -> None:
    citizen = Citizen(await open_page(size, color_scheme=scheme, reduced_motion="reduce"))
    page = citizen.page
    await page.goto("/chat")
    await expect(page.get_by_label("Hva lurer du på?")).to_be_visible()
    await accessible(page)
    await page.get_by_role("button", name="Start chat").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await accessible(page)
    await citizen.ask("Et langtordsomikkekandelesoppogsomfortsetterlangtutoverkantenavenhverskjerm?")
    await emergency_lines(page)
    await accessible(page)
    await page.get_by_role("button", name="Forlat køen").click()
    await accessible(page)
    await page.get_by_role("dialog").get_by_role("button", name="Forlat køen").click()
    await expect(page.get_by_role("heading", name="Du har forlatt køen")).to_be_visible()
    await emergency_lines(page)
    await accessible(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_conversation_on_both_sides(open_page: type_of_opener, scheme: str) -> None:
    counsellor = Counsellor(await open_page(WIDE, color_scheme=scheme, reduced_motion="reduce"))
    desk = counsellor.page
    await desk.goto("/console")
    await accessible(desk)
    await counsellor.sign_in(3)
    await counsellor.be("Tilgjengelig")
    await accessible(desk)
    citizen = Citizen(await open_page(PHONE, color_scheme=scheme, reduced_motion="reduce"))
    await citizen.ask("Hva koster det å studere?")
    await expect(desk.get_by_role("button", name="Ta samtalen")).to_be_visible()
    await accessible(desk)
    await counsellor.accept()
    await counsellor.say("Ikke så mye.")
    await citizen.read("Ikke så mye.")
    await accessible(citizen.page)
    await accessible(desk)
    await desk.keyboard.type("/h")
    await expect(desk.get_by_role("listbox", name="Hurtigsvar")).to_be_visible()
    await accessible(desk)
    await desk.keyboard.press("Escape")
    await desk.get_by_label("Notat").check()
    await counsellor.say("Bare for oss.")
    await expect(desk.get_by_role("region", name="Notater")).to_contain_text("Bare for oss.")
    await expect(citizen.page.get_by_text("Bare for oss.")).to_have_count(0)
    await accessible(desk)
    await counsellor.end()
    search = desk.get_by_role("combobox", name="Tema")
    await search.fill("valg")
    await expect(desk.get_by_role("listbox", name="Tema")).to_be_visible()
    await accessible(desk)
    await search.press("Escape")
    await desk.get_by_role("button", name="Fullfør").click()
    await expect(desk.get_by_text("Velg minst ett tema")).to_be_visible()
    await accessible(desk)
    await counsellor.wrap_up("valg av videregående")
    await counsellor.be("Av")


async def test_the_board_and_closing_by_hand(open_page: type_of_opener) -> None:
    board = await open_page({"width": 1280, "height": 900})
    await board.goto("/board")
    await board.get_by_label("E-post").fill("koordinator@desk.example")
    await board.get_by_label("Passord").fill("demo-desk")
    await board.get_by_role("button", name="Logg inn").click()
    await expect(board.get_by_role("heading", name="Pågang i dag")).to_be_visible()
    await accessible(board)
    await board.get_by_role("button", name="Steng chatten").click()
    await accessible(board)
    for language in ("Bokmål", "Nynorsk", "English"):
        await board.get_by_label(f"Hvorfor ({language})").fill(REASON)
    await board.get_by_role("dialog").get_by_role("button", name="Steng chatten").click()
    await expect(board.get_by_text("Chatten er stengt.")).to_be_visible()
    await closed_for_citizens(await open_page(PHONE))
    await board.get_by_role("button", name="Åpne igjen").click()
    for language in ("Bokmål", "Nynorsk", "English"):
        await board.get_by_label(f"Hvorfor ({language})").fill("Alt i orden")
    await board.get_by_role("dialog").get_by_role("button", name="Åpne igjen").click()
    await expect(board.get_by_text("Chatten er åpen.")).to_be_visible()


async def test_the_board_is_not_for_counsellors(open_page: type_of_opener) -> None:
    counsellor = Counsellor(await open_page(WIDE))
    await counsellor.sign_in(4)
    await counsellor.page.goto("/board")
    await expect(counsellor.page.get_by_role("heading", name="for koordinatorer")).to_be_visible()
    await accessible(counsellor.page)


async def closed_for_citizens(page: Page) -> None:
    """The closed page: a headline, why, another way, and the emergency lines."""
    await page.goto("/chat")
    await expect(page.get_by_text(f"Chatten er stengt: {REASON}.")).to_be_visible()
    await expect(page.get_by_role("link", name="Utforsk selv")).to_be_visible()
    await emergency_lines(page)
    await accessible(page)


async def emergency_lines(page: Page) -> None:
    """113, 116 111 and 116 123 stand on the page."""
    for number in ("113", "116 111", "116 123"):
        await expect(page.get_by_role("link", name=number, exact=True)).to_be_visible()
