"""Accounts in a real browser: made by a coordinator, opened by its owner's own password, and closed."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.page_axe import violations
from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PASSWORD, PHONE, WIDE

EMAIL = "side@desk.example"
OWN = "et langt og eget passord"


@pytest.fixture
async def accounts(open_page: type_of_opener) -> Page:
    """The page of accounts, as a coordinator has it."""
    page = await open_page(WIDE)
    await page.goto("/board#accounts")
    await page.get_by_label("E-post").fill("koordinator@desk.example")
    await page.get_by_label("Passord").fill(PASSWORD)
    await page.get_by_label("Passord").press("Enter")
    await expect(page.get_by_role("button", name="Ny konto")).to_be_visible()
    return page


async def made(page: Page) -> str:
    """A new account, by keyboard; the code for its owner."""
    await page.get_by_role("button", name="Ny konto").press("Enter")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Navn").fill("Side Prøve")
    await dialog.get_by_label("E-post").fill(EMAIL)
    await expect(dialog.get_by_role("status")).to_contain_text("Kontoen blir opprettet")
    assert await violations(page) == []
    await dialog.get_by_role("button", name="Lagre").press("Enter")
    code = await dialog.locator(".sign-in-code").inner_text()
    assert await violations(page) == []
    await dialog.get_by_role("button", name="Ferdig").press("Enter")
    return code


async def test_an_account_is_made_opened_by_its_owner_and_closed(
    accounts: Page, open_page: type_of_opener
) -> None:
    code = await made(accounts)
    owner = await open_page(PHONE)
    await owner.goto("/console")
    await owner.get_by_role("button", name="Jeg har fått en kode").press("Enter")
    assert await violations(owner) == []
    await owner.get_by_label("E-post").fill(EMAIL)
    await owner.get_by_label("Kode").fill(code.lower().replace("-", " "))
    await owner.get_by_label("Nytt passord").fill(OWN)
    await owner.get_by_label("Nytt passord").press("Enter")
    await expect(owner.get_by_role("button", name="Logg ut")).to_be_visible()
    await accounts.get_by_label("Søk i navn").fill(EMAIL)
    await accounts.get_by_role("button", name="Steng kontoen til Side Prøve").press("Enter")
    dialog = accounts.get_by_role("dialog")
    await expect(dialog.get_by_role("status")).to_contain_text("Personen blir logget ut.")
    await dialog.get_by_role("button", name="Ja, steng").press("Enter")
    await expect(owner.get_by_role("button", name="Logg inn", exact=True)).to_be_visible()
    await accounts.goto("/board#readings")
    await expect(accounts.get_by_role("heading", name="Hvem har lest")).to_be_visible()
    await expect(accounts.get_by_text("De som hadde samtalen eller var med i den")).to_be_visible()
    assert await violations(accounts) == []
