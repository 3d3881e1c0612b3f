"""The layers of a choice: languages and skills that relax, the phone's reserve, the coordinators' order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.domain import house, layers, skills
from app.domain.contact import Language, Waiting
from app.domain.counsellor import Candidate
from app.domain.layers import Step
from app.domain.policy import Policy
from app.domain.routing import match, somebody_free
from app.domain.routing_rules import Layer, PageSkill, Routing
from app.domain.skills import NOTHING, Wanted
from tests.unit.test_routing import CHAT, NOW, PHONE, candidate, pairs, waiting

SE = Language.SE
SAMI = frozenset({Language.NB, SE})
MINUTE = timedelta(minutes=1)
LATE = NOW - timedelta(seconds=120)
AMONG_THREE = 3


def why(line: list[Waiting], people: list[Candidate], **given: Any) -> tuple[int, str]:
    """Whom the first match goes to, and the layer that decided."""
    first = match(line, people, now=NOW, **{"policy": Policy(), **given})[0]
    return first.candidate.counsellor_id.int, first.why


def test_sami_is_kept_for_whoever_answers_in_it_and_is_there() -> None:
    speaker = candidate(2, languages=SAMI, chats=2)
    assert pairs([waiting(1, language=SE), waiting(2)], [candidate(1), speaker]) == [(2, 1)]
    assert pairs([waiting(1, language=SE)], [candidate(1), replace(speaker, seats=candidate(2).seats)]) == [
        (1, 2)
    ]


def test_sami_is_anybodys_after_its_time_and_where_nobody_has_it() -> None:
    busy = candidate(2, languages=SAMI, chats=2)
    assert pairs([waiting(1, language=SE, arrived_at=LATE)], [candidate(1), busy]) == [(1, 1)]
    assert pairs([waiting(1, language=SE)], [candidate(1)]) == [(1, 1)]
    other = {"routing": Routing(language_relax_seconds=121)}
    assert pairs([waiting(1, language=SE, arrived_at=LATE)], [candidate(1), busy], **other) == []


def test_a_speaker_who_cannot_have_it_keeps_nobody_waiting() -> None:
    one = waiting(1, language=SE)
    for useless in (
        candidate(2, languages=SAMI, chats=1, refused={one.contact_id: NOW}),
        candidate(2, languages=SAMI, chats=1, channels=frozenset({PHONE})),
        candidate(2, languages=SAMI, capacity=0),
    ):
        assert pairs([one], [candidate(1), useless]) == [(1, 1)]
    elsewhere = candidate(2, languages=SAMI, chats=2, centre="OSLO")
    kept = waiting(1, language=SE, only_centre="BERGEN")
    assert pairs([kept], [candidate(1, centre="BERGEN"), elsewhere]) == [(1, 1)]


def test_a_language_other_than_sami_is_a_wish_only() -> None:
    english = waiting(1, language=Language.EN)
    writes_none = candidate(1, languages=frozenset({Language.NB, Language.NN}))
    assert why([english], [writes_none, candidate(2, chats=1)]) == (2, "language")
    assert pairs([english], [writes_none, candidate(2, chats=2)]) == [(1, 1)]
    assert pairs([waiting(1, language=Language.NN)], [candidate(1)]) == [(1, 1)]


def test_a_skill_is_waited_for_and_relaxes_like_a_language() -> None:
    asks = waiting(1, skill="LANEKASSEN")
    knows = candidate(2, skills=frozenset({"LANEKASSEN"}), chats=1)
    assert why([asks], [candidate(1), knows]) == (2, "only_one")
    full = replace(knows, seats=candidate(2, chats=2).seats)
    assert pairs([asks], [candidate(1), full]) == []
    after = replace(asks, arrived_at=NOW - timedelta(seconds=60))
    assert why([after], [candidate(1), knows]) == (2, "skill")
    assert pairs([after], [candidate(1), full]) == [(1, 1)]


def test_where_nobody_has_both_the_language_comes_first() -> None:
    both = waiting(1, language=SE, skill="LANEKASSEN")
    speaks = candidate(1, languages=SAMI, chats=1)
    knows = candidate(2, skills=frozenset({"LANEKASSEN"}))
    assert pairs([both], [knows, speaks]) == [(1, 1)]
    has_both = candidate(3, languages=SAMI, skills=frozenset({"LANEKASSEN"}), chats=1)
    assert pairs([both], [knows, speaks, has_both]) == [(1, AMONG_THREE)]


def test_a_layer_that_is_off_says_nothing() -> None:
    off = {"routing": Routing(layers=(Layer.FEWEST, Layer.LONGEST))}
    busy = candidate(2, languages=SAMI, chats=2)
    assert pairs([waiting(1, language=SE)], [candidate(1), busy], **off) == [(1, 1)]
    assert pairs([waiting(1, skill="X")], [candidate(1), candidate(2, skills=frozenset({"X"}))], **off) == [
        (1, 1)
    ]
    assert why([waiting(1)], [candidate(1), candidate(2, chats=1)], **off) == (1, "least_loaded")
    assert why([waiting(1)], [candidate(1), candidate(2)], routing=Routing(layers=())) == (1, "alike")


def test_chats_are_spread_above_the_reserve_and_packed_below() -> None:
    talks, idle = candidate(3, chats=1), [candidate(1), candidate(2)]
    assert why([waiting(1)], [talks, *idle]) == (1, "alike")
    assert why([waiting(1)], [talks, candidate(1)]) == (AMONG_THREE, "reserve")
    line = [waiting(ticket) for ticket in range(1, 7)]
    assert pairs(line, [talks, *idle]) == [(1, 1), (2, 1), (3, AMONG_THREE), (4, 2), (5, 2)]


def test_the_reserve_never_leaves_a_seat_free_beside_somebody_who_waits() -> None:
    assert why([waiting(1)], [candidate(1)]) == (1, "only_one")
    assert pairs([waiting(1), waiting(2)], [candidate(1)], policy=Policy(phone_reserve=9)) == [(1, 1), (2, 1)]


def test_only_those_who_take_calls_are_a_reserve() -> None:
    chats_only = candidate(2, channels=frozenset({CHAT}))
    assert why([waiting(1)], [candidate(1, chats=1), chats_only]) == (2, "least_loaded")
    assert why([waiting(1)], [candidate(1), chats_only, candidate(3, chats=1)]) == (2, "least_loaded")


def test_nobody_is_kept_for_a_phone_that_is_closed() -> None:
    people = [candidate(1), candidate(2, chats=1)]
    assert why([waiting(1)], people, phone_open=False) == (1, "least_loaded")


def test_the_reserve_is_that_of_the_oslo_hour() -> None:
    people = [candidate(1), candidate(2, chats=1)]
    assert NOW.hour + 1 == 13
    assert why([waiting(1)], people, routing=Routing(reserve_by_hour={13: 0})) == (1, "least_loaded")
    assert why([waiting(1)], people, routing=Routing(reserve_by_hour={12: 0})) == (2, "reserve")


def test_the_order_of_the_layers_is_the_coordinators() -> None:
    earlier = NOW - MINUTE
    people = [candidate(1, chats=1, idle_since=earlier), candidate(2)]
    fewest_first = Routing(layers=(Layer.FEWEST, Layer.LONGEST))
    longest_first = Routing(layers=(Layer.LONGEST, Layer.FEWEST))
    assert why([waiting(1)], people, routing=fewest_first) == (2, "least_loaded")
    assert why([waiting(1)], people, routing=longest_first) == (1, "longest_idle")


def test_a_match_says_who_was_considered_who_was_left_out_and_what_the_layers_left() -> None:
    one = waiting(1)
    people = [
        candidate(1, chats=2),
        candidate(2, refused={one.contact_id: NOW}),
        candidate(3, channels=frozenset({PHONE})),
        candidate(4, chats=1),
        candidate(5, chats=1, idle_since=NOW - MINUTE),
        candidate(6),
        candidate(7),
    ]
    found = match([one], people, now=NOW, policy=Policy())[0]
    assert [one.counsellor_id.int for one in found.considered] == [4, 5, 6, 7]
    assert dict(found.left_out) == {"channel": 1, "refused": 1, "seat": 1}
    assert (found.candidate.counsellor_id.int, found.why) == (6, "alike")
    assert found.steps == (Step(Layer.FEWEST, 2),)


def test_a_page_asks_for_the_skill_of_its_longest_beginning() -> None:
    routing = Routing(pages=(PageSkill("/utdanning", "A"), PageSkill("/utdanning/lan", "B")))
    assert [routing.skill_of(page) for page in ("/utdanning/lan/x", "/utdanning", "/", None)] == [
        "B",
        "A",
        None,
        None,
    ]


def test_who_asks_for_herself_leaves_what_is_kept_for_those_who_are_there() -> None:
    line, asks, speaker = [waiting(1, language=SE), waiting(2)], candidate(1), candidate(2, languages=SAMI)
    assert pairs(line, [asks], there=[asks, speaker])[0] == (2, 1)
    assert pairs(line, [asks], there=[asks])[0] == (1, 1)


def test_a_long_line_that_nobody_fits_asks_each_counsellor_once_for_each_kind_of_need(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Candidate] = []
    lacks = house.Demand.lacks

    def counted(demand: house.Demand, one: Candidate) -> str | None:
        asked.append(one)
        return lacks(demand, one)

    monkeypatch.setattr(house.Demand, "lacks", counted)
    phone_only = frozenset({PHONE})
    people = [candidate(number, channels=phone_only) for number in range(1, 201)]
    for length in (10, 10_000):
        asked.clear()
        line = [waiting(ticket, language=list(Language)[ticket % 4]) for ticket in range(1, length + 1)]
        assert match(line, people, now=NOW, policy=Policy()) == []
        assert len(asked) <= 3 * len(people)


def test_the_line_is_read_on_only_while_a_seat_is_left() -> None:
    people = [candidate(1, capacity=1), candidate(2, chats=1)]
    found = match([waiting(1), waiting(2)], people, now=NOW, policy=Policy())
    assert not somebody_free(people, found)
    assert somebody_free(people, found[:1])
    assert not somebody_free(people, found, {PHONE}), "both hold a chat"
    assert somebody_free([candidate(3, channels=frozenset({PHONE}))], [], {PHONE})


SPREAD_ONLY = dict(layers.KEYS) | {Layer.RESERVE: lambda _one, _view: False}
PACK_ALWAYS = dict(layers.KEYS) | {Layer.RESERVE: lambda one, _view: layers.takes_calls(one)}
LANGUAGE_IGNORED = dict(layers.KEYS) | {Layer.LANGUAGE: lambda _one, _view: False}
MOST_LOADED = dict(layers.KEYS) | {Layer.FEWEST: lambda one, _view: -one.seats.chat_held}
NEWEST_IDLE = dict(layers.KEYS) | {Layer.LONGEST: lambda one, _view: -one.idle_since.timestamp()}


def _never_relaxes(contact: Waiting, _routing: Routing, _now: datetime) -> Wanted:
    return Wanted(contact.language if contact.language is SE else None, contact.skill)


MUTANTS: list[tuple[Any, str, Any, Callable[[], None]]] = [
    (layers, "KEYS", SPREAD_ONLY, test_chats_are_spread_above_the_reserve_and_packed_below),
    (layers, "KEYS", PACK_ALWAYS, test_chats_are_spread_above_the_reserve_and_packed_below),
    (layers, "KEYS", LANGUAGE_IGNORED, test_a_language_other_than_sami_is_a_wish_only),
    (layers, "KEYS", MOST_LOADED, test_the_order_of_the_layers_is_the_coordinators),
    (layers, "KEYS", NEWEST_IDLE, test_the_order_of_the_layers_is_the_coordinators),
    (house, "asked_for", _never_relaxes, test_sami_is_anybodys_after_its_time_and_where_nobody_has_it),
    (house, "asked_for", lambda *_: NOTHING, test_sami_is_kept_for_whoever_answers_in_it_and_is_there),
    (house, "wanted_among", lambda asked, _: asked, test_a_speaker_who_cannot_have_it_keeps_nobody_waiting),
    (house, "takes_calls", lambda _: True, test_only_those_who_take_calls_are_a_reserve),
    (house, "with_one_more", lambda one, _: one, test_the_line_is_read_on_only_while_a_seat_is_left),
    (skills, "KEPT_FOR", frozenset(Language), test_a_language_other_than_sami_is_a_wish_only),
]  # fmt: skip


@pytest.mark.parametrize(("module", "name", "wrong", "test"), MUTANTS)
def test_a_planted_mistake_is_found(
    module: Any, name: str, wrong: Any, test: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, wrong)
    with pytest.raises((AssertionError, IndexError)):
        test()
