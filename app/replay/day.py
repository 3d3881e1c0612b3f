"""One day of a replay: people come, wait, are offered and answered, or leave; by the desk's own rules."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from math import sqrt

from app.demo.day import DECLINES, LOOKS_AT_OFFER, OVERLOOKS
from app.domain.closing import closed_since, is_told
from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.door import Line, door
from app.domain.opening_hours import evaluate, spans
from app.domain.oslo import day_of
from app.domain.routing import match
from app.domain.rules import Rules
from app.domain.waiting import Evidence, WaitRange, expected_wait
from app.replay import talks
from app.replay.books import Books
from app.replay.people import Fate, Mate, Visit


class Day:
    """Plays one day; the same people and rules make the same day."""

    def __init__(self, rules: Rules, mates: Sequence[Mate], visits: Sequence[Visit], *, slowed: bool) -> None:
        """`slowed`: whether chats at once last longer than one alone."""
        self._rules, self._policy, self._slowed = rules, rules.policy, slowed
        self._mates, self._visits = {mate.counsellor_id: mate for mate in mates}, visits
        self._here: dict[CounsellorId, Mate] = {}
        self._line: dict[Channel, list[Visit]] = {channel: [] for channel in Channel}
        self._answered: dict[Channel, deque[Visit]] = {channel: deque() for channel in Channel}
        self._books = Books(bool(rules.routing.shares))
        self._agenda: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._planned = 0

    def play(self) -> None:
        """From the first arrival to the last end; each visit has its fate then."""
        for mate in self._mates.values():
            self._plan(mate.takes_from, partial(self._begin, mate))
            self._plan(mate.takes_until, partial(self._finish, mate))
        for visit in self._visits:
            self._plan(visit.who.at, partial(self._arrive, visit))
        for closes in self._closings():
            for seconds in (self._policy.closing_alone_seconds, self._policy.closing_served_seconds):
                self._plan(closes + timedelta(seconds=seconds), self._close)
        while self._agenda:
            at, _, happens = heapq.heappop(self._agenda)
            happens(at)
            self._dispatch(at)

    def _closings(self) -> set[datetime]:
        """The ends of all opening hours on the days on which somebody came."""
        days = {day_of(visit.who.at) for visit in self._visits}
        hours = self._rules.hours
        return {end for day in days for channel in Channel for _, end in spans(hours, channel, day, day)}

    # --- who is at work ---

    def _begin(self, mate: Mate, _: datetime) -> None:
        self._here[mate.counsellor_id] = mate

    def _finish(self, mate: Mate, _: datetime) -> None:
        self._here.pop(mate.counsellor_id, None)

    def _ready(self, at: datetime) -> list[Mate]:
        """Those who may be offered something new; somebody who goes this very instant may not."""
        return [mate for mate in self._here.values() if mate.takes(at)]

    # --- the line ---

    def _arrive(self, visit: Visit, at: datetime) -> None:
        channel = visit.who.channel
        expected = self._expected(channel, at)
        line = self._line[channel]
        if not door(self._rules, channel, at, Line(expected, len(line), len(line))).lets_in:
            visit.fate = Fate.TURNED_AWAY
            return
        visit.promised = expected
        line.append(visit)
        self._plan(at + timedelta(seconds=visit.who.patience), partial(self._give_up, visit))

    def _expected(self, channel: Channel, at: datetime) -> WaitRange | None:
        line, answered = self._line[channel], self._answered[channel]
        since = at - timedelta(seconds=self._policy.wait_evidence_seconds)
        while answered and (answered[0].answered_at or at) <= since:
            answered.popleft()
        ready = [mate.candidate(self._policy) for mate in self._ready(at)]
        seen = Evidence(
            waits=[visit.wait for visit in answered if visit.wait is not None],
            window=at - since,
            since=at - (answered[0].answered_at or at) if answered else timedelta(0),
            waiting=len(line),
            offered=sum(visit.receiver is not None for visit in line),
            waited=at - line[0].who.at if line else timedelta(0),
            answerers=len({visit.owner for visit in answered}),
            ready=len(ready),
            free=sum(one.seats.free(channel) for one in ready),
        )
        position = len(line) + 1
        return expected_wait(seen, position=position, least_evidence=self._policy.wait_evidence_answers)

    def _give_up(self, visit: Visit, at: datetime) -> None:
        if visit.fate is None:
            short = visit.who.patience < self._policy.short_abandon_seconds
            self._leave(visit, Fate.SHORT if short else Fate.ABANDONED, at)

    def _close(self, at: datetime) -> None:
        """Where the door has been closed for long enough, those in line are told."""
        ready = bool(self._ready(at))
        for channel, line in self._line.items():
            closed_at = closed_since(self._rules.hours, channel, at)
            for visit in list(line):
                if closed_at and is_told(
                    closed_at, visit.who.at, at, anybody_ready=ready, policy=self._policy
                ):
                    self._leave(visit, Fate.TURNED_AWAY, at)

    def _leave(self, visit: Visit, fate: Fate, at: datetime) -> None:
        visit.fate = fate
        self._line[visit.who.channel].remove(visit)
        if visit.receiver is not None:
            self._books.withdrawn(visit.receiver.centre)
            visit.receiver.let_go(visit.who.channel, at)
            visit.receiver = None

    # --- offers ---

    def _dispatch(self, at: datetime) -> None:
        queued = [visit for line in self._line.values() for visit in line if visit.receiver is None]
        ready = self._ready(at) if queued else []
        if not ready:
            return
        visits = {visit.contact_id: visit for visit in queued}
        found = match(
            [visit.waiting() for visit in queued],
            [mate.candidate(self._policy) for mate in ready],
            now=at,
            policy=self._policy,
            routing=self._rules.routing,
            ledger=self._books.last_hour(at),
            phone_open=evaluate(self._rules.hours, Channel.PHONE, at).open,
        )
        for one in found:
            self._offer(visits[one.waiting.contact_id], self._mates[one.candidate.counsellor_id], at)

    def _offer(self, visit: Visit, mate: Mate, at: datetime) -> None:
        channel = visit.who.channel
        visit.receiver, visit.offered_at = mate, visit.offered_at or at
        mate.hold(channel, at)
        self._books.offered(mate.centre)
        low, high, usual = LOOKS_AT_OFFER[channel]
        looks, visit.looks = visit.looks, (visit.looks * 7919) % 1.0
        seconds = self._policy.offer_seconds if DECLINES <= looks < DECLINES + OVERLOOKS else None
        answers = at + timedelta(seconds=seconds or _triangular(low, high, usual, visit.quick))
        refuses = looks < DECLINES + OVERLOOKS
        self._plan(answers, partial(self._answer, visit, mate, refuses))

    def _answer(self, visit: Visit, mate: Mate, refuses: bool, at: datetime) -> None:
        if visit.receiver is not mate:
            return
        visit.receiver = None
        self._books.ended(mate.centre, at, taken=not refuses)
        if refuses:
            mate.let_go(visit.who.channel, at)
            mate.refused[visit.contact_id] = at
            self._plan(at + timedelta(seconds=self._policy.refused_seconds), _nothing)
            return
        self._line[visit.who.channel].remove(visit)
        visit.fate, visit.answered_at, visit.owner = Fate.ANSWERED, at, mate
        mate.taken += 1
        self._answered[visit.who.channel].append(visit)
        talks.begin(visit, mate, at, slowed=self._slowed)
        self._plan_next_end(mate, at)

    # --- conversations ---

    def _plan_next_end(self, mate: Mate, at: datetime) -> None:
        found = talks.next_end(mate, at, slowed=self._slowed)
        if found is not None:
            self._plan(found[0], partial(self._end, found[1], mate, mate.changes))

    def _end(self, visit: Visit, mate: Mate, change: int, at: datetime) -> None:
        if mate.changes != change:
            return
        talks.end(visit, mate, at, slowed=self._slowed)
        self._plan_next_end(mate, at)
        policy, channel = self._policy, visit.who.channel
        longest = policy.wrap_up_seat_phone if channel is Channel.PHONE else policy.wrap_up_seat_chat
        freed = at + min(longest, timedelta(seconds=visit.who.wrap_up))
        self._plan(freed, partial(mate.let_go, channel))

    def _plan(self, at: datetime, happens: Callable[[datetime], None]) -> None:
        self._planned += 1
        heapq.heappush(self._agenda, (at, self._planned, happens))


def _nothing(at: datetime) -> None:
    """Only that somebody looks at the line then."""


def _triangular(low: float, high: float, usual: float, part: float) -> float:
    """The point of a triangular distribution below which this part of it lies."""
    peak = (usual - low) / (high - low)
    if part < peak:
        return low + sqrt((high - low) * (usual - low) * part)
    return high - sqrt((high - low) * (high - usual) * (1 - part))
