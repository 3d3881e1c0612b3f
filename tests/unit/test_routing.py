"""Who gets whom: by class and ticket, around whoever nobody can serve, never beyond a seat (I5, I7)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.domain.contact import Channel, ContactId, Language, Waiting
from app.domain.counsellor import Candidate, CounsellorId, Seats
from app.domain.policy import Policy
from app.domain.routing import fits, match

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CHAT, PHONE = Channel.CHAT, Channel.PHONE


def waiting(ticket: int, **given: Any) -> Waiting:
    """Somebody in line, present, for a chat."""
    base = Waiting(ContactId(UUID(int=ticket)), CHAT, Language.NB, ticket, NOW, present=True)
    return replace(base, **given)


def candidate(number: int, *, capacity: int = 2, chats: int = 0, calls: int = 0, **given: Any) -> Candidate:
    """Somebody who takes both channels."""
    seats = Seats(chat_capacity=capacity, chat_held=chats, phone_held=calls)
    base = Candidate(CounsellorId(UUID(int=number)), None, frozenset(Channel), seats, idle_since=NOW)
    return replace(base, **given)


def pairs(line: list[Waiting], candidates: list[Candidate], **given: Any) -> list[tuple[int, int]]:
    """Tickets with the numbers of whom they go to."""
    found = match(line, candidates, now=NOW, **{"policy": Policy(), **given})
    return [(one.waiting.ticket, one.candidate.counsellor_id.int) for one in found]


def test_the_oldest_of_a_class_comes_first() -> None:
    assert pairs([waiting(3), waiting(1), waiting(2)], [candidate(1)]) == [(1, 1), (2, 1)]


def test_returned_come_before_follow_ups_and_those_before_the_new() -> None:
    line = [waiting(1), waiting(2, follow_up=True), waiting(9, returned=True), waiting(3, returned=True)]
    assert [ticket for ticket, _ in pairs(line, [candidate(1, capacity=9)])] == [3, 9, 2, 1]


def test_whoever_nobody_can_serve_does_not_block_those_behind() -> None:
    line = [waiting(1, only_centre="OSLO"), waiting(2, channel=PHONE), waiting(3)]
    assert pairs(line, [candidate(1, channels=frozenset({CHAT}), centre="BERGEN")]) == [(3, 1)]


def test_only_a_centres_own_people_get_what_is_kept_for_them() -> None:
    line = [waiting(1, only_centre="OSLO")]
    assert pairs(line, [candidate(1), candidate(2, centre="BERGEN")]) == []
    assert pairs(line, [candidate(1), candidate(2, centre="OSLO")]) == [(1, 2)]


def test_what_she_refused_is_not_hers_for_sixty_seconds() -> None:
    one = waiting(1)
    for seconds, hers in ((0, False), (59, False), (60, True)):
        refused = {one.contact_id: NOW - timedelta(seconds=seconds)}
        assert fits(candidate(1, refused=refused), one, now=NOW, policy=Policy()) is hers
    assert pairs([one], [candidate(1, refused={one.contact_id: NOW}), candidate(2)]) == [(1, 2)]


def test_an_absent_citizen_is_passed_over() -> None:
    assert pairs([waiting(1, present=False), waiting(2)], [candidate(1)]) == [(2, 1)]


def test_a_call_goes_only_to_somebody_without_any_contact() -> None:
    call = waiting(1, channel=PHONE)
    assert pairs([call], [candidate(1, chats=1), candidate(2, calls=1)]) == []
    assert pairs([call], [candidate(1, chats=1), candidate(2)]) == [(1, 2)]


def test_while_a_call_lasts_no_chat_is_offered() -> None:
    assert pairs([waiting(1)], [candidate(1, capacity=9, calls=1)]) == []
    assert pairs([waiting(1, channel=PHONE), waiting(2)], [candidate(1, capacity=9)]) == [(1, 1)]


def test_the_least_loaded_then_the_longest_idle_then_the_lower_id() -> None:
    earlier = NOW - timedelta(minutes=1)
    people = [candidate(1, chats=1), candidate(2)]
    least = match([waiting(1)], people, now=NOW, policy=Policy(phone_reserve=0))[0]
    assert (least.candidate.counsellor_id.int, least.why) == (2, "least_loaded")
    idle = match([waiting(1)], [candidate(1), candidate(2, idle_since=earlier)], now=NOW, policy=Policy())[0]
    assert (idle.candidate.counsellor_id.int, idle.why) == (2, "longest_idle")
    assert pairs([waiting(1)], [candidate(2), candidate(1)]) == [(1, 1)]
    only = match([waiting(1)], [candidate(1)], now=NOW, policy=Policy())[0]
    assert only.why == "only_one"
    alike = match([waiting(1)], [candidate(1), candidate(2)], now=NOW, policy=Policy())[0]
    assert alike.why == "alike"


def test_a_match_counts_the_seats_it_gives_away() -> None:
    line, chat = [waiting(ticket) for ticket in range(1, 6)], frozenset({CHAT})
    people = [candidate(1, channels=chat), candidate(2, channels=chat)]
    assert pairs(line, people) == [(1, 1), (2, 2), (3, 1), (4, 2)]


CENTRES = st.sampled_from([None, "OSLO", "BERGEN"])
LINE = st.lists(
    st.builds(
        waiting,
        st.integers(1, 10**9),
        channel=st.sampled_from(Channel),
        present=st.booleans(),
        returned=st.booleans(),
        follow_up=st.booleans(),
        only_centre=CENTRES,
    ),
    unique_by=lambda one: one.ticket,
    max_size=12,
)
CANDIDATES = st.lists(
    st.builds(
        candidate,
        st.integers(1, 10**9),
        capacity=st.integers(0, 4),
        chats=st.integers(0, 4),
        calls=st.integers(0, 1),
        centre=CENTRES,
        channels=st.frozensets(st.sampled_from(Channel)),
        idle_since=st.datetimes(datetime(2026, 1, 1), datetime(2026, 2, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    ),
    unique_by=lambda one: one.counsellor_id,
    max_size=5,
)


@given(LINE, CANDIDATES)
def test_no_match_goes_beyond_a_seat_and_nobody_is_matched_twice(
    line: list[Waiting], candidates: list[Candidate]
) -> None:
    found = match(line, candidates, now=NOW, policy=Policy())
    assert max(Counter(one.waiting.contact_id for one in found).values(), default=1) == 1
    for who in candidates:
        given = [one.waiting.channel for one in found if one.candidate.counsellor_id == who.counsellor_id]
        if PHONE in given:
            assert (given, who.seats.chat_held, who.seats.phone_held) == ([PHONE], 0, 0)
        elif given:
            assert who.seats.phone_held == 0
            assert who.seats.chat_held + len(given) <= who.seats.chat_capacity


@given(LINE, CANDIDATES)
def test_nobody_present_is_overtaken_by_whoever_could_have_been_hers(
    line: list[Waiting], candidates: list[Candidate]
) -> None:
    found = match(line, candidates, now=NOW, policy=Policy())
    served = {one.waiting.contact_id for one in found}
    for left in (one for one in line if one.contact_id not in served):
        for other in found:
            if other.waiting.rank > left.rank:
                assert not fits(other.candidate, left, now=NOW, policy=Policy())


@given(LINE, CANDIDATES)
def test_nobody_is_left_beside_a_free_seat_that_fits(
    line: list[Waiting], candidates: list[Candidate]
) -> None:
    found = match(line, candidates, now=NOW, policy=Policy())
    served = {one.waiting.contact_id for one in found}
    for who in candidates:
        given = [one.waiting for one in found if one.candidate.counsellor_id == who.counsellor_id]
        chats = sum(one.channel is CHAT for one in given)
        calls = len(given) - chats
        seats = replace(
            who.seats, chat_held=who.seats.chat_held + chats, phone_held=who.seats.phone_held + calls
        )
        after = replace(who, seats=seats)
        assert not [
            one for one in line
            if one.contact_id not in served and fits(after, one, now=NOW, policy=Policy())
        ]  # fmt: skip


@given(LINE, CANDIDATES, st.randoms())
def test_two_workers_match_alike_whatever_order_they_read(
    line: list[Waiting], candidates: list[Candidate], chance: Any
) -> None:
    first = match(line, candidates, now=NOW, policy=Policy())
    chance.shuffle(line)
    chance.shuffle(candidates)
    assert match(line, candidates, now=NOW, policy=Policy()) == first
