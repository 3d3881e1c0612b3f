"""Two browsers talk: the whole path of a question, and what must hold on the way."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.acceptance.page_desk import type_of_opener
from tests.acceptance.page_people import PHONE, WIDE, Citizen, Counsellor, said

UNCAUGHT = """() => {
  const { contactId } = JSON.parse(sessionStorage.getItem("desk.contact"));
  const text = "Uten siden: 17859820158";
  const message = { cid: crypto.randomUUID(), text, at: "2026-11-23T09:00:00Z", refused: null };
  sessionStorage.setItem(`desk.outbox.${contactId}`, JSON.stringify([message]));
}"""
"""Puts a message among those not yet sent, as if the page had let it through."""


async def conversation(open_page: type_of_opener, number: int, question: str) -> tuple[Citizen, Counsellor]:
    """A citizen whose question has just been taken."""
    counsellor = Counsellor(await open_page(WIDE))
    await counsellor.sign_in(number)
    await counsellor.be("Tilgjengelig")
    citizen = Citizen(await open_page(PHONE))
    await citizen.ask(question)
    await counsellor.accept()
    return citizen, counsellor


async def finish(counsellor: Counsellor, topic: str = "fagbrev") -> None:
    """Leave the desk as it was found."""
    await counsellor.end()
    await counsellor.wrap_up(topic)
    await counsellor.be("Av")


async def test_a_question_is_answered_ended_and_recorded(open_page: type_of_opener) -> None:
    citizen, counsellor = await conversation(open_page, 1, "Hvordan blir jeg elektriker?")
    await counsellor.read("Hvordan blir jeg elektriker?")
    await counsellor.say("Hei! Det finnes to veier.")
    await citizen.read("Hei! Det finnes to veier.")
    await expect(citizen.page.get_by_role("heading", level=1)).to_have_text(
        "Eldbjørg Eksempel, Karrieresenteret i Trøndelag"
    )
    await citizen.say("Hvilke?")
    await counsellor.read("Hvilke?")
    await expect(citizen.page.get_by_text("Lest", exact=True)).to_be_visible()
    await counsellor.say("Lærling eller praksiskandidat.")
    await citizen.read("Lærling eller praksiskandidat.")
    await counsellor.end()
    await expect(citizen.page.get_by_role("heading", name="Takk for praten")).to_be_focused()
    await counsellor.wrap_up("fagbrev")
    await expect(counsellor.page.get_by_text("0 av 2 plasser")).to_be_visible()
    await counsellor.be("Av")
    await seen_on_the_board(await open_page(WIDE))


async def seen_on_the_board(page: Page) -> None:
    """The contact stands in this hour's load."""
    await page.goto("/board")
    await page.get_by_label("E-post").fill("koordinator@desk.example")
    await page.get_by_label("Passord").fill("demo-desk")
    await page.get_by_role("button", name="Logg inn").click()
    total = page.get_by_role("row", name="Hele dagen").get_by_role("cell")
    await expect(total.nth(0)).not_to_have_text("0")
    await expect(total.nth(2)).not_to_have_text("0")


async def test_markup_is_shown_as_text_on_both_sides(open_page: type_of_opener) -> None:
    question = "<img src=x onerror=alert(1)> <b>hei</b> \u202eabc"
    citizen, counsellor = await conversation(open_page, 2, question)
    for page in (citizen.page, counsellor.page):
        await expect(said(page, question)).to_be_visible()
        await expect(page.locator(".said img, .said b")).to_have_count(0)
    await counsellor.say("<script>document.title = 'nei'</script>")
    await citizen.read("<script>document.title = 'nei'</script>")
    assert await citizen.page.title() == "Karriereveiledning"
    await finish(counsellor)


async def test_an_identity_number_is_caught_before_it_is_sent_and_masked_where_it_came_all_the_same(
    open_page: type_of_opener,
) -> None:
    counsellor = Counsellor(await open_page(WIDE))
    await counsellor.sign_in(3)
    await counsellor.be("Tilgjengelig")
    citizen = Citizen(await open_page(PHONE))
    page = citizen.page
    left: list[str] = []
    page.on("request", lambda request: left.append(request.post_data or ""))
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: left.append(str(frame))))
    await page.goto("/chat")
    await page.get_by_label("Hva lurer du på?").fill("Jeg er 178598 20158, og hva nå?")
    await page.get_by_role("button", name="Start chat").click()
    await expect(page.get_by_role("alert")).to_contain_text("et fødselsnummer")
    await page.get_by_role("button", name="Ta det bort og send").click()
    await counsellor.accept()
    await citizen.field.fill("Kontoen er 1234.56.78903")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("et kontonummer")
    await citizen.field.fill("Glem det")
    await expect(page.get_by_role("alert")).to_have_count(0)
    await page.get_by_role("button", name="Send", exact=True).click()
    await counsellor.read("Glem det")
    await expect(said(counsellor.page, "Jeg er [fødselsnummer fjernet], og hva nå?")).to_be_visible()
    assert not [text for text in left if "20158" in text or "78903" in text]
    await page.evaluate(UNCAUGHT)
    await page.reload()
    await counsellor.read("Uten siden: [fødselsnummer fjernet]")
    await expect(page.get_by_text("Vi tok bort noe personlig")).to_be_visible()
    await finish(counsellor)


async def test_a_reload_keeps_the_conversation_and_the_draft_on_both_sides(open_page: type_of_opener) -> None:
    citizen, counsellor = await conversation(open_page, 4, "Kan jeg ta fag om igjen?")
    await counsellor.say("Ja, som privatist.")
    await citizen.read("Ja, som privatist.")
    await citizen.field.fill("Halvferdig hos meg")
    await counsellor.field.fill("Halvferdig hos deg")
    await citizen.page.reload()
    await citizen.read("Ja, som privatist.")
    await expect(citizen.field).to_have_value("Halvferdig hos meg")
    await counsellor.page.reload()
    await counsellor.read("Kan jeg ta fag om igjen?")
    await expect(counsellor.field).to_have_value("Halvferdig hos deg")
    await counsellor.field.fill("")
    await finish(counsellor)


async def test_a_lost_network_is_said_and_what_was_written_goes_once_when_it_is_back(
    open_page: type_of_opener,
) -> None:
    citizen, counsellor = await conversation(open_page, 5, "Er jeg for gammel?")
    await citizen.page.context.set_offline(True)
    await expect(citizen.page.get_by_text("Forbindelsen er brutt")).to_be_visible()
    await citizen.page.evaluate("window.dispatchEvent(new Event('offline'))")
    await citizen.say("Skrevet uten nett")
    await citizen.page.context.set_offline(False)
    await counsellor.read("Skrevet uten nett")
    await expect(citizen.page.get_by_text("Forbindelsen er brutt")).to_be_hidden()
    await expect(citizen.page.get_by_text("Lest", exact=True)).to_be_visible()
    await expect(said(counsellor.page, "Skrevet uten nett")).to_have_count(1)
    await expect(said(citizen.page, "Skrevet uten nett")).to_have_count(1)
    await finish(counsellor)


async def test_a_second_tab_takes_over_and_the_first_can_take_back(open_page: type_of_opener) -> None:
    citizen, counsellor = await conversation(open_page, 6, "Hva er en fagskole?")
    kept = await citizen.page.evaluate("sessionStorage.getItem('desk.contact')")
    second = await citizen.page.context.new_page()
    await second.add_init_script(f"sessionStorage.setItem('desk.contact', {kept!r})")
    await second.goto("/chat")
    await expect(said(second, "Hva er en fagskole?")).to_be_visible()
    await citizen.page.get_by_role("button", name="Bruk her").click()
    await citizen.read("Hva er en fagskole?")
    await expect(second.get_by_role("button", name="Bruk her")).to_be_visible()
    await finish(counsellor)


async def test_whoever_leaves_the_line_can_erase_and_begin_again(open_page: type_of_opener) -> None:
    citizen = Citizen(await open_page(PHONE))
    await citizen.ask("Jeg ombestemmer meg")
    await citizen.page.get_by_role("button", name="Forlat køen").click()
    await citizen.page.get_by_role("dialog").get_by_role("button", name="Forlat køen").click()
    await expect(citizen.page.get_by_role("heading", name="Du har forlatt køen")).to_be_focused()
    await citizen.page.get_by_role("button", name="Slett samtalen hos oss").click()
    await citizen.page.get_by_role("button", name="Ja, slett").click()
    await expect(citizen.page.get_by_role("heading", name="Teksten er slettet")).to_be_visible()
    assert await citizen.page.evaluate("sessionStorage.getItem('desk.contact')") is None
    await citizen.page.get_by_role("button", name="Start en ny chat").click()
    await expect(citizen.page.get_by_label("Hva lurer du på?")).to_have_value("")


async def test_a_text_that_is_too_long_stays_and_is_said(open_page: type_of_opener) -> None:
    citizen = Citizen(await open_page(PHONE))
    await citizen.page.goto("/chat")
    question = citizen.page.get_by_label("Hva lurer du på?")
    await question.fill("å" * 2_005)
    await expect(citizen.page.get_by_role("alert")).to_contain_text("5 tegn for lang")
    await citizen.page.get_by_role("button", name="Start chat").click()
    await expect(question).to_be_focused()
    await citizen.ask("Kort nok")
    await citizen.field.fill("å" * 2_001)
    await citizen.page.get_by_role("button", name="Send").click()
    await expect(citizen.page.get_by_role("alert")).to_contain_text("1 tegn for lang")
    await expect(citizen.field).to_have_value("å" * 2_001)
    await citizen.say("å" * 2_000)
    await citizen.read("å" * 2_000)
    await expect(citizen.page.locator(".state").get_by_text("Sendt", exact=True)).to_be_visible()
    await citizen.page.get_by_role("button", name="Forlat køen").click()
    await citizen.page.get_by_role("dialog").get_by_role("button", name="Forlat køen").click()
