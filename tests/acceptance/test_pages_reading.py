"""Opening a conversation of others in a real browser: with a reason, that stands in the log of readings."""

from __future__ import annotations

from playwright.async_api import expect

from tests.acceptance.page_axe import violations
from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PASSWORD, PHONE, WIDE, Citizen, Counsellor, accessible
from tests.fixtures.running_desk import RunningDesk

QUESTION = "Kan jeg bytte linje etter jul?"


async def test_a_conversation_is_opened_with_a_reason_that_is_written_down(
    open_page: type_of_opener, page_desk: RunningDesk
) -> None:
    citizen, counsellor = Citizen(await open_page(PHONE)), Counsellor(await open_page(WIDE))
    await counsellor.sign_in(2)
    await citizen.ask(QUESTION)
    await counsellor.be("Tilgjengelig")
    await counsellor.accept()
    await counsellor.end()
    await counsellor.wrap_up("valg av videregående")
    await counsellor.be("Av")
    [(contact_id,)] = page_desk.execute("SELECT id::text FROM contact ORDER BY arrived_at DESC LIMIT 1")
    page = await open_page(PHONE)
    await page.goto("/board#conversation")
    await page.get_by_label("E-post").fill("koordinator@desk.example")
    await page.get_by_label("Passord").fill(PASSWORD)
    await page.get_by_label("Passord").press("Enter")
    await page.get_by_role("button", name="Åpne samtalen").press("Enter")
    await expect(page.get_by_text("Lim inn hele nummeret.")).to_be_visible()
    await expect(page.get_by_text("Velg en grunn.")).to_be_visible()
    await accessible(page)
    day, find = page.get_by_label("Dag"), page.get_by_role("button", name="Finn", exact=True)
    today = await day.input_value()
    await day.fill("2001-02-03")
    await find.press("Enter")
    await expect(page.get_by_text("Ingen henvendelser kom inn da.").last).to_be_visible()
    await day.fill(today)
    await page.get_by_label("Kanal").select_option("chat")
    await find.press("Enter")
    last = page.get_by_role("button", name="Velg ").last
    await expect(last).to_contain_text("Chat · ")
    await last.press("Enter")
    await expect(page.get_by_label("Henvendelse", exact=True)).to_have_value(contact_id)
    await accessible(page)
    await page.get_by_label("Henvendelse", exact=True).fill(f"  {contact_id.upper()}")
    await page.get_by_label("Hvorfor må du lese den?").select_option("complaint")
    await page.get_by_label("Med dine ord").fill("fikk ikke svar – så hun sier")
    await page.get_by_role("button", name="Åpne samtalen").press("Enter")
    await expect(page.get_by_text(QUESTION)).to_be_visible()
    await accessible(page)
    await page.get_by_role("button", name="Lukk samtalen").press("Enter")
    await expect(page.get_by_text(QUESTION)).to_have_count(0)
    await page.goto("/board#readings")
    read = page.get_by_role("listitem").filter(has_text=contact_id)
    await expect(read).to_contain_text("Klage fra veisøkeren: fikk ikke svar – så hun sier")
    await expect(read.get_by_role("link")).to_have_attribute("href", f"#conversation/{contact_id}")
    assert await violations(page) == []
