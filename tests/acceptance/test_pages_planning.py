"""A coordinator edits the list of topics and the deadlines, and sees before she saves what each means."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.async_api import expect

from app.domain.oslo import day_of
from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PASSWORD, WIDE, accessible
from tests.acceptance.test_pages_hours import call


async def test_topics_and_deadlines_are_looked_at_then_saved(open_page: type_of_opener) -> None:
    page = await open_page(WIDE)
    await page.goto("/board#/topic-list")
    await page.get_by_label("E-post").fill("koordinator@desk.example")
    await page.get_by_label("Passord").fill(PASSWORD)
    await page.get_by_label("Passord").press("Enter")
    await page.get_by_role("button", name="Nytt undertema under Om tjenesten").click()
    dialog = page.get_by_role("dialog")
    number = sum(len(top["children"]) for top in (await call(page, "GET", "/api/topic-list"))["topics"])
    code, name = f"Q{number}", f"Prøve {number}"
    await dialog.get_by_label("Kode").fill(code.lower())
    for label, words in (("Bokmål", name), ("Nynorsk", name), ("Engelsk", f"Trial {number}")):
        await dialog.get_by_label(label, exact=True).first.fill(words)
    means = dialog.get_by_role("region", name="Slik ser veilederne det fra i dag")
    await expect(means.get_by_text(name, exact=True)).to_be_visible()
    await accessible(page)
    await dialog.get_by_role("button", name="Lagre").click()
    await expect(dialog).to_have_count(0)
    await page.get_by_role("button", name=f"Flytt {name} opp").press("Enter")
    below = page.get_by_role("region", name="Om tjenesten").get_by_role("heading", level=3)
    await expect(below.nth(-2)).to_have_text(name)
    await page.get_by_role("button", name=f"Endre {name}").click()
    today = day_of(datetime.now(UTC))  # noqa: TID251 — the desk under test has its own clock.
    await dialog.get_by_label("Tas ut fra").fill(today.isoformat())
    await expect(dialog.get_by_text("Uten etterfølger kan ikke tidligere tall")).to_be_visible()
    await dialog.get_by_role("button", name="Lagre").click()
    await expect(page.get_by_role("button", name=f"Endre {name}")).to_have_count(0)
    await accessible(page)
    await page.goto("/board#/deadlines")
    record = page.get_by_role("region", name="Hvor godt prognosen traff")
    await expect(record.get_by_role("heading", name="Telefon, en uke før")).to_be_visible()
    await expect(record.get_by_role("listitem").filter(has_text="Minst én var ventet i")).not_to_have_count(0)
    await page.get_by_role("button", name="Ny frist").click()
    for label in ("Navn: Bokmål", "Navn: Nynorsk", "Navn: Engelsk"):
        await dialog.get_by_label(label).fill(name)
    await dialog.get_by_label("Første dag").fill((today + timedelta(days=8)).isoformat())
    await dialog.get_by_label("Hvor mange ganger så mange kommer?").fill("2,5")
    await dialog.get_by_role("button", name="Lagre").click()
    await expect(page.get_by_role("heading", name=name)).to_be_visible()
    await expect(page.get_by_text("2,5 ganger så mange")).to_be_visible()
    await page.get_by_role("button", name=f"Endre {name}").click()
    await expect(dialog.locator(".means p").first).to_be_visible()
    await accessible(page)
    await dialog.get_by_role("button", name="Slett", exact=True).click()
    await page.get_by_role("button", name="Ja, slett").click()
    await expect(page.get_by_role("heading", name=name)).to_have_count(0)
