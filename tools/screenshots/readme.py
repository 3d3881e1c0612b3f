"""The pictures of the README: what its people say stands here, so they come out alike each time."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tools.screenshots.photographer import LAPTOP, PHONE, Photographer, close_chat, coordinator

FIRST = "Hei! Jeg går siste året på påbygg. Kan jeg bli sykepleier uten R-matte?"
SECOND = "Hvordan tar jeg fagbrev når jeg har jobbet fem år i barnehage?"
THIRD = "Er det for sent å bytte linje nå?"
EARLIER = ("Hva er forskjellen på fagskole og høyskole?", "Kan jeg ta opp norsk som privatist?")


async def earlier_today(photographer: Photographer) -> None:
    """Two conversations that are over and recorded; then the host page, while somebody is free."""
    counsellor = await photographer.counsellor(2)
    for question in EARLIER:
        await photographer.citizen(question)
        await counsellor.accept()
        await counsellor.say("Godt spørsmål! La oss se på det sammen.")
        await counsellor.end()
        await counsellor.wrap_up("fagbrev")
    await host_page(photographer)
    await counsellor.be("Pause")


async def two_conversations(photographer: Photographer) -> None:
    """A citizen's phone, and her counsellor with two conversations while a third person waits."""
    counsellor = await photographer.counsellor(1)
    asking = await photographer.citizen(FIRST)
    await counsellor.accept()
    await counsellor.say("Hei! Ja, det kan du. Skal vi se på opptakskravene sammen?")
    await asking.read("Hei! Ja, det kan du. Skal vi se på opptakskravene sammen?")
    await asking.say("Å, så bra! Ja, gjerne. Hvor finner jeg dem?")
    await counsellor.read("Å, så bra! Ja, gjerne. Hvor finner jeg dem?")
    await counsellor.say("På siden om sykepleie, under «Opptakskrav». Jeg leser dem sammen med deg.")
    await asking.read("På siden om sykepleie, under «Opptakskrav». Jeg leser dem sammen med deg.")
    await photographer.take(asking.page, "chat")
    await photographer.citizen(SECOND)
    await counsellor.accept()
    await counsellor.say("Hei! Med fem års praksis kan du ta fagbrev som praksiskandidat.")
    waiting = await photographer.citizen(THIRD)
    await expect(counsellor.page.get_by_text(THIRD)).to_be_visible()
    await photographer.take(counsellor.page, "console")
    await photographer.take(waiting.page, "waiting")


async def host_page(photographer: Photographer) -> None:
    """The page of an education site with the chat open in its corner."""
    page = await photographer.page(LAPTOP)
    await page.goto("/")
    await page.get_by_role("button", name="Start chat").click()
    await expect(page.frame_locator("iframe").get_by_label("Hva lurer du på?")).to_be_visible()
    await photographer.take(page, "host")


async def board(photographer: Photographer) -> None:
    """The coordinator's page."""
    page = await coordinator(photographer, "/board")
    await expect(page.get_by_role("row", name="Hele dagen")).to_be_visible()
    await photographer.take(page, "board")


async def opening_hours(photographer: Photographer) -> None:
    """The coordinator's opening hours, with a change that is looked at and not yet saved."""
    page = await coordinator(photographer, "/board#hours")
    await page.get_by_role("button", name="Endre: Vanlig uke").click()
    for day in ("mandag", "tirsdag", "onsdag", "torsdag"):
        await type_time(page, f"{day}, tid 1, fra", "10")
        await type_time(page, f"{day}, tid 1, til", "20")
    for day in ("fredag", "lørdag", "søndag"):
        await page.get_by_role("button", name=f"Fjern tid 1, {day}").click()
    await expect(page.get_by_text("14 dager blir annerledes.")).to_be_visible()
    await page.get_by_role("heading", name="Åpningstider", level=1).scroll_into_view_if_needed()
    await photographer.take(page, "hours")


async def rota(photographer: Photographer) -> None:
    """The week that comes, by centre."""
    page = await coordinator(photographer, "/board#rota")
    this_week = await page.get_by_role("grid").get_attribute("aria-label") or ""
    await page.get_by_role("button", name="Neste uke").click()
    await expect(page.get_by_role("grid", name=this_week, exact=True)).to_have_count(0)
    await expect(page.get_by_role("grid")).to_be_visible()
    await expect(page.get_by_role("button", name="Ny vakt")).to_be_enabled()
    await photographer.take(page, "rota")


async def closed_door(photographer: Photographer) -> None:
    """What a citizen reads on her phone while the chat is closed by hand until the day after tomorrow."""
    await close_chat(photographer)
    page = await photographer.page(PHONE)
    await page.goto("/chat")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Chatten åpner")
    await photographer.take(page, "closed")


async def type_time(page: Page, label: str, typed: str) -> None:
    """Write a time of day and leave its field."""
    await page.get_by_label(label, exact=True).fill(typed)
    await page.get_by_label(label, exact=True).press("Enter")


SCENES = (earlier_today, two_conversations, board, opening_hours, rota, closed_door)
