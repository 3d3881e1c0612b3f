"""A coordinator edits what is written and told, ends a hold, reads what people thought, sets figures."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Locator, Page, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PASSWORD, PHONE, WIDE, accessible
from tests.acceptance.test_pages_hours import call, refused

type_of_board = Callable[..., Coroutine[Any, Any, Page]]
LANGUAGES = ("nb", "nn", "en")
ERASE = """async (token) => (await fetch("/api/contacts/self", {
    method: "DELETE", headers: {authorization: `Bearer ${token}`}
})).status"""


@pytest.fixture
async def open_board(open_page: type_of_opener) -> AsyncIterator[type_of_board]:
    """Opens a page of the board with a coordinator signed in; what she did is no longer there at the end."""
    opened: list[Page] = []

    async def open_one(name: str, size: dict[str, int] = WIDE) -> Page:
        page = await open_page(size)
        opened.append(page)
        await page.goto(f"/board#/{name}")
        await page.get_by_label("E-post").fill("koordinator@desk.example")
        await page.get_by_label("Passord").fill(PASSWORD)
        await page.get_by_label("Passord").press("Enter")
        await expect(page.locator(".settings")).to_be_visible()
        return page

    yield open_one
    page = opened[0]
    for one in (await call(page, "GET", "/api/replies"))["counsellor_replies"]:
        if one["shortcut"].startswith("/prøve"):
            await call(page, "DELETE", f"/api/replies/{one['key']}")
    for one in (await call(page, "GET", "/api/public-pages"))["pages"]:
        if "prøve" in one["words"]:
            await call(page, "DELETE", f"/api/public-pages/{one['page_id']}")
    for one in (await call(page, "GET", "/api/notices"))["notices"]:
        if one["nb"].startswith("Prøve"):
            await call(page, "DELETE", f"/api/notices/{one['notice_id']}")
    await call(page, "PUT", "/api/policy", {"offer_seconds": None, "chat_capacity": None})


def in_dialog(page: Page) -> Locator:
    """The dialog in which something is written."""
    return page.get_by_role("dialog")


async def write(dialog: Locator, nb: str, nn: str, en: str) -> None:
    """The same in three languages."""
    for label, words in (("Bokmål", nb), ("Nynorsk", nn), ("Engelsk", en)):
        await dialog.get_by_label(label, exact=True).fill(words)


async def test_a_shared_reply_is_written_with_chips_looked_at_and_found_again(
    open_board: type_of_board,
) -> None:
    page = await open_board("replies")
    await accessible(page)
    await page.get_by_role("button", name="Nytt hurtigsvar").press("Enter")
    dialog = in_dialog(page)
    await dialog.get_by_label("Kortord").fill("Prøve-1")
    await write(dialog, "Hei, ", "Hei, {kven}!", "")
    await dialog.get_by_label("Bokmål", exact=True).press("End")
    await dialog.get_by_role("button", name="Sett inn alias").press("Enter")
    await expect(dialog.get_by_label("Bokmål", exact=True)).to_be_focused()
    await expect(dialog.get_by_label("Bokmål", exact=True)).to_have_value("Hei, {alias}")
    await dialog.get_by_role("button", name="Lagre").press("Enter")
    await expect(dialog.get_by_label("Nynorsk", exact=True)).to_have_accessible_description(
        "Ingen fyller ut {kven}. Velg et av feltene over."
    )
    await expect(dialog.get_by_label("Engelsk", exact=True)).to_have_accessible_description("Skriv noe her.")
    await accessible(page)
    await write(dialog, "Hei, {alias}!", "Hei, {alias}! Eg ser.", "Hi, {alias}!")
    await expect(dialog.get_by_text("Hei, Kim! Eg ser.", exact=True)).to_be_visible()
    await expect(dialog.get_by_text("Hei! Eg ser.", exact=True)).to_be_visible()
    await page.reload()
    await expect(dialog.get_by_label("Kortord")).to_have_value("/prøve-1")
    await dialog.get_by_role("button", name="Lagre").press("Enter")
    await expect(dialog).to_have_count(0)
    await page.get_by_label("Søk i kortord, steg og tekst").fill("EG SER /prøve kontakt")
    await expect(page.locator(".replies > li")).to_have_count(1)
    await expect(page.locator(".replies > li")).to_contain_text("/prøve-1")
    stored = (await call(page, "GET", "/api/replies"))["counsellor_replies"]
    assert [one["nn"] for one in stored if one["shortcut"] == "/prøve-1"] == ["Hei, {alias}! Eg ser."]


async def test_what_somebody_else_wrote_meanwhile_is_told_and_neither_is_lost_unseen(
    open_board: type_of_board,
) -> None:
    page = await open_board("replies")
    body = {"shortcut": "/prøve-2", "stage": "kontakt", "nb": "En", "nn": "Ein", "en": "One"}
    made = await call(page, "POST", "/api/replies", body)
    await page.reload()
    await page.get_by_role("button", name="Endre /prøve-2").click()
    dialog = in_dialog(page)
    await dialog.get_by_label("Bokmål", exact=True).fill("Min")
    await call(page, "PUT", f"/api/replies/{made['key']}", {**body, "nn": "Deira"})
    await dialog.get_by_role("button", name="Lagre").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("Noen andre har endret dette")
    await dialog.get_by_role("button", name="Bruk deres").click()
    await expect(dialog.get_by_label("Bokmål", exact=True)).to_have_value("En")
    await expect(dialog.get_by_label("Nynorsk", exact=True)).to_have_value("Deira")
    await dialog.get_by_label("Bokmål", exact=True).fill("Min")
    await page.keyboard.press("Escape")
    await expect(page.get_by_text("Forkaste det du har skrevet?")).to_be_visible()
    await page.get_by_role("button", name="Nei, skriv videre").click()
    await dialog.get_by_role("button", name="Lagre").click()
    await expect(dialog).to_have_count(0)
    await page.get_by_role("button", name="Endre /prøve-2").click()
    await dialog.get_by_role("button", name="Slett").click()
    await page.get_by_role("button", name="Ja, slett").click()
    await expect(page.get_by_role("button", name="Endre /prøve-2")).to_have_count(0)
    await expect(page.get_by_role("heading", name="Hurtigsvar", exact=True)).to_be_focused()
    await page.get_by_text("Hvem har endret hva?").click()
    await expect(page.get_by_role("heading", name="Slettet et hurtigsvar").first).to_be_visible()
    await expect(page.locator(".entry").nth(1)).to_contain_text("Bokmål: Før En → Etter Min")
    await accessible(page)
    refused(page, 409)


async def test_a_public_page_becomes_a_known_site_and_is_none_without_https(
    open_board: type_of_board,
) -> None:
    page = await open_board("links")
    await accessible(page)
    await page.get_by_role("button", name="Ny side").click()
    dialog = in_dialog(page)
    await dialog.get_by_label("Adresse").fill("http://www.skole.example/kurs")
    for language in ("bokmål", "nynorsk", "engelsk"):
        await dialog.get_by_label(f"Navn ({language})").fill("Skolen")
    await dialog.get_by_label("Søkeord").fill("prøve")
    await dialog.get_by_role("button", name="Lagre").click()
    await expect(dialog.get_by_label("Adresse")).to_have_accessible_description(
        re.compile(re.escape("Adressen må begynne med https://."))
    )
    await accessible(page)
    await dialog.get_by_label("Adresse").fill("www.Skole.example/kurs")
    await dialog.get_by_role("button", name="Lagre").click()
    await expect(dialog).to_have_count(0)
    await page.get_by_label("Søk i navn, adresse og søkeord").fill("skole.example prøve")
    await expect(page.get_by_role("link", name="https://www.skole.example/kurs")).to_be_visible()
    await page.get_by_role("button", name="Endre Skolen").click()
    await dialog.get_by_role("button", name="Slett").click()
    await page.get_by_role("button", name="Ja, slett").click()
    await expect(page.get_by_text("Ingen sider passer til søket.")).to_be_visible()
    refused(page, 422)


async def test_a_notice_is_seen_as_citizens_will_and_stands_until_it_is_taken_down(
    open_board: type_of_board,
) -> None:
    page = await open_board("notices")
    await accessible(page)
    await page.get_by_role("button", name="Nytt oppslag").click()
    dialog = in_dialog(page)
    await write(
        dialog, "Prøve: telefonen er nede.", "Prøve: telefonen er nede no.", "Test: the phone is down."
    )
    await expect(dialog.locator(".look-frame").nth(1)).to_contain_text("Prøve: telefonen er nede no.")
    await expect(dialog.get_by_text("Et annet oppslag for veisøkere gjelder")).to_be_visible()
    await dialog.get_by_label("Til dato").fill("2020-01-01")
    await dialog.get_by_role("button", name="Lagre").click()
    await expect(dialog.get_by_label("Til dato")).to_have_accessible_description(
        "Slutten må være etter starten."
    )
    await accessible(page)
    await dialog.get_by_role("button", name="Sju dager").click()
    await dialog.get_by_role("button", name="Lagre").click()
    await expect(dialog).to_have_count(0)
    standing = page.locator("section").filter(has=page.get_by_role("heading", name="Står nå"))
    await expect(standing.get_by_text("Prøve: telefonen er nede.")).to_be_visible()
    await expect(standing.get_by_text("vises ikke: et nyere gjelder")).to_have_count(1)
    assert (await call(page, "GET", "/api/desk"))["notice"] == "Prøve: telefonen er nede."
    await page.get_by_role("button", name="Endre Prøve: telefonen er nede.").click()
    await dialog.get_by_role("button", name="Ta ned").click()
    await page.get_by_role("button", name="Ja, ta ned").click()
    await expect(page.get_by_text("Prøve: telefonen er nede.")).to_have_count(0)


async def test_what_is_held_back_is_listed_with_its_reason_given_another_one_and_let_go(
    open_board: type_of_board,
) -> None:
    page = await open_board("holds")
    await expect(page.get_by_role("heading", name="Ingenting holdes tilbake")).to_be_visible()
    asked = {"channel": "chat", "language": "nn", "request_id": str(uuid4()), "text": "Eg er uroleg."}
    contact = await call(page, "POST", "/api/contacts", asked)
    address = f"/api/contacts/{contact['contact_id']}/hold"
    now = (await call(page, "GET", "/api/desk"))["server_time"]
    until = await page.evaluate("(now) => new Date(Date.parse(now) + 5 * 86400000).toISOString()", now)
    await call(page, "POST", address, {"reason": "melding er sendt", "until": until})
    await page.reload()
    item = page.locator(".held > li")
    await expect(item).to_contain_text("melding er sendt")
    await expect(item).to_contain_text("5 døgn igjen")
    await accessible(page)
    await item.get_by_role("button", name="Endre slutt eller begrunnelse").click()
    dialog = in_dialog(page)
    await dialog.get_by_label("Siste dag").fill("2099-01-01")
    await dialog.get_by_label("Hvorfor").fill("saken følges opp")
    await dialog.get_by_role("button", name="Lagre").click()
    await expect(dialog.get_by_label("Siste dag")).to_have_accessible_description(
        re.compile("For lenge. Høyst 30 døgn.")
    )
    await dialog.get_by_label("Siste dag").fill(until[:10])
    await dialog.get_by_role("button", name="Lagre").click()
    await expect(item).to_contain_text("saken følges opp")
    await item.get_by_role("button", name="Slett som vanlig").click()
    await page.get_by_role("button", name="Ja, slett som vanlig").click()
    await expect(page.get_by_role("heading", name="Ingenting holdes tilbake")).to_be_focused()
    assert await page.evaluate(ERASE, contact["token"]) == 204
    refused(page, 422)


async def test_feedback_shows_the_figures_of_the_period_and_words_of_its_days(
    open_board: type_of_board,
) -> None:
    page = await open_board("feedback")
    to = await page.get_by_label("Til og med").input_value()
    start = await page.get_by_label("Fra og med").input_value()
    after = await page.evaluate(
        "(day) => new Date(Date.parse(day) + 86400000).toISOString().slice(0, 10)", to
    )
    told = await call(page, "GET", f"/api/statistics/satisfaction?from={start}&to={after}")
    assert told["answers"] > 0, "the demo's citizens have answered"
    for score, name in (("5", "5: Ja, veldig mye"), ("1", "1: Nei, ikke noe")):
        row = page.get_by_role("row", name=name)
        await expect(row.get_by_role("cell").nth(0)).to_have_text(str(told["scores"][score]))
    await expect(page.locator(".day-words li")).to_have_count(len(told["words"]))
    await accessible(page)
    await page.get_by_label("Fra og med").fill("2020-01-01")
    await expect(page.get_by_label("Til og med")).to_have_accessible_description("Høyst 400 dager om gangen.")
    await page.get_by_label("Til og med").fill("2020-01-31")
    await expect(page.get_by_text("Ingen har svart i denne perioden.")).to_be_visible()
    await page.get_by_label("Til og med").fill("2019-01-31")
    await expect(page.get_by_label("Til og med")).to_have_accessible_description(
        "Første dag må komme før siste."
    )


async def test_a_figure_is_changed_with_its_consequence_and_a_reason_and_goes_back(
    open_board: type_of_board,
) -> None:
    page = await open_board("policy", PHONE)
    offer, room = (
        page.get_by_label("Et tilbud varer", exact=True),
        page.get_by_label("Chatter samtidig", exact=True),
    )
    panel = page.get_by_role("complementary", name="Slik blir det")
    save = panel.get_by_role("button", name="Lagre endringene")
    await offer.fill("2")
    await page.get_by_label("Enhet: Et tilbud varer").select_option("minute")
    await room.fill("12")
    await expect(room).to_have_accessible_description(re.compile("For mye. Høyst 10."))
    await expect(save).to_be_disabled()
    await page.get_by_role("button", name="Se og lagre").click()
    await panel.get_by_role("button", name="Gå dit").click()
    await expect(room).to_be_focused()
    await accessible(page)
    await page.get_by_role("button", name="Angre endringen: Chatter samtidig").click()
    await expect(panel).to_contain_text("Før 30 sekunder → Etter 2 minutter")
    await expect(panel).to_contain_text("så lenge på hver veileder")
    await page.reload()
    await expect(offer).to_have_value("2")
    await save.click()
    await expect(panel.get_by_label("Hvorfor?")).to_be_focused()
    await panel.get_by_label("Hvorfor?").fill("Mange rekker det ikke.")
    await call(page, "PUT", "/api/policy", {"offer_seconds": 45})
    await save.click()
    await expect(panel.get_by_role("alert")).to_contain_text("Noen andre har endret noe av dette")
    await expect(panel).to_contain_text("Før 45 sekunder → Etter 2 minutter")
    await save.click()
    await expect(panel).to_contain_text("Du har ikke endret noe.")
    assert (await call(page, "GET", "/api/policy"))["values"]["offer_seconds"] == 120
    entry = (await call(page, "GET", "/api/audit?about=policy&limit=1"))["entries"][0]
    assert (entry["reason"], entry["after"]) == ("Mange rekker det ikke.", {"offer_seconds": 120})
    await page.get_by_text("Hvem har endret hva?").click()
    await expect(page.locator(".entry").first).to_contain_text("Begrunnelse: Mange rekker det ikke.")
    await page.get_by_role("button", name="Bruk standard: Et tilbud varer").click()
    await expect(panel).to_contain_text("Før 2 minutter → Etter 30 sekunder")
    await panel.get_by_label("Hvorfor?").fill("Det holdt.")
    await save.click()
    await expect(panel).to_contain_text("Du har ikke endret noe.")
    assert "offer_seconds" not in (await call(page, "GET", "/api/policy"))["decided"]
    refused(page, 409)
