"""What the citizen's page does for whoever is in a hurry, offline, in two tabs, or reading in peace."""

from __future__ import annotations

from playwright.async_api import Page, Route, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PHONE, WIDE, Citizen, Counsellor, said

ELSEWHERE = "https://www.yr.no/"
KEPT = "Object.keys(sessionStorage).filter(key => key.startsWith('desk.'))"
OWN_FEEDBACK = """fetch("/api/contacts/self", {
  headers: { authorization: `Bearer ${JSON.parse(sessionStorage.getItem("desk.contact")).token}` },
}).then(answer => answer.json()).then(({ feedback }) => [feedback?.score, feedback?.words])"""
FROM_THE_END = "log => log.scrollHeight - log.scrollTop - log.clientHeight"


async def conversation(open_page: type_of_opener, number: int, question: str) -> tuple[Citizen, Counsellor]:
    """A citizen whose question has just been answered once."""
    counsellor = Counsellor(await open_page(WIDE))
    await counsellor.sign_in(number)
    await counsellor.be("Tilgjengelig")
    citizen = Citizen(await open_page(PHONE))
    await citizen.ask(question)
    await counsellor.accept()
    await counsellor.say("Hei!")
    await citizen.read("Hei!")
    return citizen, counsellor


async def go_home(counsellor: Counsellor) -> None:
    """Record what has ended, and leave the desk as it was found."""
    await counsellor.wrap_up("fagbrev")
    await counsellor.be("Av")


async def test_whoever_leaves_in_a_hurry_leaves_nothing_and_cannot_be_brought_back(
    open_page: type_of_opener,
) -> None:
    citizen, counsellor = await conversation(open_page, 1, "Noen ser på skjermen min")
    await citizen.field.fill("Halvferdig")
    context = citizen.page.context
    await context.route(f"{ELSEWHERE}**", weather)
    policies: dict[str, str] = {}
    watch = await context.new_cdp_session(citizen.page)
    watch.on(
        "Network.requestWillBeSent",
        lambda sent: policies.update({sent["request"]["url"]: sent["request"]["referrerPolicy"]}),
    )
    await watch.send("Network.enable")
    other = await context.new_page()
    await other.goto("/chat")
    await other.get_by_label("Hva lurer du på?").fill("og mer")
    await other.get_by_role("button", name="Fortsett her").click()
    await expect(said(other, "Hei!")).to_be_visible()
    await expect(other.locator("#message")).to_have_value("Halvferdig\nog mer")
    await citizen.page.get_by_role("button", name="Bruk her").click()
    await expect(citizen.field).to_have_value("Halvferdig\nog mer")
    await citizen.page.keyboard.press("Escape")
    await expect(citizen.page.get_by_text("Trykk Esc en gang til")).to_be_visible()
    await citizen.page.keyboard.press("Escape")
    await expect(citizen.page).to_have_title("Været")
    assert policies[ELSEWHERE] == "no-referrer"
    await expect(other.get_by_label("Hva lurer du på?")).to_have_value("")
    await citizen.page.go_back()
    await expect(citizen.page).not_to_have_title("Karriereveiledning")
    await citizen.page.goto("/chat")
    await expect(citizen.page.get_by_label("Hva lurer du på?")).to_have_value("")
    assert await citizen.page.evaluate(KEPT) == []
    await go_home(counsellor)


async def weather(route: Route) -> None:
    """The page that says nothing of where somebody has been."""
    await route.fulfill(content_type="text/html; charset=utf-8", body="<title>Været</title>")


async def test_leaving_needs_no_network_and_is_told_when_there_is_one(open_page: type_of_opener) -> None:
    citizen, counsellor = await conversation(open_page, 2, "Kan jeg bytte linje?")
    page = citizen.page
    await page.context.set_offline(True)
    await page.evaluate("window.dispatchEvent(new Event('offline'))")
    await citizen.say("Sagt uten nett")
    await page.get_by_role("button", name="Avslutt", exact=True).click()
    await page.get_by_role("button", name="Ja, avslutt").click()
    await expect(page.get_by_role("heading", name="Takk for praten")).to_be_focused()
    await expect(page.get_by_text("Vi får ikke sagt fra før nettet er tilbake")).to_be_visible()
    await expect(page.get_by_role("listitem").filter(has_text="Sagt uten nett")).to_contain_text("Ikke sendt")
    await page.context.set_offline(False)
    await counsellor.read("Sagt uten nett")
    await expect(counsellor.page.get_by_role("button", name="Fullfør")).to_be_visible()
    await expect(page.get_by_text("Vi får ikke sagt fra")).to_be_hidden()
    await page.reload()
    await expect(page.get_by_role("heading", name="Takk for praten")).to_be_visible()
    await go_home(counsellor)


async def test_what_one_reads_stays_in_place_while_others_write(open_page: type_of_opener) -> None:
    citizen, counsellor = await conversation(open_page, 3, "Hva kan jeg bli?")
    page, log = citizen.page, citizen.page.get_by_role("log")
    long = "\n".join(f"Linje {number}" for number in range(30))
    await counsellor.field.fill(f"Mye.\n{long}")
    await counsellor.field.press("Enter")
    await expect(page.locator(".said").get_by_text("Mye.")).to_be_in_viewport()
    await log.evaluate("log => { log.scrollTop = 0; }")
    await counsellor.say("Ser du utdanning.no/yrker og https://ondt.example/x?")
    await expect(page.get_by_role("button", name="1 ny melding")).to_be_visible()
    assert await log.evaluate("log => log.scrollTop") == 0
    await expect(counsellor.page.get_by_text("Sendt", exact=True)).to_be_visible()
    await page.get_by_role("button", name="1 ny melding").click()
    await expect(page.get_by_text("Nye meldinger", exact=True)).to_be_in_viewport()
    await expect(counsellor.page.get_by_text("Lest", exact=True)).to_be_visible()
    await links_are_plain(page)
    await log.evaluate("log => { log.scrollTop = 0; }")
    await citizen.say("Takk")
    await expect(said(page, "Takk")).to_be_in_viewport()
    assert await log.evaluate(FROM_THE_END) < 2
    await counsellor.end()
    await go_home(counsellor)


async def links_are_plain(page: Page) -> None:
    """A known site opens in a tab of its own; any other address is text."""
    link = page.locator(".said a")
    await expect(link).to_have_count(1)
    await expect(link).to_have_attribute("href", "https://utdanning.no/yrker")
    await expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    await expect(page.locator(".said").get_by_text("https://ondt.example/x")).to_be_visible()


async def test_what_was_said_stays_readable_and_one_question_is_asked_at_the_end(
    open_page: type_of_opener,
) -> None:
    citizen, counsellor = await conversation(open_page, 4, "Hva tjener en rørlegger?")
    page = citizen.page
    await counsellor.say("Se lønnen på utdanning.no. Lykke til!")
    await counsellor.end()
    await expect(page.get_by_role("heading", name="Takk for praten")).to_be_focused()
    await expect(page.get_by_text("Lykke til!")).to_be_in_viewport()
    await page.get_by_role("radio", name="Litt", exact=True).check()
    await page.get_by_role("radio", name="Ganske mye").check()
    await expect(page.get_by_text("Takk for svaret.")).to_be_visible()
    await page.get_by_label("Vil du si litt mer?").fill("Ring meg på 68051234!")
    await page.get_by_role("button", name="Send", exact=True).click()
    await page.get_by_role("button", name="Ta det bort og send").click()
    await expect(page.get_by_text("Vi har fått det du skrev")).to_be_visible()
    assert await page.evaluate(OWN_FEEDBACK) == [4, "Ring meg på [telefonnummer fjernet]!"]
    await page.reload()
    await expect(page.get_by_role("radio", name="Ganske mye")).to_be_checked()
    await page.get_by_role("button", name="Slett samtalen hos oss").click()
    await page.get_by_role("button", name="Ja, slett").click()
    await expect(page.get_by_role("heading", name="Teksten er slettet")).to_be_visible()
    assert await page.evaluate(KEPT) == []
    await go_home(counsellor)
