"""The closed desk on the citizen's page: when it opens, what may be left, and how the answer is read."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_door import REASON, Door, door, erase, looked_at
from tests.acceptance.page_people import PHONE, WIDE, Citizen, accessible, forgive
from tests.acceptance.test_pages_access import NARROW, emergency_lines

__all__ = ["door"]

WHY = {"nb": "Chatten er stengt: {}.", "nn": "Chatten er stengd: {}.", "en": "The chat is closed: {}."}
OPENS = {"nb": "Chatten åpner {}", "nn": "Chatten opnar {}", "en": "The chat opens {}"}


async def test_a_question_left_while_closed_is_answered_and_read_with_its_code(
    open_page: type_of_opener, door: Door
) -> None:
    page = await open_page(PHONE, reduced_motion="reduce")
    before = await door.visits()
    await door.close()
    await page.goto("/chat")
    await expect(page.get_by_role("heading", level=1)).to_have_text(OPENS["nb"].format(door.opening("nb")))
    await page.get_by_role("button", name="Send spørsmålet").click()
    field = page.get_by_label("Hva lurer du på?")
    await expect(field).to_be_focused()
    await expect(field).to_have_accessible_description(
        "Skriv hva du lurer på. Ikke skriv fødselsnummer, fullt navn eller helseopplysninger."
    )
    await accessible(page)
    await field.fill("Kan jeg bli lærer som voksen?")
    await page.reload()
    await expect(field).to_have_value("Kan jeg bli lærer som voksen?")
    assert await door.visits() == before + 2
    await page.get_by_role("button", name="Send spørsmålet").click()
    await expect(page.get_by_role("heading", name="Spørsmålet er sendt")).to_be_focused()
    await accessible(page)
    code = "".join((await page.locator(".ticket code").inner_text()).split())
    await page.reload()
    await expect(page.get_by_role("heading", name="Spørsmålet er sendt")).to_be_visible()
    await page.get_by_role("button", name="Ferdig", exact=True).click()
    await page.get_by_role("button", name="Ja, ferdig").click()
    await expect(page.get_by_role("button", name="Send spørsmålet")).to_be_visible()
    await door.open()
    await door.answer("Ja, for eksempel med PPU.")
    await read_with(page, code)


async def read_with(page: Page, code: str) -> None:
    """A wrong code, then the right one as people type it; the answer is read and erased."""
    await page.get_by_role("button", name="Har du en kvitteringskode?").click()
    field = page.get_by_label("Kvitteringskode")
    await field.fill("AAAA BBBB CCCC DDDD")
    await page.get_by_role("button", name="Vis", exact=True).click()
    await expect(page.get_by_text("Vi finner ingenting med den koden.")).to_be_visible()
    await expect(field).to_be_focused()
    forgive(page, "status of 404")
    await accessible(page)
    await field.fill(f"{code[:4].lower()} {code[4:10]}  {code[10:].lower()}")
    await field.press("Enter")
    await expect(page.get_by_role("heading", name="Du har fått svar")).to_be_focused()
    await expect(page.locator(".said").get_by_text("Ja, for eksempel med PPU.")).to_be_visible()
    await accessible(page)
    await page.get_by_role("button", name="Slett hos oss").click()
    await page.get_by_role("dialog").get_by_role("button", name="Ja, slett").click()
    await expect(page.get_by_role("heading", name="Alt er slettet hos oss")).to_be_focused()


async def test_an_open_page_turns_and_who_writes_goes_on_writing(
    open_page: type_of_opener, door: Door
) -> None:
    page = await open_page(PHONE)
    await page.goto("/chat?language=nn")
    await page.get_by_label("Kva lurer du på?").press_sequentially("Kan eg byte ")
    await door.close()
    await looked_at(page, "closed")
    await expect(page.get_by_role("heading", level=1)).to_have_text(OPENS["nn"].format(door.opening("nn")))
    await expect(page.get_by_role("status").filter(has_text="Chatten er stengd no.")).to_have_count(1)
    await page.keyboard.type("linje midt i ")
    await expect(page.get_by_label("Kva lurer du på?")).to_have_value("Kan eg byte linje midt i ")
    await door.open()
    await looked_at(page, "before")
    await page.keyboard.type("året?")
    await expect(page.get_by_label("Kva lurer du på?")).to_have_value("Kan eg byte linje midt i året?")
    await expect(page.get_by_role("button", name="Start chat")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["phone", "400 %"])
async def test_the_closed_page_in_every_language(
    open_page: type_of_opener, door: Door, size: dict[str, int]
) -> None:
    await door.close()
    page = await open_page(size, color_scheme="dark" if size is PHONE else "light")
    await page.goto("/chat")
    for language in ("nb", "nn", "en"):
        await page.locator("#language").select_option(language)
        heading = page.get_by_role("heading", level=1)
        await expect(heading).to_have_text(OPENS[language].format(door.opening(language)))
        await expect(page.get_by_text(WHY[language].format(REASON[language]))).to_be_visible()
        await page.locator("#way-call").check()
        await page.locator("button[type=submit]").click()
        await expect(page.locator("#number")).to_be_focused()
        await accessible(page)
        await page.locator("#way-message").check()
    await emergency_lines(page)


async def test_whoever_waits_asks_to_be_called_and_keeps_the_place_until_then(
    open_page: type_of_opener, door: Door
) -> None:
    citizen = Citizen(await open_page(PHONE))
    page = citizen.page
    await citizen.ask("Hva tjener en rørlegger?")
    await page.get_by_role("button", name="Bli ringt eller få svar senere").click()
    await expect(page.get_by_role("heading", name="Legg igjen et spørsmål")).to_be_focused()
    await expect(page.get_by_text("Du er nummer 1 i køen.")).to_be_visible()
    await expect(page.get_by_label("Hva lurer du på?")).to_have_value("Hva tjener en rørlegger?")
    await page.get_by_label("På telefon").check()
    await page.get_by_label("Telefonnummer").fill("12 34")
    await page.get_by_role("button", name="Be om å bli ringt").click()
    await expect(page.get_by_text("Sjekk nummeret.")).to_be_visible()
    await accessible(page)
    await page.get_by_label("Telefonnummer").fill("48 12 34 56")
    await page.get_by_role("button", name="Be om å bli ringt").click()
    await expect(page.get_by_role("heading", name="Vi ringer deg")).to_be_focused()
    await expect(page.get_by_text("481 23 456")).to_be_visible()
    ended = "SELECT cause FROM contact_event ORDER BY at DESC, id DESC LIMIT 1"
    assert door.running.execute(ended) == [("closing_follow_up",)]
    await erase(page)


async def test_those_in_line_read_that_the_door_has_closed_and_are_told_in_the_end(
    open_page: type_of_opener, door: Door
) -> None:
    citizen = Citizen(await open_page(PHONE))
    page = citizen.page
    await citizen.ask("Rekker dere meg?")
    await door.close()
    await expect(page.get_by_text("Vi har stengt, men svarer så lenge vi rekker.")).to_be_visible()
    await expect(page.get_by_role("log")).to_contain_text("Du beholder plassen din i køen")
    await expect(page.get_by_text("Du er nummer 1 i køen.")).to_be_visible()
    await accessible(page)
    await door.decide(closing_alone_seconds=0)
    await expect(page.get_by_role("heading", name="Vi rakk ikke å svare deg")).to_be_focused()
    await door.decide(closing_alone_seconds=None)
    await accessible(page)
    await page.get_by_role("button", name="Legg igjen spørsmålet").click()
    await expect(page.get_by_label("Hva lurer du på?")).to_have_value("Rekker dere meg?")
    await page.get_by_role("button", name="Send spørsmålet").click()
    await expect(page.get_by_role("heading", name="Spørsmålet er sendt")).to_be_focused()
    await erase(page)


async def test_a_site_offers_no_chat_while_it_is_closed(open_page: type_of_opener, door: Door) -> None:
    await door.close()
    page = await open_page(WIDE)
    await page.goto("/")
    await expect(page.locator("#chat-state")).to_have_text(OPENS["nb"].format(door.opening("nb")))
    await accessible(page)
    await page.get_by_role("button", name="Legg igjen et spørsmål").click()
    chat = page.frame_locator("iframe")
    await expect(chat.get_by_role("button", name="Send spørsmålet")).to_be_visible()
    await chat.locator("#way-call").check()
    await accessible(page)
