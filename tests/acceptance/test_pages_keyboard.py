"""Everything a counsellor must do, and everything a citizen must do, without a pointer."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PHONE, WIDE, Citizen, Counsellor, accessible

TYPED_AT_ONCE = """keys => keys.forEach(key => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true})))"""
"""As fast as a person types on a machine that is not busy with tests."""


async def press(page: Page, *keys: str) -> None:
    """Press keys one after another."""
    for key in keys:
        await page.keyboard.press(key)


async def test_a_sentence_typed_beside_the_field_does_nothing(open_page: type_of_opener) -> None:
    counsellor = Counsellor(await open_page(WIDE))
    page = counsellor.page
    await counsellor.sign_in(4)
    await counsellor.be("Tilgjengelig")
    citizen = Citizen(await open_page(PHONE))
    await citizen.ask("Må jeg ha førerkort?")
    await counsellor.accept()
    await press(page, "Escape")
    await page.evaluate(TYPED_AT_ONCE, [*"Er det deg? Per", "Enter"])
    await press(page, "1")
    await expect(counsellor.field).to_be_focused()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("radio", name="Tilgjengelig")).to_be_checked()
    await counsellor.end()
    await counsellor.wrap_up("søke jobb")
    await counsellor.be("Av")


async def test_single_keys_can_be_turned_off(
    open_page: type_of_opener,
) -> None:
    counsellor = Counsellor(await open_page(WIDE))
    page = counsellor.page
    await counsellor.sign_in(2)
    await press(page, "r")
    await expect(page.get_by_role("radio", name="Tilgjengelig")).to_be_checked()
    await press(page, "?")
    await page.get_by_label("Bruk enkelttaster").focus()
    await press(page, "Space", "Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await press(page, "p")
    await expect(page.get_by_role("radio", name="Tilgjengelig")).to_be_checked()
    await counsellor.be("Av")


async def test_an_empty_question_is_said_and_the_field_gets_the_focus(open_page: type_of_opener) -> None:
    page = await open_page(PHONE)
    await page.goto("/chat?language=nn")
    await page.get_by_role("button", name="Start chat").press("Enter")
    await expect(page.get_by_role("alert")).to_have_text("Skriv kva du lurer på, så startar vi.")
    await expect(page.get_by_label("Kva lurer du på?")).to_be_focused()
    await expect(page.locator("html")).to_have_attribute("lang", "nn")


async def test_a_counsellor_goes_anywhere_by_typing(open_page: type_of_opener) -> None:
    counsellor = Counsellor(await open_page(WIDE))
    page = counsellor.page
    await counsellor.sign_in(3)
    await press(page, "Control+k")
    await expect(page.get_by_role("combobox", name="Skriv for å finne")).to_be_focused()
    await page.keyboard.type("tilgj")
    await accessible(page)
    await press(page, "Enter")
    await expect(page.get_by_role("radio", name="Tilgjengelig")).to_be_checked()
    await press(page, "Control+k")
    await page.keyboard.type("logg ut")
    await press(page, "Enter")
    await expect(page.get_by_role("heading", name="Logg inn")).to_be_visible()
