"""From asking for `/chat` to a field somebody can type in, on a phone and a network that are both slow.

What a browser cannot say of itself is left out: name lookup, connecting and TLS are not slowed down.
"""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Callable
from dataclasses import dataclass

from playwright.async_api import Browser, async_playwright

from tools import browser as machine
from tools.screenshots.demo import demo

PHONE = {"width": 360, "height": 640}
LATENCY_MS, DOWN_BYTES, UP_BYTES = 150, 1_600_000 / 8, 750_000 / 8
"""Slow 4G, as Lighthouse has it: each request waits 150 ms, then 1.6 Mbit/s down and 0.75 up."""
SLOWER = 4
"""How many times slower the processor is made: a cheap phone beside a desk's machine."""

READY = """() => new Promise((done) => {
    const look = () => {
        const field = document.querySelector("#question");
        if (field === null) return requestAnimationFrame(look);
        // Whoever types now is heard: the next task runs, so nothing long is before it.
        field.focus();
        setTimeout(() => done(performance.now()), 0);
    };
    look();
})"""
CARRIED = """() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
    .filter((one) => one.responseEnd <= performance.now()).reduce((sum, one) => sum + one.encodedBodySize, 0)
"""


@dataclass(frozen=True, slots=True)
class FirstView:
    """Seconds until somebody can type, of each visit with an empty cache; and what had come by then."""

    seconds: list[float]
    bytes_carried: int

    @property
    def median(self) -> float:
        """The middle visit."""
        return statistics.median(self.seconds)

    def told(self) -> str:
        """In words, for the documents."""
        return (
            f"{self.median:.2f} s ({min(self.seconds):.2f}–{max(self.seconds):.2f}, {len(self.seconds)} "
            f"visits with an empty cache), {self.bytes_carried / 1000:.0f} kB carried by then"
        )


def run(times: int, say: Callable[[str], None]) -> FirstView:
    """Visits one after the other, on a desk of their own with nobody talking."""
    with demo() as url:
        found = asyncio.run(_visits(url, times))
    say(f"first view on a slow phone: {found.told()}")
    return found


async def _visits(url: str, times: int) -> FirstView:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(**machine.find().launch_options())
        await _visit(opened, url)  # What the desk itself does for the first time is another figure.
        visits = [await _visit(opened, url) for _ in range(times)]
        await opened.close()
    return FirstView([seconds for seconds, _ in visits], int(statistics.median(size for _, size in visits)))


async def _visit(opened: Browser, url: str) -> tuple[float, int]:
    context = await opened.new_context(viewport={"width": PHONE["width"], "height": PHONE["height"]})
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    network = {"latency": LATENCY_MS, "downloadThroughput": DOWN_BYTES, "uploadThroughput": UP_BYTES}
    await session.send("Network.emulateNetworkConditions", {"offline": False, **network})
    await session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    await page.goto(f"{url}/chat", wait_until="commit")
    milliseconds, carried = await page.evaluate(READY), await page.evaluate(CARRIED)
    await context.close()
    return milliseconds / 1000, carried
