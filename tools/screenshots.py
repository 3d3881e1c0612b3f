"""Makes the pictures of the README from a running demo: `python -m tools.screenshots`.

The people are those of the page tests; what they say stands here, so the pictures come out alike each time.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

from tests.acceptance.page_people import PASSWORD, Citizen, Counsellor, new_page
from tools import browser as machine

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
PHONE = {"width": 390, "height": 760}
LAPTOP = {"width": 1440, "height": 900}
SECONDS_TO_LEAVE = 20

FIRST = "Hei! Jeg går siste året på påbygg. Kan jeg bli sykepleier uten R-matte?"
SECOND = "Hvordan tar jeg fagbrev når jeg har jobbet fem år i barnehage?"
THIRD = "Er det for sent å bytte linje nå?"
REASON = {"nb": "Fagdag for veilederne", "nn": "Fagdag for rettleiarane", "en": "Staff training"}
EARLIER = ("Hva er forskjellen på fagskole og høyskole?", "Kan jeg ta opp norsk som privatist?")


@contextmanager
def demo() -> Iterator[str]:
    """The address of an open desk with nobody talking, on data of its own."""
    with tempfile.TemporaryDirectory(prefix="desk-pictures-") as folder:
        Path(folder).chmod(0o755)
        command = [
            sys.executable,
            "-m",
            "app.cli",
            "demo",
            "--no-people",
            "--port",
            "0",
            "--data",
            f"{folder}/var",
        ]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as desk:
            try:
                yield address(desk)
            finally:
                desk.terminate()
                desk.communicate(timeout=SECONDS_TO_LEAVE)


def address(desk: subprocess.Popen[str]) -> str:
    """Where the desk says that citizens come."""
    assert desk.stdout is not None
    for line in desk.stdout:
        if line.split()[:1] == ["Citizen"]:
            return line.split()[1].rstrip("/")
    raise SystemExit("The demo did not start; what it said stands above.")


class Photographer:
    """Opens pages of a desk and takes pictures of them."""

    def __init__(self, opened: Browser, url: str) -> None:
        self._browser = opened
        self.url = url

    async def page(self, size: dict[str, int]) -> Page:
        """A page of its own person, in the light scheme and without motion."""
        return await new_page(self._browser, self.url, size, color_scheme="light", reduced_motion="reduce")

    async def citizen(self, question: str) -> Citizen:
        """Somebody who has just asked."""
        somebody = Citizen(await self.page(PHONE))
        await somebody.ask(question)
        return somebody

    async def counsellor(self, number: int) -> Counsellor:
        """One of the demo's six, ready."""
        somebody = Counsellor(await self.page(LAPTOP))
        await somebody.sign_in(number)
        await somebody.be("Tilgjengelig")
        return somebody

    async def take(self, page: Page, name: str) -> None:
        """Keep what the page shows once its font has come."""
        await page.evaluate("document.fonts.ready")
        await page.screenshot(path=TARGET / f"{name}.png")
        print(f"docs/screenshots/{name}.png", flush=True)


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


async def coordinator(photographer: Photographer, address: str) -> Page:
    """A page of the coordinator's, signed in."""
    page = await photographer.page(LAPTOP)
    await page.goto(address)
    await page.get_by_label("E-post").fill("koordinator@desk.example")
    await page.get_by_label("Passord").fill(PASSWORD)
    await page.get_by_role("button", name="Logg inn").click()
    return page


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
    await page.get_by_role("button", name="Neste uke").click()
    await expect(page.get_by_role("button", name="Ny vakt")).to_be_visible()
    await expect(page.get_by_role("grid")).to_be_visible()
    await photographer.take(page, "rota")


async def closed_door(photographer: Photographer) -> None:
    """What a citizen reads on her phone while the chat is closed by hand until the day after tomorrow."""
    desk = await coordinator(photographer, "/board")
    await expect(desk.get_by_role("row", name="Hele dagen")).to_be_visible()
    now = datetime.fromisoformat((await (await desk.request.get("/api/desk")).json())["server_time"])
    until = (now + timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
    order = {"channel": "chat", "reason": REASON, "until": until.isoformat()}
    origin = photographer.url
    answer = await desk.request.post(
        f"{origin}/api/desk/close", headers={"X-Desk": "1", "Origin": origin}, data=order
    )
    assert answer.ok, await answer.text()
    page = await photographer.page(PHONE)
    await page.goto("/chat")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Chatten åpner")
    await photographer.take(page, "closed")


async def type_time(page: Page, label: str, typed: str) -> None:
    """Write a time of day and leave its field."""
    await page.get_by_label(label, exact=True).fill(typed)
    await page.get_by_label(label, exact=True).press("Enter")


async def take_all(url: str) -> None:
    """Every picture, on one desk."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(**machine.find().launch_options())
        photographer = Photographer(opened, url)
        for scene in (earlier_today, two_conversations, board, opening_hours, rota, closed_door):
            await scene(photographer)
        await opened.close()


def main() -> int:
    """Start a demo, take the pictures, end it."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with demo() as url:
        asyncio.run(take_all(url))
    return 0


if __name__ == "__main__":
    sys.exit(main())
