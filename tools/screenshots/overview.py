"""All states on one sheet, so that a person can look at them side by side."""

from __future__ import annotations

from html import escape
from pathlib import Path

from playwright.async_api import Browser

from tools.screenshots.states import Album, variants

QUALITY = 60
SCALES = {"console": 0.3, "widget": 0.5, "about": 0.5}
STYLE = """
  body { display: flex; flex-wrap: wrap; gap: 20px; margin: 16px; font: 14px/1.3 sans-serif;
    background: #777; color: #fff; }
  h2 { font-size: 15px; margin: 0 0 6px; }
  div { display: flex; gap: 8px; align-items: flex-start; }
"""


async def lay_out(browser: Browser, album: Album, *, group: str, target: Path) -> None:
    """One sheet of the states whose names begin with `group`, as a JPEG at `target`."""
    states = [state for state in album.seen if state.startswith(group)]
    sheet = album.folder / f"{group}.html"
    sheet.write_text(page_of(album, states, scale=SCALES[group]), encoding="utf-8")
    page = await browser.new_page(viewport={"width": 1520, "height": 900})
    await page.goto(sheet.as_uri())
    await page.screenshot(path=target, full_page=True, type="jpeg", quality=QUALITY)
    await page.close()


def page_of(album: Album, states: list[str], *, scale: float) -> str:
    """The sheet as HTML: a section for each state, a picture for each variant."""
    sections = "".join(
        f"<section><h2>{escape(state)}</h2><div>"
        + "".join(_picture(album.path(state, one), round(one.width * scale)) for one in variants(state))
        + "</div></section>"
        for state in states
    )
    return f"<!doctype html><style>{STYLE}</style>{sections}"


def _picture(path: Path, width: int) -> str:
    return f'<img src="{path.name}" width="{width}">'
