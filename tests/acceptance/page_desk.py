"""One desk and one browser for all tests of the pages: what they share is slow to start and hard to break."""

from __future__ import annotations

import os
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

from app.embedded.servers import EmbeddedServers
from tests.acceptance.fault_desks import DeskProcess, desks
from tests.acceptance.page_people import complaints, new_page
from tests.fixtures.stores import new_database
from tools import browser as machine

type_of_opener = Callable[..., Coroutine[Any, Any, Page]]


@pytest.fixture(scope="session")
async def page_desk(servers: EmbeddedServers, migrated_template: str) -> AsyncIterator[DeskProcess]:
    """A desk like the demo's, without simulated people, with its host page."""
    before = os.environ.get("DESK_HOST_PAGE")
    os.environ["DESK_HOST_PAGE"] = "true"
    try:
        with new_database(servers, migrated_template) as database_url:
            prefix = f"pages-{uuid.uuid4().hex}"
            async with desks(1, database_url, [servers.valkey_url], prefix=prefix) as (desk,):
                yield desk
    finally:
        os.environ.pop("DESK_HOST_PAGE") if before is None else os.environ.update(DESK_HOST_PAGE=before)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The machine's Chromium, or the one of the npm package."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(**machine.find().launch_options())
        yield opened
        await opened.close()


@pytest.fixture
async def open_page(browser: Browser, page_desk: DeskProcess) -> AsyncIterator[type_of_opener]:
    """Opens pages on the desk; at the end none of them may have complained, and all are closed."""
    opened: list[Page] = []

    async def open_one(size: dict[str, int], **context: Any) -> Page:
        opened.append(await new_page(browser, page_desk.url, size, **context))
        return opened[-1]

    yield open_one
    found = [one for page in opened for one in complaints(page)]
    for page in opened:
        await page.context.close()
    assert not found, found
