"""A person who has only a keyboard: presses keys, and walks with Tab until what she wants has the focus."""

from __future__ import annotations

from playwright.async_api import Page

MOST_STOPS = 80
FOCUSED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body || one === document.documentElement) return "";
    const labels = [...(one.labels ?? [])].map(label => label.innerText);
    const name = one.getAttribute("aria-label") ?? (labels.join(" ") || one.innerText || one.id);
    return `${one.localName} ${name.replace(/\\s+/g, " ").trim()}`;
}"""
SEEN = """() => {
    const one = document.activeElement;
    const how = getComputedStyle(one);
    const edge = how.outlineStyle !== "none" && parseFloat(how.outlineWidth) > 0;
    const carried = one.matches("input[type=radio], input[type=checkbox]");
    const box = one.getBoundingClientRect();
    const across = box.width > 0 && box.right > 0 && box.left < innerWidth;
    return (carried || edge || how.boxShadow !== "none") && across && box.bottom > 0 && box.top < innerHeight;
}"""

TO_THE_BEGIN = """() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
}"""


async def press(page: Page, *keys: str) -> None:
    """Press keys one after another."""
    for key in keys:
        await page.keyboard.press(key)


async def tab_to(page: Page, name: str) -> None:
    """Walk with Tab to what has this name; raises AssertionError when it is not reached, or not seen."""
    passed = []
    for _ in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        passed.append(await page.evaluate(FOCUSED))
        if passed[-1].partition(" ")[2].startswith(name):
            assert await page.evaluate(SEEN), f"{name} has the focus, and nobody sees it"
            return
    raise AssertionError(f"{name} is not on the way: {passed}")


async def way_round(page: Page, key: str) -> list[str]:
    """Every stop from the begin of the page until it has gone round; raises AssertionError in a trap.

    Backwards, the first press may leave the page for the browser itself, and the next one comes in again.
    """
    await page.evaluate(TO_THE_BEGIN)
    passed: list[str] = []
    unseen: list[str] = []
    for pressed in range(MOST_STOPS):
        await page.keyboard.press(key)
        name = await page.evaluate(FOCUSED)
        if name == "" and pressed == 0:
            continue
        if name == "" or (passed and name == passed[0]):
            assert not unseen, f"the focus is not seen on {unseen}"
            return passed
        passed.append(name)
        if not await page.evaluate(SEEN):
            unseen.append(name)
    raise AssertionError(f"there is no way out of {passed[-8:]}")
