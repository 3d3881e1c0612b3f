"""Why a contact was offered to whom, in three languages, and nothing of the citizen in what is kept."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import given

from app.domain.contact import Channel, ContactId, Language, Waiting
from app.domain.counsellor import Candidate
from app.domain.fairness import Count, Ledger
from app.domain.policy import Policy
from app.domain.reasons import MOST_CONSIDERED, decision_body
from app.domain.routing import match
from app.domain.routing_rules import Routing
from app.domain.wording import Wording
from app.seed.reasons import left_out_words, why_words
from tests.unit.test_layers import SAMI, SE
from tests.unit.test_layers_properties import LINE, PEOPLE, ROUTINGS
from tests.unit.test_routing import CHAT, NOW, candidate, waiting

CENTRES = {"VESTLAND": Wording("Karriere Vestland", "Karriere Vestland", "Career Vestland")}
EXAMPLE = (Path(__file__).parents[2] / "docs" / "routing.md").read_text(encoding="utf-8")
SHARES = Routing(shares={"VESTLAND": 50, "OSLO": 50})


def decided(
    line: list[Waiting], people: list[Candidate], *, routing: Routing | None = None, **given: Any
) -> tuple[str, dict[str, Any]]:
    """The layer and the body of the first decision, as they are stored."""
    rules = routing or Routing()
    found = match(line, people, now=NOW, policy=Policy(), routing=rules, **given)[0]
    body = decision_body(found, routing=rules, now=NOW)
    return found.why, json.loads(json.dumps(body))


def test_a_decision_is_said_in_words() -> None:
    ledger = Ledger({"VESTLAND": Count(offered=4, taken=3, missed=1), "OSLO": Count(offered=6, taken=6)})
    people = [
        candidate(1, centre="VESTLAND"),
        candidate(2, centre="OSLO"),
        candidate(3, centre="VESTLAND", chats=1),
    ]
    said = why_words(
        *decided([waiting(1, language=Language.NN)], people, routing=SHARES, ledger=ledger), CENTRES
    )
    assert said.nb == (
        "språk: nynorsk; senter: Karriere Vestland har fått 3 av 9 siste timen, avtalt 50 %; "
        "færrest: ingen samtaler"
    )
    assert said.en == (
        "language: Nynorsk; centre: Career Vestland has had 3 of 9 in the last hour, agreed 50%; "
        "fewest: no conversations"
    )


def test_the_example_of_the_document_is_as_it_says() -> None:
    ledger = Ledger({"VESTLAND": Count(offered=3, taken=3), "TROMSO": Count(offered=6, taken=6)})
    ane = candidate(1, centre="VESTLAND", chats=1, idle_since=NOW - timedelta(minutes=10))
    bo = candidate(2, centre="TROMSO", idle_since=NOW - timedelta(minutes=20))
    cato = candidate(3, centre="TROMSO", calls=1)
    rules, names = (
        Routing(shares={"VESTLAND": 40, "TROMSO": 60}),
        {"VESTLAND": Wording("Vestland", "Vestland", "")},
    )
    asks = waiting(1, language=Language.NN)
    layer, body = decided([asks], [ane, bo, cato], routing=rules, ledger=ledger)
    said = why_words(layer, body, names).nn
    assert f"«{said}»" in EXAMPLE
    assert left_out_words(body, names).en in EXAMPLE
    assert body["chosen"]["counsellor_id"] == str(ane.counsellor_id)
    full = candidate(1, centre="VESTLAND", chats=2)
    _, other = decided([asks], [full, bo, cato], routing=rules, ledger=ledger)
    assert other["chosen"]["counsellor_id"] == str(bo.counsellor_id)


def test_a_language_that_nobody_free_answers_in_suggests_an_answer_in_writing() -> None:
    said = why_words(*decided([waiting(1, language=SE)], [candidate(1)]), {})
    assert said.nn == (
        "språk: nordsamisk, som ingen ledige svarer på; tilby gjerne eit skriftleg svar; "
        "den einaste som kunne få han"
    )
    kept = why_words(*decided([waiting(1, language=SE)], [candidate(1), candidate(2, languages=SAMI)]), {})
    assert kept.nn == "språk: nordsamisk; den einaste som kunne få han"


def test_the_idle_time_and_the_phones_reserve_are_said() -> None:
    earlier = NOW - timedelta(minutes=7)
    people = [candidate(1, chats=1, idle_since=earlier), candidate(2), candidate(3, chats=1)]
    said = why_words(*decided([waiting(1)], people), {})
    assert said.en == (
        "language: Bokmål; phone: few are free, so it goes to somebody who has a conversation already; "
        "free the longest: 7 min"
    )


def test_those_left_out_are_counted_by_reason() -> None:
    one = waiting(1)
    people = [candidate(1), candidate(2, chats=2), candidate(3, refused={one.contact_id: NOW})]
    layer, body = decided([one], people)
    assert left_out_words(body, {}).nb == "1 har nettopp avslått, 1 uten ledig plass"
    assert left_out_words({}, {}) == Wording("", "", "")
    assert layer == "only_one"


def test_of_the_citizen_only_language_and_class_are_kept() -> None:
    secret = waiting(1, contact_id=ContactId(candidate(77).counsellor_id), skill="LANEKASSEN", returned=True)
    knows = candidate(1, skills=frozenset({"LANEKASSEN"}))
    _, body = decided([secret], [knows])
    of_staff = {"chosen", "considered", "considered_count", "left_out", "steps", "ledger", "unmet"}
    assert set(body) == {"language", "class", *of_staff}
    assert (body["language"], body["class"]) == ("nb", "returned")
    for hidden in (str(secret.contact_id), "LANEKASSEN", NOW.isoformat(), "chat"):
        assert hidden not in json.dumps({key: body[key] for key in body if key != "considered"}).replace(
            '"chats"', ""
        )


def test_a_decision_names_thirty_of_those_considered_and_counts_the_others() -> None:
    people = [candidate(number, channels=frozenset({CHAT})) for number in range(1, 61)]
    _, body = decided([waiting(1)], people)
    assert (len(body["considered"]), body["considered_count"]) == (MOST_CONSIDERED, len(people))
    assert body["considered"][0] == body["chosen"]


@given(LINE, PEOPLE, ROUTINGS)
def test_every_decision_has_words_in_every_language(
    line: list[Waiting], people: list[Candidate], routing: Routing
) -> None:
    for found in match(line, people, now=NOW, policy=Policy(), routing=routing):
        body = decision_body(found, routing=routing, now=NOW)
        said = why_words(found.why, body, CENTRES)
        assert all(said.as_json()[language] for language in ("nb", "nn", "en"))
        assert "{" not in said.nb + left_out_words(body, CENTRES).nb


def test_what_another_release_has_kept_is_said_as_far_as_it_goes() -> None:
    assert why_words("luck", {"language": "nn", "left_out": {"mood": 3}}, {}).nb == "språk: nynorsk"
    assert Channel.PHONE not in why_words("alike", {}, {}).nb
