"""A colleague is asked into a conversation, joins by key and leaves; a transfer is taken back."""

from __future__ import annotations

from playwright.async_api import expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PHONE, WIDE, Citizen, Counsellor, accessible

OWNER = "Eldbjørg Eksempel"


async def test_a_colleague_joins_is_seen_by_the_citizen_and_leaves(open_page: type_of_opener) -> None:
    owner, guest = Counsellor(await open_page(WIDE)), Counsellor(await open_page(WIDE))
    await owner.sign_in(1)
    await owner.be("Tilgjengelig")
    citizen = Citizen(await open_page(PHONE))
    await citizen.ask("Kan jeg bli lærer med fagbrev?")
    await owner.accept()
    await guest.sign_in(2)
    await guest.be("Tilgjengelig")
    await owner.page.reload()
    name = await guest.page.locator(".who-am-i strong").inner_text()
    await ask(owner, name)
    await accessible(owner.page)
    await expect(guest.page.get_by_role("heading", name=f"{OWNER} spør om du kan bli med")).to_be_visible()
    await accessible(guest.page)
    await guest.page.keyboard.press("a")
    await guest.read("Kan jeg bli lærer med fagbrev?")
    await citizen.page.locator(".system").get_by_text(f"{name} er også med i samtalen.").wait_for()
    await expect(citizen.page.get_by_text(f"og {name} er med")).to_be_visible()
    await accessible(citizen.page)
    await guest.say("Ja, det finnes en vei.")
    await citizen.read("Ja, det finnes en vei.")
    await owner.read("Ja, det finnes en vei.")
    await expect(guest.page.get_by_text(f"Du er med hos {OWNER}")).to_be_visible()
    await owner.say("Og jeg vet hvor.")
    await citizen.read("Og jeg vet hvor.")
    for who in (name, OWNER):
        await expect(citizen.page.get_by_role("log").get_by_text(who, exact=True)).to_be_visible()
    await expect(guest.page.get_by_role("button", name="Avslutt", exact=True)).to_have_count(0)
    await accessible(guest.page)
    await guest.page.get_by_role("button", name="Gå ut av samtalen").click()
    await citizen.page.locator(".system").get_by_text(f"{name} har gått ut av samtalen.").wait_for()
    await expect(citizen.page.get_by_text(f"og {name} er med")).to_have_count(0)
    await expect(guest.page.locator(".pane")).to_have_count(0)
    await expect(guest.page.get_by_text("Du er ikke lenger med i samtalen.")).to_be_visible()
    await hand_over_and_take_back(owner, guest, name)
    await guest.be("Av")
    await owner.end()
    await owner.wrap_up("fagbrev")
    await owner.be("Av")


async def ask(owner: Counsellor, name: str) -> None:
    """By keys alone: K, the colleague, Enter."""
    await expect(owner.page.locator(".pane")).to_have_count(1)
    await expect(owner.page.get_by_role("listitem").filter(has_text=name)).to_be_visible()
    await owner.page.locator(".pane").focus()
    await owner.page.keyboard.press("k")
    choice = owner.page.get_by_role("radio", name=name)
    await choice.check()
    await choice.press("Enter")
    back = owner.page.get_by_role("button", name=f"Ta tilbake spørsmålet til {name}")
    await expect(back).to_be_visible()


async def hand_over_and_take_back(owner: Counsellor, guest: Counsellor, name: str) -> None:
    """A transfer on its way is seen, and taken back; the next one is declined and said so."""
    for back in (True, False):
        await owner.page.get_by_role("button", name="Sett over", exact=True).click()
        await owner.page.get_by_label("Til", exact=True).select_option(label=name)
        await owner.page.get_by_role("dialog").get_by_role("button", name="Sett over").click()
        await expect(owner.page.get_by_text(f"Venter på at {name} tar over")).to_be_visible()
        if back:
            await owner.page.get_by_role("button", name="Ta tilbake samtalen").click()
            await expect(guest.page.get_by_role("button", name="Ta samtalen")).to_have_count(0)
        else:
            await guest.page.get_by_role("button", name="Avslå").click()
            declined = f"{name} kan ikke ta over. Samtalen er fortsatt din."
            await expect(owner.page.locator(".toast").get_by_text(declined)).to_be_visible()
        await expect(owner.page.get_by_text(f"Venter på at {name} tar over")).to_have_count(0)
