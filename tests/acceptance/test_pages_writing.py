"""What a counsellor writes with: own replies, public pages, drafts, notes, goodbyes; and what calls her."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PHONE, WIDE, Citizen, Counsellor, accessible, said

ONE_AT_A_TIME = {"width": 1024, "height": 768}
GOODBYE = "Lykke til videre! Du er velkommen tilbake når du vil i åpningstiden."
NOTICES_KEPT = """
  window.shown = [];
  window.Notification = class extends EventTarget {
    static permission = "granted";
    static requestPermission = async () => "granted";
    constructor(words) { super(); window.shown.push(words); }
    close() { window.shown.push("closed"); }
  };
"""


async def make_own(counsellor: Counsellor, shortcut: str, text: str) -> None:
    """One more quick reply of her own, in bokmål; returns when the list shows it."""
    page = counsellor.page
    await page.locator(".rail-foot").get_by_role("button", name="Mine hurtigsvar").click()
    await page.get_by_role("button", name="Nytt hurtigsvar").click()
    await expect(page.get_by_label("Snarvei")).to_be_focused()
    await page.keyboard.type(shortcut)
    await page.locator("#own-text").fill(text)
    await accessible(page)
    await page.get_by_role("button", name="Lagre", exact=True).click()
    await expect(page.get_by_role("button", name=f"Rett {shortcut}")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_an_own_reply_a_public_page_and_a_goodbye_go_out_by_keys(open_page: type_of_opener) -> None:
    counsellor, citizen = Counsellor(await open_page(WIDE)), Citizen(await open_page(PHONE))
    page = counsellor.page
    await counsellor.sign_in(5)
    await make_own(counsellor, "/stipend", "Hei, {alias}! Stipend får du hos Lånekassen.")
    await counsellor.be("Tilgjengelig")
    await citizen.ask("Hvor søker jeg stipend?")
    await counsellor.accept()
    await page.keyboard.type("/stip")
    await expect(page.get_by_role("option", name="/stipend")).to_contain_text("egen")
    await accessible(page)
    await page.keyboard.press("Enter")
    await expect(counsellor.field).to_have_value("Hei! Stipend får du hos Lånekassen.")
    await page.keyboard.type(" Se /lenke lånekassen")
    await expect(page.get_by_role("listbox", name="Offentlige sider")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(counsellor.field).to_have_value(
        "Hei! Stipend får du hos Lånekassen. Se https://lanekassen.no/ "
    )
    await page.keyboard.press("Enter")
    await expect(citizen.page.locator('.said a[href="https://lanekassen.no/"]')).to_be_visible()
    await page.keyboard.type("/finnesikke")
    await page.keyboard.press("Enter")
    await expect(counsellor.field).to_have_value("/finnesikke")
    await page.keyboard.press("Control+a")
    await page.keyboard.press("Delete")
    await page.keyboard.press("Escape")
    await page.keyboard.press("e")
    await expect(page.get_by_label("Hilsen til slutt")).to_be_focused()
    await accessible(page)
    await page.keyboard.press("Enter")
    await citizen.read(GOODBYE)
    await expect(citizen.page.get_by_role("heading", name="Takk for praten")).to_be_visible()
    await counsellor.wrap_up("stipend")
    await counsellor.be("Av")


async def test_a_note_stays_a_note_and_both_drafts_outlive_a_reload(open_page: type_of_opener) -> None:
    counsellor, citizen = Counsellor(await open_page(WIDE)), Citizen(await open_page(PHONE))
    page = counsellor.page
    await counsellor.sign_in(6)
    await counsellor.be("Tilgjengelig")
    await citizen.ask("Kan jeg ta fagbrev på nytt?")
    await counsellor.accept()
    await page.keyboard.type("Ja, det kan du, og")
    note = page.get_by_role("checkbox", name="Notat")
    await note.check()
    await expect(counsellor.field).to_have_value("")
    await counsellor.field.fill("Virker usikker.")
    await page.reload()
    await expect(counsellor.field).to_have_value("Virker usikker.")
    await expect(note).to_be_checked()
    await counsellor.field.press("Enter")
    await expect(page.get_by_role("region", name="Notater")).to_contain_text("Virker usikker.")
    await note.uncheck()
    await expect(counsellor.field).to_have_value("Ja, det kan du, og")
    await counsellor.say("Ja, det kan du.")
    await citizen.read("Ja, det kan du.")
    await expect(said(citizen.page, "Virker usikker.")).to_have_count(0)
    await counsellor.end()
    await counsellor.wrap_up("fagbrev")
    await counsellor.be("Av")


async def test_who_has_no_room_on_the_screen_stands_as_a_tab_with_what_is_new(
    open_page: type_of_opener,
) -> None:
    counsellor = Counsellor(await open_page(ONE_AT_A_TIME))
    first, second = Citizen(await open_page(PHONE)), Citizen(await open_page(PHONE))
    page = counsellor.page
    await counsellor.sign_in(5)
    await counsellor.be("Tilgjengelig")
    await first.ask("Hva er et årsstudium?")
    await counsellor.accept()
    await second.ask("Hva er en bachelor?")
    await page.get_by_role("button", name="Ta samtalen").click()
    await counsellor.read("Hva er en bachelor?")
    tabs = page.get_by_role("navigation", name="Samtaler")
    await expect(tabs.get_by_role("button")).to_have_count(2)
    await first.say("Er du der?")
    await expect(tabs.get_by_role("button").first).to_contain_text("1 ny")
    await expect(page).to_have_title("(1) Veilederbord")
    await accessible(page)
    colour = await tabs.get_by_role("button").first.get_attribute("data-color")
    await tabs.get_by_role("button").first.click()
    await counsellor.read("Er du der?")
    await expect(page.locator(".pane")).to_have_attribute("data-color", colour or "")
    await expect(page).to_have_title("Veilederbord")
    await counsellor.end()
    search = page.get_by_role("combobox", name="Tema")
    await search.fill("årsstudium")
    await search.press("Enter")
    await page.get_by_label("Utdanningsnivå").select_option("IKKE_SPES")
    await page.get_by_role("button", name="Fullfør").click()
    await counsellor.read("Hva er en bachelor?")
    await expect(tabs).to_have_count(0)
    await counsellor.end()
    await counsellor.wrap_up("bachelor")
    await counsellor.be("Av")


async def test_an_offer_calls_by_title_sign_and_system_notice_and_a_desk_left_shows_no_wish(
    open_page: type_of_opener,
) -> None:
    counsellor, citizen = Counsellor(await open_page(WIDE)), Citizen(await open_page(PHONE))
    page = counsellor.page
    await page.add_init_script(NOTICES_KEPT)
    await counsellor.sign_in(6)
    await counsellor.be("Tilgjengelig")
    await page.evaluate("document.hasFocus = () => false")
    await citizen.ask("Er det noen der?")
    await expect(page).to_have_title("● Tilbud – Veilederbord")
    await expect(page.locator('link[rel="icon"]')).to_have_attribute("href", re.compile("^data:"))
    await page.keyboard.press("d")
    await expect(page).to_have_title("Veilederbord")
    await expect(page.locator('link[rel="icon"]')).to_have_attribute("href", "/icon.svg")
    await page.wait_for_function("window.shown.length > 1")
    assert await page.evaluate("window.shown") == ["Noen venter på svar", "closed"]
    elsewhere = Counsellor(await open_page(WIDE))
    await elsewhere.sign_in(6)
    await expect(page.get_by_text("Ikke tilkoblet. Det du ser, er fra")).to_be_visible()
    await page.get_by_role("radio", name="Pause", exact=True).click(force=True)
    await expect(page.get_by_role("radio", name="Tilgjengelig")).to_be_checked()
    await page.get_by_role("button", name="Bruk her").click()
    await expect(page.get_by_text("Tilkoblet", exact=True)).to_be_visible()
    await counsellor.be("Av")
    await citizen.page.get_by_role("button", name="Forlat køen").click()
    await citizen.page.get_by_role("dialog").get_by_role("button", name="Forlat køen").click()
