"""The demo's invented weeks obey the rules of the desk, and come out alike from the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import groupby
from uuid import UUID

import pytest

from app.demo.deadlines import coming
from app.demo.figures import rates, week_factor
from app.demo.past import DAYS, History
from app.demo.staff import EVERYBODY
from app.demo.turnus import Colleague
from app.domain.contact import FINAL, Cause, Channel, Language, State, next_state
from app.domain.contact_history import Event, Outcome, Spell, outcome_of, spells
from app.domain.counsellor import CounsellorId, Presence, Role
from app.domain.oslo import day_of
from app.domain.policy import Policy
from app.domain.topics import validate_wrap_up
from app.repositories.past import Past, PastContact
from app.seed.lists import seeded_codes

NOW = datetime(2026, 11, 23, 14, 24, tzinfo=UTC)
DEADLINE = datetime(2027, 4, 16, 14, 24, tzinfo=UTC)
"""Behind it lie the busiest weeks of the year, and a Saturday and Easter with everything closed."""


def history(seed: int = 7, *, first_id: int = 1_000) -> History:
    staff = [one for one in EVERYBODY if one.role is Role.COUNSELLOR]
    colleagues = [
        Colleague(CounsellorId(UUID(int=first_id + number)), one.centre) for number, one in enumerate(staff)
    ]
    return History(colleagues, seeded_codes(), seed)


@cache
def eight_weeks(now: datetime) -> Past:
    return history().until(now)


each_season = pytest.mark.parametrize("now", [NOW, DEADLINE], ids=["ordinary", "deadline"])


def test_same_seed_same_history_another_seed_another() -> None:
    assert eight_weeks(NOW) == history().until(NOW)
    assert eight_weeks(NOW).contacts != history(8).until(NOW).contacts


def test_ids_of_the_staff_decide_nothing() -> None:
    others = history(first_id=5_000).until(NOW)
    assert [kinds(one) for one in others.contacts] == [kinds(one) for one in eight_weeks(NOW).contacts]


def kinds(contact: PastContact) -> tuple[object, ...]:
    return (contact.id, *((step.at, step.cause) for step in contact.steps))


def test_later_start_plays_only_the_days_that_are_missing() -> None:
    after = day_of(NOW) - timedelta(days=5)
    missing = history().until(NOW, after=after)
    assert list(missing.contacts) == [
        one for one in eight_weeks(NOW).contacts if day_of(one.steps[0].at) > after
    ]
    assert history().until(NOW, after=day_of(NOW)) == Past(
        contacts=[], turned_away=[], visits=[], presence=[], shifts=[]
    )


@each_season
def test_every_step_is_a_legal_move_in_time_and_the_end_is_final(now: datetime) -> None:
    for contact in eight_weeks(now).contacts:
        state: State | None = None
        for step in contact.steps:
            state = next_state(state, step.cause)
            assert state is step.state
        assert state in FINAL
        instants = [step.at for step in contact.steps]
        assert instants == sorted(instants)
        assert instants[-1] < now


@each_season
def test_offers_end_as_the_steps_say(now: datetime) -> None:
    ends = (Cause.ACCEPTED, Cause.DECLINED, Cause.EXPIRED)
    for contact in eight_weeks(now).contacts:
        answered = [step.at for step in contact.steps if step.cause in ends]
        line = [one.ended_at for one in contact.offers if one.kind == "line" and one.outcome != "withdrawn"]
        handed = [
            one.ended_at for one in contact.offers if one.kind == "transfer" and one.outcome == "accepted"
        ]
        assert sorted(line + handed) == answered
        assert all(one.offered_at <= one.ended_at <= one.expires_at for one in contact.offers)


@each_season
def test_everybody_serves_within_a_shift_and_is_never_off_meanwhile(now: datetime) -> None:
    past = eight_weeks(now)
    shifts = {
        who: sorted((one.starts, one.ends) for one in own)
        for who, own in groupby(
            sorted(past.shifts, key=lambda one: one.counsellor_id.int), key=lambda one: one.counsellor_id
        )
    }
    there = dict(presence(past))
    for _, spell in all_spells(past):
        who = spell.counsellor_id
        assert who is not None
        assert spell.ends_at is not None
        assert any(starts <= spell.starts_at and spell.ends_at <= ends for starts, ends in shifts[who])
        assert any(starts <= spell.starts_at and spell.ends_at <= ends for starts, ends in there[who])
    for who, stretches in there.items():
        assert all(any(s <= start and end <= e for s, e in shifts[who]) for start, end in stretches)


def presence(past: Past) -> Iterator[tuple[UUID, list[tuple[datetime, datetime]]]]:
    """From when until when each was ready or on a break; every stretch ends with an `off`."""
    ordered = sorted(past.presence, key=lambda line: line.counsellor_id.int)
    for who, lines in groupby(ordered, key=lambda line: line.counsellor_id):
        stretches: list[tuple[datetime, datetime]] = []
        since: datetime | None = None
        for line in lines:
            if line.state is Presence.OFF:
                assert since is not None
                stretches.append((since, line.at))
                since = None
            else:
                since = since or line.at
        assert since is None
        yield who, stretches


@each_season
def test_nobody_ever_holds_more_than_her_seats_and_a_call_excludes_chats(now: datetime) -> None:
    past, policy = eight_weeks(now), Policy()
    changes = []
    for channel, spell in all_spells(past):
        ends = spell.ends_at
        assert ends is not None
        if spell.state is State.WRAP_UP:
            phone = channel is Channel.PHONE
            seat = policy.wrap_up_seat_phone if phone else policy.wrap_up_seat_chat
            ends = min(ends, spell.starts_at + seat)
        assert spell.counsellor_id is not None
        changes += [
            (spell.counsellor_id.int, ends, -1, channel),
            (spell.counsellor_id.int, spell.starts_at, 1, channel),
        ]
    for _, own in groupby(sorted(changes), key=lambda change: change[0]):
        held = dict.fromkeys(Channel, 0)
        for _, _, change, channel in own:
            held[channel] += change
            assert held[Channel.CHAT] <= policy.chat_capacity
            assert held[Channel.PHONE] <= 1
            assert not (held[Channel.CHAT] and held[Channel.PHONE])


def all_spells(past: Past) -> Iterator[tuple[Channel, Spell]]:
    for contact in past.contacts:
        for spell in spells(events(contact)):
            yield contact.channel, spell


def events(contact: PastContact) -> list[Event]:
    return [Event(step.at, step.state, step.cause, step.counsellor_id, step.centre) for step in contact.steps]


@each_season
def test_every_wrap_up_is_one_the_desk_would_take(now: datetime) -> None:
    codes = seeded_codes()
    for contact in eight_weeks(now).contacts:
        assert (contact.wrap_up is not None) == (
            contact.steps[-1].state is State.CLOSED and answered(contact)
        )
        if contact.wrap_up is not None:
            fields = {**asdict(contact.wrap_up), "topics": list(contact.wrap_up.topics)}
            assert validate_wrap_up(fields, codes) == contact.wrap_up


def answered(contact: PastContact) -> bool:
    return any(step.state is State.ACTIVE for step in contact.steps)


def test_it_has_something_of_everything_the_desk_counts() -> None:
    contacts = eight_weeks(DEADLINE).contacts
    outcomes = {outcome_of(events(one), short=timedelta(seconds=10)) for one in contacts}
    assert outcomes >= set(Outcome) - {Outcome.STILL_WAITING, Outcome.TURNED_AWAY}
    assert eight_weeks(DEADLINE).turned_away, "some come in the last quarter of an hour"
    assert {why for _, why in eight_weeks(DEADLINE).visits} >= {"outside_hours"}
    assert {one.channel for one in contacts} == set(Channel)
    assert {one.language for one in contacts} == set(Language)
    assert {str(offer.outcome) for one in contacts for offer in one.offers} == {
        "accepted",
        "declined",
        "expired",
        "withdrawn",
    }
    registered = [one.wrap_up for one in contacts if one.wrap_up]
    unknown = sum(one.education_background == "BG.IR" for one in registered) / len(registered)
    assert 0.25 < unknown < 0.4, "the report has 31.7 % «ikke registrert»"


def test_it_came_when_the_ordinary_week_says() -> None:
    past = eight_weeks(NOW)
    before_today = [one for one in past.contacts if day_of(one.steps[0].at) < day_of(NOW)]
    assert all(day_of(one.steps[0].at).isoweekday() <= 4 for one in before_today)
    assert 2_000 < len(before_today) < 3_000, "320 contacts a week, a little less in the autumn holidays"
    assert min(day_of(one.steps[0].at) for one in before_today) >= day_of(NOW) - timedelta(days=DAYS)
    assert {day_of(at).isoweekday() for at, _ in past.visits} == {1, 2, 3, 4, 5, 6, 7}
    assert len(eight_weeks(DEADLINE).contacts) > 1.3 * len(past.contacts)


def test_today_never_closes_and_leaves_the_hour_and_the_last_half_to_the_living() -> None:
    today = [one for one in eight_weeks(NOW).contacts if day_of(one.steps[0].at) == day_of(NOW)]
    assert min(one.steps[0].at.hour for one in today) < 9
    assert max(one.steps[-1].at for one in today) < NOW.replace(minute=0)
    answers = [step.at for one in today for step in one.steps if step.state is State.ACTIVE]
    assert max(answers) < NOW - timedelta(minutes=30)


def test_closed_hours_of_an_open_weekday_and_busier_weeks() -> None:
    monday, easter = date(2026, 11, 23), date(2027, 3, 29)
    assert rates(monday, 11, is_open=True).chat == pytest.approx(9.623)
    assert rates(easter, 11, is_open=False).chat == 0
    assert (
        rates(date(2027, 4, 15), 11, is_open=True).chat > 5 * rates(date(2026, 11, 26), 11, is_open=True).chat
    )


@pytest.mark.parametrize(
    "today", [date(2026, 11, 23), date(2027, 1, 2), date(2027, 1, 4), date(2027, 12, 31)]
)
def test_the_demos_deadlines_are_the_next_of_its_season(today: date) -> None:
    found = coming(today)
    assert len(found) == 4
    for one in found:
        assert one.days.first <= one.days.last
        assert today <= one.days.last < date(today.year + 1, today.month, today.day)
        every = [one.days.first + timedelta(days=number) for number in range(40)]
        factors = [week_factor(day) for day in every if one.days.holds(day)]
        assert min(factors) <= one.days.factor <= max(factors)
