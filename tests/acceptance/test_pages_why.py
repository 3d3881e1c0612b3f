"""Why me? On the offer, in the drawer, and on the board for whoever watches over all."""

from __future__ import annotations

from playwright.async_api import expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PHONE, WIDE, Citizen, Counsellor, accessible
from tests.acceptance.test_pages_talk import finish


async def test_everybody_can_read_why_it_went_to_whom(open_page: type_of_opener) -> None:
    counsellor, citizen = Counsellor(await open_page(WIDE)), Citizen(await open_page(PHONE))
    await counsellor.sign_in(3)
    await counsellor.be("Tilgjengelig")
    await citizen.ask("Hvem bestemmer hvem jeg får?")
    offer = counsellor.page.get_by_role("region", name="Tilbud")
    await offer.get_by_text("Derfor til deg: Du er den eneste som er ledig.").click()
    await expect(offer.get_by_text("språk: bokmål; den eneste som kunne få den")).to_be_visible()
    await counsellor.accept()
    await counsellor.page.get_by_text("Hvorfor meg?").click()
    drawer = counsellor.page.locator("[data-part='drawer']")
    await expect(drawer.get_by_text("språk: bokmål; den eneste som kunne få den")).to_be_visible()
    await expect(drawer.get_by_text("Ingen andre kunne få den.")).to_be_visible()
    await accessible(counsellor.page)

    board = await open_page(WIDE)
    await board.goto("/board")
    await board.get_by_label("E-post").fill("koordinator@desk.example")
    await board.get_by_label("Passord").fill("demo-desk")
    await board.get_by_role("button", name="Logg inn").click()
    await board.get_by_text("Hvem fikk hva").click()
    newest = board.locator(".decisions li").first
    await expect(newest).to_contain_text("Vigdis Vegviser")
    await expect(newest).to_contain_text("tatt imot")
    await expect(newest).to_contain_text("språk: bokmål")
    await accessible(board)
    await finish(counsellor)
