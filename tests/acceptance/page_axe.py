"""What axe says of a page: the whole of its rules, or the contrast of its colours alone."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

SCRIPT = Axe().axe_script
RUN = """options => axe.run(document, {...options, resultTypes: ["violations"]})
    .then(found => found.violations.map(one => [one.id, one.nodes.map(node => node.html)]))"""
CONTRAST = {"runOnly": ["color-contrast"]}
NAMES = {
    "runOnly": [
        *("aria-command-name", "aria-dialog-name", "aria-input-field-name", "aria-toggle-field-name"),
        *("button-name", "document-title", "empty-heading", "html-has-lang", "html-lang-valid"),
        *("label", "label-title-only", "link-name", "select-name", "summary-name", "valid-lang"),
    ]
}
"""What another language can break: that everything has a name, and the page says which language it speaks."""


async def violations(page: Page, options: dict[str, Any] | None = None) -> list[Any]:
    """Each rule that is broken, with the elements that break it."""
    if not await page.evaluate("typeof axe === 'object'"):
        await page.evaluate(SCRIPT)
    found: list[Any] = await page.evaluate(RUN, options or {})
    return found
