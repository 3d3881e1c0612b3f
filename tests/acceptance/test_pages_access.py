"""Every state of the pages, in every language and theme: no axe violation, and nothing to scroll sideways."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.page_axe import CONTRAST, NAMES, violations
from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_door import Door, door
from tests.acceptance.page_people import PHONE, WIDE, Counsellor, accessible
from tests.acceptance.page_states import about_pages, closed, every_state, no_clipping, sideways, speak

__all__ = ["door"]

NARROW = {"width": 320, "height": 256}
"""1280 × 1024 at 400 %."""
OTHERS = ("nn", "en")
REASON = "Brann i bygget"


class Inspector:
    """Looks at a state with axe in each language, in the dark, in forced colours, and at 400 %."""

    def __init__(self) -> None:
        self.found: list[tuple[str, object]] = []
        self.seen: list[str] = []

    async def look(self, page: Page, name: str) -> None:
        """Keep what is wrong, so that one run tells all of it."""
        self.seen.append(name)
        self._keep(name, await violations(page))
        for language in OTHERS:
            await speak(page, language)
            self._keep(f"{name} in {language}", await violations(page, NAMES))
        await self._in_colours(page, name)
        await self._narrow(page, name)
        await speak(page, "nb")

    async def _in_colours(self, page: Page, name: str) -> None:
        await page.emulate_media(color_scheme="dark")
        self._keep(f"{name} in the dark", await violations(page, CONTRAST))
        await page.emulate_media(color_scheme="light", forced_colors="active")
        self._keep(f"{name} in forced colours", await violations(page, CONTRAST))
        await page.emulate_media(forced_colors="none")

    async def _narrow(self, page: Page, name: str) -> None:
        size = page.viewport_size
        assert size is not None
        await page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
        self._keep(f"{name} at 400 %", await sideways(page))
        await page.set_viewport_size(size)
        self._keep(f"{name} with wide spacing", await no_clipping(page))

    def _keep(self, where: str, found: object) -> None:
        if found:
            self.found.append((where, found))


async def test_every_state_of_widget_and_console(open_page: type_of_opener) -> None:
    inspector = Inspector()
    await every_state(open_page, inspector.look)
    assert not inspector.found, inspector.found
    assert len(set(inspector.seen)) == len(inspector.seen)


async def test_the_closed_door_and_what_is_left_there(open_page: type_of_opener, door: Door) -> None:
    inspector = Inspector()
    await door.close()
    await closed(open_page, inspector.look)
    assert not inspector.found, inspector.found


async def test_the_pages_on_privacy_and_accessibility(open_page: type_of_opener) -> None:
    inspector = Inspector()
    await about_pages(open_page, inspector.look)
    assert not inspector.found, inspector.found


@pytest.mark.parametrize("name", ["privacy", "accessibility"])
async def test_every_screen_leads_to_the_page_in_its_own_language(
    open_page: type_of_opener, name: str
) -> None:
    page = await open_page(PHONE)
    await page.goto("/chat?language=nn")
    link = page.get_by_role("navigation", name="Om chatten").locator(f"a[href^='/{name}']")
    async with page.context.expect_page() as opening:
        await link.click()
    opened = await opening.value
    await expect(opened.locator("html")).to_have_attribute("lang", "nn")
    await expect(opened.get_by_role("heading", level=1)).to_be_visible()
    await expect(page.get_by_label("Kva lurer du på?")).to_be_visible()


async def test_the_board_and_closing_by_hand(open_page: type_of_opener) -> None:
    board = await open_page({"width": 1280, "height": 900})
    await board.goto("/board")
    await board.get_by_label("E-post").fill("koordinator@desk.example")
    await board.get_by_label("Passord").fill("demo-desk")
    await board.get_by_role("button", name="Logg inn").click()
    await expect(board.get_by_role("heading", name="Pågang i dag")).to_be_visible()
    await accessible(board)
    await board.get_by_role("button", name="Steng chatten").click()
    await accessible(board)
    for language in ("Bokmål", "Nynorsk", "English"):
        await board.get_by_label(f"Hvorfor ({language})").fill(REASON)
    await board.get_by_role("dialog").get_by_role("button", name="Steng chatten").click()
    await expect(board.get_by_text("Chatten er stengt.")).to_be_visible()
    await closed_for_citizens(await open_page(PHONE))
    await board.get_by_role("button", name="Åpne igjen").click()
    for language in ("Bokmål", "Nynorsk", "English"):
        await board.get_by_label(f"Hvorfor ({language})").fill("Alt i orden")
    await board.get_by_role("dialog").get_by_role("button", name="Åpne igjen").click()
    await expect(board.get_by_text("Chatten er åpen.")).to_be_visible()


async def test_the_board_is_not_for_counsellors(open_page: type_of_opener) -> None:
    counsellor = Counsellor(await open_page(WIDE))
    await counsellor.sign_in(4)
    await counsellor.page.goto("/board")
    await expect(counsellor.page.get_by_role("heading", name="for koordinatorer")).to_be_visible()
    await accessible(counsellor.page)


async def closed_for_citizens(page: Page) -> None:
    """The closed page: a headline, why, another way, and the emergency lines."""
    await page.goto("/chat")
    await expect(page.get_by_text(f"Chatten er stengt: {REASON}.")).to_be_visible()
    await expect(page.get_by_role("link", name="Utforsk selv")).to_be_visible()
    await emergency_lines(page)
    await accessible(page)


async def emergency_lines(page: Page) -> None:
    """113, 116 111 and 116 123 stand on the page."""
    for number in ("113", "116 111", "116 123"):
        await expect(page.get_by_role("link", name=number, exact=True)).to_be_visible()


async def test_what_is_wrong_with_a_page_is_found(open_page: type_of_opener) -> None:
    page = await open_page(PHONE)
    await page.goto("/privacy")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    inspector = Inspector()
    await page.evaluate(
        """() => {
            const button = document.createElement("button");
            button.style.inlineSize = "900px";
            document.querySelector("main").append(button);
        }"""
    )
    await inspector.look(page, "spoilt")
    assert {where for where, _ in inspector.found} >= {"spoilt", "spoilt in nn", "spoilt at 400 %"}
