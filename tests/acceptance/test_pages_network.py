"""Bad networks: cut at every stage, slow as on a train, reloaded; nothing is lost, doubled, or said twice."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Any

from playwright.async_api import Page, TimeoutError, WebSocketRoute, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PHONE, WIDE, Citizen, Counsellor, said
from tests.acceptance.page_states import cut_off

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
"""A crowded cell: 400 ms there and back, and what a message needs."""
LISTEN = """() => {
    const heard = window.heard = [];
    const quiet = one => {
        const region = one.closest("[aria-live], [role=log], [role=status], [role=alert]");
        return !region || region.getAttribute("aria-live") === "off";
    };
    const read = node => {
        const one = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
        if (!one || !one.isConnected || quiet(one)) return;
        const copy = node.cloneNode(true);
        copy.querySelectorAll?.("[aria-live=off], [hidden]").forEach(part => part.remove());
        const words = copy.textContent.trim();
        if (words) heard.push(words);
    };
    new MutationObserver(changes => changes.forEach(change => {
        if (change.type === "characterData") read(change.target);
        else change.addedNodes.forEach(read);
    })).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""
"""Keeps what a screen reader would read of its own accord."""


async def slow_down(page: Page) -> None:
    """From now on this page has a bad network."""
    session = await page.context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", SLOW)


async def heard(page: Page, words: str) -> int:
    """How often these words were read out."""
    every: list[str] = await page.evaluate("window.heard")
    return sum(words in one for one in every)


class Gate:
    """Between a page and the desk: what the page says passes only while it is open; all else passes."""

    def __init__(self) -> None:
        self.open = True
        self._held: list[tuple[WebSocketRoute, str | bytes]] = []

    def stand_at(self, socket: WebSocketRoute) -> None:
        """Let this socket pass by here."""
        desk = socket.connect_to_server()

        def pass_on(frame: str | bytes) -> None:
            if not self.open and json.loads(frame)["type"] == "message":
                self._held.append((desk, frame))
            else:
                desk.send(frame)

        socket.on_message(pass_on)

    def let_through(self) -> None:
        """What was held, in its order, and whatever comes."""
        self.open = True
        for desk, frame in self._held:
            desk.send(frame)
        self._held.clear()


async def pair(open_page: type_of_opener, number: int, question: str) -> tuple[Citizen, Counsellor]:
    """Somebody who has asked, and somebody who is ready and has not yet taken it."""
    counsellor = Counsellor(await open_page(WIDE))
    await counsellor.sign_in(number)
    await counsellor.be("Tilgjengelig")
    citizen = Citizen(await open_page(PHONE))
    await citizen.ask(question)
    return citizen, counsellor


async def finish(counsellor: Counsellor) -> None:
    """Leave the desk as it was found."""
    await counsellor.end()
    await counsellor.wrap_up("fagbrev")
    await counsellor.be("Av")


async def test_a_question_written_without_a_network_stays_and_goes_when_it_is_back(
    open_page: type_of_opener,
) -> None:
    citizen = Citizen(await open_page(PHONE))
    page = citizen.page
    await page.goto("/chat")
    await page.get_by_label("Hva lurer du på?").fill("Hva gjør en fysiker?")
    await page.context.set_offline(True)
    await page.get_by_role("button", name="Start chat").click()
    await expect(page.get_by_role("alert")).to_contain_text("Vi får ikke kontakt.")
    await expect(page.get_by_label("Hva lurer du på?")).to_have_value("Hva gjør en fysiker?")
    await page.context.set_offline(False)
    await page.get_by_role("button", name="Start chat").click()
    await expect(page.get_by_text("Du er nummer 1 i køen.")).to_be_visible()
    await expect(said(page, "Hva gjør en fysiker?")).to_have_count(1)
    await page.get_by_role("button", name="Forlat køen").click()
    await page.get_by_role("dialog").get_by_role("button", name="Forlat køen").click()


async def test_who_is_cut_off_in_line_keeps_the_place_and_who_is_offered_it_meets_nobody_else(
    open_page: type_of_opener,
) -> None:
    citizen = Citizen(await open_page(PHONE))
    await citizen.ask("Er jeg fortsatt nummer én?")
    async with cut_off(citizen.page):
        await expect(citizen.page.get_by_text("Forbindelsen er brutt")).to_be_visible()
        await citizen.say("Skrevet i tunnelen")
        await expect(citizen.page.get_by_text("Ikke sendt ennå")).to_be_visible()
    await expect(citizen.page.get_by_text("Du er nummer 1 i køen.")).to_be_visible()
    await expect(citizen.page.locator(".state").get_by_text("Sendt", exact=True)).to_be_visible()
    counsellor = Counsellor(await open_page(WIDE))
    await counsellor.sign_in(1)
    await counsellor.be("Tilgjengelig")
    await counsellor.accept()
    await counsellor.read("Skrevet i tunnelen")
    await expect(said(counsellor.page, "Skrevet i tunnelen")).to_have_count(1)
    await finish(counsellor)


async def test_both_sides_cut_off_while_they_talk_miss_and_double_nothing(open_page: type_of_opener) -> None:
    citizen, counsellor = await pair(open_page, 2, "Hva tjener en sveiser?")
    await counsellor.accept()
    async with cut_off(citizen.page):
        await citizen.say("Borte 1")
        await counsellor.say("Svar mens du var borte")
        await citizen.say("Borte 2")
    await counsellor.read("Borte 2")
    async with cut_off(counsellor.page):
        await counsellor.say("Veileder uten nett")
        await citizen.say("Er du der?")
        await expect(said(citizen.page, "Er du der?")).to_be_visible()
    await citizen.read("Veileder uten nett")
    await counsellor.read("Er du der?")
    every = sorted(("Hva tjener en sveiser?", "Borte 1", "Borte 2", "Svar mens du var borte"))
    every = sorted((*every, "Veileder uten nett", "Er du der?"))
    for page in (citizen.page, counsellor.page):
        await expect(page.locator(".said")).to_have_count(len(every))
        for state in ("Ikke sendt ennå", "Sender …"):
            await expect(page.get_by_text(state)).to_have_count(0)
        assert sorted(await page.locator(".said").all_text_contents()) == every
    orders = [await page.locator(".said").all_text_contents() for page in (citizen.page, counsellor.page)]
    assert orders[0] == orders[1]
    await finish(counsellor)


async def test_on_a_slow_network_words_are_shown_at_once_and_stored_once(open_page: type_of_opener) -> None:
    gate = Gate()

    async def open_gated(size: dict[str, int]) -> Page:
        page = await open_page(size)
        await page.route_web_socket(re.compile("/ws/citizen$"), gate.stand_at)
        return page

    citizen, counsellor = await pair(open_gated, 3, "Finnes det stipend?")
    await counsellor.accept()
    await slow_down(citizen.page)
    gate.open = False
    for number in range(5):
        await citizen.say(f"Melding {number}")
        await expect(said(citizen.page, f"Melding {number}")).to_be_visible()
    on_their_way = citizen.page.locator(".state").get_by_text("Sender …", exact=True)
    await expect(on_their_way).to_have_count(5)
    await expect(counsellor.page.locator(".said").get_by_text("Melding")).to_have_count(0)
    gate.let_through()
    await expect(on_their_way).to_have_count(0)
    await counsellor.read("Melding 4")
    await counsellor.say("Ja, fra Lånekassen.")
    await citizen.read("Ja, fra Lånekassen.")
    texts = await counsellor.page.locator(".said").all_text_contents()
    assert texts == [
        "Finnes det stipend?",
        *(f"Melding {number}" for number in range(5)),
        "Ja, fra Lånekassen.",
    ]
    await expect(citizen.page.locator(".state").get_by_text("Lest", exact=True)).to_be_visible()
    assert await citizen.page.locator(".said").all_text_contents() == texts
    await finish(counsellor)


async def test_each_message_is_read_out_once_also_after_the_network_was_gone(
    open_page: type_of_opener,
) -> None:
    citizen, counsellor = await pair(open_page, 4, "Hva er en læreplan?")
    await counsellor.accept()
    await expect(citizen.page.get_by_text("er her og leser det du har skrevet")).to_have_count(1)
    await citizen.page.evaluate(LISTEN)
    await counsellor.say("En plan for faget.")
    await citizen.read("En plan for faget.")
    await citizen.say("Takk for det.")
    await expect(citizen.page.locator(".state").get_by_text("Lest", exact=True)).to_be_visible()
    async with cut_off(citizen.page):
        await expect(citizen.page.get_by_text("Forbindelsen er brutt")).to_be_visible()
        await counsellor.say("Vil du se den?")
    await citizen.read("Vil du se den?")
    await expect(citizen.page.get_by_text("Forbindelsen er brutt")).to_be_hidden()
    for words in ("En plan for faget.", "Vil du se den?", "Forbindelsen er brutt"):
        await citizen.page.wait_for_function("words => heard.some(one => one.includes(words))", arg=words)
        assert await heard(citizen.page, words) == 1, (words, await citizen.page.evaluate("window.heard"))
    assert await heard(citizen.page, "Takk for det.") <= 1, (
        "one's own words need not be read to one, and not twice"
    )
    assert await heard(citizen.page, "Lest") == 0
    await finish(counsellor)


async def test_a_reload_at_any_stage_shows_what_events_had_built(open_page: type_of_opener) -> None:
    citizen, counsellor = await pair(open_page, 5, "Hvordan søker jeg læreplass?")
    await expect(counsellor.page.get_by_role("button", name="Ta samtalen")).to_be_visible()
    await expect(counsellor.page.locator(".waiting")).to_have_count(1)
    await same_after_reload(citizen.page, counsellor.page)
    await counsellor.accept()
    await expect(counsellor.page.locator(".waiting")).to_have_count(0)
    await counsellor.say("Du kan søke på vilbli.no.")
    await citizen.read("Du kan søke på vilbli.no.")
    await citizen.say("Når er fristen?")
    await counsellor.read("Når er fristen?")
    await expect(citizen.page.locator(".state").get_by_text("Lest", exact=True)).to_be_visible()
    await same_after_reload(citizen.page, counsellor.page)
    await counsellor.page.get_by_text("Når er fristen?").last.wait_for()
    await counsellor.end()
    await expect(citizen.page.get_by_role("heading", name="Takk for praten")).to_be_visible()
    await same_after_reload(citizen.page, counsellor.page)
    await counsellor.wrap_up("læreplass")
    await counsellor.be("Av")
    await same_after_reload(counsellor.page)


MODEL = """() => {
    const texts = (what) => [...document.querySelectorAll(what)].map(one => one.textContent.trim());
    return {heading: texts("h1"), place: texts(".place"), code: texts(".code code"),
        said: texts(".said"), who: texts(".bubble .who"), notes: texts(".notes p"),
        mine: texts(".mine-row .name"), waiting: texts(".waiting .words"), people: texts(".people .name"),
        offers: texts(".offer .first-line"), presence: texts(".switch label:has(:checked)")};
}"""
"""What the page's model shows, without clocks and lengths of time."""


async def same_after_reload(*pages: Page) -> None:
    """A fresh snapshot says what the last snapshot and the events since then have said."""
    for page in pages:
        before: dict[str, Any] = await page.evaluate(MODEL)
        assert any(before.values())
        await page.reload()
        with suppress(TimeoutError):
            await page.wait_for_function(f"was => JSON.stringify(({MODEL})()) === was", arg=compact(before))
        assert await page.evaluate(MODEL) == before


def compact(value: object) -> str:
    """As the browser's own JSON writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
