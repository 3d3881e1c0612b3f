"""Whatever coordinators set: no seat is left, nobody is overtaken, and two workers match alike (I7, I13)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain import house, layers
from app.domain.contact import Channel, Language, Waiting
from app.domain.counsellor import EVERYBODYS_LANGUAGES, Candidate
from app.domain.fairness import Count, Ledger
from app.domain.policy import Policy
from app.domain.routing import Match, fits, match
from app.domain.routing_rules import Layer, Routing
from tests.unit.test_layers import LATE, MINUTE, SAMI, SE
from tests.unit.test_routing import CENTRES, CHAT, NOW, PHONE, candidate, waiting

LANGUAGES = st.sampled_from([EVERYBODYS_LANGUAGES, SAMI, frozenset({Language.NB})])
SKILLS = st.frozensets(st.sampled_from(["A", "B"]))
ROUTINGS = st.builds(
    Routing,
    layers=st.lists(st.sampled_from(Layer), unique=True).map(tuple),
    shares=st.sampled_from([{}, {"OSLO": 70, "BERGEN": 30}]),
    centre_slack=st.integers(0, 2),
    reserve_by_hour=st.sampled_from([{}, {13: 0}, {13: 3}]),
)
LINE = st.lists(
    st.builds(
        waiting,
        st.integers(1, 10**6),
        channel=st.sampled_from(Channel),
        language=st.sampled_from(Language),
        skill=st.sampled_from([None, "A", "B"]),
        arrived_at=st.sampled_from([NOW, NOW - MINUTE, LATE]),
        only_centre=CENTRES,
    ),
    unique_by=lambda one: one.ticket,
    max_size=10,
)
PEOPLE = st.lists(
    st.builds(
        candidate,
        st.integers(1, 10**6),
        capacity=st.integers(0, 3),
        chats=st.integers(0, 3),
        calls=st.sampled_from([0, 0, 1]),
        centre=CENTRES,
        channels=st.frozensets(st.sampled_from(Channel)),
        idle_since=st.sampled_from([NOW, NOW - MINUTE, LATE]),
        languages=LANGUAGES,
        skills=SKILLS,
    ),
    unique_by=lambda one: one.counsellor_id,
    max_size=6,
)
LEDGER = Ledger({"OSLO": Count(offered=3, taken=2, missed=1), "BERGEN": Count(offered=2, taken=2)})


def eligible(one: Candidate, contact: Waiting, everybody: list[Candidate], routing: Routing) -> bool:
    """Said again in other words: what somebody able has is kept for, in its time, language before skill."""
    waited = NOW - contact.arrived_at
    keeps_language = (
        contact.language is SE
        and Layer.LANGUAGE in routing.layers
        and waited < timedelta(seconds=routing.language_relax_seconds)
    )
    keeps_skill = (
        contact.skill is not None
        and Layer.SKILL in routing.layers
        and waited < timedelta(seconds=routing.skill_relax_seconds)
    )
    able = [
        who for who in everybody
        if contact.channel in who.channels
        and (contact.channel is PHONE or who.seats.chat_capacity > 0)
        and contact.only_centre in (None, who.centre)
    ]  # fmt: skip
    speak = [who for who in able if SE in who.languages] if keeps_language else []
    know = [who for who in able if contact.skill in who.skills] if keeps_skill else []
    both = [who for who in speak if who in know]
    kept_for = both or speak or know
    return fits(one, contact, now=NOW, policy=Policy()) and (not kept_for or one in kept_for)


def after(people: list[Candidate], found: list[Match]) -> list[Candidate]:
    """The people with what a match gave them."""
    given = {one.counsellor_id: one for one in people}
    for one in found:
        who = given[one.candidate.counsellor_id]
        given[who.counsellor_id] = house.with_one_more(who, one.waiting.channel)
    return list(given.values())


@given(LINE, PEOPLE, ROUTINGS)
def test_no_rule_of_the_coordinators_leaves_a_seat_beside_who_is_eligible(
    line: list[Waiting], people: list[Candidate], routing: Routing
) -> None:
    found = match(line, people, now=NOW, policy=Policy(), routing=routing, ledger=LEDGER)
    served = {one.waiting.contact_id for one in found}
    for left in (one for one in line if one.contact_id not in served):
        assert not [one for one in after(people, found) if eligible(one, left, people, routing)]


@given(LINE, PEOPLE, ROUTINGS)
def test_no_rule_of_the_coordinators_gives_to_who_is_not_eligible_or_overtakes(
    line: list[Waiting], people: list[Candidate], routing: Routing
) -> None:
    found = match(line, people, now=NOW, policy=Policy(), routing=routing, ledger=LEDGER)
    served = {one.waiting.contact_id for one in found}
    for one in found:
        assert eligible(one.candidate, one.waiting, people, routing)
        for left in line:
            if left.contact_id not in served and left.rank < one.waiting.rank:
                assert not eligible(one.candidate, left, people, routing)


@given(LINE, PEOPLE, ROUTINGS, st.randoms())
def test_two_workers_match_alike_by_any_rules(
    line: list[Waiting], people: list[Candidate], routing: Routing, chance: Any
) -> None:
    first = match(line, people, now=NOW, policy=Policy(), routing=routing, ledger=LEDGER)
    chance.shuffle(line)
    chance.shuffle(people)
    assert match(line, people, now=NOW, policy=Policy(), routing=routing, ledger=LEDGER) == first


@given(PEOPLE, st.integers(0, 4), st.integers(1, 12))
def test_packing_leaves_as_many_idle_as_any_choice_could(
    people: list[Candidate], reserve: int, chats: int
) -> None:
    """Either the reserve is there, or nobody who talks already had a seat left for a chat."""
    found = match(
        [waiting(ticket) for ticket in range(1, chats + 1)],
        people,
        now=NOW,
        policy=Policy(phone_reserve=reserve),
    )
    idle, free = sum(map(layers.takes_calls, people)), people
    for one in found:
        was_idle = layers.takes_calls(one.candidate)
        if was_idle and idle <= reserve:
            others = [who for who in free if who.seats.free(CHAT) and CHAT in who.channels]
            assert all(layers.takes_calls(who) for who in others)
        idle -= was_idle
        free = after(free, [one])
