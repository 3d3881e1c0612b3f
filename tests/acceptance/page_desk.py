"""One desk and one browser for all tests of the pages: what they share is slow to start and hard to break."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright

from app.embedded.servers import EmbeddedServers
from tests.acceptance.page_people import complaints, new_page
from tests.acceptance.page_site import Site
from tests.fixtures.running_desk import RunningDesk, desk_process
from tests.fixtures.stores import new_database
from tools import browser as machine

type_of_opener = Callable[..., Coroutine[Any, Any, Page]]


@pytest.fixture(scope="session")
def page_desk(servers: EmbeddedServers, migrated_template: str, site: Site) -> Iterator[RunningDesk]:
    """A demo's desk with nobody talking, of the page tests' own: they close it and kill its worker."""
    with (
        new_database(servers, migrated_template) as database_url,
        desk_process(
            servers, database_url, workers=1, settings={"DESK_EMBEDDING_SITES": site.origin}
        ) as desk,
    ):
        yield desk


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The machine's Chromium, or the one of the npm package."""
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(**machine.find().launch_options())
        yield opened
        await opened.close()


@pytest.fixture
async def open_page(browser: Browser, page_desk: RunningDesk) -> AsyncIterator[type_of_opener]:
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
