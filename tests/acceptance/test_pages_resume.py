"""The pages get over the desk's own troubles: a worker that dies, and a counsellor who is signed out."""

from __future__ import annotations

from playwright.async_api import expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PHONE, WIDE, Citizen, Counsellor, said
from tests.fixtures.processes import kill_worker
from tests.fixtures.running_desk import RunningDesk

WHILE_A_WORKER_STARTS = 45_000
"""Milliseconds: a new worker is a new Python, and the machine may be busy."""


async def test_a_conversation_goes_on_after_its_worker_has_died(
    open_page: type_of_opener, page_desk: RunningDesk
) -> None:
    counsellor = Counsellor(await open_page(WIDE))
    await counsellor.sign_in(1)
    await counsellor.be("Tilgjengelig")
    citizen = Citizen(await open_page(PHONE))
    await citizen.ask("Hva er et årsstudium?")
    await counsellor.accept()
    await counsellor.say("Ett år med ett fag.")
    await citizen.read("Ett år med ett fag.")
    await kill_worker(page_desk.pid)
    await citizen.say("Skrevet mens det var nede")
    await counsellor.say("Svart mens det var nede")
    await counsellor.read("Skrevet mens det var nede", patience=WHILE_A_WORKER_STARTS)
    await citizen.read("Svart mens det var nede", patience=WHILE_A_WORKER_STARTS)
    for page in (citizen.page, counsellor.page):
        await expect(page.get_by_text("Sender …")).to_have_count(0)
        await expect(said(page, "Skrevet mens det var nede")).to_have_count(1)
        await expect(said(page, "Svart mens det var nede")).to_have_count(1)
    await counsellor.end()
    await counsellor.wrap_up("årsstudium")
    await counsellor.be("Av")


async def test_whoever_is_signed_out_signs_in_again_and_finds_the_draft(open_page: type_of_opener) -> None:
    counsellor = Counsellor(await open_page(WIDE))
    await counsellor.sign_in(2)
    await counsellor.be("Tilgjengelig")
    citizen = Citizen(await open_page(PHONE))
    await citizen.ask("Hvor lang er en bachelor?")
    await counsellor.accept()
    await counsellor.field.fill("Tre år, van")
    page = counsellor.page
    await page.evaluate("fetch('/api/login', {method: 'DELETE', headers: {'X-Desk': '1'}})")
    await expect(page.get_by_text("Du er logget ut.")).to_be_visible()
    await page.get_by_label("E-post").fill("veileder2@desk.example")
    await page.get_by_label("Passord").fill("demo-desk")
    await page.get_by_role("button", name="Logg inn").click()
    await expect(counsellor.field).to_have_value("Tre år, van")
    await counsellor.say("Tre år, vanligvis.")
    await citizen.read("Tre år, vanligvis.")
    await counsellor.end()
    await counsellor.wrap_up("bachelor")
    await counsellor.be("Av")
