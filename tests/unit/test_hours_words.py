"""What citizens read of the opening hours: whole sentences in every language, right at every instant."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.hours_document import read_hours
from app.domain.hours_words import citizens_read
from app.domain.opening_hours import evaluate
from app.domain.opening_rules import OpeningHours, Order, Override
from app.domain.wording import Wording
from app.seed.document import document
from app.seed.hours import always_open, ordinary_hours
from app.seed.hours_words import hours_words
from tests.unit.test_opening_hours import HOURS, oslo

WEB_TEXTS = Path(__file__).parents[2] / "web" / "src" / "shared" / "texts"
FIRE = Wording("brann i bygget.", "brann i bygget.", "a fire in the building.")


def read_at(local: str, channel: str = "chat", hours: OpeningHours = HOURS) -> Wording:
    at = oslo(local)
    return citizens_read(evaluate(hours, channel, at), channel, at, hours_words())


@pytest.mark.parametrize(
    ("local", "nb", "nn", "en"),
    [
        (
            "2026-11-23T12:00",
            "Chatten er åpen til kl. 20.",
            "Chatten er open til kl. 20.",
            "The chat is open until 20:00.",
        ),
        (
            "2026-11-26T10:30",
            "Chatten er åpen til kl. 12.",
            "Chatten er open til kl. 12.",
            "The chat is open until 12:00.",
        ),
        (
            "2026-11-27T12:00",
            "Chatten er stengt nå. Vi åpner mandag 30. november kl. 10.",
            "Chatten er stengd no. Vi opnar måndag 30. november kl. 10.",
            "The chat is closed now. We open Monday 30 November at 10:00.",
        ),
        (
            "2026-11-26T12:30",
            "Chatten er stengt: Stengt kl. 12–13.30: fagsamling. Vi åpner torsdag 26. november kl. 13.30.",
            "Chatten er stengd: Stengt kl. 12–13.30: fagsamling. Vi opnar torsdag 26. november kl. 13.30.",
            "The chat is closed: Closed 12:00–13:30: staff meeting. We open Thursday 26 November at 13:30.",
        ),
        (
            "2027-03-29T11:00",
            "Chatten er stengt: Andre påskedag. Vi åpner tirsdag 30. mars kl. 10.",
            "Chatten er stengd: Andre påskedag. Vi opnar tysdag 30. mars kl. 10.",
            "The chat is closed: Easter Monday. We open Tuesday 30 March at 10:00.",
        ),
        (
            "2027-04-15T08:30",
            "Chatten er stengt nå. Vi åpner torsdag 15. april kl. 9.",
            "Chatten er stengd no. Vi opnar torsdag 15. april kl. 9.",
            "The chat is closed now. We open Thursday 15 April at 09:00.",
        ),
    ],
)
def test_sentences_of_the_chat(local: str, nb: str, nn: str, en: str) -> None:
    read = read_at(local)
    assert (read.nb, read.nn, read.en) == (nb, nn, en)


def test_the_phone_has_its_own_sentences() -> None:
    assert read_at("2026-12-22T16:00", "phone").nn.startswith(
        "Telefonen er stengd: Telefonen stengjer kl. 15. Vi opnar måndag 4. januar kl. 10."
    )
    assert read_at("2026-12-22T16:00").nn == "Chatten er open til kl. 20."


def test_nobody_knows_when_it_opens_again() -> None:
    read = read_at("2026-11-23T12:00", hours=OpeningHours())
    assert read.nb == "Chatten er stengt nå. Vi vet ikke ennå når vi åpner igjen."
    assert read.nn == "Chatten er stengd no. Vi veit ikkje enno når vi opnar igjen."
    assert read.en == "The chat is closed now. We do not know yet when we open again."


def test_a_coordinators_reason_is_told_with_one_full_stop() -> None:
    noon = oslo("2026-11-23T12:00")
    closed = Override(Order.CLOSE, FIRE, since=noon, until=noon + timedelta(hours=2, minutes=30))
    hours = OpeningHours(HOURS.weekly, HOURS.periods, HOURS.dates, (closed,))
    assert read_at("2026-11-23T12:00", hours=hours).nb == (
        "Chatten er stengt: brann i bygget. Vi åpner mandag 23. november kl. 14.30."
    )


def test_a_period_without_hours_and_without_a_name_has_a_sentence_of_its_own() -> None:
    period = {"id": "p", "frm": "2026-11-23", "to": "2026-11-29", "weekly": {}}
    closed = read_hours({"period_rules": [period]})
    assert read_at("2026-11-24T12:00", hours=closed).nn.startswith("Chatten er stengd i dag. Vi veit ikkje")


def test_open_through_the_night_names_midnight_or_the_day() -> None:
    late = read_hours({"date_rules": [{"date": "2026-11-24", "intervals": [["22:00", "24:00"]]}]})
    assert read_at("2026-11-24T23:00", hours=late).nb == "Chatten er åpen til midnatt."
    days = [("2026-11-24", [["22:00", "24:00"]]), ("2026-11-25", [["00:00", "02:30"]])]
    through = read_hours({"date_rules": [{"date": day, "intervals": hours} for day, hours in days]})
    assert (
        read_at("2026-11-24T23:00", hours=through).nb == "Chatten er åpen til onsdag 25. november kl. 2.30."
    )
    assert read_at("2026-11-24T23:00", hours=through).en == (
        "The chat is open until Wednesday 25 November at 02:30."
    )


def test_a_desk_that_never_closes_promises_no_end() -> None:
    assert read_at("2026-11-24T23:00", hours=always_open()).nn == "Chatten er open."


def test_a_label_with_braces_is_a_label() -> None:
    day = {"date": "2026-11-24", "intervals": [], "label_nb": "{channel} {0}"}
    assert "{channel} {0}" in read_at("2026-11-24T12:00", hours=read_hours({"date_rules": [day]})).nb


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 3 * 365 * 24 * 60), st.sampled_from(["chat", "phone"]))
def test_every_instant_has_whole_sentences(minute: int, channel: str) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    for hours in (HOURS, ordinary_hours()):
        read = citizens_read(evaluate(hours, channel, at), channel, at, hours_words())
        for sentence in (read.nb, read.nn, read.en):
            assert sentence.endswith(".")
            assert ".." not in sentence
            assert "  " not in sentence
            assert not re.search(r"[{}]", sentence)


def web_list(language: str, name: str) -> list[str]:
    """Names of days or months as the widget has them."""
    source = (WEB_TEXTS / f"{language}.ts").read_text(encoding="utf-8")
    found = re.search(rf"{name}: \[(.*?)\]", source, re.DOTALL)
    assert found is not None
    return re.findall(r'"([^"]+)"', found[1])


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
def test_days_and_months_are_called_as_in_the_widget(language: str) -> None:
    words = hours_words()
    sunday, *others = web_list(language, "weekdays")
    assert [one.said_in(language) for one in words.weekdays] == [*others, sunday]
    assert [one.said_in(language) for one in words.months] == web_list(language, "months")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("reason", ["outside_hours", "holiday", "closure", "manual"])
def test_why_it_is_closed_is_said_as_in_the_widget(language: str, reason: str) -> None:
    source = (WEB_TEXTS / f"{language}.ts").read_text(encoding="utf-8")
    words = hours_words()
    chat = words.say("channel.chat", language)
    assert f'{reason}: "{words.say(f"closed.{reason}", language, channel=chat)}"' in source


def groups() -> list[tuple[str, dict[str, str]]]:
    found: dict[str, Any] = document("hours_words")
    named = [(name, one) for part in ("phrases", "warnings") for name, one in found[part].items()]
    return [*named, *((one["nb"], one) for part in ("weekdays", "months") for one in found[part])]


@pytest.mark.parametrize(("name", "text"), groups(), ids=[name for name, _ in groups()])
def test_words_are_complete_with_the_same_placeholders(name: str, text: dict[str, str]) -> None:
    assert {"nb", "nn", "en"} <= set(text), name
    names = [set(re.findall(r"\{(\w+)", text[language])) for language in ("nb", "nn", "en")]
    assert names[0] == names[1] == names[2]
    json.dumps(text)
