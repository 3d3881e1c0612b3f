"""One day of the desk played through: people arrive, wait in one line, are offered, answered, or leave.

The routing, the moves and the policy are the desk's own; only the people are drawn. Whatever happened is
then in the contacts and in the presence log, so every figure counted from them agrees with every other.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random

from app.demo.registering import Registering
from app.demo.turnus import PAUSE, Duty
from app.demo.visit import TRANSFER, Mate, Visit, at_work, begin
from app.demo.visitors import Visitor
from app.domain.contact import WAITING, Cause, Channel, State
from app.domain.counsellor import Presence
from app.domain.offer import Outcome
from app.domain.policy import Policy
from app.domain.routing import match
from app.repositories.past import PastContact, PresenceLine

DECLINES, OVERLOOKS, HAS_NO_SEAT_FOR_IT, IS_LOST_HERSELF = 0.03, 0.012, 0.15, 0.04
LOOKS_AT_OFFER = {Channel.CHAT: (2, 16, 6), Channel.PHONE: (2, 9, 4)}
FINISHES_IN = timedelta(minutes=4)
A_TALK_AT_LEAST = timedelta(minutes=2)
A_CALL_IS_WORTH_ASKING_FOR_AFTER = 60.0
PATIENCE_AFTER_RETURN = timedelta(minutes=10)


class Day:
    """Plays a day; the same duties, visitors and randomness make the same day."""

    def __init__(
        self, duties: Sequence[Duty], visitors: Sequence[Visitor], draw: Random, registering: Registering
    ) -> None:
        self._mates = [at_work(duty, number) for number, duty in enumerate(duties)]
        self._draw, self._registering, self._policy = draw, registering, Policy()
        self._visits = [begin(visitor, number, draw) for number, visitor in enumerate(visitors, 1)]
        self._line: list[Visit] = []
        self._agenda: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._planned = 0

    def play(self, *, told_at: datetime | None) -> tuple[list[PastContact], list[PresenceLine]]:
        """Contacts that came to their end and the presence of everybody; at `told_at` the line is told."""
        for mate in self._mates:
            self._plan_shift(mate)
        for visit in self._visits:
            self._plan(visit.visitor.at, partial(self._arrive, visit))
        if told_at is not None:
            self._plan(told_at, self._tell_the_line)
        while self._agenda:
            at, _, happens = heapq.heappop(self._agenda)
            happens(at)
            self._dispatch(at)
        over = (State.CLOSED, State.ABANDONED)
        contacts = [visit.past() for visit in self._visits if visit.state in over]
        return contacts, [line for mate in self._mates for line in mate.log]

    # --- counsellors ---

    def _plan_shift(self, mate: Mate) -> None:
        duty = mate.duty
        late = timedelta(seconds=self._draw.randrange(0, 240))
        self._plan(min(duty.starts + late, duty.takes_until), lambda at: mate.wishes(at, Presence.READY))
        if duty.pause_from is not None:
            self._plan(duty.pause_from, lambda at: mate.wishes(at, Presence.BREAK))
            self._plan(duty.pause_from + PAUSE, lambda at: mate.wishes(at, Presence.READY))
        self._plan(duty.takes_until, lambda at: mate.wishes(at, Presence.BREAK))
        self._plan(duty.ends, lambda at: mate.wishes(at, Presence.OFF))

    def _dispatch(self, at: datetime) -> None:
        line = [visit for visit in self._line if visit.state is State.QUEUED]
        ready = [mate for mate in self._mates if mate.wish is Presence.READY]
        if not line or not ready:
            return
        visits = {visit.contact_id: visit for visit in line}
        mates = {mate.seat: mate for mate in ready}
        candidates = [mate.candidate(self._policy) for mate in ready]
        waiting = [visit.waiting() for visit in line]
        for one in match(waiting, candidates, now=at, policy=self._policy):
            self._offer(visits[one.waiting.contact_id], mates[one.candidate.counsellor_id], at, one.why)

    def _offer(self, visit: Visit, mate: Mate, at: datetime, why: str) -> None:
        visit.move(at, Cause.OFFERED, mate)
        visit.offer(at, mate)
        chance = self._draw.random()
        low, high, usual = LOOKS_AT_OFFER[visit.visitor.channel]
        answers = at + timedelta(seconds=round(self._draw.triangular(low, high, usual)))
        outcome = Outcome.ACCEPTED
        if chance < DECLINES:
            outcome = Outcome.DECLINED
        elif chance < DECLINES + OVERLOOKS:
            outcome, answers = Outcome.EXPIRED, at + timedelta(seconds=self._policy.offer_seconds)
        self._later(visit, answers, lambda then: self._answer(visit, then, outcome, why))

    def _answer(self, visit: Visit, at: datetime, outcome: Outcome, why: str) -> None:
        mate = visit.end_offer(at, outcome, why, self._policy)
        visit.move(at, Cause(outcome), mate)
        if outcome is Outcome.ACCEPTED:
            self._line.remove(visit)
            self._talk(visit, mate, at)
        else:
            self._refused(visit, mate, at)

    def _refused(self, visit: Visit, mate: Mate, at: datetime) -> None:
        mate.refused[visit.contact_id] = at
        again = at + timedelta(seconds=self._policy.refused_seconds)
        self._plan(again, lambda _: None)

    # --- those who wait ---

    def _arrive(self, visit: Visit, at: datetime) -> None:
        who = visit.visitor
        visit.move(at, Cause.ARRIVED)
        self._line.append(visit)
        self._plan(at + timedelta(seconds=round(who.patience)), lambda then: self._give_up(visit, then))
        if who.drops_after is not None:
            drops = at + timedelta(seconds=round(who.drops_after))
            self._plan(drops, lambda then: self._lose_network(visit, then))

    def _give_up(self, visit: Visit, at: datetime) -> None:
        if visit.state not in WAITING or visit.answered or not visit.present:
            return
        waited = (at - visit.visitor.at).total_seconds()
        asks = visit.visitor.wants_a_call and waited > A_CALL_IS_WORTH_ASKING_FOR_AFTER
        self._leave_the_line(visit, at, Cause.CLOSING_FOLLOW_UP if asks else Cause.LEFT)

    def _lose_network(self, visit: Visit, at: datetime) -> None:
        if visit.state is not State.QUEUED or visit.answered:
            return
        visit.present = False
        gone = at + timedelta(seconds=self._policy.citizen_grace_seconds)
        self._later(visit, gone, lambda then: self._leave_the_line(visit, then, Cause.ABSENT))

    def _tell_the_line(self, at: datetime) -> None:
        for visit in [visit for visit in self._line if visit.state in WAITING]:
            self._leave_the_line(visit, at, Cause.CLOSING_TOLD)

    def _leave_the_line(self, visit: Visit, at: datetime, cause: Cause) -> None:
        if visit.receiver is not None:
            visit.end_offer(at, Outcome.WITHDRAWN, "only_one", self._policy)
        visit.move(at, cause)
        self._line.remove(visit)

    # --- conversations ---

    def _talk(self, visit: Visit, mate: Mate, at: datetime) -> None:
        """From here to the end, to a colleague, or to the end of her shift, whichever comes first."""
        visit.owner, visit.talks_since, visit.present = mate, at, True
        who, must_end = visit.visitor, mate.duty.ends - FINISHES_IN
        ends = at + max(visit.talk_left, A_TALK_AT_LEAST)
        first_talk = sum(step.state is State.ACTIVE for step in visit.steps) == 1
        if first_talk and who.hands_over_after is not None:
            hands_over = at + timedelta(seconds=round(who.hands_over_after))
            if hands_over < min(ends, must_end):
                self._later(visit, hands_over, lambda then: self._hand_over(visit, mate, then))
                return
        if ends > must_end:
            self._later(visit, max(at, must_end), lambda then: self._shift_is_over(visit, mate, then))
        else:
            self._later(visit, ends, lambda then: self._end(visit, mate, then, who.ends_by))

    def _hand_over(self, visit: Visit, mate: Mate, at: datetime) -> None:
        """To a colleague with a seat, or back into the line; now and then the sender is lost herself."""
        self._count_talk(visit, at)
        receiver = self._colleague(visit, mate)
        if receiver is None or self._draw.random() < IS_LOST_HERSELF:
            cause = Cause.TRANSFERRED if receiver is None else Cause.COUNSELLOR_GONE
            self._return_to_line(visit, mate, at, cause)
            return
        visit.offer(at, receiver)
        answers = at + timedelta(seconds=self._draw.randrange(4, 25))
        refuses = self._draw.random() < HAS_NO_SEAT_FOR_IT
        self._later(visit, answers, lambda then: self._received(visit, mate, then, refuses=refuses))

    def _received(self, visit: Visit, sender: Mate, at: datetime, *, refuses: bool) -> None:
        outcome = Outcome.DECLINED if refuses else Outcome.ACCEPTED
        receiver = visit.end_offer(at, outcome, TRANSFER, self._policy)
        if refuses:
            self._after_refusal(visit, sender, at)
            return
        visit.move(at, Cause.ACCEPTED, receiver)
        self._free(visit, sender, at)
        self._talk(visit, receiver, at)

    def _after_refusal(self, visit: Visit, mate: Mate, at: datetime) -> None:
        """Nothing moved: they talk on, to the end."""
        ends = min(at + max(visit.talk_left, A_TALK_AT_LEAST), max(at, mate.duty.ends - FINISHES_IN))
        self._later(visit, ends, lambda then: self._end(visit, mate, then, visit.visitor.ends_by))

    def _return_to_line(self, visit: Visit, mate: Mate, at: datetime, cause: Cause) -> None:
        visit.move(at, cause, mate)
        visit.owner = None
        self._free(visit, mate, at)
        self._line.append(visit)
        self._refused(visit, mate, at)
        waits = at + PATIENCE_AFTER_RETURN
        self._plan(waits, lambda then: self._lose_patience_again(visit, then))

    def _lose_patience_again(self, visit: Visit, at: datetime) -> None:
        if visit.state in WAITING:
            self._leave_the_line(visit, at, Cause.LEFT)

    def _shift_is_over(self, visit: Visit, mate: Mate, at: datetime) -> None:
        """Somebody else goes on, where somebody is there."""
        self._count_talk(visit, at)
        goes_on = self._colleague(visit, mate, stays_longer=True) is not None
        if goes_on and visit.talk_left > A_TALK_AT_LEAST:
            self._return_to_line(visit, mate, at, Cause.TRANSFERRED)
        else:
            self._end(visit, mate, at, Cause.ENDED_COUNSELLOR)

    def _end(self, visit: Visit, mate: Mate, at: datetime, cause: Cause) -> None:
        visit.move(at, cause, mate)
        recorded = at + timedelta(seconds=max(15, round(visit.visitor.wrap_up)))
        recorded = max(at, min(recorded, mate.duty.ends - timedelta(seconds=1)))
        policy, phone = self._policy, visit.visitor.channel is Channel.PHONE
        freed = at + (policy.wrap_up_seat_phone if phone else policy.wrap_up_seat_chat)
        self._plan(min(freed, recorded), lambda then: self._free(visit, mate, then))
        self._later(visit, recorded, lambda then: self._record(visit, mate, then))

    def _record(self, visit: Visit, mate: Mate, at: datetime) -> None:
        left = any(step.cause is Cause.ENDED_IDLE for step in visit.steps)
        visit.wrap_up = self._registering.draw(self._draw, left=left)
        visit.move(at, Cause.WRAPPED_UP, mate)

    # --- what these share ---

    def _colleague(self, visit: Visit, mate: Mate, *, stays_longer: bool = False) -> Mate | None:
        """Whoever is ready with the most room for it, and stays at least as long."""
        channel = visit.visitor.channel
        free = [
            (one.chats + one.calls, one.seat.int, one)
            for one in self._mates
            if one is not mate
            and one.wish is Presence.READY
            and one.seats(self._policy).free(channel) > 0
            and one.duty.ends >= mate.duty.ends + (FINISHES_IN if stays_longer else timedelta(0))
        ]
        return min(free)[2] if free else None

    def _count_talk(self, visit: Visit, at: datetime) -> None:
        assert visit.talks_since is not None
        visit.talk_left = max(timedelta(0), visit.talk_left - (at - visit.talks_since))

    def _free(self, visit: Visit, mate: Mate, at: datetime) -> None:
        mate.hold(visit, -1)
        mate.idle_since = at

    def _later(self, visit: Visit, at: datetime, happens: Callable[[datetime], None]) -> None:
        """At that time, unless the contact has moved before."""
        steps = len(visit.steps)
        self._plan(at, lambda then: happens(then) if len(visit.steps) == steps else None)

    def _plan(self, at: datetime, happens: Callable[[datetime], None]) -> None:
        self._planned += 1
        heapq.heappush(self._agenda, (at, self._planned, happens))
