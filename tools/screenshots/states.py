"""Every state of the pages as a person may meet it: each language, light, dark, forced colours, narrow."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Page

from tests.acceptance.page_states import about_pages, closed, every_state, speak
from tools.screenshots.photographer import Photographer, close_chat, open_chat


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of looking: a language, a theme, and the size of the screen."""

    name: str
    language: str
    width: int
    height: int
    dark: bool = False
    forced: bool = False


ON_A_PHONE = (
    Variant("light-nb", "nb", 360, 640),
    Variant("dark-nn", "nn", 360, 640, dark=True),
    Variant("forced-en", "en", 360, 640, forced=True),
    Variant("zoomed-nb", "nb", 320, 256),
)
AT_A_DESK = (
    Variant("light-nb", "nb", 1440, 900),
    Variant("dark-nn", "nn", 1280, 800, dark=True),
    Variant("forced-en", "en", 1024, 768, forced=True),
    Variant("phone-nb", "nb", 360, 640),
)


@dataclass(slots=True)
class Album:
    """Where the pictures go, and which states were seen, in order."""

    folder: Path
    seen: list[str] = field(default_factory=list)

    def path(self, state: str, variant: Variant) -> Path:
        """The file of one picture."""
        return self.folder / f"{state}.{variant.name}.png"

    async def look(self, page: Page, state: str) -> None:
        """Take every variant of what the page shows, and leave the page as it was."""
        size = page.viewport_size
        assert size is not None
        self.seen.append(state)
        for variant in variants(state):
            await self._take(page, state, variant)
        await page.emulate_media(color_scheme="light", forced_colors="none")
        await page.set_viewport_size(size)
        await speak(page, "nb")
        print(state, flush=True)

    async def _take(self, page: Page, state: str, variant: Variant) -> None:
        await speak(page, variant.language)
        await page.emulate_media(
            color_scheme="dark" if variant.dark else "light",
            forced_colors="active" if variant.forced else "none",
        )
        await page.set_viewport_size({"width": variant.width, "height": variant.height})
        await page.evaluate("document.fonts.ready")
        await page.screenshot(path=self.path(state, variant))


def variants(state: str) -> tuple[Variant, ...]:
    """How a state is looked at: the console first at a desk, the rest first on a phone."""
    return AT_A_DESK if state.startswith("console") else ON_A_PHONE


async def take_states(photographer: Photographer, folder: Path) -> Album:
    """All of them, on one desk; returns the album."""
    album = Album(folder)
    await every_state(photographer.page, album.look)
    await about_pages(photographer.page, album.look)
    await close_chat(photographer)
    await closed(photographer.page, album.look)
    await open_chat(photographer)
    return album
