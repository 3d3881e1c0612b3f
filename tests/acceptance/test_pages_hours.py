"""A coordinator changes when the desk is open, sees what comes of it first, and finds it in the log after."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PASSWORD, PHONE, WIDE, accessible, complaints

LISTS = ("weekly_rules", "period_rules", "date_rules")
LAST_CALL = ("last_call", "usual_conversation_seconds", "stop_intake_seconds")
LANGUAGES = ("Bokmål", "Nynorsk", "English")
CALL = """async ([method, path, body]) => {
    const headers = {"x-desk": "1", "content-type": "application/json"};
    const init = body === null ? {method, headers} : {method, headers, body: JSON.stringify(body)};
    const response = await fetch(path, init);
    return response.status === 204 ? null : await response.json();
}"""
"""As the page itself calls; for what another coordinator does meanwhile, and for putting all back."""


async def call(page: Page, method: str, path: str, body: object = None) -> Any:
    """One call with the session of the page."""
    return await page.evaluate(CALL, [method, path, body])


def refused(page: Page, status: int) -> None:
    """The browser tells of each answer of that status by itself; here it is what the test is about."""
    told: list[str] = getattr(page, "complaints")  # noqa: B009
    told[:] = [said for said in told if f"status of {status}" not in said]


@pytest.fixture
async def board(open_page: type_of_opener) -> AsyncIterator[Page]:
    """A coordinator's board on the opening hours; at the end they are as they were."""
    page = await open_page(WIDE)
    await page.goto("/board#hours")
    await page.get_by_label("E-post").fill("koordinator@desk.example")
    await page.get_by_label("Passord").fill(PASSWORD)
    await page.get_by_label("Passord").press("Enter")
    await expect(page.get_by_role("heading", name="De neste 14 dagene")).to_be_visible()
    before = await call(page, "GET", "/api/opening-hours")
    kept = {one["closure_id"] for one in before["closures"]}
    policy = (await call(page, "GET", "/api/policy"))["values"]
    yield page
    await call(page, "PUT", "/api/opening-hours", {name: before[name] for name in LISTS})
    for one in (await call(page, "GET", "/api/opening-hours"))["closures"]:
        if one["closure_id"] not in kept:
            await call(page, "DELETE", f"/api/closures/{one['closure_id']}")
    await call(page, "PUT", "/api/policy", {name: policy[name] for name in LAST_CALL})
    await call(page, "POST", "/api/desk/reopen", {"channel": None, "reason": None, "until": None})


async def type_time(page: Page, label: str, typed: str) -> None:
    """Write a time of day and leave the field as a keyboard does."""
    await page.get_by_label(label, exact=True).fill(typed)
    await page.get_by_label(label, exact=True).press("Enter")


async def test_a_week_is_changed_by_keys_looked_at_mended_and_saved(board: Page) -> None:
    save = board.get_by_role("button", name="Lagre endringene")
    await accessible(board)
    await board.get_by_role("button", name="Endre: Vanlig uke").press("Enter")
    await type_time(board, "mandag, tid 1, fra", "10")
    await type_time(board, "mandag, tid 1, til", "9")
    end = board.get_by_label("mandag, tid 1, til", exact=True)
    await expect(end).to_have_attribute("aria-invalid", "true")
    await expect(end).to_have_accessible_description(re.compile("Slutten må være etter starten"))
    await expect(save).to_be_disabled()
    await board.get_by_role("button", name="Gå dit").press("Enter")
    await expect(board.get_by_label("mandag, tid 1, fra", exact=True)).to_be_focused()
    await accessible(board)
    await type_time(board, "mandag, tid 1, til", "15.30")
    await expect(end).to_have_value("15:30")
    await expect(board.get_by_text("2 dager blir annerledes.")).to_be_visible()
    await expect(board.get_by_role("row", name="før: 0–24")).to_have_count(2)
    await board.get_by_role("button", name="Vis alle").press("Enter")
    for sentence in ("Chatten er åpen til kl. 15.30.", "Chatten er open til kl. 15.30."):
        await expect(board.get_by_text(sentence).first).to_be_visible()
    await expect(board.get_by_text("The chat is open until 15:30.").first).to_be_visible()
    await accessible(board)
    await board.reload()
    await expect(board.get_by_role("complementary", name="Slik blir det")).to_contain_text("ikke er lagret")
    await expect(save).to_be_enabled()
    await save.press("Enter")
    await expect(board.get_by_role("heading", name="De neste 14 dagene")).to_be_focused()
    await expect(board.get_by_text("man 10–15.30, tir–søn 0–24")).to_be_visible()
    stored = await call(board, "GET", "/api/opening-hours")
    assert stored["weekly_rules"][0]["weekly"]["1"] == [["10:00", "15:30"]]
    refused(board, 422)


async def test_what_somebody_else_saved_meanwhile_is_told_and_not_lost(board: Page) -> None:
    await board.get_by_role("button", name="Endre: Vanlig uke").click()
    await type_time(board, "tirsdag, tid 1, fra", "8")
    await expect(board.get_by_text("2 dager blir annerledes.")).to_be_visible()
    theirs = await call(board, "GET", "/api/opening-hours")
    theirs["weekly_rules"][0]["weekly"]["3"] = [["12:00", "14:00"]]
    await call(board, "PUT", "/api/opening-hours", {"weekly_rules": theirs["weekly_rules"]})
    await board.get_by_role("button", name="Lagre endringene").click()
    await expect(board.get_by_text("Noen andre har lagret åpningstider mens du skrev.")).to_be_visible()
    await expect(board.get_by_role("button", name="Lagre endringene")).to_be_disabled()
    await expect(board.get_by_role("row", name="før: 12–14")).to_have_count(2)
    await accessible(board)
    await board.get_by_role("button", name="Bruk deres").click()
    await expect(board.get_by_text("man–tir 0–24, ons 12–14, tor–søn 0–24")).to_be_visible()
    refused(board, 409)


async def test_a_single_day_and_a_half_day_come_and_go(board: Page) -> None:
    today = date.fromisoformat((await call(board, "GET", "/api/desk"))["server_time"][:10])
    day = today + timedelta(days=40)
    await board.get_by_role("button", name="Legg til en dag").click()
    dialog = board.get_by_role("dialog")
    await dialog.get_by_label("Dato").fill(day.isoformat())
    await dialog.get_by_role("button", name="Lagre dagen").click()
    await expect(dialog.get_by_role("alert")).to_have_text("Skriv hvorfor på alle tre språk.")
    for language in LANGUAGES:
        await dialog.get_by_label(f"Hvorfor ({language})").fill("Fagsamling")
    await expect(dialog.get_by_role("row", name="stengt endret")).to_be_visible()
    await expect(dialog.get_by_text("Chatten er stengt: Fagsamling.").first).to_be_visible()
    await accessible(board)
    await dialog.get_by_role("button", name="Lagre dagen").click()
    row = board.locator(".dates > li").filter(has_text="Fagsamling")
    await expect(row).to_be_visible()
    await row.get_by_role("button", name="Fjern").click()
    await expect(dialog.get_by_role("row", name="0–24 endret")).to_be_visible()
    await accessible(board)
    await dialog.get_by_role("button", name="Ja, fjern").click()
    await expect(row).to_have_count(0)
    await expect(board.get_by_role("heading", name="Enkeltdager")).to_be_focused()
    await board.get_by_label("År", exact=True).select_option(str(today.year + 1))
    eve = board.locator(".holidays > li").filter(has_text="Julaften")
    await type_time(board, "Åpningstid Julaften, tid 1, fra", "9")
    await eve.get_by_role("button", name="Godta").click()
    await expect(eve.get_by_text("Halv dag: 9–12")).to_be_focused()
    await expect(board.locator(".dates > li")).to_contain_text("Julaften")
    await eve.get_by_role("button", name="Avslå").click()
    await expect(eve.get_by_text("Avslått: som vanlig")).to_be_visible()
    await accessible(board)


async def test_the_end_of_the_day_is_chosen_and_any_moment_can_be_asked_about(board: Page) -> None:
    ending = board.get_by_role("region", name="Slutten av dagen")
    await ending.get_by_role("radio", name="Slipp inn så lenge også en samtale rekker").check()
    await ending.get_by_label("En vanlig samtale varer").fill("tjue")
    await ending.get_by_role("button", name="Lagre valget").click()
    await expect(ending.get_by_role("alert")).to_have_text("Skriv et helt antall minutter, fra 0 til 600.")
    await ending.get_by_label("En vanlig samtale varer").fill("25")
    await ending.get_by_role("button", name="Lagre valget").click()
    await expect(ending.get_by_text("Valget er lagret og gjelder nå.")).to_be_visible()
    values = (await call(board, "GET", "/api/policy"))["values"]
    assert [values[name] for name in LAST_CALL] == [2, 1500, 0]
    asked = board.get_by_role("region", name="Hva ser veisøkerne?")
    week = {str(day): [["10:00", "20:00"]] for day in range(1, 5)}
    await call(board, "PUT", "/api/opening-hours", {"weekly_rules": [{"id": "seed", "weekly": week}]})
    await asked.get_by_label("Dato").fill("2027-03-24")
    await expect(asked.get_by_text("Chatten er åpen til kl. 20.")).to_be_visible()
    await asked.get_by_label("Dato").fill("2027-03-29")
    await expect(
        asked.get_by_text("Chatten er stengd: Andre påskedag. Vi opnar tysdag 30. mars kl. 10.")
    ).to_be_visible()
    await expect(asked.get_by_text("Fordi: helligdag: Andre påskedag")).to_be_visible()
    await asked.get_by_label("Klokken").fill("02:30")
    await asked.get_by_label("Dato").fill("2027-03-28")
    await expect(asked.get_by_text("Velg en dato og et klokkeslett som finnes.")).to_be_visible()
    await accessible(board)
    refused(board, 422)


async def test_the_chat_is_closed_in_two_clicks_anywhere_and_the_log_knows(board: Page) -> None:
    await board.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    await board.get_by_role("link", name="Turnus").press("Enter")
    await expect(board.get_by_role("heading", name="Turnus", level=1)).to_be_focused()
    await board.get_by_role("button", name="Steng chatten").press("Enter")
    await expect(board.get_by_label("Hvorfor (Nynorsk)")).not_to_have_value("")
    await accessible(board)
    await board.keyboard.press("Enter")
    banner = board.get_by_role("region", name="Styrt for hånd")
    await expect(banner).to_contain_text("Chatten er stengt for hånd. Til noen åpner igjen.")
    await expect(banner).to_contain_text("Av Kari Koordinator kl. ")
    await expect(board.get_by_text("Chatten er stengt.", exact=True)).to_be_visible()
    await accessible(board)
    await banner.get_by_role("button", name="Åpne igjen").press("Enter")
    await board.keyboard.press("Enter")
    await expect(banner).to_have_count(0)
    await expect(board.get_by_role("heading", level=1)).to_be_focused()
    await expect(board.get_by_text("Chatten er åpen.", exact=True)).to_be_visible()
    await board.get_by_role("link", name="Logg").click()
    await expect(board.get_by_role("heading", name="Endringslogg")).to_be_focused()
    newest = board.locator(".entry").first
    await expect(newest).to_contain_text("Kari Koordinator")
    await expect(newest.get_by_role("heading")).to_have_text("Åpnet for hånd")
    await expect(newest.locator("del")).to_contain_text("Chatten er stengt for hånd.")
    await newest.get_by_text("Vis alt, ordrett").click()
    await expect(newest.locator("pre")).to_contain_text('"action": "desk_reopened"')
    await accessible(board)
    await board.get_by_label("Vis", exact=True).select_option("shifts")
    await expect(board.get_by_role("heading", name="Åpnet for hånd")).to_have_count(0)
    await board.go_back()
    await expect(board.get_by_role("heading", name="Turnus", level=1)).to_be_focused()
    assert complaints(board) == []
