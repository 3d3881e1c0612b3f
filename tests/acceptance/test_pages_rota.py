"""The rota by mouse and by keys, files with a preview, and follow-ups at the counsellor's desk."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PASSWORD, PHONE, WIDE, Counsellor, accessible

CHANGE = {"X-Desk": "1"}
AHEAD = timedelta(weeks=20)
"""Far from every shift that the desk itself has."""


class Planner:
    """A coordinator at the rota of a week in which nobody works yet."""

    def __init__(self, page: Page, monday: date) -> None:
        self.page, self.monday = page, monday

    @property
    def week(self) -> str:
        """As the address has it."""
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    async def open(self) -> None:
        """Sign in and go to the week."""
        await self.page.goto(f"/board#rota/{self.week}")
        await self.page.get_by_label("E-post").fill("koordinator@desk.example")
        await self.page.get_by_label("Passord").fill(PASSWORD)
        await self.page.get_by_role("button", name="Logg inn").click()
        await expect(
            self.page.get_by_role("heading", name=f"Ingen vakter i uke {self.number}")
        ).to_be_visible()

    @property
    def number(self) -> int:
        """As people say it."""
        return self.monday.isocalendar().week

    def shift(self, name: str) -> Locator:
        """The shift whose label begins so."""
        return self.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}"))

    def day(self, row: int, day: int) -> Locator:
        """A day of a person, both counted from none."""
        return self.page.locator(f"[data-cell='{row} {day}']")

    async def say(self, words: str) -> None:
        """Wait until the page has said so."""
        await expect(self.page.locator(".rota-toast")).to_contain_text(words)

    async def plan(self, day: int, starts: str, ends: str) -> str:
        """A shift of the first counsellor in the grid; her name."""
        rota = await (await self.page.request.get(f"/api/rota?week={self.week}")).json()
        person = rota["centres"][0]["counsellors"][0]
        when = self.monday + timedelta(days=day)
        body = {
            "counsellor_id": person["counsellor_id"],
            "starts_at": f"{when}T{starts}:00.000Z",
            "ends_at": f"{when}T{ends}:00.000Z",
            "channels": ["chat"],
        }
        headers = CHANGE | {"Origin": origin(self.page)}
        made = await self.page.request.post("/api/shifts", data=body, headers=headers)
        assert made.ok, await made.text()
        await self.page.reload()
        name: str = person["name"]
        return name

    async def clear(self) -> None:
        """Take away what was planned in this week and the eight after it."""
        until = self.monday + timedelta(weeks=9)
        found = await (await self.page.request.get(f"/api/shifts?from={self.monday}&to={until}")).json()
        for one in found:
            if one["starts_at"] >= f"{self.monday - timedelta(days=1)}":
                headers = CHANGE | {"Origin": origin(self.page)}
                await self.page.request.delete(f"/api/shifts/{one['shift_id']}", headers=headers)


@pytest.fixture
async def planner(open_page: type_of_opener) -> AsyncIterator[Planner]:
    """At the rota; what she plans is gone afterwards."""
    page = await open_page(WIDE)
    said = await (await page.request.get("/api/desk")).json()
    today = datetime.fromisoformat(said["server_time"]).date()
    made = Planner(page, today - timedelta(days=today.weekday()) + AHEAD)
    await made.open()
    yield made
    await made.clear()


async def test_a_shift_is_made_moved_taken_away_and_brought_back_by_keys_alone(planner: Planner) -> None:
    page = planner.page
    await accessible(page)
    first = page.locator("#rota-0-0-0")
    name = (await first.get_attribute("aria-label") or "").split(",")[0]
    await first.focus()
    await page.keyboard.press("Enter")
    await accessible(page)
    await page.get_by_label("Fra", exact=True).fill("9.30")
    await page.get_by_label("Til", exact=True).fill("1500")
    await page.keyboard.press("Enter")
    await planner.say("1 vakt er laget.")
    shift = planner.shift(f"{name}, mandag")
    await expect(shift).to_have_accessible_name(re.compile(r"9\.30–15, Chat"))
    await expect(shift).to_be_focused()
    for key in ("m", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "+", "Enter"):
        await page.keyboard.press(key)
    moved = planner.shift(f"{name}, onsdag")
    await expect(moved).to_have_accessible_name(re.compile(r"10–16, Chat"))
    await expect(moved).to_be_focused()
    await page.keyboard.press("Delete")
    await planner.say("Vakten er tatt bort.")
    await expect(moved).to_have_count(0)
    await page.get_by_role("button", name="Angre").press("Enter")
    await expect(moved).to_have_count(1)


async def test_a_repetition_is_seen_before_it_is_made_and_ends_from_a_day_on(planner: Planner) -> None:
    page = planner.page
    await page.get_by_role("button", name="Ny vakt", exact=True).click()
    await page.get_by_label("Gjenta vakten").check()
    await page.get_by_label("on", exact=True).check()
    await page.get_by_label("Hver", exact=True).select_option("2")
    await page.get_by_role("button", name="Se hva som blir laget").click()
    made = page.locator(".preview li")
    await expect(made).to_have_count(5)
    await expect(page.locator(".rota .shift")).to_have_count(0)
    await accessible(page)
    await page.get_by_role("button", name="Lag 5 vakter").click()
    await planner.say("5 vakter er laget.")
    await expect(page.locator(".rota .shift")).to_have_count(2)
    await page.locator(".rota .shift").nth(1).click()
    await page.get_by_role("button", name="Ta bort denne og de som kommer").click()
    await page.get_by_role("button", name="Ja, ta dem bort").click()
    await planner.say("4 vakter er tatt bort.")
    await expect(page.locator(".rota .shift")).to_have_count(1)


async def test_a_shift_is_drawn_and_moved_by_mouse_and_the_gaps_are_told(planner: Planner) -> None:
    page = planner.page
    name = await planner.plan(0, "09:00", "14:00")
    shift = planner.shift(f"{name}, mandag")
    await expect(page.get_by_text(re.compile(r"Ingen på chat mandag .* kl\. 0–1[01]$"))).to_be_visible()
    await expect(page.locator(".gap").first).to_be_visible()
    await drag(page, shift, planner.day(2, 1))
    await planner.say("Vakten er flyttet.")
    await expect(shift).to_have_count(0)
    await expect(planner.day(2, 1).get_by_role("button")).to_have_count(1)
    await accessible(page)
    box = await planner.day(0, 3).bounding_box()
    assert box
    await page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 15)
    await page.mouse.down()
    await page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 15, steps=3)
    await page.mouse.up()
    await expect(page.get_by_label("Fra", exact=True)).to_have_value("12:00")
    await expect(page.get_by_label("Til", exact=True)).to_have_value("18:00")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_week_is_copied_after_a_look_and_none_of_it_twice(planner: Planner) -> None:
    page = planner.page
    name = await planner.plan(1, "09:00", "14:00")
    await expect(planner.shift(f"{name}, tirsdag")).to_be_visible()
    for answer in ("Kopier 1 vakt", None):
        await page.get_by_role("button", name="Kopier uka").click()
        await page.get_by_role("button", name="Se hva som blir kopiert").click()
        await expect(page.locator(".preview")).to_be_visible()
        if answer:
            await page.get_by_role("button", name=answer).click()
            await expect(page.get_by_role("heading", name=f"Uke {later(planner.monday)}")).to_be_visible()
            await expect(planner.shift(f"{name}, tirsdag")).to_be_visible()
            await page.get_by_role("button", name="Forrige uke").click()
    await expect(page.locator(".preview")).to_contain_text("finnes fra før")
    await expect(page.get_by_role("button", name="Kopier 0 vakter")).to_be_disabled()


async def test_a_file_is_refused_line_by_line_and_taken_when_it_is_right(planner: Planner) -> None:
    page = planner.page
    day = planner.monday + timedelta(days=1)
    table = f"email;date;start;end;channels\nveileder1@desk.example;{day};{{}};18:00;chat\n"
    await page.get_by_role("button", name="Hent inn").click()
    await page.get_by_label("Eller lim inn innholdet").fill(table.format("25:00"))
    await page.get_by_role("button", name="Se hva som endres").click()
    await expect(page.get_by_role("alert")).to_contain_text("Linje 2: Klokkeslettet kan ikke leses")
    await accessible(page)
    good = FilePayload(name="vakter.csv", mimeType="text/csv", buffer=table.format("12:00").encode())
    await page.get_by_label("Fil", exact=True).set_input_files(files=[good])
    await page.get_by_role("button", name="Se hva som endres").click()
    await expect(page.get_by_text("1 ny vakt")).to_be_visible()
    await expect(page.locator(".rota .shift")).to_have_count(0)
    await page.get_by_role("button", name="Ta i bruk").click()
    await planner.say("Vaktene er hentet inn.")
    await expect(planner.shift("Eldbjørg Eksempel, tirsdag")).to_have_accessible_name(
        re.compile("12–18, Chat")
    )
    await page.get_by_text("Lagre som …").click()
    async with page.expect_download() as saved:
        await page.get_by_role("button", name="Regneark (CSV)").click()
    assert (await saved.value).suggested_filename == f"turnus-{planner.week}.csv"


async def test_on_a_phone_the_week_is_a_list_and_in_the_dark_it_is_as_clear(
    planner: Planner, open_page: type_of_opener
) -> None:
    name = await planner.plan(2, "09:00", "14:00")
    page = await open_page(PHONE, color_scheme="dark", reduced_motion="reduce")
    await page.context.add_cookies(await planner.page.context.cookies())  # type: ignore[arg-type]
    await page.goto(f"/board#rota/{planner.week}")
    await expect(page.locator(".day-list").get_by_role("button", name=name)).to_be_visible()
    await accessible(page)
    await page.get_by_role("button", name="La noen jobbe nå").click()
    await page.get_by_role("button", name="La jobbe").click()
    await expect(page.get_by_role("alert")).to_have_text("Skriv hvorfor.")
    await accessible(page)


async def test_a_question_left_is_answered_and_a_call_is_tried_again(open_page: type_of_opener) -> None:
    counsellor = Counsellor(await open_page(WIDE))
    page = counsellor.page
    await counsellor.sign_in(1)
    telephone = page.get_by_label("Telefon", exact=True)
    await counsellor.be("Tilgjengelig")
    kept = await telephone.is_checked()
    await telephone.set_checked(True)
    await ask(page, kind="message", text="Kan jeg ta fagbrev som voksen?")
    await expect(page.get_by_role("heading", name="Noen har lagt igjen et spørsmål")).to_be_visible()
    await page.get_by_role("button", name="Ta den").click()
    left = page.get_by_role("region", name="Spørsmål lagt igjen")
    await expect(left).to_contain_text("Kan jeg ta fagbrev som voksen?")
    await counsellor.say("Ja, som praksiskandidat.")
    await counsellor.read("Ja, som praksiskandidat.")
    await accessible(page)
    await counsellor.end()
    await expect(page.get_by_label("Ferdig")).to_be_checked()
    await accessible(page)
    await counsellor.wrap_up("søke jobb")
    token = await ask(page, kind="call", number="41234567")
    await expect(page.get_by_role("heading", name="Noen vil bli oppringt")).to_be_visible()
    await page.get_by_role("button", name="Ta den").click()
    await expect(page.get_by_role("link", name="412 34 567")).to_have_attribute("href", "tel:+4741234567")
    await counsellor.end()
    await page.get_by_label("Prøv igjen senere").check()
    await page.get_by_role("button", name="Fullfør").click()
    await expect(page.locator(".pane")).to_have_count(0)
    await telephone.set_checked(kept)
    await counsellor.be("Av")
    # Who wants to be called after all would be offered to a counsellor of a later test.
    own = {"Origin": origin(page), "Authorization": f"Bearer {token}"}
    assert (await page.request.delete("/api/contacts/self", headers=own)).status == 204


async def ask(page: Page, **asked: str) -> str:
    """Leave a question or ask to be called, as a citizen's page does; the token of whoever asked."""
    blank = {"text": None, "number": None, "contact_id": None, "county": None}
    body = blank | {"request_id": str(uuid4()), "language": "nb"} | asked
    answer = await page.request.post("/api/follow-ups", data=body, headers={"Origin": origin(page)})
    assert answer.status == 201, await answer.text()
    return str((await answer.json())["token"])


async def drag(page: Page, what: Locator, to: Locator) -> None:
    """By the middle of the one to the middle of the other."""
    start, end = await what.bounding_box(), await to.bounding_box()
    assert start
    assert end
    await page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    await page.mouse.down()
    await page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)
    await page.mouse.up()


def origin(page: Page) -> str:
    """Where the desk answers."""
    return re.sub(r"(https?://[^/]+).*", r"\1", page.url)


def later(monday: date) -> int:
    """The number of the week after."""
    return (monday + timedelta(weeks=1)).isocalendar().week
