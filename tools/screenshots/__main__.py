"""Makes the pictures of the README, and of every state of the pages: `python -m tools.screenshots`.

`python -m tools.screenshots readme` and `… states` make the one or the other. The single pictures of the
states lie in `var/screenshots`, the sheets with all of them in `docs/screenshots`: look at them.
"""

from __future__ import annotations

import asyncio
import sys

from playwright.async_api import async_playwright

from tools import browser as machine
from tools.screenshots.demo import ROOT, demo
from tools.screenshots.overview import lay_out
from tools.screenshots.photographer import TARGET, Photographer
from tools.screenshots.readme import SCENES
from tools.screenshots.states import take_states

SINGLE = ROOT / "var" / "screenshots"
GROUPS = ("widget", "console", "about")


async def readme() -> None:
    """Every picture of the README, on one desk."""
    with demo() as url:
        async with async_playwright() as playwright:
            opened = await playwright.chromium.launch(**machine.find().launch_options())
            photographer = Photographer(opened, url)
            for scene in SCENES:
                await scene(photographer)
            await opened.close()


async def states() -> None:
    """Every state in its variants, and a sheet for each screen."""
    with demo() as url:
        async with async_playwright() as playwright:
            opened = await playwright.chromium.launch(**machine.find().launch_options())
            album = await take_states(Photographer(opened, url), SINGLE)
            for group in GROUPS:
                await lay_out(opened, album, group=group, target=TARGET / f"states-{group}.jpg")
            await opened.close()


def main(arguments: list[str]) -> int:
    """Start a demo, take the pictures, end it."""
    wanted = {"readme": readme, "states": states}
    if any(one not in wanted for one in arguments):
        print(__doc__, file=sys.stderr)
        return 2
    for folder in (TARGET, SINGLE):
        folder.mkdir(parents=True, exist_ok=True)
    for one in arguments or wanted:
        asyncio.run(wanted[one]())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
